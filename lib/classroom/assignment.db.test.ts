/** Assignments of a class: who may set them, which answers count, and what is withheld from whom. */
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { exportViewer } from '@/lib/account/export'
import type { Viewer } from '@/lib/auth/viewer'
import { cardItems } from '@/lib/content/card'
import { catalog } from '@/lib/content/catalog'
import { db } from '@/lib/db'
import { dueDates, reviewsNow } from '@/lib/progress/agenda-store'
import { shownMastery, shownResults } from '@/lib/progress/shown-store'
import { allWithheldFrom, withheldFrom } from '@/lib/progress/withheld-store'
import {
  changeAssignment,
  createAssignment,
  deleteAssignment,
  extendAssignment,
  setTimeZone,
} from './assignment'
import { assignmentOf, assignmentsOf } from './assignment-result'
import { everyAssignmentResult } from './export'
import { leaveClassroom } from './membership'
import { ownAssignment, ownAssignments, waitingAssignments } from './own-assignments'
import { account, choose, guest, joins, newClass } from './test-class'
import { localTime } from './zone'

const [one = '', two = ''] = catalog().lessons.flatMap(({ itemIds }) => itemIds)
const HOUR = 3600_000
const soon = (hours: number) => localTime(new Date(Date.now() + hours * HOUR), 'Asia/Seoul')
const form = (over: object = {}) => ({
  ...{ title: '  IPC 1  ', openAt: soon(-2), dueAt: soon(2), latePercent: 100, attempts: 1 },
  ...{ release: 'after_due', scoreRelease: 'after_answer', itemIds: [one, two], mockMinutes: null },
  ...over,
})

async function assigned(over: object = {}) {
  const made = await newClass()
  const assignment = await createAssignment(made.teacher, made.id, form(over))
  if (!assignment.ok) throw new Error(assignment.code)
  return { ...made, assignment: assignment.id }
}
async function joined(code: string, viewer: Promise<Viewer> = account()) {
  const learner = await viewer
  expect(await joins(learner, code, true)).toMatchObject({ ok: true })
  return learner
}
const membershipOf = async (classroomId: string, { id: userId }: Viewer) =>
  (await db.membership.findUniqueOrThrow({ where: { classroomId_userId: { classroomId, userId } } })).id
const right = { earned: 2, total: 2 }
const wrong = { earned: 0, total: 2, codes: ['x#1'] }
/** Makes it open, or its time over, at this very moment. */
const now = async (id: string, which: 'openAt' | 'dueAt') => {
  await pause(5)
  await db.assignment.update({ where: { id }, data: { [which]: new Date() } })
  await pause(5)
}
const withheld = (viewer: Viewer, device: string | null = null, at = new Date()) =>
  allWithheldFrom({ viewer, device }, at)
const held = async (viewer: Viewer | null, device: string | null = null, itemId = one) => {
  const { score, key } = (await withheldFrom({ viewer, device }, [itemId])).of(itemId)
  return `${score ? 'score' : ''}${key ? 'key' : ''}`
}

test('a teacher sets an assignment by the clock of the class; what makes no sense is told', async () => {
  const { id, teacher } = await newClass()
  expect(await setTimeZone(teacher, id, 'America/New_York')).toEqual({ ok: true })
  const made = await createAssignment(
    teacher,
    id,
    form({ openAt: '2026-03-07T09:00', dueAt: '2026-03-08T23:59' }),
  )
  expect(made.ok).toBe(true)
  // Summer time began in between.
  expect(await db.assignment.findFirst({ where: { classroomId: id } })).toMatchObject({
    title: 'IPC 1',
    openAt: new Date('2026-03-07T14:00:00Z'),
    dueAt: new Date('2026-03-09T03:59:00Z'),
  })
  const codeOf = async (over: object) => {
    const said = await createAssignment(teacher, id, form(over))
    return said.ok ? 'ok' : said.code
  }
  expect(await codeOf({ title: ' ' })).toBe('assignment-ill-formed')
  expect(await codeOf({ itemIds: ['no.such'] })).toBe('assignment-ill-formed')
  expect(await codeOf({ itemIds: [] })).toBe('assignment-ill-formed')
  expect(await codeOf({ mockMinutes: 20 })).toBe('assignment-ill-formed')
  expect(await codeOf({ dueAt: soon(-3) })).toBe('dates-ill-formed')
  expect(await codeOf({ openAt: '2026-02-30T09:00' })).toBe('dates-ill-formed')
  expect(await codeOf({ dueAt: '' })).toBe('dates-ill-formed')
  expect(await codeOf({ dueAt: '', release: 'never' })).toBe('ok')
  expect(await codeOf({ itemIds: [], mockMinutes: 20 })).toBe('ok')
  expect(await codeOf({ itemIds: [], mockMinutes: 60 })).toBe('assignment-ill-formed')
  expect(await setTimeZone(teacher, id, 'Asia/Atlantis')).toEqual({ ok: false, code: 'zone-unknown' })
})

