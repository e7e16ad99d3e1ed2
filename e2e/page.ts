import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  expect,
  type Locator,
  type Page,
} from '@playwright/test'
import { layOutAll } from '../lib/cli/check/whole-page'
import { catalog } from '../lib/content/catalog'
import { glossary } from '../lib/content/glossary'
import { required } from './environment'
import type { School } from './school'

const { retired } = catalog()

export const LOCALES = ['ko', 'en'] as const
export type Locale = (typeof LOCALES)[number]

/** Who opens a page: somebody without a cookie, or one of the school that every run has. */
export type Who = 'guest' | 'learner' | 'teacher'
export const EVERYBODY: readonly Who[] = ['guest', 'learner', 'teacher']

/** A page of the build as one person opens it. */
export type Visit = {
  /** The route of the build's manifest, as in `/[locale]/join/[code]`. */
  readonly route: string
  readonly path: string
  readonly as: Who
  /** What is on the page only when it is the one that is meant. */
  readonly shows: string
  /** For a page without an address of its own: the one whose answer is shown at `path`. */
  readonly answerOf?: string
}

type Filled = Omit<Visit, 'route' | 'path'> & { readonly at: string }
/** The pages whose address has the language behind this, not before everything. */
const EMBED = '/embed'
/** Says with which parameters, and as whom, a route is opened. `at` follows the language. */
type Filler = (school: School, prerendered: readonly string[]) => readonly Filled[]

