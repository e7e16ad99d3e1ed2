import { expect, test } from '@playwright/test'
import { messages } from '../lib/i18n/messages'
import { violations } from './axe'
import { tagsOf } from './width'

for (const locale of ['ko', 'en'] as const)
  test(`a candidate finds a question by words, topic and readiness, and opens it by keys, ${locale}`, {
    tag: tagsOf(locale),
  }, async ({ browser, viewport }) => {
    const m = messages(locale).interview
    const context = await browser.newContext({ viewport, bypassCSP: true })
    const page = await context.newPage()
    await page.goto(`/${locale}/interview`)
    const rows = page.locator('.card-list li')
    const all = await rows.count()
    expect(all).toBeGreaterThan(2)
    // The most asked first; the list shows nothing of an answer.
    const asked = await page.locator('.card-list-asked').allInnerTexts()
    const counts = asked.map((words) => Number(words.match(/\d+/)?.[0] ?? 0))
    expect(counts).toEqual([...counts].sort((a, b) => b - a))

    await page.getByLabel(m.search).fill(locale === 'ko' ? 'ㅍㄹㅅㅅ' : 'thread')
    await expect(async () => expect(await rows.count()).toBeLessThan(all)).toPass()
    expect(await rows.count()).toBeGreaterThan(0)
    await page.getByLabel(m.search).fill('zzzz')
    await expect(page.getByText(m.filterEmpty)).toBeVisible()
    await page.getByLabel(m.search).fill('')
    await page.getByRole('button', { name: m.ready, exact: true }).click()
    await expect(rows).toHaveCount(0)
    await page.getByRole('button', { name: m.filterAll, exact: true }).click()
    await page.locator('.card-topics button').nth(1).click()
    expect(await rows.count()).toBeGreaterThan(0)
    expect(await violations(page, 'questions of a topic')).toEqual([])

    await page.locator('h1').click()
    await page.keyboard.press('j')
    await expect(rows.first().getByRole('link')).toBeFocused()
    await page.keyboard.press('Enter')
    await page.waitForURL('**/interview/*')
    await expect(page.locator('.card-question')).toBeVisible()
    await context.close()
  })
