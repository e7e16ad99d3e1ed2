/** What a lesson costs its reader: blocking while it opens, the first step of a figure, steps after that, movement, weight. */
import { type Browser, chromium, type Page } from '@playwright/test'
import { CHROMIUM_FLAGS, findChromium } from '@/lib/cli/check/chromium'
import { progress } from '@/lib/cli/host/environment'
import { withServer } from './bench-server'

/** One whose figures are many, and one whose figure follows the prose. */
const LESSONS = ['race-and-mutex', 'copy-on-write'] as const
const SLOW = 4
const STEPS = 30
/** What another process does to one opening it does not do to all: of so many the least counts. */
const OPENINGS = 3
/** A page is quiet for so long before it is left: ms. */
const QUIET = 3_000

/** Of issue 10: ms, but for movement in pixels and weight in bytes. */
const GOAL = {
  blocking: 300,
  longest: 100,
  first: 400,
  firstAtFullSpeed: 100,
  interaction: 200,
  movement: 0,
  script: 180_000,
} as const

type Figures = Readonly<Record<keyof typeof GOAL, number>>

/** A line for each lesson and width. */
export async function pageFigures(): Promise<string[]> {
  const executablePath = await findChromium(progress())
  return withServer(async ({ url }) => {
    const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS] })
    try {
      const lines: string[] = []
      for (const lesson of LESSONS)
        for (const width of [1440, 390])
          lines.push(lineOf(lesson, width, await measure(browser, `${url}/en/learn/${lesson}`, width)))
      return lines
    } finally {
      await browser.close()
    }
  })
}

function lineOf(lesson: string, width: number, figures: Figures): string {
  const said = Object.entries(figures).map(([name, value]) => {
    const goal = GOAL[name as keyof typeof GOAL]
    return `${name} ${Math.round(value).toLocaleString('en')}${value <= goal ? '' : ` (goal ${goal}, missed)`}`
  })
  return `page        ${lesson} at ${width} px, ${SLOW} times slowed: ${said.join('  ')}`
}

async function measure(browser: Browser, url: string, width: number): Promise<Figures> {
  const openings: number[][] = []
  for (let i = 1; i < OPENINGS; i++) {
    const page = await opened(browser, url, width, SLOW)
    openings.push(await page.evaluate(() => window.benchTasks))
    await page.context().close()
  }
  const slow = await opened(browser, url, width, SLOW)
  openings.push(await slow.evaluate(() => window.benchTasks))
  const script = await slow.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter(({ name }) => /\.js(\?|$)/.test(name))
      .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize, 0),
  )
  const first = await firstStep(slow)
  const { interaction, movement } = await steps(slow)
  await slow.context().close()
  const full = await opened(browser, url, width, 1)
  const firstAtFullSpeed = await firstStep(full)
  await full.context().close()
  return {
    blocking: Math.min(...openings.map(blockingOf)),
    longest: Math.min(...openings.map((tasks) => Math.max(0, ...tasks))),
    first,
    firstAtFullSpeed,
    interaction,
    movement,
    script,
  }
}

/** What of long tasks is beyond 50 ms each. */
function blockingOf(tasks: readonly number[]): number {
  return tasks.reduce((sum, task) => sum + Math.max(0, task - 50), 0)
}

declare global {
  interface Window {
    /** Durations of long tasks, and of what the reader did, since the page was opened. */
    benchTasks: number[]
    benchEvents: number[]
  }
}

/** The page, when nothing happens in it any more. @param rate by which the processor is slowed */
async function opened(browser: Browser, url: string, width: number, rate: number): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: width < 600 ? 844 : 900 } })
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate })
  await page.addInitScript(() => {
    window.benchTasks = []
    window.benchEvents = []
    const watch = (type: string, into: number[]) =>
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) into.push(duration)
      }).observe({ type, buffered: true, durationThreshold: 16 } as PerformanceObserverInit)
    watch('longtask', window.benchTasks)
    watch('event', window.benchEvents)
  })
  await page.goto(url, { waitUntil: 'load' })
  await page.waitForTimeout(QUIET)
  return page
}

/** From the press to the picture of the step: ms. The figure has been in sight for a moment, as a reader's is. */
async function firstStep(page: Page): Promise<number> {
  const figure = page.locator('.sim').first()
  await figure.locator('.sim-player').scrollIntoViewIfNeeded()
  await page.mouse.move(5, 200)
  await page.waitForTimeout(QUIET)
  return figure.evaluate(
    (root) =>
      new Promise<number>((resolve) => {
        const count = root.querySelector('.sim-count b')
        const buttons = [...root.querySelectorAll<HTMLButtonElement>('.sim-player button')]
        const play = buttons.findIndex((button) => button.classList.contains('sim-play'))
        const before = count?.textContent
        const begun = performance.now()
        const look = () => {
          const isDrawn = count?.textContent !== before && root.getAttribute('data-busy') === 'false'
          if (isDrawn || performance.now() - begun > 20_000) resolve(performance.now() - begun)
          else requestAnimationFrame(look)
        }
        // Forward stands after play.
        buttons[play + 1]?.click()
        requestAnimationFrame(look)
      }),
  )
}

/** The worst of many steps by key, in ms, and how far the player has moved meanwhile, in pixels. */
async function steps(page: Page): Promise<{ interaction: number; movement: number }> {
  const figure = page.locator('.sim').first()
  await figure.getByRole('slider').press('Home')
  await page.waitForTimeout(500)
  await page.evaluate(() => {
    window.benchEvents.length = 0
  })
  const places: number[] = []
  for (let step = 0; step < STEPS; step++) {
    await figure.getByRole('slider').press('ArrowRight')
    await page.waitForTimeout(150)
    places.push(
      await figure.locator('.sim-player').evaluate((player) => player.getBoundingClientRect().top + scrollY),
    )
  }
  const events = await page.evaluate(() => window.benchEvents)
  return { interaction: Math.max(0, ...events), movement: Math.max(...places) - Math.min(...places) }
}
