/** Who follows a link of a learning platform arrives where it leads, as who they are, and nobody else does. */
import { randomUUID } from 'node:crypto'
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { hashPassword } from '@/lib/auth/password'
import { type Browser, newBrowser, request } from '@/lib/auth/test-browser'
import { viewerWhoStores } from '@/lib/auth/viewer'
import { changeLearners } from '@/lib/classroom/roster'
import { account, choose, joins, newClass } from '@/lib/classroom/test-class'
import { db } from '@/lib/db'
import { messages } from '@/lib/i18n/messages'
import { arrivalOf, nextStep } from '@/lib/lti/arrival'
import { CLAIM, DEEP_LINKING } from '@/lib/lti/claim'
import { LTI_CODES } from '@/lib/lti/failure'
import { publicKeys } from '@/lib/lti/key'
import { ROLES, startPlatform, type TestPlatform } from '@/lib/lti/test-platform'
import { tiesOf, untieClass } from '@/lib/lti/tie'
import * as login from './login/route'
import { COURSE, comingFrom, HOME, inCourse, learns, signedIn, viewerIn, whereTo } from './test-coming'

vi.mock('next/headers', () => import('@/lib/auth/test-browser'))
const FORK = vi.hoisted(() => ({ slug: 'fork', title: { ko: '포크', en: 'Fork' }, itemIds: [] }))
vi.mock('@/lib/content/catalog', async (original) => ({
  ...(await original<typeof import('@/lib/content/catalog')>()),
  catalog: () => ({ lessons: [FORK] }),
  catalogLesson: (slug: string) => (slug === 'fork' ? FORK : null),
}))

let lms: TestPlatform
beforeEach(async () => {
  vi.stubEnv('NEXTAUTH_URL', HOME)
  await db.ltiPlatform.deleteMany()
  lms = await startPlatform()
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await lms.close()
})

const { opens, comes, goesOn, answers, tied } = comingFrom(() => lms)

test('who comes without a course is signed in, to the same account each time, whatever their address at the platform', async () => {
  const other = await account()
  const browser = newBrowser()
  const claims = { name: 'Lee Jiho', email: other.email ?? '', [CLAIM.presentation]: { locale: 'en-US' } }
  expect(await comes(browser, { claims })).toBe('/en/today')
  const viewer = await viewerIn(browser)
  expect(viewer).toMatchObject({ displayName: 'Lee Jiho', isGuest: false, email: null })
  expect(viewer?.id).not.toBe(other.id)
  // Elsewhere, and renamed.
  const elsewhere = newBrowser()
  await comes(elsewhere, { claims: { name: 'Jiho L.' } })
  expect((await viewerIn(elsewhere))?.id).toBe(viewer?.id)
  // Somebody else of the platform is somebody else, also where both come in one browser.
  await comes(elsewhere, { sub: 'u-2' })
  expect((await viewerIn(elsewhere))?.id).not.toBe(viewer?.id)
})

test('what was answered as a guest on the device is the account’s', async () => {
  const browser = newBrowser()
  const guest = await request(browser, () => viewerWhoStores('ko', null, async () => null))
  if (!guest.ok) throw new Error('a guest is made')
  await choose(guest.viewer, 'fork-tree.inside-if', 'a', {})
  await comes(browser)
  const viewer = await viewerIn(browser)
  expect(viewer?.isGuest).toBe(false)
  expect(await db.itemResponse.count({ where: { userId: viewer?.id ?? '' } })).toBe(1)
})

test('two openings at once make one account, and both arrive', async () => {
  const browser = newBrowser()
  const paths = [await opens(browser, {}), await opens(browser, {})]
  const went = await Promise.all(paths.map((path) => goesOn(browser, path)))
  expect(went).toEqual(['/ko/today', '/ko/today'])
  expect(await db.account.count({ where: { provider: `lti:${lms.url}` } })).toBe(1)
})

