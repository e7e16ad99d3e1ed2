import { randomUUID } from 'node:crypto'
import { type Browser, expect, type Locator, type Page, test } from '@playwright/test'
import { itemsOf, loadItem } from '../lib/content/quiz'
import { revealers } from '../lib/content/revealing'
import { messages } from '../lib/i18n/messages'
import type { ChoiceItem } from '../lib/quiz/item'
import { publicItem } from '../lib/quiz/publish'
import { takenOver } from './page'
import { openClass } from './school'

const m = messages('en').classes
/** Within so long of signing up a teacher has seen what the class believes, ms. */
const FIRST_INSIGHT = 180_000

test('a new teacher sees within three minutes what the class believes, and three presses from the most missed question play the run that refutes it', async ({
  browser,
}) => {
  const [missed, known] = questions()
  const began = Date.now()
  const { teacher, classId, code } = await openClass(browser)
  await teacher.goto(`/en/classes/${classId}`)
  for (let i = 0; i < 2; i++) {
    const learner = await joined(browser, code, `Learner ${i}`)
    // Where the class stands is drawn anew while its teacher looks, by nobody's press.
    await expect(teacher.locator('.heat tbody tr')).toHaveCount(i + 1)
    await answer(learner, missed.item, missed.wrong)
    await expect(teacher.locator('.class-misconceptions li').first()).toContainText(`${i + 1} of ${i + 1}`)
    await answer(learner, known, known.options.find(({ correct }) => correct)?.id ?? '')
    await learner.context().close()
  }
  const believed = teacher.locator('.class-misconceptions li').first()
  await expect(believed).toContainText('2 of 2')
  expect(Date.now() - began).toBeLessThan(FIRST_INSIGHT)

  // Which question is most missed: the first of the list by difficulty.
  await teacher.goto(`/en/classes/${classId}/items`)
  await teacher.getByRole('link', { name: m.difficulty }).click()
  const first = teacher.locator('.item-list tbody a').first()
  await expect(first).toHaveAttribute('href', new RegExp(`/items/${missed.item.id}$`))
  let presses = 0
  const press = async (what: Locator) => {
    presses++
    await what.click()
  }
  await press(first)
  await teacher.waitForURL(`**/items/${missed.item.id}`)
  await press(teacher.locator('.class-misconceptions a').first())
  await teacher.waitForURL('**/misconceptions/**')
  await takenOver(teacher, '.scene-run button')
  await press(teacher.locator('.scene-run button').first())
  await expect(teacher.locator('.scene-box')).toBeVisible()
  expect(presses).toBe(3)
  await teacher.context().close()
})

/** A question of which a wrong option shows a misconception that a run refutes, and another one. */
function questions(): [{ item: ChoiceItem; wrong: string }, ChoiceItem] {
  for (const [id, items] of revealers())
    for (const { itemId, scene } of items) {
      const item = loadItem(itemId)
      if (!scene || item?.kind !== 'choice') continue
      const wrong = item.options.find(({ misconception }) => misconception?.id === id)?.id
      const other = itemsOf(item.lesson).find((one) => one.kind === 'choice' && one.id !== itemId)
      if (wrong !== undefined && other?.kind === 'choice') return [{ item, wrong }, other]
    }
  throw new Error('some question of the course has a run that refutes a wrong answer')
}

async function joined(browser: Browser, code: string, name: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  await page.goto(`/en/join/${code}`)
  await takenOver(page, '#join-name')
  await page.locator('#join-name').fill(name)
  await page.getByRole('button', { name: m.join }).click()
  await page.waitForURL('**/en/classes/*-*')
  return page
}

/** Sends the choice of an option as the question's page does. */
async function answer(page: Page, item: ChoiceItem, option: string): Promise<void> {
  const { id: itemId, hash, seed } = publicItem(item, 'en', 1)
  const response = await page.request.post('/api/responses', {
    headers: { origin: new URL(page.url()).origin },
    data: {
      ...{ id: randomUUID(), attemptId: randomUUID(), itemId, hash, seed, locale: 'en' },
      answer: { kind: 'choice', option },
    },
  })
  expect(await response.json(), itemId).toMatchObject({ ok: true })
}
