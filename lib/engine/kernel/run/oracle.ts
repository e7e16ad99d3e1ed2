/**
 * The one seam for who decides. A machine is deterministic but for what an oracle answers: which task goes on next on
 * which core, for how long, what becomes of it then, and which of several waiters is woken (`pickWaiter` in state/draw.ts,
 * which the rooms below reach). The policies answer, a schedule that is followed, or somebody who chooses. An oracle
 * keeps nothing of its own: all that it goes by is in the state, so that a snapshot or a mark holds it too.
 */
import type { Machine, Task } from '../state/machine'
import type { Slice } from '../state/run-state'

/**
 * When an oracle is asked what becomes of a task: a piece of its slice is done, it is off its core (asleep, stopped or
 * ended), it gives its core away (sched_yield), or it stopped before an operation that its slice does not allow.
 */
export type Moment = 'piece' | 'off' | 'yield' | 'stopped'

export type Oracle = {
  /** Puts the task that is next on a core, and says for how many visible operations. Null: nobody can run now. */
  readonly pick: (machine: Machine) => Slice | null
  /** Others may have become ready beside a slice that was unlimited: says how much is left of it. */
  readonly length: (machine: Machine, slice: Slice) => void
  /** Ends the slice if it is over, and decides what becomes of its task. */
  readonly after: (machine: Machine, slice: Slice, task: Task, moment: Moment) => void
}
