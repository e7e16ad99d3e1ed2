/**
 * Physical memory: frames, the storage behind them, and the translation buffer.
 *
 * All state of the simulated memory is in frames: pages of processes, page tables, and the reference counts of frames
 * themselves. A frame (`pfn`) is not a place: `frameSlot` says in which 4 KiB slot of linear memory it lies now. So a
 * snapshot is a copy of `frameSlot`; each slot counts the states that name it, and whoever writes
 * to a frame whose slot has another owner moves it to a fresh one first (`own`).
 *
 * Two counts, never to be confused: `references` (how many page table entries name a frame: part of the simulated
 * machine) and `slotOwners` (how many snapshots, and the present, name a slot: outside of it).
 */
import { FIRST_FRAME_SLOT, TLB, TLB_ENTRIES, TLB_PFN, TLB_STRIDE, TLB_TAG_WRITE } from './control'

/**
 * Flags of a page table entry, below the frame number (`pfn << 12`). COW: writable again once it is copied;
 * SHARED: fork leaves the right to write; NO_ACCESS: present, and still may not even be read.
 */
export const PTE_PRESENT = 1
export const PTE_WRITABLE = 2
export const PTE_COW = 4
export const PTE_SHARED = 8
export const PTE_ACCESSED = 16
export const PTE_DIRTY = 32
export const PTE_EXECUTABLE = 64
export const PTE_NO_ACCESS = 128

export const PAGE = 4096
/** Among addresses that are noted (`Memory.translated`): a library function begins. */
export const INTRINSIC = -2
/** 32-bit words of a frame, and so entries of a page table. */
export const FRAME_WORDS = 1024

/** The frame number of a root page table. */
export type Space = number

export type Memory = {
  readonly wasm: WebAssembly.Memory
  readonly u8: Uint8Array
  readonly i32: Int32Array
  readonly u16: Uint16Array
  readonly f32: Float32Array
  readonly f64: Float64Array
  /** Frames that the simulated machine may use. */
  readonly capacity: number
  /** Slot of each frame, 0 for a frame that is free. The first `countFrames` hold the reference counts. */
  readonly frameSlot: Int32Array
  readonly countFrames: number
  /** States that name a slot: the present and snapshots. 0: free. */
  readonly slotOwners: Int32Array
  readonly freeSlots: Int32Array
  freeSlotCount: number
  /** Slots from here on were never used and are zero. */
  freshSlot: number
  /** One more than the highest frame in use, the lowest frame that may be free, and frames in use. */
  top: number
  firstFree: number
  used: number
  /** The space whose translations the buffer holds, or 0. */
  active: Space
  /** Numbers of the entries of the translation buffer that were filled since it was last empty. */
  readonly filled: Int32Array
  filledCount: number
  readonly isFilled: Uint8Array
  /** Hash of each slot's bytes, valid while `hashKnown`; a way to write to the slot drops it. */
  readonly hashes: Int32Array
  readonly hashKnown: Uint8Array
  /** Who is told of each write before it is made; null: nobody. */
  journal: MemoryJournal | null
  /**
   * Addresses that were translated are noted here, each with how many bytes were loaded from there (0: it was stored to; -1: nobody
   * knows; `INTRINSIC`: it is no address, a library function begins), and the translation buffer knows none; null: nobody wants to
   * know.
   */
  translated: number[] | null
  /** Slots of the frames as the last snapshot has them, for the next one to share; see memory.ts. */
  kept: readonly (Int32Array | Uint16Array)[]
}

/** See journal.ts. Places are word indexes of linear memory. */
export type MemoryJournal = {
  log: Int32Array
  top: number
  /** So many words are about to be written to. */
  readonly words: (at: number, count: number) => void
  /** A frame has been given out; with the first frame that was free, and the end of those in use, until now. */
  readonly taken: (pfn: number, firstFree: number, top: number) => void
  /** A frame is given back: its slot stays the journal's. */
  readonly freed: (pfn: number, slot: number, firstFree: number) => void
  /** A frame of reference counts has been made. */
  readonly counts: (pfn: number) => void
}

