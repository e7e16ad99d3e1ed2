/** Who sees what and who may do what: every page, route and server action, asked by everybody whom it could concern. One that
 *  is not in these tables fails the test. */
import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { unzipSync } from 'fflate'
import { NextRequest } from 'next/server'
import type { ReactNode } from 'react'
import { prerender } from 'react-dom/static'
import { beforeEach, expect, test, vi } from 'vitest'
import { newToken, tokensOf } from '@/lib/auth/api-token'
import { providerOf } from '@/lib/auth/platform-tie'
import { writeSession } from '@/lib/auth/session'
import * as testBrowser from '@/lib/auth/test-browser'
import { type Browser, newBrowser, request } from '@/lib/auth/test-browser'
import { getViewer, type Viewer, viewerWhoStores } from '@/lib/auth/viewer'
import { createAssignment } from '@/lib/classroom/assignment'
import { showCode } from '@/lib/classroom/classroom'
import { decideScore } from '@/lib/classroom/decision'
import { EVENT_KINDS } from '@/lib/classroom/event'
import { steerable } from '@/lib/classroom/live-run-store'
import { askLive } from '@/lib/classroom/live-store'
import { joinClassroom, leaveClassroom } from '@/lib/classroom/membership'
import { writeTo } from '@/lib/classroom/note'
import { checkDraft, ownItemOf, writeVersion } from '@/lib/classroom/own-item'
import { changeLearners } from '@/lib/classroom/roster'
import { acceptOffer, offerClass } from '@/lib/classroom/staff'
import { createClassroom } from '@/lib/classroom/store'
import { account, choose } from '@/lib/classroom/test-class'
import { catalog } from '@/lib/content/catalog'
import { loadItem } from '@/lib/content/quiz'
import { revealing } from '@/lib/content/revealing'
import { db } from '@/lib/db'
import { EMPTY_DRAFT } from '@/lib/own-item/draft'
import { OWN_LESSON } from '@/lib/own-item/own-id'
import { conceptOf } from '@/lib/quiz/item'
import { publicItem } from '@/lib/quiz/publish'
import * as accountActions from './[locale]/account/actions'
import * as classActions from './[locale]/classes/actions'
import * as mockActions from './[locale]/interview/mock/actions'
import * as reviewActions from './[locale]/review/actions'
import { QUESTION_FORMATS } from './question-file'

vi.mock('next/headers', () => import('@/lib/auth/test-browser'))
// next-auth is not ours to mock by name: it asks for the module when a request comes.
const { cookies, headers } = testBrowser
Object.assign(createRequire(import.meta.url)('next/headers'), { cookies, headers })
vi.mock('next/navigation', async (original) => ({
  ...(await original<typeof import('next/navigation')>()),
  useRouter: () => ({}),
}))
// One lesson, read once: its programs are run for what its items say.
vi.mock('@/lib/content/folder', async (original) => ({
  ...(await original<typeof import('@/lib/content/folder')>()),
  isKept: () => true,
}))
vi.mock('@/lib/content/catalog', async (original) => {
  const real = await original<typeof import('@/lib/content/catalog')>()
  const lessons = () => real.catalog().lessons.filter(({ slug }) => slug === 'process-vs-thread')
  const catalogLesson = (asked: string) => lessons().find(({ slug }) => slug === asked) ?? null
  return { ...real, catalog: () => ({ ...real.catalog(), lessons: lessons() }), catalogLesson }
})
// The ways lead through all lessons.
vi.mock('@/lib/content/path', async (original) => ({
  ...(await original<typeof import('@/lib/content/path')>()),
  learningPaths: () => [],
}))
vi.mock('@/lib/readiness', () => ({ readiness: async () => ({ database: true, migrated: false }) }))

/** Everybody as the class `here` has them. `left` and `removed` were learners of it. */
const PEOPLE = [
  'nobody',
  'guest',
  'learnerOfAnother',
  'left',
  'removed',
  'teacherOfAnother',
  'assistant',
  'teacher',
  // The last: what they may do with their account ends it.
  'learner',
] as const
type Person = (typeof PEOPLE)[number]
type Expected = Readonly<Record<Person, string>>

/** What these get, and what everybody else does. */
function only(some: Partial<Expected>, others: string): Expected {
  const all = PEOPLE.map((person) => [person, some[person] ?? others])
  return Object.fromEntries(all) as Expected
}
const same = (all: string) => only({}, all)

/** Of a class, what its teacher sees, and who assists. */
const staffs = (seen: string) => only({ teacher: seen, assistant: seen, nobody: 'sign-in' }, 'not-found')
/** Of a class, what its teacher alone does. */
const TEACHERS_DEED = only({ teacher: 'ok', nobody: 'signed-out' }, 'not-found')

type Class = {
  readonly id: string
  readonly code: string
  readonly membership: string
  readonly change: string
}
type World = {
  readonly here: Class
  readonly there: Class
  readonly browsers: Readonly<Record<Person, Browser>>
  readonly learner: Viewer
  /** Of the class `here`: an assignment, a link that offers to assist in it, and the membership of who does. */
  readonly assignment: string
  /** An exam of the class `here`, which nobody has begun. */
  readonly exam: string
  readonly offer: string
  /** An item that its teacher wrote and the assignment asks: its id, and as answers name it. */
  readonly ownItem: { readonly id: string; readonly itemId: string }
  /** That its teacher asks it now. */
  readonly question: string
  readonly assisting: string
  /** On its list, and not joined. */
  readonly invitee: string
  /** Of the learner: an answer, an interview and by which key others read its report, a report of a problem and a program of the
   *  lab. */
  readonly response: string
  readonly shareKey: string
  readonly mock: string
  readonly problem: string
  readonly program: string
  /** What was written to the learner. */
  readonly note: string
  /** A part of the class `here`. */
  readonly section: string
  /** What ties a course of a learning platform to it. */
  readonly tie: string
  /** Another one of the learner's. */
  readonly session: string
  /** By which programs of everybody with an account ask, by `keyOf` their browser; and the id of the learner's. */
  readonly tokens: ReadonlyMap<string, string>
  readonly token: string
  /** Of a learning platform that signs the learner in, beside another site. */
  readonly issuer: string
}

/** A misconception, and a choice by which it is held. */
const [misconception, choice] = aMisconception()
function aMisconception() {
  for (const [id, itemIds] of revealing())
    for (const item of itemIds.map((itemId) => loadItem(itemId)))
      if (item?.kind === 'choice') return [id, item] as const
  throw new Error('no item with a choice reveals a misconception')
}
/** An item whose program has something to choose. */
const RUN_ITEM = catalog()
  .lessons.flatMap(({ itemIds }) => itemIds)
  .find((id) => steerable(id))
const wrong = choice.options.find((option) => option.misconception?.id === misconception)?.id ?? ''
const CARD = 'process-vs-thread.card'

/** What can be seen on a page, by what it says. */
const marksOf = (w: World): Readonly<Record<string, string>> => ({
  class: 'The Class Here',
  code: showCode(w.here.code),
  learner: 'Learner Lee',
  left: 'Left Lim',
  removed: 'Removed Roh',
  mail: w.learner.email ?? '',
  mock: 'said in the interview',
  program: 'a race of two',
  assignment: 'The Assigned Quiz',
  question: 'live-stem',
  own: 'Written by the teacher',
  ownKey: OWN_KEY,
  reason: 'half of it is said',
  note: 'see me after class',
})
const seen = (w: World, text: string) => {
  const marks = Object.entries(marksOf(w)).filter(([, words]) => text.includes(words))
  return ['sees', ...marks.map(([mark]) => mark)].join(' ')
}

/** By what a browser is told from others: whoever is signed in there. */
const keyOf = ({ cookies }: Browser) => JSON.stringify([...cookies])

async function signedIn(viewer: Viewer): Promise<Browser> {
  const browser = newBrowser()
  await request(browser, () => writeSession(viewer.id, 0))
  return browser
}

