import { expect, type Page, test } from '@playwright/test'
import { type LearningPath, learningPaths } from '../lib/content/path'
import { messages } from '../lib/i18n/messages'
import { dayOf } from '../lib/progress/day'
import { violations } from './axe'
import { LOCALES, type Locale, takenOver } from './page'
import { atOne, tagsOf } from './width'

for (const locale of LOCALES)
  for (const path of learningPaths())
    test(`whoever has time for ${path.id} finds it on the front page and goes along it to its end, ${locale}`, {
      tag: tagsOf(locale),
    }, async ({ page }) => {
      const m = messages(locale).path
      await page.goto(`/${locale}`)
      await page
        .locator('.ways-line')
        .getByRole('link', { name: path.title[locale].split(':', 1)[0]! })
        .click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(path.title[locale])
      await expect(page.locator('.path-steps > li')).toHaveCount(path.steps.length + 1)
      const start = page.locator('.path-state .button')
      await expect(start).toContainText(m.next)
      await start.click()
      await goAlong(page, path, locale)
      await expect(page.locator('.card-list > li')).toHaveCount(path.practice.cards.length)
      await page.getByRole('button', { name: m.allCards }).click()
      await expect.poll(() => page.locator('.card-list > li').count()).toBeGreaterThan(70)
    })

/** From the first lesson of a way, by what each lesson leads on to along the way, not along the course; then from the last one
 *  to the questions that the way ends with. */
async function goAlong(page: Page, { id, steps }: LearningPath, locale: Locale): Promise<void> {
  const open = (lesson: string) => page.waitForURL(`**/${locale}/learn/${lesson}?path=${id}*`)
  const [first, second, third] = steps.map(({ lesson }) => lesson)
  await open(first!)
  for (const lesson of [second, third]) {
    await page.locator(`.lesson-neighbours .lesson-next[href*="path=${id}"]`).click()
    await open(lesson!)
  }
  await page.goto(`/${locale}/learn/${steps.at(-1)!.lesson}?path=${id}`)
  await page.locator(`.lesson-neighbours .lesson-next[href*="path=${id}"]`).click()
  await page.waitForURL(`**/${locale}/interview?path=${id}`)
}

test('a plan with a date lays what is left over the days that are left, and keeps the date', {
  tag: atOne('phone'),
}, async ({ browser, viewport }) => {
  const m = messages('ko').path
  const context = await browser.newContext({ viewport, bypassCSP: true })
  const page = await context.newPage()
  await page.goto('/ko')
  await page.locator('.ways a').last().click()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  const days = page.locator('.path-day:not(:empty)')
  await expect(days.first()).toHaveText(m.day.replace('{n}', '1'))
  await takenOver(page, '#path-date')
  // One day is left: everything is for today.
  await page.getByLabel(m.date).fill('2020-01-01')
  await expect(days).toHaveText([m.today])
  // So it is on the evening before: nothing is left for the day of the interview.
  const tomorrow = new Date(86_400_000 * (dayOf(new Date()) + 1)).toISOString().slice(0, 10)
  await page.getByLabel(m.date).fill(tomorrow)
  await expect(days).toHaveText([m.today])
  await page.getByLabel(m.date).fill('2099-01-01')
  await expect.poll(() => days.count()).toBeGreaterThan(5)
  await page.reload()
  await expect(page.getByLabel(m.date)).toHaveValue('2099-01-01')
  expect(await violations(page, 'a plan with a date')).toEqual([])
  // The front page knows of it.
  await page.goto('/ko')
  await expect(page.locator('.ways-line .ways-date')).toHaveText('1월 1일까지')
  await context.close()
})
