/** Who is in a platform's course comes to a class's list by a teacher's press, looked at first. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { importRoster, previewRoster } from '@/lib/classroom/invitee'
import { enterByPlatform } from '@/lib/classroom/platform-member'
import { account, joins, newClass } from '@/lib/classroom/test-class'
import { db } from '@/lib/db'
import { membersOf } from './members'
import { ROLES, startPlatform, type TestPlatform } from './test-platform'

let lms: TestPlatform
beforeEach(async () => {
  vi.stubEnv('NEXTAUTH_URL', 'https://forklore.test')
  await db.ltiPlatform.deleteMany()
  lms = await startPlatform()
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await lms.close()
})

async function tied(membersUrl: string | null = lms.services.membersUrl()) {
  const { id, code, teacher } = await newClass()
  const course = {
    platformId: lms.platform.id,
    deploymentId: '1',
    contextId: id,
    title: 'OS',
    classroomId: id,
  }
  const { id: tie } = await db.ltiContext.create({ data: { ...course, scopes: [], membersUrl } })
  return { id, code, teacher, tie }
}

const learner = (user_id: string, rest: object) => ({ user_id, roles: [...ROLES.learner], ...rest })

test('the learners of every page become a list; who teaches, is inactive or is no row is left out', async () => {
  const { id, teacher, tie } = await tied()
  lms.services.members.push(
    learner('1', { name: 'Lee, "Jiho"', email: 'Jiho@Example.org', lis_person_sourcedid: '2026-01' }),
    { user_id: 't', name: 'Kim', email: 'kim@example.org', roles: [...ROLES.teacher] },
    learner('2', { given_name: 'Minsu', family_name: 'Park', email: 'ms@example.org', status: 'Active' }),
    learner('3', { name: 'Gone', email: 'gone@example.org', status: 'Inactive' }),
    { nonsense: true },
    learner('4', { name: 'Nameless Number', roles: ['Learner'] }),
    learner('5', { name: '=1+1', email: 'five@example.org' }),
  )
  const told = await membersOf(teacher, id, tie)
  if (!told.ok) throw new Error(told.code)
  expect(told.text.split('\n')).toEqual([
    'name,number,email',
    '"Lee, ""Jiho""",2026-01,Jiho@Example.org',
    'Minsu Park,,ms@example.org',
    'Nameless Number,,',
    '=1+1,,five@example.org',
  ])
  const looked = await previewRoster(teacher, id, told.text)
  if (!looked.ok) throw new Error(looked.code)
  expect(looked.rows.map(({ does, problem }) => does ?? problem?.code)).toEqual([
    'new',
    'new',
    'no-key',
    'formula',
  ])
  expect(await db.invitee.count({ where: { classroomId: id } })).toBe(0)
  expect(await importRoster(teacher, id, told.text)).toEqual({ ok: true, made: 2, changed: 0, left: 2 })
  expect(await importRoster(teacher, id, told.text)).toMatchObject({ made: 0, changed: 0 })
  expect(lms.services.faults).toEqual([])
})

test('who then comes from the platform is found on the list by the address there, and takes nobody’s place', async () => {
  const { id, code, teacher } = await tied(null)
  await importRoster(teacher, id, 'name,email\nLee,lee@example.org')
  const [one, two] = [await account(), await account()]
  const enters = (viewer: typeof one, name: string) =>
    enterByPlatform(viewer, id, 'learner', { displayName: name }, 'lee@example.org')
  expect(await enters(one, 'Lee')).toEqual({ ok: true })
  expect(await enters(two, 'Another Lee')).toEqual({ ok: true })
  const of = { classroomId_userId: { classroomId: id, userId: one.id } }
  const { id: membershipId } = await db.membership.findUniqueOrThrow({ where: of })
  expect(await db.invitee.findMany({ where: { classroomId: id } })).toMatchObject([
    { membershipId, matchedBy: 'email' },
  ])
  expect(await joins(await account(), code)).toMatchObject({ ok: true })
})

test('nobody but a teacher asks, and only a course of the class that has such a list', async () => {
  const [here, there, without] = [await tied(), await tied(), await tied(null)]
  const notFound = { ok: false, code: 'not-found' }
  expect(await membersOf(await account(), here.id, here.tie)).toEqual(notFound)
  expect(await membersOf(there.teacher, here.id, here.tie)).toEqual(notFound)
  expect(await membersOf(here.teacher, here.id, there.tie)).toEqual(notFound)
  expect(await membersOf(without.teacher, without.id, without.tie)).toEqual(notFound)
})

test('a platform that is away, refuses or answers nonsense is told apart', async () => {
  const { id, teacher, tie } = await tied()
  const code = async () => {
    const told = await membersOf(teacher, id, tie)
    return told.ok ? 'ok' : told.code
  }
  lms.away(true)
  expect(await code()).toBe('platform-unreachable')
  lms.away(false)
  lms.services.refuses = true
  expect(await code()).toBe('platform-unauthorized')
  lms.services.refuses = false
  await db.ltiContext.update({ where: { id: tie }, data: { membersUrl: `${lms.url}/keys` } })
  expect(await code()).toBe('platform-unexpected')
})