test('what a clock shows twice stays which of the two it was while something else is changed', async () => {
  const { id, teacher } = await newClass()
  await setTimeZone(teacher, id, 'America/New_York')
  const times = { openAt: '2026-10-31T09:00', dueAt: '2026-11-01T01:30' }
  const made = await createAssignment(teacher, id, form(times))
  if (!made.ok) throw new Error(made.code)
  // Summer time is over at two: this is the second half past one.
  const dueAt = new Date('2026-11-01T06:30:00Z')
  await db.assignment.update({ where: { id: made.id }, data: { dueAt } })
  const due = async () => (await db.assignment.findUniqueOrThrow({ where: { id: made.id } })).dueAt
  await changeAssignment(teacher, id, made.id, form({ ...times, title: 'IPC 2' }))
  expect(await due()).toEqual(dueAt)
  await changeAssignment(teacher, id, made.id, form({ ...times, dueAt: '2026-11-01T01:31' }))
  expect(await due()).toEqual(new Date('2026-11-01T05:31:00Z'))
})

test('whoever does not teach the class changes nothing', async () => {
  const { id, code, teacher, assignment } = await assigned()
  const learner = await joined(code)
  const other = await newClass()
  const membership = await membershipOf(id, learner)
  const NONE = { ok: false, code: 'not-found' }
  for (const viewer of [learner, other.teacher, await guest()]) {
    expect(await createAssignment(viewer, id, form())).toEqual(NONE)
    expect(await changeAssignment(viewer, id, assignment, form())).toEqual(NONE)
    expect(await extendAssignment(viewer, id, assignment, membership, soon(9))).toEqual(NONE)
    expect(await deleteAssignment(viewer, id, assignment)).toEqual(NONE)
    expect(await assignmentsOf(viewer, id, 1)).toBeNull()
    expect(await assignmentOf(viewer, id, assignment, 1)).toBeNull()
  }
  // Nor by the ids of another class.
  expect(await changeAssignment(other.teacher, other.id, assignment, form())).toEqual(NONE)
  expect(await deleteAssignment(other.teacher, other.id, assignment)).toEqual(NONE)
  expect(await assignmentOf(other.teacher, other.id, assignment, 1)).toBeNull()
  expect(await extendAssignment(teacher, id, assignment, randomUUID(), soon(9))).toEqual(NONE)
  expect(await deleteAssignment(teacher, id, assignment)).toEqual({ ok: true })
})

test('answers count from its opening to the learner’s own end, the best of so many; the rest is late or lost', async () => {
  const { id, code, teacher, assignment } = await assigned({ attempts: 2 })
  const [early, late, some] = [await joined(code), await joined(code), await joined(code)]
  await choose(some, one, 'a', right)
  await now(assignment, 'openAt')
  await choose(early, one, 'a', wrong)
  await choose(early, one, 'a', right)
  await choose(early, two, 'a', right)
  await choose(some, two, 'a', right)
  await now(assignment, 'dueAt')
  await choose(late, one, 'a', right)
  const results = async () => {
    const found = await assignmentOf(teacher, id, assignment, 1)
    return [early, late, some].map((who) => found?.rows.find(({ name }) => name === who.id)?.result ?? null)
  }
  const of = (answered: number, share: number, isLate = false) => ({ answered, items: 2, share, isLate })
  expect(await results()).toEqual([of(2, 1), of(0, 0), of(1, 0.5)])
  expect((await assignmentsOf(teacher, id, 1))?.rows[0]).toMatchObject({ done: 1, extended: 0 })
  await db.assignment.update({ where: { id: assignment }, data: { attempts: 1, latePercent: 50 } })
  expect(await results()).toEqual([of(2, 0.5), of(1, 0.25, true), of(1, 0.5)])
  const membership = await membershipOf(id, late)
  const NO_TIME = { ok: false, code: 'extension-ill-formed' }
  expect(await extendAssignment(teacher, id, assignment, membership, soon(-1))).toEqual(NO_TIME)
  const later = soon(9)
  expect(await extendAssignment(teacher, id, assignment, membership, later)).toEqual({ ok: true })
  expect((await results())[1]).toEqual(of(1, 0.5))
  const own = await ownAssignment(late, await withheld(late), id, assignment)
  expect([own?.result, own && localTime(own.dueAt!, 'Asia/Seoul')]).toEqual([of(1, 0.5), later])
  // The same in the file.
  const rows = []
  const { assigned: set } = (await assignmentOf(teacher, id, assignment, 1))!
  for await (const row of everyAssignmentResult(teacher, id, [set])) rows.push(row)
  expect(rows.find(({ name }) => name === late.id)?.results).toEqual([of(1, 0.5)])
  const waits = async (who: Viewer) =>
    (await waitingAssignments(who, await withheld(who))).map(({ assigned: { title } }) => title)
  expect([await waits(some), await waits(early)]).toEqual([['IPC 1'], []])
})

