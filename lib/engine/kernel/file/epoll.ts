/** epoll: a set of files that is kept in the kernel, and told of what can be done with them. */

import { touchMemory } from '../memory/footprint'
import { getI32, getU32, putU32, readUser, writeUser } from '../memory/user-memory'
import { call, go, type RowTable, wait } from '../state/call'
import { edit, put } from '../state/edit'
import { ERRNO } from '../state/errno'
import { EPOLL_EVENT } from '../state/layout'
import { type Epoll, type EpollWatch, type Machine, newId, type Task } from '../state/machine'
import { must } from '../state/must'
import { KEY, keyOf, wake } from '../state/wait-queue'
import { touchDescriptor, touchTable } from './footprint'
import { createOpenFile, fileOf, installFile, O_CLOEXEC, O_RDWR } from './open-file'
import { collect, EPOLL, epollKeys } from './readiness'

export const EPOLL_CALLS = {
  epoll_create: call({
    args: { flags: 'int' },
    touches: (machine, task) => [touchTable(machine, task)],
    act(machine, task, { flags }) {
      if (flags & ~O_CLOEXEC) return -ERRNO.EINVAL
      const epoll: Epoll = { id: newId(machine, task), watches: [] }
      put(machine, machine.state.epolls, epoll.id, epoll)
      const file = createOpenFile(machine, task, 'epoll', O_RDWR, epoll.id)
      return installFile(machine, task, file, (flags & O_CLOEXEC) !== 0)
    },
  }),

  epoll_ctl: call({
    args: { epoll: 'descriptor', operation: 'int', fd: 'descriptor', event: 'pointer' },
    touches: (machine, task, { epoll, fd, event }) => [
      ...touchDescriptor(machine, task, epoll, 'write'),
      ...touchDescriptor(machine, task, fd, 'read'),
      ...touchMemory(machine, task, event, EPOLL_EVENT.size, 'read'),
    ],
    act(machine, task, { epoll: set, operation, fd, event }) {
      const epoll = epollOf(machine, task, set)
      if (typeof epoll === 'number') return epoll
      const file = fileOf(machine, task, fd)
      if (!file) return -ERRNO.EBADF
      if (file.kind === 'file' || file.kind === 'directory') return -ERRNO.EPERM
      if (file === fileOf(machine, task, set)) return -ERRNO.EINVAL
      if (operation === EPOLL.add && file.kind === 'epoll' && isTooDeep(machine, epoll, file.object))
        return -ERRNO.ELOOP
      const known = epoll.watches.find((watch) => watch.fd === fd && watch.file === file.id)
      const others = epoll.watches.filter((watch) => watch !== known)
      if (operation === EPOLL.remove) {
        if (!known) return -ERRNO.ENOENT
        edit(machine, epoll).watches = others
        return 0
      }
      const bytes = readUser(machine, task, event, EPOLL_EVENT.size)
      if (!bytes) return -ERRNO.EFAULT
      if (operation === EPOLL.add ? known : !known) return known ? -ERRNO.EEXIST : -ERRNO.ENOENT
      const watch: EpollWatch = {
        fd,
        file: file.id,
        events: getU32(bytes, 0) | 0,
        dataLow: getI32(bytes, 4),
        dataHigh: getI32(bytes, 8),
        seen: 0,
        activity: 0,
        disabled: false,
      }
      edit(machine, epoll).watches = known
        ? epoll.watches.map((w) => (w === known ? watch : w))
        : [...others, watch]
      wake(machine, keyOf(KEY.epoll, epoll.id), task)
      return 0
    },
  }),

  epoll_wait: call({
    args: { epoll: 'descriptor', events: 'pointer', maximum: 'int', timeout: 'int' },
    restarts: 'never',
    isCancellationPoint: true,
    touches: (machine, task, { epoll, events, maximum }) => [
      ...touchDescriptor(machine, task, epoll, 'write'),
      ...touchMemory(machine, task, events, EPOLL_EVENT.size * Math.max(0, maximum), 'write'),
    ],
    begin: (machine, _task, { timeout }) => (timeout < 0 ? [] : [machine.state.now + timeout * 1e6]),
    guard(machine, task, { epoll: fd, maximum }, [until = Infinity]) {
      const epoll = epollOf(machine, task, fd)
      if (typeof epoll === 'number') return epoll
      if (maximum <= 0) return -ERRNO.EINVAL
      const found = collect(machine, task, epoll, maximum)
      if (found.events.length > 0 || task.timedOut || until <= machine.state.now)
        return go({ epoll, ...found })
      const keys = [keyOf(KEY.epoll, epoll.id), ...epollKeys(machine, task, epoll)]
      return wait(keys, { call: 'epoll_wait', object: null, task: null }, until)
    },
    act(machine, task, { events: out }, { epoll, events, watches }) {
      edit(machine, epoll).watches = watches
      if (events.length === 0) return 0
      const bytes = new Uint8Array(EPOLL_EVENT.size * events.length)
      events.forEach(({ mask, watch }, i) => {
        putU32(bytes, EPOLL_EVENT.size * i, mask)
        putU32(bytes, EPOLL_EVENT.size * i + 4, watch.dataLow)
        putU32(bytes, EPOLL_EVENT.size * i + 8, watch.dataHigh)
      })
      return writeUser(machine, task, out, bytes) ? events.length : -ERRNO.EFAULT
    },
    // What has been seen to be over fires an edge-triggered watch when it comes again.
    asleep(machine, task, { epoll: fd, maximum }) {
      const epoll = epollOf(machine, task, fd)
      if (typeof epoll !== 'number')
        edit(machine, epoll).watches = collect(machine, task, epoll, maximum).watches
    },
  }),
} satisfies RowTable

