/** One walk over every page of the build that takes all measures of a page while it is open. */
import { type Browser, expect, type Page, test } from '@playwright/test'
import { isEveryWay } from '../lib/cli/check/every-way'
import { WALK_LESSONS } from '../lib/cli/check/walk-lessons'
import { catalog } from '../lib/content/catalog'
import { violations } from './axe'
import {
  LOCALES,
  type Locale,
  pageRoutes,
  prerenderedPages,
  type Spent,
  type Visit,
  visits,
  walk,
} from './page'
import { school } from './school'
import { chunkOf, engineChunks, type Scripts, watchScripts } from './script'
import { strayKeys, wordsOf } from './word'

// A walk says where it stumbled, and a trace of it takes as long as the walk.
test.use({ trace: 'off' })
// Each language has a worker.
test.describe.configure({ mode: 'parallel' })

const WIDE = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }
/** The narrowest one that pages are made for. */
const NARROW = { width: 360, height: 780 }
/** JavaScript on the wire until idle, untouched, link prefetch included: bytes. */
const BUDGET = 180_000
/** The lab has an editor, which is what it is for. */
const LAB_BUDGET = 350_000

/** What is wrong, by the claim that it breaks. */
type Findings = Record<'axe' | 'sideways' | 'keys' | 'language' | 'policy' | 'weight', string[]>

for (const locale of LOCALES)
  test.describe(locale, () => {
    test.describe.configure({ mode: 'default' })
    const found: Findings = { axe: [], sideways: [], keys: [], language: [], policy: [], weight: [] }
    let walked = { wide: 0, phone: 0 }
    const spent: Spent[] = []
    let most = { bytes: 0, where: '' }

    test.beforeAll(async ({ browser }) => {
      test.setTimeout(1_500_000)
      const [wide, phone] = await Promise.all([
        walkWide(browser, locale, found),
        walkOnPhone(browser, locale, found),
      ])
      walked = { wide: wide.walked, phone: phone.walked }
      most = wide.most
      spent.push(wide.spent, phone.spent)
    })

    test('every page was walked over, in a wide window and on a phone', () => {
      expect(walked).toEqual({ wide: ways(locale, 'wide').length, phone: ways(locale, 'phone').length })
      expect(walked.wide + walked.phone).toBeGreaterThan(pageRoutes().length)
      console.log(`the walk in ${locale}: ${secondsOf(spent)}`)
      if (process.env[WALK_LESSONS]) return
      const all = (each: Locale) => visits(each, school())
      const opened = (each: Locale) => [...ways(each, 'wide'), ...ways(each, 'phone')]
      expect(pagesOf(opened)).toEqual(pagesOf(all))
      const isNoCard = ({ route }: Visit) => route !== CARD
      for (const each of LOCALES)
        expect(pathsOf(opened(each).filter(isNoCard))).toEqual(pathsOf(all(each).filter(isNoCard)))
      const pages = pagesOf((each) => all(each).filter(isNoCard))
      for (const window of ['wide', 'phone'] as const)
        expect(
          pagesOf((each) => ways(each, window).filter(isNoCard)),
          window,
        ).toEqual(pages)
    })
    test('axe finds nothing on any page, in either theme', () => expect(found.axe).toEqual([]))
    test('no page scrolls sideways at 360 px', () => expect(found.sideways).toEqual([]))
    test('no page shows the key of a message or an unfilled place in one', () =>
      expect([...new Set(found.keys)]).toEqual([]))
    test('every Korean page speaks Korean, and every English one English', () =>
      expect([...new Set(found.language)]).toEqual([]))
    test('nothing on any page breaks the content security policy', () => expect(found.policy).toEqual([]))
    test('no page sends more JavaScript than it may before it is touched, and nothing of the engine', () => {
      const said = `${most.bytes} bytes at ${most.where}`
      test.info().annotations.push({ type: 'most JavaScript on a page', description: said })
      console.log(`most JavaScript on a page: ${said}, of ${walked.wide} pages`)
      expect(found.weight).toEqual([])
      expect(most.bytes).toBeGreaterThan(50_000)
    })
  })

