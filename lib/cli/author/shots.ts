import { appendFileSync, mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { ensureBuild, markInUse } from '@/lib/cli/build/build'
import { CHROMIUM_FLAGS, findChromium } from '@/lib/cli/check/chromium'
import { layOutAll } from '@/lib/cli/check/whole-page'
import { dataFolder } from '@/lib/cli/database/database'
import { generateClient, migrate } from '@/lib/cli/database/migrate'
import { freePort, startDisposablePostgres } from '@/lib/cli/database/postgres'
import { checkNode, progress } from '@/lib/cli/host/environment'
import { readSecrets } from '@/lib/cli/host/secret'
import { startWeb } from '@/lib/cli/serve/web'

const FOLDER = 'shots'
const WIDTHS = { 390: 844, 1440: 900 } as const
const THEMES = ['light', 'dark'] as const
const LOCALES = ['ko', 'en'] as const
const PASSWORD = 'only for pictures'

/** A page or a state of one. `path` is without the locale; `act` brings the state about; `as` signs somebody in
 *  first. */
type Shot = {
  readonly name: string
  readonly path: string
  readonly as?: string | undefined
  readonly act?: (page: Page) => Promise<void>
}

/** What the pictures are taken of: a class full of answers. */
type Scenery = { readonly teacher: string; readonly learner: string; readonly shots: readonly Shot[] }

/** `npm run shots`: pictures of every page and of its main states, in both widths, themes and languages, of a
 *  production build with a database of its own, into `shots/`. `npm run shots -- lesson` takes only those whose
 *  name contains the word.
 *  @returns the exit code: 1 when a page reported an error or is wider than its window */
export async function main([only = '']: string[]): Promise<number> {
  checkNode()
  const say = progress()
  const executablePath = await findChromium(say)
  await generateClient()
  const { actions } = readSecrets(dataFolder())
  const build = await ensureBuild(actions, say)
  const release = markInUse(build)
  const postgres = await startDisposablePostgres()
  try {
    await migrate(postgres.url)
    process.env.DATABASE_URL = postgres.url
    const scenery = await fillScenery()
    const web = await startWeb({
      build,
      port: await freePort(),
      databaseUrl: postgres.url,
      sessionSecret: 'a secret that only pictures use',
      actionsKey: actions,
      onLine: (text) => appendFileSync('.cache/shots-web.log', text),
    })
    const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS] })
    try {
      const shots = scenery.shots.filter(({ name }) => name.includes(only))
      const problems = await takeAll(browser, web.url, shots, say)
      for (const problem of problems) console.log(problem)
      say(`${shots.length} pages in ${FOLDER}/, ${problems.length} problems`)
      return problems.length === 0 ? 0 : 1
    } finally {
      await browser.close()
      await web.stop()
    }
  } finally {
    await postgres.stop()
    release()
  }
}

/** The demo class, and the list of pages with its addresses. */
async function fillScenery(): Promise<Scenery> {
  // Only now: the client connects to what DATABASE_URL says when it is loaded.
  const [{ fillDemoClass }, { scorer }, { catalog }, { itemsOf }, { cards }, { db }] = await Promise.all([
    import('@/lib/cli/author/demo-class'),
    import('@/lib/attempt/scorer'),
    import('@/lib/content/catalog'),
    import('@/lib/content/quiz'),
    import('@/lib/content/card'),
    import('@/lib/db'),
  ])
  const { lessons } = catalog()
  const items = lessons.map(({ slug }) => ({ section: slug, items: itemsOf(slug) }))
  const demo = await fillDemoClass(scorer, items, new Date(), PASSWORD)
  const membership = await db.membership.findFirst({
    where: { role: 'learner', user: { email: demo.learners[0] ?? '' } },
  })
  await db.$disconnect()
  const learner = demo.learners[0] ?? ''
  const classPath = `/classes/${membership?.classroomId}`
  const shots: Shot[] = [
    { name: 'home', path: '' },
    { name: 'course', path: '/learn' },
    { name: 'course-learner', path: '/learn', as: learner },
    ...lessons.map(({ slug }) => ({ name: `lesson-${slug}`, path: `/learn/${slug}` })),
    { name: 'lesson-running', path: `/learn/${lessons[0]?.slug}`, act: stepForward },
    { name: 'quiz-hint', path: `/learn/${lessons[0]?.slug}`, act: askForHint },
    { name: 'quiz-answered', path: `/learn/${lessons[0]?.slug}`, act: answerWrongly },
    { name: 'interview', path: '/interview' },
    ...cards('en').map(({ id }) => ({
      name: `card-${id.replace(/\.card$/, '')}`,
      path: `/interview/${id.replace(/\.card$/, '')}`,
      act: openCard,
    })),
    { name: 'sign-in', path: '/sign-in' },
    { name: 'sign-up', path: '/sign-up' },
    { name: 'account', path: '/account', as: learner },
    { name: 'classes', path: '/classes' },
    { name: 'classes-teacher', path: '/classes', as: demo.teacher },
    { name: 'class-teacher', path: classPath, as: demo.teacher },
    { name: 'class-of-learner', path: `${classPath}/learners/${membership?.id}`, as: demo.teacher },
    { name: 'class-learner', path: classPath, as: learner },
    { name: 'join', path: `/join/${demo.code}` },
    { name: 'not-found', path: '/no/such/page' },
  ]
  return { teacher: demo.teacher, learner, shots }
}

