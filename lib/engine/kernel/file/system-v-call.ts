/** System V semaphores and shared memory. Its message queues are in message-call.ts. */

import { PAGE_SIZE } from '../../vm/abi'
import { areaOf, findGap, insertArea, pageUp, READ, removeRange, WRITE } from '../memory/address-space'
import { collectInode, createInode, inodeAt } from '../memory/inode'
import { getU16, putI64, putU16, putU32, readTimespec, readUser, writeUser } from '../memory/user-memory'
import { drop, edit, put } from '../state/edit'
import { ERRNO } from '../state/errno'
import { IPC_PERM, SEMBUF, SEMID, SHMID } from '../state/layout'
import {
  type Inode,
  type Machine,
  newId,
  processOf,
  type SemaphoreSet,
  spaceOf,
  type Task,
} from '../state/machine'
import { type HandlerTable, int, long } from '../state/syscall-arguments'
import { block, enterPhase, KEY, keyOf, wake } from '../state/wait-queue'

export const IPC = {
  create: 0o1000,
  exclusive: 0o2000,
  noWait: 0o4000,
  remove: 0,
  set: 1,
  stat: 2,
  private: 0,
} as const

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

const SHM = { readOnly: 0o10000, round: 0o20000 } as const

const MAX_VALUE = 32_767

const MAX_SEMAPHORES = 32_000

/**
 * Finds or makes the object of a System V key. `names` holds `<kind>:<key>`.
 * @param make makes a new one and gives its id
 */
export function getByKey(
  machine: Machine,
  kind: string,
  key: number,
  flags: number,
  make: () => number,
): number {
  const name = `${kind}:${key}`
  const known = key === IPC.private ? undefined : machine.state.names.get(name)
  if (known !== undefined) return flags & IPC.create && flags & IPC.exclusive ? -ERRNO.EEXIST : known
  if (key !== IPC.private && (flags & IPC.create) === 0) return -ERRNO.ENOENT
  const id = make()
  if (id >= 0 && key !== IPC.private) put(machine, machine.state.names, name, id)
  return id
}

const IPC_IDS = 0x4000_0000

/** A number that programs can hold in an int: the first that is free from one on that depends on its maker alone. */
export function newIpcId(machine: Machine, task: Task, taken: (id: number) => boolean): number {
  newId(machine, task)
  let id = (task.tid * 4096 + task.made) % IPC_IDS
  while (taken(id)) id = (id + 1) % IPC_IDS
  return id
}

export const SYSTEM_V_CALLS: HandlerTable = {
  semget(machine, task, args) {
    const count = int(args, 1)
    const { semaphores } = machine.state
    const id = getByKey(machine, 'sem', int(args, 0), int(args, 2), () => {
      if (count <= 0 || count > MAX_SEMAPHORES) return -ERRNO.EINVAL
      const fresh = newIpcId(machine, task, (candidate) => semaphores.has(candidate))
      const zeros = new Array<number>(count).fill(0)
      const mode = int(args, 2) & 0o777
      put(machine, semaphores, fresh, {
        id: fresh,
        key: int(args, 0),
        mode,
        values: zeros,
        lastPids: zeros,
        removed: false,
      })
      return fresh
    })
    return id >= 0 && count > (semaphores.get(id)?.values.length ?? 0) ? -ERRNO.EINVAL : id
  },

  semop(machine, task, args) {
    const count = long(args, 2)
    const set = machine.state.semaphores.get(int(args, 0))
    if (!set) return task.pending?.phase === 0 && task.waitKeys.length > 0 ? -ERRNO.EIDRM : -ERRNO.EINVAL
    if (count < 1) return -ERRNO.EINVAL
    if (count > 500) return -ERRNO.E2BIG
    const bytes = readUser(machine, task, long(args, 1), SEMBUF.size * count)
    if (!bytes) return -ERRNO.EFAULT
    return operate(machine, task, set, bytes, long(args, 3))
  },

  semctl(machine, task, args) {
    const set = machine.state.semaphores.get(int(args, 0))
    if (!set) return -ERRNO.EINVAL
    return controlSemaphores(machine, task, set, int(args, 1), int(args, 2), long(args, 3))
  },

  shmget(machine, task, args) {
    const size = long(args, 1)
    const id = getByKey(machine, 'sysv-shm', int(args, 0), int(args, 2), () => {
      if (size <= 0 || size > machine.config.limits.memory) return -ERRNO.EINVAL
      const inode = createInode(machine, task, 'anonymous', int(args, 2) & 0o777, `shm ${int(args, 0)}`)
      const draft = edit(machine, inode)
      draft.links = 1
      draft.size = size
      draft.object = newIpcId(machine, task, (candidate) => segmentOf(machine, candidate) !== null)
      return inode.object
    })
    const segment = id >= 0 ? segmentOf(machine, id) : null
    return segment && size > segment.size ? -ERRNO.EINVAL : id
  },

  shmat(machine, task, args) {
    const segment = segmentOf(machine, int(args, 0))
    if (!segment) return -ERRNO.EINVAL
    const record = spaceOf(machine, task)
    const size = pageUp(segment.size)
    const flags = int(args, 2)
    let start = long(args, 1)
    if (start === 0) start = findGap(record, size)
    else if (flags & SHM.round) start = Math.floor(start / PAGE_SIZE) * PAGE_SIZE
    if (start === 0) return -ERRNO.ENOMEM
    const taken = record.areas.some((area) => area.start < start + size && area.end > start)
    if (start % PAGE_SIZE !== 0 || start < 0 || taken) return -ERRNO.EINVAL
    const range = { start, end: start + size, protection: flags & SHM.readOnly ? READ : READ | WRITE }
    const attached = segment.object
    const backing = { shared: true, inode: segment.id, attached, name: segment.name }
    insertArea(machine, record, areaOf({ ...range, kind: 'shared', ...backing }))
    return start
  },

  shmdt(machine, task, args) {
    const record = spaceOf(machine, task)
    const area = record.areas.find(
      (a) => a.start === long(args, 0) && a.attached !== null && !a.name.startsWith('sem:'),
    )
    if (!area) return -ERRNO.EINVAL
    removeRange(machine, record, area.start, area.end)
    return 0
  },

  shmctl(machine, task, args) {
    const segment = segmentOf(machine, int(args, 0))
    if (!segment) return -ERRNO.EINVAL
    if (int(args, 1) === IPC.remove) {
      // It stays until the last process has detached it, but can no longer be found.
      edit(machine, segment).links = 0
      forgetName(machine, 'sysv-shm', segment.object)
      collectInode(machine, segment)
      return 0
    }
    if (int(args, 1) !== IPC.stat) return int(args, 1) === IPC.set ? 0 : -ERRNO.EINVAL
    const bytes = new Uint8Array(SHMID.size)
    putU32(bytes, IPC_PERM.uid, 1000)
    putU32(bytes, IPC_PERM.mode, segment.mode)
    putI64(bytes, SHMID.bytes, segment.size)
    putI64(bytes, SHMID.attached, segment.users)
    return writeUser(machine, task, long(args, 2), bytes) ? 0 : -ERRNO.EFAULT
  },
}

