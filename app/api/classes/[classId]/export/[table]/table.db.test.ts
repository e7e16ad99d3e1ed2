/** The files of a class hold what its pages show, and nothing else. */
import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test, vi } from 'vitest'
import { recomputeAll } from '@/lib/attempt/regrade'
import type { Viewer } from '@/lib/auth/viewer'
import { dashboardOf } from '@/lib/classroom/dashboard'
import { itemAnalysisOf } from '@/lib/classroom/item-analysis'
import { leaveClassroom } from '@/lib/classroom/membership'
import { account, choose, joins, newClass } from '@/lib/classroom/test-class'
import { catalog } from '@/lib/content/catalog'
import { db } from '@/lib/db'
import { messages } from '@/lib/i18n/messages'
import { mulberry32 } from '@/lib/quiz/order'
import type { Cell } from '../../../../csv'
import { TABLES, type Table, tableOf } from './table'

vi.mock('@/lib/content/folder', async (original) => ({
  ...(await original<typeof import('@/lib/content/folder')>()),
  isKept: () => true,
}))
// One lesson with questions, and one without: its programs are run for what its items say.
vi.mock('@/lib/content/catalog', async (original) => {
  const real = await original<typeof import('@/lib/content/catalog')>()
  const [one, other] = real
    .catalog()
    .lessons.filter(({ slug }) => slug === 'process-vs-thread' || slug === 'fork-tree')
  const lessons = [one, { ...other, itemIds: [] }]
  return { ...real, catalog: () => ({ ...real.catalog(), lessons }) }
})

const m = messages('en').classExport
const DAY = 24 * 3600_000
/** More than are asked for at once. */
const [MANY_LEARNERS, MANY_ANSWERS] = [104, 520]

let school: { id: string; teacher: Viewer; gone: Viewer; sharing: Viewer }
const { lessons } = catalog()
const itemIds = lessons.flatMap((lesson) => lesson.itemIds)

beforeAll(async () => {
  const roll = mulberry32(5)
  const { id, code, teacher } = await newClass()
  await crowd(id)
  const [gone, sharing, busy] = await Promise.all([account(), account(), account()])
  for (const one of [gone, busy]) await joins(one, code)
  for (const one of [teacher, gone, sharing, busy]) await choose(one, itemIds[0] ?? '', 'a', { earned: 1 })
  await joins(sharing, code, true)
  await leaveClassroom(gone, id)
  for (let i = 0; i < 9; i++) {
    const learner = await account()
    // What came before joining is neither counted nor told.
    if (i % 3 === 0) await choose(learner, itemIds[1] ?? '', 'before', { earned: 1 })
    await joins(learner, code)
    for (const itemId of itemIds)
      for (let n = Math.floor(roll() * 3); n > 0; n--)
        await choose(
          learner,
          itemId,
          `o${n}`,
          roll() < 0.2 ? { state: 'exploring' } : { earned: Math.floor(roll() * 3), total: 2 },
          {
            confidence: 1 + Math.floor(roll() * 3),
            durationMs: Math.floor(roll() * 90_000),
            hintsShown: Math.floor(roll() * 2),
          },
        )
  }
  await answerOften(busy)
  await recomputeAll()
  school = { id, teacher, gone, sharing }
}, 120_000)

async function crowd(classroomId: string): Promise<void> {
  const people = Array.from({ length: MANY_LEARNERS }, (_, i) => ({
    id: randomUUID(),
    email: `crowd-${i}-${randomUUID()}@example.org`,
  }))
  await db.user.createMany({ data: people })
  const data = people.map(({ id }, i) => ({
    classroomId,
    userId: id,
    role: 'learner' as const,
    displayName: `=crowd ${i}`,
  }))
  await db.membership.createMany({ data })
}

async function answerOften(learner: Viewer): Promise<void> {
  const attemptId = randomUUID()
  await db.attempt.create({ data: { id: attemptId, userId: learner.id } })
  const responses = Array.from({ length: MANY_ANSWERS }, (_, i) => ({
    ...{
      id: randomUUID(),
      attemptId,
      userId: learner.id,
      itemId: itemIds[2] ?? '',
      itemHash: 'h',
      seed: 1,
      locale: 'en',
    },
    ...{ answer: { kind: 'choice', option: 'a' }, createdAt: new Date(Date.now() + DAY + Math.floor(i / 2)) },
  }))
  await db.itemResponse.createMany({ data: responses })
  const score = {
    engineVersion: '1',
    itemHash: 'h',
    state: 'scored',
    earned: 1,
    total: 2,
    cause: 'submit',
  } as const
  await db.itemScore.createMany({
    data: responses.map(({ id }) => ({ ...score, codes: [], responseId: id })),
  })
}

async function taken<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const row of rows) all.push(row)
  return all
}

/** The rows of a table, by the heads of their columns. */
async function read(table: Table, viewer = school.teacher): Promise<Record<string, Cell>[]> {
  const [heads = [], ...rows] = await taken(tableOf(table, viewer, school.id, 'en'))
  for (const row of rows) expect(row.length, table).toBe(heads.length)
  return rows.map((row) => Object.fromEntries(heads.map((head, i) => [String(head), row[i] ?? null])))
}