/**
 * Makes an empty memory of `bytes` of simulated RAM (page tables included). `storage` is the linear memory behind it:
 * what exceeds `bytes` can hold snapshots. Untouched storage costs the host nothing but addresses.
 */
export function createMemory(options: { readonly bytes: number; readonly storage?: number }): Memory {
  const capacity = Math.max(16, Math.floor(options.bytes / PAGE))
  const countFrames = Math.ceil((capacity + 64) / FRAME_WORDS)
  const wanted = Math.ceil((options.storage ?? Math.max(options.bytes * 3, 16 << 20)) / PAGE)
  const slots = Math.max(wanted, capacity + 2 * countFrames + FIRST_FRAME_SLOT + 64)
  const pages = Math.ceil((slots * PAGE) / 65_536)
  const wasm = new WebAssembly.Memory({ initial: pages, maximum: pages })
  const slotCount = (pages * 65_536) / PAGE
  const { buffer } = wasm
  const memory: Memory = {
    wasm,
    u8: new Uint8Array(buffer),
    i32: new Int32Array(buffer),
    u16: new Uint16Array(buffer),
    f32: new Float32Array(buffer),
    f64: new Float64Array(buffer),
    capacity,
    frameSlot: new Int32Array(capacity + countFrames + 1),
    countFrames,
    slotOwners: new Int32Array(slotCount),
    freeSlots: new Int32Array(slotCount),
    freeSlotCount: 0,
    freshSlot: FIRST_FRAME_SLOT,
    top: 0,
    firstFree: 0,
    used: 0,
    active: 0,
    filled: new Int32Array(TLB_ENTRIES),
    filledCount: 0,
    isFilled: new Uint8Array(TLB_ENTRIES),
    hashes: new Int32Array(2 * slotCount),
    hashKnown: new Uint8Array(slotCount),
    journal: null,
    translated: null,
    kept: [],
  }
  reset(memory)
  return memory
}

/** Brings a memory back to what `createMemory` gives. Snapshots of it are void afterwards. */
export function reset(memory: Memory): void {
  memory.frameSlot.fill(0)
  memory.slotOwners.fill(0, 0, memory.freshSlot)
  memory.hashKnown.fill(0, 0, memory.freshSlot)
  memory.u8.fill(0, 0, PAGE)
  memory.freeSlotCount = 0
  for (let slot = memory.freshSlot - 1; slot >= FIRST_FRAME_SLOT; slot--)
    memory.freeSlots[memory.freeSlotCount++] = slot
  memory.firstFree = memory.countFrames + 1
  memory.top = memory.firstFree
  memory.used = 0
  memory.journal = null
  memory.active = 0
  memory.filledCount = 0
  memory.isFilled.fill(0)
  memory.i32.fill(-1, TLB >> 2, (TLB + TLB_ENTRIES * TLB_STRIDE) >> 2)
}

// ---- storage

/** Bytes of storage that further snapshots may still pin; below 0, `takeSnapshot` refuses. */
export function storageLeft(memory: Memory): number {
  return (freeSlotsOf(memory) - memory.capacity - memory.countFrames) * PAGE
}

function freeSlotsOf(memory: Memory): number {
  return memory.freeSlotCount + memory.slotOwners.length - memory.freshSlot
}

/**
 * A slot of storage whose one owner is the present. Its bytes are those that it had last.
 * @throws Error when none is left, which cannot be while `takeSnapshot` refuses below `storageLeft` 0
 */
export function takeSlot(memory: Memory): number {
  const slot =
    memory.freeSlotCount > 0 ? (memory.freeSlots[--memory.freeSlotCount] as number) : memory.freshSlot++
  if (slot >= memory.slotOwners.length) throw new Error('storage is exhausted: a snapshot broke its promise')
  memory.slotOwners[slot] = 1
  memory.hashKnown[slot] = 0
  return slot
}

/** Takes one owner from a slot. Without any it is free. */
export function dropSlot(memory: Memory, slot: number): void {
  const owners = (memory.slotOwners[slot] as number) - 1
  memory.slotOwners[slot] = owners
  if (owners === 0) memory.freeSlots[memory.freeSlotCount++] = slot
}

