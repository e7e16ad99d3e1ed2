import { createHash, randomBytes, randomUUID } from 'node:crypto'
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import {
  type APIRequestContext,
  type Browser,
  type BrowserContext,
  expect,
  type Page,
  test,
} from '@playwright/test'
import { unzipSync } from 'fflate'
import pg from 'pg'
import { type Build, buildWith } from '../lib/cli/build/build'
import { freePort } from '../lib/cli/database/postgres'
import { startWeb, type Web } from '../lib/cli/serve/web'
import { itemsOf } from '../lib/content/quiz'
import { simulator } from '../lib/i18n/en/simulator'
import { messages } from '../lib/i18n/messages'
import type { Answer, Item } from '../lib/quiz/item'
import { KINDS, rowOf } from '../lib/quiz/kind/table'
import { inOrder } from '../lib/quiz/order'
import { publicItem, shownHash } from '../lib/quiz/publish'
import { exerciseActions, uncalledActions } from './action'
import { CANARIES, leaks, plant, VARIED } from './canary'
import { required } from './environment'
import { choose, EVERYBODY, handlerRoutes, LOCALES, type Visit, visits, type Who } from './page'
import { assignOwn, makeSchool, openClass, type School } from './school'

// A walk says where it stumbled, and a trace of it takes as long as the walk.
test.use({ trace: 'off' })

const LESSON = 'files-and-pipes'

let build: Build
/** Secret parts of the addresses of feeds: a learner's and a teacher's, and nobody's. */
const FEEDS = [1, 2].map(() => randomBytes(32).toString('base64url'))
const NO_KEY = randomBytes(32).toString('base64url')

let web: Web
let content: string
/** Nobody in it has answered anything. */
let unanswered: School
const heard: Heard = { found: [], pending: [], actions: new Set() }

/** What went over the wire to browsers that were watched. */
type Heard = { readonly found: string[]; readonly pending: Promise<void>[]; readonly actions: Set<string> }

test.describe.configure({ mode: 'serial' })

test.beforeAll(async ({ browser }) => {
  test.setTimeout(1_200_000)
  content = mkdtempSync(path.join(tmpdir(), 'forklore-canary-'))
  cpSync('content', content, { recursive: true })
  plant(content)
  build = await buildWith(plain(), required('NEXT_SERVER_ACTIONS_ENCRYPTION_KEY'), variables())
  web = await serve()
  unanswered = await makeSchool(browser, web.url, false, (context) => listen(context, heard))
  for (const [i, who] of (['learner', 'teacher'] as const).entries())
    await query(
      `INSERT INTO "Daily" ("userId", "key", "stopKey", "locale") SELECT "id", $2, $3, 'ko' FROM "User" WHERE "email" = $1`,
      [unanswered.emails[who], FEEDS[i], randomBytes(32).toString('base64url')],
    )
})

test.afterAll(async () => {
  await web?.stop()
  if (build) rmSync(build.folder, { recursive: true, force: true })
  if (content) rmSync(content, { recursive: true, force: true })
})

/** The product as everybody has it. */
function plain(): Build {
  return { folder: required('FORKLORE_DIST'), hash: required('FORKLORE_BUILD') }
}

function variables() {
  return { FORKLORE_CONTENT: content }
}

async function serve(): Promise<Web> {
  return startWeb({
    build,
    port: await freePort(),
    databaseUrl: required('DATABASE_URL'),
    sessionSecret: required('NEXTAUTH_SECRET'),
    actionsKey: required('NEXT_SERVER_ACTIONS_ENCRYPTION_KEY'),
    variables: variables(),
    onLine: () => {},
  })
}

test('a canary is found however it is written', () => {
  for (const [field, word] of Object.entries(CANARIES)) {
    const codes = [...word].map((c) => c.charCodeAt(0))
    const forms = [
      word,
      JSON.stringify({ a: JSON.stringify({ b: word }) }),
      codes.map((code) => `\\u${code.toString(16).padStart(4, '0')}`).join(''),
      codes.map((code) => `\\\\u${code.toString(16).padStart(4, '0')}`).join(''),
      codes.map((code) => `\\x${code.toString(16)}`).join(''),
      codes.map((code) => `&#${code};`).join(''),
      codes.map((code) => `&#x${code.toString(16)};`).join(''),
      codes.map((code) => `%${code.toString(16)}`).join(''),
      codes.map((code) => `%25${code.toString(16)}`).join(''),
      ...['', 'x', 'xy'].map((before) => Buffer.from(`${before}${word} and more`).toString('base64')),
      ...['', 'x', 'xy'].map((before) => Buffer.from(`${before}${word} and more`).toString('base64url')),
      Buffer.from(word).toString('hex'),
      [...word].reverse().join(''),
    ]
    for (const form of forms) expect(leaks(`before ${form} after`), form).toEqual([field])
  }
  const item = { correct: true, rubric: { partial: 'per-line' }, witness: 'x' }
  for (const text of [JSON.stringify(item), JSON.stringify(JSON.stringify(item)), `&quot;correct&quot;:true`])
    expect(leaks(text)).toContain('correct')
  expect(leaks(JSON.stringify(item))).toEqual(['partial', 'per-line', 'correct', 'witness'])
  expect(leaks('nothing here')).toEqual([])
  expect(leaks(JSON.stringify({ correct: null }))).toEqual([])
})