async function newClass(name: string, teacher: Viewer, code: (code: string) => Promise<[Viewer, Viewer]>) {
  const made = await createClassroom(teacher, { name, displayName: `Teacher of ${name}` })
  if (!made.ok) throw new Error(made.code)
  const [stays, goes] = await code(made.code)
  const of = (viewer: Viewer) => ({ classroomId_userId: { classroomId: made.id, userId: viewer.id } })
  const { id: membership } = await db.membership.findUniqueOrThrow({ where: of(stays) })
  const gone = await db.membership.findUniqueOrThrow({ where: of(goes) })
  const removed = await changeLearners(teacher, made.id, [gone.id], 'remove')
  if (!removed.ok) throw new Error(removed.code)
  return { id: made.id, code: made.code, membership, change: removed.changes[0] ?? '' }
}

async function newWorld(): Promise<World> {
  const [teacher, learner, left, removed] = await Promise.all([account(), account(), account(), account()])
  const [teacherOfAnother, learnerOfAnother, other] = await Promise.all([account(), account(), account()])
  const joins = async (viewer: Viewer, code: string, displayName: string) =>
    expect(await joinClassroom(viewer, { code, displayName })).toMatchObject({ ok: true })
  const here = await newClass('The Class Here', teacher, async (code) => {
    await joins(learner, code, 'Learner Lee')
    await joins(left, code, 'Left Lim')
    await joins(removed, code, 'Removed Roh')
    return [learner, removed]
  })
  await leaveClassroom(left, here.id)
  const ownItem = await ownItemIn(teacher, here.id)
  const made = await createAssignment(teacher, here.id, {
    ...ASSIGNMENT,
    itemIds: [...ASSIGNMENT.itemIds, ownItem.itemId],
  })
  if (!made.ok) throw new Error(made.code)
  const sat = await createAssignment(teacher, here.id, { ...ASSIGNMENT, ...EXAM })
  if (!sat.ok) throw new Error(sat.code)
  const [assistant, takes, stands] = [
    await account(),
    await offerClass(teacher, here.id, 'assistant'),
    await offerClass(teacher, here.id, 'assistant'),
  ]
  if (!takes.ok || !stands.ok) throw new Error('no offer')
  const place = { classroomId: here.id, userId: assistant.id }
  expect(await acceptOffer(assistant, takes.token, { displayName: 'Assistant Ahn' })).toMatchObject({
    ok: true,
  })
  const { id: assisting } = await db.membership.findUniqueOrThrow({ where: { classroomId_userId: place } })
  const there = await newClass('Another', teacherOfAnother, async (code) => {
    await joins(learnerOfAnother, code, 'Learner Oh')
    await joins(other, code, 'Other Ok')
    return [learnerOfAnother, other]
  })
  const guest = newBrowser()
  await request(guest, () => viewerWhoStores('en', null, async () => null))
  const browsers = {
    nobody: newBrowser(),
    guest,
    learner: await signedIn(learner),
    learnerOfAnother: await signedIn(learnerOfAnother),
    left: await signedIn(left),
    removed: await signedIn(removed),
    teacher: await signedIn(teacher),
    teacherOfAnother: await signedIn(teacherOfAnother),
    assistant: await signedIn(assistant),
  }
  const asked = await askLive(teacher, here.id, choice.id)
  if (!asked.ok) throw new Error(asked.code)
  const listed = { classroomId: here.id, name: 'Invited Im', number: '2023' }
  const { id: invitee } = await db.invitee.create({ data: listed })
  const of = {
    ownItem,
    assignment: made.id,
    exam: sat.id,
    offer: stands.token,
    assisting,
    question: asked.id,
    invitee,
  }
  const people = { learner, learnerOfAnother, left, removed, teacher, teacherOfAnother, assistant }
  const tokens = new Map<string, string>()
  for (const [person, viewer] of Object.entries(people)) {
    const token = await newToken(viewer, { name: 'a program', days: 30 })
    if (!token.ok) throw new Error(token.code)
    tokens.set(keyOf(browsers[person as Person]), token.token)
  }
  const token = (await tokensOf(learner))[0]?.id ?? ''
  const work = await workOf(learner)
  const half = { earned: 0.5, reason: 'half of it is said' }
  expect(await decideScore(teacher, here.id, work.response, half, { loadItem })).toEqual({ ok: true })
  expect(await writeTo(teacher, here.id, [here.membership], 'see me after class')).toMatchObject({ ok: true })
  const { id: note } = await db.classNote.findFirstOrThrow({ where: { membershipId: here.membership } })
  const { id: section } = await db.classSection.create({ data: { classroomId: here.id, name: 'Morning' } })
  const platform = {
    name: 'LMS',
    issuer: randomUUID(),
    clientId: '1',
    authUrl: '',
    tokenUrl: '',
    keysUrl: '',
  }
  const course = { deploymentId: '1', contextId: '1', title: 'A Course' }
  const { id: tie } = await db.ltiContext.create({
    data: { ...course, platform: { create: platform }, classroom: { connect: { id: here.id } } },
  })
  const { issuer } = platform
  await db.account.createMany({
    data: [
      { userId: learner.id, type: 'lti', provider: providerOf(issuer), providerAccountId: 'a learner' },
      { userId: learner.id, type: 'oauth', provider: 'github', providerAccountId: randomUUID() },
    ],
  })
  return { here, there, browsers, learner, ...of, tokens, token, note, section, tie, issuer, ...work }
}

async function workOf(learner: Viewer) {
  const [response, mock, shareKey, problem, program, session] = [1, 2, 3, 4, 5, 6].map(() =>
    randomUUID(),
  ) as [...[string, string, string], ...[string, string, string]]
  const isWrong = { earned: 0, total: 1, codes: [misconception] }
  await choose(learner, choice.id, wrong, isWrong, {
    id: response,
    itemHash: publicItem(choice, 'en', 1).hash,
  })
  const said = { cardId: CARD, followUp: null, text: 'said in the interview', seconds: 60, said: [0] }
  const settings = { minutes: 10, depth: 1, by: 'mixed', topics: [], input: 'typed', mayEdit: true }
  const asked = { locale: 'en', settings, answers: [said], startedAt: new Date() }
  await db.mock.create({ data: { id: mock, shareKey, userId: learner.id, ...asked } })
  const about = { itemId: choice.id, itemHash: 'h', locale: 'en', seed: 1, text: 'a comma is missing' }
  await db.problem.create({ data: { id: problem, userId: learner.id, ...about } })
  await db.savedProgram.create({ data: { id: program, userId: learner.id, name: 'a race of two' } })
  const version = { ordinal: 1, text: 'int main;', run: RUN, engineVersion: 1 }
  await db.programVersion.create({ data: { id: randomUUID(), programId: program, ...version } })
  await db.openSession.create({ data: { id: session, userId: learner.id, epoch: 0, form: 'phone' } })
  return { response, mock, shareKey, problem, program, session }
}

async function ownItemIn(teacher: Viewer, classId: string) {
  const checked = await checkDraft(OWN_DRAFT, unasked)
  if (!checked.ok || !('version' in checked)) throw new Error('the draft is right')
  const made = await writeVersion(teacher, classId, null, checked.version, 'en')
  const found = made.ok ? await ownItemOf(teacher, classId, made.id) : null
  if (!made.ok || !found) throw new Error('it is written')
  return { id: made.id, itemId: found.itemId }
}
const unasked = async (): Promise<never> => {
  throw new Error('it has no program')
}

/** What of it nobody is told who has not answered it. */
const OWN_KEY = 'why it is right'

/** A question that a teacher wrote. */
const OWN_DRAFT = {
  ...{ ...EMPTY_DRAFT, stem: 'Written by the teacher', explanation: OWN_KEY },
  options: [
    { text: 'own right', isRight: true, feedback: '' },
    { text: 'own wrong', isRight: false, feedback: '' },
  ],
}

