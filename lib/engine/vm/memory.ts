/** Address spaces, the processor's view of them, bytes in them, snapshots and hashes. frame.ts has the layer below. */
import { TLB, TLB_ADDEND, TLB_ENTRIES, TLB_PFN, TLB_STRIDE } from './control'
import {
  allocateFrame,
  copyBytes,
  dropSlot,
  FRAME_WORDS,
  flushTlb,
  forgetPage,
  forgetWrites,
  type Memory,
  noteBytes,
  own,
  PAGE,
  PTE_ACCESSED,
  PTE_COW,
  PTE_DIRTY,
  PTE_NO_ACCESS,
  PTE_PRESENT,
  PTE_SHARED,
  PTE_WRITABLE,
  pin,
  type Space,
  setReferences,
  setWord,
  storageLeft,
  takeSlot,
  unpin,
} from './frame'

const TABLES = 512
/** Frames whose slots a snapshot keeps together. */
const CHUNK = 512

/** Numbers of slots, in two bytes each when all of the memory's fit into them. */
export type SlotChunk = Int32Array | Uint16Array

/**
 * What `restoreSnapshot` needs: the slot of each frame, in chunks of which those that no write has changed since the
 * snapshot before are the same arrays. Besides them it costs the slots that the present has since left.
 */
export type MemorySnapshot = {
  readonly chunks: readonly SlotChunk[]
  readonly top: number
  readonly firstFree: number
  readonly used: number
}

// ---- spaces

/** An empty address space, or 0 when the memory is full. */
export function createSpace(memory: Memory): Space {
  return createTable(memory)
}

function createTable(memory: Memory): number {
  const pfn = allocateFrame(memory)
  if (pfn !== 0) setReferences(memory, pfn, 1)
  return pfn
}

/** Unmaps everything and frees the tables, and the frames that nobody else references. */
export function destroySpace(memory: Memory, space: Space): void {
  for (let t = 0; t < TABLES; t++) {
    const table = entryOf(memory, space, t)
    if (table === 0) continue
    for (let i = 0; i < FRAME_WORDS; i++) {
      const pfn = entryOf(memory, table, i) >>> 12
      if (pfn !== 0) unpin(memory, pfn)
    }
    unpin(memory, table)
  }
  unpin(memory, space)
  if (memory.active === space) activate(memory, 0)
}

/** An entry of a page table, given by its frame; of a root the entries are frames of tables, as they are. */
function entryOf(memory: Memory, table: number, index: number): number {
  return memory.i32[(memory.frameSlot[table] as number) * FRAME_WORDS + index] as number
}

/** Writes an entry of a page table, whose storage a snapshot may share until then. */
function setEntry(memory: Memory, table: number, index: number, value: number): void {
  setWord(memory, own(memory, table) * FRAME_WORDS + index, value)
}

/** The page table entry of a virtual page, 0 when there is none. */
export function pteOf(memory: Memory, space: Space, vpn: number): number {
  if (vpn < 0 || vpn >= TABLES * FRAME_WORDS || space === 0) return 0
  const table = entryOf(memory, space, vpn >> 10)
  return table === 0 ? 0 : entryOf(memory, table, vpn & (FRAME_WORDS - 1))
}

/** The virtual pages of a range that have a page table entry. */
export function pagesIn(memory: Memory, space: Space, from: number, to: number): number[] {
  const pages: number[] = []
  for (let vpn = from; vpn < to; ) {
    const end = Math.min(to, (vpn | (FRAME_WORDS - 1)) + 1)
    const table = space === 0 ? 0 : entryOf(memory, space, vpn >> 10)
    const base = (memory.frameSlot[table] as number) * FRAME_WORDS
    if (table !== 0)
      for (let at = vpn; at < end; at++) if (memory.i32[base + (at & (FRAME_WORDS - 1))] !== 0) pages.push(at)
    vpn = end
  }
  return pages
}

/**
 * Replaces a page table entry; the frames that the old and the new one name lose and gain a reference.
 * @returns false: no memory for the table, and nothing has changed
 */
export function setPte(memory: Memory, space: Space, vpn: number, pte: number): boolean {
  if (vpn < 0 || vpn >= TABLES * FRAME_WORDS) return false
  let table = entryOf(memory, space, vpn >> 10)
  if (table === 0) {
    if (pte === 0) return true
    table = createTable(memory)
    if (table === 0) return false
    setEntry(memory, space, vpn >> 10, table)
  }
  const old = entryOf(memory, table, vpn & (FRAME_WORDS - 1))
  if (old === pte) return true
  setEntry(memory, table, vpn & (FRAME_WORDS - 1), pte)
  if (old >>> 12 !== pte >>> 12) {
    if (pte >>> 12 !== 0) pin(memory, pte >>> 12)
    if (old >>> 12 !== 0) unpin(memory, old >>> 12)
  }
  forgetPage(memory, vpn)
  return true
}

