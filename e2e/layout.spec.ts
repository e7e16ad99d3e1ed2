import { expect, type Page, test } from '@playwright/test'
import { messages } from '../lib/i18n/messages'
import { LOCALES, pageRoutes, prerenderedPages, visits, walk } from './page'
import { school } from './school'

// A walk says where it stumbled, and a trace of it takes as long as the walk.
test.use({ trace: 'off' })

for (const locale of LOCALES)
  test.describe(locale, () => {
    const wide: string[] = []
    const keys: string[] = []
    const foreign: string[] = []
    const refused: string[] = []
    let walked = 0

    test.beforeAll(async ({ browser }) => {
      test.setTimeout(600_000)
      const options = { viewport: { width: 360, height: 780 } }
      const watched = new Set<Page>()
      await walk(browser, school(), visits(locale, school()), options, async (page, _, where) => {
        if (!watched.has(page)) await reloadWatched(page, refused)
        watched.add(page)
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        if (over > 0) wide.push(`${where}: ${over} px too wide`)
        await readWords(page, where)
        await page.setViewportSize({ width: 1440, height: 900 })
        await readWords(page, where)
        await page.setViewportSize(options.viewport)
        walked++
      })
    })

    async function readWords(page: Page, where: string): Promise<void> {
      keys.push(...strayKeys(await wordsOf(page)).map((key) => `${where}: ${key}`))
      const main = await page.locator('main').first().innerText()
      const hangul = (main.match(/[가-힣]/g) ?? []).length
      const latin = (main.match(/[A-Za-z]/g) ?? []).length
      const share = hangul / Math.max(1, hangul + latin)
      if (locale === 'ko' ? hangul < 10 : share > 0.02)
        foreign.push(`${where}: ${Math.round(share * 100)}% Hangul`)
    }

    test('every page was walked over', () => {
      expect(walked).toBe(visits(locale, school()).length)
      expect(walked).toBeGreaterThan(pageRoutes().length)
    })
    test('no page scrolls sideways at 360 px', () => expect([...new Set(wide)]).toEqual([]))
    test('no page shows the key of a message or an unfilled place in one', () =>
      expect([...new Set(keys)]).toEqual([]))
    test('every Korean page speaks Korean, and every English one English', () =>
      expect([...new Set(foreign)]).toEqual([]))
    test('nothing on any page breaks the content security policy', () => expect(refused).toEqual([]))
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
  expect(lessons).toHaveLength(8)
  for (const path of lessons) {
    const response = await request.get(path)
    expect(
      response.headers()['x-nextjs-cache'] ?? response.headers()['x-nextjs-prerender'],
      path,
    ).toBeTruthy()
    expect(response.headers()['set-cookie'], path).toBeUndefined()
  }
})

/** Hears what the policy refuses from now on, the page that is open included. */
async function reloadWatched(page: Page, refused: string[]): Promise<void> {
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) refused.push(`${page.url()}: ${message.text()}`)
  })
  await page.reload({ waitUntil: 'networkidle' })
}

/** What a page says, on the screen and to a screen reader. Code is shown on purpose, so only prose is looked at. */
async function wordsOf(page: Page): Promise<string> {
  const text = await page.locator('body').innerText()
  const code = await page.locator('code, pre, .sim').allInnerTexts()
  const names = await page.evaluate(() =>
    ['aria-label', 'title', 'placeholder', 'alt'].flatMap((name) =>
      [...document.querySelectorAll(`[${name}]`)].map((element) => element.getAttribute(name) ?? ''),
    ),
  )
  const prose = code.reduce((rest, piece) => (piece ? rest.replaceAll(piece, ' ') : rest), text)
  return [prose, ...names, await page.title()].join('\n')
}

/** Names of messages that are plain English too. */
const WORDS = new Set(['signed-in', 'signed-out'])

/** Names of messages that no message says: `joinAsk`, `classes.joinAsk`, `code-unknown`. */
const KEYS: ReadonlySet<string> = (() => {
  const all = messages('en')
  const said = JSON.stringify(all)
  const paths = [...pathsOf(all)]
  const names = paths.map((path) => path.split('.').at(-1) ?? '')
  const telling = names.filter(
    (name) => /[a-z][A-Z]|-/.test(name) && !said.includes(` ${name}`) && !WORDS.has(name),
  )
  return new Set([...paths.filter((path) => path.includes('.')), ...telling])
})()

function* pathsOf(value: object, prefix = ''): Generator<string> {
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === 'object' && inner !== null && !Array.isArray(inner))
      yield* pathsOf(inner, `${prefix}${key}.`)
    else yield `${prefix}${key}`
  }
}

function strayKeys(text: string): string[] {
  const unfilled = text.match(/\b(?:undefined|NaN)\b|\[object Object\]|\{[a-z]+(?:\|[^}]*)?\}/gi) ?? []
  const words = text.match(/[\w-]+(?:\.[\w-]+)*/g) ?? []
  return [...unfilled, ...words.filter((word) => KEYS.has(word))]
}