/** An assignment, of an item that nobody has answered. */
const ASSIGNMENT = {
  ...{ title: 'The Assigned Quiz', openAt: '2026-01-01T09:00', dueAt: '2099-01-01T09:00', mockMinutes: null },
  ...{ latePercent: 100, attempts: 1, release: 'after_due', scoreRelease: 'never' },
  itemIds: [catalog().lessons[0]?.itemIds.find((id) => id !== choice.id)],
}

const EXAM = { title: 'Sat once', examMinutes: 30, scoreRelease: 'after_due' }

/** How a program of the lab is run. */
const RUN = {
  config: { cores: 1, policy: 'rr', quantum: 20, seed: 1 },
  ...{ grain: 'line', stdin: '', args: '', schedule: '' },
}

type Params = Readonly<Record<string, string | readonly string[]>>
type Page = (props: { params: Promise<Params>; searchParams: Promise<Params> }) => Promise<ReactNode>

/** What a page shows to a browser. */
async function look(w: World, file: string, params: Params, browser: Browser): Promise<string> {
  return request(browser, async () => {
    try {
      const html = await htmlOf(file, params)
      return html.includes('/en/sign-in?next=%2Fen%2Fclasses') ? 'sign-in' : seen(w, html)
    } catch (error) {
      if ((error as { digest?: string }).digest === 'NEXT_HTTP_ERROR_FALLBACK;404') return 'not-found'
      throw error
    }
  })
}

async function htmlOf(file: string, params: Params): Promise<string> {
  const { default: page }: { default: Page } = await import(path.join(process.cwd(), file))
  const props = { params: Promise.resolve({ locale: 'en', ...params }), searchParams: Promise.resolve({}) }
  const { prelude } = await prerender(await page(props), { onError: () => {} })
  return new Response(prelude).text()
}

const L = 'app/[locale]'
const C = `${L}/classes/[classId]`

/** Pages that know who asks, with what they are asked for and what they show to whom. */
const PAGES: Readonly<Record<string, { readonly of?: (w: World) => Params; readonly expected: Expected }>> = {
  [`${L}/classes/page.tsx`]: {
    expected: only({ learner: 'sees class', teacher: 'sees class', assistant: 'sees class' }, 'sees'),
  },
  [`${L}/classes/offers/[token]/page.tsx`]: {
    of: ({ offer }) => ({ token: offer }),
    expected: only({ nobody: 'sign-in', guest: 'sign-in' }, 'sees class'),
  },
  [`${C}/page.tsx`]: {
    of: ({ here }) => ({ classId: here.id }),
    expected: only(
      {
        teacher: 'sees class code learner assignment',
        assistant: 'sees class learner assignment',
        learner: 'sees class learner assignment reason note',
        nobody: 'sign-in',
      },
      'not-found',
    ),
  },
  [`${C}/members/page.tsx`]: {
    of: ({ here }) => ({ classId: here.id }),
    expected: staffs('sees class learner left removed'),
  },
  [`${C}/log/page.tsx`]: {
    of: ({ here }) => ({ classId: here.id }),
    expected: only({ teacher: 'sees class learner removed assignment own', nobody: 'sign-in' }, 'not-found'),
  },
  [`${C}/platform/page.tsx`]: {
    of: ({ here }) => ({ classId: here.id }),
    expected: staffs('sees class'),
  },
  [`${C}/members/list/page.tsx`]: {
    of: ({ here }) => ({ classId: here.id }),
    expected: only({ teacher: 'sees class', nobody: 'sign-in' }, 'not-found'),
  },
  [`${C}/assignments/page.tsx`]: {
    of: ({ here }) => ({ classId: here.id }),
    expected: staffs('sees class assignment'),
  },
  [`${C}/assignments/[assignmentId]/page.tsx`]: {
    of: ({ here, assignment }) => ({ classId: here.id, assignmentId: assignment }),
    expected: only(
      {
        ...{ teacher: 'sees learner assignment', assistant: 'sees learner assignment' },
        ...{ learner: 'sees class assignment own', nobody: 'sign-in' },
      },
      'not-found',
    ),
  },
  [`${C}/own/page.tsx`]: {
    of: ({ here }) => ({ classId: here.id }),
    expected: staffs('sees class own'),
  },
  [`${C}/own/[ownId]/page.tsx`]: {
    of: ({ here, ownItem }) => ({ classId: here.id, ownId: ownItem.id }),
    // Who assists looks at it as it is asked.
    expected: only(
      { teacher: 'sees class own ownKey', assistant: 'sees class own', nobody: 'sign-in' },
      'not-found',
    ),
  },
  [`${C}/live/page.tsx`]: {
    of: ({ here }) => ({ classId: here.id }),
    expected: only(
      {
        ...{ teacher: 'sees code question', assistant: 'sees question' },
        ...{ learner: 'sees class question', nobody: 'sign-in' },
      },
      'not-found',
    ),
  },
  [`${C}/course/page.tsx`]: { of: ({ here }) => ({ classId: here.id }), expected: staffs('sees class') },
  [`${C}/concepts/page.tsx`]: { of: ({ here }) => ({ classId: here.id }), expected: staffs('sees class') },
  [`${C}/concepts/[concept]/page.tsx`]: {
    of: ({ here }) => ({ classId: here.id, concept: conceptOf(choice.id) }),
    expected: staffs('sees class learner'),
  },
  [`${C}/grid/page.tsx`]: {
    of: ({ here }) => ({ classId: here.id }),
    expected: staffs('sees class learner assignment'),
  },
  [`${C}/items/page.tsx`]: { of: ({ here }) => ({ classId: here.id }), expected: staffs('sees class') },
  [`${C}/items/[itemId]/page.tsx`]: {
    of: ({ here }) => ({ classId: here.id, itemId: choice.id }),
    expected: staffs('sees class'),
  },
  [`${C}/learners/[membershipId]/page.tsx`]: {
    of: ({ here }) => ({ classId: here.id, membershipId: here.membership }),
    expected: staffs('sees class learner reason note'),
  },
  [`${C}/misconceptions/[misconception]/page.tsx`]: {
    of: ({ here }) => ({ classId: here.id, misconception: misconception.replace('#', '.') }),
    expected: staffs('sees class learner'),
  },
  [`${L}/join/[code]/page.tsx`]: { of: ({ here }) => ({ code: here.code }), expected: same('sees class') },
  [`${L}/interview/mock/[id]/page.tsx`]: {
    of: ({ mock }) => ({ id: mock }),
    expected: only({ learner: 'sees mock' }, 'not-found'),
  },
  // Its address is what opens it.
  [`${L}/interview/shared/[key]/page.tsx`]: {
    of: ({ shareKey }) => ({ key: shareKey }),
    expected: same('sees mock'),
  },
  // A teacher is told which classes end with the account.
  [`${L}/account/page.tsx`]: { expected: only({ learner: 'sees mail', teacher: 'sees class' }, 'sees') },
  [`${L}/sign-in/page.tsx`]: { expected: only({ learner: 'sees mail' }, 'sees') },
  [`${L}/sign-up/page.tsx`]: { expected: only({ learner: 'sees mail' }, 'sees') },
  // Who comes from a learning platform: of nobody who has no ticket it knows anything.
  [`${L}/lti/page.tsx`]: { expected: same('sees') },
  [`${L}/map/page.tsx`]: { expected: same('sees') },
  [`${L}/today/page.tsx`]: { expected: only({ learner: 'sees class assignment note' }, 'sees') },
  [`${L}/review/page.tsx`]: { expected: same('sees') },
}