test('what came before joining counts only where it is shared', async () => {
  const { id, code, teacher, assignment } = await assigned()
  const [shares, keeps] = [await account(), await account()]
  for (const who of [shares, keeps]) await choose(who, one, 'a', right)
  await joins(shares, code, true)
  await joins(keeps, code, false)
  const found = await assignmentOf(teacher, id, assignment, 1)
  const answered = (who: Viewer) => found?.rows.find(({ name }) => name === who.id)?.result.answered
  expect([answered(shares), answered(keeps)]).toEqual([1, 0])
})

test('an interview of the class is done by one that was held here, is set to last long enough and was not ended early', async () => {
  const { id, code, teacher, assignment } = await assigned({ itemIds: [], mockMinutes: 20 })
  const learner = await joined(code)
  const said = (text: string, n: number, followUp: number | null = null) =>
    Array.from({ length: n }, (_, i) => ({ cardId: `card ${i}`, followUp, text, seconds: 9, said: [] }))
  const mock = (minutes: number, answers: object[]) => ({
    ...{ id: randomUUID(), userId: learner.id, locale: 'ko', settings: { minutes, depth: 1 }, answers },
    startedAt: new Date(Date.now() - HOUR),
  })
  const done = async () => (await assignmentsOf(teacher, id, 1))?.rows[0]?.done
  // Five questions with a follow-up each fit in twenty minutes.
  await db.mock.create({ data: mock(10, said('so', 5)) })
  await db.mock.create({ data: mock(20, [...said('so', 2), ...said('so', 2, 0)]) })
  await db.mock.create({ data: mock(20, [...said('so', 2), ...said(' ', 5).slice(2)]) })
  // Of another installation, which says itself when it was.
  await db.mock.create({ data: { ...mock(20, said('so', 3)), imported: true } })
  expect(await done()).toBe(0)
  await db.mock.create({ data: mock(20, said('so', 3)) })
  expect(await done()).toBe(1)
  expect((await assignmentOf(teacher, id, assignment, 1))?.rows[0]?.result).toEqual({
    ...{ answered: 1, items: 1, share: null, isLate: false },
  })
})

test('keys are withheld until the last extension ends, in every class, from who left, and in a browser that a learner used', async () => {
  const { id, code, teacher, assignment } = await assigned()
  const elsewhere = await newClass()
  const [learner, slow] = [await joined(code), await joined(code)]
  await joins(learner, elsewhere.code)
  const device = randomUUID()
  await db.membership.update({ where: { id: await membershipOf(id, learner) }, data: { deviceHash: device } })
  const stranger = await account()
  expect([await held(learner), await held(stranger), await held(null)]).toEqual(['key', '', ''])
  await choose(learner, one, 'a', right)
  expect([await held(learner), await held(stranger, device), await held(null, device)]).toEqual([
    'key',
    'key',
    'key',
  ])
  await leaveClassroom(learner, id)
  expect(await held(learner)).toBe('key')
  await joins(learner, code)
  await db.membership.update({ where: { id: await membershipOf(id, learner) }, data: { deviceHash: device } })
  await changeAssignment(teacher, id, assignment, form({ openAt: soon(-3), dueAt: soon(-1) }))
  expect([await held(learner), await held(slow), await held(stranger, device)]).toEqual(['', '', ''])
  await extendAssignment(teacher, id, assignment, await membershipOf(id, slow), soon(1))
  expect([await held(learner), await held(slow), await held(stranger, device)]).toEqual(['key', 'key', 'key'])
  await deleteAssignment(teacher, id, assignment)
  expect(await held(learner)).toBe('')
})

