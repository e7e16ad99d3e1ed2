/** A class that is opened like another one. */
import { expect, test } from 'vitest'
import { catalog } from '@/lib/content/catalog'
import { db } from '@/lib/db'
import { setAdmission } from './admission'
import { createAssignment, extendAssignment, setTimeZone } from './assignment'
import { assignmentsOf } from './assignment-result'
import { duplicateClassroom, handedOnBy } from './duplicate'
import { acceptOffer, offerClass } from './staff'
import { archiveClassroom, classroomOf } from './store'
import { account, joins, newClass } from './test-class'
import { localTime } from './zone'

const ZONE = 'America/New_York'
const ITEMS = catalog().lessons[0]?.itemIds.slice(0, 2) ?? []

async function assigned(terms: object) {
  const { id, teacher, code } = await newClass()
  await setTimeZone(teacher, id, ZONE)
  for (const one of [terms].flat())
    expect(await createAssignment(teacher, id, { ...TERMS, ...one })).toMatchObject({ ok: true })
  return { id, teacher, code }
}

const TERMS = {
  ...{ title: '첫 과제', openAt: '2026-02-02T09:00', dueAt: '2026-02-09T23:59', itemIds: ITEMS },
  ...{ mockMinutes: null, latePercent: 30, attempts: 2, release: 'never', scoreRelease: 'after_due' },
}

test('settings and assignments come along, each as many days later and at its hour, and nobody but who opens it', async () => {
  // The second opens before summer time begins, and its copy after.
  const second = { title: '둘째', openAt: '2026-02-16T09:00', dueAt: '', scoreRelease: 'never' }
  const { id, teacher, code } = await assigned([TERMS, second])
  const learner = await account()
  await joins(learner, code)
  const settings = { closed: true, accountsOnly: true, approval: true, maxLearners: 40, codeDays: null }
  await setAdmission(teacher, id, settings)
  await archiveClassroom(teacher, id, true)
  const first = await db.assignment.findFirstOrThrow({ where: { classroomId: id, title: '첫 과제' } })
  const { id: membershipId } = await db.membership.findFirstOrThrow({
    where: { classroomId: id, userId: learner.id },
  })
  expect(await extendAssignment(teacher, id, first.id, membershipId, '2026-03-01T09:00')).toMatchObject({
    ok: true,
  })
  expect(await handedOnBy(teacher, id)).toEqual({ assignments: 2, firstDay: '2026-02-02' })

  const made = await duplicateClassroom(teacher, id, { name: '운영체제 3분반', firstDay: '2026-03-02' })
  if (!made.ok) throw new Error(made.code)
  expect(await classroomOf(teacher, made.id)).toMatchObject({
    ...{ name: '운영체제 3분반', displayName: '김서연', learners: 0, isArchived: false },
    invitation: { code: made.code },
  })
  expect(await db.classroom.findUnique({ where: { id: made.id } })).toMatchObject({
    ...{ closed: false, accountsOnly: true, approval: true, maxLearners: 40, timeZone: ZONE },
  })
  expect(await db.membership.count({ where: { classroomId: made.id } })).toBe(1)
  const copies = await db.assignment.findMany({
    where: { classroomId: made.id },
    include: { items: { orderBy: { place: 'asc' } }, extensions: true },
    orderBy: { openAt: 'asc' },
  })
  const at = (when: Date | null) => when && localTime(when, ZONE)
  expect(copies.map(({ openAt, dueAt }) => [at(openAt), at(dueAt)])).toEqual([
    ['2026-03-02T09:00', '2026-03-09T23:59'],
    ['2026-03-16T09:00', null],
  ])
  for (const copy of copies) {
    const { latePercent, attempts, release } = TERMS
    expect(copy).toMatchObject({ latePercent, attempts, release, extensions: [], createdById: teacher.id })
    expect(copy.items.map(({ itemId }) => itemId)).toEqual(ITEMS)
  }
  // What there was is as it was.
  expect((await assignmentsOf(teacher, id, 1))?.rows.length).toBe(2)
  expect(await db.assignment.findUnique({ where: { id: first.id } })).toEqual(first)
})

test('an hour that summer time skips leaves an assignment open as long as it was', async () => {
  const { id, teacher } = await assigned({ openAt: '2026-02-01T02:10', dueAt: '2026-02-01T03:00' })
  const made = await duplicateClassroom(teacher, id, { name: 'x', firstDay: '2026-03-08' })
  if (!made.ok) throw new Error(made.code)
  const { openAt, dueAt } = await db.assignment.findFirstOrThrow({ where: { classroomId: made.id } })
  expect(localTime(openAt, ZONE)).toBe('2026-03-08T03:10')
  expect(Number(dueAt) - Number(openAt)).toBe(50 * 60_000)
})

test('without a day dates stay, and a class without assignments has none to hand on', async () => {
  const { id, teacher } = await assigned(TERMS)
  const kept = await duplicateClassroom(teacher, id, { name: 'x', firstDay: null })
  if (!kept.ok) throw new Error(kept.code)
  const times = { select: { openAt: true, dueAt: true } } as const
  const [one, other] = [
    await db.assignment.findFirst({ where: { classroomId: id }, ...times }),
    await db.assignment.findFirst({ where: { classroomId: kept.id }, ...times }),
  ]
  expect(other).toEqual(one)
  const empty = await newClass()
  expect(await handedOnBy(empty.teacher, empty.id)).toEqual({ assignments: 0, firstDay: null })
})

test.each([
  ['no name', { name: ' ', firstDay: null }, 'name-ill-formed'],
  ['no day', { name: 'x', firstDay: '' }, 'day-ill-formed'],
  ['a day of no calendar', { name: 'x', firstDay: '2026-02-30' }, 'day-ill-formed'],
  ['a day that is too far', { name: 'x', firstDay: '9999-12-30' }, 'day-ill-formed'],
  ['nothing', null, 'name-ill-formed'],
])('%s: is refused and makes nothing', async (_, input, code) => {
  const { id, teacher } = await assigned(TERMS)
  const before = await db.classroom.count()
  expect(await duplicateClassroom(teacher, id, input)).toEqual({ ok: false, code })
  expect(await db.classroom.count()).toBe(before)
})

test('who does not teach a class opens none like it', async () => {
  const { id, teacher, code } = await assigned(TERMS)
  const [learner, assistant, stranger] = [await account(), await account(), await account()]
  await joins(learner, code)
  const offer = await offerClass(teacher, id, 'assistant')
  if (!offer.ok) throw new Error(offer.code)
  expect(await acceptOffer(assistant, offer.token, { displayName: 'A' })).toMatchObject({ ok: true })
  for (const one of [learner, assistant, stranger]) {
    expect(await duplicateClassroom(one, id, { name: 'x', firstDay: null })).toMatchObject({
      code: 'not-found',
    })
    expect(await handedOnBy(one, id)).toBe(null)
  }
})
