/** System calls about time: clocks, sleeping, usage. */

import { putI64, writeTimespec, writeUser } from '../memory/user-memory'
import { call, GO, type Look, type RowTable, type Timespec, wait } from '../state/call'
import { clockBase, nanosecondsOf, readClock } from '../state/clock'
import { ERRNO } from '../state/errno'
import { EVERYTHING, NOTHING } from '../state/footprint'
import { type Machine, processOf, type Task } from '../state/machine'
import { usageOf } from './wait'

const TIMER_ABSTIME = 1
const TIMER_SLACK = 50_000
/** times() counts in hundredths of a second. */
const TICK = 10_000_000

export const TIME_CALLS = {
  nanosleep: call({
    args: { request: 'timespec', remaining: 'pointer' },
    shows: 1,
    restarts: 'never',
    isCancellationPoint: true,
    touches: () => NOTHING,
    begin: (machine, _task, { request }) => sleepUntil(machine, request, 1, 0),
    guard: (machine, task, _args, [until]) => lookAtClock(machine, task, until, 'nanosleep'),
    act: () => 0,
    interrupted: (machine, task, { remaining }, [until], caught) =>
      caught ? tellRest(machine, task, remaining, until) : null,
  }),

  clock_nanosleep: call({
    args: { clock: 'int', flags: 'int', request: 'timespec', remaining: 'pointer' },
    restarts: 'never',
    isCancellationPoint: true,
    touches: () => NOTHING,
    begin: (machine, _task, { clock, flags, request }) => sleepUntil(machine, request, clock, flags),
    guard: (machine, task, _args, [until]) => lookAtClock(machine, task, until, 'clock_nanosleep'),
    act: () => 0,
    interrupted(machine, task, { flags, remaining }, [until], caught) {
      if (!caught) return null
      return flags & TIMER_ABSTIME ? -ERRNO.EINTR : tellRest(machine, task, remaining, until)
    },
  }),

  clock_gettime: call({
    args: { clock: 'int', out: 'pointer' },
    touches: () => EVERYTHING,
    act(machine, task, { clock, out }) {
      const ns = readClock(machine, task, clock)
      if (ns === null) return -ERRNO.EINVAL
      return writeTimespec(machine, task, out, ns, clockBase(clock)) ? 0 : -ERRNO.EFAULT
    },
  }),

  clock_settime: call({
    args: { clock: 'int', time: 'pointer' },
    touches: () => NOTHING,
    act(_machine, _task, { clock }) {
      return clock === 0 ? -ERRNO.EPERM : -ERRNO.EINVAL
    },
  }),

  times: call({
    args: { out: 'pointer' },
    touches: () => EVERYTHING,
    act(machine, task, { out }) {
      const process = processOf(machine, task)
      if (out !== 0) {
        const bytes = new Uint8Array(32)
        putI64(bytes, 0, Math.floor(process.cpu / TICK))
        putI64(bytes, 16, Math.floor(process.childrenCpu / TICK))
        if (!writeUser(machine, task, out, bytes)) return -ERRNO.EFAULT
      }
      return Math.floor(machine.state.now / TICK)
    },
  }),

  getrusage: call({
    args: { who: 'int', out: 'pointer' },
    touches: () => EVERYTHING,
    act(machine, task, { who, out }) {
      const process = processOf(machine, task)
      if (who !== 0 && who !== 1 && who !== -1) return -ERRNO.EINVAL
      const bytes =
        who === -1
          ? usageOf({ ...process, minorFaults: 0 }, process.childrenCpu)
          : usageOf(process, who === 1 ? task.running : process.cpu)
      return writeUser(machine, task, out, bytes) ? 0 : -ERRNO.EFAULT
    },
  }),
} satisfies RowTable

/** The moment at which a sleep is over. */
function sleepUntil(
  machine: Machine,
  request: Timespec | null,
  clock: number,
  flags: number,
): readonly number[] | number {
  if (clock !== 0 && clock !== 1 && clock !== 7) return -ERRNO.EINVAL
  if (request === null) return -ERRNO.EFAULT
  const absolute = (flags & TIMER_ABSTIME) !== 0
  const ns = nanosecondsOf(request, absolute ? clockBase(clock) : 0)
  if (Number.isNaN(ns)) return -ERRNO.EINVAL
  return [absolute ? ns : machine.state.now + ns]
}

function lookAtClock(machine: Machine, task: Task, until = 0, by: string): Look<null> {
  if (task.timedOut || until <= machine.state.now) return GO
  return wait([], { call: by, object: null, task: null }, until)
}

/** A handler has ended the sleep: how much of it was left. */
function tellRest(machine: Machine, task: Task, address: number, until = 0): number {
  // Linux has put off the wake-up by up to its timer slack.
  const left = Math.max(0, until - machine.state.now - TIMER_SLACK)
  if (address !== 0 && !writeTimespec(machine, task, address, left)) return -ERRNO.EFAULT
  return -ERRNO.EINTR
}