test('the key of every kind would be found, however little of an item came with it', () => {
  const items = lessonsOf().flatMap((lesson) => itemsOf(lesson, content))
  // Neither what is said of an answer nor how it is worth points: the key alone gives itself away.
  const said = new Set([
    'hint',
    'explanation',
    'feedback',
    'misconception',
    'scene',
    'slips',
    'rubric',
    'others',
  ])
  const keyed = (item: Item) => JSON.stringify(item, (name, value) => (said.has(name) ? undefined : value))
  const found = new Set(items.filter((item) => leaks(keyed(item)).length > 0).map(({ kind }) => kind))
  // No rating of a card is right.
  expect([...found].sort()).toEqual(
    Object.keys(KINDS)
      .filter((kind) => kind !== 'card')
      .sort(),
  )
  for (const item of items) expect(leaks(JSON.stringify(publicItem(item, 'ko', 1))), item.id).toEqual([])
})

test('no code of the product holds what an item keeps private: content is read by the server while it runs', () => {
  // The canaries are in the pages alone; code that had taken content in would have taken in the real one.
  const texts = lessonsOf().flatMap((lesson) => itemsOf(lesson).slice(0, 1))
  const words = texts.flatMap(({ explanation }) => LOCALES.map((locale) => explanation[locale].slice(0, 30)))
  expect(words.length).toBeGreaterThan(5)
  const secrets = Object.fromEntries(words.map((word) => [word, word]))
  const root = path.join(build.folder, 'static')
  const code = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'))
  expect(code.length).toBeGreaterThan(20)
  const text = code.map((file) => readFileSync(path.join(root, file), 'utf8')).join('\n')
  expect(leaks(text, true, secrets)).toEqual([])
  expect(leaks(`${text}"${words[0]}"`, true, secrets)).toEqual([words[0]])
})

test('nothing private is in any page, payload, prefetch, chunk, source map or answer before the item is answered', async ({
  browser,
  playwright,
}) => {
  test.setTimeout(400_000)
  const { found, looked } = await scan(playwright.request, web.url, unanswered)
  expect(found).toEqual([])
  expect(looked).toBeGreaterThan(300)
  await touchLesson(browser)
  await Promise.all(heard.pending)
  expect(heard.found).toEqual([])
})

test('no server action says anything private', async ({ browser }) => {
  test.setTimeout(400_000)
  await exerciseActions(browser, web.url, build.folder, (context) => listen(context, heard))
  await Promise.all(heard.pending)
  expect(heard.found).toEqual([])
  // The manifest of the build names the actions that there are: none is left out.
  expect(uncalledActions(build.folder, heard.actions)).toEqual([])
})

