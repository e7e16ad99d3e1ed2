import { randomUUID } from 'node:crypto'
import { expect, type Page, test } from '@playwright/test'
import { loadItem } from '../lib/content/quiz'
import { messages } from '../lib/i18n/messages'
import type { ChoiceItem } from '../lib/quiz/item'
import { violations } from './axe'
import { query } from './database'
import { writeProgram } from './editor'
import { choose, takenOver } from './page'
import { tagsOf } from './width'

test.use({ serviceWorkers: 'allow' })

const ITEM = 'thread-private-state.which-own'

for (const locale of ['ko', 'en'] as const)
  test(`without a network an opened lesson is there, and an answer is stored once when it is back, ${locale}`, {
    tag: tagsOf(locale),
  }, async ({ browser, viewport }) => {
    const { quiz: words, shell } = messages(locale)
    const context = await browser.newContext({ viewport, bypassCSP: true })
    const page = await context.newPage()
    await page.goto(`/${locale}/learn/threads`)
    await kept(page)

    await context.setOffline(true)
    await page.reload()
    const item = page.locator('.item').first()
    await takenOver(page, '.item input')
    const { options } = loadItem(ITEM) as ChoiceItem
    const right = options.find((option) => option.correct)?.text[locale] ?? ''
    const option = item.getByRole('radio', { name: new RegExp(`^(?:\\d )?${right}$`) })
    await choose(option)
    await item.getByRole('button', { name: words.submit }).click()
    await expect(item.getByRole('button', { name: words.queued })).toBeVisible()
    const count = page.locator('.header-kept')
    await expect(count).toContainText(
      shell.kept.replace('{n|answer|answers}', 'answer').replaceAll('{n}', '1'),
    )
    expect(await violations(page, 'an answer that waits', 'header, .item')).toEqual([])
    // The browser is closed and opened again.
    await page.close()
    const later = await context.newPage()
    await later.goto(`/${locale}/learn/threads`)
    await expect(later.locator('.header-kept')).toBeVisible()

    const stored = later.waitForResponse(
      (r) => r.url().endsWith('/api/responses') && r.request().method() === 'POST' && r.ok(),
    )
    await context.setOffline(false)
    const { response } = await (await stored).json()
    expect(response).toMatchObject({ itemId: ITEM, earned: 1 })
    await expect(later.locator('.header-kept')).toHaveCount(0)
    const rows = await query<{ held: number }>(
      `SELECT "heldMs" AS held FROM "ItemResponse" WHERE "attemptId" = $1`,
      [response.attemptId],
    )
    expect(rows).toHaveLength(1)
    expect(rows[0]?.held).toBeGreaterThan(0)
    await context.close()
  })

test('the lab runs without a network, and own pages go when somebody signs out', async ({ browser }) => {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto('/en/lab')
  await kept(page)
  await page.goto('/en/review')
  const caches = () => page.evaluate(() => globalThis.caches.keys())
  await expect.poll(caches).toContain('forklore-own')
  await context.setOffline(true)
  await page.goto('/en/lab')
  await expect(page.locator('.cm-content')).toBeVisible({ timeout: 30_000 })
  await writeProgram(page, '#include <stdio.h>\nint main(void) {\n  printf("by itself\\n");\n}\n')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(page.locator('#sim-lab')).toBeVisible({ timeout: 30_000 })
  await context.setOffline(false)

  const m = messages('en').account
  await page.goto('/en/sign-up')
  await page.getByLabel(m.email).fill(`${randomUUID()}@example.org`)
  await page.locator('#password').fill('correct horse 42 staple')
  await page.getByRole('button', { name: m.signUp, exact: true }).click()
  await page.waitForURL((url) => !url.pathname.endsWith('/sign-up'))
  await expect.poll(caches).not.toContain('forklore-own')
  await expect(async () => {
    await page.goto('/en/review')
    expect(await caches()).toContain('forklore-own')
  }).toPass()
  await page.goto('/en/account')
  await page.getByRole('button', { name: m.signOut, exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: m.signOut, exact: true }).click()
  await page.waitForURL(/\/en$/)
  await expect.poll(caches).not.toContain('forklore-own')
  await context.close()
})

for (const locale of ['ko', 'en'] as const)
  test(`without a network the first page is there that was opened, and of one that was not it is said, ${locale}`, {
    tag: tagsOf(locale),
  }, async ({ browser, viewport }) => {
    const { offline: words, quiz } = messages(locale)
    const context = await browser.newContext({ viewport, bypassCSP: true })
    const page = await context.newPage()
    await page.goto(`/${locale}/learn/threads`)
    // It is left before there is a worker, not before its code has run.
    await page.waitForFunction(() => sessionStorage.getItem('forklore.unkept') !== null)
    await page.goto(`/${locale}/learn`)
    await kept(page)
    const first = `/${locale}/learn/threads`
    await expect
      .poll(() => page.evaluate(async (path) => Boolean(await caches.match(path)), first))
      .toBe(true)

    await context.setOffline(true)
    await page.goto(first)
    await takenOver(page, '.item input')
    const item = page.locator('.item').first()
    await choose(item.getByRole('radio').first())
    await item.getByRole('button', { name: quiz.submit }).click()
    // What is to be known and done stands where the answer was sent.
    await item.locator('.quiz-offline').getByRole('button', { name: quiz.next }).click()
    await expect(item.locator('.item-stem')).toBeFocused()

    await page.goto(`/${locale}/account`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.title)
    await expect(page.locator(`.page-notice a[href="${first}"]`)).toBeVisible()
    expect(await violations(page, 'a page that is not on the device')).toEqual([])
    await context.setOffline(false)
    await page.getByRole('button', { name: words.retry }).click()
    await expect(page.locator('.state-row').first()).toBeVisible()
    await context.close()
  })

/** Until the worker has this page and every file of its version. */
async function kept(page: Page): Promise<void> {
  const isThere = () =>
    page.evaluate(async () => {
      const { active } = await navigator.serviceWorker.ready
      const files = await caches.open('forklore-files')
      return (
        active !== null && (await files.keys()).length > 50 && Boolean(await caches.match(location.pathname))
      )
    })
  await expect.poll(isThere, { timeout: 120_000 }).toBe(true)
}
