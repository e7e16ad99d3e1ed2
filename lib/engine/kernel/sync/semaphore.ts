/** POSIX semaphores, unnamed and named; an unnamed one in shared memory is shared between processes. */

import { PAGE_SIZE } from '../../vm/abi'
import { O_CREAT, O_EXCL } from '../file/open-file'
import { areaOf, findGap, insertArea, READ, removeRange, WRITE } from '../memory/address-space'
import { touchMapping, touchMemory } from '../memory/footprint'
import { createInode, inodeAt, releaseInode, writeInode } from '../memory/inode'
import { getI32, putU32, readI32, writeI32, writeUser } from '../memory/user-memory'
import { call, GO, type Look, type RowTable, wait } from '../state/call'
import { drop, edit, put } from '../state/edit'
import { ERRNO } from '../state/errno'
import { type Touch, touchSystem, touchUse } from '../state/footprint'
import { SEMAPHORE } from '../state/layout'
import { type AddressSpace, type Area, type Machine, spaceOf, type Task } from '../state/machine'
import { wake } from '../state/wait-queue'
import { badObject, claim, deadlineOf, destroyObject, objectKey, reportLock, seeObject } from './user-object'

const MAX_VALUE = 0x7fff_ffff

export const SEMAPHORE_CALLS = {
  sem_init: call({
    args: { semaphore: 'object', shared: 'int', value: 'long' },
    fromLibrary: { waits: false },
    touches: (machine, task, { semaphore }) => touchSemaphore(machine, task, semaphore),
    act(machine, task, { semaphore, value }) {
      if (value < 0 || value > MAX_VALUE) return -ERRNO.EINVAL
      const bytes = new Uint8Array(SEMAPHORE.size)
      putU32(bytes, SEMAPHORE.value, value)
      return writeUser(machine, task, semaphore, bytes) ? 0 : badObject(machine, task, semaphore)
    },
  }),

  sem_wait: call({
    args: { semaphore: 'object' },
    fromLibrary: { waits: true },
    isCancellationPoint: true,
    orders: () => ({ semaphore: 'acquire' }),
    touches: (machine, task, { semaphore }) => touchSemaphore(machine, task, semaphore),
    guard: (machine, task, { semaphore }) => lookAtValue(machine, task, semaphore, 'sem_wait', Infinity),
    act: (machine, task, { semaphore }) => down(machine, task, semaphore),
  }),

  sem_timedwait: call({
    args: { semaphore: 'object', until: 'timespec' },
    shows: 1,
    fromLibrary: { waits: true },
    isCancellationPoint: true,
    orders: () => ({ semaphore: 'acquire' }),
    touches: (machine, task, { semaphore }) => touchSemaphore(machine, task, semaphore),
    guard: (machine, task, { semaphore, until }) =>
      lookAtValue(machine, task, semaphore, 'sem_timedwait', deadlineOf(until)),
    act: (machine, task, { semaphore }) => down(machine, task, semaphore),
  }),

  sem_trywait: call({
    args: { semaphore: 'object' },
    fromLibrary: { waits: false },
    orders: () => ({ semaphore: 'acquire' }),
    touches: (machine, task, { semaphore }) => touchSemaphore(machine, task, semaphore),
    act: (machine, task, { semaphore }) => down(machine, task, semaphore),
  }),

  sem_post: call({
    args: { semaphore: 'object' },
    fromLibrary: { waits: false },
    orders: () => ({ semaphore: 'release' }),
    touches: (machine, task, { semaphore }) => [
      ...touchMemory(machine, task, semaphore, 4, isFarFromFull(machine, task, semaphore) ? 'add' : 'write'),
      ...touchMemory(machine, task, semaphore + SEMAPHORE.destroyed, 4, 'read'),
    ],
    act(machine, task, { semaphore }) {
      const value = readI32(machine, task, semaphore)
      const key = objectKey(machine, task, semaphore)
      if (value === null || key === null || !claim(machine, task, semaphore))
        return badObject(machine, task, semaphore)
      if (value >= MAX_VALUE) return -ERRNO.EOVERFLOW
      writeI32(machine, task, semaphore, value + 1)
      reportLock(machine, task, 'semaphore', semaphore, 4, 'released')
      wake(machine, key, task)
      return 0
    },
  }),

  sem_getvalue: call({
    args: { semaphore: 'object', value: 'pointer' },
    fromLibrary: { waits: false },
    touches: (machine, task, { semaphore, value }) => [
      ...touchMemory(machine, task, semaphore, 4, 'read'),
      ...touchMemory(machine, task, value, 4, 'write'),
    ],
    act(machine, task, { semaphore, value: out }) {
      const value = readI32(machine, task, semaphore)
      if (value === null) return badObject(machine, task, semaphore)
      return writeI32(machine, task, out, value) ? 0 : badObject(machine, task, out)
    },
  }),

  sem_destroy: call({
    args: { semaphore: 'object' },
    fromLibrary: { waits: false },
    touches: (machine, task, { semaphore }) => touchSemaphore(machine, task, semaphore),
    act: (machine, task, { semaphore }) => destroyObject(machine, task, semaphore, SEMAPHORE.destroyed),
  }),

  sem_open: call({
    args: { name: 'string', flags: 'int', mode: 'int', value: 'int' },
    shows: 1,
    givesAddress: true,
    fromLibrary: { waits: false },
    touches: (machine, task) => [touchSystem('names', 'write'), touchMapping(machine, task)],
    act(machine, task, { name: wanted, flags, value }) {
      const name = semaphoreName(wanted)
      if (typeof name === 'number') return name
      let id = machine.state.names.get(name)
      if (id !== undefined && flags & O_CREAT && flags & O_EXCL) return -ERRNO.EEXIST
      if (id === undefined) {
        if ((flags & O_CREAT) === 0) return -ERRNO.ENOENT
        if (value >>> 0 > MAX_VALUE) return -ERRNO.EINVAL
        id = createNamed(machine, task, name, value >>> 0)
      }
      return mapNamed(machine, task, id, name)
    },
  }),

  sem_close: call({
    args: { semaphore: 'object' },
    fromLibrary: { waits: false },
    touches: (machine, task) => [touchSystem('names', 'write'), touchMapping(machine, task)],
    act(machine, task, { semaphore }) {
      const record = spaceOf(machine, task)
      const area = record.areas.find((a) => a.start === semaphore && a.name.startsWith('sem:'))
      if (!area) return -ERRNO.EINVAL
      const opens = area.attached ?? 1
      if (opens > 1) setOpens(machine, record, area, opens - 1)
      else removeRange(machine, record, area.start, area.end)
      return 0
    },
  }),

  sem_unlink: call({
    args: { name: 'string' },
    fromLibrary: { waits: false },
    touches: (machine, _task, { name }) => touchUnlinked(machine, name),
    act(machine, _task, { name: wanted }) {
      const name = semaphoreName(wanted)
      // A name that cannot be one is, to sem_unlink, one that does not exist.
      const id = typeof name === 'number' ? undefined : machine.state.names.get(name)
      if (typeof name === 'number' || id === undefined) return -ERRNO.ENOENT
      drop(machine, machine.state.names, name)
      releaseInode(machine, inodeAt(machine, id))
      return 0
    },
  }),
} satisfies RowTable

