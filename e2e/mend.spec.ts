/** A program is mended: three mends that only seem to be one, each refused with its own reason, and one that holds. */
import { expect, type Page, test } from '@playwright/test'
import { loadItem } from '../lib/content/quiz'
import { readItemFile } from '../lib/content/quiz-file'
import { messages } from '../lib/i18n/messages'
import type { ItemOf } from '../lib/quiz/item'
import { writeProgram } from './editor'
import type { Locale } from './page'
import { faultsOfItem, openItem } from './question'
import { tagsOf } from './width'

const LESSON = 'race-and-mutex'
const item = loadItem('mutex.mend-two-writers') as ItemOf<'mend'>

/** The refused mends as their author wrote them, with what is said of each. */
type Refused = { readonly source: string; readonly feedback: Readonly<Record<Locale, string>> }
const { items } = readItemFile('content', LESSON)
const written = items.find(({ id }) => id === item.id) as unknown as { readonly refused: readonly Refused[] }

/** Exploring takes a moment, and longer where others wait for the same thread. */
const PATIENT = { timeout: 90_000 }

async function open(page: Page, locale: Locale): Promise<void> {
  await openItem(page, locale, LESSON, item.id)
  await expect(page.locator('.mend')).toBeVisible({ timeout: 30_000 })
}

for (const locale of ['ko', 'en'] as const)
  test(`a program is mended until it holds in every order, ${locale}`, { tag: tagsOf(locale) }, async ({
    browser,
    viewport,
    isMobile,
  }) => {
    test.setTimeout(400_000)
    const words = messages(locale).quiz
    const context = await browser.newContext({ bypassCSP: true, viewport, hasTouch: isMobile })
    const page = await context.newPage()
    const found: string[] = []
    await open(page, locale)
    await page.getByRole('button', { name: words.mendEdit }).click()
    await expect(page.locator('.mend .cm-content')).toContainText('count++', { timeout: 30_000 })
    found.push(...(await faultsOfItem(page, 'while it is mended')))
    const title = page.locator('.verdict-title')
    const send = async () => {
      await page.getByRole('button', { name: words.submit }).click()
      await expect(title).toBeVisible()
    }
    const again = () => page.getByRole('button', { name: words.again }).click()

    for (const { source, feedback } of written.refused) {
      await writeProgram(page, source, '.mend')
      await send()
      await expect(title).toContainText(feedback[locale].replaceAll('`', '').slice(0, 20), PATIENT)
      await again()
      // One goes on from what one has.
      await expect(page.locator('.mend .cm-content')).toContainText('main', { timeout: 30_000 })
    }

    // The program as it was: the order that breaks it is played in the simulator, and every way to end is listed.
    await writeProgram(page, item.program.source, '.mend')
    await send()
    const proof = page.locator('.mend-proof')
    await expect(proof.locator('.proof-outcomes li')).toHaveCount(3, PATIENT)
    await expect(proof).toContainText('count = 2')
    await proof.getByRole('button', { name: words.watchBreak }).click()
    await expect(proof.locator('.sim')).toBeVisible({ timeout: 30_000 })
    found.push(...(await faultsOfItem(page, 'what breaks it')))
    await again()

    // What is typed and not sent is there after the page was loaded again.
    await writeProgram(page, item.key.mended, '.mend')
    await open(page, locale)
    await expect(page.locator('.mend .cm-content')).toContainText('pthread_mutex_lock', { timeout: 30_000 })
    await send()
    await expect(page.locator('.verdict-panel-right')).toBeVisible(PATIENT)
    const [before = ''] = words.proofOrders.split('{n}')
    await expect(proof).toContainText(before.trim())
    await expect(proof.locator('.proof-outcomes li')).toHaveCount(1)
    found.push(...(await faultsOfItem(page, 'what holds')))

    await open(page, locale)
    await expect(page.locator('.verdict-panel-right')).toBeVisible({ timeout: 30_000 })
    expect(found).toEqual([])
    await context.close()
  })

test('a page that was closed while its program was explored shows the verdict when it is opened again', async ({
  page,
}) => {
  test.setTimeout(200_000)
  const words = messages('en').quiz
  await open(page, 'en')
  await page.getByRole('button', { name: words.mendEdit }).click()
  await expect(page.locator('.mend .cm-content')).toContainText('count++', { timeout: 30_000 })
  await writeProgram(page, 'int main(void) { return 0 }', '.mend')
  await expect(page.locator('.mend-foot')).toContainText('1', { timeout: 30_000 })
  // What does not compile is said, and no answer is spent on it.
  await page.getByRole('button', { name: words.submit }).click()
  await expect(page.locator('.item-problem')).toContainText(words.notCompiled.split('{n}')[0] ?? '')
  await expect(page.locator('.verdict-title')).toHaveCount(0)
  await writeProgram(page, item.program.source, '.mend')
  const stored = page.waitForResponse(
    (r) => r.url().endsWith('/api/responses') && r.request().method() === 'POST',
  )
  await page.getByRole('button', { name: words.submit }).click()
  expect((await (await stored).json()).response).toMatchObject({ state: 'exploring', feedback: null })
  await page.goto('about:blank')
  await open(page, 'en')
  await expect(page.locator('.verdict-title')).toContainText(words.wrong, PATIENT)
  await expect(page.locator('.mend-proof .proof-outcomes li')).toHaveCount(3)
})
