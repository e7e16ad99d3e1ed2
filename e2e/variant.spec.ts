import { expect, type Page, test } from '@playwright/test'
import { itemsOf, loadItem } from '../lib/content/quiz'
import { messages } from '../lib/i18n/messages'
import { comparable } from '../lib/quiz/grade'
import type { Item, PredictItem } from '../lib/quiz/item'
import { variantsOf } from '../lib/quiz/variant'
import { violations } from './axe'
import { atOne } from './width'

/** An item with two variants, each about another program. */
const item = loadItem('fork-duplication.child-adds') as PredictItem
const words = messages('en').quiz

test('who tries again is asked another variant, the draft of it is kept, and after a reload one is where one was', {
  tag: atOne('phone'),
}, async ({ page }) => {
  test.setTimeout(120_000)
  const [first, second, third] = variantsOf(item) as PredictItem[]
  if (!first || !second || !third) throw new Error('the item has lost its variants')
  await open(page)
  await expectAsked(page, first)
  await answer(page, first.slips[0]?.stdout ?? '')
  await expect(page.locator('.verdict-foot')).toContainText(words.againOther)

  // What was right of the first is wrong of the second.
  await page.getByRole('button', { name: words.again }).click()
  await expectAsked(page, second)
  await answer(page, comparable(first.key.stdout))
  await expect(page.locator('.verdict-panel-right')).toHaveCount(0)
  await expect(page.locator('.verdict-panel')).toContainText(
    second.explanation.en.replaceAll('`', '').slice(-30),
  )

  await open(page)
  await expectAsked(page, second)
  await expect(page.locator('.verdict-panel')).toBeVisible()
  await page.getByRole('button', { name: words.again }).click()
  await expectAsked(page, third)
  await page.locator('.item').getByRole('textbox').fill('begun')
  await open(page)
  await expectAsked(page, third)
  await expect(page.locator('.item').getByRole('textbox')).toHaveValue('begun')
  await answer(page, comparable(third.key.stdout))
  await expect(page.locator('.verdict-panel-right .verdict-title')).toBeVisible()
  // The bar at the top of the window then lies over nothing of it.
  await page.locator('.quiz-bar').evaluate((bar) => bar.scrollIntoView({ block: 'center' }))
  expect(await violations(page, 'a variant', '.quiz')).toEqual([])

  // All of them were asked: it begins anew.
  await page.getByRole('button', { name: words.again }).click()
  await expectAsked(page, first)
})

async function open(page: Page): Promise<void> {
  await page.goto(`/en/learn/${item.lesson}`)
  const at = itemsOf(item.lesson).findIndex(({ id }) => id === item.id)
  const name = new RegExp(`^${words.number.replace('{n}', String(at + 1))}(,|$)`)
  await page.getByRole('button', { name }).click()
}

async function expectAsked(page: Page, variant: Item): Promise<void> {
  await expect(page.locator('.item-stem')).toContainText(variant.stem.en.replaceAll('`', ''))
  // The line in which the variants differ.
  const own = variant.program?.source.match(/^int x = \d+;/m)?.[0] ?? 'none'
  await expect(page.locator('.item-ask .program')).toContainText(own)
}

async function answer(page: Page, stdout: string): Promise<void> {
  const box = page.locator('.item').getByRole('textbox')
  await box.fill(stdout)
  const stored = page.waitForResponse(
    (r) => r.url().endsWith('/api/responses') && r.request().method() === 'POST',
  )
  await page.getByRole('button', { name: words.submit }).click()
  expect(await (await stored).json()).toMatchObject({ ok: true })
  await expect(page.locator('.verdict-panel')).toBeVisible()
}
