/** What a task of a machine would do next, in the words of the explorer; equal operations are one object. */

import { nameAt } from '../kernel/figure/address-name'
import { lineAt, sourcePosition } from '../kernel/figure/backtrace'
import { isAlive, nextTid } from '../kernel/process/process'
import { type NextOperation, nextOperation, waitAhead } from '../kernel/run/next-operation'
import { EVERYTHING, kindOf, OBJECT, type Touch, touchSystem } from '../kernel/state/footprint'
import { type Machine, programOf, spaceOf, type Task, taskAt } from '../kernel/state/machine'
import { type Misuse, misuseAhead } from './misuse'
import type { Operation, OrderedAccess } from './model'
import { CLOCK, numberOfTid, type TaskNumbers } from './task-number'

export type KnownOperations = Map<string, Operation>

/**
 * The clock goes on, or a sleeper is woken by it: what conflicts with what the sleepers do next conflicts with waking them.
 * @param by the task that stands for the clock
 * @param woken by number; null: whatever is due comes, and nothing can be exchanged with that
 */
export function passingOf(
  machine: Machine,
  known: KnownOperations,
  by: number,
  woken: readonly Task[] | null,
): Operation {
  const touches = woken === null ? EVERYTHING : [touchSystem('clock', by === CLOCK ? 'write' : 'read')]
  const all = [...touches, ...(woken ?? []).flatMap((task) => nextOperation(machine, task)?.objects ?? [])]
  let name = `clock ${by}`
  for (const { object, offset, length, mode } of all) name += ` ${object}:${offset}:${length}${mode}`
  const found = known.get(name)
  if (found) return found
  const operation = { ...PASSING, key: String(known.size), task: by, touches: all }
  known.set(name, operation)
  return operation
}

const PASSING: Operation = {
  key: '',
  task: CLOCK,
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

/** @param sleeps it cannot be made now, and the step is that the task falls asleep in it */
export function operationOf(
  machine: Machine,
  numbers: TaskNumbers,
  known: KnownOperations,
  task: Task,
  next: NextOperation,
  sleeps: boolean,
): Operation {
  const number = numberOfTid(numbers, task.tid)
  // What the library does stands where it was called.
  const isElsewhere = next.data.length > 0 && lineAt(programOf(machine, task), next.pc) === 0
  const place = isElsewhere ? sourcePosition(machine, task) : null
  let name = `${number} ${next.pc} ${task.pending?.phase ?? ''} ${sleeps ? 'sleeps' : ''} ${place ? `${place.file}:${place.line}` : ''}`
  const joins =
    next.call === 'thread_join' && next.target !== null
      ? joinedNumber(machine, numbers, task, next.target)
      : null
  if (joins !== null) name += ` joins ${joins}`
  const misuse = next.kind === 'call' && !sleeps ? misuseAhead(machine, task) : null
  if (misuse) {
    const { file, line } = sourcePosition(machine, task)
    name += ` ${misuse.kind} ${file}:${line}`
  }
  for (const { object, offset, ordering } of next.orders) name += ` ${ordering} ${object}:${offset}`
  for (const { object, offset, length, mode } of next.objects) name += ` ${object}:${offset}:${length}${mode}`
  const found = known.get(name)
  if (found) return met(machine, task, found)
  const operation = describe(machine, numbers, task, next, sleeps, { misuse, joins }, String(known.size))
  known.set(name, operation)
  return met(machine, task, operation)
}

/** What touches memory beside others is told once. */
function met(machine: Machine, task: Task, operation: Operation): Operation {
  if (machine.state.live.length > 1) machine.shared?.meet(machine, task, operation.accesses)
  return operation
}

const PLAIN: readonly NextOperation['kind'][] = ['load', 'store', 'copy', 'fill']

function describe(
  machine: Machine,
  numbers: TaskNumbers,
  task: Task,
  next: NextOperation,
  sleeps: boolean,
  { misuse, joins }: { readonly misuse: Misuse | null; readonly joins: number | null },
  key: string,
): Operation {
  const { file, line } = sourcePosition(machine, task)
  const { call, order } = next
  return {
    key,
    task: numberOfTid(numbers, task.tid),
    file,
    line,
    touches: next.objects,
    accesses: sleeps ? [] : next.data.map((touch) => accessOf(machine, task, next, touch)),
    orders: sleeps ? [] : next.orders,
    spawns: next.spawns && !sleeps ? numberOfTid(numbers, nextTid(machine, task)) : null,
    joins,
    ends: call === 'thread_exit' || call === 'exit' || call === 'exit_group',
    fence: next.kind === 'fence' ? order : null,
    isPlain: PLAIN.includes(next.kind),
    drains: drains(next),
    buffers: sleeps || drains(next) ? null : next.stores,
    misuse,
    blocks: [],
  }
}

/** Whom a task waits for, or has waited for; null where time may end that, or where it would not wait for one that is still there. */
function joinedNumber(machine: Machine, numbers: TaskNumbers, task: Task, target: number): number | null {
  const joined = taskAt(machine, target)
  const wait = waitAhead(machine, task)
  if (wait ? wait.deadline < Infinity : isAlive(joined)) return null
  return numberOfTid(numbers, joined.tid)
}

/** What waits for the store buffer of an x86 to be empty, as gcc compiles it. */
function drains({ kind, call, order }: NextOperation): boolean {
  if (kind === 'store' || kind === 'fence') return order === 'seq_cst'
  return kind === 'atomic' || kind === 'signal' || (kind === 'call' && call !== 'spin_unlock')
}

function accessOf(machine: Machine, task: Task, next: NextOperation, touch: Touch): OrderedAccess {
  return {
    ...touch,
    order: next.order,
    updates: next.kind === 'atomic' && touch.mode !== 'read',
    name: nameOfTouch(machine, task, touch),
  }
}

function nameOfTouch(machine: Machine, task: Task, { object, offset }: Touch): string {
  const address = kindOf(object) === OBJECT.memory ? offset : mappedAt(machine, task, object, offset)
  return (address !== null && nameAt(machine, task, address)) || `0x${(address ?? offset).toString(16)}`
}

/** Where a task has an offset of a file mapped. */
function mappedAt(machine: Machine, task: Task, object: number, offset: number): number | null {
  const inode = Math.floor(object / 16)
  const area = spaceOf(machine, task).areas.find(
    (one) =>
      one.inode === inode && one.shared && one.offset <= offset && offset < one.offset + one.end - one.start,
  )
  return area ? area.start + offset - area.offset : null
}
