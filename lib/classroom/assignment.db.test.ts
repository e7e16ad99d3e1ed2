/** Assignments of a class: who may set them, which answers count, and what is withheld from whom. */
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { exportViewer } from '@/lib/account/export'
import type { Viewer } from '@/lib/auth/viewer'
import { catalog } from '@/lib/content/catalog'
import { db } from '@/lib/db'
import { agendaOfViewer, dueDates } from '@/lib/progress/agenda-store'
import { shownMastery, shownResults } from '@/lib/progress/shown-store'
import { withheldFrom } from '@/lib/progress/withheld-store'
import {
  changeAssignment,
  createAssignment,
  deleteAssignment,
  extendAssignment,
  setTimeZone,
} from './assignment'
import { assignmentOf, assignmentsOf, ownAssignments, waitingAssignments } from './assignment-result'
import { everyAssignmentResult } from './export'
import { leaveClassroom } from './membership'
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
  expect(await setTimeZone(teacher, id, 'Asia/Atlantis')).toEqual({ ok: false, code: 'zone-unknown' })
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
  expect(await extendAssignment(teacher, id, assignment, membership, soon(9))).toEqual({ ok: true })
  expect((await results())[1]).toEqual(of(1, 0.5))
  const [own] = await ownAssignments(late, { id: assignment })
  expect([own?.result, own && localTime(own.dueAt!, 'Asia/Seoul')]).toEqual([of(1, 0.5), soon(9)])
  // The same in the file.
  const rows = []
  const { assigned: set } = (await assignmentOf(teacher, id, assignment, 1))!
  for await (const row of everyAssignmentResult(teacher, id, [set])) rows.push(row)
  expect(rows.find(({ name }) => name === late.id)?.results).toEqual([of(1, 0.5)])
  const waits = async (who: Viewer) => (await waitingAssignments(who)).map(({ assigned: { title } }) => title)
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

test('an interview of the class is done by one that lasts long enough', async () => {
  const { id, code, teacher, assignment } = await assigned({ itemIds: [], mockMinutes: 20 })
  const learner = await joined(code)
  const mock = (minutes: number) => ({
    ...{ id: randomUUID(), userId: learner.id, locale: 'ko', settings: { minutes }, answers: [] },
    startedAt: new Date(Date.now() - HOUR),
  })
  const done = async () => (await assignmentsOf(teacher, id, 1))?.rows[0]?.done
  await db.mock.create({ data: mock(10) })
  expect(await done()).toBe(0)
  await db.mock.create({ data: mock(20) })
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

test('what is withheld is in no other list: reviews and their days, results, mastery, the export', async () => {
  const { id, code, teacher, assignment } = await assigned({ scoreRelease: 'after_due' })
  const learner = await joined(code)
  await choose(learner, one, 'a', wrong)
  const shown = async () => ({
    due: [...(await dueDates(learner)).keys()],
    today: (await agendaOfViewer(learner, 50, new Date(Date.now() + 48 * HOUR))).today.length,
    results: (await shownResults(learner)).map(({ newestTotal }) => newestTotal),
    mastery: (await shownMastery(learner)).length,
    export: /"(codes|earned)":/.test(JSON.stringify(await exportViewer(learner))),
  })
  const NOTHING = { due: [], today: 0, results: [0], mastery: 0, export: false }
  const open = { ...form({ scoreRelease: 'after_due' }), dueAt: soon(96) }
  await changeAssignment(teacher, id, assignment, open)
  expect(await held(learner)).toBe('scorekey')
  expect(await shown()).toEqual(NOTHING)
  await deleteAssignment(teacher, id, assignment)
  expect(await shown()).toEqual({ due: [one], today: 1, results: [2], mastery: 1, export: true })
})
