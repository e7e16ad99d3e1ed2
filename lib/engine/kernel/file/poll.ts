/** Waiting for several descriptors at once: poll and select. */

import { see } from '../memory/argument'
import { touchMemory } from '../memory/footprint'
import { getI32, getI64, getU16, putI64, putU16, writeUser } from '../memory/user-memory'
import { call, go, type RowTable, wait } from '../state/call'
import { ERRNO } from '../state/errno'
import { EVERYTHING, NOTHING, type Touch } from '../state/footprint'
import { POLLFD } from '../state/layout'
import type { Machine, Task } from '../state/machine'
import { touchDescriptor, touchTable } from './footprint'
import { fileOf } from './open-file'
import { ALWAYS, keysOf, POLL, readiness } from './readiness'

export const POLL_CALLS = {
  poll: call({
    args: { list: 'pointer', count: 'long', timeout: 'int' },
    restarts: 'never',
    isCancellationPoint: true,
    touches: (machine, task, { list, count }) => [
      ...touchMemory(machine, task, list, POLLFD.size * clampCount(machine, count), 'write'),
      touchTable(machine, task, 'read'),
      ...listed(machine, task, list, clampCount(machine, count)),
    ],
    begin: (machine, _task, { timeout }) => (timeout < 0 ? [] : [machine.state.now + timeout * 1e6]),
    guard(machine, task, { list, count }, [until = Infinity]) {
      if (count < 0 || count > machine.config.limits.descriptors) return -ERRNO.EINVAL
      const bytes = see(machine, task, list, POLLFD.size * count)
      if (!bytes) return -ERRNO.EFAULT
      const { ready, keys } = askEach(machine, task, bytes)
      if (ready > 0 || task.timedOut || until <= machine.state.now) return go({ bytes, ready })
      return wait(keys, { call: 'poll', object: null, task: null }, until)
    },
    act: (machine, task, { list }, { bytes, ready }) =>
      writeUser(machine, task, list, bytes) ? ready : -ERRNO.EFAULT,
  }),

  select: call({
    args: {
      count: 'int',
      reading: 'pointer',
      writing: 'pointer',
      failing: 'pointer',
      timeout: 'pointer',
    },
    restarts: 'never',
    isCancellationPoint: true,
    touches: () => EVERYTHING,
    begin(machine, task, { timeout }) {
      const bytes = timeout === 0 ? null : see(machine, task, timeout, 16)
      if (timeout !== 0 && !bytes) return -ERRNO.EFAULT
      if (!bytes) return []
      const ns = getI64(bytes, 0) * 1e9 + getI64(bytes, 8) * 1000
      return ns < 0 ? -ERRNO.EINVAL : [machine.state.now + ns]
    },
    guard(machine, task, { count, reading, writing, failing }, [until = Infinity]) {
      if (count < 0 || count > 1024) return -ERRNO.EINVAL
      const size = Math.ceil(count / 64) * 8
      const sets = [reading, writing, failing].map((at) =>
        at === 0 ? new Uint8Array(size) : see(machine, task, at, size),
      )
      if (sets.some((set) => set === null)) return -ERRNO.EFAULT
      const asked = askSets(machine, task, count, sets as Uint8Array[])
      if (typeof asked === 'number') return asked
      const { found, ready, keys } = asked
      if (ready > 0 || task.timedOut || until <= machine.state.now) return go({ found, ready, until })
      return wait(keys, { call: 'select', object: null, task: null }, until)
    },
    act: (machine, task, { reading, writing, failing, timeout }, { found, ready, until }) =>
      finishSelect(machine, task, [reading, writing, failing], timeout, found, until) ? ready : -ERRNO.EFAULT,
  }),
} satisfies RowTable

function clampCount(machine: Machine, count: number): number {
  return Math.max(0, Math.min(count, machine.config.limits.descriptors))
}

/** What the descriptors of a list stand for. */
function listed(machine: Machine, task: Task, list: number, count: number): readonly Touch[] {
  const bytes = see(machine, task, list, POLLFD.size * count)
  if (!bytes) return NOTHING
  const touches: Touch[] = []
  for (let at = 0; at < bytes.length; at += POLLFD.size)
    touches.push(...touchDescriptor(machine, task, getI32(bytes, at), 'read'))
  return touches
}

/** Fills in what each entry of a list reports, and says how many report something. */
function askEach(machine: Machine, task: Task, bytes: Uint8Array): { ready: number; keys: number[] } {
  const keys: number[] = []
  let ready = 0
  for (let at = 0; at < bytes.length; at += POLLFD.size) {
    const fd = getI32(bytes, at)
    const file = fd < 0 ? null : fileOf(machine, task, fd)
    const wanted = getU16(bytes, at + POLLFD.events) | ALWAYS
    const found = fd < 0 ? 0 : file ? readiness(machine, task, file) & wanted : POLL.invalid
    putU16(bytes, at + POLLFD.revents, found)
    if (found !== 0) ready++
    if (file) keys.push(...keysOf(machine, task, file))
  }
  return { ready, keys }
}

/** What select's three sets come to. A negated errno when one names no open file. */
function askSets(
  machine: Machine,
  task: Task,
  count: number,
  sets: readonly Uint8Array[],
): { found: Uint8Array[]; ready: number; keys: number[] } | number {
  const wanted = [POLL.in | POLL.hangUp | POLL.error, POLL.out | POLL.error, POLL.priority]
  const found = sets.map((set) => new Uint8Array(set.length))
  const keys: number[] = []
  let ready = 0
  for (let fd = 0; fd < count; fd++) {
    const asked = sets.map((set) => (((set[fd >> 3] ?? 0) >> (fd & 7)) & 1) === 1)
    if (!asked.includes(true)) continue
    const file = fileOf(machine, task, fd)
    if (!file) return -ERRNO.EBADF
    const mask = readiness(machine, task, file)
    keys.push(...keysOf(machine, task, file))
    found.forEach((set, i) => {
      if (!asked[i] || (mask & (wanted[i] ?? 0)) === 0) return
      set[fd >> 3] = (set[fd >> 3] ?? 0) | (1 << (fd & 7))
      ready++
    })
  }
  return { found, ready, keys }
}

/** Linux also tells how much of the time was left. */
function finishSelect(
  machine: Machine,
  task: Task,
  sets: readonly number[],
  timeout: number,
  found: readonly Uint8Array[],
  until: number,
): boolean {
  for (let i = 0; i < 3; i++) {
    const at = sets[i] ?? 0
    if (at !== 0 && !writeUser(machine, task, at, found[i] as Uint8Array)) return false
  }
  if (timeout === 0) return true
  const left = Math.max(0, until - machine.state.now)
  const bytes = new Uint8Array(16)
  putI64(bytes, 0, Math.floor(left / 1e9))
  putI64(bytes, 8, Math.floor((left % 1e9) / 1000))
  return writeUser(machine, task, timeout, bytes)
}