export function forgetName(machine: Machine, kind: string, id: number): void {
  for (const [name, owner] of machine.state.names)
    if (owner === id && name.startsWith(`${kind}:`)) drop(machine, machine.state.names, name)
}

function segmentOf(machine: Machine, id: number): Inode | null {
  for (const inode of machine.state.inodes.values())
    if (inode.kind === 'anonymous' && inode.object === id && inode.links > 0)
      return inodeAt(machine, inode.id)
  return null
}

type Operation = { readonly number: number; readonly by: number; readonly flags: number }

/** All operations of a call happen together, or the caller sleeps and none has. */
function operate(
  machine: Machine,
  task: Task,
  set: SemaphoreSet,
  bytes: Uint8Array,
  timeout: number,
): number {
  const operations: Operation[] = []
  for (let at = 0; at < bytes.length; at += SEMBUF.size)
    operations.push({
      number: getU16(bytes, at),
      by: (getU16(bytes, at + SEMBUF.operation) << 16) >> 16,
      flags: getU16(bytes, at + SEMBUF.flags),
    })
  const values = set.values.slice()
  for (const { number, by, flags } of operations) {
    const value = values[number]
    if (value === undefined) return -ERRNO.EFBIG
    if (by === 0 ? value !== 0 : value + by < 0) {
      if (flags & IPC.noWait) return -ERRNO.EAGAIN
      if (timeout !== 0 && task.timedOut) return -ERRNO.EAGAIN
      const until = deadlineOf(machine, task, timeout)
      if (until < 0) return until
      const key = keyOf(KEY.semaphores, set.id)
      return block(machine, task, [key], { call: 'semop', object: 'semaphore set', task: null }, until)
    }
    if (value + by > MAX_VALUE) return -ERRNO.ERANGE
    values[number] = value + by
  }
  if (machine.probing) return 0
  const draft = edit(machine, set)
  draft.values = values
  draft.lastPids = set.lastPids.map((pid, i) => (operations.some((o) => o.number === i) ? task.pid : pid))
  const process = processOf(machine, task)
  const undone = operations.filter((o) => (o.flags & SEM.undo) !== 0 && o.by !== 0)
  if (undone.length > 0)
    edit(machine, process).undo = [...process.undo, ...undone.flatMap((o) => [set.id, o.number, -o.by])]
  wake(machine, keyOf(KEY.semaphores, set.id), task)
  return 0
}

/** When a call with a timeout gives up: fixed when it first sleeps. A negative number is the call's failure. */
function deadlineOf(machine: Machine, task: Task, timeout: number): number {
  if (timeout === 0) return Number.POSITIVE_INFINITY
  const known = task.pending?.data[0]
  if (known !== undefined) return known
  const ns = readTimespec(machine, task, timeout)
  if (ns === null) return -ERRNO.EFAULT
  if (Number.isNaN(ns)) return -ERRNO.EINVAL
  const until = machine.state.now + ns
  if (task.pending && !machine.probing) enterPhase(machine, task, task.pending, 0, [until])
  return until
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
    const bytes = readUser(machine, task, task.pending.args[1] ?? 0, SEMBUF.size)
    if (!bytes || getU16(bytes, 0) !== number) continue
    if ((getU16(bytes, SEMBUF.operation) === 0) === forZero) count++
  }
  return count
}
