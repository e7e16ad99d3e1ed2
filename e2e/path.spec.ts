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
      // And its heading counts what it lists.
      const all = await page.locator('.card-list > li').count()
      expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(
        messages(locale).interview.count(all),
      )
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
        // The quiz stands at what the plan asks first.
        await expect(page.locator(`[id="${stemId(first!.itemIds[0]!)}"]`)).toBeAttached()
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
        const heading = () => page.getByRole('heading', { level: 1 }).innerText()
        expect(await heading()).toBe(m.path.cards(path.practice.cards.length))
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

for (const locale of LOCALES)
  test(
    `in a quiz on a plan only its questions come next, and after the last one its next step, by keys too, ${locale}`,
    {
      tag: tagsOf(locale),
    },
    async ({ browser, viewport }, info) => {
      const m = messages(locale)
      const { id, steps } = learningPaths()[0]!
      const { step, next, all } = stepOfSome(steps)
      const asked = step.itemIds
      const lesson = `/${locale}/learn/${step.lesson}?path=${id}`
      const context = await browser.newContext({ viewport, bypassCSP: true })
      const page = await context.newPage()
      const stem = (item: string) => page.locator(`[id="${stemId(item)}"]`)
      const onward = page.locator(`.item-verdict a[href*="/learn/${next.lesson}?path=${id}"]`)
      const answer = async () => {
        await giveSomething(page)
        await page.locator('.item').getByRole('button', { name: m.quiz.submit }).click()
        await expect(page.locator('.item-answered')).toBeVisible()
      }

      // The way to the questions shows the first that the plan asks, in view.
      await page.goto(lesson)
      await page
        .locator(`.way-end[data-on-way] a[href="#${stemId(asked[0]!)}"]`)
        .first()
        .click()
      await expect(stem(asked[0]!)).toBeFocused()
      await expect(stem(asked[0]!)).toBeInViewport()
      for (const [i, item] of asked.entries()) {
        await expect(stem(item)).toBeVisible()
        await expect(page.locator('.item-plan')).toHaveText(
          m.quiz.inPlan.replace('{n}', String(i + 1)).replace('{of}', String(asked.length)),
        )
        await answer()
        if (i === asked.length - 1) break
        await expect(onward).toHaveCount(0)
        const toNext = page.locator('.item-verdict').getByRole('button', { name: m.quiz.next })
        await toNext.focus()
        await page.keyboard.press('Enter')
        // Loaded again, it is where it was.
        if (i === 0) await page.reload()
      }
      await info.attach('the last question', { body: await page.screenshot(), contentType: 'image/png' })
      await expect(page.locator('.quiz-done')).toContainText(m.quiz.planDone)
      await page.reload()
      await expect(onward).toContainText(m.path.step(steps.indexOf(next) + 1, steps.length + 1))
      expect(await violations(page, 'a quiz on a plan', '.quiz')).toEqual([])

      // What the plan does not ask says so, and leads back to it.
      await toItem(page, locale, step.lesson, all.find((item) => !asked.includes(item))!)
      await expect(page.locator('.item-plan')).toHaveText(m.quiz.offPlan)
      await page.goto(lesson)
      await expect(stem(asked.at(-1)!)).toBeAttached()
      await onward.focus()
      await page.keyboard.press('Enter')
      await page.waitForURL(`**/learn/${next.lesson}?path=${id}*`)

      // Without the plan the quiz is as it is for everybody.
      await page.goto(`/${locale}/learn/${step.lesson}`)
      await expect(stem(all[0]!)).toBeAttached()
      await expect(page.locator('.item-plan')).toHaveCount(0)
      await context.close()
    },
  )

/** The place of a question on its page. */
function stemId(item: string): string {
  return `stem-${item}`
}

/** A step that asks some questions of its lesson, of which not the first, each of which has options, and the step after it. */
function stepOfSome(steps: readonly PathStep[]): {
  readonly step: PathStep
  readonly next: PathStep
  readonly all: readonly string[]
} {
  for (const [i, step] of steps.slice(0, -1).entries()) {
    const items = readItemFile('content', step.lesson).items
    const own = items.filter(({ id }) => step.itemIds.includes(id))
    const isChosen = own.every(({ kind }) => kind === 'choice' || kind === 'multi' || kind === 'predict')
    if (own.length > 1 && own.length < items.length && isChosen && items[0] !== own[0])
      return { step, next: steps[i + 1]!, all: items.map(({ id }) => id) }
  }
  throw new Error('no step asks some questions of its lesson alone')
}

/** Chooses or types something. */
async function giveSomething(page: Page): Promise<void> {
  const item = page.locator('.item')
  const kind = await item.getAttribute('data-kind')
  if (kind === 'predict') await item.getByRole('textbox').fill('nothing')
  else await choose(item.locator('.options input').first())
}

test('of two plans home says which one comes first and why, and shows how far both are', {
  tag: atOne('phone'),
}, async ({ browser, viewport }) => {
  const m = messages('en')
  const context = await browser.newContext({ viewport, bypassCSP: true })
  const page = await context.newPage()
  const [evening, week] = learningPaths()
  const inDays = (days: number) =>
    new Date(86_400_000 * (dayOf(new Date()) + days)).toISOString().slice(0, 10)
  for (const [path, days] of [
    [week!, 5],
    [evening!, 9],
  ] as const) {
    await page.goto(`/en/paths/${path.id}`)
    await takenOver(page, '#path-date')
    await page.getByLabel(m.path.date).fill(inDays(days))
    await expect(page.locator('.path-day:not(:empty)').first()).toHaveText(m.path.today)
  }
  await page.goto('/en')
  await page.waitForURL('**/en/today')
  await expect(page.locator('.today-over')).toContainText(week!.title.en)
  await expect(page.locator('.today-lead')).toContainText(m.today.planOfSome)
  await expect(page.locator('.ways-walked')).toHaveCount(2)
  for (const path of [evening!, week!])
    await expect(page.locator('.ways').getByRole('link', { name: path.title.en })).toBeVisible()
  await context.close()
})

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