/** Pages that are the same for everybody. */
const PUBLIC_PAGES = [
  `${L}/page.tsx`,
  `${L}/gallery/page.tsx`,
  `${L}/glossary/page.tsx`,
  `${L}/glossary/[term]/page.tsx`,
  `${L}/interview/page.tsx`,
  `${L}/interview/[card]/page.tsx`,
  `${L}/interview/mock/page.tsx`,
  `${L}/lab/page.tsx`,
  'app/embed/[locale]/page.tsx',
  `${L}/learn/page.tsx`,
  `${L}/learn/[lesson]/page.tsx`,
  `${L}/learn/[lesson]/known/page.tsx`,
  `${L}/offline/page.tsx`,
  `${L}/paths/[path]/page.tsx`,
  `${L}/search/page.tsx`,
]
/** All by which a page could find out who asks, or what they have stored. */
const KNOWS_WHO = /lib\/(auth|account|classroom|attempt)|next\/headers|\/(\w+-)?store'/

type Ask = (w: World, browser: Browser) => Promise<Response>
/** A route as `METHOD file`, how it is asked, and what comes of it: what is seen in its answer, or its code. */
type Asked = {
  readonly ask: Ask
  readonly says: (w: World, text: string) => string
  readonly expected: Expected
}

function get(
  file: string,
  query: (w: World) => string = () => '',
  params: (w: World) => Params = () => ({}),
): Ask {
  return async (w, browser) => {
    const { GET } = await import(path.join(process.cwd(), file))
    const asked = new NextRequest(`http://forklore.test/api?${query(w)}`)
    return request(browser, () => GET(asked, { params: Promise.resolve(params(w)) }))
  }
}

function post(file: string, body: (w: World) => object, headers = { origin: 'http://forklore.test' }): Ask {
  return async (w, browser) => {
    const { POST } = await import(path.join(process.cwd(), file))
    const sent = { host: 'forklore.test', ...headers }
    const init = { method: 'POST', headers: sent, body: JSON.stringify(body(w)) }
    return request(browser, () => POST(new NextRequest('http://forklore.test/api', init)))
  }
}

/** As a program asks, with a token and nothing else. */
function byToken(file: string, params: (w: World) => Params = () => ({})): Ask {
  return async (w, browser) => {
    const { GET } = await import(path.join(process.cwd(), file))
    const token = w.tokens.get(keyOf(browser))
    const sent = token === undefined ? {} : { authorization: `Bearer ${token}` }
    const asked = new NextRequest('http://forklore.test/api', { headers: sent })
    return request(newBrowser(), () => GET(asked, { params: Promise.resolve(params(w)) }))
  }
}

/** A route that answers with where to go on. */
function toPage(method: 'GET' | 'POST', file: string): Ask {
  return async (_, browser) => {
    const route = await import(path.join(process.cwd(), file))
    const sent = new NextRequest('http://forklore.test/api', { method })
    const answered = await request<Response>(browser, () => route[method](sent))
    return new Response(`${answered.status} ${answered.headers.get('location')}`)
  }
}
const LTI = (code: string) => ({
  says: (_: World, text: string) => text,
  expected: same(`303 /ko/lti?code=${code}`),
})

/** What an answer says of the learner's work. */
const own = (mark: (w: World) => string) => (w: World, text: string) =>
  text.includes(mark(w)) ? 'theirs' : 'none'
const code = (_: World, text: string) => {
  const { ok, code, stored } = JSON.parse(text)
  return code ?? (stored === false ? 'not stored' : ok ? 'ok' : text)
}
const LEARNERS_OWN = only({ learner: 'theirs' }, 'none')
const LEARNERS_DEED = only({ learner: 'ok' }, 'refused')
const A = 'app/api'
const LIVE = `${A}/classes/[classId]/live/route.ts`
const PULSE = `${A}/classes/[classId]/pulse/route.ts`
const EXPORT = `${A}/classes/[classId]/export/[table]/route.ts`
const API = `${A}/v1/classes/[classId]/[table]/route.ts`
const QUESTIONS = `${A}/classes/[classId]/questions/[format]/route.ts`