/** The routes of which there are as many pages as there is content, each made like the other. */
const CARD = '/[locale]/interview/[card]'
const MANY = ['/[locale]/learn/[lesson]', CARD]
/** What pages took, of those there are as many as there is content, and of the others. */
function secondsOf(spent: readonly Spent[]): string {
  const sumOf = (name: string, isOf: (route: string) => boolean) => {
    const of = spent.flatMap((one) =>
      Object.entries(one).flatMap(([route, took]) => (isOf(route) ? took : [])),
    )
    const sum = (what: 'pages' | 'seconds') => of.reduce((all, one) => all + one[what], 0)
    return `${sum('pages')} pages of ${name} ${sum('seconds').toFixed(0)} s`
  }
  const many = MANY.map((route) => sumOf(route, (one) => one === route))
  return [...many, sumOf('other routes', (one) => !MANY.includes(one))].join(', ')
}

/** Of so many pages of each the colours are judged on a phone too. */
const WHOLE = 2

/** Every page of a language that is opened in a window of a kind. Each is opened in one language in a wide window, which is
 *  made narrow at last, and in the other on a phone; its neighbour the other way round. A card is opened in one of these two
 *  ways, and of four neighbours each in another. When only lessons have changed
 *  (`npm test -- changed`), of the lessons these alone, in every way. */
function ways(locale: Locale, window: 'wide' | 'phone'): readonly (Visit & { readonly isWhole: boolean })[] {
  const changed = process.env[WALK_LESSONS]?.split(',').filter((slug) => slug !== '') ?? []
  const isEach = isEveryWay() || changed.length > 0
  const isKorean = locale === 'ko'
  const isWide = window === 'wide'
  const isTurn = ({ route }: Visit, turn: number) =>
    ((turn % 2 === 0) === isKorean) === isWide && (route !== CARD || turn % 4 < 2 === isKorean)
  const all = visits(locale, school())
  const isAmongFirst = (visit: Visit) =>
    all.filter(({ route }) => route === visit.route).indexOf(visit) < WHOLE
  return all
    .filter((visit, turn) => isEach || isTurn(visit, turn))
    .filter(
      ({ route, path }) =>
        changed.length === 0 ||
        route !== '/[locale]/learn/[lesson]' ||
        changed.some((slug) => path.endsWith(`/learn/${slug}`)),
    )
    .map((visit) => ({ ...visit, isWhole: isEach || !MANY.includes(visit.route) || isAmongFirst(visit) }))
}

/** Each once, by whoever opens it. */
function pathsOf(all: readonly Visit[]): string[] {
  return [...new Set(all.map(({ path, as }) => `${path} as ${as}`))].sort()
}

/** What is opened in either language, without the language. */
function pagesOf(visitsIn: (locale: Locale) => readonly Visit[]): string[] {
  return pathsOf(
    LOCALES.flatMap((locale) =>
      visitsIn(locale).map((visit) => ({ ...visit, path: visit.path.replace(`/${locale}`, '') })),
    ),
  )
}

/** Weight, policy, words and axe at 1440 px, and at last its words at 360 px and whether they fit. */
async function walkWide(browser: Browser, locale: Locale, found: Findings) {
  const engine = engineChunks()
  let walked = 0
  let most = { bytes: 0, where: '' }
  let scripts: Scripts
  let isJudging = false
  const begin = async (page: Page) => {
    scripts = await watchScripts(page)
    page.on('console', (message) => {
      if (!isJudging && /content security policy/i.test(message.text()))
        found.policy.push(`${page.url()}: ${message.text()}`)
    })
  }
  const spent = await walk(
    browser,
    school(),
    ways(locale, 'wide'),
    { viewport: WIDE },
    begin,
    async (page, { route }, where) => {
      const bytes = scripts.bytes()
      if (bytes > most.bytes) most = { bytes, where }
      if (bytes > (route === '/[locale]/lab' ? LAB_BUDGET : BUDGET))
        found.weight.push(`${where}: ${bytes} bytes`)
      if (scripts.urls().some((url) => engine.has(chunkOf(url))))
        found.weight.push(`${where}: asks for the engine`)
      if (page.workers().length > 0) found.weight.push(`${where}: starts a worker`)
      await readWords(page, locale, where, found)
      isJudging = true
      found.axe.push(...(await violations(page, `${where}, ${WIDE.width} px`)))
      isJudging = false
      await page.setViewportSize(NARROW)
      await measureWidth(page, where, found)
      await readWords(page, locale, where, found)
      await page.setViewportSize(WIDE)
      // What this page still fetches is not the next one's.
      await page.goto('about:blank')
      scripts.forget()
      walked++
    },
  )
  return { walked, most, spent }
}

