import { expect, test } from '@playwright/test'
import { compare } from '../lib/i18n/en/compare'
import { lab } from '../lib/i18n/en/lab'
import { simulator } from '../lib/i18n/en/simulator'
import { violations } from './axe'
import { takenOver } from './page'
import { atOne } from './width'

test('a process and a thread stand side by side from where they part, by keys alone', {
  tag: atOne('phone'),
}, async ({ page }) => {
  await page.goto('/en/learn/fork')
  const figure = page.locator('.compare-figure')
  await figure.scrollIntoViewIfNeeded()
  await figure.hover()
  const strip = figure.getByRole('slider', { name: compare.strip })
  await expect(strip).toBeVisible({ timeout: 30_000 })

  // It is opened where the thread's write is seen by its creator, and the process's is not.
  const x = figure.locator('.compare-fact:has(code:text-is("x"))')
  await expect(x.getByRole('img', { name: compare.differs })).toBeVisible()
  await expect(figure.locator('.sim-say')).toContainText('They part here')
  const parting = Number(await strip.getAttribute('aria-valuenow'))
  await takenOver(page, '.compare-figure [role=slider]')
  await strip.press('End')
  await expect(figure.locator('.compare-fact', { hasText: compare.output })).toContainText('x = 1')
  await expect(figure.locator('.compare-fact', { hasText: compare.output })).toContainText('x = 5')
  await strip.press('n')
  await expect(strip).toHaveAttribute('aria-valuenow', String(parting))
  await strip.press('ArrowLeft')
  await expect(strip).toHaveAttribute('aria-valuenow', String(parting - 1))
  await expect(figure.locator('.sim-say')).not.toContainText('They part here')
  await expect(x.getByRole('img', { name: compare.differs })).toHaveCount(0)

  await figure.getByRole('button', { name: simulator.asText }).click()
  await expect(figure.getByRole('table')).toHaveCount(2)
  expect(await violations(page, 'compare as text', '.compare-figure')).toEqual([])
  await figure.getByRole('button', { name: simulator.asFigure }).click()
  expect(await violations(page, 'compare', '.compare-figure')).toEqual([])
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(over).toBeLessThanOrEqual(0)
})

test('two outcomes of a program are compared in the lab', async ({ page }) => {
  await page.goto('/en/lab')
  await expect(page.locator('.cm-content')).toBeVisible({ timeout: 30_000 })
  await page.getByText(lab.examples, { exact: true }).click()
  const topic = page.locator('.lab-topics details').filter({ hasText: 'lost-update.c' })
  await topic.locator('summary').click()
  await topic.getByRole('button', { name: 'lost-update.c' }).click()
  await page.getByRole('button', { name: lab.explore }).click()
  const section = page.locator('.lab-compare')
  await expect(section).toBeVisible({ timeout: 60_000 })
  await section.getByRole('button', { name: compare.show }).click()
  await expect(section.locator('.sim-say')).toContainText('They part here', { timeout: 30_000 })
  await section.getByRole('slider').press('End')
  const output = section.locator('.compare-fact', { hasText: compare.output })
  await expect(output).toContainText('count = 1')
  await expect(output).toContainText('count = 2')
  expect(await violations(page, 'compare in the lab', '.lab-compare')).toEqual([])
})
