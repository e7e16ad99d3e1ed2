/**
 * Digests of memory by content, and of stacks by what of them can still be read.
 *
 * An address space is the sum over its words, each compared with what would be there had nobody touched the page: zero,
 * or the program's own bytes. So it makes no difference whether a page is present. Pages of shared mappings, and of
 * private ones that nobody has written to, belong to the file. The stack of each task is left out there: of it count
 * the live words of each frame and what lies above the first.
 */
import { CODE_BASE } from '../../vm/abi'
import { livenessAt } from '../../vm/liveness'
import { pteOf } from '../../vm/memory'
import type { FunctionInfo } from '../../vm/program'
import { addOwned, addWordAt, type Lanes, takeWordAt } from '../state/fold'
import {
  type AddressSpace,
  type Area,
  type LoadedEntry,
  type Machine,
  programOf,
  spaceOf,
  type Task,
} from '../state/machine'
import { must } from '../state/must'

const PAGE = 4096
const WORDS = 1024

/** A range of addresses that is a task's stack, so that only `addStack` says what of it counts. */
export type Stack = { readonly start: number; readonly end: number }

/** The stack of a task that runs on its own, or of a thread that has ended; null: all of that memory counts. */
export function stackOf(task: Task): Stack | null {
  const { state, stackStart: start, stackEnd: end, fp, ownsStack } = task
  if (state === 'gone' || start >= end) return null
  if (state === 'zombie') return ownsStack ? { start, end } : null
  return fp >= start && fp < end ? { start, end } : null
}

/** The stacks that lie in an address space. */
export function stacksIn(machine: Machine, record: AddressSpace): Stack[] {
  const { processes, tasks } = machine.state
  const stacks: Stack[] = []
  for (const process of processes.values()) {
    if (process.space !== record.id || process.state !== 'alive') continue
    for (const index of process.tasks) {
      const stack = stackOf(tasks[index] as Task)
      if (stack) stacks.push(stack)
    }
  }
  return stacks
}

// ---- address spaces

/** Adds the private memory of an address space, but for its stacks. Reads every page of it; changes nothing. */
export function addPages(machine: Machine, lanes: Lanes, record: AddressSpace): void {
  const own: Lanes = { low: 0, high: 0 }
  const stacks = stacksIn(machine, record)
  for (const area of record.areas)
    for (let page = area.start / PAGE; page < area.end / PAGE; page++)
      addPage(machine, own, record, area, page, stacks)
  addOwned(lanes, 'space', record.id, own)
}

/** Adds what a page of a space differs by from one that nobody has touched. */
export function addPage(
  machine: Machine,
  own: Lanes,
  record: AddressSpace,
  area: Area,
  page: number,
  stacks: readonly Stack[],
): void {
  if (area.shared) return
  const { memory } = machine
  const frame = pteOf(memory, record.space, page) >>> 12
  if (frame === 0 || isFilePage(machine, area, page, frame)) return
  // A private copy of a file's page is one even while it is the same.
  if (area.inode !== null) addWordAt(own, page | 0x8000_0000, 1)
  const start = page * PAGE
  const near = stacks.filter((stack) => stack.start < start + PAGE && start < stack.end)
  if (near.some((stack) => stack.start <= start && start + PAGE <= stack.end)) return
  const base = (memory.frameSlot[frame] as number) * WORDS
  const image = imageOf(machine, record, area, start)
  for (let i = 0; i < WORDS; i++) {
    const word = memory.i32[base + i] as number
    const untouched = image === null ? 0 : wordOf(image, 4 * i)
    if (word === untouched || near.some((stack) => isIn(stack, start + 4 * i))) continue
    addWordAt(own, page * WORDS + i, word)
    takeWordAt(own, page * WORDS + i, untouched)
  }
}

/** Whether an address lies in the range of a stack. */
export function isIn({ start, end }: Stack, address: number): boolean {
  return address >= start && address < end
}

function isFilePage(machine: Machine, area: Area, page: number, frame: number): boolean {
  if (area.inode === null) return false
  const index = (page * PAGE - area.start + area.offset) / PAGE
  return machine.state.inodes.get(area.inode)?.pages[index] === frame
}

/** The bytes of the program that an untouched page has; null: zeros. */
function imageOf(machine: Machine, record: AddressSpace, area: Area, start: number): Uint8Array | null {
  if (area.image === null || area.inode !== null) return null
  const segment = must(machine.programs[record.program], 'program').program.segments[area.image]
  const inside = start - area.start + area.offset
  if (!segment || inside >= segment.bytes.length) return null
  return segment.bytes.subarray(inside, inside + PAGE)
}

function wordOf(bytes: Uint8Array, at: number): number {
  if (at >= bytes.length) return 0
  return (
    (bytes[at] as number) |
    ((bytes[at + 1] ?? 0) << 8) |
    ((bytes[at + 2] ?? 0) << 16) |
    ((bytes[at + 3] ?? 0) << 24)
  )
}

// ---- stacks

/** Where the walk through a stack stands: the frame, what was counted up to, and whether the result can be read. */
type Walk = {
  readonly machine: Machine
  readonly own: Lanes
  readonly entry: LoadedEntry
  readonly space: number
  readonly stack: Stack
  pc: number
  fp: number
}

/** Offsets in the context that a signal handler returns to; signal-frame.ts. */
const CONTEXT = { pc: 128, fp: 136 } as const
const LINK = { fp: 0, returnTo: 8 } as const

