import { expect, test } from 'vitest'
import type { Viewer } from '@/lib/auth/viewer'
import { groupsOf, itemStatistics, reliability } from '@/lib/quiz/analysis'
import { mulberry32 } from '@/lib/quiz/order'
import { isCorrect } from '@/lib/quiz/score'
import { itemAnalysisOf, itemOfClass } from './item-analysis'
import { partsOfClass } from './item-parts'
import { joinClassroom, leaveClassroom } from './membership'
import { account, choose, newClass } from './test-class'

const both = (text: string) => ({ ko: text, en: text })
const LESSONS = [
  { slug: 'fork', title: both('fork'), itemIds: ['fork.one', 'fork.two', 'fork.three'] },
  { slug: 'pipe', title: both('pipe'), itemIds: ['pipe.one', 'pipe.two'] },
]

type How = { readonly durationMs: number | null; readonly confidence: number | null }
const NO_TELLING: How = { durationMs: null, confidence: null }

const answers = (viewer: Viewer, itemId: string, thirds: number, how = NO_TELLING) =>
  choose(
    viewer,
    itemId,
    `o${thirds}`,
    { earned: thirds, total: 3 },
    { hintsShown: thirds === 1 ? 1 : 0, ...how },
  )

/** Between the two nearest, as R's type 7 has it. */
function quantile(sorted: readonly number[], part: number): number {
  const at = part * (sorted.length - 1)
  const [low = 0, high = low] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]]
  return low + (at - Math.floor(at)) * (high - low)
}

test('the figures are those of the first answers of who learns in the class, and of nobody else', async () => {
  const roll = mulberry32(11)
  const { id, code, teacher } = await newClass()
  // Staff, and who has left, answer everything and are in no figure.
  const gone = await account()
  await joinClassroom(gone, { code, displayName: '떠난 사람' })
  for (const one of [teacher, gone])
    for (const itemId of LESSONS.flatMap((lesson) => lesson.itemIds))
      await answers(one, itemId, 3, { durationMs: 1, confidence: 3 })
  await leaveClassroom(gone, id)

  const shares: (number | null)[][] = []
  const told: (How | null)[][] = []
  for (let i = 0; i < 14; i++) {
    const learner = await account()
    await joinClassroom(learner, { code, displayName: `학습자 ${i}` })
    const row: (number | null)[] = []
    const how: (How | null)[] = []
    for (const itemId of LESSONS.flatMap((lesson) => lesson.itemIds)) {
      const thirds = roll() < 0.15 ? null : Math.floor(roll() * 4)
      row.push(thirds === null ? null : thirds / 3)
      const one = {
        durationMs: roll() < 0.2 ? null : Math.floor(roll() * 90_000),
        confidence: roll() < 0.3 ? null : 1 + Math.floor(roll() * 3),
      }
      how.push(thirds === null ? null : one)
      if (thirds === null) continue
      await answers(learner, itemId, thirds, one)
      // What comes later changes no first answer.
      await answers(learner, itemId, 3, { durationMs: 1, confidence: 3 })
    }
    shares.push(row)
    told.push(how)
  }
  const analysis = await itemAnalysisOf(teacher, id, LESSONS)
  const expected = itemStatistics(shares, (share) => isCorrect(share, 1))
  expect(analysis?.learners).toBe(14)
  for (const [i, row] of analysis!.items.entries()) {
    const { itemId, slug, neverTried, quartiles, confidence, ...figures } = row
    expect(slug).toBe(itemId.split('.')[0])
    expect(neverTried).toBe(14 - figures.n)
    for (const key of ['n', 'difficulty', 'firstTry', 'itemRest', 'discrimination'] as const)
      expect(figures[key], `${itemId} ${key}`).toBeCloseTo(expected[i]![key]!, 12)
    const times = told.flatMap((how) => how[i]?.durationMs ?? []).sort((a, b) => a - b)
    for (const [q, part] of [0.25, 0.5, 0.75].entries())
      expect(quartiles?.[q], `${itemId} time`).toBeCloseTo(quantile(times, part), 6)
    for (const [level, sure] of confidence.entries()) {
      const sures = shares.flatMap((one, learner) =>
        told[learner]?.[i]?.confidence === level + 1 ? one[i]! : [],
      )
      expect(sure).toEqual({ n: sures.length, right: sures.filter((share) => isCorrect(share, 1)).length })
    }
  }
  const pipe = reliability(shares.map((row) => row.slice(3)))
  expect(analysis?.quizzes.get('pipe')?.n).toBe(pipe.n)
  expect(analysis?.quizzes.get('pipe')?.alpha).toBeCloseTo(pipe.alpha!, 12)
  // Every first answer has one option: the aggregates count as many as the figures do.
  const one = await itemOfClass(teacher, id, LESSONS, 'fork.one')
  expect(one?.row).toEqual(analysis?.items[0])
  const counted = await partsOfClass(teacher, id, 'fork.one', one!.groups)
  const first = shares.map((row) => row[0])
  expect(counted?.answered).toBe(analysis?.items[0]?.n)
  expect(counted?.hinted).toBe(first.filter((share) => share === 1 / 3).length)
  const groups = groupsOf(shares, 0)!
  const optionOf = (learner: number) => `o${Math.round(shares[learner]![0]! * 3)}`
  const shareIn = (places: ReadonlyMap<number, number>, part: string) =>
    [...places].reduce((sum, [learner, place]) => sum + (optionOf(learner) === part ? place : 0), 0) /
    groups.size
  let [difference, held] = [0, 0]
  for (const { part, learners, upper, lower } of counted!.parts) {
    expect(learners, part).toBe(
      first.filter((share) => share !== null && `o${Math.round(share! * 3)}` === part).length,
    )
    expect(upper, part).toBeCloseTo(shareIn(groups.upper, part), 12)
    expect(lower, part).toBeCloseTo(shareIn(groups.lower, part), 12)
    held += upper!
    difference += ((upper! - lower!) * Number(part.slice(1))) / 3
  }
  // Everybody chose one, and what the groups chose is what the discrimination compares.
  expect(held).toBeCloseTo(1, 12)
  expect(difference).toBeCloseTo(one!.row.discrimination!, 12)
  // Nobody who does not teach it sees any of it.
  for (const other of [gone, await account()]) {
    expect(await itemAnalysisOf(other, id, LESSONS)).toBe(null)
    expect(await itemOfClass(other, id, LESSONS, 'fork.one')).toBe(null)
    expect(await partsOfClass(other, id, 'fork.one', one!.groups)).toBe(null)
  }
})
