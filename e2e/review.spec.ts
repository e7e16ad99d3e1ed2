import { expect, test } from '@playwright/test'
import { messages } from '../lib/i18n/messages'
import { violations } from './axe'
import { waitDays } from './database'
import { answerCard, answerWrongly, give } from './question'
import { tagsOf } from './width'

/** Two concepts that are taken for each other, each with another question, and a card. */
const GIVEN = [
  ['zombie.what-runs-out', 1],
  ['process-vs-thread.card', 0],
  ['orphan.before-and-after', 1],
] as const

for (const locale of ['ko', 'en'] as const)
  test(`a guest who comes back after ten days is asked what was wrong, and then otherwise, ${locale}`, {
    tag: tagsOf(locale),
  }, async ({ browser, baseURL, viewport }) => {
    test.setTimeout(180_000)
    const m = messages(locale).review
    const context = await browser.newContext({ viewport, bypassCSP: true })
    const page = await context.newPage()
    await page.goto(`/${locale}/review`)
    await expect(page.getByRole('heading', { level: 1, name: m.none })).toBeVisible()
    for (const [id] of GIVEN) await give(page, baseURL ?? '', id)
    const me = await (await page.request.get('/api/me')).json()
    expect(me.viewer.guest).toBe(true)
    await waitDays(me.viewer.id, 10)

    await page.goto(`/${locale}/review`)
    await expect(page.locator('.review-queue li')).toHaveCount(GIVEN.length)
    await expect(page.locator('.review-queue li[data-pair]')).toHaveCount(1)
    const found = await violations(page, 'a review')
    const asked: string[] = []
    for (let i = 0; i < GIVEN.length + 2; i++) {
      if (await page.locator('.review-ask .card').isVisible()) await answerCard(page, locale)
      else asked.push(await answerWrongly(page, locale))
      await expect(page.locator('.review-foot p')).toBeVisible()
      found.push(...(await violations(page, `turn ${i + 1}, answered`)))
      await page.locator('.review-foot').getByRole('button').click()
    }
    await expect(page.getByRole('heading', { name: m.done })).toBeFocused()
    expect(found).toEqual([])
    // What was wrong came once more at the end, as another question of its concept.
    expect(new Set(asked).size).toBe(4)
    expect(asked.map((id) => id.split('.')[0]).sort()).toEqual(['orphan', 'orphan', 'zombie', 'zombie'])
    const state = await (await page.request.get('/api/review')).json()
    expect([state.today.length, state.done]).toEqual([0, GIVEN.length])
    const csv = await (await page.request.get(`/api/review/export?locale=${locale}`)).text()
    expect(csv.trim().split('\r\n').slice(1)).toHaveLength(5)
    await context.close()
  })
