import { afterEach, expect, test, vi } from 'vitest'
import { db } from '@/lib/db'
import { recountClassrooms } from '@/lib/progress/class-store'
import { estimateOf, type GivenAnswer, masteryOf } from '@/lib/progress/mastery'
import { mulberry32 } from '@/lib/quiz/order'
import { conceptsOfClass, learnersOfConcept } from './concept-mastery'
import { account, choose, joins, newClass } from './test-class'

const DAY_MS = 86_400_000
const CONCEPTS = ['fork', 'pipe']

afterEach(() => {
  vi.useRealTimers()
})
/** What is stored from now on came then. */
const isNow = (now: number) => vi.useFakeTimers({ toFake: ['Date'], now })

/** Learners with answers on several days. */
async function classWithAnswers() {
  const roll = mulberry32(11)
  const { id, code, teacher } = await newClass()
  const given = new Map<string, GivenAnswer[]>()
  const start = Date.now() - 20 * DAY_MS
  for (let learner = 0; learner < 6; learner++) {
    const viewer = await account()
    await joins(viewer, code)
    const place = { classroomId_userId: { classroomId: id, userId: viewer.id } }
    await db.membership.update({
      where: place,
      data: { displayName: `L${learner}`, joinedAt: new Date(start) },
    })
    const answers: GivenAnswer[] = []
    for (let nth = 0; nth < 14; nth++) {
      const itemId = `${roll() < 0.5 ? 'fork' : 'pipe'}.${Math.floor(roll() * 2)}`
      const state = roll() < 0.2 ? ('unfinished' as const) : ('scored' as const)
      const earned = state === 'scored' ? Math.floor(roll() * 4) : 0
      const at = new Date(start + Math.floor((nth + 1) * 0.4 * DAY_MS))
      isNow(at.getTime())
      await choose(viewer, itemId, 'a', { state, earned, total: 3 })
      vi.useRealTimers()
      answers.push({ itemId, state, earned, total: 3, at })
    }
    given.set(`L${learner}`, answers)
  }
  return { id, teacher, given }
}

test('what is known of a class concept by concept is what mastery makes of each learner’s answers', async () => {
  const { id, teacher, given } = await classWithAnswers()
  for (const concept of CONCEPTS) {
    const expected = [...given].flatMap(([name, answers]) => {
      const found = masteryOf(answers).find((one) => one.concept === concept)
      return found ? [{ name, answers: found.answers, ...estimateOf(found) }] : []
    })
    const found = await learnersOfConcept(teacher, id, concept, 1)
    expect(found).toMatchObject({ learners: expected.length, others: 6 - expected.length, page: 1, pages: 1 })
    const byName = new Map(found?.rows.map((row) => [row.name, row]))
    for (const one of expected) {
      expect(byName.get(one.name)?.answers).toBe(one.answers)
      for (const end of ['level', 'low', 'high'] as const)
        expect(byName.get(one.name)?.[end]).toBeCloseTo(one[end], 2)
    }
    const levels = found!.rows.map(({ level }) => level)
    expect(levels).toEqual([...levels].sort((a, b) => a - b))
    const row = (await conceptsOfClass(teacher, id, CONCEPTS))?.find((one) => one.concept === concept)
    expect(row?.mean.level).toBeCloseTo(levels.reduce((sum, one) => sum + one, 0) / levels.length, 9)
    expect(row?.bands.reduce((sum, n) => sum + n, 0)).toBe(expected.length)
    expect(row?.low).toBe(found!.rows.filter(({ high }) => high < 0.5).length)
  }
})

test('only the first answer to an item on a day says something, as it comes and when it is derived', async () => {
  const { id, code, teacher } = await newClass()
  const viewer = await account()
  await joins(viewer, code)
  await db.membership.updateMany({
    where: { userId: viewer.id },
    data: { joinedAt: new Date(Date.now() - 9 * DAY_MS) },
  })
  const known = async () => db.learnerConcept.findMany({ where: { membership: { classroomId: id } } })
  isNow(Date.now() - 2 * DAY_MS)
  await choose(viewer, 'fork.one', 'a', { earned: 0, total: 2 })
  await choose(viewer, 'fork.one', 'b', { earned: 2, total: 2 })
  expect(await known()).toMatchObject([{ concept: 'fork', permille: 0, answers: 1 }])
  // Another day, another item.
  vi.useRealTimers()
  await choose(viewer, 'fork.one', 'b', { earned: 1, total: 2 })
  await choose(viewer, 'fork.two', 'b', { earned: 2, total: 2 })
  const now = await known()
  expect(now).toMatchObject([{ concept: 'fork', permille: 1500, answers: 3 }])
  await recountClassrooms([viewer.id])
  expect(await known()).toEqual(now)
  expect(await conceptsOfClass(viewer, id, CONCEPTS)).toBeNull()
  expect(await learnersOfConcept(viewer, id, 'fork', 1)).toBeNull()
  expect(await conceptsOfClass(teacher, id, ['pipe'])).toEqual([])
})