/** Every page route of the build has one: a route without is an error, and so is one without a route. */
const FILLERS: Readonly<Record<string, Filler>> = {
  '/[locale]': () => [{ at: '', as: 'guest', shows: '.sim' }],
  '/[locale]/lab': () => [{ at: '/lab', as: 'guest', shows: '.lab-editor' }],
  '/[locale]/account': () => [
    { at: '/account', as: 'guest', shows: '.state-row' },
    { at: '/account', as: 'learner', shows: '.account-name' },
  ],
  '/[locale]/classes': () => [
    { at: '/classes', as: 'guest', shows: '#code' },
    { at: '/classes', as: 'learner', shows: '#class-name' },
    { at: '/classes', as: 'teacher', shows: '#class-name' },
  ],
  '/[locale]/classes/[classId]': ({ classId }) => [
    { at: `/classes/${classId}`, as: 'guest', shows: 'main a[href*="/sign-in"]' },
    { at: `/classes/${classId}`, as: 'learner', shows: '.class-controls' },
    { at: `/classes/${classId}`, as: 'teacher', shows: '.heat tbody tr' },
    { at: `/classes/${classId}?order=idle&show=inactive`, as: 'teacher', shows: '.class-states' },
    { at: '/classes/no-such-class', as: 'teacher', shows: '.page-notice' },
  ],
  '/[locale]/classes/[classId]/assignments': ({ classId }) => [
    { at: `/classes/${classId}/assignments`, as: 'guest', shows: 'main a[href*="/sign-in"]' },
    { at: `/classes/${classId}/assignments`, as: 'teacher', shows: '#create' },
    { at: `/classes/${classId}/assignments`, as: 'learner', shows: '.page-notice' },
  ],
  '/[locale]/classes/[classId]/assignments/[assignmentId]': ({ classId, assignmentId }) => {
    const at = `/classes/${classId}/assignments/${assignmentId}`
    return [
      { at, as: 'guest', shows: 'main a[href*="/sign-in"]' },
      { at, as: 'teacher', shows: '.assignment-results' },
      { at, as: 'learner', shows: '.assignment-moments' },
    ]
  },
  '/[locale]/classes/[classId]/own': ({ classId }) => [
    { at: `/classes/${classId}/own`, as: 'guest', shows: 'main a[href*="/sign-in"]' },
    { at: `/classes/${classId}/own`, as: 'teacher', shows: '.own-make' },
    { at: `/classes/${classId}/own`, as: 'learner', shows: '.page-notice' },
  ],
  '/[locale]/classes/[classId]/own/[ownId]': ({ classId }) => [
    { at: `/classes/${classId}/own/new`, as: 'guest', shows: 'main a[href*="/sign-in"]' },
    { at: `/classes/${classId}/own/new`, as: 'teacher', shows: '.own-form' },
    { at: `/classes/${classId}/own/new`, as: 'learner', shows: '.page-notice' },
  ],
  '/[locale]/classes/offers/[token]': () => [
    { at: '/classes/offers/none', as: 'teacher', shows: '.classes-join .callout' },
  ],
  '/[locale]/classes/[classId]/live': ({ classId }) => [
    { at: `/classes/${classId}/live`, as: 'guest', shows: 'main a[href*="/sign-in"]' },
    { at: `/classes/${classId}/live`, as: 'teacher', shows: '.live' },
    { at: `/classes/${classId}/live`, as: 'learner', shows: '.live-narrow' },
  ],
  '/[locale]/classes/[classId]/course': ({ classId }) => [
    { at: `/classes/${classId}/course`, as: 'guest', shows: 'main a[href*="/sign-in"]' },
    { at: `/classes/${classId}/course`, as: 'teacher', shows: '.course-form' },
    { at: `/classes/${classId}/course`, as: 'learner', shows: '.page-notice' },
  ],
  '/[locale]/classes/[classId]/concepts': ({ classId }) => [
    { at: `/classes/${classId}/concepts`, as: 'guest', shows: 'main a[href*="/sign-in"]' },
    { at: `/classes/${classId}/concepts`, as: 'teacher', shows: '.concepts tbody tr' },
    { at: `/classes/${classId}/concepts`, as: 'learner', shows: '.page-notice' },
  ],
  '/[locale]/classes/[classId]/concepts/[concept]': ({ classId, misconception }) => {
    const at = `/classes/${classId}/concepts/${misconception.split('.')[0]}`
    return [
      { at, as: 'guest', shows: 'main a[href*="/sign-in"]' },
      { at, as: 'teacher', shows: '.concept-learners tbody tr' },
      { at, as: 'learner', shows: '.page-notice' },
    ]
  },
  '/[locale]/classes/[classId]/grid': ({ classId }) => [
    { at: `/classes/${classId}/grid`, as: 'guest', shows: 'main a[href*="/sign-in"]' },
    { at: `/classes/${classId}/grid?by=score&turned=1`, as: 'teacher', shows: '.heat-items tbody tr' },
    { at: `/classes/${classId}/grid`, as: 'learner', shows: '.page-notice' },
  ],
  '/[locale]/classes/[classId]/items': ({ classId }) => [
    { at: `/classes/${classId}/items`, as: 'guest', shows: 'main a[href*="/sign-in"]' },
    { at: `/classes/${classId}/items`, as: 'teacher', shows: '.items-filter' },
    { at: `/classes/${classId}/items`, as: 'learner', shows: '.page-notice' },
  ],
  '/[locale]/classes/[classId]/items/[itemId]': ({ classId }) => [
    { at: `/classes/${classId}/items/fork-tree.inside-if`, as: 'guest', shows: 'main a[href*="/sign-in"]' },
    { at: `/classes/${classId}/items/fork-tree.inside-if`, as: 'teacher', shows: '.item-figures' },
    { at: `/classes/${classId}/items/fork-tree.inside-if`, as: 'learner', shows: '.page-notice' },
  ],
  '/[locale]/classes/[classId]/misconceptions/[misconception]': ({ classId, misconception }) => [
    {
      at: `/classes/${classId}/misconceptions/${misconception}`,
      as: 'guest',
      shows: 'main a[href*="/sign-in"]',
    },
    { at: `/classes/${classId}/misconceptions/${misconception}`, as: 'teacher', shows: '.class-note' },
    { at: `/classes/${classId}/misconceptions/${misconception}`, as: 'learner', shows: '.page-notice' },
  ],
  '/[locale]/classes/[classId]/members': ({ classId }) => [
    { at: `/classes/${classId}/members`, as: 'guest', shows: 'main a[href*="/sign-in"]' },
    { at: `/classes/${classId}/members`, as: 'teacher', shows: '.roster tbody tr' },
    { at: `/classes/${classId}/members?state=invited`, as: 'teacher', shows: '.roster tbody tr' },
    { at: `/classes/${classId}/members`, as: 'learner', shows: '.page-notice' },
  ],
  '/[locale]/classes/[classId]/log': ({ classId }) => [
    { at: `/classes/${classId}/log`, as: 'guest', shows: 'main a[href*="/sign-in"]' },
    { at: `/classes/${classId}/log`, as: 'teacher', shows: '.class-log li' },
    { at: `/classes/${classId}/log?of=staff&page=9`, as: 'teacher', shows: '#log-days' },
    { at: `/classes/${classId}/log`, as: 'learner', shows: '.page-notice' },
  ],
  '/[locale]/classes/[classId]/platform': ({ classId }) => [
    { at: `/classes/${classId}/platform`, as: 'guest', shows: 'main a[href*="/sign-in"]' },
    { at: `/classes/${classId}/platform`, as: 'teacher', shows: '.class-members' },
    { at: `/classes/${classId}/platform`, as: 'learner', shows: '.page-notice' },
  ],
  '/[locale]/classes/[classId]/members/list': ({ classId }) => [
    { at: `/classes/${classId}/members/list`, as: 'guest', shows: 'main a[href*="/sign-in"]' },
    { at: `/classes/${classId}/members/list`, as: 'teacher', shows: '.roster-import' },
    { at: `/classes/${classId}/members/list`, as: 'learner', shows: '.page-notice' },
  ],
  '/[locale]/classes/[classId]/learners/[membershipId]': ({ classId, membershipId }) => [
    { at: `/classes/${classId}/learners/${membershipId}`, as: 'guest', shows: 'main a[href*="/sign-in"]' },
    {
      at: `/classes/${classId}/learners/${membershipId}`,
      as: 'teacher',
      shows: '.class-page .button-danger',
    },
  ],
  '/[locale]/gallery': () => [{ at: '/gallery', as: 'guest', shows: '.gallery-specimen .sim' }],
  '/[locale]/glossary': () => [{ at: '/glossary', as: 'guest', shows: '.glossary-letter' }],
  '/[locale]/glossary/[term]': () =>
    [...glossary().keys()]
      .slice(0, 2)
      .map((term) => ({ at: `/glossary/${term}`, as: 'guest', shows: '.term-definition' })),
  '/[locale]/interview': () => [{ at: '/interview', as: 'guest', shows: '.interview' }],
  '/[locale]/interview/mock': () => [{ at: '/interview/mock', as: 'guest', shows: '.mock-form' }],
  '/[locale]/interview/mock/[id]': ({ mockId }) => [
    { at: `/interview/mock/${mockId}`, as: 'learner', shows: '.mock-line' },
  ],
  '/[locale]/interview/shared/[key]': ({ shareKey }) => [
    { at: `/interview/shared/${shareKey}`, as: 'guest', shows: '.mock-line' },
  ],
  '/[locale]/interview/[card]': (_, prerendered) =>
    below('/interview/', prerendered).flatMap((at) =>
      at === '/interview/mock' ? [] : [{ at, as: 'guest' as const, shows: '.card-answer' }],
    ),
  '/[locale]/join/[code]': ({ code }) => [
    { at: `/join/${code}`, as: 'guest', shows: '#join-number' },
    { at: `/join/${code}`, as: 'learner', shows: '#join-name' },
    { at: '/join/2222-2222', as: 'guest', shows: '[role=alert]' },
  ],
  '/[locale]/learn': () => [
    { at: '/learn', as: 'guest', shows: 'main h1' },
    { at: '/learn', as: 'learner', shows: 'main h1' },
  ],
  '/[locale]/learn/[lesson]': (_, prerendered) => [
    ...below('/learn/', prerendered).map((at) => ({ at, as: 'guest' as const, shows: '.lesson .sim' })),
    { at: '/learn/threads', as: 'learner', shows: '.lesson .sim' },
  ],
  '/[locale]/learn/[lesson]/known': () => [
    { at: '/learn/fork/known', as: 'guest', shows: '.known .item-stem' },
    { at: '/learn/fork/known', as: 'learner', shows: '.known .item-stem' },
  ],
  '/[locale]/lti': () => [
    { at: '/lti', as: 'guest', shows: '.classes-join code' },
    { at: '/lti?code=not-tied', as: 'learner', shows: '.classes-join code' },
  ],
  '/[locale]/map': () => [
    { at: '/map', as: 'guest', shows: '.mastery-map summary' },
    { at: '/map', as: 'learner', shows: '.mastery-map .mastery-tick' },
  ],
  '/[locale]/offline': () => [{ at: '/offline', as: 'guest', shows: '.page-notice .button' }],
  '/[locale]/paths/[path]': (_, prerendered) =>
    below('/paths/', prerendered).map((at) => ({ at, as: 'guest' as const, shows: '.path-steps' })),
  '/[locale]/review': () => [
    { at: '/review', as: 'guest', shows: '.review-none' },
    { at: '/review', as: 'learner', shows: '.coming' },
  ],
  '/[locale]/search': () => [
    { at: '/search', as: 'guest', shows: '.search-before' },
    { at: '/search?q=process%20fork', as: 'guest', shows: '.search-hits' },
    { at: '/search?q=qqqq', as: 'guest', shows: '.search-before h2' },
  ],
  '/[locale]/sign-in': () => [
    { at: '/sign-in', as: 'guest', shows: '#password' },
    { at: '/sign-in', as: 'learner', shows: '.entry-on' },
  ],
  '/[locale]/sign-up': () => [
    { at: '/sign-up', as: 'guest', shows: '#password' },
    { at: '/sign-up', as: 'learner', shows: '.entry-on' },
  ],
  '/[locale]/today': () => [
    { at: '/today', as: 'guest', shows: '.today-next' },
    { at: '/today', as: 'learner', shows: '.mastery-map .mastery-tick' },
  ],
  '/embed/[locale]': () => [{ at: '', as: 'guest', shows: '.embed-said' }],
  '/_global-error': () => [
    { at: '/-', as: 'guest', shows: '.page-notice a.button:visible', answerOf: '/_global-error' },
  ],
  '/_not-found': () => [{ at: '/no-such-page', as: 'guest', shows: '.page-notice' }],
}

