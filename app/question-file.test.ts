/** Every question of a lesson is in its file, as the format reads it, or named as not in it. */
import { expect, test, vi } from 'vitest'
import { itemsOf } from '@/lib/content/quiz'
import { questionsOf } from '@/lib/exchange/from-item'
import { readGift } from '@/lib/exchange/gift-read'
import { readMoodleXml } from '@/lib/exchange/moodle-read'
import { NOTHING_WITHHELD } from '@/lib/progress/assignment'
import { QUESTION_FORMATS, questionFile } from './question-file'

vi.mock('@/lib/content/folder', async (original) => ({
  ...(await original<typeof import('@/lib/content/folder')>()),
  isKept: () => true,
}))

const NOTHING = { of: () => NOTHING_WITHHELD }
const LESSONS = ['process-vs-thread', 'fork', 'pages-and-tlb', 'race-and-mutex']
const READERS = { moodle: readMoodleXml, gift: readGift }

test.each(['ko', 'en'] as const)('questions in %s', (locale) => {
  for (const lesson of LESSONS) {
    const items = itemsOf(lesson)
    const { questions } = questionsOf(
      items.map((item) => ({ item, category: '' })),
      locale,
    )
    for (const format of ['moodle', 'gift'] as const) {
      const { text, refused } = questionFile(format, lesson, locale, NOTHING)
      const read = READERS[format](text)
      expect(read.faults).toEqual([])
      const names = read.questions.map(({ question }) => question.name)
      expect([...names, ...refused.map(({ name }) => name)].sort()).toEqual(items.map(({ id }) => id).sort())
      // GIFT has no word for points.
      const asked = questions
        .map(({ question }) => (format === 'gift' ? { ...question, points: 1 } : question))
        .filter(({ name }) => names.includes(name))
      expect(read.questions.map(({ question }) => question)).toEqual(asked)
      expect(new Set(read.questions.map(({ category }) => category)).size).toBe(1)
    }
  }
})

test('a choice keeps what is said to each option, its code and its points', () => {
  const item = itemsOf('process-vs-thread').find(({ kind }) => kind === 'choice')
  if (item?.kind !== 'choice') throw new Error('the lesson has no choice')
  const [made] = questionsOf([{ item, category: 'a' }], 'en').questions
  expect(made?.question).toMatchObject({ kind: 'choice', single: true, id: item.id })
  const options = made?.question.kind === 'choice' ? made.question.options : []
  expect(options.map(({ percent }) => percent)).toEqual(
    item.options.map(({ correct }) => (correct ? 100 : 0)),
  )
  expect(options.map(({ feedback }) => feedback !== null)).toEqual(
    item.options.map(({ feedback }) => feedback !== null),
  )
  expect(Object.keys(QUESTION_FORMATS)).toEqual(Object.keys(READERS))
})

test('what is withheld is named, and not in the file', () => {
  const id = itemsOf('process-vs-thread').find(({ kind }) => kind === 'choice')?.id ?? ''
  const withheld = { of: (itemId: string) => ({ score: false, key: itemId === id }) }
  const { text, refused } = questionFile('moodle', 'process-vs-thread', 'en', withheld)
  expect(refused).toContainEqual({ name: id, why: 'withheld' })
  expect(text).not.toContain(id)
})
