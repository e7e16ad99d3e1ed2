/** Questions and cards, as they are answered. */
import { randomUUID } from 'node:crypto'
import { expect, type Locator, type Page } from '@playwright/test'
import { loadItem } from '../lib/content/quiz'
import { readItemFile } from '../lib/content/quiz-file'
import { messages } from '../lib/i18n/messages'
import type { Answer } from '../lib/quiz/item'
import { publicItem } from '../lib/quiz/publish'
import { violations } from './axe'
import type { Locale } from './page'

/** Goes to the lesson, and there to the question. */
export async function openItem(page: Page, locale: Locale, lesson: string, itemId: string): Promise<void> {
  await page.goto(`/${locale}/learn/${lesson}`)
  await toItem(page, locale, lesson, itemId)
}

/** Goes to another question of the lesson that is open. */
export async function toItem(page: Page, locale: Locale, lesson: string, itemId: string): Promise<void> {
  const at = readItemFile('content', lesson).items.findIndex(({ id }) => id === itemId)
  const name = new RegExp(`^${messages(locale).quiz.number.replace('{n}', String(at + 1))}(,|$)`)
  await page.getByRole('button', { name }).click()
  // What the server drew is for nobody's hand, and gives way when it is near.
  await formOf(page.locator('.item form').first())
}

/** What is wrong with the question as it is shown. The bar at the top of the window lies over what is scrolled under it. */
export async function faultsOfItem(page: Page, where: string): Promise<string[]> {
  await page.locator('.quiz-bar').evaluate((bar) => bar.scrollIntoView({ block: 'center' }))
  const isWide = await page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  )
  return [...(isWide ? [`${where}: wider than the window`] : []), ...(await violations(page, where, '.quiz'))]
}

/** Stores an answer of this window's person: a card's as good, a question's as wrong, after twenty seconds. */
export async function give(page: Page, base: string, id: string): Promise<void> {
  const item = loadItem(id)
  if (!item) throw new Error(`there is no ${id}`)
  const { id: itemId, hash, seed } = publicItem(item, 'en', 1)
  const ids = { id: randomUUID(), attemptId: randomUUID(), itemId, hash, seed }
  const answer: Answer =
    item.kind === 'card' ? { kind: 'card', rating: 3 } : { kind: 'choice', option: wrongOption(id).id }
  const response = await page.request.post('/api/responses', {
    headers: { origin: base },
    data: { ...ids, locale: 'en', answer, durationMs: 20_000 },
  })
  expect(await response.json(), id).toMatchObject({ ok: true })
}

function wrongOption(id: string) {
  const item = loadItem(id)
  const wrong = item?.kind === 'choice' ? item.options.find((option) => !option.correct) : null
  if (!wrong) throw new Error(`${id} has no wrong option`)
  return wrong
}

/** Answers the card that is shown, in writing, and rates it as good. */
export async function answerCard(page: Page, locale: Locale): Promise<void> {
  const m = messages(locale).interview
  await expect(page.locator('.model, .proof')).toHaveCount(0)
  await page.getByLabel(m.write).fill('PCB')
  await page.getByRole('button', { name: m.reveal }).click()
  await expect(page.locator('.model')).toBeVisible()
  await page.locator('.rating-levels').getByRole('button').nth(2).click()
}

/** Answers the question that is shown with something wrong.
 *  @returns the id of what was asked */
export async function answerWrongly(page: Page, locale: Locale): Promise<string> {
  const item = page.locator('.item')
  const id = ((await item.locator('.item-stem').getAttribute('id')) ?? '').replace('stem-', '')
  if ((await item.getAttribute('data-kind')) === 'predict') await item.getByRole('textbox').fill('nothing')
  else {
    const text = wrongOption(id).text[locale].replaceAll('`', '')
    await item.locator('label', { hasText: text }).first().click()
  }
  await item.getByRole('button', { name: messages(locale).quiz.submit }).click()
  await expect(page.locator('.item-answered')).toBeVisible()
  return id
}

/** A form whose own code has come: until it is near what is seen, what the server drew stands there, for nobody's hand. */
export async function formOf(form: Locator): Promise<Locator> {
  const drawn = form.locator('.form-drawn')
  await expect(async () => {
    await form.scrollIntoViewIfNeeded({ timeout: 2_000 })
    await expect(drawn).toHaveCount(0, { timeout: 2_000 })
  }).toPass({ timeout: 30_000 })
  return form
}
