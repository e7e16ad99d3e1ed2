import { randomUUID } from 'node:crypto'
import { expect, type Page, test } from '@playwright/test'
import { loadItem } from '../lib/content/quiz'
import { messages } from '../lib/i18n/messages'
import type { Answer } from '../lib/quiz/item'
import { publicItem } from '../lib/quiz/publish'
import { violations } from './axe'
import { waitDays } from './database'
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

async function give(page: Page, base: string, id: string): Promise<void> {
  const item = loadItem(id)
  if (!item) throw new Error(`there is no ${id}`)
  const { id: itemId, hash, seed } = publicItem(item, 'en', 1)
  const ids = { id: randomUUID(), attemptId: randomUUID(), itemId, hash, seed }
  const answer: Answer =
    item.kind === 'card' ? { kind: 'card', rating: 3 } : { kind: 'choice', option: wrongOption(id).id }
  const response = await page.request.post('/api/responses', {
    headers: { origin: base },
    data: { ...ids, locale: 'en', answer },
  })
  expect(await response.json(), id).toMatchObject({ ok: true })
}

function wrongOption(id: string) {
  const item = loadItem(id)
  const wrong = item?.kind === 'choice' ? item.options.find((option) => !option.correct) : null
  if (!wrong) throw new Error(`${id} has no wrong option`)
  return wrong
}

async function answerCard(page: Page, locale: 'ko' | 'en'): Promise<void> {
  const m = messages(locale).interview
  await expect(page.locator('.model, .proof')).toHaveCount(0)
  await page.getByLabel(m.write).fill('PCB')
  await page.getByRole('button', { name: m.reveal }).click()
  await expect(page.locator('.model')).toBeVisible()
  await page.locator('.rating-levels').getByRole('button').nth(2).click()
}

/** @returns the id of what was asked */
async function answerWrongly(page: Page, locale: 'ko' | 'en'): Promise<string> {
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
