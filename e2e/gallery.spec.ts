import { expect, type Locator, type Page, test } from '@playwright/test'
import { ORDER_FIGURES } from '../app/[locale]/gallery/order-figure'
import { simulator } from '../lib/i18n/en/simulator'
import { FIGURE_PARTS } from '../lib/player/part'
import { violations } from './axe'

// What is compared is how a figure stands on the page, not its pixels, which differ from machine to machine: that every
// state of it draws something with words in it, that nothing of it goes past its frame or the page, and that axe finds
// nothing.

const WIDTHS = [360, 768, 1440]
/** Specimens of a figure at least: of a player's parts each has four states. */
const STATES = 4
/** A figure that is no part of a player has its own states. */
const OWN_STATES = 2

/** Words of a drawing that are about the drawing, of what is to come, or letters that stand apart only there. */
const OF_THE_DRAWING = '.sim-legend, .future, .chan-byte, .chan-names, .kernel-mode'

for (const part of FIGURE_PARTS) {
  test(`${part}: whoever does not see the figure is told all that it says`, async ({ page }) => {
    test.setTimeout(120_000)
    await page.goto(`/en/gallery?figure=${part}`)
    for (const specimen of await page.locator('.gallery-specimen').all()) {
      await specimen.evaluate((element) => element.scrollIntoView({ block: 'center' }))
      const figure = specimen.locator('.sim')
      const body = figure.locator('.sim-body')
      await expect(body).toContainText(/\S/)
      const state = await figure.getAttribute('id')
      // What the server drew gives way to the figure in its own width meanwhile.
      let shown: string[] = []
      await expect(async () => {
        shown = await body.evaluate(wordsOf, OF_THE_DRAWING)
        expect(missing(shown, await figure.ariaSnapshot()), `${state} in the tree`).toEqual([])
      }).toPass({ timeout: 30_000 })
      const asText = figure.getByRole('button', { name: simulator.asText })
      await expect(async () => {
        if (await asText.isVisible()) await asText.click()
        await expect(figure.locator('.sim-text table').first()).toBeVisible({ timeout: 5_000 })
      }).toPass()
      expect(missing(shown, await figure.ariaSnapshot()), `${state} as text`).toEqual([])
    }
  })
}

/** Words and numbers of a text, in small letters. */
const WORD = /[\p{L}\p{N}_]+/gu

function missing(words: readonly string[], text: string): string[] {
  const told = new Set((text.match(WORD) ?? []).map((word) => word.toLowerCase()))
  return words.filter((word) => !told.has(word.toLowerCase()))
}

/** Words and numbers that are seen in a figure. Runs in the page.
 *  @param apart where they are not looked for */
function wordsOf(body: Element, apart: string): string[] {
  const found = new Set<string>()
  const texts = document.createTreeWalker(body, NodeFilter.SHOW_TEXT)
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const range = document.createRange()
    range.selectNodeContents(text)
    const holder = text.parentElement
    if (!holder || holder.closest(`${apart}, .visually-hidden`) || range.getClientRects().length === 0)
      continue
    // What only keeps a place is not seen.
    if (!holder.checkVisibility({ visibilityProperty: true })) continue
    for (const word of text.textContent?.match(/[\p{L}\p{N}_]+/gu) ?? []) found.add(word)
  }
  return [...found]
}

for (const part of FIGURE_PARTS) look(part, '.sim-body', STATES)
for (const figure of ORDER_FIGURES) look(figure, 'section', OWN_STATES)

/** Looks at each state of a figure. @param body what of a specimen holds the drawing */
function look(figure: string, body: string, states: number): void {
  test(`${figure}: every state is drawn, nothing is cut or overflows, axe finds nothing`, async ({
    page,
  }) => {
    test.setTimeout(180_000)
    const said: string[] = []
    page.on('console', (message) => message.type() === 'error' && said.push(message.text()))
    page.on('pageerror', (error) => said.push(error.message))
    await page.goto(`/en/gallery?figure=${figure}`)
    const specimens = page.locator('.gallery-specimen')
    expect(await specimens.count()).toBeGreaterThanOrEqual(states)
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 })
      // The figures come when a reader nears them.
      for (const specimen of await specimens.all()) {
        await specimen.evaluate((element) => element.scrollIntoView({ block: 'center' }))
        await expect(specimen.locator(body).first()).toContainText(/\S/)
        expect(await inked(specimen), `${figure} at ${width} px`).toBeGreaterThan(0)
      }
      expect(await overflows(page), `${figure} at ${width} px`).toEqual([])
      expect(await repeatedIds(page)).toEqual([])
    }
    expect(await violations(page, `${figure} in the gallery`)).toEqual([])
    expect(said).toEqual([])
  })
}

