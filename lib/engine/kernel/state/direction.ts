/** Whether somebody else than the machine's own policy says who runs; of the oracles no more is asked outside of `run`. */
import type { Machine } from './machine'

/** Whether time stands still while somebody runs: for an explorer, and for a schedule that says so. */
export function standsStill({ timeStands, state }: Machine): boolean {
  return timeStands || state.script?.stands === true
}

/** Whether an explorer or a schedule chooses among the tasks, so that each that could go on is to be seen able to. */
export function isDirected({ timeStands, state }: Machine): boolean {
  return timeStands || state.script !== null
}
