/** Condition variables, without spurious wake-ups: who sleeps goes on only when a signal was meant for it, or in time. */

import { readI32, readTimespec, writeI32 } from '../memory/user-memory'
import { clockBase } from '../state/clock'
import { pickWaiter } from '../state/draw'
import { edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import { CONDVAR } from '../state/layout'
import { type Machine, type Task, taskAt } from '../state/machine'
import { type HandlerTable, long } from '../state/syscall-arguments'
import { BLOCK_AFTER_EFFECT, block, enterPhase, INTERRUPTED, KEY, wakeTask } from '../state/wait-queue'
import { isCancelled, takeCancellation } from './cancel'
import { lockMutex, unlockMutex } from './mutex'
import { badObject, physicalKey } from './user-object'

/** Halves of a wait: asleep on the condition variable, then (signalled, or out of time) waiting for the mutex. */
const ASLEEP = 1
const SIGNALLED = 2
const TIMED_OUT = 3
const CANCELLING = 4

export const CONDVAR_CALLS: HandlerTable = {
  cond_wait: (machine, task, args) => waitOn(machine, task, args, 'pthread_cond_wait'),
  cond_timedwait: (machine, task, args) => waitOn(machine, task, args, 'pthread_cond_timedwait'),

  cond_signal(machine, task, args) {
    return signalSome(machine, task, long(args, 0), 1)
  },

  cond_broadcast(machine, task, args) {
    return signalSome(machine, task, long(args, 0), Infinity)
  },

  cond_destroy(machine, task, args) {
    const key = physicalKey(machine, task, long(args, 0), KEY.condvar)
    if (key === null) return badObject(machine, task, long(args, 0))
    return 0
  },
}

function waitOn(machine: Machine, task: Task, args: readonly number[], call: string): number {
  const condvar = long(args, 0)
  const mutex = long(args, 1)
  const phase = task.pending?.phase ?? 0
  if (phase > ASLEEP) return finishWait(machine, task, mutex, call, phase)
  const key = physicalKey(machine, task, condvar, KEY.condvar)
  if (key === null) return badObject(machine, task, condvar)
  const deadline = call === 'pthread_cond_wait' ? Infinity : deadlineOf(machine, task, condvar, long(args, 2))
  if (Number.isNaN(deadline)) return -ERRNO.EINVAL
  const reason = { call, object: 'condition variable', task: null, address: condvar }
  if (phase === ASLEEP) return goOnSleeping(machine, task, mutex, key, call, deadline, reason)
  if (!task.pending) return -ERRNO.EINVAL
  if (deadline <= machine.state.now) return -ERRNO.ETIMEDOUT
  const released = unlockMutex(machine, task, mutex)
  if (released < 0) return released
  const sequence = (readI32(machine, task, condvar + CONDVAR.sequence) ?? 0) + 1
  writeI32(machine, task, condvar + CONDVAR.sequence, sequence)
  enterPhase(machine, task, task.pending, ASLEEP, [sequence])
  edit(machine, task).interrupted = false
  block(machine, task, [key], reason, deadline)
  return BLOCK_AFTER_EFFECT
}

function goOnSleeping(
  machine: Machine,
  task: Task,
  mutex: number,
  key: number,
  call: string,
  deadline: number,
  reason: { call: string; object: string; task: null; address: number },
): number {
  if (!task.timedOut && !isCancelled(task)) {
    const result = block(machine, task, [key], reason, deadline)
    return result === INTERRUPTED ? INTERRUPTED : result
  }
  // Out of time: from now on only the mutex is waited for, and no signal can be taken from another waiter.
  if (machine.probing) return lockMutex(machine, task, mutex, call, Infinity)
  const phase = task.timedOut ? TIMED_OUT : CANCELLING
  if (task.pending) enterPhase(machine, task, task.pending, phase, [])
  edit(machine, task).timedOut = false
  return finishWait(machine, task, mutex, call, phase)
}

/** The mutex is held again whenever the wait ends, cancelled or not. */
function finishWait(machine: Machine, task: Task, mutex: number, call: string, phase: number): number {
  const result = lockMutex(machine, task, mutex, call, Infinity)
  if (result !== 0 || machine.probing) return result
  if (phase === CANCELLING) return takeCancellation(machine, task)
  return phase === TIMED_OUT ? -ERRNO.ETIMEDOUT : 0
}

function deadlineOf(machine: Machine, task: Task, condvar: number, timespec: number): number {
  const clock = readI32(machine, task, condvar + CONDVAR.clock) ?? 0
  return readTimespec(machine, task, timespec, clockBase(clock)) ?? Number.NaN
}

/** Lets up to `count` of the waiters go on; which one of several is drawn from the seed. One that has been cancelled takes
 *  no signal from the others (POSIX, pthread_cond_wait). */
function signalSome(machine: Machine, task: Task, condvar: number, count: number): number {
  const key = physicalKey(machine, task, condvar, KEY.condvar)
  if (key === null) return badObject(machine, task, condvar)
  const waiting = machine.state.live
    .map((index) => taskAt(machine, index))
    .filter((t) => t.pending?.phase === ASLEEP && t.waitKeys.includes(key) && !isCancelled(t))
    .sort((a, b) => (a.pending?.data[0] ?? 0) - (b.pending?.data[0] ?? 0))
  for (let i = 0; i < count && waiting.length > 0; i++) {
    const [chosen] = waiting.splice(count === Infinity ? 0 : pickWaiter(machine, waiting.length), 1)
    if (!chosen?.pending) break
    enterPhase(machine, chosen, chosen.pending, SIGNALLED, [])
    const draft = edit(machine, chosen)
    draft.wakeAt = Infinity
    draft.timedOut = false
    waitForMutex(machine, chosen)
    wakeTask(machine, chosen, task)
  }
  return 0
}

/** It now sleeps on the mutex: if it cannot have it yet, its unlocking must find the sleeper. */
function waitForMutex(machine: Machine, task: Task): void {
  const mutex = task.pending?.args[1] ?? 0
  const key = physicalKey(machine, task, mutex)
  if (key !== null) edit(machine, task).waitKeys = [key]
}