/** Every page of the build in one language, as everybody who sees something of their own there.
 *  @throws Error when a route of the manifest has no filler, or the other way round */
export function visits(locale: Locale, school: School, routes: readonly string[] = pageRoutes()): Visit[] {
  const unknown = routes.filter((route) => !FILLERS[route])
  if (unknown.length > 0)
    throw new Error(`e2e/page.ts does not say how to open ${unknown.join(', ')}: add a filler for it`)
  const gone = Object.keys(FILLERS).filter((route) => !routes.includes(route))
  if (gone.length > 0) throw new Error(`e2e/page.ts opens ${gone.join(', ')}, which the build does not have`)
  const prerendered = prerenderedPages(locale)
  const all = routes.flatMap((route) =>
    (FILLERS[route]?.(school, prerendered) ?? []).map(({ at, ...rest }): Visit => {
      const before = route.startsWith(`${EMBED}/`) ? EMBED : ''
      return { route, path: `${before}/${locale}${at}`, ...rest }
    }),
  )
  const missed = prerendered.filter((page) => !all.some((visit) => visit.path === page))
  if (missed.length > 0) throw new Error(`e2e/page.ts opens no ${missed.join(', ')}`)
  return all
}

/** The page routes of the build, from its manifest. */
export function pageRoutes(): string[] {
  return routesOf('page')
}