test('what a class’s own question keeps private reaches no learner before it is answered and its assignment releases it', async ({
  browser,
}) => {
  const { teacher, classId, code } = await openClass(browser, web.url)
  const m = messages('en')
  await teacher.goto(`/en/classes/${classId}/own/new`, { waitUntil: 'networkidle' })
  for (const [field, text] of [
    ['stem', 'Which call makes a process?'],
    ['options-0-text', 'fork'],
    ['options-0-feedback', CANARIES.feedback],
    ['options-1-text', 'exec'],
    ['options-1-feedback', CANARIES.misconception],
    ['hint', CANARIES.hint],
    ['explanation', CANARIES.explanation],
  ] as const)
    await teacher.locator(`#own-${field}`).fill(text)
  await teacher.locator('.own-right input').first().check()
  await teacher.getByRole('button', { name: m.ownItems.save }).click()
  await teacher.waitForURL('**/own')
  const assignmentId = await assignOwn(teacher, 'en', classId)

  const context = await browser.newContext({ baseURL: web.url })
  const told: Heard = { found: [], pending: [], actions: new Set() }
  await listen(context, told)
  const learner = await context.newPage()
  await learner.goto(`/en/join/${code}`, { waitUntil: 'networkidle' })
  await learner.getByLabel(m.classes.displayName).fill('Jiho Park')
  await learner.getByRole('button', { name: m.classes.join }).click()
  await learner.waitForURL('**/en/classes/*-*')
  const at = `/en/classes/${classId}/assignments/${assignmentId}`
  await learner.goto(at, { waitUntil: 'networkidle' })
  await expect(learner.locator('.own-quiz')).toContainText('Which call makes a process?')
  const served = async () => {
    const asked = [
      ...[at, `/en/classes/${classId}`, '/en/today', '/api/me', '/api/me/export'],
      `/en/classes/${classId}/own`,
    ]
    const texts = await Promise.all(
      asked.flatMap((url) => [
        learner.request.get(url).then((one) => one.text()),
        learner.request.get(url, { headers: { rsc: '1' } }).then((one) => one.text()),
      ]),
    )
    return leaks(texts.join('\n'))
  }
  expect(await served()).toEqual([])
  const option = learner.locator('.own-quiz').getByRole('radio').first()
  await choose(option)
  const reply = learner.waitForResponse((one) => one.url().includes('/api/responses'))
  await learner.locator('.own-quiz').getByRole('button', { name: m.quiz.submit, exact: true }).click()
  expect(await (await reply).json()).toMatchObject({ ok: true })
  // Until the due time, which there is by default, its key is not told; whether the answer was right is, at once.
  expect((await served()).filter((name) => name !== 'correct')).toEqual([])
  await Promise.all(told.pending)
  expect(told.found).toEqual([])
  // They were really there: who wrote it reads it.
  await teacher.goto(`/en/classes/${classId}/own`, { waitUntil: 'networkidle' })
  await teacher.locator('.own-list a').first().click()
  await expect(teacher.locator('#own-explanation')).toHaveValue(CANARIES.explanation)
  expect(leaks(await (await teacher.request.get(teacher.url())).text())).toEqual(
    expect.arrayContaining(['feedback', 'explanation', 'hint', 'misconception']),
  )
  await Promise.all([learner, teacher].map((page) => page.context().close()))
})

test('a hint is in no byte before it is asked for, and asking for it brings nothing else that is private', async ({
  request,
}) => {
  const item = canaryItem('predict')
  const asked = await request.get(`${web.url}/api/hints?item=${item.id}&hash=${shownHash(item)}&locale=ko`)
  const body = await asked.json()
  expect(Object.keys(body).sort()).toEqual(['hint', 'ok'])
  expect(body.hint.split(CANARIES.hint)).toHaveLength(2)
  expect(leaks(await asked.text())).toEqual(['hint'])
  expect(asked.headers()['cache-control']).toContain('no-store')
})

test('the answers bring what was private, so the canaries were really there', async ({ request }) => {
  const told = new Set<string>()
  for (const [kind, answer] of [
    ['choice', (item: Item) => ({ kind: 'choice', option: wrongOption(item) })],
    ['predict', () => ({ kind: 'predict', stdout: 'something else\n' })],
    ['schedule', () => ({ kind: 'schedule', schedule: '1.rr.20.0.' })],
  ] as const) {
    const item = canaryItem(kind)
    const response = await submit(request, item, answer(item) as Answer)
    const text = await response.text()
    expect(JSON.parse(text), text.slice(0, 200)).toMatchObject({ ok: true })
    for (const field of leaks(text)) told.add(field)
  }
  for (const field of ['key', 'explanation', 'feedback', 'misconception', 'correct'])
    expect([...told]).toContain(field)
  await mendWrongly(request, told)
  // Of an outcome nothing is ever told: the schedule that does it is shown instead.
  const scheduled = canaryItem('schedule')
  expect(scheduled.kind === 'schedule' && scheduled.key.outcome.stdout).toContain(CANARIES.outcome)
})

