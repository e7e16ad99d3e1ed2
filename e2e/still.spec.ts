/** Nothing moves under the hand: the player of a figure stays where it is through a whole run, asked to predict or not. */
import { expect, type Locator, test } from '@playwright/test'
import { isEveryWay } from '../lib/cli/check/every-way'
import { catalog } from '../lib/content/catalog'
import { LOCALES } from './page'
import { tagsOf } from './width'

for (const locale of LOCALES)
  test(`the player of every simulator stays in its place through its run, ${locale}`, {
    tag: tagsOf(locale),
  }, async ({ page }) => {
    test.setTimeout(900_000)
    const moved: string[] = []
    let walked = 0
    // A lesson is stepped in one language at one width, its neighbour in the other; all of them where tests run every way.
    const lessons = catalog().lessons.filter(
      (_, turn) => isEveryWay() || (turn % 2 === 0) === (locale === 'ko'),
    )
    for (const { slug } of lessons) {
      await page.goto(`/${locale}/learn/${slug}`)
      for (const figure of await page.locator('.prose .sim, .lesson .sim').all()) {
        const steps = await walk(figure)
        walked++
        const tops = steps.map(({ top }) => top)
        const [least, most] = [Math.min(...tops), Math.max(...tops)]
        const last = steps.findIndex(({ top }) => Math.abs(top - (tops[0] ?? 0)) > 0.5)
        if (most - least > 0.5)
          moved.push(`${slug} ${await figure.getAttribute('id')}: ${most - least} px, first at step ${last}`)
      }
    }
    test.info().annotations.push({ type: 'simulators', description: String(walked) })
    expect(walked).toBeGreaterThan(3 * lessons.length - 1)
    expect(moved).toEqual([])
  })

/** Where on the page the player stands at every position of a run, from the one that it opens at. */
async function walk(figure: Locator): Promise<{ readonly top: number }[]> {
  await figure.locator('.sim-player').scrollIntoViewIfNeeded()
  return figure.evaluate(async (root) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const strip = root.querySelector('[role=slider]')
    const player = root.querySelector('.sim-player')
    const count = root.querySelector('.sim-count')
    if (!strip || !player || !count) throw new Error(`${root.id} has no player`)
    // A player that is stuck to the window's end is where its figure's end is.
    const place = () => ({ top: root.getBoundingClientRect().bottom + window.scrollY })
    const now = () => Number(strip.getAttribute('aria-valuenow'))
    // What stands above comes as it is scrolled near; a run begins when that has come.
    for (let still = 0, was = -1; still < 40; still = place().top === was ? still + 1 : 0) {
      was = place().top
      await frame()
    }
    const places = [place()]
    const end = Number(strip.getAttribute('aria-valuemax'))
    while (now() < end) {
      const before = count.textContent
      strip.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }))
      const begun = performance.now()
      while (count.textContent === before || root.getAttribute('data-busy') === 'true') {
        if (performance.now() - begun > 30_000) throw new Error(`${root.id} stands still at ${before}`)
        await frame()
      }
      await frame()
      places.push(place())
    }
    // What the end of a run brings comes after its picture.
    await frame()
    await frame()
    return [...places, place()]
  })
}
