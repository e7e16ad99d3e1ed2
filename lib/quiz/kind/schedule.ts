import { type KindRules, type Replayed, remedyFor } from '../grade'
import type { OutcomePredicate } from '../item'

/** The longest schedule that may be sent, in characters. */
export const MAX_SCHEDULE = 10_000

/** An order of execution that brings about what the stem asks for. The answer is replayed, never searched
 *  for: the cost is bounded by the item's own step budget. */
export const schedule: KindRules<'schedule'> = {
  validate(_asked, answer) {
    if (answer.schedule.trim() === '') return 'unanswered'
    if (answer.schedule.length > MAX_SCHEDULE) return 'too-long'
    return /^[\x20-\x7e]+$/.test(answer.schedule) ? null : 'ill-formed'
  },
  replay(item, answer) {
    const { source, config } = item.program
    return { source, config, schedule: answer.schedule, maxSteps: item.key.maxSteps }
  },
  score(item, _answer, run) {
    const total = item.rubric.points
    if (run === null || run.state === 'refused') return { state: 'invalid', why: 'ill-formed' }
    if (run.state === 'unfinished') return { state: 'unfinished', total }
    const correct = holds(item.key.outcome, run)
    const chosen = { option: null, correct, stdout: run.stdout, ...remedyFor(item, run.stdout) }
    return { state: 'scored', earned: correct ? total : 0, total, chosen: [chosen] }
  },
  reveal(item) {
    return { options: [], stdout: item.key.outcome.stdout, schedule: item.key.witness }
  },
}

function holds(wanted: OutcomePredicate, run: Extract<Replayed, { state: 'finished' }>): boolean {
  return (
    (wanted.stdout === null || wanted.stdout === run.stdout) &&
    (wanted.status === null || wanted.status === run.status) &&
    (wanted.deadlock === null || wanted.deadlock === run.deadlock)
  )
}
