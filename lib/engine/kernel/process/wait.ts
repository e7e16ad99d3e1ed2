/** wait4 and waitid: how a parent learns what became of its children. */

import { touchDescriptor } from '../file/footprint'
import { fileOf } from '../file/open-file'
import { touchMemory } from '../memory/footprint'
import { putI64, putU32, writeI32, writeUser } from '../memory/user-memory'
import { SIGCHLD } from '../signal/signal'
import { call, go, type RowTable, type Wait, wait } from '../state/call'
import { edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import { type Touch, touchChildren, touchProcess } from '../state/footprint'
import { RUSAGE, SIGINFO } from '../state/layout'
import { type Machine, type Process, processOf, type Task } from '../state/machine'
import { KEY, keyOf } from '../state/wait-queue'
import { reap } from './process'

const WNOHANG = 1
const WUNTRACED = 2
const WEXITED = 4
const WCONTINUED = 8
const WNOWAIT = 0x0100_0000
const CONTINUED = 0xffff

export const WAIT_CALLS = {
  wait4: call({
    args: { pid: 'int', status: 'pointer', options: 'int', usage: 'pointer' },
    shownAs: 'waitpid',
    shows: 3,
    isCancellationPoint: true,
    orders: () => ({ pid: 'acquire' }),
    touches: (machine, task, { status, usage }) => [
      ...touchWaiting(machine, task),
      ...touchMemory(machine, task, status, status === 0 ? 0 : 4, 'write'),
      ...touchMemory(machine, task, usage, usage === 0 ? 0 : RUSAGE.size, 'write'),
    ],
    guard(machine, task, { pid, options }) {
      if ((options & ~(WNOHANG | WUNTRACED | WCONTINUED)) !== 0) return -ERRNO.EINVAL
      const selects = selectorOf(machine, task, pid)
      const found = findChild(machine, task, selects, options | WEXITED)
      if (found === null) return -ERRNO.ECHILD
      if (found !== 'none') return go(found)
      return options & WNOHANG ? 0 : waitForChild(machine, task, selects, pid === -1 ? 'wait' : 'waitpid')
    },
    act(machine, task, { status: statusAt, usage }, { process, status }) {
      if (statusAt !== 0 && !writeI32(machine, task, statusAt, status)) return -ERRNO.EFAULT
      if (usage !== 0 && !writeUser(machine, task, usage, usageOf(process))) return -ERRNO.EFAULT
      return collect(machine, process, status)
    },
  }),

  waitid: call({
    args: { type: 'int', id: 'int', info: 'pointer', options: 'int' },
    shows: 3,
    isCancellationPoint: true,
    orders: () => ({ id: 'acquire' }),
    touches: (machine, task, { type, id, info }) => [
      ...touchWaiting(machine, task),
      ...(type === 3 ? touchDescriptor(machine, task, id, 'read') : []),
      ...touchMemory(machine, task, info, info === 0 ? 0 : SIGINFO.size, 'write'),
    ],
    guard(machine, task, { type, id, options }) {
      if ((options & (WEXITED | WUNTRACED | WCONTINUED)) === 0) return -ERRNO.EINVAL
      const selector = selectorOfId(machine, task, type, id)
      if (typeof selector === 'number') return selector
      const found = findChild(machine, task, selector, options)
      if (found === null) return -ERRNO.ECHILD
      return found === 'none' && (options & WNOHANG) === 0
        ? waitForChild(machine, task, selector, 'waitid')
        : go(found)
    },
    act(machine, task, { info, options }, found) {
      const bytes = found === 'none' ? new Uint8Array(SIGINFO.size) : infoOf(found.process, found.status)
      const isTold = info === 0 || writeUser(machine, task, info, bytes)
      if (found === 'none') return 0
      if (!isTold) return -ERRNO.EFAULT
      if ((options & WNOWAIT) === 0) collect(machine, found.process, found.status)
      return 0
    },
  }),
} satisfies RowTable

/** What any child has to report, and the child that is reaped. */
function touchWaiting(machine: Machine, task: Task): readonly Touch[] {
  const children = [...machine.state.processes.values()].filter((child) => child.parent === task.pid)
  const own = [touchChildren(task.pid, 'write'), touchProcess(task.pid, 'write')]
  return [...own, ...children.map((child) => touchProcess(child.pid, 'write'))]
}

type Selector = (child: Process) => boolean

/** Which children waitpid(2) means by a pid. */
function selectorOf(machine: Machine, task: Task, pid: number): Selector {
  if (pid === -1) return () => true
  if (pid > 0) return (child) => child.pid === pid
  const group = pid === 0 ? processOf(machine, task).group : -pid
  return (child) => child.group === group
}

function selectorOfId(machine: Machine, task: Task, type: number, id: number): Selector | number {
  if (type === 0) return () => true
  if (type === 1) return (child) => child.pid === id
  if (type === 2) return (child) => child.group === id
  if (type !== 3) return -ERRNO.EINVAL
  // P_PIDFD
  const file = fileOf(machine, task, id)
  return file?.kind === 'pidfd' ? (child) => child.leader === file.object : -ERRNO.EBADF
}

/** Null: no such child at all. Of several that have something to tell, the one that was born first is told, as on Linux. */
function findChild(
  machine: Machine,
  task: Task,
  selects: Selector,
  options: number,
): { process: Process; status: number } | 'none' | null {
  let exists = false
  for (const process of machine.state.processes.values()) {
    if (process.parent !== task.pid || !selects(process)) continue
    exists = true
    const report = reportOf(process, options)
    if (report) return { process, status: report.status }
  }
  return exists ? 'none' : null
}

/** What a child has to report of what is asked for, as a wait status; null: nothing. */
function reportOf(child: Process, options: number): { status: number } | null {
  if (child.state === 'zombie') return options & WEXITED ? { status: child.status } : null
  if (child.report === null) return null
  const wanted = child.report === CONTINUED ? WCONTINUED : WUNTRACED
  return options & wanted ? { status: child.report } : null
}

function waitForChild(machine: Machine, task: Task, selects: Selector, by: string): Wait {
  const children = [...machine.state.processes.values()]
    .filter((child) => child.parent === task.pid && child.state === 'alive' && selects(child))
    .map(({ leader }) => leader)
  return wait([keyOf(KEY.child, task.pid)], { call: by, object: null, task: null, children })
}

/** Takes a report: a zombie is gone with it, one that stopped or went on does not report that again. */
function collect(machine: Machine, process: Process, status: number): number {
  if (process.state !== 'zombie') {
    edit(machine, process).report = null
    return process.pid
  }
  const signal = status & 0x7f
  machine.events?.push({
    kind: 'reap',
    pid: process.pid,
    status: (status >> 8) & 255,
    signal: signal === 0 ? null : signal,
  })
  reap(machine, process)
  return process.pid
}

function infoOf(process: Process, status: number): Uint8Array {
  const bytes = new Uint8Array(SIGINFO.size)
  const signal = status & 0x7f
  const [code, value] =
    process.state !== 'zombie'
      ? status === CONTINUED
        ? [6, 18]
        : [5, (status >> 8) & 255]
      : signal === 0
        ? [1, (status >> 8) & 255]
        : [2, signal]
  putU32(bytes, SIGINFO.signal, SIGCHLD)
  putU32(bytes, SIGINFO.code, code)
  putU32(bytes, SIGINFO.pid, process.pid)
  putU32(bytes, SIGINFO.uid, 1000)
  putU32(bytes, SIGINFO.status, value)
  return bytes
}

/** struct rusage of a process. */
export function usageOf(process: Process, cpu = process.cpu): Uint8Array {
  const bytes = new Uint8Array(RUSAGE.size)
  putI64(bytes, RUSAGE.user, Math.floor(cpu / 1e9))
  putI64(bytes, RUSAGE.user + 8, Math.floor((cpu % 1e9) / 1000))
  putI64(bytes, RUSAGE.maxResident, 1024)
  putI64(bytes, RUSAGE.minorFaults, process.minorFaults)
  return bytes
}
