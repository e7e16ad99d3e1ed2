/**
 * What the C library keeps in a process's memory and figures show: which blocks of the heap are free, and what was
 * printed and not handed to the kernel yet. The layouts are those of libc/source/malloc.ts and of struct _IO_FILE in
 * libc/source/internal.ts.
 */
import type { Program } from '../../vm/program'
import { contents } from '../memory/peek'
import { getI32, getI64 } from '../memory/user-memory'
import type { AddressSpace, Area, Machine } from '../state/machine'
import { decodeUtf8 } from '../state/text'
import type { BufferView } from '../state/view'

const CHUNK = { header: 16, size: 8, next: 16, key: 24, smallest: 32 }
const FLAGS = 7
const IN_USE = 1
/** What stands in a block that lies in the cache, as in glibc. */
const KEY = 0x5ca1ab1e0ddba11n
const FAST_BINS = 7
/** A list or a heap of more is not followed. */
const MOST_CHUNKS = 4096

/** Says of an address in a heap whether it lies in a block that the program has freed, or never asked for. */
export function freeBlocks(
  machine: Machine,
  record: AddressSpace,
  { library }: Program,
  heap: Area,
): (address: number) => boolean {
  const word = (at: number) => {
    const bytes = contents(machine, record, at, 8)
    return bytes ? getI64(bytes, 0) : 0
  }
  const top = library.top === null ? 0 : word(library.top)
  if (top === 0) return () => false
  const fast = fastChunks(library.fastBins, word)
  return (address) => {
    if (address >= top) return true
    let at = heap.start
    for (let i = 0; i < MOST_CHUNKS && at < top; i++) {
      const size = word(at + CHUNK.size)
      const next = at + size - (size & FLAGS)
      if (next < at + CHUNK.smallest) return false
      if (address < next + CHUNK.header) {
        const isBinned = next < heap.end && (word(next + CHUNK.size) & IN_USE) === 0
        return isBinned || fast.has(at) || isCached(contents(machine, record, at + CHUNK.key, 8))
      }
      at = next
    }
    return false
  }
}

function fastChunks(bins: number | null, word: (at: number) => number): ReadonlySet<number> {
  const chunks = new Set<number>()
  for (let bin = 0; bins !== null && bin < FAST_BINS; bin++)
    for (let at = word(bins + 8 * bin); at !== 0 && chunks.size < MOST_CHUNKS; at = word(at + CHUNK.next)) {
      if (chunks.has(at)) break
      chunks.add(at)
    }
  return chunks
}

function isCached(bytes: Uint8Array | null): boolean {
  return bytes !== null && new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true) === KEY
}

const STREAM = { fd: 0, flags: 4, buffer: 24, next: 40, direction: 56, link: 80, size: 88 }
const IN_MEMORY = 1024
const WRITING = 2
const MOST_STREAMS = 32
/** Characters of a buffer that a figure has room for. */
const MOST_TEXT = 80

/** What stands in the buffers of a process's streams, in order of descriptors. */
export function bufferViews(machine: Machine, record: AddressSpace, { library }: Program): BufferView[] {
  const first = library.streams === null ? null : contents(machine, record, library.streams, 8)
  const found: BufferView[] = []
  let at = first ? getI64(first, 0) : 0
  for (let i = 0; i < MOST_STREAMS && at !== 0; i++) {
    const stream = contents(machine, record, at, STREAM.size)
    if (!stream) break
    const buffer = getI64(stream, STREAM.buffer)
    const length = getI64(stream, STREAM.next) - buffer
    const isFilled = getI32(stream, STREAM.direction) === WRITING && length > 0
    const isOfFile = (getI32(stream, STREAM.flags) & IN_MEMORY) === 0
    const bytes = isFilled && isOfFile ? contents(machine, record, buffer, Math.min(length, MOST_TEXT)) : null
    if (bytes) found.push({ fd: getI32(stream, STREAM.fd), text: decodeUtf8(bytes), bytes: length })
    at = getI64(stream, STREAM.link)
  }
  return found.sort((a, b) => a.fd - b.fd)
}