/** The live words of all frames of a task's stack, what lies above them, and the result register if it is read. */
export function addStack(machine: Machine, lanes: Lanes, task: Task): void {
  if (task.state === 'zombie') return
  const stack = stackOf(task) ?? { start: 0, end: 0 }
  const own: Lanes = { low: 0, high: 0 }
  const entry = programOf(machine, task)
  const { space } = spaceOf(machine, task)
  const walk: Walk = { machine, own, entry, space, stack, pc: task.pc, fp: task.fp }
  const isRead = addFrames(walk)
  // The call that a task is in the middle of will write it.
  if (isRead && !task.pending) {
    addWordAt(own, -1, task.rvLow)
    addWordAt(own, -2, task.rvHigh)
  }
  addOwned(lanes, 'stack', task.tid, own)
}

/** Returns whether the result register is read. A stack that makes no sense counts as it is. */
function addFrames(walk: Walk): boolean {
  const { own } = walk
  const before = { ...own }
  let isRead: boolean | null = null
  let low = walk.fp
  if (isSignalReturn(walk)) {
    isRead = false
    if (!goToInterrupted(walk)) return countAsItIs(walk, before)
    addRange(walk, low, walk.fp)
  } else low = addMemoryPart(walk)
  for (;;) {
    const end = addFrame(walk)
    const liveness = livenessAt(walk.entry.loaded, walk.pc)
    if (end < 0 || !liveness || low < walk.stack.start) break
    if (liveness.result !== 'returned') isRead ??= liveness.result === 'live'
    const returnTo = wordAt(walk, walk.fp + LINK.returnTo)
    if (returnTo === 0) {
      addRange(walk, end, walk.stack.end)
      return isRead ?? true
    }
    walk.pc = (returnTo - CODE_BASE) / 16
    const next = wordAt(walk, walk.fp + LINK.fp)
    if (next < end) break
    walk.fp = next
    if (isSignalReturn(walk)) {
      // The handler's context, and all up to the frame that it interrupted.
      isRead ??= false
      if (!goToInterrupted(walk)) break
      addRange(walk, end, walk.fp)
    } else low = addMemoryPart(walk)
  }
  return countAsItIs(walk, before)
}

/** From where a handler returns to the frame that it interrupted. False: that makes no sense. */
function goToInterrupted(walk: Walk): boolean {
  const { fp } = walk
  walk.pc = wordAt(walk, fp + CONTEXT.pc)
  walk.fp = wordAt(walk, fp + CONTEXT.fp)
  return walk.fp > fp
}

function countAsItIs(walk: Walk, before: Lanes): true {
  walk.own.low = before.low
  walk.own.high = before.high
  addRange(walk, walk.stack.start, walk.stack.end)
  return true
}

function infoAt({ entry }: Walk, pc: number): FunctionInfo | undefined {
  return entry.program.functions[entry.loaded.functionAt[pc] ?? -1]
}

function isSignalReturn(walk: Walk): boolean {
  return infoAt(walk, walk.pc)?.start === walk.entry.program.signalReturn
}

/** The live words of the scalar part of a frame. Returns its end; -1 when there can be no frame. */
function addFrame(walk: Walk): number {
  const { own, machine, space, stack, fp } = walk
  const liveness = livenessAt(walk.entry.loaded, walk.pc)
  const size = walk.entry.loaded.frameSizes[walk.pc] ?? 0
  if (!liveness || size === 0 || fp < stack.start || fp + size > stack.end || (fp & 15) !== 0) return -1
  const frame = pteOf(machine.memory, space, Math.floor(fp / PAGE)) >>> 12
  if (frame === 0) return fp + size
  const base = (machine.memory.frameSlot[frame] as number) * WORDS + ((fp % PAGE) >> 2)
  const { words } = liveness
  for (let i = 0; i < words.length; i++) {
    const offset = words[i] as number
    addWordAt(own, (fp >> 2) + offset, machine.memory.i32[base + offset] as number)
  }
  return fp + size
}

/** The part of a frame below its slots: all of it. Returns where it begins. */
function addMemoryPart(walk: Walk): number {
  const info = infoAt(walk, walk.pc)
  if (!info) return walk.fp
  const isDynamic = info.dynamicStackSlot !== 0
  const dynamic = isDynamic ? wordAt(walk, walk.fp + info.dynamicStackSlot) : 0
  const low = dynamic > 0 && dynamic < walk.fp ? dynamic : walk.fp - info.memorySize
  addRange(walk, low, walk.fp)
  return low
}

function addRange(walk: Walk, from: number, to: number): void {
  for (let at = from & ~3; at < to; at += 4) {
    if (at % PAGE === 0 && wordPage(walk, at) === 0) {
      at += PAGE - 4
      continue
    }
    addWordAt(walk.own, at >> 2, wordAt(walk, at))
  }
}

function wordPage({ machine, space }: Walk, address: number): number {
  return pteOf(machine.memory, space, Math.floor(address / PAGE)) >>> 12
}

function wordAt(walk: Walk, address: number): number {
  const frame = wordPage(walk, address)
  if (frame === 0) return 0
  const { frameSlot, i32 } = walk.machine.memory
  return i32[(frameSlot[frame] as number) * WORDS + ((address % PAGE) >> 2)] as number
}
