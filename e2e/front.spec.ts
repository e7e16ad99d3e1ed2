import { expect, test } from '@playwright/test'
import { home } from '../lib/i18n/en/home'
import { simulator } from '../lib/i18n/en/simulator'
import { violations } from './axe'
import { LOCALES } from './page'
import { atOne } from './width'

test('the front page is not stepped past its question; what comes out is told once, when it has come out @narrow', async ({
  page,
}) => {
  await page.goto('/en')
  const figure = page.locator('#sim-front')
  const strip = figure.getByRole('slider')
  const count = figure.locator('.sim-count')
  const asked = await count.innerText()
  // No key, no button and no outcome goes past it.
  for (const key of ['End', 'ArrowRight', 'n', '1', '2']) await strip.press(key)
  await expect(count).toHaveText(asked)
  await expect(figure.getByRole('button', { name: simulator.forward })).toBeDisabled()
  await expect(figure.getByRole('button', { name: simulator.nextMoment })).toBeDisabled()
  await expect(page.locator('.outcome').first()).toBeDisabled()
  await strip.press('ArrowLeft')
  await expect(count).not.toHaveText(asked)
  await strip.press('End')
  await expect(count).toHaveText(asked)
  await expect(figure.locator('.sim-output')).not.toContainText('count =')
  await expect(figure.locator('.sim-answered')).toHaveCount(0)
  expect(await violations(page, 'the question of the front page', '.hero')).toEqual([])

  await figure.locator('.sim-ask').getByRole('button', { name: 'count = 2' }).click()
  await expect(figure.locator('.sim-ask')).toHaveCount(0)
  await expect(figure.locator('.sim-play')).toBeFocused()
  await expect(figure.locator('.sim-answered')).toHaveCount(0)
  await strip.press('End')
  const verdict = home.figureWrong.replace('{text}', 'count = 1')
  await expect(figure.locator('.sim-answered')).toHaveText(verdict)
  // Whoever goes on has been told.
  await strip.press('ArrowLeft')
  await expect(figure.locator('.sim-answered')).toHaveCount(0)
  await strip.press('End')
  await expect(figure.locator('.sim-output')).toContainText('count = 1')
  await expect(figure.locator('.sim-answered')).toHaveCount(0)
  await page.locator('.outcome', { hasText: 'count = 2' }).click()
  await figure.getByRole('slider').press('End')
  await expect(figure.locator('.sim-output')).toContainText('count = 2')
  await expect(figure.locator('.sim-answered')).toHaveCount(0)
})

for (const locale of LOCALES)
  test(`what a visitor can do first is in the first view of a phone, ${locale}`, {
    tag: atOne('phone'),
  }, async ({ page, viewport }) => {
    await page.goto(`/${locale}`)
    for (const button of await page.locator('.hero-buttons .button').all()) {
      const { y, height } = (await button.boundingBox())!
      expect(y + height).toBeLessThan(viewport!.height)
    }
    // And something of the figure.
    expect((await page.locator('.hero-figure').boundingBox())!.y).toBeLessThan(viewport!.height * 0.75)
  })
