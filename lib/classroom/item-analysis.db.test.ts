import { expect, test } from 'vitest'
import type { Viewer } from '@/lib/auth/viewer'
import { itemStatistics, reliability } from '@/lib/quiz/analysis'
import { mulberry32 } from '@/lib/quiz/order'
import { isCorrect } from '@/lib/quiz/score'
import { itemAnalysisOf, partsOfClass } from './item-analysis'
import { joinClassroom, leaveClassroom } from './membership'
import { account, choose, newClass } from './test-class'

const both = (text: string) => ({ ko: text, en: text })
const LESSONS = [
  { slug: 'fork', title: both('fork'), itemIds: ['fork.one', 'fork.two', 'fork.three'] },
  { slug: 'pipe', title: both('pipe'), itemIds: ['pipe.one', 'pipe.two'] },
]

const answers = (viewer: Viewer, itemId: string, thirds: number) =>
  choose(viewer, itemId, `o${thirds}`, { earned: thirds, total: 3 }, { hintsShown: thirds === 1 ? 1 : 0 })

test('the figures are those of the first answers of who learns in the class, and of nobody else', async () => {
  const roll = mulberry32(11)
  const { id, code, teacher } = await newClass()
  // Staff, and who has left, answer everything and are in no figure.
  const gone = await account()
  await joinClassroom(gone, { code, displayName: '떠난 사람' })
  for (const one of [teacher, gone])
    for (const itemId of LESSONS.flatMap((lesson) => lesson.itemIds)) await answers(one, itemId, 3)
  await leaveClassroom(gone, id)

  const shares: (number | null)[][] = []
  for (let i = 0; i < 14; i++) {
    const learner = await account()
    await joinClassroom(learner, { code, displayName: `학습자 ${i}` })
    const row: (number | null)[] = []
    for (const itemId of LESSONS.flatMap((lesson) => lesson.itemIds)) {
      const thirds = roll() < 0.15 ? null : Math.floor(roll() * 4)
      row.push(thirds === null ? null : thirds / 3)
      if (thirds === null) continue
      await answers(learner, itemId, thirds)
      // What comes later changes no first answer.
      await answers(learner, itemId, 3)
    }
    shares.push(row)
  }
  const analysis = await itemAnalysisOf(teacher, id, LESSONS)
  const expected = itemStatistics(shares, (share) => isCorrect(share, 1))
  expect(analysis?.learners).toBe(14)
  for (const [i, row] of analysis!.items.entries()) {
    const { itemId, slug, neverTried, ...figures } = row
    expect(slug).toBe(itemId.split('.')[0])
    expect(neverTried).toBe(14 - figures.n)
    for (const key of ['n', 'difficulty', 'firstTry', 'itemRest', 'discrimination'] as const)
      expect(figures[key], `${itemId} ${key}`).toBeCloseTo(expected[i]![key]!, 12)
  }
  const pipe = reliability(shares.map((row) => row.slice(3)))
  expect(analysis?.quizzes.get('pipe')?.n).toBe(pipe.n)
  expect(analysis?.quizzes.get('pipe')?.alpha).toBeCloseTo(pipe.alpha!, 12)
  // Every first answer has one option: the aggregates count as many as the figures do.
  const counted = await partsOfClass(teacher, id, 'fork.one')
  const first = shares.map((row) => row[0])
  expect(counted?.answered).toBe(analysis?.items[0]?.n)
  expect(counted?.hinted).toBe(first.filter((share) => share === 1 / 3).length)
  for (const { part, learners } of counted!.parts)
    expect(learners, part).toBe(
      first.filter((share) => share !== null && `o${Math.round(share! * 3)}` === part).length,
    )
  // Nobody who does not teach it sees any of it.
  for (const other of [gone, await account()]) {
    expect(await itemAnalysisOf(other, id, LESSONS)).toBe(null)
    expect(await partsOfClass(other, id, 'fork.one')).toBe(null)
  }
})