/** Edges from epoll to epoll on one way at most: epoll_ctl(2), ELOOP. So nobody who follows the watches goes in a circle. */
const MOST_NESTED = 4

/** Whether an epoll would watch itself if it watched another, or stand on too long a way from epoll to epoll. */
function isTooDeep(machine: Machine, epoll: Epoll, added: number): boolean {
  const watched = watchedEpolls(machine)
  const watchers = new Map<number, number[]>()
  for (const [id, others] of watched)
    for (const other of others) watchers.set(other, [...(watchers.get(other) ?? []), id])
  const [below, above] = [levelsFrom(added, watched), levelsFrom(epoll.id, watchers)]
  return below.some((level) => level.has(epoll.id)) || above.length + below.length - 1 > MOST_NESTED
}

/** Who is reached from an epoll over no edge, one, two, …; no more levels than decide. Each is looked at once a level. */
function levelsFrom(id: number, next: ReadonlyMap<number, readonly number[]>): ReadonlySet<number>[] {
  const levels: ReadonlySet<number>[] = []
  for (
    let level = new Set([id]);
    level.size > 0 && levels.length <= MOST_NESTED;
    level = new Set([...level].flatMap((one) => next.get(one) ?? []))
  )
    levels.push(level)
  return levels
}

/** Of every epoll the epolls that it watches. */
function watchedEpolls(machine: Machine): Map<number, number[]> {
  const { epolls, openFiles } = machine.state
  const found = new Map<number, number[]>()
  for (const { id, watches } of epolls.values())
    found.set(
      id,
      watches.flatMap(({ file }) => {
        const watched = openFiles.get(file)
        return watched?.kind === 'epoll' ? [watched.object] : []
      }),
    )
  return found
}

function epollOf(machine: Machine, task: Task, fd: number): Epoll | number {
  const file = fileOf(machine, task, fd)
  if (!file) return -ERRNO.EBADF
  return file.kind === 'epoll' ? must(machine.state.epolls.get(file.object), 'epoll') : -ERRNO.EINVAL
}