const ROUTES: Readonly<Record<string, Asked>> = {
  [`GET ${A}/me/route.ts`]: {
    ask: get(`${A}/me/route.ts`),
    says: ({ here }, text) =>
      JSON.parse(text).classes.find(({ id }: { id: string }) => id === here.id)?.role ?? 'none',
    expected: only({ learner: 'learner', assistant: 'assistant', teacher: 'teacher' }, 'none'),
  },
  [`GET ${A}/me/export/route.ts`]: {
    ask: get(`${A}/me/export/route.ts`),
    says: seen,
    expected: only(
      {
        learner: 'sees class learner mail mock program reason note',
        left: 'sees class left',
        removed: 'sees class removed',
        teacher: 'sees class assignment own ownKey reason note',
        assistant: 'sees class',
      },
      'sees',
    ),
  },
  [`POST ${A}/me/import/route.ts`]: {
    // What is the learner's is nobody else's to bring, by whatever file.
    ask: post(`${A}/me/import/route.ts`, (w) => {
      const answer = { kind: 'choice', option: wrong }
      const about = { itemId: choice.id, seed: 1, locale: 'en', answer, mode: 'practice' }
      const rest = { durationMs: null, confidence: null, hintsShown: 0, givenAt: new Date().toISOString() }
      return { rows: [{ kind: 'response', id: w.response, attemptId: randomUUID(), ...about, ...rest }] }
    }),
    says: (w, text) => JSON.parse(text).results?.join() ?? code(w, text),
    expected: only({ learner: 'known', nobody: 'signed-out', guest: 'signed-out' }, 'foreign'),
  },
  [`GET ${A}/responses/route.ts`]: {
    ask: get(`${A}/responses/route.ts`, () => `lesson=${choice.lesson}`),
    says: own((w) => w.response),
    expected: LEARNERS_OWN,
  },
  [`POST ${A}/responses/route.ts`]: {
    ask: post(`${A}/responses/route.ts`, (w) => {
      const { id: itemId, hash, seed } = publicItem(choice, 'en', 1)
      const answer = { kind: 'choice', option: wrong }
      return { id: w.response, attemptId: randomUUID(), itemId, hash, seed, locale: 'en', answer }
    }),
    says: code,
    expected: LEARNERS_DEED,
  },
  [`GET ${A}/responses/[id]/route.ts`]: {
    ask: get(`${A}/responses/[id]/route.ts`, undefined, (w) => ({ id: w.response })),
    says: own((w) => w.response),
    expected: LEARNERS_OWN,
  },
  [`GET ${A}/mocks/route.ts`]: {
    ask: get(`${A}/mocks/route.ts`),
    says: own((w) => w.mock),
    expected: LEARNERS_OWN,
  },
  [`POST ${A}/mocks/route.ts`]: {
    ask: post(`${A}/mocks/route.ts`, (w) => {
      const said = { cardId: CARD, followUp: null, text: '', seconds: 60, said: [] }
      const settings = { minutes: 10, depth: 1, by: 'mixed', topics: [], input: 'typed', mayEdit: true }
      const startedAt = new Date().toISOString()
      return { id: w.mock, locale: 'en', startedAt, settings, answers: [said] }
    }),
    says: code,
    expected: LEARNERS_DEED,
  },
  [`GET ${A}/programs/route.ts`]: {
    ask: get(`${A}/programs/route.ts`),
    says: own((w) => w.program),
    expected: LEARNERS_OWN,
  },
  [`POST ${A}/programs/route.ts`]: {
    ask: post(`${A}/programs/route.ts`, (w) => {
      return {
        id: w.program,
        versionId: randomUUID(),
        name: 'mine now',
        files: [{ name: 'main.c', text: 'x' }],
        run: RUN,
        locale: 'en',
      }
    }),
    says: code,
    expected: LEARNERS_DEED,
  },
  [`GET ${A}/programs/[id]/route.ts`]: {
    ask: get(`${A}/programs/[id]/route.ts`, undefined, (w) => ({ id: w.program })),
    says: own((w) => w.program),
    expected: LEARNERS_OWN,
  },
  [`DELETE ${A}/programs/[id]/route.ts`]: {
    ask: async (w, browser) => {
      const { DELETE } = await import(path.join(process.cwd(), `${A}/programs/[id]/route.ts`))
      const init = { method: 'DELETE', headers: { host: 'forklore.test', origin: 'http://forklore.test' } }
      const params = Promise.resolve({ id: w.program })
      return request(browser, () => DELETE(new NextRequest('http://forklore.test/api', init), { params }))
    },
    says: code,
    expected: only({ learner: 'ok' }, 'unknown-program'),
  },
  [`POST ${A}/problems/route.ts`]: {
    ask: post(`${A}/problems/route.ts`, (w) => {
      return { id: w.problem, itemId: choice.id, hash: 'any', locale: 'en', seed: 1, text: 'another comma' }
    }),
    says: code,
    expected: LEARNERS_DEED,
  },
  [`POST ${A}/sections/route.ts`]: {
    ask: post(`${A}/sections/route.ts`, () => ({ section: choice.section, done: false, locale: 'en' })),
    says: code,
    expected: only({ nobody: 'not stored' }, 'ok'),
  },
  [`GET ${A}/review/route.ts`]: {
    ask: get(`${A}/review/route.ts`),
    says: own(() => choice.id),
    expected: LEARNERS_OWN,
  },
  [`GET ${A}/review/export/route.ts`]: {
    ask: get(`${A}/review/export/route.ts`),
    says: own(() => choice.id),
    expected: LEARNERS_OWN,
  },
  // Every table of a class: what is seen in any of them, or that each is not there.
  [`GET ${EXPORT}`]: {
    ask: async (w, browser) => {
      const texts = await Promise.all(
        ['roster', 'grades', 'gradebook', 'items', 'responses'].map(async (table) =>
          (await get(EXPORT, undefined, () => ({ classId: w.here.id, table }))(w, browser)).text(),
        ),
      )
      return new Response(texts.join('\n'))
    },
    says: (w, text) =>
      text.includes('"ok":false')
        ? [...new Set(text.split('\n'))].map((one) => code(w, one)).join(' ')
        : seen(w, text),
    expected: only(
      {
        ...{ teacher: 'sees learner left removed assignment own', nobody: 'signed-out' },
        assistant: 'sees learner left removed assignment own',
      },
      'not-found',
    ),
  },
  [`GET ${QUESTIONS}`]: {
    ask: async (w, browser) => {
      const asked = Object.keys(QUESTION_FORMATS).map((format) => ({ classId: w.here.id, format }))
      const files = [
        ...asked.map((params) => get(QUESTIONS, undefined, () => params)),
        // The class's own: in its file of Moodle's their keys can be read.
        get(
          QUESTIONS,
          () => `lesson=${OWN_LESSON}`,
          () => ({ classId: w.here.id, format: 'moodle' }),
        ),
      ]
      const texts = await Promise.all(files.map(async (ask) => (await ask(w, browser)).text()))
      return new Response(texts.join('\n'))
    },
    says: (w, text) => {
      const said = [...new Set(text.split('\n').filter((line) => line.startsWith('{"ok":false')))]
      const files = [text.split(choice.id).length > 3 && 'keys', text.includes(OWN_KEY) && 'ownKey']
      return [...files.filter(Boolean), ...said.map((one) => code(w, one))].join(' ')
    },
    expected: only(
      { teacher: 'keys ownKey', assistant: 'keys not-found', nobody: 'signed-out' },
      'not-found',
    ),
  },
  [`GET ${A}/v1/classes/route.ts`]: {
    ask: byToken(`${A}/v1/classes/route.ts`),
    says: (w, text) =>
      JSON.parse(text).rows?.find(({ id }: { id: string }) => id === w.here.id)?.role ??
      (text.includes('"rows"') ? 'none' : code(w, text)),
    expected: only(
      { teacher: 'teacher', assistant: 'assistant', nobody: 'signed-out', guest: 'signed-out' },
      'none',
    ),
  },
  [`GET ${API}`]: {
    ask: byToken(API, ({ here }) => ({ classId: here.id, table: 'roster' })),
    says: (w, text) => (text.includes('"rows"') ? seen(w, text) : code(w, text)),
    expected: only(
      {
        ...{ teacher: 'sees learner left removed', assistant: 'sees learner left removed' },
        ...{ nobody: 'signed-out', guest: 'signed-out' },
      },
      'not-found',
    ),
  },
  [`GET ${A}/review/anki/route.ts`]: {
    // A file without a card is shorter than one with the learner's, whatever it is called.
    ask: async (w, browser) => {
      const response = await get(`${A}/review/anki/route.ts`)(w, browser)
      if (!response.ok) return response
      const { 'collection.anki2': cards } = unzipSync(new Uint8Array(await response.arrayBuffer()))
      return new Response(new TextDecoder('latin1').decode(cards))
    },
    says: (w, text) =>
      text.includes('"signed-out"') ? 'signed-out' : own(() => `forklore ko ${choice.id}`)(w, text),
    expected: only({ nobody: 'signed-out', learner: 'theirs' }, 'none'),
  },
  // Their addresses are what opens them: nobody's session does.
  [`GET ${A}/daily/[file]/route.ts`]: {
    ask: get(`${A}/daily/[file]/route.ts`, undefined, () => ({ file: `${'x'.repeat(43)}.atom` })),
    says: code,
    expected: same('not-found'),
  },
  [`GET ${A}/daily/stop/[key]/route.ts`]: {
    ask: async (w, browser) => {
      const ask = get(`${A}/daily/stop/[key]/route.ts`, undefined, () => ({ key: 'x' }))
      const { status, headers: sent } = await ask(w, browser)
      return new Response(`${status} ${sent.get('location')}`)
    },
    says: (_, text) => text,
    expected: same('303 /review?stop=x'),
  },
  [`POST ${A}/daily/stop/[key]/route.ts`]: {
    ask: async (_, browser) => {
      const { POST } = await import(path.join(process.cwd(), `${A}/daily/stop/[key]/route.ts`))
      const sent = new NextRequest('http://forklore.test/api', { method: 'POST' })
      return request(browser, () => POST(sent, { params: Promise.resolve({ key: 'x'.repeat(43) }) }))
    },
    says: code,
    expected: same('ok'),
  },
  [`GET ${LIVE}`]: {
    ask: get(LIVE, undefined, (w) => ({ classId: w.here.id })),
    says: (w, text) =>
      text.includes(w.question) ? `question${text.includes('"moves":[') ? ' moves' : ''}` : code(w, text),
    expected: only(
      {
        ...{ learner: 'question', teacher: 'question moves' },
        assistant: 'question moves',
        nobody: 'signed-out',
      },
      'not-found',
    ),
  },
  [`POST ${LIVE}`]: {
    ask: async (w, browser) => {
      const { POST } = await import(path.join(process.cwd(), LIVE))
      const sent = { host: 'forklore.test', origin: 'http://forklore.test' }
      const body = JSON.stringify({ question: w.question, round: 1, option: wrong })
      const params = Promise.resolve({ classId: w.here.id })
      const asked = new NextRequest('http://forklore.test/api', { method: 'POST', headers: sent, body })
      return request(browser, () => POST(asked, { params }))
    },
    says: code,
    expected: only(
      { ...{ learner: 'ok', teacher: 'closed' }, assistant: 'closed', nobody: 'signed-out' },
      'not-found',
    ),
  },
  [`GET ${PULSE}`]: {
    ask: get(PULSE, undefined, (w) => ({ classId: w.here.id })),
    says: code,
    expected: only({ teacher: 'ok', assistant: 'ok', nobody: 'signed-out' }, 'not-found'),
  },
  [`GET ${A}/hints/route.ts`]: {
    ask: get(`${A}/hints/route.ts`, () => 'item=none&hash=none&locale=en'),
    says: code,
    expected: same('unknown-item'),
  },
  // Who comes from a learning platform gets in by the platform's word and nobody's session: `lti/lti.db.test.ts`.
  [`GET ${A}/lti/login/route.ts`]: { ask: toPage('GET', `${A}/lti/login/route.ts`), ...LTI('not-set-up') },
  [`POST ${A}/lti/login/route.ts`]: { ask: toPage('POST', `${A}/lti/login/route.ts`), ...LTI('not-set-up') },
  [`POST ${A}/lti/launch/route.ts`]: {
    ask: toPage('POST', `${A}/lti/launch/route.ts`),
    ...LTI('not-set-up'),
  },
  [`GET ${A}/lti/enter/route.ts`]: { ask: toPage('GET', `${A}/lti/enter/route.ts`), ...LTI('arrival-over') },
  [`POST ${A}/lti/enter/route.ts`]: {
    ask: toPage('POST', `${A}/lti/enter/route.ts`),
    ...LTI('arrival-over'),
  },
  // The ways in are there for everybody; `round.db.test.ts` has what comes of them.
  [`GET ${A}/auth/[...nextauth]/route.ts`]: {
    ask: get(`${A}/auth/[...nextauth]/route.ts`, undefined, () => ({ nextauth: ['csrf'] })),
    says: own(() => 'csrfToken'),
    expected: same('theirs'),
  },
  [`POST ${A}/auth/[...nextauth]/route.ts`]: {
    ask: post(`${A}/auth/[...nextauth]/route.ts`, () => ({}), { origin: 'http://evil.test' }),
    says: code,
    expected: same('cross-origin'),
  },
}

