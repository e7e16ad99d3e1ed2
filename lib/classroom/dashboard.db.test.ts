import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { recomputeAll } from '@/lib/attempt/regrade'
import { viewerOf } from '@/lib/auth/person'
import { db } from '@/lib/db'
import { mulberry32 } from '@/lib/quiz/order'
import { cellOf, type FirstAnswer, summaryOf } from './classroom'
import { dashboardOf } from './dashboard'
import { misconceptionsOf } from './misconception'
import { createClassroom } from './store'

const both = (text: string) => ({ ko: text, en: text })
const LESSONS = ['fork', 'threads', 'ipc'].map((concept) => ({
  slug: concept,
  title: both(concept),
  itemIds: ['one', 'two', 'three'].map((name) => `${concept}.${name}`),
}))
/** Not every item of a concept can reveal a misconception about it, and one of another concept may. */
const REVEALING = new Map([
  ['fork#1', ['fork.one', 'threads.two', 'ipc.three']],
  ['fork#2', ['fork.one', 'fork.two', 'fork.three']],
  ['threads#1', ['threads.one']],
  ['ipc#2', ['ipc.one', 'ipc.two']],
])
const NOW = Date.now()

type Given = {
  readonly itemId: string
  readonly at: Date
  readonly state: 'scored' | 'unfinished'
  readonly earned: number
  readonly total: number
  readonly codes: readonly string[]
}

/** Answers over ten days, several to one item, some unfinished, some regraded, a few worth nothing. */
function randomAnswers(roll: () => number): Given[] {
  return Array.from({ length: Math.floor(roll() * 14) }, () => {
    const concept = ['fork', 'threads', 'ipc', 'elsewhere'][Math.floor(roll() * 4)]
    const itemId = `${concept}.${['one', 'two', 'three'][Math.floor(roll() * 3)]}`
    const state = roll() < 0.15 ? 'unfinished' : 'scored'
    const total = roll() < 0.1 ? 0 : 2
    const earned = state === 'scored' ? Math.min(total, Math.floor(roll() * 3)) : 0
    const codes = roll() < 0.5 ? [`${roll() < 0.8 ? concept : 'fork'}#${1 + Math.floor(roll() * 2)}`] : []
    return { itemId, at: new Date(NOW - Math.floor(roll() * 10 * 86_400_000)), state, earned, total, codes }
  })
}

async function store(userId: string, answers: readonly Given[]): Promise<void> {
  const attemptId = randomUUID()
  await db.attempt.create({ data: { id: attemptId, userId } })
  for (const { itemId, at, ...score } of answers) {
    const id = randomUUID()
    const base = { itemHash: 'h', seed: 1, locale: 'ko', answer: {} }
    await db.itemResponse.create({ data: { ...base, id, attemptId, userId, itemId, createdAt: at } })
    const grade = { responseId: id, engineVersion: '1', itemHash: 'h', cause: 'submit' as const }
    // The older grading must not count.
    await db.itemScore.create({ data: { ...grade, state: 'scored', earned: 1, total: 1, codes: ['old#1'] } })
    await db.itemScore.create({ data: { ...grade, ...score, codes: [...score.codes] } })
  }
}

test('the counts of the database are those of every visible answer, one by one', async () => {
  const roll = mulberry32(7)
  const teacher = viewerOf(await db.user.create({ data: { email: `${randomUUID()}@example.org` } }))
  const made = await createClassroom(teacher, { name: 'x', displayName: 'T' })
  if (!made.ok) throw new Error(made.code)
  const expected: Record<string, unknown> = {}
  const holders = new Map<string, Set<string>>()
  const answered = new Map<string, Set<string>>()
  const add = (to: Map<string, Set<string>>, key: string, who: string) =>
    to.set(key, new Set([...(to.get(key) ?? []), who]))
  for (let i = 0; i < 24; i++) {
    const { id } = await db.user.create({ data: { guest: true } })
    const [joinedAt, shareEarlier] = [new Date(NOW - Math.floor(roll() * 10 * 86_400_000)), roll() < 0.4]
    const displayName = `learner ${String(i).padStart(2, '0')}`
    await db.membership.create({
      data: { classroomId: made.id, userId: id, role: 'learner', displayName, joinedAt, shareEarlier },
    })
    const all = randomAnswers(roll)
    await store(id, all)
    const visible = all
      .filter((one) => shareEarlier || one.at >= joinedAt)
      .sort((a, b) => a.at.getTime() - b.at.getTime())
    const first = new Map<string, FirstAnswer>()
    const newest = new Map<string, Given>()
    for (const one of visible) {
      const { itemId, earned, total, state } = one
      if (state === 'scored' && !first.has(itemId)) first.set(itemId, { userId: id, itemId, earned, total })
      newest.set(itemId, one)
    }
    expected[displayName] = LESSONS.map(({ itemIds }) => cellOf([...first.values()], itemIds))
    for (const { itemId, codes } of newest.values()) {
      const concept = itemId.split('.')[0] ?? ''
      if (concept === 'elsewhere') continue // not a lesson that was asked about
      for (const [code, items] of REVEALING) if (items.includes(itemId)) add(answered, code, id)
      for (const code of codes) {
        add(holders, code, id)
        add(answered, code, id)
      }
    }
  }
  await recomputeAll()
  const dashboard = await dashboardOf(teacher, made.id, LESSONS)
  expect(Object.fromEntries(dashboard!.learners.map(({ name, cells }) => [name, cells]))).toEqual(expected)
  const itemIds = LESSONS.flatMap((lesson) => lesson.itemIds)
  const misconceptions = await misconceptionsOf(teacher, made.id, itemIds, REVEALING)
  expect(misconceptions).toEqual(
    [...holders]
      .map(([id, who]) => ({ id, holders: who.size, answered: answered.get(id)?.size }))
      .sort((a, b) => b.holders - a.holders || (a.id < b.id ? -1 : 1)),
  )
  const givenTo = await db.classroomItem.findMany({ where: { classroomId: made.id } })
  const columns = LESSONS.map((_, i) => dashboard!.learners.flatMap(({ cells }) => cells[i] ?? []))
  for (const [i, { summary }] of dashboard!.lessons.entries()) {
    const { rate, ...counts } = summary
    const whole = summaryOf(columns[i]!)
    const ofItems = givenTo.filter(({ itemId }) => LESSONS[i]!.itemIds.includes(itemId))
    const learners = Math.max(...ofItems.map(({ answered }) => answered))
    expect(counts).toEqual({ answered: whole.answered, items: whole.items, learners })
    expect(rate).toBeCloseTo(whole.rate!, 3)
  }
  // The test would prove little without them.
  expect(dashboard!.learners.some(({ cells }) => cells.some(({ rate }) => rate === 0.5))).toBe(true)
  expect(misconceptions.length).toBeGreaterThan(3)
  expect(misconceptions.some((one) => one.holders < one.answered)).toBe(true)
})