test('a ticket is good in the browser in which it began, once, and for a quarter of an hour', async () => {
  const browser = newBrowser()
  const path = await opens(browser, {})
  const other = newBrowser()
  expect(await goesOn(other, path)).toBe('/ko/lti?code=other-browser')
  expect(await viewerIn(other)).toBe(null)
  expect(await goesOn(browser, path)).toBe('/ko/today')
  expect([...browser.cookies.keys()].filter((name) => name.includes('lti'))).toEqual([])
  expect(await goesOn(browser, path)).toBe('/ko/lti?code=arrival-over')
  const late = await opens(browser, {})
  await db.ltiLogin.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } })
  expect(await goesOn(browser, late)).toBe('/ko/lti?code=arrival-over')
  expect(await goesOn(browser, '/api/lti/enter?ticket=guessed')).toBe('/ko/lti?code=arrival-over')
})

test('whoever is signed in as somebody else is asked, and what they say is done', async () => {
  const known = await account()
  const browser = await signedIn(known)
  const asked = await comes(browser)
  expect(asked).toMatch(/^\/ko\/lti\?ticket=/)
  // A page of another site says it for nobody.
  expect(await answers(browser, asked, { deed: 'same' }, 'http://evil.test')).toBe(
    '/ko/lti?code=cross-origin',
  )
  expect(await db.account.count({ where: { userId: known.id } })).toBe(0)
  // Who answers something else is asked again.
  expect(await answers(browser, asked, { deed: 'join' })).toBe(asked)
  expect(await answers(browser, asked, { deed: 'same' })).toBe('/ko/today')
  expect((await viewerIn(browser))?.id).toBe(known.id)
  const elsewhere = newBrowser()
  await comes(elsewhere)
  expect((await viewerIn(elsewhere))?.id).toBe(known.id)
  // The next on the same device is not them: nobody has to be asked.
  expect(await comes(browser, { sub: 'u-2' })).toBe('/ko/today')
  expect((await viewerIn(browser))?.id).not.toBe(known.id)
})

test('who is not who is signed in gets an account of their own, and the session before is over', async () => {
  const known = await account()
  const browser = await signedIn(known)
  const before = { ...browser, cookies: new Map(browser.cookies) }
  const asked = await comes(browser)
  expect(await answers(browser, asked, { deed: 'other' })).toBe('/ko/today')
  expect((await viewerIn(browser))?.id).not.toBe(known.id)
  expect(await viewerIn(before)).toBe(null)
  expect(await db.account.count({ where: { userId: known.id } })).toBe(0)
})

test('a course is tied once, by who teaches it, to a class of theirs or a new one', async () => {
  const student = newBrowser()
  expect(await comes(student, { sub: 's', claims: learns('Lee Jiho') })).toBe('/ko/lti?code=not-tied')
  // They are signed in all the same.
  expect((await viewerIn(student))?.displayName).toBe('Lee Jiho')
  expect(await comes(newBrowser(), { sub: 'a', claims: inCourse(ROLES.assistant) })).toBe(
    '/ko/lti?code=not-tied',
  )
  expect(await comes(newBrowser(), { sub: 'o', claims: inCourse(ROLES.observer) })).toBe(
    '/ko/lti?code=no-role',
  )

  const [mine, others] = [await newClass(), await newClass()]
  const browser = await signedIn(mine.teacher)
  const teaches = { sub: 't', claims: inCourse(ROLES.teacher) }
  const asked = await answers(browser, await comes(browser, teaches), { deed: 'same' })
  expect(asked).toMatch(/ticket=/)
  expect(await answers(browser, asked, { deed: 'tie', class: others.id })).toContain('code=class-unknown')
  expect(await answers(browser, asked, { deed: 'tie', class: 'x' })).toContain('code=class-unknown')
  expect(await answers(browser, asked, { deed: 'open', 'teacher-name': ' ' })).toContain(
    'code=name-ill-formed',
  )
  expect(await db.ltiContext.count()).toBe(0)
  expect(await answers(browser, asked, { deed: 'tie', class: mine.id })).toBe(`/ko/classes/${mine.id}`)
  expect(await tiesOf(mine.teacher, mine.id)).toMatchObject([{ platform: 'Test LMS', title: COURSE.title }])
  // Its next link leads there at once, and the title follows the platform's.
  const renamed = { ...teaches.claims, [CLAIM.context]: { ...COURSE, title: 'OS 2027' } }
  expect(await comes(browser, { ...teaches, claims: renamed })).toBe(`/ko/classes/${mine.id}`)
  expect(await tiesOf(mine.teacher, mine.id)).toMatchObject([{ title: 'OS 2027' }])
  // The course of the same id at another deployment is another.
  expect(await db.classEvent.count({ where: { classroomId: mine.id, kind: 'platform_tied' } })).toBe(1)
})

