/** Sections of a class: who is in which, what is looked at by section, and for whom an assignment is. */
import { expect, test } from 'vitest'
import { mergeGuest } from '@/lib/account/merge'
import type { Viewer } from '@/lib/auth/viewer'
import { catalog } from '@/lib/content/catalog'
import { db } from '@/lib/db'
import { awaitsAnswer } from '@/lib/progress/asked-store'
import { allWithheldFrom, withheldFrom } from '@/lib/progress/withheld-store'
import { changeAssignment, createAssignment } from './assignment'
import { assignmentOf, assignmentsOf } from './assignment-result'
import { dashboardOf } from './dashboard'
import { duplicateClassroom } from './duplicate'
import { everyAssignmentResult, everyMember } from './export'
import { itemAnalysisOf } from './item-analysis'
import { ownAssignments, waitingAssignments } from './own-assignments'
import { dropSection, MAX_SECTIONS, nameSection, putInSection, sectionsOf } from './section'
import { acceptOffer, offerClass } from './staff'
import { deleteClassroom } from './store'
import { account, choose, guest, joins, newClass } from './test-class'
import { localTime } from './zone'

const lesson = catalog().lessons.find(({ itemIds }) => itemIds.length > 1)
if (!lesson) throw new Error('a lesson asks something')
const [one = '', two = ''] = lesson.itemIds
const LESSON = { slug: lesson.slug, title: lesson.title, itemIds: [one, two] }
const NOT_FOUND = { ok: false, code: 'not-found' }
const at = (hours: number) => localTime(new Date(Date.now() + hours * 3600_000), 'Asia/Seoul')
const FORM = {
  ...{ title: 'For some', openAt: at(-2), dueAt: at(2), latePercent: 100, attempts: 1, mockMinutes: null },
  ...{ release: 'after_due', scoreRelease: 'after_due', itemIds: [one] },
}

/** A class with two sections, two learners in the first and one in the other. */
async function classInSections() {
  const { id, code, teacher } = await newClass()
  const learners: Viewer[] = []
  for (let i = 0; i < 3; i++) {
    const learner = await account()
    expect(await joins(learner, code, true)).toMatchObject({ ok: true })
    learners.push(learner)
  }
  for (const name of ['Morning', 'Evening'])
    expect(await nameSection(teacher, id, null, name)).toEqual({ ok: true })
  const [evening, morning] = await sectionsOf(teacher, id)
  if (!evening || !morning) throw new Error('both were made')
  const memberships = await Promise.all(learners.map((learner) => membershipIn(id, learner)))
  expect(await putInSection(teacher, id, memberships.slice(0, 2), morning.id)).toEqual({ ok: true, moved: 2 })
  expect(await putInSection(teacher, id, memberships.slice(2), evening.id)).toEqual({ ok: true, moved: 1 })
  return { id, code, teacher, learners, memberships, morning: morning.id, evening: evening.id }
}
async function membershipIn(classroomId: string, { id: userId }: Viewer) {
  return (await db.membership.findUniqueOrThrow({ where: { classroomId_userId: { classroomId, userId } } }))
    .id
}
const answer = (viewer: Viewer | undefined, itemId: string, earned: number) => {
  if (!viewer) throw new Error('nobody answers')
  return choose(viewer, itemId, 'a', { earned, total: 2 })
}

test('sections are made, named apart, filled and taken apart, by who teaches the class alone', async () => {
  const { id, teacher, learners, memberships, morning, evening } = await classInSections()
  expect((await sectionsOf(teacher, id)).map(({ name, learners: n }) => [name, n])).toEqual([
    ['Evening', 1],
    ['Morning', 2],
  ])
  expect(await nameSection(teacher, id, null, ' Morning ')).toEqual({ ok: false, code: 'section-taken' })
  expect(await nameSection(teacher, id, morning, 'Evening')).toEqual({ ok: false, code: 'section-taken' })
  expect(await nameSection(teacher, id, morning, 'Morning')).toEqual({ ok: true })
  for (const name of ['', ' ', 'x'.repeat(200), 5])
    expect(await nameSection(teacher, id, null, name)).toEqual({ ok: false, code: 'name-ill-formed' })
  const other = await classInSections()
  const offer = await offerClass(teacher, id, 'assistant')
  const assistant = await account()
  if (!offer.ok) throw new Error(offer.code)
  await acceptOffer(assistant, offer.token, { displayName: '조교' })
  for (const viewer of [assistant, learners[0] ?? assistant, other.teacher]) {
    expect(await nameSection(viewer, id, null, 'More')).toEqual(NOT_FOUND)
    expect(await dropSection(viewer, id, evening)).toEqual(NOT_FOUND)
    expect(await putInSection(viewer, id, memberships, null)).toEqual(NOT_FOUND)
  }
  expect(await sectionsOf(other.teacher, id)).toEqual([])
  // Another class's section, and another class's learners.
  expect(await putInSection(teacher, id, memberships, other.morning)).toEqual(NOT_FOUND)
  expect(await putInSection(teacher, id, other.memberships, morning)).toEqual(NOT_FOUND)
  expect(await dropSection(teacher, id, other.morning)).toEqual(NOT_FOUND)
  expect(await nameSection(teacher, id, other.morning, 'Theirs')).toEqual(NOT_FOUND)
  expect(await dropSection(teacher, id, morning)).toEqual({ ok: true })
  expect(await db.membership.count({ where: { classroomId: id, sectionId: null, role: 'learner' } })).toBe(2)
  const names = Array.from({ length: MAX_SECTIONS - 1 }, (_, i) => ({ classroomId: id, name: `S${i}` }))
  await db.classSection.createMany({ data: names })
  expect(await nameSection(teacher, id, null, 'One more')).toEqual({ ok: false, code: 'too-many-sections' })
})

