import { expect, type Locator, type Page, test } from '@playwright/test'
import { orders } from '../lib/i18n/en/orders'
import { atOne } from './width'

/** Scrolls as a reader does, until a passage is the one that is read. */
async function readOn(page: Page, passage: Locator): Promise<void> {
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 }
  await page.mouse.move(width / 4, height - 40)
  await expect(async () => {
    const box = await passage.boundingBox()
    const step = box && box.y < 0 ? -60 : 40
    if ((await passage.getAttribute('data-now')) === null)
      await page.evaluate((by) => window.scrollBy(0, by), step)
    await expect(passage).toHaveAttribute('data-now', '', { timeout: 150 })
  }).toPass({ timeout: 60_000, intervals: [0] })
}

test('a figure follows the passage that is read, stays in its place and can be stepped by hand', {
  tag: atOne('phone'),
}, async ({ page }) => {
  await page.goto('/en/learn/copy-on-write')
  const stage = page.locator('#sim-cow')
  const passages = page.locator('.stage-passage')
  const count = stage.locator('.sim-count b')
  await stage.scrollIntoViewIfNeeded()
  const tops: number[] = []
  const shown: number[] = []
  for (const passage of await passages.all()) {
    await readOn(page, passage)
    const name = await passage.getByRole('heading').textContent()
    await expect(stage.locator('.stage-tabs [aria-current]')).toContainText(name ?? '')
    await expect(stage).toHaveAttribute('data-busy', 'false')
    tops.push(Math.round((await stage.boundingBox())?.y ?? -1))
    shown.push(Number(await count.textContent()))
  }
  // Each passage is about a later moment.
  expect(shown).toEqual([...shown].sort((a, b) => a - b))
  expect(new Set(shown).size).toBe(shown.length)
  // From the second passage on it is pinned.
  expect(new Set(tops.slice(1)).size).toBe(1)
  await stage.getByRole('slider').press('ArrowLeft')
  await expect(count).toHaveText(String((shown.at(-1) ?? 0) - 1))
})

for (const [width, height] of [
  [844, 390],
  [1024, 768],
] as const)
  test(`a figure never lies over the passage that is read, ${width}×${height}`, async ({ page }) => {
    await page.setViewportSize({ width, height })
    await page.goto('/en/learn/copy-on-write')
    await page.locator('#sim-cow').scrollIntoViewIfNeeded()
    const passage = page.locator('.stage-passage').nth(1)
    await readOn(page, passage)
    const isSeen = () =>
      passage.getByRole('heading').evaluate((heading) => {
        const { left, top, height: tall } = heading.getBoundingClientRect()
        return heading.contains(document.elementFromPoint(left + 4, top + tall / 2))
      })
    await expect.poll(isSeen).toBe(true)
  })

test('a press on a tab of a figure brings its passage, and the figure follows', {
  tag: atOne('wide'),
}, async ({ page }) => {
  await page.goto('/ko/learn/fork')
  const tab = page.locator('#sim-fork-file .stage-tabs a').nth(2)
  await tab.focus()
  await page.keyboard.press('Enter')
  const passage = page.locator('#passage-file-child-read')
  await expect(passage).toBeInViewport()
  await expect(passage).toHaveAttribute('data-now', '')
  await expect(page.locator('#sim-fork-file .chan-list')).toContainText('3')
})

test('the passages are there without a script', async ({ browser }) => {
  const page = await browser.newPage({ javaScriptEnabled: false })
  await page.goto('/en/learn/copy-on-write')
  await expect(page.locator('.stage-passage')).toHaveCount(5)
  await expect(page.locator('.stage-passage').first()).toContainText('fork')
  await page.close()
})

test('an order is drawn on the ground by pointer and by keys', { tag: atOne('phone') }, async ({ page }) => {
  await page.goto('/en/learn/race-and-mutex')
  const ground = page.locator('.states-figure', { has: page.locator('.terrain') })
  await page
    .locator('details', { has: page.locator('.terrain') })
    .first()
    .locator('summary')
    .click()
  // Its code comes meanwhile, and takes the place of what the server drew.
  await expect(() => ground.scrollIntoViewIfNeeded()).toPass()
  const steps = ground.locator('.states-walked li')
  // The figure comes when a reader has done something near it.
  await page.mouse.wheel(0, 10)
  await expect(async () => {
    await ground.getByRole('button', { name: orders.toEnd }).click()
    await expect(steps).not.toHaveCount(0, { timeout: 1_000 })
  }).toPass({ timeout: 30_000 })
  await ground.getByRole('button', { name: orders.restart }).click()
  await expect(steps).toHaveCount(0)
  // A press on the furthest place draws a whole way.
  const places = ground.locator('.terrain:visible [data-place]')
  const counts = await places.evaluateAll((all) => all.map((one) => Number(one.getAttribute('data-place'))))
  const last = counts.indexOf(Math.max(...counts))
  await places.nth(last).click({ force: true })
  await expect(steps).not.toHaveCount(0)
  const drawn = await steps.count()
  await ground.focus()
  await page.keyboard.press('Backspace')
  await expect(steps).toHaveCount(drawn - 1)
  await page.keyboard.press('Home')
  await expect(steps).toHaveCount(0)
  await page.keyboard.press('ArrowRight')
  await expect(steps).toHaveCount(1)
  await expect(ground.locator('.terrain:visible .terrain-way')).toHaveCount(1)
})