/** The name, and the semaphore that it stands for. */
function touchUnlinked({ state }: Machine, wanted: string): readonly Touch[] {
  const name = semaphoreName(wanted)
  const id = typeof name === 'number' ? undefined : state.names.get(name)
  const names = touchSystem('names', 'write')
  return id === undefined ? [names] : [names, touchUse(id)]
}

function touchSemaphore(machine: Machine, task: Task, address: number): readonly Touch[] {
  return touchMemory(machine, task, address, SEMAPHORE.size, 'write')
}

/** Posts commute as long as none of them can be the one that is too many. */
function isFarFromFull(machine: Machine, task: Task, address: number): boolean {
  const bytes = seeObject(machine, task, address, 4)
  return bytes !== null && getI32(bytes, 0) < MAX_VALUE / 2
}

function lookAtValue(
  machine: Machine,
  task: Task,
  address: number,
  by: string,
  deadline: number,
): Look<null> {
  const key = objectKey(machine, task, address)
  const bytes = seeObject(machine, task, address, 4)
  if (Number.isNaN(deadline)) return -ERRNO.EINVAL
  if (key === null || !bytes || getI32(bytes, 0) > 0) return GO
  if (deadline !== Infinity && (task.timedOut || deadline <= machine.state.now)) return -ERRNO.ETIMEDOUT
  return wait([key], { call: by, object: 'semaphore', task: null, address }, deadline)
}

/** Takes one from the value; EAGAIN when there is none, which only sem_trywait comes to. */
function down(machine: Machine, task: Task, address: number): number {
  const value = claim(machine, task, address) ? readI32(machine, task, address) : null
  if (value === null) return badObject(machine, task, address)
  if (value <= 0) return -ERRNO.EAGAIN
  writeI32(machine, task, address, value - 1)
  reportLock(machine, task, 'semaphore', address, 4, 'acquired')
  return 0
}

function semaphoreName(name: string): string | number {
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