test('a learner sees what the teacher will see, comes in, and goes on from there at the next link', async () => {
  const { id, teacher } = await tied()
  const browser = newBrowser()
  const asked = await comes(browser, { sub: 's', claims: learns('Lee Jiho') })
  expect(asked).toMatch(/ticket=/)
  expect(await db.membership.count({ where: { classroomId: id, role: 'learner' } })).toBe(0)
  expect(await answers(browser, asked, { deed: 'join', 'join-name': '' })).toContain('code=name-ill-formed')
  expect(await answers(browser, asked, { deed: 'join', 'join-name': 'Lee Jiho' })).toBe(`/ko/classes/${id}`)
  const viewer = await viewerIn(browser)
  const member = { classroomId: id, userId: viewer?.id ?? '' }
  expect(await db.membership.findUniqueOrThrow({ where: { classroomId_userId: member } })).toMatchObject({
    ...{ role: 'learner', status: 'active', displayName: 'Lee Jiho', shareEarlier: false },
  })
  expect(await comes(browser, { sub: 's', claims: learns('Lee Jiho') })).toBe(`/ko/classes/${id}`)
  // Whoever is called the same is told apart.
  const other = newBrowser()
  const again = await comes(other, { sub: 's2', claims: learns('Lee Jiho') })
  await answers(other, again, { deed: 'join', 'join-name': 'Lee Jiho', share: 'on' })
  const names = await db.membership.findMany({
    where: { classroomId: id, role: 'learner' },
    orderBy: { displayName: 'asc' },
  })
  expect(names.map(({ displayName, shareEarlier }) => [displayName, shareEarlier])).toEqual([
    ['Lee Jiho', false],
    ['Lee Jiho 2', true],
  ])
  // A removed one stays out, whatever the platform says.
  const [first] = names
  expect(await changeLearners(teacher, id, [first?.id ?? ''], 'remove')).toMatchObject({ ok: true })
  expect(await comes(browser, { sub: 's', claims: learns('Lee Jiho') })).toBe('/ko/lti?code=removed')
  expect(await comes(browser, { sub: 's', claims: inCourse(ROLES.teacher) })).toBe('/ko/lti?code=removed')
})

test('a browser that somebody left signed in ties their account to nobody without its password', async () => {
  const known = await account()
  const passwordHash = await hashPassword('correct horse battery')
  await db.user.update({ where: { id: known.id }, data: { passwordHash } })
  const browser = await signedIn(known)
  const asked = await comes(browser)
  for (const current of [undefined, 'guessed']) {
    const left = await answers(browser, asked, { deed: 'same', ...(current && { current }) })
    expect(left).toContain('code=not-proven')
    expect(await db.account.count({ where: { userId: known.id } })).toBe(0)
  }
  const proven = { deed: 'same', current: 'correct horse battery' }
  expect(await answers(browser, asked, proven)).toBe('/ko/today')
  expect(await db.account.count({ where: { userId: known.id } })).toBe(1)
})