/** Maps a frame at a virtual page, in place of what was there. False: no memory for the table. */
export function mapPage(memory: Memory, space: Space, vpn: number, pfn: number, flags: number): boolean {
  return setPte(memory, space, vpn, (pfn << 12) | flags | PTE_PRESENT)
}

/**
 * Takes away the page table entry of a virtual page, if there is one; a frame that nobody else references is
 * freed.
 */
export function unmapPage(memory: Memory, space: Space, vpn: number): void {
  setPte(memory, space, vpn, 0)
}

/**
 * Copies a space for fork: the tables are copied, the frames shared; private pages that could be written become
 * copy-on-write in both. Returns 0 when there is no memory for the tables.
 */
export function forkSpace(memory: Memory, from: Space): Space {
  const space = createTable(memory)
  if (space === 0) return 0
  for (let t = 0; t < TABLES; t++) {
    const table = entryOf(memory, from, t)
    if (table === 0) continue
    const copy = createTable(memory)
    if (copy === 0) {
      destroySpace(memory, space)
      // What is copy-on-write by now is written to through a fault, also where there is no child in the end.
      flushTlb(memory)
      return 0
    }
    setEntry(memory, space, t, copy)
    forkTable(memory, table, copy)
  }
  flushTlb(memory)
  return space
}

/** Pages that a space maps. */
export function countPages(memory: Memory, space: Space): number {
  let pages = 0
  for (let t = 0; t < TABLES; t++) {
    const table = entryOf(memory, space, t)
    if (table === 0) continue
    for (let i = 0; i < FRAME_WORDS; i++) if (entryOf(memory, table, i) !== 0) pages++
  }
  return pages
}

/**
 * Copies one table. The copy is a frame given out just now, so its words need no journal: undoing takes the frame
 * back. Shared mappings keep the right to write in both; an entry that is copy-on-write already stays so.
 */
function forkTable(memory: Memory, table: number, copy: number): void {
  const to = own(memory, copy) * FRAME_WORDS
  for (let i = 0; i < FRAME_WORDS; i++) {
    let pte = entryOf(memory, table, i)
    if (pte === 0) continue
    if ((pte & (PTE_WRITABLE | PTE_SHARED)) === PTE_WRITABLE) {
      pte = (pte & ~PTE_WRITABLE) | PTE_COW
      setEntry(memory, table, i, pte)
    }
    memory.i32[to + i] = pte
    pin(memory, pte >>> 12)
  }
}

/** Makes the processor see a space. */
export function activate(memory: Memory, space: Space): void {
  if (memory.active === space) return
  memory.active = space
  flushTlb(memory)
}

// ---- access

/**
 * The byte address in linear memory of a user address in a space, as the processor would find it; -1 when it may not
 * access it. Changes no mapping; marks the page accessed (and dirty), and gives a frame that a snapshot shares a slot
 * of its own before a write. The address holds up to the end of its page, until the next call that may move frames.
 */
export function translate(memory: Memory, space: Space, address: number, write: boolean): number {
  if (memory.translated !== null) memory.translated.push(address, -1)
  if (address < 0 || address >= 0x8000_0000 || space === 0) return -1
  const vpn = address >>> 12
  const table = entryOf(memory, space, vpn >> 10)
  if (table === 0) return -1
  const pte = entryOf(memory, table, vpn & (FRAME_WORDS - 1))
  const needed = write ? PTE_PRESENT | PTE_WRITABLE : PTE_PRESENT
  if ((pte & (needed | PTE_NO_ACCESS)) !== needed) return -1
  const mark = write ? PTE_ACCESSED | PTE_DIRTY : PTE_ACCESSED
  if ((pte & mark) !== mark) setEntry(memory, table, vpn & (FRAME_WORDS - 1), pte | mark)
  const pfn = pte >>> 12
  const slot = write ? own(memory, pfn) : (memory.frameSlot[pfn] as number)
  return slot * PAGE + (address & (PAGE - 1))
}

/**
 * The way of a miss: walks the active space and fills the buffer.
 * @returns the byte address in linear memory, or -1
 */
