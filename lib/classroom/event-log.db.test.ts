/** What the log of a class keeps, who reads it, and for how long. */
import { expect, test } from 'vitest'
import { deleteAccount } from '@/lib/account/delete'
import { mergeGuest } from '@/lib/account/merge'
import type { Scorer } from '@/lib/attempt/answered'
import type { Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { NOTHING_WITHHELD } from '@/lib/progress/assignment'
import { dashboardOf, learnerAnswers } from './dashboard'
import { EVENT_KINDS, type EventKind } from './event'
import { everyEvent, filterOf, LOG_PAGE, logOf, setLogDays, toldOf } from './event-log'
import { record } from './event-record'
import { everyMember } from './export'
import { dropInvitees, importRoster } from './invitee'
import { leaveClassroom } from './membership'
import { changeLearners, rosterOf, undoChanges } from './roster'
import { acceptOffer, offerClass, removeAssistant } from './staff'
import { deleteClassroom, renameClassroom } from './store'
import { account, guest, joins, newClass } from './test-class'

const ALL = filterOf({})
const scorer: Scorer = {
  loadItem: () => null,
  replay: () => ({ state: 'refused' }),
  explore: () => Promise.reject(new Error('nothing is explored here')),
  engineVersion: '1',
}
const NONE = { of: () => NOTHING_WITHHELD }
const opens = (viewer: Viewer, classroomId: string, membershipId: string) =>
  learnerAnswers(viewer, classroomId, membershipId, [], { locale: 'ko', slug: null }, scorer, NONE)

async function kindsOf(viewer: Viewer, classroomId: string): Promise<EventKind[]> {
  const log = await logOf(viewer, classroomId, ALL, 1)
  return log!.rows.map(({ kind }) => kind).reverse()
}

async function classOfTwo() {
  const made = await newClass()
  const learner = await account()
  await joins(learner, made.code)
  const place = { classroomId: made.id, userId: learner.id }
  const { id: membershipId } = await db.membership.findUniqueOrThrow({ where: { classroomId_userId: place } })
  return { ...made, learner, membershipId }
}

async function assistantOf(teacher: Viewer, classroomId: string): Promise<Viewer> {
  const assistant = await account()
  const offer = await offerClass(teacher, classroomId, 'assistant')
  if (!offer.ok) throw new Error(offer.code)
  expect(await acceptOffer(assistant, offer.token, { displayName: '박조교' })).toMatchObject({ ok: true })
  return assistant
}

test('who opens a learner’s answers is kept once an hour, and the learner is told; their own look is nobody’s business', async () => {
  const { id, teacher, learner, membershipId } = await classOfTwo()
  const assistant = await assistantOf(teacher, id)
  for (const viewer of [teacher, teacher, assistant, learner]) await opens(viewer, id, membershipId)
  expect((await toldOf(learner, id)).map(({ kind, actor, subject }) => [kind, actor, subject])).toEqual([
    ['answers_seen', '박조교', learner.id],
    ['answers_seen', '김서연', learner.id],
  ])
  await db.$executeRaw`UPDATE "ClassEvent" SET "at" = "at" - interval '61 minutes' WHERE "classroomId" = ${id}::uuid`
  await opens(teacher, id, membershipId)
  expect(await toldOf(learner, id)).toHaveLength(1)
  expect((await kindsOf(teacher, id)).filter((kind) => kind === 'answers_seen')).toHaveLength(3)
  // Somebody else's class: nothing is opened and nothing is kept.
  const other = await newClass()
  expect(await opens(other.teacher, id, membershipId)).toBe(null)
  expect((await kindsOf(teacher, id)).filter((kind) => kind === 'answers_seen')).toHaveLength(3)
})

test('a learner is told of looks at everybody since they joined, and of nothing that concerns others', async () => {
  const { id, code, teacher, learner, membershipId } = await classOfTwo()
  await dashboardOf(teacher, id, [])
  for await (const _ of everyMember(teacher, id));
  for await (const _ of everyEvent(teacher, id));
  await changeLearners(teacher, id, [membershipId], 'remove')
  await changeLearners(teacher, id, [membershipId], 'readmit')
  await opens(teacher, id, membershipId)
  await renameClassroom(teacher, id, { name: '새 이름' })
  const untold = [
    { kind: 'results_seen', about: '금요일 깜짝 시험' },
    { kind: 'holders_seen', about: 'fork.twice' },
  ] as const
  await record(db, teacher.id, id, untold)
  const later = await account()
  await joins(later, code)
  expect((await toldOf(learner, id)).map(({ kind, about }) => [kind, about])).toEqual([
    ['holders_seen', null],
    ['results_seen', null],
    ['answers_seen', null],
    ['readmitted', null],
    ['removed', null],
    ['exported', 'roster'],
    ['grades_seen', null],
  ])
  expect(await toldOf(later, id)).toEqual([])
  expect(await toldOf(teacher, id)).toEqual([])
})

test('events of one act stand in its order, however the database joins them to what is known', async () => {
  const { id, teacher } = await classOfTwo()
  const given = [
    { kind: 'results_seen', about: 'a' },
    { kind: 'holders_seen', about: 'b' },
    { kind: 'grades_seen' },
    { kind: 'assigned', about: 'c' },
    { kind: 'renamed', about: 'd' },
  ] as const
  await db.$transaction(async (tx) => {
    // One plan for every question, and in it a hash join that gives what is added by its hash.
    const many = Array.from({ length: 500 }, (_, n) => ({ kind: 'renamed', about: String(n) }) as const)
    await record(tx, teacher.id, id, many)
    await tx.$executeRaw`ANALYZE "ClassEvent"`
    await tx.$executeRaw`SET LOCAL plan_cache_mode = force_generic_plan`
    await tx.$executeRaw`SET LOCAL enable_nestloop = off`
    await tx.$executeRaw`SET LOCAL enable_mergejoin = off`
    await record(tx, teacher.id, id, given)
  })
  const kept = await db.classEvent.findMany({ where: { classroomId: id }, orderBy: { id: 'asc' } })
  expect(kept.slice(-given.length).map(({ kind }) => kind)).toEqual(given.map(({ kind }) => kind))
})

test('what is done is kept with whom and how many it was about, and what is refused is not', async () => {
  const { id, teacher, learner, membershipId } = await classOfTwo()
  const assistant = await assistantOf(teacher, id)
  const done = await changeLearners(teacher, id, [membershipId], 'block')
  if (!done.ok) throw new Error(done.code)
  await undoChanges(teacher, id, done.changes)
  await importRoster(teacher, id, 'name,number\nA,1\nB,2\nC,bad number!')
  const listed = await db.invitee.findMany({ where: { classroomId: id } })
  await dropInvitees(teacher, id, [listed[0]!.id])
  await renameClassroom(teacher, id, { name: '새 이름' })
  for (const refused of [
    renameClassroom(teacher, id, { name: '' }),
    renameClassroom(assistant, id, { name: 'x' }),
    changeLearners(assistant, id, [membershipId], 'block'),
    dropInvitees(teacher, id, [listed[0]!.id]),
  ])
    expect(await refused).toMatchObject({ ok: false })
  const { rows } = (await logOf(teacher, id, ALL, 1))!
  expect(rows.map(({ kind, actor, subject, about, count }) => [kind, actor, subject, about, count])).toEqual([
    ['renamed', '김서연', null, '새 이름', null],
    ['list_dropped', '김서연', null, null, 1],
    ['list_brought', '김서연', null, null, 2],
    ['undone', '김서연', learner.id, null, null],
    ['blocked', '김서연', learner.id, null, null],
    ['staff_joined', '박조교', null, 'assistant', null],
    ['offered', '김서연', null, 'assistant', null],
    ['opened', '김서연', null, null, null],
  ])
  await leaveClassroom(assistant, id)
  expect((await kindsOf(teacher, id)).at(-1)).toBe('staff_left')
})

test('it is its teacher’s alone, by kind, by person and page by page', async () => {
  const { id, teacher, learner } = await classOfTwo()
  const assistant = await assistantOf(teacher, id)
  await rosterOf(assistant, id, null, 1)
  for (const viewer of [assistant, learner, (await newClass()).teacher]) {
    expect(await logOf(viewer, id, ALL, 1)).toBe(null)
    expect(await setLogDays(viewer, id, 30)).toEqual({ ok: false, code: 'not-found' })
    for await (const _ of everyEvent(viewer, id)) throw new Error('nothing of it is theirs')
  }
  const by = async (query: object) => (await logOf(teacher, id, filterOf({ ...query }), 1))!.rows
  expect((await by({ of: 'seen' })).map(({ kind }) => kind)).toEqual(['roster_seen'])
  expect((await by({ by: assistant.id })).map(({ kind }) => kind)).toEqual(['roster_seen', 'staff_joined'])
  expect(await by({ of: 'seen', by: teacher.id })).toEqual([])
  expect(await by({ of: 'none', by: 'none' })).toHaveLength(4)
  await record(
    db,
    teacher.id,
    id,
    Array.from({ length: 2 * LOG_PAGE }, () => ({ kind: 'code_renewed' })),
  )
  const last = (await logOf(teacher, id, ALL, 99))!
  expect([last.page, last.pages, last.rows.length]).toEqual([3, 3, 4])
  expect(last.actors.map(({ name }) => name)).toEqual(['김서연', '박조교'])
})

test('what is older than a class keeps is neither shown nor kept', async () => {
  const { id, teacher } = await newClass()
  const other = await newClass()
  const age = (days: number) => db.$executeRaw`
    UPDATE "ClassEvent" SET "at" = "at" - make_interval(days => ${days}::int),
           "expiresAt" = "expiresAt" - make_interval(days => ${days}::int)
     WHERE "classroomId" = ${id}::uuid`
  await age(40)
  expect(await kindsOf(teacher, id)).toEqual(['opened'])
  for (const days of [0, 31, '30', null])
    expect(await setLogDays(teacher, id, days)).toMatchObject({ ok: false })
  await setLogDays(teacher, id, 30)
  expect(await kindsOf(teacher, id)).toEqual(['log_days_set'])
  expect((await logOf(teacher, id, ALL, 1))?.days).toBe(30)
  await age(31)
  expect(await kindsOf(teacher, id)).toEqual([])
  expect(await db.classEvent.count({ where: { classroomId: id } })).toBe(1)
  // Whatever happens next anywhere takes it away.
  await renameClassroom(other.teacher, other.id, { name: 'x' })
  expect(await db.classEvent.count({ where: { classroomId: id } })).toBe(0)
})

test('names follow who a guest becomes, go with an account, and all of it with the class', async () => {
  const { id, code, teacher } = await newClass()
  const [known, here] = [await account(), await guest()]
  await joins(known, code)
  await joins(here, code)
  const of = async (viewer: Viewer) => {
    const place = { classroomId: id, userId: viewer.id }
    return (await db.membership.findUniqueOrThrow({ where: { classroomId_userId: place } })).id
  }
  await opens(teacher, id, await of(here))
  await mergeGuest(here.id, known.id)
  expect((await toldOf(known, id)).map(({ kind, subject }) => [kind, subject])).toEqual([
    ['answers_seen', known.id],
  ])
  const assistant = await assistantOf(teacher, id)
  await rosterOf(assistant, id, null, 1)
  expect(await deleteAccount(known, known.email)).toBe(null)
  expect(await deleteAccount(assistant, assistant.email)).toBe(null)
  const { rows } = (await logOf(teacher, id, ALL, 1))!
  expect(rows.map(({ kind, actor, subject }) => [kind, actor, subject])).toEqual([
    ['roster_seen', null, null],
    ['staff_joined', null, null],
    ['offered', '김서연', null],
    ['answers_seen', '김서연', null],
    ['opened', '김서연', null],
  ])
  await deleteClassroom(teacher, id)
  expect(await db.classEvent.count({ where: { classroomId: id } })).toBe(0)
})

test('an assistant who is let go is named, and the schema knows no other kinds', async () => {
  const { id, teacher } = await newClass()
  const assistant = await assistantOf(teacher, id)
  const place = { classroomId: id, userId: assistant.id }
  const own = await db.membership.findUniqueOrThrow({ where: { classroomId_userId: place } })
  await removeAssistant(teacher, id, own.id)
  expect((await logOf(teacher, id, ALL, 1))?.rows[0]).toMatchObject({
    ...{ kind: 'assistant_removed', actor: '김서연', subject: '박조교' },
  })
  const kinds = await db.$queryRaw<{ kind: string }[]>`
    SELECT unnest(enum_range(NULL::"ClassEventKind"))::text AS "kind"`
  expect(kinds.map(({ kind }) => kind).sort()).toEqual(Object.values(EVENT_KINDS).flat().sort())
})
