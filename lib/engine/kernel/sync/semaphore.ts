/** POSIX semaphores, unnamed and named; an unnamed one in shared memory is shared between processes. */

import { PAGE_SIZE } from '../../vm/abi'
import { O_CREAT, O_EXCL } from '../file/open-file'
import { areaOf, findGap, insertArea, READ, removeRange, WRITE } from '../memory/address-space'
import { createInode, inodeAt, releaseInode, writeInode } from '../memory/inode'
import {
  putU32,
  readI32,
  readString,
  readTimespec,
  readU32,
  writeI32,
  writeUser,
} from '../memory/user-memory'
import { clockBase } from '../state/clock'
import { drop, edit, put } from '../state/edit'
import { ERRNO } from '../state/errno'
import { SEMAPHORE } from '../state/layout'
import { type AddressSpace, type Area, type Machine, spaceOf, type Task } from '../state/machine'
import { type HandlerTable, int, long } from '../state/syscall-arguments'
import { block, wake } from '../state/wait-queue'
import { badObject, physicalKey, reportLock } from './user-object'

const MAX_VALUE = 0x7fff_ffff

export const SEMAPHORE_CALLS: HandlerTable = {
  sem_init(machine, task, args) {
    const value = long(args, 2)
    if (value < 0 || value > MAX_VALUE) return -ERRNO.EINVAL
    const bytes = new Uint8Array(SEMAPHORE.size)
    putU32(bytes, SEMAPHORE.value, value)
    return writeUser(machine, task, long(args, 0), bytes) ? 0 : badObject(machine, task, long(args, 0))
  },

  sem_wait: (machine, task, args) => down(machine, task, long(args, 0), 'sem_wait', Infinity),

  sem_timedwait(machine, task, args) {
    const deadline = readTimespec(machine, task, long(args, 1), clockBase(0))
    if (deadline === null) return -ERRNO.EFAULT
    if (Number.isNaN(deadline)) return -ERRNO.EINVAL
    return down(machine, task, long(args, 0), 'sem_timedwait', deadline)
  },

  sem_trywait(machine, task, args) {
    const value = readI32(machine, task, long(args, 0))
    if (value === null) return badObject(machine, task, long(args, 0))
    if (value <= 0) return -ERRNO.EAGAIN
    return down(machine, task, long(args, 0), 'sem_trywait', Infinity)
  },

  sem_post(machine, task, args) {
    const address = long(args, 0)
    const value = readI32(machine, task, address)
    const key = physicalKey(machine, task, address)
    if (value === null || key === null) return badObject(machine, task, address)
    if (value >= MAX_VALUE) return -ERRNO.EOVERFLOW
    writeI32(machine, task, address, value + 1)
    reportLock(machine, task, 'semaphore', address, 4, 'released')
    wake(machine, key, task)
    return 0
  },

  sem_getvalue(machine, task, args) {
    const value = readI32(machine, task, long(args, 0))
    if (value === null) return badObject(machine, task, long(args, 0))
    return writeI32(machine, task, long(args, 1), value) ? 0 : badObject(machine, task, long(args, 1))
  },

  sem_destroy(machine, task, args) {
    return readU32(machine, task, long(args, 0)) === null ? badObject(machine, task, long(args, 0)) : 0
  },

  sem_open(machine, task, args) {
    const name = semaphoreName(machine, task, long(args, 0))
    if (typeof name === 'number') return name
    const flags = int(args, 1)
    const value = int(args, 3) >>> 0
    let id = machine.state.names.get(name)
    if (id !== undefined && flags & O_CREAT && flags & O_EXCL) return -ERRNO.EEXIST
    if (id === undefined) {
      if ((flags & O_CREAT) === 0) return -ERRNO.ENOENT
      if (value > MAX_VALUE) return -ERRNO.EINVAL
      id = createNamed(machine, task, name, value)
    }
    return mapNamed(machine, task, id, name)
  },

  sem_close(machine, task, args) {
    const address = long(args, 0)
    const record = spaceOf(machine, task)
    const area = record.areas.find((a) => a.start === address && a.name.startsWith('sem:'))
    if (!area) return -ERRNO.EINVAL
    const opens = area.attached ?? 1
    if (opens > 1) setOpens(machine, record, area, opens - 1)
    else removeRange(machine, record, area.start, area.end)
    return 0
  },

  sem_unlink(machine, task, args) {
    const name = semaphoreName(machine, task, long(args, 0))
    // A name that cannot be one is, to sem_unlink, one that does not exist.
    if (typeof name === 'number') return name === -ERRNO.EINVAL ? -ERRNO.ENOENT : name
    const id = machine.state.names.get(name)
    if (id === undefined) return -ERRNO.ENOENT
    drop(machine, machine.state.names, name)
    releaseInode(machine, inodeAt(machine, id))
    return 0
  },
}

function down(machine: Machine, task: Task, address: number, call: string, deadline: number): number {
  const value = readI32(machine, task, address)
  const key = physicalKey(machine, task, address)
  if (value === null || key === null) return badObject(machine, task, address)
  if (value <= 0) {
    if (task.timedOut || deadline <= machine.state.now) return -ERRNO.ETIMEDOUT
    return block(machine, task, [key], { call, object: 'semaphore', task: null, address }, deadline)
  }
  if (machine.probing) return 0
  writeI32(machine, task, address, value - 1)
  reportLock(machine, task, 'semaphore', address, 4, 'acquired')
  return 0
}

function semaphoreName(machine: Machine, task: Task, address: number): string | number {
  const name = readString(machine, task, address)
  if (name === null) return -ERRNO.EFAULT
  const bare = name.replace(/^\/+/, '')
  if (bare === '' || bare.includes('/')) return -ERRNO.EINVAL
  return bare.length > 251 ? -ERRNO.EINVAL : `sem:/${bare}`
}

/** A page of its own that every process maps which opens the name. The name keeps it. */
function createNamed(machine: Machine, task: Task, name: string, value: number): number {
  const inode = createInode(machine, task, 'anonymous', 0o600, name)
  edit(machine, inode).users = 1
  const bytes = new Uint8Array(4)
  putU32(bytes, 0, value)
  writeInode(machine, inode, 0, bytes)
  put(machine, machine.state.names, name, inode.id)
  return inode.id
}

/** How often the process has opened a named semaphore is kept with its mapping. */
function setOpens(machine: Machine, record: AddressSpace, area: Area, opens: number): void {
  edit(machine, record).areas = record.areas.map((other) =>
    other === area ? { ...area, attached: opens } : other,
  )
}

/** A process that opens a name twice gets the same address, as POSIX asks. */
function mapNamed(machine: Machine, task: Task, id: number, name: string): number {
  const record = spaceOf(machine, task)
  const mapped = record.areas.find((area) => area.inode === id)
  if (mapped) {
    setOpens(machine, record, mapped, (mapped.attached ?? 1) + 1)
    return mapped.start
  }
  const start = findGap(record, PAGE_SIZE)
  if (start === 0) return -ERRNO.ENOMEM
  const range = { start, end: start + PAGE_SIZE, protection: READ | WRITE }
  insertArea(machine, record, areaOf({ ...range, kind: 'shared', name, shared: true, inode: id }))
  return start
}