export function translateActive(memory: Memory, address: number, write: boolean): number {
  const physical = translate(memory, memory.active, address, write)
  if (physical < 0 || memory.translated !== null) return physical
  const vpn = address >>> 12
  const entry = vpn & (TLB_ENTRIES - 1)
  const at = (TLB + entry * TLB_STRIDE) >> 2
  const { i32 } = memory
  if (!memory.isFilled[entry]) {
    memory.isFilled[entry] = 1
    memory.filled[memory.filledCount++] = entry
  }
  const page = address & ~(PAGE - 1)
  i32[at] = page
  i32[at + 1] = 0
  if (write && memory.journal === null) {
    i32[at + 2] = page
    i32[at + 3] = 0
  } else {
    i32[at + 2] = -1
    i32[at + 3] = -1
  }
  i32[at + (TLB_ADDEND >> 2)] = physical - address
  i32[at + (TLB_PFN >> 2)] = pteOf(memory, memory.active, vpn) >>> 12
  return physical
}

/** Notes in `list` each address that is translated from now on. */
export function noteTranslated(memory: Memory, list: number[]): void {
  flushTlb(memory)
  memory.translated = list
}

/** A copy of user memory; null when a page of it may not be read. */
export function readBytes(memory: Memory, space: Space, address: number, length: number): Uint8Array | null {
  const bytes = new Uint8Array(length)
  for (let done = 0; done < length; ) {
    const at = translate(memory, space, address + done, false)
    if (at < 0) return null
    const part = Math.min(length - done, PAGE - (at & (PAGE - 1)))
    copyBytes(memory.u8, at, bytes, done, part)
    done += part
  }
  return bytes
}

/** Writes to user memory. False: a page of it may not be written; nothing has been. */
export function writeBytes(memory: Memory, space: Space, address: number, bytes: Uint8Array): boolean {
  const { length } = bytes
  for (let done = 0; done < length; done += PAGE - ((address + done) & (PAGE - 1)))
    if (translate(memory, space, address + done, true) < 0) return false
  for (let done = 0; done < length; ) {
    const at = translate(memory, space, address + done, true)
    const part = Math.min(length - done, PAGE - (at & (PAGE - 1)))
    noteBytes(memory, at, part)
    copyBytes(bytes, done, memory.u8, at, part)
    done += part
  }
  return true
}

// ---- snapshots

/**
 * Takes a snapshot of all frames: page tables, reference counts, contents.
 * @throws Error when `storageLeft` is below 0: the caller keeps too many; it releases some first
 */
export function takeSnapshot(memory: Memory): MemorySnapshot {
  if (memory.journal) throw new Error('no snapshot is taken while a journal is open')
  if (storageLeft(memory) < 0) throw new Error('there is no storage for another snapshot: release one first')
  const { frameSlot, slotOwners, top, firstFree, used } = memory
  for (let pfn = 1; pfn < top; pfn++) {
    const slot = frameSlot[pfn] as number
    if (slot !== 0) slotOwners[slot] = (slotOwners[slot] as number) + 1
  }
  forgetWrites(memory)
  const chunks: SlotChunk[] = []
  for (let from = 0; from < top; from += CHUNK)
    chunks.push(chunkOf(memory, from, Math.min(from + CHUNK, top)))
  memory.kept = chunks
  return { chunks, top, firstFree, used }
}

/** The slots of some frames: the array of the last snapshot if they are still the same. */
function chunkOf(memory: Memory, from: number, to: number): SlotChunk {
  const { frameSlot } = memory
  const known = memory.kept[from / CHUNK]
  let isSame = known?.length === to - from
  for (let i = from; isSame && i < to; i++) isSame = known?.[i - from] === frameSlot[i]
  if (known !== undefined && isSame) return known
  const slots = frameSlot.subarray(from, to)
  return memory.slotOwners.length <= 65_536 ? new Uint16Array(slots) : new Int32Array(slots)
}

/** The slot in which a frame lay when the snapshot was taken; 0: it was free. */
function slotIn(snapshot: MemorySnapshot, pfn: number): number {
  if (pfn >= snapshot.top) return 0
  return (snapshot.chunks[Math.floor(pfn / CHUNK)] as SlotChunk)[pfn % CHUNK] as number
}

