/** What goes with a teacher's account is named before it goes, and is what goes. */
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { classesThatEnd, deleteAccount } from '@/lib/account/delete'
import type { Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { lockClassroom } from '@/lib/progress/class-lock'
import { joinClassroom, leaveClassroom } from './membership'
import { createClassroom } from './store'
import { account, joins, newClass } from './test-class'

test('deleting a teacher ends the classes that nobody else teaches, which are named with their learners', async () => {
  const { id, code, teacher } = await newClass()
  const [stays, leaves, other] = await Promise.all([account(), account(), account()])
  for (const one of [stays, leaves]) await joins(one, code)
  await leaveClassroom(leaves, id)
  const empty = await createClassroom(teacher, { name: '가 학급', displayName: 'T' })
  const shared = await createClassroom(teacher, { name: '함께', displayName: 'T' })
  const foreign = await createClassroom(other, { name: 'foreign', displayName: 'T' })
  if (!empty.ok || !shared.ok || !foreign.ok) throw new Error('a class could not be made')
  await joinClassroom(teacher, { code: foreign.code, displayName: 'as a learner' })
  const second = { classroomId: shared.id, userId: other.id, displayName: 'second', role: 'teacher' } as const
  await db.membership.create({ data: second })

  expect(await classesThatEnd(teacher)).toEqual([
    { id: empty.id, name: '가 학급', learners: 0 },
    { id, name: '운영체제 2분반', learners: 1 },
  ])
  expect(await classesThatEnd(stays)).toEqual([])
  expect(await deleteAccount(teacher, teacher.email)).toBe(null)
  const left = await db.classroom.findMany({ where: { id: { in: [id, empty.id, shared.id, foreign.id] } } })
  expect(left.map((one) => one.id).sort()).toEqual([shared.id, foreign.id].sort())
})

test.each([
  { what: 'the other teacher leaves', left: 'other', remains: 0 },
  { what: 'the class is handed over', left: 'teacher', remains: 1 },
] as const)(
  '$what while a teacher deletes the account: no class is left without one, none with one goes',
  async ({ left, remains }) => {
    const { id, teacher } = await newClass()
    const other = await account()
    const second = { classroomId: id, userId: other.id, displayName: 'second', role: 'teacher' } as const
    await db.membership.create({ data: { ...second, status: left === 'other' ? 'active' : 'left' } })
    const statusOf = (viewer: Viewer, status: 'active' | 'left') => ({
      where: { classroomId_userId: { classroomId: id, userId: viewer.id } },
      data: { status },
    })
    let deleting: Promise<unknown> | undefined
    await db.$transaction(async (tx) => {
      await lockClassroom(tx, id)
      deleting = deleteAccount(teacher, teacher.email)
      await Promise.race([deleting, setTimeout(300)])
      await tx.membership.update(statusOf(other, left === 'other' ? 'left' : 'active'))
      if (left === 'teacher') await tx.membership.update(statusOf(teacher, 'left'))
    })
    expect(await deleting).toBe(null)
    expect(await db.classroom.count({ where: { id } })).toBe(remains)
  },
)

test('a class that is opened while its teacher deletes the account is none', async () => {
  const teacher = await account()
  const identifier = teacher.email ?? ''
  const link = { identifier, token: 'of a link', expires: new Date() }
  await db.verificationToken.create({ data: link })
  let all: Promise<unknown[]> | undefined
  await db.$transaction(async (tx) => {
    // The deletion waits here, its classes being gone.
    await tx.verificationToken.update({
      where: { identifier_token: { identifier, token: link.token } },
      data: link,
    })
    const deleting = deleteAccount(teacher, teacher.email)
    await Promise.race([deleting, setTimeout(300)])
    all = Promise.all([deleting, createClassroom(teacher, { name: 'of nobody', displayName: 'T' })])
    await Promise.race([all, setTimeout(300)])
  })
  expect(await all).toEqual([null, { ok: false, code: 'sign-up-first' }])
  expect(await db.classroom.count({ where: { name: 'of nobody' } })).toBe(0)
})