/** Routes that say the same to everybody, whatever is asked. */
const PUBLIC_ROUTES: Readonly<Record<string, string>> = {
  [`GET ${A}/health/route.ts`]: '{"ok":true}',
  [`GET ${A}/lti/keys/route.ts`]: '{"keys":[',
  [`GET ${A}/lti/config/route.ts`]: '"not-found"',
  [`GET ${A}/ready/route.ts`]: '"unavailable"',
  [`GET ${L}/search-index/route.ts`]: '{',
  [`GET ${A}/v1/openapi.json/route.ts`]: '"openapi":"3.1.0"',
  // Of no build, it only ends the one before.
  'GET app/sw.js/route.ts': 'unregister',
}

type Deed = { readonly act: (w: World) => Promise<unknown>; readonly expected: Expected }
const ADMISSION = { closed: true, accountsOnly: true, maxLearners: 3, codeDays: 7 }
const LIST = 'name,number\nNew Na,2024'
const ACCOUNTS_DEED = only({ nobody: 'signed-out', guest: 'signed-out' }, 'ok')

const DEEDS: Readonly<Record<string, Deed>> = {
  createClass: {
    act: () => classActions.createClass({ name: 'One more', displayName: 'T' }),
    expected: only({ nobody: 'signed-out', guest: 'sign-up-first' }, 'ok'),
  },
  previewClass: { act: ({ here }) => classActions.previewClass(here.code), expected: same('ok') },
  joinClass: {
    act: ({ here }) => classActions.joinClass({ code: here.code, displayName: randomUUID() }, 'en'),
    expected: only({ removed: 'removed' }, 'ok'),
  },
  leaveClass: {
    act: ({ here }) => classActions.leaveClass(here.id),
    expected: only(
      { nobody: 'signed-out', learner: 'ok', assistant: 'ok', teacher: 'only-teacher' },
      'not-found',
    ),
  },
  shareEarlierWork: {
    act: ({ here }) => classActions.shareEarlierWork(here.id, true),
    expected: only({ nobody: 'signed-out', learner: 'ok' }, 'not-found'),
  },
  regenerateCode: { act: ({ here }) => classActions.regenerateCode(here.id), expected: TEACHERS_DEED },
  changeLearners: {
    act: ({ here }) => classActions.changeLearners(here.id, [here.membership], 'block'),
    expected: TEACHERS_DEED,
  },
  undoChanges: {
    act: ({ here }) => classActions.undoChanges(here.id, [here.change]),
    expected: TEACHERS_DEED,
  },
  previewRoster: { act: ({ here }) => classActions.previewRoster(here.id, LIST), expected: TEACHERS_DEED },
  importRoster: { act: ({ here }) => classActions.importRoster(here.id, LIST), expected: TEACHERS_DEED },
  dropInvitees: {
    act: ({ here, invitee }) => classActions.dropInvitees(here.id, [invitee]),
    expected: TEACHERS_DEED,
  },
  setAdmission: { act: ({ here }) => classActions.setAdmission(here.id, ADMISSION), expected: TEACHERS_DEED },
  createAssignment: {
    act: ({ here }) => classActions.createAssignment(here.id, ASSIGNMENT),
    expected: TEACHERS_DEED,
  },
  changeAssignment: {
    act: ({ here, assignment }) => classActions.changeAssignment(here.id, assignment, ASSIGNMENT),
    expected: TEACHERS_DEED,
  },
  extendAssignment: {
    act: ({ here, assignment }) =>
      classActions.extendAssignment(here.id, assignment, here.membership, '2099-02-01T09:00'),
    expected: TEACHERS_DEED,
  },
  giveExamTime: {
    act: ({ here, exam }) => classActions.giveExamTime(here.id, exam, here.membership, 10),
    expected: TEACHERS_DEED,
  },
  startExam: {
    act: ({ here, exam }) => classActions.startExam(here.id, exam, 'en'),
    expected: only({ nobody: 'signed-out', learner: 'ok' }, 'not-found'),
  },
  // Nobody sits it: who learns here has not begun.
  keepExamAnswer: {
    act: ({ here, exam }) =>
      classActions.keepExamAnswer(here.id, exam, choice.id, { kind: 'choice', option: wrong }),
    expected: only({ nobody: 'signed-out' }, 'not-found'),
  },
  handInExam: {
    act: ({ here, exam }) => classActions.handInExam(here.id, exam),
    expected: only({ nobody: 'signed-out' }, 'not-found'),
  },
  deleteAssignment: {
    act: ({ here, assignment }) => classActions.deleteAssignment(here.id, assignment),
    expected: TEACHERS_DEED,
  },
  agreeToSeen: {
    act: ({ here }) => classActions.agreeToSeen(here.id),
    expected: only({ nobody: 'signed-out', learner: 'ok' }, 'not-found'),
  },
  offerClass: { act: ({ here }) => classActions.offerClass(here.id, 'teacher'), expected: TEACHERS_DEED },
  withdrawOffers: { act: ({ here }) => classActions.withdrawOffers(here.id), expected: TEACHERS_DEED },
  removeAssistant: {
    act: ({ here, assisting }) => classActions.removeAssistant(here.id, assisting),
    expected: TEACHERS_DEED,
  },
  acceptOffer: {
    act: () => classActions.acceptOffer('guessed', { displayName: 'Somebody' }),
    expected: only({ nobody: 'signed-out', guest: 'sign-up-first' }, 'offer-unknown'),
  },
  decideScore: {
    act: ({ here, response }) => classActions.decideScore(here.id, response, { earned: 1, reason: 'it is' }),
    expected: TEACHERS_DEED,
  },
  nameSection: {
    act: ({ here, section }) => classActions.nameSection(here.id, section, randomUUID()),
    expected: TEACHERS_DEED,
  },
  dropSection: {
    act: ({ here, section }) => classActions.dropSection(here.id, section),
    expected: TEACHERS_DEED,
  },
  putInSection: {
    act: ({ here, section }) => classActions.putInSection(here.id, [here.membership], section),
    expected: TEACHERS_DEED,
  },
  commentOn: {
    act: ({ here, response }) => classActions.commentOn(here.id, response, 'look again'),
    expected: TEACHERS_DEED,
  },
  writeToLearners: {
    act: ({ here }) => classActions.writeToLearners(here.id, [here.membership], 'well done'),
    expected: TEACHERS_DEED,
  },
  withdrawNote: {
    act: ({ here, note }) => classActions.withdrawNote(here.id, note),
    expected: TEACHERS_DEED,
  },
  // Of what was written to others nothing changes: see `note.db.test.ts`.
  readNotes: {
    act: ({ note }) => classActions.readNotes([note]),
    expected: only({ nobody: 'signed-out' }, 'ok'),
  },
  restoreScore: {
    act: ({ here, response }) => classActions.restoreScore(here.id, response),
    expected: TEACHERS_DEED,
  },
  courseMembers: {
    // The platform that this course is of has no address.
    act: ({ here, tie }) => classActions.courseMembers(here.id, tie),
    expected: only({ nobody: 'signed-out' }, 'not-found'),
  },
  untieCourse: {
    act: ({ here, tie }) => classActions.untieCourse(here.id, tie),
    expected: TEACHERS_DEED,
  },
  setCourse: {
    act: ({ here }) =>
      classActions.setCourse(
        here.id,
        catalog().lessons.map(({ slug }) => slug),
      ),
    expected: TEACHERS_DEED,
  },
  askLive: { act: ({ here }) => classActions.askLive(here.id, choice.id), expected: TEACHERS_DEED },
  // Asked last, it would end the question that the pages show: see `live-run.db.test.ts` for who goes on in it.
  askRun: {
    act: ({ here }) => classActions.askRun(here.id, RUN_ITEM),
    expected: TEACHERS_DEED,
  },
  stepRun: {
    act: async ({ here }) => {
      const run = await db.liveQuestion.findFirstOrThrow({ where: { classroomId: here.id } })
      return classActions.stepRun(here.id, run.id, { round: run.round, to: 'end' })
    },
    // What is asked there is a question, which no run goes on with.
    expected: only({ nobody: 'signed-out' }, 'not-found'),
  },
  stepLive: {
    act: ({ here, question }) => classActions.stepLive(here.id, question, 'talk'),
    expected: TEACHERS_DEED,
  },
  setTimeZone: {
    act: ({ here }) => classActions.setTimeZone(here.id, 'Asia/Tokyo'),
    expected: TEACHERS_DEED,
  },
  setLogDays: { act: ({ here }) => classActions.setLogDays(here.id, 90), expected: TEACHERS_DEED },
  checkOwnItem: {
    act: ({ here }) => classActions.checkOwnItem(here.id, { own: null, locale: 'en' }, OWN_DRAFT),
    expected: TEACHERS_DEED,
  },
  saveOwnItem: {
    act: ({ here, ownItem }) =>
      classActions.saveOwnItem(here.id, { own: ownItem.id, locale: 'en' }, OWN_DRAFT),
    expected: TEACHERS_DEED,
  },
  retireOwnItem: {
    act: ({ here, ownItem }) => classActions.retireOwnItem(here.id, ownItem.id, true),
    expected: TEACHERS_DEED,
  },
  renameClass: {
    act: ({ here }) => classActions.renameClass(here.id, { name: 'The Class Here' }),
    expected: TEACHERS_DEED,
  },
  archiveClass: { act: ({ here }) => classActions.archiveClass(here.id, false), expected: TEACHERS_DEED },
  duplicateClass: {
    act: ({ here }) =>
      classActions.duplicateClass(here.id, { name: 'Another like it', firstDay: '2027-03-02' }),
    expected: TEACHERS_DEED,
  },
  deleteClass: { act: ({ here }) => classActions.deleteClass(here.id), expected: TEACHERS_DEED },
  signUp: {
    act: ({ learner }) => accountActions.signUp({ email: learner.email, password: 'a long password' }, 'en'),
    expected: only({ nobody: 'email-taken', guest: 'email-taken' }, 'signed-in'),
  },
  signIn: {
    act: ({ learner }) => accountActions.signIn({ email: learner.email, password: 'a long password' }),
    expected: same('wrong-credentials'),
  },
  signOut: { act: () => accountActions.signOut(), expected: same('ok') },
  signOutEverywhere: { act: () => accountActions.signOutEverywhere(), expected: ACCOUNTS_DEED },
  endSession: {
    act: ({ session }) => accountActions.endSession(session),
    expected: only({ nobody: 'signed-out', guest: 'signed-out', learner: 'ok' }, 'session-unknown'),
  },
  changeEmail: {
    // None of them has a password.
    act: () => accountActions.changeEmail({ email: `${randomUUID()}@example.org`, current: 'x' }, 'en'),
    expected: only({ nobody: 'signed-out', guest: 'signed-out' }, 'wrong-current'),
  },
  confirmEmail: { act: () => accountActions.confirmEmail('guessed', 'en'), expected: same('link-unknown') },
  withdrawEmail: { act: () => accountActions.withdrawEmail(), expected: ACCOUNTS_DEED },
  rename: { act: () => accountActions.rename('Somebody'), expected: only({ nobody: 'signed-out' }, 'ok') },
  makeRecoveryCode: {
    // None of them has a password.
    act: () => accountActions.makeRecoveryCode('a long password'),
    expected: only({ nobody: 'signed-out', guest: 'signed-out' }, 'wrong-current'),
  },
  makeApiToken: {
    act: () => accountActions.makeApiToken({ name: 'another program', days: 90 }),
    expected: ACCOUNTS_DEED,
  },
  revokeApiToken: {
    act: ({ token }) => accountActions.revokeApiToken(token),
    expected: only({ nobody: 'signed-out', guest: 'signed-out', learner: 'ok' }, 'token-unknown'),
  },
  untiePlatform: {
    act: ({ issuer }) => accountActions.untiePlatform(issuer),
    expected: only({ nobody: 'signed-out', guest: 'signed-out', learner: 'ok' }, 'tie-unknown'),
  },
  withdrawRecoveryCode: { act: () => accountActions.withdrawRecoveryCode(), expected: ACCOUNTS_DEED },
  recover: {
    act: ({ learner }) =>
      accountActions.recover({ email: learner.email, code: 'x', next: 'correct horse 42 staple' }),
    expected: same('wrong-code'),
  },
  changePassword: {
    // None of them has one yet.
    act: () => accountActions.changePassword({ next: 'correct horse 42 staple' }),
    expected: ACCOUNTS_DEED,
  },
  changeDailyFeed: {
    act: () => reviewActions.changeDailyFeed('open', 'en'),
    expected: only({ nobody: 'signed-out' }, 'ok'),
  },
  changeDailyMail: {
    // Mail cannot be sent here, and nobody's address is proven.
    act: () => reviewActions.changeDailyMail(8, 'en'),
    expected: only({ nobody: 'signed-out' }, 'address-unproven'),
  },
  shareReport: {
    act: ({ mock }) => mockActions.shareReport(mock, true),
    expected: only({ nobody: 'signed-out', learner: 'ok' }, 'not-found'),
  },
  endDailyMail: { act: () => reviewActions.endDailyMail('x'.repeat(43)), expected: same('ok') },
  deleteAccount: {
    act: ({ learner }) => accountActions.deleteAccount(learner.email),
    expected: only({ nobody: 'signed-out', guest: 'ok', learner: 'ok' }, 'wrong-repeat'),
  },
}

