/** System V semaphores. */

import { see } from '../memory/argument'
import { touchMemory } from '../memory/footprint'
import { getU16, populate, putI64, putU16, putU32, readUser, writeUser } from '../memory/user-memory'
import { call, go, type Look, type RowTable, wait } from '../state/call'
import { nanosecondsOf } from '../state/clock'
import { drop, edit, put } from '../state/edit'
import { ERRNO } from '../state/errno'
import { EVERYTHING, OBJECT, objectOf, touchOf, touchProcess } from '../state/footprint'
import { IPC_PERM, SEMBUF, SEMID } from '../state/layout'
import { type Machine, processOf, type SemaphoreSet, type Task } from '../state/machine'
import { KEY, keyOf, wake } from '../state/wait-queue'
import { forgetName, getByKey, IPC, newIpcId } from './system-v-key'

const SEM = {
  undo: 0x1000,
  getPid: 11,
  getValue: 12,
  getAll: 13,
  waiting: 14,
  zero: 15,
  setValue: 16,
  setAll: 17,
} as const

const MAX_VALUE = 32_767

const MAX_SEMAPHORES = 32_000

export const SYSTEM_V_SEMAPHORE_CALLS = {
  semget: call({
    args: { key: 'int', count: 'int', flags: 'int' },
    touches: () => EVERYTHING,
    act(machine, task, { key, count, flags }) {
      const { semaphores } = machine.state
      const id = getByKey(machine, 'sem', key, flags, () => {
        if (count <= 0 || count > MAX_SEMAPHORES) return -ERRNO.EINVAL
        const fresh = newIpcId(machine, task, (candidate) => semaphores.has(candidate))
        const zeros = new Array<number>(count).fill(0)
        const mode = flags & 0o777
        put(machine, semaphores, fresh, {
          id: fresh,
          key: key,
          mode,
          values: zeros,
          lastPids: zeros,
          removed: false,
        })
        return fresh
      })
      return id >= 0 && count > (semaphores.get(id)?.values.length ?? 0) ? -ERRNO.EINVAL : id
    },
  }),

  semop: call({
    args: { id: 'int', operations: 'pointer', count: 'long', timeout: 'timespec' },
    restarts: 'never',
    orders: () => ({ id: 'acq_rel' }),
    touches: (machine, task, { id, operations, count }) => [
      touchOf(objectOf(OBJECT.semaphores, id), 'write'),
      touchProcess(task.pid, 'write'),
      ...touchMemory(machine, task, operations, SEMBUF.size * count, 'read'),
    ],
    begin(machine, _task, { timeout }) {
      if (timeout === null) return []
      const ns = nanosecondsOf(timeout)
      return Number.isNaN(ns) ? -ERRNO.EINVAL : [machine.state.now + ns]
    },
    guard(machine, task, { id, operations, count }, [until = Infinity]) {
      const set = machine.state.semaphores.get(id)
      if (!set) return task.waitKeys.length > 0 ? -ERRNO.EIDRM : -ERRNO.EINVAL
      if (count < 1) return -ERRNO.EINVAL
      if (count > MOST_OPERATIONS) return -ERRNO.E2BIG
      const bytes = see(machine, task, operations, SEMBUF.size * count)
      return bytes ? lookAtSet(task, set, operationsIn(bytes), until) : -ERRNO.EFAULT
    },
    act(machine, task, { operations: address, count }, { set, operations, values }) {
      if (!populate(machine, task, address, SEMBUF.size * count, false)) return -ERRNO.EFAULT
      operate(machine, task, set, operations, values)
      return 0
    },
  }),

  semctl: call({
    args: { id: 'int', number: 'int', command: 'int', argument: 'long' },
    touches: () => EVERYTHING,
    act(machine, task, { id, number, command, argument }) {
      const set = machine.state.semaphores.get(id)
      if (!set) return -ERRNO.EINVAL
      return controlSemaphores(machine, task, set, number, command, argument)
    },
  }),
} satisfies RowTable

type Operation = { readonly number: number; readonly by: number; readonly flags: number }

const MOST_OPERATIONS = 500

function operationsIn(bytes: Uint8Array): Operation[] {
  const operations: Operation[] = []
  for (let at = 0; at < bytes.length; at += SEMBUF.size)
    operations.push({
      number: getU16(bytes, at),
      by: (getU16(bytes, at + SEMBUF.operation) << 16) >> 16,
      flags: getU16(bytes, at + SEMBUF.flags),
    })
  return operations
}

