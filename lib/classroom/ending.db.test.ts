/** What goes with a teacher's account is named before it goes, and is what goes. */
import { expect, test } from 'vitest'
import { classesThatEnd, deleteAccount } from '@/lib/account/delete'
import { db } from '@/lib/db'
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
