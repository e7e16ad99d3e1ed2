/** Condition variables, without spurious wake-ups: who sleeps goes on only when a signal was meant for it, or in time. */

import { renewKeys } from '../memory/argument'
import { touchMemory } from '../memory/footprint'
import { getI32 } from '../memory/user-memory'
import {
  call,
  callInPhases,
  GO,
  type Look,
  type Outcome,
  type RowTable,
  type Timespec,
  wait,
} from '../state/call'
import { isCancelled, takeCancellation } from '../state/cancellation'
import { pickWaiter } from '../state/draw'
import { edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import type { Touch } from '../state/footprint'
import { CONDVAR } from '../state/layout'
import type { WaitKey } from '../state/machine'
import { type Machine, type Task, taskAt } from '../state/machine'
import { enterPhase, KEY, wakeTask } from '../state/wait-queue'
import { lookAtMutex, takeMutex, touchMutex, unlockMutex } from './mutex'
import { badObject, claim, deadlineOf, destroyObject, objectKey, seeObject } from './user-object'

/** A wait has released the mutex and sleeps; then a signal has come, and it wants the mutex back. */
const ASLEEP = 1
const SIGNALLED = 2

type Waiting = { readonly condvar: number; readonly mutex: number; readonly until: Timespec | null }

export const CONDVAR_CALLS = {
  cond_wait: callInPhases({
    args: { condvar: 'object', mutex: 'object' },
    shownAs: 'pthread_cond_wait',
    fromLibrary: { waits: true },
    restarts: 'always',
    orders: (_machine, _task, _args, phase) => ({ mutex: phase === 0 ? 'release' : 'acquire' }),
    touches: (machine, task, args) => touchBoth(machine, task, { ...args, until: null }),
    phases: [
      {
        guard: (machine, task, args) => lookBefore(machine, task, { ...args, until: null }),
        act: (machine, task, args) => release(machine, task, args),
      },
      {
        guard: (machine, task, args) =>
          lookAsleep(machine, task, { ...args, until: null }, 'pthread_cond_wait'),
        act: (machine, task, args) => giveUp(machine, task, args),
      },
      {
        guard: (machine, task, { mutex }) => lookAtMutex(machine, task, mutex, 'pthread_cond_wait'),
        act: (machine, task, { mutex }) => takeMutex(machine, task, mutex),
      },
    ],
  }),

  cond_timedwait: callInPhases({
    args: { condvar: 'object', mutex: 'object', until: 'timespec' },
    shownAs: 'pthread_cond_timedwait',
    shows: 2,
    fromLibrary: { waits: true },
    restarts: 'always',
    orders: (_machine, _task, _args, phase) => ({ mutex: phase === 0 ? 'release' : 'acquire' }),
    touches: (machine, task, args) => touchBoth(machine, task, args),
    phases: [
      {
        guard: (machine, task, args) => lookBefore(machine, task, args),
        act: (machine, task, args) => release(machine, task, args),
      },
      {
        guard: (machine, task, args) => lookAsleep(machine, task, args, 'pthread_cond_timedwait'),
        act: (machine, task, args) => giveUp(machine, task, args),
      },
      {
        guard: (machine, task, { mutex }) => lookAtMutex(machine, task, mutex, 'pthread_cond_timedwait'),
        act: (machine, task, { mutex }) => takeMutex(machine, task, mutex),
      },
    ],
  }),

  cond_signal: call({
    args: { condvar: 'object' },
    shownAs: 'pthread_cond_signal',
    fromLibrary: { waits: false },
    choices: (machine, task, { condvar }) => waitersOn(machine, task, condvar).length || 1,
    touches: (machine, task, { condvar }) => touchMemory(machine, task, condvar, CONDVAR.size, 'write'),
    act: (machine, task, { condvar }) => signalSome(machine, task, condvar, 1),
  }),

  cond_broadcast: call({
    args: { condvar: 'object' },
    shownAs: 'pthread_cond_broadcast',
    fromLibrary: { waits: false },
    touches: (machine, task, { condvar }) => touchMemory(machine, task, condvar, CONDVAR.size, 'write'),
    act: (machine, task, { condvar }) => signalSome(machine, task, condvar, Infinity),
  }),

  cond_destroy: call({
    args: { condvar: 'object' },
    shownAs: 'pthread_cond_destroy',
    fromLibrary: { waits: false },
    touches: (machine, task, { condvar }) => touchMemory(machine, task, condvar, CONDVAR.size, 'write'),
    act: (machine, task, { condvar }) => destroyObject(machine, task, condvar, CONDVAR.destroyed),
  }),
} satisfies RowTable

function touchBoth(machine: Machine, task: Task, { condvar, mutex }: Waiting): readonly Touch[] {
  return [...touchMemory(machine, task, condvar, CONDVAR.size, 'write'), ...touchMutex(machine, task, mutex)]
}

/** A time that is over already, or is none, lets nothing be released. */
function lookBefore(machine: Machine, task: Task, { condvar, until }: Waiting): Look<null> {
  const deadline = deadlineIn(machine, task, condvar, until)
  if (Number.isNaN(deadline)) return -ERRNO.EINVAL
  return deadline <= machine.state.now ? -ERRNO.ETIMEDOUT : GO
}

function release(
  machine: Machine,
  task: Task,
  { condvar, mutex }: { readonly condvar: number; readonly mutex: number },
): Outcome {
  if (!claim(machine, task, condvar)) return badObject(machine, task, condvar)
  const released = unlockMutex(machine, task, mutex)
  if (released < 0) return released
  // Their places in the queue, counted anew, so that to wait again and again makes no new states.
  const waiting = waitersOn(machine, task, condvar)
  for (const [i, other] of waiting.entries())
    if (other.pending?.data[0] !== i + 1) enterPhase(machine, other, ASLEEP, [i + 1])
  return { phase: ASLEEP, data: [waiting.length + 1] }
}

/** Asleep until a signal moves it on. Out of time or cancelled, only the mutex is waited for. */
function lookAsleep(machine: Machine, task: Task, args: Waiting, by: string): Look<null> {
  const { condvar, mutex, until } = args
  if (isOver(task)) return lookAtMutex(machine, task, mutex, by)
  const key = objectKey(machine, task, condvar, KEY.condvar)
  if (key === null) return GO
  const reason = { call: by, object: 'condition variable', task: null, address: condvar }
  return wait([key], reason, deadlineIn(machine, task, condvar, until))
}

/** The mutex is held again whenever the wait ends, cancelled or not. */
function giveUp(
  machine: Machine,
  task: Task,
  { condvar, mutex }: { readonly condvar: number; readonly mutex: number },
): number {
  if (!isOver(task)) return badObject(machine, task, condvar)
  const cancelled = !task.timedOut
  const result = takeMutex(machine, task, mutex)
  if (result !== 0) return result
  return cancelled ? takeCancellation(machine, task) : -ERRNO.ETIMEDOUT
}

/** A wait that ends without a signal. */
function isOver(task: Task): boolean {
  return task.timedOut || isCancelled(task)
}

function deadlineIn(machine: Machine, task: Task, condvar: number, until: Timespec | null): number {
  if (until === null) return Infinity
  const clock = seeObject(machine, task, condvar + CONDVAR.clock, 4)
  return deadlineOf(until, clock ? getI32(clock, 0) : 0)
}

/** Who sleeps on a condition variable, the first to come first. One that has been cancelled, or whose time is over, takes
 *  no signal from the others (POSIX, pthread_cond_wait). */
function waitersOn(machine: Machine, task: Task, condvar: number): Task[] {
  const key = objectKey(machine, task, condvar, KEY.condvar)
  if (key === null) return []
  return machine.state.live
    .map((index) => taskAt(machine, index))
    .filter((other) => isAsleepOn(other, key))
    .sort((a, b) => (a.pending?.data[0] ?? 0) - (b.pending?.data[0] ?? 0))
}

function isAsleepOn(task: Task, key: WaitKey): boolean {
  return task.pending?.phase === ASLEEP && task.waitKeys.includes(key) && !isOver(task)
}

/** Lets up to `count` of the waiters go on; which one of several is drawn from the seed. */
function signalSome(machine: Machine, task: Task, condvar: number, count: number): number {
  if (!claim(machine, task, condvar)) return badObject(machine, task, condvar)
  const waiting = waitersOn(machine, task, condvar)
  for (let i = 0; i < count && waiting.length > 0; i++) {
    const [chosen] = waiting.splice(count === Infinity ? 0 : pickWaiter(machine, waiting.length), 1)
    if (!chosen) break
    endWait(machine, chosen, task)
  }
  return 0
}

/** A waiter goes on to take its mutex. `by` null: nobody has signalled, which POSIX allows (a spurious wake-up). */
export function endWait(machine: Machine, waiter: Task, by: Task | null): void {
  enterPhase(machine, waiter, SIGNALLED, [])
  const draft = edit(machine, waiter)
  draft.wakeAt = Infinity
  draft.timedOut = false
  renewKeys(machine, waiter)
  wakeTask(machine, waiter, by)
}

/** Whether a task waits on a condition variable for a signal. */
export function awaitsSignal(task: Task): boolean {
  const { pending } = task
  const waits = pending?.call === 'cond_wait' || pending?.call === 'cond_timedwait'
  return waits && pending.phase === ASLEEP && !isOver(task)
}