/** What every list that knows no withholding would tell of a learner's answers. */
async function shown(viewer: Viewer, device: string | null = null, at = new Date()) {
  const [all, later] = [await withheld(viewer, device, at), new Date(Date.now() + 48 * HOUR)]
  return {
    due: [...(await dueDates(viewer, all)).keys()],
    today: (await reviewsNow(viewer, all, 50, { now: later })).agenda.today.length,
    results: (await shownResults(viewer, all)).map(({ newestTotal }) => newestTotal),
    mastery: (await shownMastery(viewer, all)).length,
    export: /"(codes|earned)":/.test(JSON.stringify(await exportViewer(viewer, all))),
  }
}
const NOTHING = { due: [], today: 0, results: [0], mastery: 0, export: false }
const ALL = { due: [one], today: 1, results: [2], mastery: 1, export: true }

test('what is withheld is in no other list: reviews and their days, results, mastery, the export', async () => {
  const { id, code, teacher, assignment } = await assigned({ scoreRelease: 'after_due' })
  const learner = await joined(code)
  await choose(learner, one, 'a', wrong)
  const open = { ...form({ scoreRelease: 'after_due' }), dueAt: soon(96) }
  await changeAssignment(teacher, id, assignment, open)
  expect(await held(learner)).toBe('scorekey')
  expect(await shown(learner)).toEqual(NOTHING)
  await deleteAssignment(teacher, id, assignment)
  expect(await shown(learner)).toEqual(ALL)
})

test('nor for somebody else in the browser of a learner', async () => {
  const { id, code } = await assigned({ scoreRelease: 'after_due' })
  const [learner, stranger, device] = [await joined(code), await account(), randomUUID()]
  await db.membership.update({ where: { id: await membershipOf(id, learner) }, data: { deviceHash: device } })
  await choose(stranger, one, 'a', wrong)
  expect(await shown(stranger, device)).toEqual(NOTHING)
  expect(await shown(stranger)).toEqual(ALL)
})

test('an assignment that is planned hides nothing until a day before it opens, and then only what is answered from then on', async () => {
  const { id, code, teacher, assignment } = await assigned({ openAt: soon(30), dueAt: soon(96) })
  const learner = await joined(code)
  await choose(learner, one, 'a', wrong)
  expect([await held(learner), await shown(learner)]).toEqual(['', ALL])
  const near = form({ openAt: soon(20), dueAt: soon(96), scoreRelease: 'after_due' })
  await changeAssignment(teacher, id, assignment, near)
  expect([await held(learner), await shown(learner)]).toEqual(['scorekey', NOTHING])
})

test('what was answered more than a day before an assignment opens stays shown, but for its key', async () => {
  const { code } = await assigned({ openAt: soon(30), dueAt: soon(96), scoreRelease: 'after_due' })
  const learner = await joined(code)
  await choose(learner, one, 'a', wrong)
  const later = new Date(Date.now() + 7 * HOUR)
  expect((await withheld(learner, null, later)).of(one)).toEqual({ score: true, key: true })
  expect(await shown(learner, null, later)).toEqual({ ...ALL, due: [], today: 0 })
})

test('more time never ends before everybody’s does, and none is left where nobody’s does', async () => {
  const { id, code, teacher, assignment } = await assigned({ dueAt: soon(-1) })
  const learner = await joined(code)
  await extendAssignment(teacher, id, assignment, await membershipOf(id, learner), soon(1))
  await changeAssignment(teacher, id, assignment, form({ dueAt: soon(5) }))
  const standing = async () => {
    const own = await ownAssignment(learner, await withheld(learner), id, assignment)
    const taught = await assignmentOf(teacher, id, assignment, 1)
    return [own?.dueAt && localTime(own.dueAt, 'Asia/Seoul'), taught?.rows[0]?.extendedTo ?? null]
  }
  expect(await standing()).toEqual([soon(5), null])
  expect((await assignmentsOf(teacher, id, 1))?.rows[0]).toMatchObject({ extended: 0 })
  // Nobody's time ends: an answer after what was once more time counts, and so does the teacher's list of it.
  await db.assignmentExtension.updateMany({
    where: { assignmentId: assignment },
    data: { dueAt: new Date(Date.now() - 60_000) },
  })
  await changeAssignment(teacher, id, assignment, form({ dueAt: '', release: 'never' }))
  await choose(learner, one, 'a', right)
  await choose(learner, two, 'a', right)
  expect(await standing()).toEqual([null, null])
  expect((await assignmentOf(teacher, id, assignment, 1))?.rows[0]?.result).toMatchObject({
    answered: 2,
    isLate: false,
  })
  expect((await assignmentsOf(teacher, id, 1))?.rows[0]).toMatchObject({ done: 1 })
})