test('an answer brings the key of the variant that it answers, and what is asked next without its key', async ({
  playwright,
}) => {
  const item = itemsOf(LESSON, content).find(({ id }) => id === VARIED)
  const other = item?.others?.[0]
  if (!item || !other) throw new Error(`${VARIED} has no variant`)
  const request = await playwright.request.newContext({ baseURL: web.url })
  const wrong = { kind: 'predict', stdout: 'something else\n' } as const
  const keysIn = (text: string) => leaks(text).filter((field) => field === 'key' || field === 'variant')
  for (const [asked, next, key] of [
    [item, other, 'key'],
    [other, item, 'variant'],
  ] as const) {
    const stored = await (await submit(request, asked, wrong)).text()
    expect(keysIn(stored)).toEqual([key])
    expect(JSON.parse(stored)).toMatchObject({ ok: true, next: { hash: shownHash(next) } })
    expect(JSON.parse(stored).next).toEqual(pinned(next, 'ko', 1))
    // What is asked now, before it is answered.
    const known = JSON.parse(await (await request.get(`/api/responses?lesson=${LESSON}&locale=ko`)).text())
    expect(known.asks.find(({ id }: Item) => id === VARIED)).toEqual(pinned(next, 'ko', 1))
    expect(keysIn(JSON.stringify(known.asks))).toEqual([])
  }
  await request.dispose()
})

test('public items hold what is listed and nothing else, their options in the order of the seed', async ({
  request,
}) => {
  let seen = 0
  for (const locale of LOCALES)
    for (const lesson of lessonsOf()) {
      const items = itemsOf(lesson)
      if (items.length === 0) continue
      const url = `${required('BASE_URL')}/${locale}/learn/${lesson}?_rsc=1`
      const payload = await (await request.get(url, { headers: { rsc: '1' } })).text()
      for (const item of items) {
        const shown = publicItemIn(payload, item.id)
        expect(shown, item.id).toEqual(pinned(item, locale, Number(shown.seed)))
        seen++
      }
    }
  expect(seen).toBeGreaterThan(40)
  // Another seed, another order: it is the seed that decides.
  const choice = itemsOf('threads').find((item) => item.kind === 'choice')!
  const orders = Array.from({ length: 40 }, (_, seed) => orderOf(publicItem(choice, 'en', seed)))
  expect(new Set(orders).size).toBe(6)
  expect(orders.map((_, seed) => orderOf(publicItem(choice, 'en', seed)))).toEqual(orders)
})

// Last: it spoils the build.
test('a leak that is really served makes the check fail, wherever it is and however it is written', async ({
  browser,
  playwright,
}) => {
  test.setTimeout(400_000)
  await web.stop()
  const { feedback, key, hint, misconception, explanation, outcome } = CANARIES
  const codes = (word: string, write: (code: number) => string) =>
    [...word].map((c) => write(c.charCodeAt(0))).join('')
  spoil(`/ko/learn/${LESSON}.html`, `<!-- ${codes(feedback, (code) => `&#${code};`)} -->`)
  spoil('/ko/interview.rsc', `\n9:"${codes(key, (code) => `\\u00${code.toString(16)}`)}"`)
  spoil('/ko/interview.segments/_tree.segment.rsc', `\n9:{"correct":true}`)
  writeFileSync(`${build.folder}/static/chunks/planted.js`, `//${Buffer.from(hint).toString('base64')}`)
  writeFileSync(
    `${build.folder}/static/chunks/planted.js.map`,
    JSON.stringify({ sourcesContent: [misconception] }),
  )
  await query(`UPDATE "Classroom" SET name = $2 WHERE id = $1`, [unanswered.classId, explanation])
  await query(`UPDATE "User" SET "displayName" = $2 WHERE email = $1`, [unanswered.emails.learner, outcome])
  web = await serve()
  const spoiled = [
    `/ko/learn/${LESSON}`,
    '/ko/interview',
    `/en/join/${unanswered.code}`,
    `/en/classes/${unanswered.classId}`,
    '/ko/account',
  ]
  const { found } = await scan(playwright.request, web.url, unanswered, ({ path }) => spoiled.includes(path))
  for (const place of [
    `html /ko/learn/${LESSON} as guest: feedback`,
    'payload /ko/interview as guest: key',
    'prefetch /ko/interview as guest, segment: correct',
    'static chunks/planted.js: hint',
    'static chunks/planted.js.map: misconception',
    `html /en/join/${unanswered.code} as guest: explanation`,
    `payload /en/classes/${unanswered.classId} as teacher: explanation`,
    'html /ko/account as learner: outcome',
    'GET /api/me/export as learner: outcome',
  ])
    expect(found).toContain(place)

  const told: Heard = { found: [], pending: [], actions: new Set() }
  const context = await browser.newContext({ baseURL: web.url })
  await listen(context, told)
  const page = await context.newPage()
  await page.goto('/en/classes')
  await page.getByLabel(messages('en').classes.code).fill(unanswered.code)
  await page.getByRole('button', { name: messages('en').classes.look }).click()
  await page.waitForURL('**/en/join/**')
  await context.close()
  expect(told.found).toContain(`action at ${web.url}/en/classes: explanation`)
})

/** Adds to a prerendered file, wherever the build keeps it: in more than one place. */
function spoil(file: string, text: string): void {
  const root = path.join(build.folder, 'server')
  const found = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(file))
  expect(found, file).not.toEqual([])
  for (const name of found) appendFileSync(path.join(root, name), text)
}