/** Makes the present what it was when the snapshot was taken. The snapshot stays. `activate` must be called again. */
export function restoreSnapshot(memory: Memory, snapshot: MemorySnapshot): void {
  if (memory.journal) throw new Error('no snapshot is restored while a journal is open')
  const { frameSlot, slotOwners } = memory
  const end = Math.max(memory.top, snapshot.top)
  for (let pfn = 1; pfn < end; pfn++) {
    const now = frameSlot[pfn] as number
    const then = slotIn(snapshot, pfn)
    if (now === then) continue
    if (then !== 0) slotOwners[then] = (slotOwners[then] as number) + 1
    if (now !== 0) dropSlot(memory, now)
    frameSlot[pfn] = then
  }
  memory.top = snapshot.top
  memory.kept = snapshot.chunks
  memory.firstFree = snapshot.firstFree
  memory.used = snapshot.used
  memory.active = 0
  flushTlb(memory)
}

/** Gives a snapshot's storage back. It must not be used afterwards. */
export function releaseSnapshot(memory: Memory, snapshot: MemorySnapshot): void {
  for (let pfn = 1; pfn < snapshot.top; pfn++) {
    const slot = slotIn(snapshot, pfn)
    if (slot !== 0) dropSlot(memory, slot)
  }
}

// ---- hashes

/**
 * Hash of the contents of a space: which virtual pages are mapped and what is in them, not where their frames lie.
 * Two 32-bit lanes; the sum over pages, so that only pages written since the last call are read again.
 */
export function hashMemory(memory: Memory, space: Space): [number, number] {
  forgetWrites(memory)
  let low = 0
  let high = 0
  for (let t = 0; t < TABLES; t++) {
    const table = entryOf(memory, space, t)
    if (table === 0) continue
    for (let i = 0; i < FRAME_WORDS; i++) {
      const pfn = entryOf(memory, table, i) >>> 12
      if (pfn === 0) continue
      const slot = memory.frameSlot[pfn] as number
      if (memory.hashKnown[slot] === 0) hashSlot(memory, slot)
      const page = t * FRAME_WORDS + i
      low = (low + mix((memory.hashes[2 * slot] as number) ^ Math.imul(page, 0x9e37_79b1))) | 0
      high = (high + mix((memory.hashes[2 * slot + 1] as number) ^ Math.imul(page, 0x85eb_ca77))) | 0
    }
  }
  return [low, high]
}

/** Hashes a slot's words in their order, in two lanes that mix in different ways. */
function hashSlot(memory: Memory, slot: number): void {
  const { i32 } = memory
  let a = 0x811c_9dc5
  let b = 0x2545_f491
  for (let at = slot * FRAME_WORDS, end = at + FRAME_WORDS; at < end; at++) {
    const word = i32[at] as number
    a = Math.imul(a ^ word, 0x0100_0193)
    a = (a << 13) | (a >>> 19)
    b = Math.imul((b << 7) | (b >>> 25), 0x5bd1_e995) ^ word
  }
  memory.hashes[2 * slot] = a
  memory.hashes[2 * slot + 1] = b
  memory.hashKnown[slot] = 1
}

/** The finaliser of MurmurHash3: each bit of the argument changes about half of the result's. */
function mix(x: number): number {
  x = Math.imul(x ^ (x >>> 16), 0x85eb_ca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2_ae35)
  return x ^ (x >>> 16)
}

// ---- plain data

/** A memory as plain data that crosses a worker: `frames` lists the frames in use, `bytes` their pages in that order. */
export type MemoryExport = {
  readonly frames: Int32Array
  readonly bytes: Uint8Array
  readonly firstFree: number
  readonly used: number
  readonly top: number
}

/**
 * A copy of all frames in use, page tables and reference counts among them. Translations and snapshots are left
 * out.
 */
export function exportMemory(memory: Memory): MemoryExport {
  const frames: number[] = []
  for (let pfn = 1; pfn < memory.top; pfn++) if (memory.frameSlot[pfn] !== 0) frames.push(pfn)
  const bytes = new Uint8Array(frames.length * PAGE)
  frames.forEach((pfn, i) => {
    const at = (memory.frameSlot[pfn] as number) * PAGE
    bytes.set(memory.u8.subarray(at, at + PAGE), i * PAGE)
  })
  const { firstFree, used, top } = memory
  return { frames: Int32Array.from(frames), bytes, firstFree, used, top }
}

/** Makes the present what was exported, from a memory of the same capacity. */
export function importMemory(memory: Memory, exported: MemoryExport): void {
  restoreSnapshot(memory, { chunks: [], top: 0, firstFree: 0, used: 0 })
  exported.frames.forEach((pfn, i) => {
    const slot = takeSlot(memory)
    memory.u8.set(exported.bytes.subarray(i * PAGE, (i + 1) * PAGE), slot * PAGE)
    memory.frameSlot[pfn] = slot
  })
  memory.firstFree = exported.firstFree
  memory.used = exported.used
  memory.top = exported.top
}
