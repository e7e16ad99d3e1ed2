import { expect, type Page, test } from '@playwright/test'
import { simulator } from '../lib/i18n/en/simulator'
import { FIGURE_PARTS } from '../lib/player/part'
import { violations } from './axe'

// What is compared is how a figure stands on the page, not its pixels, which differ from machine to machine: that every
// state of it draws something with words in it, that nothing of it goes past its frame or the page, and that axe finds
// nothing.

const WIDTHS = [360, 768, 1440]
const STATES = 4

for (const part of FIGURE_PARTS)
  test(`${part}: every state is drawn, nothing overflows, axe finds nothing`, async ({ page }) => {
    test.setTimeout(180_000)
    const said: string[] = []
    page.on('console', (message) => message.type() === 'error' && said.push(message.text()))
    page.on('pageerror', (error) => said.push(error.message))
    await page.goto(`/en/gallery?figure=${part}`)
    const figures = page.locator('.gallery-specimen .sim')
    await expect(figures).toHaveCount(STATES)
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 })
      // The figures come when a reader nears them.
      for (const figure of await figures.all()) {
        await figure.scrollIntoViewIfNeeded()
        await expect(figure.locator('.sim-body')).not.toBeEmpty()
        await expect(figure.locator('.sim-body')).toContainText(/\S/)
      }
      expect(await overflows(page), `${part} at ${width} px`).toEqual([])
      expect(await repeatedIds(page)).toEqual([])
    }
    expect(await violations(page, `${part} in the gallery`)).toEqual([])
    expect(said).toEqual([])
  })

/** Figures wider than their frame, the page wider than the window, and words of a drawing outside of it. */
function overflows(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    const over = document.documentElement.scrollWidth - window.innerWidth
    if (over > 0) found.push(`the page by ${over} px`)
    for (const figure of document.querySelectorAll('.gallery-specimen .sim')) {
      const frame = figure.getBoundingClientRect()
      for (const drawing of figure.querySelectorAll('.sim-body > *')) {
        const box = drawing.getBoundingClientRect()
        if (box.left < frame.left - 1 || box.right > frame.right + 1)
          found.push(`${figure.id}: ${drawing.className}`)
      }
      for (const text of figure.querySelectorAll('svg[role="img"] text')) {
        const drawing = text.closest('svg')?.getBoundingClientRect()
        const box = text.getBoundingClientRect()
        if (!drawing || box.width === 0) continue
        if (box.left < drawing.left - 2 || box.right > drawing.right + 2)
          found.push(`${figure.id}: "${text.textContent}" is outside of its drawing`)
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