/** Makes a frame's slot the present's own, so that it can be written to. Returns the slot. */
export function own(memory: Memory, pfn: number): number {
  const slot = memory.frameSlot[pfn] as number
  if (memory.slotOwners[slot] === 1) {
    memory.hashKnown[slot] = 0
    return slot
  }
  const fresh = takeSlot(memory)
  memory.u8.copyWithin(fresh * PAGE, slot * PAGE, (slot + 1) * PAGE)
  dropSlot(memory, slot)
  memory.frameSlot[pfn] = fresh
  forgetFrame(memory, pfn)
  return fresh
}

// ---- translation buffer

/** Empties the translation buffer. */
export function flushTlb(memory: Memory): void {
  const { i32, filled, isFilled } = memory
  for (let i = 0; i < memory.filledCount; i++) {
    const entry = filled[i] as number
    isFilled[entry] = 0
    const at = (TLB + entry * TLB_STRIDE) >> 2
    i32[at] = -1
    i32[at + 1] = -1
    i32[at + 2] = -1
    i32[at + 3] = -1
  }
  memory.filledCount = 0
}

/** Drops all translations to a frame, of every virtual page that maps it: it moves to another slot, or goes. */
function forgetFrame(memory: Memory, pfn: number): void {
  for (let i = 0; i < memory.filledCount; i++) {
    const at = (TLB + (memory.filled[i] as number) * TLB_STRIDE) >> 2
    if (memory.i32[at + (TLB_PFN >> 2)] === pfn) memory.i32.fill(-1, at, at + 4)
  }
}

/** Drops what the translation buffer knows of a virtual page, or of one that shares its entry. */
export function forgetPage(memory: Memory, vpn: number): void {
  const at = (TLB + (vpn & (TLB_ENTRIES - 1)) * TLB_STRIDE) >> 2
  memory.i32.fill(-1, at, at + 4)
}

/** Ends all permissions to write without asking, so that hashes taken now stay true until the next question. */
export function forgetWrites(memory: Memory): void {
  for (let i = 0; i < memory.filledCount; i++) {
    const at = (TLB + (memory.filled[i] as number) * TLB_STRIDE + TLB_TAG_WRITE) >> 2
    memory.i32[at] = -1
    memory.i32[at + 1] = -1
  }
}

// ---- frames

/** A zeroed frame that nobody references yet, or 0 when the memory is full. */
export function allocateFrame(memory: Memory): number {
  const pfn = takeFrame(memory)
  if (pfn === 0) return 0
  const fresh = memory.freeSlotCount === 0
  const slot = takeSlot(memory)
  if (!fresh) memory.u8.fill(0, slot * PAGE, (slot + 1) * PAGE)
  memory.frameSlot[pfn] = slot
  return pfn
}

/** A frame with the bytes of another, that nobody references yet, or 0 when the memory is full. */
export function copyFrame(memory: Memory, from: number): number {
  const pfn = takeFrame(memory)
  if (pfn === 0) return 0
  const slot = takeSlot(memory)
  const source = memory.frameSlot[from] as number
  memory.u8.copyWithin(slot * PAGE, source * PAGE, (source + 1) * PAGE)
  memory.frameSlot[pfn] = slot
  return pfn
}

/** The lowest free frame, so that the numbers do not depend on anything outside of the machine's state. */
function takeFrame(memory: Memory): number {
  if (memory.used >= memory.capacity) return 0
  let pfn = memory.firstFree
  while (memory.frameSlot[pfn] !== 0) pfn++
  if (memory.journal !== null) memory.journal.taken(pfn, memory.firstFree, memory.top)
  memory.firstFree = pfn + 1
  if (pfn >= memory.top) memory.top = pfn + 1
  memory.used++
  return pfn
}

/**
 * The frame can be given out again. While a journal is open its slot stays, bytes and all, for the frame to be
 * brought back.
 */
