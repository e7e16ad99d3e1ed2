import { expect, test } from '@playwright/test'
import { policy } from '../lib/i18n/en/policy'
import { simulator } from '../lib/i18n/en/simulator'
import { violations } from './axe'
import { atOne } from './width'

test('one workload is run under four policies, and again on another machine, by keys alone', {
  tag: atOne('wide'),
}, async ({ page }) => {
  await page.goto('/en/learn/switch-cost')
  const figure = page.locator('.policy-figure')
  await figure.scrollIntoViewIfNeeded()
  const chosen = (legend: string) =>
    figure.getByRole('group', { name: legend }).getByRole('radio', { checked: true })
  await expect(chosen(policy.policy)).toBeEnabled({ timeout: 30_000 })
  const cores = figure.getByRole('img', { name: /^Core 0: / })
  const before = await cores.getAttribute('aria-label')

  // Another policy is another picture of the cores; all of them were run already.
  await expect(async () => {
    await chosen(policy.policy).press('ArrowLeft')
    await expect(cores).not.toHaveAttribute('aria-label', before ?? '', { timeout: 1000 })
  }).toPass()

  // A longer time slice: all of them run again, and round robin switches less.
  await figure.getByRole('button', { name: simulator.asText }).click()
  const switches = figure.getByRole('row', { name: /^RR/ }).getByRole('cell').last()
  const often = Number(await switches.innerText())
  expect(often).toBeGreaterThan(10)
  await chosen(policy.quantum).press('ArrowRight')
  await expect.poll(async () => Number(await switches.innerText()), { timeout: 30_000 }).toBeLessThan(often)
  expect(await violations(page, 'policies as text', '.policy-figure')).toEqual([])
  await figure.getByRole('button', { name: simulator.asFigure }).click()

  // A second core gets a row of its own.
  await chosen(policy.cores).press('ArrowRight')
  await expect(figure.getByRole('img', { name: /Core 1: / })).toBeVisible({ timeout: 30_000 })
  expect(await violations(page, 'policies', '.policy-figure')).toEqual([])
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(over).toBeLessThanOrEqual(0)
})