test('who left comes back in the same membership; who waits for a teacher is let in by the platform’s word', async () => {
  const { id } = await tied()
  const { code } = await db.invitation.findFirstOrThrow({ where: { classroomId: id } })
  await db.classroom.update({ where: { id }, data: { approval: true } })
  const viewer = await account()
  expect(await joins(viewer, code)).toMatchObject({ isWaiting: true })
  const browser = await signedIn(viewer)
  const asked = await answers(browser, await comes(browser, { sub: 's', claims: learns('Lee') }), {
    deed: 'same',
  })
  expect(await answers(browser, asked, { deed: 'join', 'join-name': 'Lee' })).toBe(`/ko/classes/${id}`)
  const where = { classroomId_userId: { classroomId: id, userId: viewer.id } }
  const before = await db.membership.findUniqueOrThrow({ where })
  expect(before).toMatchObject({ status: 'active' })
  await db.membership.update({ where, data: { status: 'left', leftAt: new Date() } })
  const back = await comes(browser, { sub: 's', claims: learns('Lee') })
  await answers(browser, back, { deed: 'join', 'join-name': 'Lee' })
  const after = await db.membership.findUniqueOrThrow({ where })
  expect(after).toMatchObject({ id: before.id, joinedAt: before.joinedAt, status: 'active', leftAt: null })
  expect(after.returnedAt).not.toBe(null)
})

test('a class that is closed or full lets in nobody new, by a link neither', async () => {
  const { id } = await tied()
  await db.classroom.update({ where: { id }, data: { closed: true } })
  expect(await comes(newBrowser(), { sub: 's', claims: learns('Lee') })).toBe('/ko/lti?code=closed')
  const { code } = await db.invitation.findFirstOrThrow({ where: { classroomId: id } })
  await db.classroom.update({ where: { id }, data: { closed: false, maxLearners: 1 } })
  expect(await joins(await account(), code)).toMatchObject({ ok: true })
  expect(await comes(newBrowser(), { sub: 's', claims: learns('Lee') })).toBe('/ko/lti?code=full')
})

test('who teaches or assists in the course does so in the class, and what they are there the platform does not change', async () => {
  const { id } = await tied()
  for (const role of ['teacher', 'assistant'] as const) {
    const browser = newBrowser()
    const claims = inCourse(ROLES[role], { name: 'Park Minsu' })
    expect(await comes(browser, { sub: role + 2, claims })).toBe(`/ko/classes/${id}`)
    const userId = (await viewerIn(browser))?.id ?? ''
    const where = { classroomId_userId: { classroomId: id, userId } }
    expect((await db.membership.findUniqueOrThrow({ where })).role).toBe(role)
    await comes(browser, { sub: role + 2, claims: learns('Park Minsu') })
    expect((await db.membership.findUniqueOrThrow({ where })).role).toBe(role)
  }
  expect(await comes(newBrowser(), { sub: 'o', claims: inCourse(ROLES.observer) })).toBe(
    '/ko/lti?code=no-role',
  )
})

test('a link leads to its lesson or assignment, and to the class where that is gone or another class’s', async () => {
  const { id, browser } = await tied()
  const claims = inCourse(ROLES.teacher)
  const teacher = { sub: 'teacher', claims }
  expect(await comes(browser, { ...teacher, target: `${HOME}/ko/learn/fork` })).toBe('/ko/learn/fork')
  expect(await comes(browser, { ...teacher, target: `${HOME}/ko/learn/none` })).toBe(`/ko/classes/${id}`)
  const data = { title: 'Quiz', openAt: new Date(), classroomId: id }
  const own = await db.assignment.create({ data })
  const { id: there } = await newClass()
  const others = await db.assignment.create({ data: { ...data, classroomId: there } })
  const at = (one: string, of: string) => `${HOME}/en/classes/${of}/assignments/${one}`
  expect(await comes(browser, { ...teacher, target: at(own.id, id) })).toBe(
    `/ko/classes/${id}/assignments/${own.id}`,
  )
  for (const gone of [at(others.id, there), at(others.id, id), at(randomUUID(), id)])
    expect(await comes(browser, { ...teacher, target: gone })).toBe(`/ko/classes/${id}`)
})

test('once a course is untied its links lead into no class, and everybody stays', async () => {
  const { id, teacher, browser } = await tied()
  const [tie] = (await tiesOf(teacher, id)) ?? []
  expect(await untieClass(await account(), id, tie?.id ?? '')).toEqual({ ok: false, code: 'not-found' })
  expect(await untieClass(teacher, id, tie?.id ?? '')).toEqual({ ok: true })
  expect(await untieClass(teacher, id, tie?.id ?? '')).toEqual({ ok: false, code: 'not-found' })
  expect(await db.membership.count({ where: { classroomId: id } })).toBe(1)
  expect(await comes(newBrowser(), { sub: 's', claims: learns('Lee') })).toBe('/ko/lti?code=not-tied')
  expect(await comes(browser, { sub: 'teacher', claims: inCourse(ROLES.teacher) })).toMatch(/ticket=/)
})

