import { expect, test } from '@playwright/test'
import { loadItem } from '../lib/content/quiz'
import { messages } from '../lib/i18n/messages'
import type { ChoiceItem } from '../lib/quiz/item'
import { choose, takenOver } from './page'
import { tagsOf } from './width'

const ITEM = 'thread-private-state.which-own'

for (const locale of ['ko', 'en'] as const)
  test(`a learner asks for a hint, and the answer says so afterwards, ${locale}`, {
    tag: tagsOf(locale),
  }, async ({ page }) => {
    const words = messages(locale).quiz
    const { hint, options } = loadItem(ITEM) as ChoiceItem
    const hidden = hint?.[locale] ?? ''
    const text = hidden.replaceAll('`', '')
    const response = await page.goto(`/${locale}/learn/threads`)
    expect(await response?.text()).not.toContain(hidden)
    const item = page.locator('.item').first()
    const asks = item.getByRole('button', { name: words.hint, exact: true })
    await takenOver(page, '.item input')

    // Without a network it says so, and can be asked again.
    await page.route('**/api/hints*', (route) => route.abort(), { times: 1 })
    await asks.click()
    await expect(item.getByText(words.hintProblem)).toBeVisible()
    await asks.click()
    await expect(item.locator('.item-hint')).toContainText(text)
    await expect(asks).toHaveCount(0)

    // A tab that is closed does not make it unseen.
    await page.reload()
    await expect(asks).toBeVisible()
    await takenOver(page, '.item input')
    const right = options.find((option) => option.correct)?.text[locale] ?? ''
    const option = item.getByRole('radio', { name: new RegExp(`^(?:\\d )?${right}$`) })
    await choose(option)
    const stored = page.waitForResponse(
      (r) => r.url().endsWith('/api/responses') && r.request().method() === 'POST',
    )
    await item.getByRole('button', { name: words.submit }).click()
    expect((await (await stored).json()).response).toMatchObject({ itemId: ITEM, earned: 1, hintsShown: 1 })
    await expect(item.locator('.verdict-title')).toHaveText(words.rightWithHint)

    // The next question has its own, not yet asked for.
    await item.getByRole('button', { name: words.next }).click()
    await expect(page.locator('.item-hint')).not.toContainText(text)
    await expect(page.locator('.item').getByRole('button', { name: words.hint, exact: true })).toBeVisible()
  })
