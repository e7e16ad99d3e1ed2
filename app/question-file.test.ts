/** Every question of a lesson is in its file, as the format reads it, or named as not in it. */

import { strFromU8, unzipSync } from 'fflate'
import { expect, test, vi } from 'vitest'
import { itemsOf } from '@/lib/content/quiz'
import { questionsOf } from '@/lib/exchange/from-item'
import { readGift } from '@/lib/exchange/gift-read'
import { readMoodleXml } from '@/lib/exchange/moodle-read'
import { markQti, qtiFaults, responsesOf } from '@/lib/exchange/test-qti'
import { NOTHING_WITHHELD } from '@/lib/progress/assignment'
import type { Withholding } from '@/lib/progress/withheld-store'
import type { Answer, Item, ItemKind } from '@/lib/quiz/item'
import { rowOf } from '@/lib/quiz/kind/table'
import { mulberry32 } from '@/lib/quiz/order'
import { score } from '@/lib/quiz/score'
import {
  courseQuestions,
  notInFile,
  ownQuestions,
  QUESTION_FORMATS,
  type QuestionFormat,
  questionFile,
} from './question-file'

vi.mock('@/lib/content/folder', async (original) => ({
  ...(await original<typeof import('@/lib/content/folder')>()),
  isKept: () => true,
}))

const NOTHING = { of: () => NOTHING_WITHHELD }
const LESSONS = ['process-vs-thread', 'fork', 'pages-and-tlb', 'race-and-mutex']
const READERS = { moodle: readMoodleXml, gift: readGift }

async function fileOf(
  format: QuestionFormat,
  lesson: string,
  locale: 'ko' | 'en',
  withheld: Withholding = NOTHING,
) {
  const sources = courseQuestions(lesson)
  const body = await questionFile(format, sources, locale, withheld)
  return { body, refused: notInFile(format, sources, locale, withheld) }
}

test.each(['ko', 'en'] as const)('questions in %s', async (locale) => {
  for (const lesson of LESSONS) {
    const items = itemsOf(lesson)
    const { questions } = questionsOf(
      items.map((item) => ({ item, category: '' })),
      locale,
    )
    for (const format of ['moodle', 'gift'] as const) {
      const { body, refused } = await fileOf(format, lesson, locale)
      const read = READERS[format](String(body))
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

test('as QTI every question is in both languages, keeps the rules, and earns what it earns here', async () => {
  for (const lesson of LESSONS) {
    const items = itemsOf(lesson)
    const { body, refused } = await fileOf('qti', lesson, 'ko')
    const files = Object.entries(unzipSync(body as Uint8Array)).map(
      ([path, bytes]) => [path, strFromU8(bytes)] as const,
    )
    const written = items.filter(({ id }) => !refused.some(({ name }) => name === id))
    expect(refused.every(({ why }) => ['schedule', 'mend', 'nothing', 'orders'].includes(why))).toBe(true)
    expect(files.map(([path]) => path).sort()).toEqual(
      [
        ...['imsmanifest.xml', 'test.en.xml', 'test.ko.xml'],
        ...written.flatMap(({ id }) => [`items/${id}.en.xml`, `items/${id}.ko.xml`]),
      ].sort(),
    )
    for (const item of written)
      for (const locale of ['ko', 'en'] as const) {
        const xml = files.find(([path]) => path === `items/${item.id}.${locale}.xml`)?.[1] ?? ''
        expect([item.id, ...qtiFaults(xml)]).toEqual([item.id])
        if (item.kind === 'card') continue
        for (const answer of answersTo(item)) {
          const grade = score(item, answer, null)
          const earned = grade.state === 'scored' ? grade.earned : 0
          // QTI has no words for a part of these.
          const isPart = ['order', 'predict'].includes(item.kind) && earned < item.rubric.points
          const { score: got } = markQti(xml, responsesOf(answer))
          expect([item.id, got]).toEqual([item.id, expect.closeTo(isPart ? 0 : earned, 5)])
        }
      }
  }
})

function answersTo(item: Item): Answer[] {
  const row = rowOf<ItemKind>(item.kind)
  const roll = mulberry32(7)
  const wrong = [1, 2, 3].flatMap(() => row.wrong(item, roll) ?? [])
  const right = row.right(item)
  return right ? [right, ...wrong] : wrong
}

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
})

test.each(Object.keys(QUESTION_FORMATS) as QuestionFormat[])(
  'what a class wrote is prepared once, not at each look (%s)',
  (format) => {
    const [item] = itemsOf('process-vs-thread').filter(({ kind }) => kind === 'choice')
    if (!item) throw new Error('the lesson has no choice')
    const rows = (id: string) => [{ item: { ...item, id }, locale: 'en' as const }]
    const refused = vi.spyOn(QUESTION_FORMATS[format], 'refused')
    for (const id of ['own.1', 'own.1', 'own.2', 'own.1'])
      expect(notInFile(format, ownQuestions(rows(id)), 'en', NOTHING)).toEqual([])
    expect(refused).toHaveBeenCalledTimes(2)
    refused.mockRestore()
  },
)

test.each(Object.keys(QUESTION_FORMATS) as QuestionFormat[])(
  'what is withheld is named, and not in the file (%s)',
  async (format) => {
    const id = itemsOf('process-vs-thread').find(({ kind }) => kind === 'choice')?.id ?? ''
    const withheld = { of: (itemId: string) => ({ score: false, key: itemId === id }) }
    const textOf = (body: string | Uint8Array) =>
      typeof body === 'string'
        ? body
        : JSON.stringify(Object.entries(unzipSync(body)).map(([path, one]) => [path, strFromU8(one)]))
    const { body, refused } = await fileOf(format, 'process-vs-thread', 'en', withheld)
    expect(refused).toContainEqual({ name: id, why: 'withheld' })
    expect(textOf(body)).not.toContain(id)
    expect(textOf((await fileOf(format, 'process-vs-thread', 'en')).body)).toContain(id)
  },
)