/** What somebody looks at is kept too, and changes nothing. */
const SEEN = [...EVENT_KINDS.seen, ...EVENT_KINDS.taken]

/** Everything that a deed could change and is not the doer's alone. */
const everything = async () => ({
  classrooms: await db.classroom.findMany({ orderBy: { id: 'asc' } }),
  memberships: await db.membership.findMany({ orderBy: { id: 'asc' } }),
  offers: await db.staffOffer.findMany({ orderBy: { id: 'asc' } }),
  questions: await db.liveQuestion.findMany({ orderBy: { id: 'asc' } }),
  invitees: await db.invitee.findMany({ orderBy: { id: 'asc' } }),
  invitations: await db.invitation.findMany({ orderBy: { id: 'asc' } }),
  changes: await db.membershipChange.findMany({ orderBy: { id: 'asc' } }),
  people: await db.user.findMany({ where: { email: { not: null } }, orderBy: { id: 'asc' } }),
  accounts: await db.account.findMany({ orderBy: [{ provider: 'asc' }, { providerAccountId: 'asc' }] }),
  mocks: await db.mock.findMany({ orderBy: { id: 'asc' } }),
  assignments: await db.assignment.findMany({
    include: { items: true, extensions: true },
    orderBy: { id: 'asc' },
  }),
  decisions: await db.scoreDecision.findMany({ orderBy: { id: 'asc' } }),
  sections: await db.classSection.findMany({ orderBy: { id: 'asc' } }),
  ties: await db.ltiContext.findMany({ orderBy: { id: 'asc' } }),
  notes: await db.classNote.findMany({ orderBy: { id: 'asc' } }),
  deeds: await db.classEvent.count({ where: { kind: { notIn: [...SEEN] } } }),
  own: await db.ownItem.findMany({ include: { versions: true }, orderBy: { id: 'asc' } }),
  responses: await db.itemResponse.count(),
  sessions: await db.openSession.count({ where: { form: 'phone' } }),
  ended: await db.endedSession.count(),
})