/** The routes of the build that answer without a page, from its manifest. */
export function handlerRoutes(): string[] {
  return routesOf('route')
}

function routesOf(kind: 'page' | 'route'): string[] {
  const file = path.join(required('FORKLORE_DIST'), 'app-path-routes-manifest.json')
  const manifest: Readonly<Record<string, string>> = JSON.parse(readFileSync(file, 'utf8'))
  return Object.entries(manifest).flatMap(([source, route]) => (source.endsWith(`/${kind}`) ? [route] : []))
}

/** Every page that the build prerendered in a language, as paths. */
export function prerenderedPages(locale: Locale): string[] {
  return (
    readdirSync(path.join(required('FORKLORE_DIST'), 'server/app'), {
      recursive: true,
      encoding: 'utf8',
    })
      .filter((file) => file.endsWith('.html'))
      .map((file) => `/${file.replace(/\.html$/, '')}`)
      .filter((page) => page === `/${locale}` || page.startsWith(`/${locale}/`))
      // The address of a lesson that was retired is prerendered too, and shows nothing of its own: moved.spec.ts.
      .filter((page) => !Object.keys(retired).some((slug) => page === `/${locale}/learn/${slug}`))
      .sort()
  )
}

function below(part: string, prerendered: readonly string[]): string[] {
  return prerendered.flatMap((page) => {
    const at = page.replace(/^\/\w\w/, '')
    return at.startsWith(part) ? [at] : []
  })
}

