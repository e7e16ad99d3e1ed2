import { comparable, type KindRules, remedyFor } from '../grade'
import type { PredictItem } from '../item'

/** The longest output that may be typed, in UTF-16 code units. */
export const MAX_PREDICTION = 4_000

/** What PostgreSQL cannot keep as text: a zero byte, half of a surrogate pair. */
const UNSTORABLE = /[\0\p{Cs}]/u

/** What the program will print, typed before it runs. */
export const predict: KindRules<'predict'> = {
  validate(_asked, answer) {
    if (answer.stdout.trim() === '') return 'unanswered'
    if (answer.stdout.length > MAX_PREDICTION) return 'too-long'
    return UNSTORABLE.test(answer.stdout) ? 'ill-formed' : null
  },
  score(item, answer) {
    const correct = comparable(answer.stdout) === comparable(item.key.stdout)
    const total = item.rubric.points
    const earned = correct ? total : partOf(item, answer.stdout)
    const chosen = { option: null, correct, stdout: answer.stdout, ...remedyFor(item, answer.stdout) }
    return { state: 'scored', earned, total, chosen: [chosen] }
  },
  reveal(item) {
    return { options: [], stdout: item.key.stdout, schedule: null }
  },
}

/** The share of lines in their place. Never all points: an answer with every line in place and more lines
 *  after them is still not what the program prints. */
function partOf(item: PredictItem, stdout: string): number {
  if (item.rubric.partial !== 'per-line') return 0
  const right = comparable(item.key.stdout).split('\n')
  const typed = comparable(stdout).split('\n')
  const inPlace = right.filter((line, i) => line === typed[i]).length
  return (item.rubric.points * inPlace) / Math.max(right.length, typed.length)
}