const CHOOSING = {
  ...{ deep_link_return_url: 'https://lms.test/back', accept_types: ['link', 'ltiResourceLink'] },
  ...{ accept_multiple: true, data: ' as it came ' },
}
const chooses = (roles: readonly string[], more: object = {}) =>
  inCourse(roles, {
    ...{ [CLAIM.message]: DEEP_LINKING, [CLAIM.resourceLink]: undefined },
    [CLAIM.choosing]: { ...CHOOSING, ...more },
  })

/** What is left to do with who stands at a page. */
async function stepAt(browser: Browser, page: string) {
  const ticket = new URL(page, HOME).searchParams.get('ticket') ?? ''
  const arrival = await arrivalOf(ticket, (name) => browser.cookies.get(`forklore.${name}`))
  if (!arrival.ok) throw new Error(arrival.code)
  return nextStep(arrival, await viewerIn(browser))
}

test('a teacher chooses lessons and assignments, and the platform gets a signed answer with links and columns', async () => {
  const { id, browser } = await tied()
  const data = { openAt: new Date(), classroomId: id }
  const quiz = await db.assignment.create({ data: { ...data, title: 'Quiz 1' } })
  const graded = await db.assignment.create({ data: { ...data, title: 'Has a column' } })
  const { id: contextId } = await db.ltiContext.findFirstOrThrow({ where: { classroomId: id } })
  await db.ltiLineItem.create({ data: { contextId, assignmentId: graded.id, url: 'https://lms.test/1' } })
  const { id: there } = await newClass()
  const others = await db.assignment.create({ data: { ...data, classroomId: there, title: 'Of another' } })
  const asked = await comes(browser, { sub: 'teacher', claims: chooses(ROLES.teacher) })
  expect(await stepAt(browser, asked)).toMatchObject({ step: 'choose', isMultiple: true, classroomId: id })
  const picks = [
    `assignment:${quiz.id}`,
    `assignment:${graded.id}`,
    `assignment:${others.id}`,
    'lesson:fork',
    'lesson:none',
  ]
  const page = await answers(browser, asked, {
    deed: 'choose',
    ...Object.fromEntries(picks.map((key) => [`pick:${key}`, 'on'])),
  })
  const step = await stepAt(browser, page)
  if (step.step !== 'return') throw new Error(step.step)
  expect(step.handOver).toMatchObject({ url: 'https://lms.test/back', count: 3 })
  const { payload } = await jwtVerify(
    step.handOver.token,
    createLocalJWKSet((await publicKeys()) as JSONWebKeySet),
    {
      issuer: lms.platform.clientId,
      audience: lms.url,
      algorithms: ['RS256'],
      requiredClaims: ['nonce', 'exp', 'iat'],
    },
  )
  expect(payload).toMatchObject({
    ...{ [CLAIM.message]: 'LtiDeepLinkingResponse', [CLAIM.version]: '1.3.0', [CLAIM.deployment]: '1' },
    [CLAIM.data]: ' as it came ',
  })
  const lineItem = { label: 'Quiz 1', scoreMaximum: 100, resourceId: quiz.id, tag: 'assignment' }
  const link = (title: string, path: string) => {
    return { type: 'ltiResourceLink', title, url: `${HOME}${path}`, window: { targetName: '_blank' } }
  }
  expect(payload[CLAIM.chosen]).toEqual([
    link('포크', '/learn/fork'),
    link('Has a column', `/classes/${id}/assignments/${graded.id}`),
    { ...link('Quiz 1', `/classes/${id}/assignments/${quiz.id}`), lineItem },
  ])
  // Its link leads there, and says which column it has.
  const grades = { lineitem: 'https://lms.test/2', scope: [] }
  const followed = await comes(browser, {
    sub: 'teacher',
    target: `${HOME}/classes/${id}/assignments/${quiz.id}`,
    claims: inCourse(ROLES.teacher, { [CLAIM.grades]: grades }),
  })
  expect(followed).toBe(`/ko/classes/${id}/assignments/${quiz.id}`)
  const where = { contextId_assignmentId: { contextId, assignmentId: quiz.id } }
  expect(await db.ltiLineItem.findUnique({ where })).toMatchObject({ url: 'https://lms.test/2' })
})

