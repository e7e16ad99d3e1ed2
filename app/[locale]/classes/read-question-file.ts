import { readGift } from '@/lib/exchange/gift-read'
import { readMoodleXml } from '@/lib/exchange/moodle-read'
import type { Fault } from '@/lib/exchange/question'
import { type TakeWords, takeQuestion } from '@/lib/own-item/take'
import type { Row } from './own-import-row'

/** What a file of questions holds, GIFT or Moodle XML. */
export function readQuestionFile(
  text: string,
  words: TakeWords,
): { readonly rows: readonly Row[]; readonly faults: readonly Fault[] } {
  const { questions, faults } = /^\s*\uFEFF?\s*</.test(text) ? readMoodleXml(text) : readGift(text)
  const rows = questions.map(({ question }, at): Row => {
    return { ...takeQuestion(question, words), at, name: question.name, state: 'read', faults: [] }
  })
  return { rows, faults }
}
