/** wait4 and waitid: how a parent learns what became of its children. */

import { putI64, putU32, writeI32, writeUser } from '../memory/user-memory'
import { SIGCHLD } from '../signal/signal'
import { edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import { RUSAGE, SIGINFO } from '../state/layout'
import { type Machine, type Process, processOf, type Task } from '../state/machine'
import { type HandlerTable, int, long } from '../state/syscall-arguments'
import { block, KEY, keyOf } from '../state/wait-queue'
import { reap } from './process'

const WNOHANG = 1
const WUNTRACED = 2
const WEXITED = 4
const WCONTINUED = 8
const WNOWAIT = 0x0100_0000
const CONTINUED = 0xffff

export const WAIT_CALLS: HandlerTable = {
  wait4(machine, task, args) {
    const options = int(args, 2)
    if ((options & ~(WNOHANG | WUNTRACED | WCONTINUED)) !== 0) return -ERRNO.EINVAL
    const found = findChild(machine, task, selectorOf(machine, task, int(args, 0)), options | WEXITED)
    if (found === null) return -ERRNO.ECHILD
    if (found === 'none') {
      if (options & WNOHANG) return 0
      return sleepForChild(machine, task, 'wait')
    }
    if (machine.probing) return 0
    const { process, status } = found
    if (long(args, 1) !== 0 && !writeI32(machine, task, long(args, 1), status)) return -ERRNO.EFAULT
    if (long(args, 3) !== 0 && !writeUser(machine, task, long(args, 3), usageOf(process)))
      return -ERRNO.EFAULT
    return collect(machine, process, status)
  },

  waitid(machine, task, args) {
    const options = int(args, 3)
    if ((options & (WEXITED | WUNTRACED | WCONTINUED)) === 0) return -ERRNO.EINVAL
    const selector = selectorOfId(int(args, 0), int(args, 1))
    if (!selector) return -ERRNO.EINVAL
    const found = findChild(machine, task, selector, options)
    if (found === null) return -ERRNO.ECHILD
    if (found === 'none') {
      if ((options & WNOHANG) === 0) return sleepForChild(machine, task, 'waitid')
      if (long(args, 2) !== 0) writeUser(machine, task, long(args, 2), new Uint8Array(SIGINFO.size))
      return 0
    }
    if (machine.probing) return 0
    const { process, status } = found
    if (long(args, 2) !== 0 && !writeUser(machine, task, long(args, 2), infoOf(process, status)))
      return -ERRNO.EFAULT
    if ((options & WNOWAIT) === 0) collect(machine, process, status)
    return 0
  },
}

type Selector = (child: Process) => boolean

function selectorOf(machine: Machine, task: Task, pid: number): Selector {
  if (pid === -1) return () => true
  if (pid > 0) return (child) => child.pid === pid
  const group = pid === 0 ? processOf(machine, task).group : -pid
  return (child) => child.group === group
}

function selectorOfId(type: number, id: number): Selector | null {
  if (type === 0) return () => true
  if (type === 1) return (child) => child.pid === id
  if (type === 2) return (child) => child.group === id
  return null
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

function reportOf(child: Process, options: number): { status: number } | null {
  if (child.state === 'zombie') return options & WEXITED ? { status: child.status } : null
  if (child.report === null) return null
  const wanted = child.report === CONTINUED ? WCONTINUED : WUNTRACED
  return options & wanted ? { status: child.report } : null
}

function sleepForChild(machine: Machine, task: Task, call: string): number {
  return block(machine, task, [keyOf(KEY.child, task.pid)], { call, object: null, task: null })
}

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