test('scores are those of the dashboard, learner by learner and lesson by lesson', async () => {
  const rows = await read('grades')
  const pages = await Promise.all(
    [1, 2, 3, 4].map((page) => dashboardOf(school.teacher, school.id, lessons, page)),
  )
  const learners = pages.flatMap((page) => page?.learners ?? [])
  expect(rows).toHaveLength(MANY_LEARNERS + 11)
  const lesson = lessons[0]?.title.en ?? ''
  expect(
    rows.map((row) => [
      ...[row[m.learner], row[m.name], row[m.score], row[m.answered], row[m.items]],
      ...[m.scoreIn, m.answeredIn, m.itemsIn].map((head) => row[head.replace('{lesson}', lesson)]),
      row[m.sharesEarlier],
    ]),
  ).toEqual(
    learners.map(({ membershipId, name, summary, cells, shareEarlier }) => [
      ...[membershipId, name, summary.rate, summary.answered, summary.items],
      ...[cells[0]?.rate, cells[0]?.answered, cells[0]?.items],
      shareEarlier ? m.yes : m.no,
    ]),
  )
  expect(rows.filter((row) => row[m.score] === null).length).toBeGreaterThanOrEqual(MANY_LEARNERS)
})

test('grades say in which section a learner is', async () => {
  const { id: sectionId } = await db.classSection.create({ data: { classroomId: school.id, name: 'Monday' } })
  const [one] = await read('grades')
  await db.membership.update({ where: { id: String(one?.[m.learner]) }, data: { sectionId } })
  const rows = await read('grades')
  expect(rows.flatMap((row) => (row[m.section] === null ? [] : [[row[m.learner], row[m.section]]]))).toEqual([
    [one?.[m.learner], 'Monday'],
  ])
})

test('questions are those of the item analysis, undefined figures being nothing', async () => {
  const rows = await read('items')
  const analysis = await itemAnalysisOf(school.teacher, school.id, lessons)
  expect(
    rows.map((row) =>
      [m.item, m.n, m.neverTried, m.difficulty, m.firstTry, m.itemRest, m.discrimination].map(
        (head) => row[head],
      ),
    ),
  ).toEqual(
    analysis?.items.map(({ itemId, n, neverTried, difficulty, firstTry, itemRest, discrimination }) => [
      ...[itemId, n, neverTried, difficulty, firstTry, itemRest, discrimination],
    ]),
  )
  expect(rows.map((row) => row[m.n])).not.toContain(null)
})

test('answers are all that the teacher may see, and those that count make the scores', async () => {
  const [rows, grades] = await Promise.all([read('responses'), read('grades')])
  const shares = new Map<Cell, number[]>()
  for (const row of rows.filter((one) => one[m.counts] === m.yes)) {
    const who = row[m.learner] ?? null
    shares.set(who, [...(shares.get(who) ?? []), Number(row[m.earned]) / Number(row[m.total])])
  }
  for (const grade of grades) {
    const own = shares.get(grade[m.learner] ?? null) ?? []
    expect(own.length).toBe(grade[m.answered])
    const mean = own.reduce((sum, share) => sum + share, 0) / own.length
    if (own.length > 0) expect(Math.abs(mean - Number(grade[m.score]))).toBeLessThan(1e-12)
    else expect(grade[m.score]).toBe(null)
  }
  const theirs = await db.itemResponse.count({
    where: {
      itemId: { in: itemIds },
      user: { memberships: { some: { classroomId: school.id, role: 'learner', status: 'active' } } },
    },
  })
  // But for three from before joining.
  expect(rows).toHaveLength(theirs - 3)
  const ofBusy = rows.filter((row) => row[m.item] === itemIds[2]).map((row) => row[m.nth])
  expect(ofBusy.filter((nth) => Number(nth) > 10)).toEqual(
    Array.from({ length: MANY_ANSWERS - 10 }, (_, i) => i + 11),
  )
  expect(rows.some((row) => row[m.graded] === m.no)).toBe(true)
  for (const row of rows) expect(row[m.earned] === null).toBe(row[m.graded] === m.no)
})

test('the roster has everybody with their state; who left is in no other file', async () => {
  const [roster, ...others] = await Promise.all(TABLES.map((table) => read(table)))
  expect(roster).toHaveLength(MANY_LEARNERS + 12)
  const left = roster?.filter((row) => row[m.state] === messages('en').classes.status.left) ?? []
  expect(left.map((row) => row[m.name])).toEqual([school.gone.id])
  for (const rows of others)
    expect(rows.some((row) => row[m.learner] === left[0]?.[m.learner] && m.learner in row)).toBe(false)
})

test('to whom it is nothing no row is given, and none any more once somebody does not teach', async () => {
  for (const viewer of [school.gone, school.sharing, await account()])
    for (const table of TABLES) expect(await read(table, viewer), table).toEqual([])
  const rows = tableOf('responses', school.teacher, school.id, 'en')
  await rows.next()
  const first = (await rows.next()).value?.[0]
  const where = { classroomId_userId: { classroomId: school.id, userId: school.teacher.id } }
  await db.membership.update({ where, data: { status: 'removed' } })
  const rest = await taken(rows)
  expect(new Set(rest.map((row) => row[0]))).toEqual(new Set(rest.length > 0 ? [first] : []))
})