/** Words and axe as a phone opens the page, with a finger for a pointer, and whether the page fits the narrowest one. */
async function walkOnPhone(browser: Browser, locale: Locale, found: Findings) {
  let walked = 0
  const options = { viewport: PHONE, isMobile: true, hasTouch: true, bypassCSP: true }
  const nothing = async () => {}
  const spent = await walk(
    browser,
    school(),
    ways(locale, 'phone'),
    options,
    nothing,
    async (page, { isWhole }, where) => {
      await readWords(page, locale, where, found)
      found.axe.push(...(await violations(page, `${where}, ${PHONE.width} px`, 'html', isWhole)))
      await page.setViewportSize(NARROW)
      await measureWidth(page, `${where} on a phone`, found)
      await page.setViewportSize(PHONE)
      walked++
    },
  )
  return { walked, spent }
}

/** Not by `innerWidth`: a phone zooms out until all of a page that is too wide fits. */
async function measureWidth(page: Page, where: string, found: Pick<Findings, 'sideways'>): Promise<void> {
  const over = (await page.evaluate(() => document.documentElement.scrollWidth)) - NARROW.width
  if (over > 0) found.sideways.push(`${where}: ${over} px too wide`)
}

async function readWords(page: Page, locale: Locale, where: string, found: Findings): Promise<void> {
  found.keys.push(...strayKeys(await wordsOf(page)).map((key) => `${where}: ${key}`))
  const main = page.locator('main').first()
  const said = await main.innerText()
  // A word that is marked as one of the other language is meant to be: the glossary's.
  const marked = (await main.locator(`[lang]:not([lang="${locale}"])`).allInnerTexts()).join('')
  const count = (letters: RegExp) => (said.match(letters) ?? []).length - (marked.match(letters) ?? []).length
  const hangul = count(/[가-힣]/g)
  const latin = count(/[A-Za-z]/g)
  const share = hangul / Math.max(1, hangul + latin)
  if (locale === 'ko' ? hangul < 10 : share > 0.02)
    found.language.push(`${where}: ${Math.round(share * 100)}% Hangul`)
}

test('what is too wide is found, in a window and on a phone', async ({ browser }) => {
  for (const options of [{}, { isMobile: true, hasTouch: true }]) {
    const found = { sideways: [] as string[] }
    const context = await browser.newContext({ viewport: NARROW, bypassCSP: true, ...options })
    const page = await context.newPage()
    await page.goto('/en/sign-in')
    await measureWidth(page, 'as it is', found)
    await page.addStyleTag({ content: 'main p { width: 400px }' })
    await measureWidth(page, 'with a wide paragraph', found)
    await context.close()
    expect(found.sideways).toEqual([expect.stringMatching(/^with a wide paragraph: \d+ px too wide$/)])
  }
})

test('a route that nobody says how to open, and one that is gone, make these tests fail', () => {
  const routes = pageRoutes()
  expect(() => visits('ko', school(), [...routes, '/[locale]/new/[thing]'])).toThrow('/[locale]/new/[thing]')
  expect(() => visits('ko', school(), routes.slice(1))).toThrow(routes[0])
})

test('keys are found where there are some', () => {
  const shown =
    'classes.joinAsk joinTeacher code-unknown {name} undefined NaN [object Object] {n|answer|answers}'
  expect(strayKeys(shown)).toHaveLength(8)
  expect(strayKeys('Sign in. 3 answers. fork() is a call; signed-in people see classes.')).toEqual([])
})

test('lessons are served prerendered', async ({ request }) => {
  const lessons = LOCALES.flatMap(prerenderedPages).filter((path) => /^\/(?:ko|en)\/learn\/.+/.test(path))
  expect(lessons).toHaveLength(LOCALES.length * catalog().lessons.length)
  for (const path of lessons) {
    const response = await request.get(path)
    expect(
      response.headers()['x-nextjs-cache'] ?? response.headers()['x-nextjs-prerender'],
      path,
    ).toBeTruthy()
    expect(response.headers()['set-cookie'], path).toBeUndefined()
  }
})