/** What was found in the texts of earlier scans, by digest: most of what is served twice is the same to the byte. */
const judged = new Map<string, readonly string[]>()

function leaksIn(text: string, isCode: boolean): readonly string[] {
  const key = `${isCode} ${createHash('sha256').update(text).digest('base64')}`
  let found = judged.get(key)
  if (!found) {
    found = leaks(text, isCode)
    judged.set(key, found)
  }
  return found
}

type Requests = { newContext: (options: object) => Promise<APIRequestContext> }

/** Asks for every byte that a browser can get without answering: files, pages in all their forms, and endpoints.
 *  @param isMeant which of the pages; all, where it is not said */
async function scan(
  requests: Requests,
  base: string,
  school: School,
  isMeant: (visit: Visit) => boolean = () => true,
) {
  const found: string[] = []
  let looked = 0
  const look = (where: string, text: string, isCode = false) => {
    looked++
    for (const field of leaksIn(text, isCode)) found.push(`${where}: ${field}`)
  }
  for (const who of EVERYBODY) {
    const state = who === 'guest' ? {} : { storageState: school.states[who] }
    const request = await requests.newContext({ baseURL: base, ...state })
    if (who === 'guest') await scanFiles(request, look)
    for (const locale of LOCALES)
      for (const visit of visits(locale, school).filter((one) => one.as === who && isMeant(one)))
        await scanPage(request, visit, look)
    await scanHandlers(request, base, school.classId, who, look)
    await request.dispose()
  }
  return { found, looked }
}

type Look = (where: string, text: string, isCode?: boolean) => void

async function scanFiles(request: APIRequestContext, look: Look): Promise<void> {
  const root = path.join(build.folder, 'static')
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || /\.(?:woff2|png|svg|ico)$/.test(entry.name)) continue
    const file = path.relative(root, path.join(entry.parentPath, entry.name))
    const response = await request.get(`/_next/static/${file}`)
    expect(response.status(), file).toBe(200)
    look(`static ${file}`, await response.text(), true)
  }
}

