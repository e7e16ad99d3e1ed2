/**
 * The undo journal of memory: what stood where, before each write since it was opened.
 *
 * Every way to write tells it: the kernel's own writes and stores through a pointer before they are made (no right to
 * write without asking is given by the translation buffer while a journal is open, so each such store comes by), and
 * slots frame by frame: whoever enters a frame keeps all of it. So the processor's loop pays nothing when it is closed.
 *
 * Not in it, since no state depends on it: in which slot of storage a frame lies, the translation buffer, control words
 * (a task's registers are loaded before it runs), what a frame held before it was given out. Snapshots are taken and
 * restored only while it is closed.
 */
import { dropSlot, flushTlb, forgetWrites, type Memory, type MemoryJournal } from './frame'

/** Kinds of entries: the last number of each, so that the log is read backwards. Before it stands what to undo. */
const WORD = 0 // old value, place
const RANGE = 1 // old values, count, place
const TAKEN = 2 // top, first free, frame
const FREED = 3 // slot, first free, frame
const COUNTS = 4 // frame of reference counts

/** Numbers that an entry without a range takes at most. */
const ROOM = 8

/** Starts to keep what is written to. */
export function openJournal(memory: Memory): MemoryJournal {
  if (memory.journal) throw new Error('a journal is open already')
  forgetWrites(memory)
  const journal = createJournal(memory)
  memory.journal = journal
  return journal
}

/** Bytes that are kept of the past; 0: no journal is open. */
export function journalBytes({ journal }: Memory): number {
  return 4 * (journal?.top ?? 0)
}

/** Forgets the past: what was written stays, and frames that were given back are gone. */
export function closeJournal(memory: Memory): void {
  const { journal } = memory
  if (!journal) return
  memory.journal = null
  const { log } = journal
  for (let top = journal.top; top > 0; top -= sizeAt(log, top))
    if (log[top - 1] === FREED) dropSlot(memory, log[top - 4] as number)
}

function createJournal({ i32 }: Memory): MemoryJournal {
  const journal: MemoryJournal = {
    log: new Int32Array(1 << 12),
    top: 0,
    words: (at, count) => {
      if (count === 1) push(journal, i32[at] as number, at, WORD)
      else noteRange(journal, i32, at, count)
    },
    taken: (pfn, firstFree, top) => pushFour(journal, top, firstFree, pfn, TAKEN),
    freed: (pfn, slot, firstFree) => pushFour(journal, slot, firstFree, pfn, FREED),
    counts: (pfn) => push(journal, 0, pfn, COUNTS),
  }
  return journal
}

function push(journal: MemoryJournal, first: number, second: number, kind: number): void {
  const log = roomFor(journal, ROOM)
  log[journal.top++] = first
  log[journal.top++] = second
  log[journal.top++] = kind
}

function pushFour(journal: MemoryJournal, first: number, second: number, third: number, kind: number): void {
  roomFor(journal, ROOM)[journal.top++] = first
  push(journal, second, third, kind)
}

function noteRange(journal: MemoryJournal, words: Int32Array, at: number, count: number): void {
  const log = roomFor(journal, count + ROOM)
  let { top } = journal
  for (let i = 0; i < count; i++) log[top++] = words[at + i] as number
  log[top++] = count
  log[top++] = at
  log[top++] = RANGE
  journal.top = top
}

function roomFor(journal: MemoryJournal, count: number): Int32Array {
  if (journal.top + count <= journal.log.length) return journal.log
  const larger = new Int32Array(2 * (journal.top + count))
  larger.set(journal.log)
  journal.log = larger
  return larger
}

/** Numbers of the entry that ends at `top`. */
function sizeAt(log: Int32Array, top: number): number {
  const kind = log[top - 1] as number
  if (kind === RANGE) return (log[top - 3] as number) + 3
  return kind === TAKEN || kind === FREED ? 4 : 3
}

/** Makes memory what it was when the journal's top was `mark`. */
export function undoMemory(memory: Memory, mark: number): void {
  const { journal } = memory
  if (!journal) throw new Error('no journal is open')
  const { log } = journal
  let hasMoved = false
  while (journal.top > mark) {
    const { top } = journal
    const kind = log[top - 1] as number
    if (kind === WORD) restoreWords(memory, log[top - 2] as number, log, top - 3, 1)
    else if (kind === RANGE) {
      const count = log[top - 3] as number
      restoreWords(memory, log[top - 2] as number, log, top - 3 - count, count)
    } else {
      hasMoved = true
      undoFrame(memory, kind, log, top)
    }
    journal.top = top - sizeAt(log, top)
  }
  if (!hasMoved) return
  // Translations may lead to frames that are free now.
  memory.active = 0
  flushTlb(memory)
}

function restoreWords(memory: Memory, at: number, log: Int32Array, from: number, count: number): void {
  const { i32 } = memory
  for (let i = 0; i < count; i++) i32[at + i] = log[from + i] as number
  memory.hashKnown[at >> 10] = 0
}

function undoFrame(memory: Memory, kind: number, log: Int32Array, top: number): void {
  const pfn = log[top - 2] as number
  if (kind === FREED) {
    memory.frameSlot[pfn] = log[top - 4] as number
    memory.firstFree = log[top - 3] as number
    memory.used++
    return
  }
  dropSlot(memory, memory.frameSlot[pfn] as number)
  memory.frameSlot[pfn] = 0
  if (kind === COUNTS) return
  memory.firstFree = log[top - 3] as number
  memory.top = log[top - 4] as number
  memory.used--
}

/** What the journal noted since it stood at `from`, latest first: `old` are the values from `at` on, from index `values`. */
export function readJournal(
  { log, top }: MemoryJournal,
  from: number,
  visit: (at: number, count: number, old: Int32Array, values: number) => void,
): void {
  for (let end = top; end > from; end -= sizeAt(log, end)) {
    const kind = log[end - 1] as number
    const at = log[end - 2] as number
    if (kind === WORD) visit(at, 1, log, end - 3)
    else if (kind === RANGE) visit(at, log[end - 3] as number, log, end - 3 - (log[end - 3] as number))
  }
}
