/** Wake-ups that nobody was there for: neither a condition variable nor a futex remembers one, so who waits afterwards has missed it. */
import { callAhead } from '../kernel/run/next-operation'
import type { Machine, Task, WaitKey } from '../kernel/state/machine'
import { KEY, sleepersOn } from '../kernel/state/wait-queue'
import { objectKey } from '../kernel/sync/user-object'
import { type SourceLine, sourceLine } from './story'

/** By what it was for, where the last wake-up was since which nobody was woken there. */
export type LostWakes = Map<WaitKey, SourceLine>

const WAKES: Readonly<Record<string, number>> = {
  cond_signal: KEY.condvar,
  cond_broadcast: KEY.condvar,
  futex: KEY.futex,
}
/** `futex(2)`'s operation that wakes, below its flags. */
const [FUTEX_WAKE, OPERATION] = [1, 127]

/** Notes what a task is about to do, if it is a wake-up: whether anybody is there for it. Changes nothing of the machine. */
export function noteLostWake(machine: Machine, task: Task, lost: LostWakes): void {
  const pending = task.pending === null ? callAhead(machine, task) : null
  const kind = pending && WAKES[pending.call]
  if (!pending || kind === null || kind === undefined) return
  const [address = 0, operation = 0] = pending.args
  if (pending.call === 'futex' && (operation & OPERATION) !== FUTEX_WAKE) return
  const key = objectKey(machine, task, address, kind)
  if (key === null) return
  if (sleepersOn(machine, key).length > 0) lost.delete(key)
  else lost.set(key, sourceLine(machine, task))
}

/** Where the wake-up was that a task has missed which waits; null: none. */
export function lostWakeOf({ waitKeys }: Task, lost: LostWakes): SourceLine | null {
  for (const key of waitKeys) {
    const place = lost.get(key)
    if (place !== undefined) return place
  }
  return null
}