/** A browser window of one person. */
export function windowOf(
  browser: Browser,
  school: School,
  who: Who,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  return browser.newContext({ ...options, ...(who === 'guest' ? {} : { storageState: school.states[who] }) })
}

/** Opens a page and waits until it rests; fails when it is another one than was meant. */
export async function open(page: Page, visit: Visit): Promise<void> {
  const { answerOf } = visit
  if (answerOf) {
    const real = new URL(answerOf, required('BASE_URL')).href
    await page.route(`**${visit.path}`, async (route) =>
      route.fulfill({ response: await route.fetch({ url: real }) }),
    )
  }
  await page.goto(visit.path, { waitUntil: 'networkidle' })
  await expect(page.locator(visit.shows).first(), `${visit.path} as ${visit.as}`).toBeVisible()
}

/** One window a person, one page in each, for a walk over all pages.
 *  @param begin told of each page before anything is opened in it */
export async function walk<One extends Visit>(
  browser: Browser,
  school: School,
  all: readonly One[],
  options: BrowserContextOptions,
  begin: (page: Page) => Promise<void>,
  look: (page: Page, visit: One, where: string) => Promise<void>,
): Promise<Spent> {
  const spent: Record<string, { pages: number; seconds: number }> = {}
  for (const who of EVERYBODY) {
    const context = await windowOf(browser, school, who, options)
    const page = await context.newPage()
    await begin(page)
    for (const visit of all.filter(({ as }) => as === who)) {
      const begun = performance.now()
      await open(page, visit)
      await layOutAll(page)
      await look(page, visit, `${visit.path} as ${who}`)
      spent[visit.route] ??= { pages: 0, seconds: 0 }
      const sum = spent[visit.route]!
      sum.pages++
      sum.seconds += (performance.now() - begun) / 1000
    }
    await context.close()
  }
  return spent
}

/** What a walk took, by route: content grows, and so does this. */
export type Spent = Readonly<Record<string, { readonly pages: number; readonly seconds: number }>>

/** Waits until React has taken an element of a page over: before that nobody hears what is done to it. */
export async function takenOver(page: Page, selector: string): Promise<void> {
  await page.waitForFunction(
    (name) => Object.keys(document.querySelector(name) ?? {}).some((key) => key.startsWith('__react')),
    selector,
  )
}

/** Presses something: with a mouse, or with a finger. */
export type Press = (target: Locator) => Promise<void>

/** Chooses an option of a question as a hand does: by its words, once they rest where they are seen; its field is not drawn.
 *  @param option its radio button or check box
 *  @param press how: a click, where it is not said */
export async function choose(option: Locator, press: Press = (target) => target.click()): Promise<void> {
  await press(option.locator('xpath=ancestor::label'))
  await expect(option).toBeChecked()
}
