import { type Browser, expect, type Page, test } from '@playwright/test'
import { isEveryWay } from '../lib/cli/check/every-way'
import { catalog } from '../lib/content/catalog'
import { itemsOf } from '../lib/content/quiz'
import { messages } from '../lib/i18n/messages'
import { openClass } from './school'

const en = messages('en')
const { live: m } = en
/** Thirty are a class, as `check:long` has it; `live.db.test.ts` has them at once without browsers. */
const LEARNERS = isEveryWay() ? 30 : 10
/** So many pages are opened at once. */
const AT_ONCE = 5

/** A question with options, whose right one stands at `right`. */
const question = catalog()
  .lessons.flatMap(({ slug }) => itemsOf(slug))
  .find((one) => one.kind === 'choice')
const optionCount = question?.kind === 'choice' ? question.options.length : 0

test('browsers answer at once, again after talking, and the screen in front shows how, and how they moved', async ({
  browser,
}) => {
  test.setTimeout(600_000)
  const { teacher, classId, code } = await openClass(browser)
  await teacher.goto(`/en/classes/${classId}/items/${question?.id}`)
  await teacher.getByRole('button', { name: m.ask }).click()
  await teacher.waitForURL('**/live')
  const learners: Page[] = []
  for (let i = 0; i < LEARNERS; i += AT_ONCE)
    learners.push(
      ...(await Promise.all(Array.from({ length: AT_ONCE }, (_, j) => joinLive(browser, code, i + j)))),
    )
  const count = teacher.locator('.live-count')
  await expect(count).toContainText(`0 of ${LEARNERS}`)

  // All of them press at the same moment, some twice: what was pressed last counts.
  const options = (page: Page) => page.locator('.live-option')
  await Promise.all(
    learners.map(async (page, i) => {
      if (i % 7 === 0) await press(page, (i + 1) % optionCount)
      await press(page, i % optionCount)
    }),
  )
  await expect(count).toContainText(`${LEARNERS} of ${LEARNERS}`)
  // Nobody is shown how the others answer while they can.
  await expect(teacher.locator('.live-counts .number')).toHaveCount(0)
  await step(teacher, 'talk')
  const counts = () => teacher.locator('.live-counts .number').allInnerTexts()
  const first = Array.from({ length: optionCount }, (_, option) =>
    String(learners.filter((__, i) => i % optionCount === option).length),
  )
  await expect.poll(counts).toEqual(first)
  // It is closed on every phone.
  for (const page of learners.slice(0, 3)) await expect(options(page).first()).toBeDisabled()

  await step(teacher, 'again')
  for (const page of learners) await expect(options(page).first()).toBeEnabled()
  await Promise.all(learners.map((page) => press(page, 0)))
  await expect(count).toContainText(`${LEARNERS} of ${LEARNERS}`)
  await step(teacher, 'shown')
  await expect.poll(counts).toEqual([String(LEARNERS), ...first.slice(1).map(() => '0')])
  await expect(teacher.locator('.live-counts tr[data-right=true]')).toHaveCount(1)
  await expect(teacher.locator('.live-flow')).toBeVisible()
  // The key is in front, and on no phone.
  await expect(learners[0]!.getByText(m.notes.shown)).toBeVisible()
  await expect(learners[0]!.locator('[data-right]')).toHaveCount(0)

  await teacher.getByRole('button', { name: m.end }).click()
  await expect(learners[0]!.getByText(m.waiting)).toBeVisible()
  await Promise.all([...learners, teacher].map((page) => page.context().close()))
})

/** A guest who joins and opens what is asked. */
async function joinLive(browser: Browser, code: string, i: number): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  const page = await context.newPage()
  await page.goto(`/en/join/${code}`)
  await page.getByLabel(en.classes.displayName).fill(`Learner ${'abcdefghijklmnopqrstuvwxyz'[i % 26]}${i}x`)
  await page.getByRole('button', { name: en.classes.join }).click()
  await page.waitForURL('**/en/classes/*-*')
  await page.getByRole('link', { name: m.toLive }).click()
  await expect(page.locator('.live-option').first()).toBeEnabled()
  return page
}

/** Chooses an option: a press before the page has taken over says nothing to it. */
async function press(page: Page, n: number): Promise<void> {
  const option = page.locator('.live-option').nth(n)
  await expect(async () => {
    await option.click()
    await expect(option).toHaveAttribute('aria-pressed', 'true', { timeout: 2_000 })
  }).toPass()
}

async function step(teacher: Page, to: keyof typeof m.steps): Promise<void> {
  await teacher.locator('.live-steps > .button').filter({ hasText: m.steps[to] }).click()
  await expect(teacher.locator('.live-count')).toContainText(m.steps[to])
}