async function scanPage(request: APIRequestContext, visit: Visit, look: Look): Promise<void> {
  const address = visit.answerOf ?? visit.path
  const where = `${visit.path} as ${visit.as}`
  const get = async (headers: Record<string, string>) =>
    (await request.get(headers.rsc ? `${address}?_rsc=1` : address, { headers })).text()
  look(`html ${where}`, await get({}))
  look(`payload ${where}`, await get({ rsc: '1' }))
  look(`prefetch ${where}`, await get({ rsc: '1', 'next-router-prefetch': '1' }))
  const segment = { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' }
  look(`prefetch ${where}, segment`, await get(segment))
  const whole = { ...segment, 'next-router-segment-prefetch': '/_full' }
  look(`prefetch ${where}, whole`, await get(whole))
}

/** How each endpoint of the build is asked without storing an answer. */
async function scanHandlers(
  request: APIRequestContext,
  base: string,
  classId: string,
  who: Who,
  look: Look,
): Promise<void> {
  const item = canaryItem('choice')
  const hash = publicItem(item, 'ko', 1).hash
  const ids = { id: randomUUID(), attemptId: randomUUID(), itemId: item.id, hash, seed: 1, locale: 'ko' }
  const answer = { kind: 'choice', option: 'a' }
  const refusals: object[] = [
    { nonsense: true },
    { ...ids, answer, hash: '0'.repeat(16) },
    { ...ids, answer, itemId: 'no.such' },
    { ...ids, answer: { kind: 'choice', option: 'z' } },
    { ...ids, answer: { kind: 'multi', options: [] } },
    { ...ids, answer: { kind: 'predict', stdout: 'x'.repeat(300_000) } },
  ]
  const section = { section: item.section, done: false, locale: 'ko' }
  const asks: Readonly<Record<string, readonly [path: string, body?: object][]>> = {
    '/[locale]/learn/[lesson]/opengraph-image': [['/ko/learn/fork/opengraph-image']],
    '/[locale]/search-index': [['/ko/search-index'], ['/en/search-index']],
    '/api/auth/[...nextauth]': ['session', 'csrf', 'providers'].map((name) => [`/api/auth/${name}`]),
    '/api/classes/[classId]/export/[table]': ['roster', 'grades', 'items', 'responses'].map((table) => [
      `/api/classes/${classId}/export/${table}?locale=ko`,
    ]),
    '/api/classes/[classId]/live': [
      [`/api/classes/${classId}/live`],
      [`/api/classes/${classId}/live`, { nonsense: true }],
    ],
    '/api/classes/[classId]/pulse': [[`/api/classes/${classId}/pulse`]],
    // For who teaches its file is made of keys: `app/access.db.test.ts` says who gets one, and that nothing withheld is in it.
    '/api/classes/[classId]/questions/[format]':
      who === 'teacher'
        ? []
        : ['moodle', 'gift', 'qti'].flatMap((format): [string][] =>
            ['', '&lesson=@own'].map((asked) => [
              `/api/classes/${classId}/questions/${format}?locale=ko${asked}`,
            ]),
          ),
    '/api/daily/[file]': [...FEEDS, NO_KEY].flatMap((key): [string][] => [
      [`/api/daily/${key}.atom`],
      [`/api/daily/${key}.ics`],
    ]),
    '/api/daily/stop/[key]': [[`/api/daily/stop/${NO_KEY}`], [`/api/daily/stop/${NO_KEY}`, {}]],
    '/api/health': [['/api/health']],
    '/api/hints': [
      ['/api/hints?item=process-vs-thread.card&hash=none&locale=ko'],
      ['/api/hints?item=no.such&hash=none&locale=ko'],
    ],
    '/api/lti/config': [['/api/lti/config']],
    '/api/lti/enter': [['/api/lti/enter?ticket=none'], ['/api/lti/enter', { ticket: 'none' }]],
    '/api/lti/keys': [['/api/lti/keys']],
    '/api/lti/launch': [['/api/lti/launch', { state: 'none', id_token: 'none' }]],
    '/api/lti/login': [['/api/lti/login?iss=none'], ['/api/lti/login', { iss: 'none' }]],
    '/api/me': [['/api/me']],
    '/api/me/export': [['/api/me/export']],
    '/api/me/import': [
      ['/api/me/import', { rows: [{ kind: 'response', itemId: item.id }, null] }],
      ['/api/me/import', { nonsense: true }],
    ],
    '/api/mocks': [['/api/mocks'], ['/api/mocks', { nonsense: true }]],
    '/api/problems': [
      ['/api/problems', { id: randomUUID(), itemId: 'no.such', hash: '?', seed: 1, locale: 'ko', text: '?' }],
      ['/api/problems', { nonsense: true }],
    ],
    '/api/programs': [['/api/programs'], ['/api/programs', { nonsense: true }]],
    '/api/programs/[id]': [[`/api/programs/${ids.id}`], ['/api/programs/no-id?version=1']],
    '/api/ready': [['/api/ready']],
    '/api/responses': [
      ...lessonsOf().map((lesson): [string] => [`/api/responses?lesson=${lesson}&locale=ko`]),
      ...refusals.map((body): [string, object] => ['/api/responses', body]),
    ],
    '/api/responses/[id]': [[`/api/responses/${ids.id}?locale=ko`], ['/api/responses/no-id']],
    '/api/review': [['/api/review']],
    '/api/review/anki': [['/api/review/anki?locale=ko'], ['/api/review/anki?locale=en']],
    '/api/review/export': [['/api/review/export?locale=ko'], ['/api/review/export?locale=en']],
    '/api/sections': [
      ['/api/sections', section],
      ['/api/sections', { nonsense: true }],
    ],
    '/api/v1/classes': [['/api/v1/classes']],
    '/api/v1/classes/[classId]/[table]': [[`/api/v1/classes/${classId}/grades`]],
    '/api/v1/openapi.json': [['/api/v1/openapi.json']],
    '/icon.svg': [['/icon.svg']],
    '/robots.txt': [['/robots.txt']],
    '/sitemap.xml': [['/sitemap.xml']],
    '/sw.js': [['/sw.js']],
  }
  expect(Object.keys(asks).sort()).toEqual(handlerRoutes().sort())
  for (const [address, data] of Object.values(asks).flat()) {
    const response = data
      ? await request.post(address, { headers: { origin: base }, data })
      : await request.get(address)
    if (data && address === '/api/responses') expect(response.ok(), 'nothing is answered').toBe(false)
    look(`${data ? 'POST' : 'GET'} ${address} as ${who}`, unpacked(await response.body()))
  }
}

/** What a body says: of one that is gzipped or an archive, the files in it. */
function unpacked(body: Buffer): string {
  if (body.length < 4) return body.toString()
  if (body.readUInt16BE(0) === 0x1f8b) return gunzipSync(body).toString()
  if (body.readUInt32BE(0) !== 0x504b0304) return body.toString()
  return Object.values(unzipSync(new Uint8Array(body)))
    .map((file) => Buffer.from(file).toString())
    .join('\n')
}

/** Looks at all that a window is sent, workers and actions included. */
async function listen(context: BrowserContext, to: Heard): Promise<void> {
  // The answer of an action is often followed by another page, and then a browser no longer has it: it is read on its way.
  await context.route('**/*', async (route) => {
    const action = route.request().headers()['next-action']
    if (!action) return route.fallback()
    const response = await route.fetch({ maxRedirects: 0 })
    for (const field of leaks(await response.text()))
      to.found.push(`action at ${route.request().url()}: ${field}`)
    to.actions.add(action)
    await route.fulfill({ response })
  })
  context.on('response', (response) => {
    const isCode = /javascript/.test(response.headers()['content-type'] ?? '')
    const look = (text: string) => {
      for (const field of leaks(text, isCode)) to.found.push(`${response.url()}: ${field}`)
    }
    // A redirect and an answer to a page that is gone have no body.
    to.pending.push(response.text().then(look, () => {}))
  })
}

/** What a browser really asks for when a simulator is started and everything is scrolled to, and then typed and not sent. */
async function touchLesson(browser: Browser): Promise<void> {
  const context = await browser.newContext({ baseURL: web.url })
  await listen(context, heard)
  const page: Page = await context.newPage()
  await page.goto(`/en/learn/${LESSON}`, { waitUntil: 'networkidle' })
  const figure = page.locator('.sim').first()
  await figure.getByRole('button', { name: simulator.forward }).click()
  await expect(figure).toHaveAttribute('data-busy', 'false', { timeout: 30_000 })
  expect(page.workers()).toHaveLength(1)
  await page.locator('.item').getByRole('textbox').fill('not sent')
  for (let i = 2; i <= 4; i++)
    await page
      .getByRole('button', { name: new RegExp(`^${messages('en').quiz.number.replace('{n}', String(i))}`) })
      .click()
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight))
  await page.waitForLoadState('networkidle')
  await Promise.all(heard.pending)
  await context.close()
}

