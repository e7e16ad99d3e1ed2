import { expect, test } from '@playwright/test'
import { messages } from '../lib/i18n/messages'
import { violations } from './axe'
import { query, waitDays } from './database'
import { choose, windowOf } from './page'
import { school } from './school'
import { tagsOf } from './width'

for (const locale of ['ko', 'en'] as const)
  test(`who comes back after ten days finds from the home page what is due and why this next, ${locale}`, {
    tag: tagsOf(locale),
  }, async ({ browser, viewport }) => {
    const m = messages(locale)
    const context = await windowOf(browser, school(), 'learner', { viewport, bypassCSP: true })
    const page = await context.newPage()
    await page.goto(`/${locale}`)
    await page.waitForURL(`**/${locale}/today`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.locator('.today-lead')).not.toBeEmpty()
    // A lesson opens to its concepts, each with its number and the interval around it.
    await page
      .locator('.mastery-map summary', { has: page.locator('.mastery-tick') })
      .first()
      .click()
    await expect(page.locator('.mastery-rows small', { hasText: /^\d+ \d+–\d+ · / }).first()).toBeVisible()
    await page.getByText(m.today.how).click()
    expect(await violations(page, 'a home with a lesson opened')).toEqual([])
    await page.locator('.today-next .button').click()
    await page.waitForURL(`**/${locale}/learn/**`)
    await context.close()
  })

test('what is due is counted at home and asked at /review, and a new visitor keeps the front page', async ({
  browser,
}) => {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto('/en')
  await expect(page).toHaveURL(/\/en$/)
  await expect(page.locator('.sim').first()).toBeVisible()
  await page.goto('/en/learn/threads')
  const item = page.locator('.item').first()
  await choose(item.getByRole('radio').first())
  await item.getByRole('button', { name: messages('en').quiz.submit }).click()
  await expect(page.locator('.item-answered')).toBeVisible()
  const me = await (await page.request.get('/api/me')).json()
  await waitDays(me.viewer.id, 40)
  expect(
    await query('SELECT 1 FROM "Review" WHERE "userId" = $1 AND "dueAt" < now()', [me.viewer.id]),
  ).toHaveLength(1)
  await page.goto('/en')
  await expect(page.getByRole('heading', { name: messages('en').today.review })).toContainText('1')
  await page.getByRole('link', { name: messages('en').today.reviewStart }).click()
  await expect(page.locator('.review-queue li')).toHaveCount(1)
  await context.close()
})