function freeFrame(memory: Memory, pfn: number): void {
  forgetFrame(memory, pfn)
  const slot = memory.frameSlot[pfn] as number
  if (memory.journal !== null) memory.journal.freed(pfn, slot, memory.firstFree)
  else dropSlot(memory, slot)
  memory.frameSlot[pfn] = 0
  memory.used--
  if (pfn < memory.firstFree) memory.firstFree = pfn
}

/** Frames in use, page tables included. */
export function usedFrames(memory: Memory): number {
  return memory.used
}

/** Page table entries that name a frame, and pins. */
export function references(memory: Memory, pfn: number): number {
  const slot = memory.frameSlot[(pfn >> 10) + 1] as number
  return slot === 0 ? 0 : (memory.i32[slot * FRAME_WORDS + (pfn & (FRAME_WORDS - 1))] as number)
}

/**
 * Sets how many page table entries and pins name a frame. Frees nothing: `unpin` does. The frame of counts is
 * made when it is first needed; it is none of the machine's frames in use.
 */
export function setReferences(memory: Memory, pfn: number, count: number): void {
  const table = (pfn >> 10) + 1
  if (memory.frameSlot[table] === 0) {
    const slot = takeSlot(memory)
    memory.u8.fill(0, slot * PAGE, (slot + 1) * PAGE)
    memory.frameSlot[table] = slot
    if (memory.journal !== null) memory.journal.counts(table)
  }
  setWord(memory, own(memory, table) * FRAME_WORDS + (pfn & (FRAME_WORDS - 1)), count)
}

/** Writes a word of the machine's own, not of a program: a page table entry, a count. */
export function setWord(memory: Memory, at: number, value: number): void {
  if (memory.journal !== null) memory.journal.words(at, 1)
  memory.i32[at] = value
}

/** Says that `length` bytes from a byte address of linear memory on are about to be written to. */
export function noteBytes(memory: Memory, at: number, length: number): void {
  if (memory.journal !== null) memory.journal.words(at >> 2, ((at + length + 3) >> 2) - (at >> 2))
}

/** Keeps a frame for an object of the kernel (shared memory, page cache). */
export function pin(memory: Memory, pfn: number): void {
  setReferences(memory, pfn, references(memory, pfn) + 1)
}

/** Gives a reference back; the last one frees the frame. */
export function unpin(memory: Memory, pfn: number): void {
  const count = references(memory, pfn) - 1
  setReferences(memory, pfn, count)
  if (count === 0) freeFrame(memory, pfn)
}

/** A copy of a part of a frame. `offset + length` is at most 4096. */
export function readFrame(memory: Memory, pfn: number, offset: number, length: number): Uint8Array {
  const at = (memory.frameSlot[pfn] as number) * PAGE + offset
  return memory.u8.slice(at, at + length)
}

/** The same into an array that is there. */
export function copyFromFrame(
  memory: Memory,
  pfn: number,
  offset: number,
  to: Uint8Array,
  place: number,
  count: number,
): void {
  copyBytes(memory.u8, placeInFrame(memory, pfn, offset), to, place, count)
}

/** Where in `memory.u8` a byte of a frame lies, until the frame is written to, moved or freed. */
export function placeInFrame(memory: Memory, pfn: number, offset: number): number {
  return (memory.frameSlot[pfn] as number) * PAGE + offset
}

/** Up to so many bytes are copied one by one: to make a view of them takes longer. */
const FEW = 32

/** Copies `count` bytes from index `at` to index `place` of another array. */
export function copyBytes(from: Uint8Array, at: number, to: Uint8Array, place: number, count: number): void {
  if (count > FEW) to.set(from.subarray(at, at + count), place)
  else for (let i = 0; i < count; i++) to[place + i] = from[at + i] as number
}

/** Writes to a frame past page tables and rights, for the kernel. `offset + bytes.length` is at most 4096. */
export function writeFrame(memory: Memory, pfn: number, offset: number, bytes: Uint8Array): void {
  const at = own(memory, pfn) * PAGE + offset
  noteBytes(memory, at, bytes.length)
  memory.u8.set(bytes, at)
}
