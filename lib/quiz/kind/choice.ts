import type { KindRules } from '../grade'
import type { AnswerOption } from '../item'

/** One option of several. */
export const choice: KindRules<'choice'> = {
  validate(asked, answer) {
    if (answer.option === '') return 'unanswered'
    return asked.options.some((o) => o.id === answer.option) ? null : 'ill-formed'
  },
  score(item, answer) {
    const option = item.options.find((o) => o.id === answer.option)
    if (!option) return { state: 'invalid', why: 'ill-formed' }
    const total = item.rubric.points
    return { state: 'scored', earned: option.correct ? total : 0, total, chosen: [chosenOption(option)] }
  },
  reveal(item) {
    const options = item.options.filter((o) => o.correct).map((o) => o.id)
    return { options, stdout: null, schedule: null }
  },
}

/** An option as what the learner chose. */
export function chosenOption(option: AnswerOption) {
  const { id, correct, misconception, feedback, scene } = option
  return { option: id, correct, stdout: null, misconception, feedback, scene }
}
