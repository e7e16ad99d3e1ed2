/** Looking at memory without leaving a trace: no fault, no accessed bit. For figures, events and guards. */
import { PAGE_SIZE } from '../../vm/abi'
import { copyBytes, copyFromFrame, placeInFrame, readFrame } from '../../vm/frame'
import { pteOf } from '../../vm/memory'
import type { AddressSpace, Area, Machine } from '../state/machine'
import { must } from '../state/must'
import { findArea } from './address-space'
import { inodeAt } from './inode'
import { getI64 } from './user-memory'

/** Bytes of a space, or null when a page of them is not present. */
export function peek(machine: Machine, space: number, address: number, length: number): Uint8Array | null {
  return collect(address, length, (at, bytes, done, part) => {
    const frame = pteOf(machine.memory, space, Math.floor(at / PAGE_SIZE)) >>> 12
    if (frame === 0) return false
    copyFromFrame(machine.memory, frame, at % PAGE_SIZE, bytes, done, part)
    return true
  })
}

/**
 * What an address space holds now, as a read would find it: present pages, and of those that nobody here has touched
 * yet what the first touch will attach (a frame that others share, the program's own bytes, zeros). Null where nothing
 * is mapped, or beyond the end of a mapped file.
 */
export function contents(
  machine: Machine,
  record: AddressSpace,
  address: number,
  length: number,
): Uint8Array | null {
  const present = onePage(machine, record, address, length)
  if (present) return present
  return collect(address, length, (at, bytes, done, part) => {
    const frame = pteOf(machine.memory, record.space, Math.floor(at / PAGE_SIZE)) >>> 12
    if (frame !== 0) {
      copyFromFrame(machine.memory, frame, at % PAGE_SIZE, bytes, done, part)
      return true
    }
    const area = findArea(record, at)
    return area !== null && readBacking(machine, record, area, at, bytes.subarray(done, done + part))
  })
}

/** The usual case, without the way page by page: all of it in one page, which is present. Null: it is not so. */
function onePage(machine: Machine, record: AddressSpace, address: number, length: number): Uint8Array | null {
  const at = presentAt(machine, record, address, length)
  if (at < 0) return null
  const bytes = new Uint8Array(length)
  copyBytes(machine.memory.u8, at, bytes, 0, length)
  return bytes
}

/**
 * Where in `memory.u8` a range of a space lies now, for who reads a few fields at once and would rather not copy them:
 * good until anything changes. -1: it is not all in one page that is present.
 */
export function presentAt(
  { memory }: Machine,
  { space }: AddressSpace,
  address: number,
  length: number,
): number {
  const inside = address % PAGE_SIZE
  if (address < 0 || address >= 0x8000_0000 || inside + length > PAGE_SIZE) return -1
  const frame = pteOf(memory, space, (address - inside) / PAGE_SIZE) >>> 12
  return frame === 0 ? -1 : placeInFrame(memory, frame, inside)
}

/** What lies behind a page that is not present; see `fill` of fault.ts, which makes it so. */
function readBacking(
  machine: Machine,
  record: AddressSpace,
  area: Area,
  at: number,
  bytes: Uint8Array,
): boolean {
  const inside = at - area.start + area.offset
  if (area.inode === null) {
    const { program } = must(machine.programs[record.program], 'program')
    const image = area.image === null ? undefined : program.segments[area.image]
    if (image) bytes.set(image.bytes.subarray(inside, inside + bytes.length))
    return true
  }
  const inode = inodeAt(machine, area.inode)
  const index = Math.floor(inside / PAGE_SIZE)
  if (inode.kind === 'file' && index * PAGE_SIZE >= inode.size) return false
  const frame = inode.pages[index] ?? 0
  if (frame !== 0) bytes.set(readFrame(machine.memory, frame, inside % PAGE_SIZE, bytes.length))
  return true
}

/** A pointer in memory; null when it cannot be read. */
export function peekPointer(machine: Machine, space: number, address: number): number | null {
  const bytes = peek(machine, space, address, 8)
  return bytes && getI64(bytes, 0)
}

/** Fills a range page by page, `part` bytes from index `done` on each time. Null: it leaves the user's addresses, or a part could not be filled. */
function collect(
  address: number,
  length: number,
  fill: (at: number, bytes: Uint8Array, done: number, part: number) => boolean,
): Uint8Array | null {
  if (address < 0 || address + length > 0x8000_0000) return null
  const bytes = new Uint8Array(length)
  for (let done = 0; done < length; ) {
    const at = address + done
    const part = Math.min(length - done, PAGE_SIZE - (at % PAGE_SIZE))
    if (!fill(at, bytes, done, part)) return null
    done += part
  }
  return bytes
}