async function takeAll(
  browser: Browser,
  base: string,
  shots: readonly Shot[],
  say: (line: string) => void,
): Promise<string[]> {
  const problems: string[] = []
  rmSync(FOLDER, { recursive: true, force: true })
  for (const [width, height] of Object.entries(WIDTHS))
    for (const theme of THEMES) {
      say(`${width} px, ${theme}`)
      for (const who of new Set(shots.map((shot) => shot.as))) {
        const context = await browser.newContext({
          viewport: { width: Number(width), height },
          colorScheme: theme,
          reducedMotion: 'reduce',
        })
        const page = await context.newPage()
        const report = (line: string) => problems.push(line)
        if (who) await signIn(page, base, who)
        for (const locale of LOCALES) {
          // Somebody new in each language, or the questions would be answered already.
          if (!who) await forgetGuest(page)
          for (const shot of shots.filter((one) => one.as === who))
            await take(page, base, shot, `${locale}-${theme}-${width}`, locale, report)
        }
        await context.close()
      }
    }
  return problems
}

async function forgetGuest(page: Page): Promise<void> {
  if (page.url() !== 'about:blank') await page.evaluate(() => localStorage.clear())
  await page.context().clearCookies()
}

async function take(
  page: Page,
  base: string,
  shot: Shot,
  variant: string,
  locale: string,
  report: (line: string) => void,
): Promise<void> {
  const name = `${shot.name} ${variant}`
  const onError = (error: Error) => report(`${name}: ${error.message}`)
  page.on('pageerror', onError)
  await page.goto(`${base}/${locale}${shot.path}`, { waitUntil: 'networkidle' })
  await shot.act?.(page).catch((error: Error) => report(`${name}: ${error.message}`))
  await layOutAll(page)
  await page.evaluate(() => document.fonts.ready)
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  if (excess > 0) report(`${name}: ${excess} px wider than the window`)
  mkdirSync(path.join(FOLDER, shot.name), { recursive: true })
  await page.screenshot({ path: path.join(FOLDER, shot.name, `${variant}.png`), fullPage: true })
  page.off('pageerror', onError)
}

async function signIn(page: Page, base: string, email: string): Promise<void> {
  await page.goto(`${base}/en/sign-in`)
  await page.locator('input[type=email]').first().fill(email)
  await page.locator('input[type=password]').first().fill(PASSWORD)
  await page.locator('main form button[type=submit]').first().click()
  await page.waitForURL((url) => !url.pathname.endsWith('/sign-in'))
}

async function stepForward(page: Page): Promise<void> {
  const figure = page.locator('.sim').first()
  await figure.scrollIntoViewIfNeeded()
  await figure.focus().catch(() => {})
  for (let i = 0; i < 5; i++) await figure.getByRole('slider').press('ArrowRight')
  await page.waitForTimeout(800)
}

/** Answers the first question with its last option, which may be wrong or right: both are worth a look. */
async function answerWrongly(page: Page): Promise<void> {
  const item = page.locator('.item')
  await item.locator('.option').last().click()
  await item.locator('.item-send').click()
  await page.locator('.verdict-title').waitFor()
}

async function askForHint(page: Page): Promise<void> {
  const hint = page.locator('.item-hint')
  await hint.getByRole('button').click()
  await hint.locator('p').waitFor()
}

async function openCard(page: Page): Promise<void> {
  await page.locator('.card-answer').click()
  await page.locator('.chain summary').first().click()
}
