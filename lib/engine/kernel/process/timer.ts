/** POSIX timers. */

import { getI32, getI64, readUser, writeI32, writeTimespec } from '../memory/user-memory'
import {
  addTimer,
  arm,
  CPU_CLOCKS,
  dropTimer,
  NOTIFY,
  nowOf,
  restOf,
  timerOf,
} from '../signal/interval-timer'
import { checkSignal, SIGALRM } from '../signal/signal'
import { call, go, type RowTable, wait } from '../state/call'
import { clockBase, SECOND } from '../state/clock'
import { edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import { EVERYTHING } from '../state/footprint'
import { type Machine, type Process, processOf, type Task } from '../state/machine'
import type { KernelTimer } from '../state/timer-state'
import { KEY, keyOf } from '../state/wait-queue'

const TIMER_ABSTIME = 1
/** The most that timer_getoverrun tells (limits.h). */
const DELAYTIMER_MAX = 0x7fff_ffff

const CLOCKS: readonly number[] = [0, 1, 7, ...CPU_CLOCKS]

export const TIMER_CALLS = {
  timer_create: call({
    args: { clock: 'int', event: 'pointer', out: 'pointer' },
    touches: () => EVERYTHING,
    act(machine, task, { clock, event: address, out }) {
      if (!CLOCKS.includes(clock)) return -ERRNO.EINVAL
      const process = processOf(machine, task)
      const number = freeNumber(machine, process)
      const event = address === 0 ? null : readUser(machine, task, address, 20)
      if (address !== 0 && !event) return -ERRNO.EFAULT
      const notify = event ? getI32(event, 12) : NOTIFY.signal
      const signal = event ? getI32(event, 8) : SIGALRM
      if (!(Object.values(NOTIFY) as number[]).includes(notify)) return -ERRNO.EINVAL
      const isSent = notify === NOTIFY.signal || notify === NOTIFY.task
      if (isSent && (signal < 1 || checkSignal(signal) < 0)) return -ERRNO.EINVAL
      if (!writeI32(machine, task, out, number)) return -ERRNO.EFAULT
      addTimer(machine, task, {
        pid: process.pid,
        number,
        clock,
        usesCpu: CPU_CLOCKS.includes(clock),
        notify,
        signal,
        value: event ? getI64(event, 0) : number,
        tid: event && notify === NOTIFY.task ? getI32(event, 16) : 0,
      })
      return 0
    },
  }),

  timer_settime: call({
    args: { timer: 'int', flags: 'int', value: 'pointer', old: 'pointer' },
    touches: () => EVERYTHING,
    act(machine, task, { timer: number, flags, value, old }) {
      const timer = timerOf(machine, task, number)
      if (!timer?.owner) return -ERRNO.EINVAL
      const bytes = readUser(machine, task, value, 32)
      if (!bytes) return -ERRNO.EFAULT
      const [seconds, ns] = [getI64(bytes, 16), getI64(bytes, 24)]
      if (seconds < 0 || !isFraction(ns) || getI64(bytes, 0) < 0 || !isFraction(getI64(bytes, 8)))
        return -ERRNO.EINVAL
      if (old !== 0 && !writeRest(machine, task, old, timer)) return -ERRNO.EFAULT
      const isAbsolute = (flags & TIMER_ABSTIME) !== 0
      const base = isAbsolute ? -clockBase(timer.owner.clock) * SECOND : nowOf(machine, timer)
      const at = seconds === 0 && ns === 0 ? Infinity : seconds * SECOND + ns + base
      arm(machine, task, timer, at, getI64(bytes, 0) * SECOND + getI64(bytes, 8))
      return 0
    },
  }),

  timer_gettime: call({
    args: { timer: 'int', out: 'pointer' },
    touches: () => EVERYTHING,
    act(machine, task, { timer: number, out }) {
      const timer = timerOf(machine, task, number)
      if (!timer) return -ERRNO.EINVAL
      return writeRest(machine, task, out, timer) ? 0 : -ERRNO.EFAULT
    },
  }),

  timer_getoverrun: call({
    args: { timer: 'int' },
    touches: () => EVERYTHING,
    act(machine, task, { timer: number }) {
      const timer = timerOf(machine, task, number)
      return timer ? Math.min(timer.overrun, DELAYTIMER_MAX) : -ERRNO.EINVAL
    },
  }),

  timer_delete: call({
    args: { timer: 'int' },
    touches: () => EVERYTHING,
    act(machine, task, { timer: number }) {
      const timer = timerOf(machine, task, number)
      if (!timer) return -ERRNO.EINVAL
      dropTimer(machine, processOf(machine, task), timer)
      return 0
    },
  }),

  timer_wait: call({
    args: { timer: 'int' },
    fromLibrary: { waits: false },
    touches: () => EVERYTHING,
    guard(machine, task, { timer: number }) {
      const timer = timerOf(machine, task, number)
      if (!timer) return -ERRNO.EINVAL
      if (timer.expirations > 0) return go(timer)
      return wait([keyOf(KEY.timer, timer.id)], { call: 'timer_wait', object: 'timer', task: null })
    },
    act(machine, _task, _args, timer) {
      edit(machine, timer).expirations = 0
      return 1
    },
  }),
} satisfies RowTable

function freeNumber(machine: Machine, process: Process): number {
  const taken = [...machine.state.timers.values()]
    .filter((timer) => timer.owner?.pid === process.pid)
    .map((timer) => timer.owner?.number)
  let number = 0
  while (taken.includes(number)) number++
  return number
}

function writeRest(machine: Machine, task: Task, address: number, timer: KernelTimer): boolean {
  return (
    writeTimespec(machine, task, address, timer.interval) &&
    writeTimespec(machine, task, address + 16, restOf(machine, timer))
  )
}

function isFraction(ns: number): boolean {
  return ns >= 0 && ns < SECOND
}
