/** A question on its lesson's page. */
import type { Page } from '@playwright/test'
import { readItemFile } from '../lib/content/quiz-file'
import { messages } from '../lib/i18n/messages'
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
}

/** What is wrong with the question as it is shown. The bar at the top of the window lies over what is scrolled under it. */
export async function faultsOfItem(page: Page, where: string): Promise<string[]> {
  await page.locator('.quiz-bar').evaluate((bar) => bar.scrollIntoView({ block: 'center' }))
  const isWide = await page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  )
  return [...(isWide ? [`${where}: wider than the window`] : []), ...(await violations(page, where, '.quiz'))]
}