function lessonsOf(): string[] {
  return readdirSync('content', { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  )
}

/** Where an item of a kind is whose own answer is a canary (`plant`). */
const STEERED = 'shared-memory'

/** Where programs are mended. */
const MENDED = 'race-and-mutex'

/** An item of the content that has the canaries. */
function canaryItem(kind: Item['kind']): Item {
  const lesson = kind === 'schedule' ? STEERED : kind === 'mend' ? MENDED : LESSON
  const item = itemsOf(lesson, content).find((one) => one.kind === kind)
  if (!item) throw new Error(`${lesson} has no item of the kind ${kind}`)
  return item
}

/** A mend is explored after it is stored: until then nothing is told, and what then is told is the program that holds. What a
 *  refused one looks like nobody is ever told. */
async function mendWrongly(request: APIRequestContext, told: Set<string>): Promise<void> {
  const item = canaryItem('mend')
  const response = await submit(request, item, rowOf<'mend'>('mend').wrong(item as never, () => 0) as Answer)
  const stored = await response.json()
  expect(stored).toMatchObject({ ok: true, response: { state: 'exploring', feedback: null } })
  expect(leaks(JSON.stringify(stored))).toEqual([])
  const now = async () =>
    (await request.get(`${web.url}/api/responses/${stored.response.id}?locale=ko`)).text()
  await expect.poll(async () => JSON.parse(await now()).response.state, { timeout: 120_000 }).toBe('scored')
  const found = leaks(await now())
  expect(found).toEqual(expect.arrayContaining(['mended', 'explanation']))
  expect(found).not.toContain('refused')
  for (const field of found) told.add(field)
}

/** An option that a misconception is behind. */
function wrongOption(item: Item): string {
  const options = item.kind === 'choice' ? item.options : []
  return options.find((option) => option.misconception)?.id ?? ''
}

function submit(request: APIRequestContext, item: Item, answer: Answer) {
  const { id: itemId, hash, seed } = publicItem(item, 'ko', 1)
  const ids = { id: randomUUID(), attemptId: randomUUID() }
  return request.post(`${web.url}/api/responses`, {
    headers: { origin: web.url },
    data: { ...ids, itemId, hash, seed, locale: 'ko', answer },
  })
}

/** A public item, field by field, written down here once more. */
function pinned(item: Item, locale: 'ko' | 'en', seed: number): object {
  const { program } = item
  return {
    id: item.id,
    hash: shownHash(item),
    seed,
    locale,
    section: item.section,
    lesson: item.lesson,
    kind: item.kind,
    stem: item.stem[locale],
    program: program && { file: program.file, source: program.source, config: program.config },
    ...pinnedParts(item, locale, seed),
    points: item.rubric.points,
    hasHint: item.hint !== null,
  }
}

type Named = { readonly id: string; readonly text: Readonly<Record<'ko' | 'en', string>> }

/** What a kind shows of its own. */
function pinnedParts(item: Item, locale: 'ko' | 'en', seed: number): object {
  const texts = (parts: readonly Named[]) => parts.map(({ id, text }) => ({ id, text: text[locale] }))
  const seeded = (parts: readonly Named[]) => texts(inOrder(parts, seed, item.id))
  switch (item.kind) {
    case 'choice':
    case 'multi':
    case 'possible-outputs':
      return { options: seeded(item.options) }
    case 'classify':
      return { pieces: seeded(item.pieces), groups: texts(item.groups) }
    case 'match':
      return { left: texts(item.left), right: seeded(item.right) }
    case 'label':
      return {
        places: item.places.map(({ id, address, note, below }) => ({
          id,
          address,
          note: note?.[locale] ?? null,
          below: below?.[locale] ?? null,
        })),
        names: seeded(item.names),
      }
    case 'cloze':
      return { text: item.text[locale], blanks: item.blanks.map(({ id }) => ({ id })) }
    case 'state-trace': {
      const { rows, columns, states, given } = item
      return { rows: texts(rows), columns: texts(columns), states: texts(states), given }
    }
    case 'tree':
      return { root: item.root, processes: seeded(item.processes) }
    case 'order':
      return { pieces: seeded(item.pieces), unused: item.pieces.length - item.key.order.length }
    case 'numeric':
      return { tolerance: item.tolerance, units: texts(item.units) }
    case 'mend': {
      const { stdout, status, started, together, writers, raceFree } = item.must
      return { must: { stdout, status, started, together, writers, raceFree } }
    }
    case 'predict':
    case 'schedule':
    case 'card':
      return {}
  }
}

function orderOf(item: { options: readonly { id: string }[] }): string {
  return item.options.map(({ id }) => id).join('')
}

/** The item as the payload of its page has it. */
function publicItemIn(text: string, id: string): Record<string, unknown> {
  const start = text.indexOf(`{"id":"${id}","hash":"`)
  if (start < 0) throw new Error(`${id} is not on its page`)
  // The shortest beginning that is whole: braces stand in texts too.
  for (let end = text.indexOf('}', start); end > 0; end = text.indexOf('}', end + 1)) {
    try {
      return resolve(JSON.parse(text.slice(start, end + 1)), text) as Record<string, unknown>
    } catch {
      // not yet
    }
  }
  throw new Error(`${id} has no end on its page`)
}

/** Long texts stand in rows of their own: `$1f` is the row `1f:T<length in hexadecimal>,<text>`. */
function resolve(value: unknown, payload: string): unknown {
  if (Array.isArray(value)) return value.map((one) => resolve(one, payload))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolve(one, payload)]))
  const row = typeof value === 'string' ? /^\$([0-9a-f]+)$/.exec(value)?.[1] : undefined
  if (row === undefined) return value
  const bytes = Buffer.from(payload)
  const head = new RegExp(`(?:^|\\n|.)${row}:T([0-9a-f]+),`).exec(payload)
  if (!head) throw new Error(`the payload has no row ${row}`)
  const from = Buffer.byteLength(payload.slice(0, head.index + head[0].length))
  return bytes.subarray(from, from + Number.parseInt(head[1] ?? '0', 16)).toString()
}

async function query(text: string, values: unknown[]): Promise<void> {
  const client = new pg.Client({ connectionString: required('DATABASE_URL') })
  await client.connect()
  try {
    expect((await client.query(text, values)).rowCount).toBe(1)
  } finally {
    await client.end()
  }
}
