/**
 * x86-TSO (Owens, Sarkar, Sewell 2009): each task's stores wait in a buffer of its own, in order, until they reach memory,
 * and only it reads what is in there. Plain, relaxed and release stores are buffered; sequentially consistent ones,
 * read-modify-writes, fences, system calls and the end of a task wait until its buffer is empty.
 *
 * Memory is what all see. While a task makes a step its buffered stores lie over it; then they are taken off again. Each
 * buffer has a task of its own that brings the oldest store to memory.
 */
import { see } from '../kernel/memory/argument'
import { writeUser } from '../kernel/memory/user-memory'
import { addFold, beginFold, type Fold, foldBytes, foldNumber, type Lanes } from '../kernel/state/fold'
import { EVERYTHING } from '../kernel/state/footprint'
import type { Machine, Task } from '../kernel/state/machine'
import { liveTask } from './clock-move'
import type { MachineModel } from './machine-model'
import type { HeapBlock, Model, Move, Operation, Pending } from './model'
import { numberOfTid } from './task-number'

type Store = { readonly address: number; readonly bytes: Uint8Array }
/** By the task's number; an empty one is not kept. Never changed, but replaced. */
type Buffers = ReadonlyMap<number, readonly Store[]>

type Buffered = {
  readonly machine: Machine
  readonly base: MachineModel
  buffers: Buffers
  readonly saved: Buffers[]
  readonly flushes: Map<number, Operation>
}

/** The model of a machine whose cores have store buffers. All tasks have to go on in every state: it is for a full search. */
export function storeBufferModel(machine: Machine, base: MachineModel): Model {
  const buffered: Buffered = { machine, base, buffers: new Map(), saved: [], flushes: new Map() }
  const { model } = base
  return {
    pending: () => pendingOf(buffered),
    step: (move) => makeStep(buffered, move),
    mark() {
      const mark = model.mark()
      buffered.saved[mark] = buffered.buffers
      return mark
    },
    undo(mark) {
      model.undo(mark)
      buffered.buffers = buffered.saved[mark] as Buffers
      buffered.saved.length = mark
    },
    hash: () => hashWith(model.hash(), base, buffered.buffers),
    ending: () => model.ending(),
    work: () => model.work(),
    pathBytes: () => model.pathBytes?.() ?? 0,
  }
}

function pendingOf(buffered: Buffered): Pending[] {
  const { base, buffers } = buffered
  const list = base.model
    .pending()
    .map((one) => (one.operation.drains && buffers.has(one.task) ? { ...one, choices: [] } : one))
  for (const task of buffers.keys())
    list.push({ task: flusherOf(base, task), operation: flushOf(buffered, task), choices: [0] })
  return list
}

/** The number of the task that empties another's buffer. No tid is that low. */
function flusherOf({ numbers }: MachineModel, task: number): number {
  return numberOfTid(numbers, -2 - (numbers.tids[task] as number))
}

function flushOf({ base, flushes }: Buffered, task: number): Operation {
  const known = flushes.get(task)
  if (known) return known
  const flush: Operation = {
    key: `flush ${task}`,
    task: flusherOf(base, task),
    file: -1,
    line: 0,
    touches: EVERYTHING,
    accesses: [],
    orders: [],
    spawns: null,
    joins: null,
    ends: false,
    fence: null,
    drains: false,
    buffers: null,
    isPlain: false,
    blocks: [],
  }
  flushes.set(task, flush)
  return flush
}

function makeStep(buffered: Buffered, move: Move): readonly HeapBlock[] {
  const { machine, base, buffers } = buffered
  const { tids } = base.numbers
  for (const [owner, [oldest, ...rest]] of buffers) {
    if (flusherOf(base, owner) !== move.task || !oldest) continue
    const task = liveTask(machine, tids[owner] as number)
    if (task) writeUser(machine, task, oldest.address, oldest.bytes)
    setBuffer(buffered, owner, rest)
    return []
  }
  const task = liveTask(machine, tids[move.task] as number)
  const operation = base.model.pending().find((one) => one.task === move.task)?.operation
  if (!task || !operation || (!buffers.has(move.task) && !operation.buffers))
    return after(buffered, base.model.step(move))
  return stepBehind(buffered, move, task, operation)
}

/** A step of a task that reads its own stores first, and whose store goes behind them. */
function stepBehind(
  buffered: Buffered,
  move: Move,
  task: Task,
  { buffers: range }: Operation,
): readonly HeapBlock[] {
  const { machine, base } = buffered
  const stores = buffered.buffers.get(move.task) ?? []
  const below = stores.map((store) => lay(machine, task, store))
  const under = range && see(machine, task, range.address, range.size)
  const blocks = base.model.step(move)
  const made = range && under && see(machine, task, range.address, range.size)
  if (made && under && range) {
    lay(machine, task, { address: range.address, bytes: under })
    setBuffer(buffered, move.task, [...stores, { address: range.address, bytes: made.slice() }])
  }
  for (const store of below.reverse()) lay(machine, task, store)
  return after(buffered, blocks)
}

/** Writes, and gives what was there. */
function lay(machine: Machine, task: Task, { address, bytes }: Store): Store {
  const before = see(machine, task, address, bytes.length)?.slice() ?? bytes
  writeUser(machine, task, address, bytes)
  return { address, bytes: before }
}

/** What ended tasks had not stored is lost with their process. */
function after(buffered: Buffered, blocks: readonly HeapBlock[]): readonly HeapBlock[] {
  const { tids } = buffered.base.numbers
  for (const owner of buffered.buffers.keys())
    if (!liveTask(buffered.machine, tids[owner] as number)) setBuffer(buffered, owner, [])
  return blocks
}

function setBuffer(buffered: Buffered, task: number, stores: readonly Store[]): void {
  const next = new Map(buffered.buffers)
  if (stores.length === 0) next.delete(task)
  else next.set(task, stores)
  buffered.buffers = next
}

function hashWith(
  [low, high]: readonly [number, number],
  { numbers }: MachineModel,
  buffers: Buffers,
): readonly [number, number] {
  if (buffers.size === 0) return [low, high]
  const lanes: Lanes = { low, high }
  for (const [task, stores] of buffers) {
    const fold: Fold = { a: 0, b: 0 }
    beginFold(fold)
    foldNumber(fold, numbers.tids[task] as number)
    for (const { address, bytes } of stores) {
      foldNumber(fold, address)
      foldBytes(fold, bytes)
    }
    addFold(lanes, fold)
  }
  return [lanes.low, lanes.high]
}
