import { expect, test } from '@playwright/test'
import { learningPaths } from '../lib/content/path'
import { messages } from '../lib/i18n/messages'
import { violations } from './axe'
import { takenOver } from './page'
import { atOne } from './width'

test('a candidate with a date gets a plan that leads to the next step and keeps the date', {
  tag: atOne('phone'),
}, async ({ browser, viewport }) => {
  const m = messages('ko').path
  const context = await browser.newContext({ viewport, bypassCSP: true })
  const page = await context.newPage()
  await page.goto('/ko')
  await page.locator('.ways a').last().click()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  const days = page.locator('.path-day:not(:empty)')
  await expect(days.first()).toHaveText(m.day.replace('{n}', '1'))
  await takenOver(page, '#path-date')
  // One day is left: everything is for today.
  await page.getByLabel(m.date).fill('2020-01-01')
  await expect(days).toHaveText([m.today])
  await page.getByLabel(m.date).fill('2099-01-01')
  await expect.poll(() => days.count()).toBeGreaterThan(5)
  await page.reload()
  await expect(page.getByLabel(m.date)).toHaveValue('2099-01-01')
  expect(await violations(page, 'a plan with a date')).toEqual([])
  await page.locator('.path-state .button').click()
  await page.waitForURL('**/ko/learn/**')
  // The lesson leads on along the way, not along the course.
  const steps = learningPaths()
    .at(-1)!
    .steps.map(({ lesson }) => lesson)
  for (const lesson of steps.slice(1, 3)) {
    await page.locator('.lesson-neighbours .lesson-next[href*="path="]').click()
    await page.waitForURL(`**/ko/learn/${lesson}?path=**`)
  }
  await page.goto(`/ko/learn/${steps.at(-1)}?path=${learningPaths().at(-1)!.id}`)
  await page.locator('.lesson-next').filter({ hasText: m.backTo }).click()
  await page.waitForURL('**/ko/paths/**')
  await context.close()
})
