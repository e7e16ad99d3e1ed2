import { expect, type Page, test } from '@playwright/test'
import { type LearningPath, learningPaths, type PathStep } from '../lib/content/path'
import { readItemFile } from '../lib/content/quiz-file'
import { messages } from '../lib/i18n/messages'
import { dayOf } from '../lib/progress/day'
import { violations } from './axe'
import { choose, LOCALES, type Locale, takenOver } from './page'
import { answerCard, toItem } from './question'
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

for (const locale of LOCALES)
  for (const path of learningPaths())
    test(
      `who walks ${path.id} for a day is led from the front page to a step, back to the plan, on, and to the questions, ${locale}`,
      {
        tag: tagsOf(locale),
      },
      async ({ browser, viewport }, info) => {
        const m = messages(locale)
        const context = await browser.newContext({ viewport, bypassCSP: true })
        const page = await context.newPage()
        const shot = async (name: string) =>
          info.attach(name, { body: await page.screenshot(), contentType: 'image/png' })
        const [first, second] = path.steps
        const place = (n: number) => m.path.step(n, path.steps.length + 1)
        const onWay = (selector: string) => page.locator(`${selector}[data-on-way]`)

        await page.goto(`/${locale}`)
        await shot('front page')
        await linkTo(page, path, locale).click()
        await takenOver(page, '#path-date')
        const day = new Date(86_400_000 * (dayOf(new Date()) + path.days)).toISOString().slice(0, 10)
        await page.getByLabel(m.path.date).fill(day)
        await expect(page.locator('.path-day:not(:empty)').first()).toHaveText(m.path.today)
        await shot('plan')
        await page.locator('.path-state .button').click()

        await page.waitForURL(`**/learn/${first!.lesson}?path=${path.id}*`)
        await expect(onWay('.way-line')).toContainText(place(1))
        await shot('lesson')
        expect(await violations(page, 'a lesson on a way', '.lesson-lead')).toEqual([])
        const item = choiceOf(first!)
        await toItem(page, locale, first!.lesson, item)
        await choose(page.locator('.item').getByRole('radio').first())
        await page.locator('.item').getByRole('button', { name: m.quiz.submit }).click()
        await expect(page.locator('.item-answered')).toBeVisible()
        await onWay('.way-line').getByRole('link', { name: path.title[locale] }).click()

        const rows = page.locator('.path-steps > li')
        const begun = m.path.answered.replace('{n}', '1').replace('{of}', String(first!.itemIds.length))
        await expect(rows.first()).toContainText(begun)
        await shot('plan begun')
        await page.goto(`/${locale}`)
        await page.waitForURL(`**/${locale}/today`)
        await expect(page.locator('.today-over')).toContainText(place(1))
        await expect(page.locator('.ways-walked')).toBeVisible()
        await shot('home')
        // The course names the same.
        const href = await page.locator('.today-go .button').getAttribute('href')
        await page.goto(`/${locale}/learn`)
        await expect(page.locator('.continue a')).toHaveAttribute('href', href!)
        await page.locator('.continue a').click()
        await page.waitForURL(`**/learn/${first!.lesson}?path=${path.id}*`)
        await onWay('.lesson-neighbours').locator('.lesson-next').click()
        await page.waitForURL(`**/learn/${second!.lesson}?path=${path.id}*`)
        await expect(onWay('.way-line')).toContainText(place(2))

        await page.goto(`/${locale}/paths/${path.id}`)
        await rows.last().getByRole('link').click()
        await expect(page.locator('.card-list > li')).toHaveCount(path.practice.cards.length)
        await shot('questions')
        await page.locator('.card-list a').first().click()
        await answerCard(page, locale)
        await expect(page.locator('.rating-status')).toContainText(m.interview.rated)
        await shot('card')
        await onWay('.card-bar').getByRole('link', { name: m.path.backTo }).click()
        await expect(rows.last()).toContainText(
          m.path.answered.replace('{n}', '1').replace('{of}', String(path.practice.cards.length)),
        )
        await context.close()
      },
    )

/** The link of the front page's first view. */
function linkTo(page: Page, path: LearningPath, locale: Locale) {
  return page.locator('.ways-line').getByRole('link', { name: path.title[locale].split(':', 1)[0]! })
}

/** A question of a step that has options. */
function choiceOf({ lesson, itemIds }: PathStep): string {
  const { items } = readItemFile('content', lesson)
  const item = items.find(({ id, kind }) => kind === 'choice' && itemIds.includes(id))
  if (!item) throw new Error(`no question of ${lesson} has options`)
  return item.id
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
  // Home is a page that knows of it from now on.
  await page.goto('/ko')
  await page.waitForURL('**/ko/today')
  await expect(page.locator('.ways-walked')).toContainText('1월 1일')
  await context.close()
})