type Change = {
  readonly set: SemaphoreSet
  readonly operations: readonly Operation[]
  /** The set's values afterwards. */
  readonly values: readonly number[]
}

/** All operations of a call happen together, or the caller sleeps and none has. */
function lookAtSet(
  task: Task,
  set: SemaphoreSet,
  operations: readonly Operation[],
  until: number,
): Look<Change> {
  const values = set.values.slice()
  for (const { number, by, flags } of operations) {
    const value = values[number]
    if (value === undefined) return -ERRNO.EFBIG
    if (by === 0 ? value !== 0 : value + by < 0) {
      if (flags & IPC.noWait || task.timedOut) return -ERRNO.EAGAIN
      const reason = { call: 'semop', object: 'semaphore set', task: null }
      return wait([keyOf(KEY.semaphores, set.id)], reason, until)
    }
    if (value + by > MAX_VALUE) return -ERRNO.ERANGE
    values[number] = value + by
  }
  return go({ set, operations, values })
}

function operate(
  machine: Machine,
  task: Task,
  set: SemaphoreSet,
  operations: readonly Operation[],
  values: readonly number[],
): void {
  const draft = edit(machine, set)
  draft.values = values
  draft.lastPids = set.lastPids.map((pid, i) => (operations.some((o) => o.number === i) ? task.pid : pid))
  const process = processOf(machine, task)
  const undone = operations.filter((o) => (o.flags & SEM.undo) !== 0 && o.by !== 0)
  if (undone.length > 0)
    edit(machine, process).undo = [...process.undo, ...undone.flatMap((o) => [set.id, o.number, -o.by])]
  wake(machine, keyOf(KEY.semaphores, set.id), task)
}

function controlSemaphores(
  machine: Machine,
  task: Task,
  set: SemaphoreSet,
  number: number,
  command: number,
  argument: number,
): number {
  const key = keyOf(KEY.semaphores, set.id)
  const single = command === SEM.getValue || command === SEM.setValue || command === SEM.getPid
  if (single && (number < 0 || number >= set.values.length)) return -ERRNO.EINVAL
  switch (command) {
    case IPC.remove:
      drop(machine, machine.state.semaphores, set.id)
      forgetName(machine, 'sem', set.id)
      wake(machine, key, task)
      return 0
    case IPC.stat: {
      const bytes = new Uint8Array(SEMID.size)
      putU32(bytes, IPC_PERM.key, set.key)
      putU32(bytes, IPC_PERM.mode, set.mode)
      putI64(bytes, SEMID.count, set.values.length)
      return writeUser(machine, task, argument, bytes) ? 0 : -ERRNO.EFAULT
    }
    case IPC.set:
      return 0
    case SEM.getValue:
      return set.values[number] ?? 0
    case SEM.getPid:
      return set.lastPids[number] ?? 0
    case SEM.waiting:
    case SEM.zero:
      return countWaiters(machine, set, number, command === SEM.zero)
    case SEM.setValue:
      if ((argument | 0) < 0 || (argument | 0) > MAX_VALUE) return -ERRNO.ERANGE
      edit(machine, set).values = set.values.map((value, i) => (i === number ? argument | 0 : value))
      edit(machine, set).lastPids = set.lastPids.map((pid, i) => (i === number ? task.pid : pid))
      wake(machine, key, task)
      return 0
    case SEM.getAll: {
      const bytes = new Uint8Array(2 * set.values.length)
      set.values.forEach((value, i) => {
        putU16(bytes, 2 * i, value)
      })
      return writeUser(machine, task, argument, bytes) ? 0 : -ERRNO.EFAULT
    }
    case SEM.setAll: {
      const bytes = readUser(machine, task, argument, 2 * set.values.length)
      if (!bytes) return -ERRNO.EFAULT
      edit(machine, set).values = set.values.map((_, i) => getU16(bytes, 2 * i))
      wake(machine, key, task)
      return 0
    }
    default:
      return -ERRNO.EINVAL
  }
}

function countWaiters(machine: Machine, set: SemaphoreSet, number: number, forZero: boolean): number {
  const key = keyOf(KEY.semaphores, set.id)
  let count = 0
  for (const index of machine.state.live) {
    const task = machine.state.tasks[index]
    if (!task?.waitKeys.includes(key) || !task.pending) continue
    const bytes = see(machine, task, task.pending.args[1] ?? 0, SEMBUF.size)
    if (!bytes || getU16(bytes, 0) !== number) continue
    if ((getU16(bytes, SEMBUF.operation) === 0) === forZero) count++
  }
  return count
}