test('a platform that takes one link gets one, and none where nothing is chosen', async () => {
  const { browser } = await tied()
  const claims = chooses(ROLES.teacher, { accept_multiple: undefined, data: undefined })
  for (const [said, count] of [
    [{ pick: 'lesson:fork' }, 1],
    [{ 'pick:lesson:fork': 'on', 'pick:lesson:threads': 'on' }, 1],
    [{}, 0],
  ] as const) {
    const asked = await comes(browser, { sub: 'teacher', claims })
    const page = await answers(browser, asked, { deed: 'choose', ...said })
    expect(await stepAt(browser, page)).toMatchObject({ step: 'return', handOver: { count } })
  }
})

test('nobody but who teaches the class chooses for it', async () => {
  await tied()
  const assistant = { sub: 'a', claims: chooses(ROLES.assistant) }
  expect(await comes(newBrowser(), assistant)).toBe('/ko/lti?code=not-teacher')
  const learner = newBrowser()
  const asked = await comes(learner, { sub: 's', claims: chooses(ROLES.learner) })
  expect(await answers(learner, asked, { deed: 'choose', 'pick:lesson:fork': 'on' })).toBe(asked)
  expect(await answers(learner, asked, { deed: 'join', 'join-name': 'Lee' })).toBe('/ko/lti?code=not-teacher')
  const nowhere = { ...chooses(ROLES.teacher), [CLAIM.context]: undefined }
  expect(await comes(newBrowser(), { sub: 'teacher', claims: nowhere })).toBe('/ko/lti?code=message-unknown')
})

test('in a frame a link is answered that begins again in a window of its own; nothing is begun yet', async () => {
  const asked = `${HOME}/api/lti/login?iss=${encodeURIComponent(lms.url)}&login_hint=%22%3E%3Cb%3E&target_link_uri=x`
  const framed = async () => {
    const { headers } = await import('next/headers')
    ;((await headers()) as Headers).set('sec-fetch-dest', 'iframe')
    return login.GET(new Request(asked))
  }
  const response = await request(newBrowser(), framed, null)
  const page = await response.text()
  expect(response.headers.get('content-type')).toContain('text/html')
  expect(page).toContain('target="_blank"')
  expect(page).toContain('href="/api/lti/login?iss=')
  expect(page).not.toContain('<b>')
  expect(await db.ltiLogin.count()).toBe(0)
})

test('a refusal is one line of the log that says what it is, and nothing of who', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {})
  const browser = newBrowser()
  const path = await opens(browser, { claims: { name: 'Lee Jiho', [CLAIM.deployment]: 'unknown' } })
  expect(path).toBe('/ko/lti?code=deployment-unknown')
  expect(log.mock.calls).toHaveLength(1)
  expect(JSON.parse(String(log.mock.calls[0]?.[0]))).toEqual({
    time: expect.any(String),
    lti: 'deployment-unknown',
  })
  log.mockRestore()
})

test('every refusal has a page in both languages, and no page is of none', () => {
  for (const locale of ['ko', 'en'] as const) {
    const { errors } = messages(locale).lti
    expect(Object.keys(errors).sort()).toEqual([...LTI_CODES].sort())
    expect(new Set(Object.values(errors).map(({ title }) => title)).size).toBe(LTI_CODES.length)
  }
})

test('what is too long or no form begins nothing', async () => {
  for (const [type, body] of [
    ['application/json', '{}'],
    ['application/x-www-form-urlencoded', `iss=${'x'.repeat(300_000)}`],
  ] as const) {
    const sent = new Request(`${HOME}/api/lti/login`, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    })
    expect(whereTo(await request(newBrowser(), () => login.POST(sent)))).toBe('/ko/lti?code=login-ill-formed')
  }
})