/** Things of a specimen that are seen: marks of drawings that have a size, and cells and lines with words. */
function inked(specimen: Locator): Promise<number> {
  return specimen.evaluate((one) => {
    const marks = one.querySelectorAll('svg :is(path, rect, circle, line), td, li, pre, code')
    return [...marks].filter((mark) => {
      const { width, height } = mark.getBoundingClientRect()
      return width + height > 0
    }).length
  })
}

/** Figures wider than their frame, the page wider than the window, words of a drawing outside of it, and words that are cut
 *  where nothing says so and nothing scrolls. */
function overflows(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    const over = document.documentElement.scrollWidth - window.innerWidth
    if (over > 0) found.push(`the page by ${over} px`)
    for (const specimen of document.querySelectorAll('.gallery-specimen')) {
      const name = specimen.querySelector('h2')?.textContent ?? ''
      const frame = specimen.getBoundingClientRect()
      for (const drawing of specimen.querySelectorAll(
        ':scope > section, .sim-body > *, section > div, figure',
      )) {
        const box = drawing.getBoundingClientRect()
        if (box.width > 0 && (box.left < frame.left - 1 || box.right > frame.right + 1))
          found.push(`${name}: ${drawing.className}`)
      }
      for (const text of specimen.querySelectorAll('svg[viewBox] text')) {
        const drawing = text.closest('svg[viewBox]')?.getBoundingClientRect()
        const box = text.getBoundingClientRect()
        if (!drawing || box.width === 0) continue
        if (box.left < drawing.left - 2 || box.right > drawing.right + 2)
          found.push(`${name}: "${text.textContent}" is outside of its drawing`)
        if (box.top < drawing.top - 3 || box.bottom > drawing.bottom + 3)
          found.push(`${name}: "${text.textContent}" is above or below its drawing`)
      }
      for (const words of specimen.querySelectorAll<HTMLElement>('p, li, dd, dt, td, th, b, button, span')) {
        const { overflowX, textOverflow } = getComputedStyle(words)
        const isCut = words.scrollWidth > words.clientWidth + 1 && overflowX === 'hidden'
        if (isCut && textOverflow !== 'ellipsis' && !words.classList.contains('visually-hidden'))
          found.push(`${name}: "${words.textContent?.slice(0, 40)}" is cut`)
      }
    }
    return found
  })
}

/** Names that stand twice: a drawing would take the pattern of another. */
function repeatedIds(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id)
    return ids.filter((id, i) => ids.indexOf(id) !== i)
  })
}

test('the gallery is in no map of the site and asks not to be found', async ({ page, request }) => {
  expect(await (await request.get('/sitemap.xml')).text()).not.toContain('gallery')
  await page.goto('/en/gallery')
  await expect(page.locator('meta[name=robots]')).toHaveAttribute('content', /noindex/)
  await expect(page.getByRole('navigation').getByRole('link', { name: simulator.tree })).toBeVisible()
})

test('a figure that comes late shows the step that its reader has made before', async ({ page }) => {
  // Its code is held back until the reader has stepped; it is known by a class that it alone uses.
  let release = () => {}
  const isHeld = new Promise<void>((resolve) => {
    release = resolve
  })
  let held = 0
  await page.route(/\.js(\?|$)/, async (route) => {
    const response = await route.fetch()
    if ((await response.text()).includes('sim-now-head')) {
      held++
      await isHeld
    }
    await route.fulfill({ response })
  })
  await page.goto('/en/gallery?figure=timeline', { waitUntil: 'domcontentloaded' })
  const first = page.locator('#sim-timeline-empty')
  // The page may be there before its script is.
  await expect(async () => {
    await first.getByRole('slider').press('Home')
    await first.getByRole('slider').press('ArrowRight')
    await expect(first.locator('.sim-count')).toContainText('1 /', { timeout: 1_000 })
  }).toPass({ timeout: 30_000 })
  await expect.poll(() => held, { timeout: 30_000 }).toBeGreaterThan(0)
  await expect(first.getByRole('img', { name: /Step 1 of/ })).toHaveCount(0)
  release()
  await expect(first.getByRole('img', { name: /Step 1 of/ })).toBeVisible({ timeout: 30_000 })
})
