import { expect, type Page, test } from '@playwright/test'
import { catalog, catalogLesson } from '../lib/content/catalog'
import { learningPaths } from '../lib/content/path'
import { readItemFile } from '../lib/content/quiz-file'
import { messages } from '../lib/i18n/messages'
import { violations } from './axe'

const LESSON = 'copy-on-write'
const m = messages('ko')

/** Answers the check of the lesson, each item right or wrong as it is said. */
async function answerCheck(page: Page, right: readonly boolean[]): Promise<void> {
  const { items } = readItemFile('content', LESSON)
  for (const [i, id] of (catalogLesson(LESSON)?.check ?? []).entries()) {
    const item = items.find((one) => one.id === id) as unknown as {
      options: { text: { ko: string }; correct?: boolean }[]
    }
    const option = item.options.find(({ correct = false }) => correct === right[i])
    await page
      .locator('.item')
      .getByText(option?.text.ko.replaceAll('`', '') ?? '', { exact: true })
      .click()
    await page.getByRole('button', { name: m.quiz.submit }).click()
    // What is said of it comes with the way on.
    await expect(page.locator('.verdict-title')).toBeVisible()
    const next = page.getByRole('button', { name: m.quiz.next })
    if (await next.isVisible()) await next.click()
  }
}

test('who knows a lesson shows it by a check: it is known on the map and done in the plan', async ({
  browser,
  viewport,
}) => {
  const context = await browser.newContext({ viewport, bypassCSP: true })
  const page = await context.newPage()
  await page.goto(`/ko/learn/${LESSON}`)
  await page.getByRole('link', { name: m.known.link }).click()
  await expect(page.locator('.known .continue')).toContainText(
    m.known.state.replace('{total}', '4').replace('{n}', '0'),
  )
  expect(await violations(page, 'a check of a lesson')).toEqual([])
  await answerCheck(page, [true, true, false, true])
  await expect(page.locator('.known .continue b')).toHaveText(m.known.known)
  const slugs = catalog().lessons.map(({ slug }) => slug)
  await expect(page.locator('.known .continue .button')).toHaveAttribute(
    'href',
    `/ko/learn/${slugs[slugs.indexOf(LESSON) + 1]}`,
  )
  await page.goto('/ko/map')
  const row = page.locator('.mastery-map li li', { hasText: catalogLesson(LESSON)?.title.ko ?? '' })
  await expect(row.locator('.mastery-known')).toBeVisible()
  await page.goto(`/ko/paths/${learningPaths()[0]?.id}`)
  await expect(page.locator(`.path-steps li[data-done] a[href*="/learn/${LESSON}"]`).first()).toBeVisible()
  await context.close()
})

test('who does not know it is told what to read', async ({ browser, viewport }) => {
  const context = await browser.newContext({ viewport })
  const page = await context.newPage()
  await page.goto(`/ko/learn/${LESSON}/known`)
  await answerCheck(page, [false, true, false, true])
  await expect(page.locator('.known .continue b')).toHaveText(m.known.read)
  const toRead = page.locator('.known .continue li a')
  await expect(toRead).toHaveCount(2)
  await toRead.first().click()
  await page.waitForURL(`**/ko/learn/${LESSON}#*`)
  await page.goto('/ko/map')
  await expect(page.locator('.mastery-known')).toHaveCount(0)
  await context.close()
})