test('the heat map and the figures of items are those of a section alone where one is chosen', async () => {
  const { id, teacher, learners, morning, evening } = await classInSections()
  await answer(learners[0], one, 2)
  await answer(learners[1], one, 1)
  await answer(learners[2], one, 0)
  await answer(learners[2], two, 2)
  const seen = async (section: string | null) => {
    const dashboard = await dashboardOf(teacher, id, [LESSON], 1, 'name', null, section)
    const items = await itemAnalysisOf(teacher, id, [LESSON], null, section)
    return {
      learners: dashboard?.learners.length,
      total: dashboard?.total,
      summary: dashboard?.lessons[0]?.summary,
      items: items?.items.map(({ n, neverTried, difficulty }) => [n, neverTried, difficulty]),
    }
  }
  expect(await seen(morning)).toEqual({
    ...{ learners: 2, total: 2, summary: { rate: 0.75, answered: 2, items: 4, learners: 2 } },
    items: [
      [2, 0, 0.75],
      [0, 2, null],
    ],
  })
  expect(await seen(evening)).toMatchObject({ learners: 1, summary: { rate: 0.5, answered: 2, learners: 1 } })
  const whole = await seen(null)
  expect(whole).toMatchObject({ learners: 3, total: 3, summary: { answered: 4, learners: 3 } })
  const picked = await dashboardOf(teacher, id, [LESSON], 1, 'idle', null, evening)
  expect(picked?.learners).toHaveLength(1)
  // Of another class's section nobody is in this one.
  const other = await classInSections()
  expect(await seen(other.morning)).toMatchObject({ learners: 0, total: 0 })
  const sections: (string | null)[] = []
  for await (const row of everyMember(teacher, id)) sections.push(row.section)
  expect(sections.sort()).toEqual(['Evening', 'Morning', 'Morning'])
})

test('an assignment for a section asks, withholds and counts for who is in it, and follows who is moved', async () => {
  const { id, teacher, learners, memberships, morning, evening } = await classInSections()
  const other = await classInSections()
  expect(await createAssignment(teacher, id, { ...FORM, sectionId: other.morning })).toEqual(NOT_FOUND)
  const made = await createAssignment(teacher, id, { ...FORM, sectionId: morning })
  if (!made.ok) throw new Error(made.code)
  const [first, , last] = learners
  if (!first || !last) throw new Error('three learn')
  const asked = async (viewer: Viewer) => {
    const withheld = await allWithheldFrom({ viewer, device: null })
    const own = await ownAssignments(viewer, withheld, id, 1)
    const held = (await withheldFrom({ viewer, device: null }, [one])).of(one)
    const waiting = (await waitingAssignments(viewer, withheld)).length
    return [own.rows.length, waiting, held.key, await awaitsAnswer(viewer, one)]
  }
  expect(await asked(first)).toEqual([1, 1, true, true])
  expect(await asked(last)).toEqual([0, 0, false, false])
  await answer(first, one, 2)
  await answer(last, one, 2)
  expect((await assignmentsOf(teacher, id, 1))?.rows[0]).toMatchObject({
    learners: 2,
    done: 1,
    sectionId: morning,
  })
  const shown = await assignmentOf(teacher, id, made.id, 1)
  expect(shown?.rows.map(({ membershipId }) => membershipId).sort()).toEqual(memberships.slice(0, 2).sort())
  const results = new Map<string, number | null>()
  const all = (await assignmentsOf(teacher, id, 1))?.rows ?? []
  for await (const row of everyAssignmentResult(teacher, id, all))
    results.set(row.membershipId, row.results[0] ? row.results[0].share : null)
  expect(memberships.map((one) => results.get(one))).toEqual([1, 0, null])
  expect(await dropSection(teacher, id, morning)).toEqual({ ok: false, code: 'section-assigned' })

  await putInSection(teacher, id, memberships.slice(2), morning)
  expect((await asked(last)).slice(0, 1)).toEqual([1])
  expect(await changeAssignment(teacher, id, made.id, { ...FORM, sectionId: evening })).toEqual({ ok: true })
  expect((await asked(first)).slice(0, 1)).toEqual([0])
  expect(await changeAssignment(teacher, id, made.id, FORM)).toEqual({ ok: true })
  expect((await assignmentsOf(teacher, id, 1))?.rows[0]).toMatchObject({ learners: 3, sectionId: null })
})

test('a class made like another has its sections and assigns to them; one that is deleted takes them along; a guest brings theirs', async () => {
  const { id, code, teacher, morning } = await classInSections()
  await createAssignment(teacher, id, { ...FORM, sectionId: morning })
  const made = await duplicateClassroom(teacher, id, { name: 'Next term', firstDay: null })
  if (!made.ok) throw new Error(made.code)
  const copied = await sectionsOf(teacher, made.id)
  expect(copied.map(({ name }) => name)).toEqual(['Evening', 'Morning'])
  const [assignment] = await db.assignment.findMany({ where: { classroomId: made.id } })
  expect(assignment?.sectionId).toBe(copied[1]?.id)

  const [visitor, person] = [await guest(), await account()]
  for (const viewer of [visitor, person]) expect(await joins(viewer, code)).toMatchObject({ ok: true })
  await putInSection(teacher, id, [await membershipIn(id, visitor)], morning)
  await mergeGuest(visitor.id, person.id)
  const place = { classroomId_userId: { classroomId: id, userId: person.id } }
  expect((await db.membership.findUniqueOrThrow({ where: place })).sectionId).toBe(morning)
  expect(await deleteClassroom(teacher, id)).toEqual({ ok: true })
  expect(await db.classSection.count({ where: { classroomId: id } })).toBe(0)
})