/** Another window of the same person: what is set in one is not there in the next. */
const windowOf = ({ cookies, address }: Browser): Browser => ({ cookies: new Map(cookies), address })

async function ofEach(
  ask: (browser: Browser, person: Person) => Promise<string>,
  w: World,
): Promise<Expected> {
  const found: [Person, string][] = []
  for (const person of PEOPLE) found.push([person, await ask(windowOf(w.browsers[person]), person)])
  return Object.fromEntries(found) as Expected
}

/** Files of the pages and routes, with what a route answers to. */
function filesOf(name: string): string[] {
  const files = readdirSync('app', { recursive: true, encoding: 'utf8' })
  return files.filter((file) => path.basename(file) === name).map((file) => `app/${file}`)
}

// `everything` reads all that is there: of what earlier tests made nothing is left.
beforeEach(async () => {
  await db.rateLimit.deleteMany()
  await db.$executeRaw`DELETE FROM "Classroom"`
  await db.$executeRaw`DELETE FROM "User"`
})

test('every page, route and action is in the tables, and nothing else', async () => {
  expect([...Object.keys(PAGES), ...PUBLIC_PAGES].sort()).toEqual(filesOf('page.tsx').sort())
  const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']
  const routes: string[] = []
  for (const file of filesOf('route.ts')) {
    const module = await import(path.join(process.cwd(), file))
    routes.push(...METHODS.filter((method) => method in module).map((method) => `${method} ${file}`))
  }
  expect(Object.keys({ ...ROUTES, ...PUBLIC_ROUTES }).sort()).toEqual(routes.sort())
  const sources = ['app', 'lib'].flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((file) => /(?<!\.test)\.tsx?$/.test(file))
      .map((file) => `${root}/${file}`),
  )
  const acting = sources.filter((file) => /^\s*['"]use server['"]/m.test(readFileSync(file, 'utf8')))
  expect(acting.sort()).toEqual([
    `${L}/account/actions.ts`,
    `${L}/classes/actions.ts`,
    `${L}/interview/mock/actions.ts`,
    `${L}/review/actions.ts`,
  ])
  expect(Object.keys(DEEDS).sort()).toEqual(
    Object.keys({ ...accountActions, ...classActions, ...mockActions, ...reviewActions }).sort(),
  )
})

test('each page shows everybody what is theirs to see, and to whom it is nothing that there is none', async () => {
  const w = await newWorld()
  for (const [file, { of, expected }] of Object.entries(PAGES))
    expect(await ofEach((browser) => look(w, file, of?.(w) ?? {}, browser), w), file).toEqual(expected)
})

test('a page of a class is found by no id that is guessed or another class’s', async () => {
  const w = await newWorld()
  const { teacher } = w.browsers
  for (const [file, { of }] of Object.entries(PAGES)) {
    const right = of?.(w) ?? {}
    if (!('classId' in right)) continue
    const classes = [w.there.id, randomUUID(), 'x', `${w.here.id}'`].map((classId) => ({ ...right, classId }))
    const others = Object.keys(right).filter((name) => name !== 'classId')
    const parts = others.flatMap((name) =>
      [w.there.membership, w.there.id, randomUUID(), 'x'].map((part) => ({ ...right, [name]: part })),
    )
    for (const params of [...classes, ...parts])
      expect(await look(w, file, params, teacher), `${file} ${JSON.stringify(params)}`).toBe('not-found')
  }
})

test('a table of a class is found by no id that is guessed or another class’s, and no other table is there', async () => {
  const w = await newWorld()
  const ask = async (classId: string, table: string) =>
    code(w, await (await get(EXPORT, undefined, () => ({ classId, table }))(w, w.browsers.teacher)).text())
  for (const classId of [w.there.id, randomUUID(), 'x', `${w.here.id}'`])
    expect(await ask(classId, 'grades'), classId).toBe('not-found')
  for (const table of ['', 'x', 'members', '__proto__'])
    expect(await ask(w.here.id, table), table).toBe('not-found')
  // The log is its teacher's alone.
  const log = async (browser: Browser) =>
    (await get(EXPORT, undefined, () => ({ classId: w.here.id, table: 'log' }))(w, browser)).text()
  expect(seen(w, await log(w.browsers.teacher))).toContain('removed')
  expect(code(w, await log(w.browsers.assistant))).toBe('not-found')
  const read = async (classId: string, table: string) => {
    const answer = await byToken(API, () => ({ classId, table }))(w, w.browsers.teacher)
    return code(w, await answer.text())
  }
  for (const classId of [w.there.id, randomUUID(), 'x', `${w.here.id}'`])
    for (const table of ['roster', 'grades', 'items'])
      expect(await read(classId, table), classId).toBe('not-found')
  for (const table of ['', 'x', 'responses', '__proto__'])
    expect(await read(w.here.id, table), table).toBe('not-found')
})

test('what is the same for everybody does not ask who they are', async () => {
  for (const file of PUBLIC_PAGES) expect(readFileSync(file, 'utf8'), file).not.toMatch(KNOWS_WHO)
  // Outside of a request nobody could be told who asks.
  for (const [name, text] of Object.entries(PUBLIC_ROUTES)) {
    const { GET } = await import(path.join(process.cwd(), name.replace('GET ', '')))
    const response = await GET(new NextRequest('http://forklore.test/'), {
      params: Promise.resolve({ locale: 'en' }),
    })
    expect(await response.text(), name).toContain(text)
  }
})

test('each route tells everybody what is theirs, and does for them what is theirs to do', async () => {
  const w = await newWorld()
  const before = await everything()
  for (const [name, { ask, says, expected }] of Object.entries(ROUTES)) {
    await db.rateLimit.deleteMany()
    const said = async (browser: Browser) => says(w, await (await ask(w, browser)).text())
    expect(await ofEach(said, w), name).toEqual(expected)
  }
  expect(await everything()).toEqual(before)
})

test.each(Object.entries(DEEDS))(
  '%s: each may do it or is told why not, and what is refused changes nothing',
  async (_, deed) => {
    const w = await newWorld()
    let before = await everything()
    const found = await ofEach(async (browser, person) => {
      await db.rateLimit.deleteMany()
      const done = (await request(browser, () => deed.act(w))) as { ok: boolean; code?: string }
      const what = done.ok ? 'ok' : (done.code ?? '')
      const after = await everything()
      if (what !== 'ok') expect(after, person).toEqual(before)
      before = after
      // Whatever others do, the learner is still who they are.
      if (deed.expected.learner !== 'ok' || person !== 'learner')
        expect(await request(windowOf(w.browsers.learner), getViewer)).toMatchObject({ id: w.learner.id })
      return what
    }, w)
    expect(found).toEqual(deed.expected)
  },
)
