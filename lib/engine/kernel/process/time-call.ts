/** System calls about time: clocks, sleeping, usage. */

import { putI64, readTimespec, writeTimespec, writeUser } from '../memory/user-memory'
import { actionOf, nextSignal, SIG_IGN } from '../signal/signal'
import { clockBase, readClock } from '../state/clock'
import { ERRNO } from '../state/errno'
import { type Machine, processOf, type Task } from '../state/machine'
import { type HandlerTable, int, long } from '../state/syscall-arguments'
import { block, enterPhase, INTERRUPTED } from '../state/wait-queue'
import { usageOf } from './wait'

const TIMER_ABSTIME = 1
const TIMER_SLACK = 50_000
/** times() counts in hundredths of a second. */
const TICK = 10_000_000

export const TIME_CALLS: HandlerTable = {
  nanosleep(machine, task, args) {
    return sleep(machine, task, 1, 0, long(args, 0), long(args, 1), 'nanosleep')
  },

  clock_nanosleep(machine, task, args) {
    const clock = int(args, 0)
    if (clock !== 0 && clock !== 1 && clock !== 7) return -ERRNO.EINVAL
    return sleep(machine, task, clock, int(args, 1), long(args, 2), long(args, 3), 'clock_nanosleep')
  },

  clock_gettime(machine, task, args) {
    const clock = int(args, 0)
    const ns = readClock(machine, task, clock)
    if (ns === null) return -ERRNO.EINVAL
    return writeTimespec(machine, task, long(args, 1), ns, clockBase(clock)) ? 0 : -ERRNO.EFAULT
  },

  clock_settime(_machine, _task, args) {
    return int(args, 0) === 0 ? -ERRNO.EPERM : -ERRNO.EINVAL
  },

  times(machine, task, args) {
    const process = processOf(machine, task)
    if (long(args, 0) !== 0) {
      const bytes = new Uint8Array(32)
      putI64(bytes, 0, Math.floor(process.cpu / TICK))
      putI64(bytes, 16, Math.floor(process.childrenCpu / TICK))
      if (!writeUser(machine, task, long(args, 0), bytes)) return -ERRNO.EFAULT
    }
    return Math.floor(machine.state.now / TICK)
  },

  getrusage(machine, task, args) {
    const process = processOf(machine, task)
    const who = int(args, 0)
    if (who !== 0 && who !== 1 && who !== -1) return -ERRNO.EINVAL
    const bytes =
      who === -1
        ? usageOf({ ...process, minorFaults: 0 }, process.childrenCpu)
        : usageOf(process, who === 1 ? task.running : process.cpu)
    return writeUser(machine, task, long(args, 1), bytes) ? 0 : -ERRNO.EFAULT
  },
}

function sleep(
  machine: Machine,
  task: Task,
  clock: number,
  flags: number,
  request: number,
  remaining: number,
  call: string,
): number {
  const absolute = (flags & TIMER_ABSTIME) !== 0
  let until = task.pending?.data[0]
  if (until === undefined) {
    const ns = readTimespec(machine, task, request, absolute ? clockBase(clock) : 0)
    if (ns === null) return -ERRNO.EFAULT
    if (Number.isNaN(ns)) return -ERRNO.EINVAL
    until = absolute ? ns : machine.state.now + ns
    if (task.pending) enterPhase(machine, task, task.pending, 0, [until])
  }
  if (task.timedOut || until <= machine.state.now) return 0
  const result = block(machine, task, [], { call, object: null, task: null }, until)
  if (result !== INTERRUPTED || machine.probing) return result
  // Stopped and continued, it sleeps on.
  const next = nextSignal(machine, task)
  if (!next || actionOf(processOf(machine, task), next.info.signal).handler <= SIG_IGN) return INTERRUPTED
  if (!absolute && remaining !== 0) {
    // Linux has put off the wake-up by up to its timer slack.
    const left = Math.max(0, until - machine.state.now - TIMER_SLACK)
    if (!writeTimespec(machine, task, remaining, left)) return -ERRNO.EFAULT
  }
  return -ERRNO.EINTR
}
