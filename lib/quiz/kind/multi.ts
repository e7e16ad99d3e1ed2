import type { KindRules } from '../grade'
import type { MultiItem } from '../item'
import { chosenOption } from './choice'

/** Every option that is right, and no other. */
export const multi: KindRules<'multi'> = {
  validate(asked, answer) {
    if (answer.options.length === 0) return 'unanswered'
    const isKnown = answer.options.every((id) => asked.options.some((o) => o.id === id))
    const isSet = new Set(answer.options).size === answer.options.length
    return isKnown && isSet ? null : 'ill-formed'
  },
  score(item, answer) {
    const chosen = item.options.filter((o) => answer.options.includes(o.id))
    return {
      state: 'scored',
      earned: earnedBy(item, answer.options),
      total: item.rubric.points,
      chosen: chosen.map(chosenOption),
    }
  },
  reveal(item) {
    const options = item.options.filter((o) => o.correct).map((o) => o.id)
    return { options, stdout: null, schedule: null }
  },
}

function earnedBy(item: MultiItem, chosen: readonly string[]): number {
  const right = item.options.filter((o) => o.correct)
  const hits = right.filter((o) => chosen.includes(o.id)).length
  const misses = chosen.length - hits
  if (hits === right.length && misses === 0) return item.rubric.points
  if (item.rubric.partial !== 'per-option') return 0
  return (item.rubric.points * Math.max(0, hits - misses)) / right.length
}
