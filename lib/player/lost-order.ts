import type { Recording } from '@/lib/engine'
import { scheduleFault, schedulePart } from '@/lib/engine/core'
import type { RunInput } from './session'

/** Why a run is not in the order that was asked for, and where in it.
 *  `unread`: from a character on it is none, and the policy chose all; `nobody`: a part names a task that the program never has;
 *  `unfit`: a part asks for what its task cannot do then. Such a part was left out. */
export type LostOrder = {
  readonly why: 'unread' | 'nobody' | 'unfit'
  /** Which character, or which part: counted from 1. */
  readonly at: number
  /** What is written there. */
  readonly part: string
}

/** Characters of what cannot be read that are shown. */
const MOST_SHOWN = 12

/** Of a run and what it was opened with; null where it is in the order that was asked for, or none was. */
export function lostOrderOf({ schedule }: RunInput, { result }: Recording): LostOrder | null {
  const fault = schedule === '' ? null : scheduleFault(schedule)
  if (fault !== null) return { why: 'unread', at: fault + 1, part: schedule.slice(fault, fault + MOST_SHOWN) }
  if (result.misfit === null) return null
  const { task, text } = schedulePart(schedule, result.misfit)
  const isThere = task < result.metrics.tasks.length
  return { why: isThere ? 'unfit' : 'nobody', at: result.misfit + 1, part: text }
}