test('leaving shows no key to who may come back with an answer that counts', async () => {
  const tries = await assigned({ release: 'after_answer', attempts: 2 })
  const late = await assigned({ latePercent: 50, dueAt: soon(-1) })
  const never = await assigned({ release: 'never', scoreRelease: 'never', dueAt: soon(-1) })
  for (const { id, code } of [tries, late, never]) {
    const learner = await joined(code)
    if (id === tries.id) await choose(learner, one, 'a', wrong)
    const before = await held(learner)
    await leaveClassroom(learner, id)
    expect([before, await held(learner)]).toEqual(Array(2).fill(id === never.id ? 'scorekey' : 'key'))
    await choose(learner, one, 'a', right)
    expect(await held(learner)).toBe(id === never.id ? 'scorekey' : '')
  }
})

test('nor does leaving with more time show it to the others, or signing out in the same browser', async () => {
  const { id, code, teacher, assignment } = await assigned({ dueAt: soon(-1) })
  const [learner, slow] = [await joined(code), await joined(code)]
  await extendAssignment(teacher, id, assignment, await membershipOf(id, slow), soon(1))
  await leaveClassroom(slow, id)
  expect([await held(learner), await held(slow)]).toEqual(['key', 'key'])
  const tries = await assigned({ release: 'after_answer', attempts: 2 })
  const [guesser, device] = [await joined(tries.code), randomUUID()]
  await db.membership.update({
    where: { id: await membershipOf(tries.id, guesser) },
    data: { deviceHash: device },
  })
  await choose(guesser, one, 'a', wrong)
  expect([await held(null, device), await held(await guest(), device)]).toEqual(['key', 'key'])
  await choose(guesser, one, 'a', wrong)
  expect([await held(null, device), await held(guesser, device)]).toEqual(['', ''])
})

test('an answer from before joining that is not shared uses up no try', async () => {
  const { code } = await assigned({ release: 'after_answer' })
  const [shares, keeps] = [await account(), await account()]
  for (const who of [shares, keeps]) await choose(who, one, 'a', right)
  await joins(shares, code, true)
  await joins(keeps, code, false)
  expect([await held(shares), await held(keeps)]).toEqual(['', 'key'])
})

test('a learner’s assignments are those that end next, those without an end, and what is over; page by page', async () => {
  const { id, code, teacher, assignment } = await assigned({ title: 'over', dueAt: soon(-1) })
  const learner = await joined(code)
  const own = (await db.assignment.findUniqueOrThrow({ where: { id: assignment } })).createdById
  const row = { classroomId: id, createdById: own, openAt: new Date(Date.now() - HOUR) }
  await db.assignment.createMany({
    data: Array.from({ length: 21 }, (_, i) => ({ ...row, title: `endless ${i}` })),
  })
  await createAssignment(teacher, id, form({ title: 'next' }))
  const page = async (n: number) => ownAssignments(learner, await withheld(learner), id, n)
  const [first, second] = [await page(1), await page(2)]
  expect([first.rows.length, first.pages, first.rows[0]?.assigned.title]).toEqual([20, 2, 'next'])
  expect([second.rows.length, second.rows.at(-1)?.assigned.title]).toEqual([3, 'over'])
  const waiting = await waitingAssignments(learner, await withheld(learner))
  expect(waiting.map(({ assigned: { title } }) => title)).toEqual(['next'])
})

test('of an interview card nothing is withheld: what is to be said is on its page', async () => {
  const card = cardItems()[0]?.id ?? ''
  const { code } = await assigned({ itemIds: [card, one], scoreRelease: 'never' })
  const learner = await joined(code)
  expect([await held(learner, null, card), await held(learner)]).toEqual(['', 'scorekey'])
})
