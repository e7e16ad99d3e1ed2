import { expect, test } from '@playwright/test'
import { fill } from '../app/_ui/fill'
import { loadCard } from '../lib/content/card'
import { messages } from '../lib/i18n/messages'
import { dayOf } from '../lib/progress/day'
import { planCookie } from '../lib/progress/kept-plan'
import { timeOfReview } from '../lib/progress/review-time'
import { violations } from './axe'
import { query, waitDays } from './database'
import { choose, windowOf } from './page'
import { answerCard, answerWrongly, give } from './question'
import { school } from './school'
import { tagsOf } from './width'

for (const locale of ['ko', 'en'] as const)
  test(`whoever has begun finds at home what comes next and why, and how well what is known, ${locale}`, {
    tag: tagsOf(locale),
  }, async ({ browser, viewport }) => {
    const m = messages(locale)
    const context = await windowOf(browser, school(), 'learner', { viewport, bypassCSP: true })
    const page = await context.newPage()
    await page.goto(`/${locale}`)
    await page.waitForURL(`**/${locale}/today`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.locator('.today-lead')).not.toBeEmpty()
    // A lesson opens to its concepts, each with its number and the interval around it.
    await page
      .locator('.mastery-map summary', { has: page.locator('.mastery-tick') })
      .first()
      .click()
    await expect(page.locator('.mastery-rows small', { hasText: /^\d+ \d+–\d+ · / }).first()).toBeVisible()
    await page.getByText(m.today.how).click()
    expect(await violations(page, 'a home with a lesson opened')).toEqual([])
    await page.locator('.today-next .button').click()
    await page.waitForURL(`**/${locale}/learn/**`)
    await context.close()
  })

/** What was answered before the ten days: two questions, wrongly, and a card. */
const GIVEN = ['zombie.what-runs-out', 'process-vs-thread.card', 'orphan.before-and-after'] as const

for (const locale of ['ko', 'en'] as const)
  test(
    `who comes back after ten days goes from the front page to what is due, and through it to its end, ${locale}`,
    {
      tag: tagsOf(locale),
    },
    async ({ browser, baseURL, viewport }, info) => {
      const m = messages(locale)
      const context = await browser.newContext({ viewport, bypassCSP: true })
      const page = await context.newPage()
      const shot = async (name: string) =>
        info.attach(name, { body: await page.screenshot(), contentType: 'image/png' })
      await page.goto(`/${locale}`)
      await expect(page.locator('.hero-title')).toBeVisible()
      for (const id of GIVEN) await give(page, baseURL ?? '', id)
      const me = await (await page.request.get('/api/me')).json()
      await waitDays(me.viewer.id, 10)

      await page.goto(`/${locale}`)
      await page.waitForURL(`**/${locale}/today`)
      const reviews = page.getByRole('heading', { name: m.today.review })
      await expect(reviews).toContainText(String(GIVEN.length))
      // What is due, for how long, how long it takes with what follows a card, and one button.
      const took = GIVEN.map((id) => ({
        took: 20_000,
        followUps: loadCard(id, locale)?.followUps.length ?? 0,
      }))
      const { minutes, followUps } = timeOfReview(took)!
      expect(followUps).toBeGreaterThan(0)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(
        m.today.reviewTitle(m.today.reviewBody(2, 1)),
      )
      await expect(page.locator('.today-lead')).toHaveText(
        new RegExp(`^${m.today.reviewLate(9)} ${m.today.reviewTime(minutes, followUps)}$`),
      )
      await expect(page.locator('main .button')).toHaveCount(1)
      await expect(page.locator('main .button')).toHaveText(m.today.reviewStart)
      await shot('home after ten days')
      const said = await page.getByRole('heading', { level: 1 }).innerText()
      const reason = await page.locator('.today-lead').innerText()
      expect(await violations(page, 'home after ten days', '.today-next')).toEqual([])
      // A plan says what is due, too.
      await page.goto(`/${locale}/paths/one-evening`)
      const plan = page.locator('.path-due')
      await expect(plan).toContainText(fill(m.path.dueFirst, { n: GIVEN.length }))
      expect(await violations(page, 'a plan with reviews due', '.path-state')).toEqual([])
      await plan.getByRole('link').click()
      await page.waitForURL(`**/${locale}/review`)
      // The course says the same as home, with the same reason.
      await page.goto(`/${locale}/learn`)
      await expect(page.locator('.continue b')).toHaveText(said)
      await expect(page.locator('.continue p').last()).toHaveText(reason)
      await shot('the course after ten days')
      await page.locator('.continue a').click()
      await page.waitForURL(`**/${locale}/review`)
      const head = page.locator('#queue')
      const left = (n: number) => m.review.today.replace('{n}', String(n))
      await expect(head).toHaveText(left(GIVEN.length))
      await shot('review')
      for (let turn = 1; !(await page.locator('.review-done').isVisible()); turn++) {
        expect(turn, 'each once, and once more what was wrong').toBeLessThanOrEqual(GIVEN.length + 2)
        if (await page.locator('.review-ask .card').isVisible()) await answerCard(page, locale)
        else await answerWrongly(page, locale)
        await expect(page.locator('.review-foot p')).toBeVisible()
        // What is asked once more is still to do.
        const isOpen = page.locator('.review-dot-open')
        await expect(async () => expect(await head.innerText()).toBe(left(await isOpen.count()))).toPass()
        await expect(page.getByText(m.quiz.againNote)).toHaveCount(0)
        await page.locator('.review-foot').getByRole('button').click()
      }
      await expect(page.getByRole('heading', { name: m.review.done })).toBeFocused()
      // The page knows by then when it all comes back.
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(m.review.none)
      const none = m.review.comingLead.replace('{tomorrow}', '0').replace('{week}', '0')
      await expect(page.locator('.coming-lead')).not.toContainText(none)
      await shot('done')
      const after = await page.locator('.review-done .button').getAttribute('href')
      await page.goto(`/${locale}`)
      await page.waitForURL(`**/${locale}/today`)
      await expect(page.getByText(m.today.reviewNone)).toBeVisible()
      await shot('home again')
      // Home, the course and the review that is over lead to the same.
      await expect(page.locator('.today-go .button')).toHaveAttribute('href', after!)
      await page.goto(`/${locale}/learn`)
      await expect(page.locator('.continue a')).toHaveAttribute('href', after!)
      await page.goto(`/${locale}/review`)
      await expect(page.locator('.review-none .button')).toHaveAttribute('href', after!)
      // A card says in its lesson how it went and when it comes back.
      await page.goto(`/${locale}/learn/process-vs-thread`)
      const mark = page.locator('[id="card-process-vs-thread.card"] .card-mark')
      await expect(mark).toContainText(fill(m.interview.lastRated, { level: m.interview.rate3 }))
      await expect(mark).toContainText(m.interview.comesBack.split('{date}')[locale === 'ko' ? 1 : 0]!)
      expect(await violations(page, 'a card that was rated', '.card-main')).toEqual([])
      await shot('a card that was rated')
      await context.close()
    },
  )

test('what is due is counted at home and asked at /review, and a new visitor keeps the front page', async ({
  browser,
}) => {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto('/en')
  await expect(page).toHaveURL(/\/en$/)
  await expect(page.locator('.sim').first()).toBeVisible()
  await page.goto('/en/learn/threads')
  const item = page.locator('.item').first()
  await choose(item.getByRole('radio').first())
  await item.getByRole('button', { name: messages('en').quiz.submit }).click()
  await expect(page.locator('.item-answered')).toBeVisible()
  const me = await (await page.request.get('/api/me')).json()
  await waitDays(me.viewer.id, 40)
  expect(
    await query('SELECT 1 FROM "Review" WHERE "userId" = $1 AND "dueAt" < now()', [me.viewer.id]),
  ).toHaveLength(1)
  await page.goto('/en')
  await expect(page.getByRole('heading', { name: messages('en').today.review })).toContainText('1')
  await page.getByRole('link', { name: messages('en').today.reviewStart }).click()
  await expect(page.locator('.review-queue li')).toHaveCount(1)
  await context.close()
})

test('what a plan asks is asked once more before its day, though the schedule would ask it later', async ({
  browser,
  baseURL,
}) => {
  const m = messages('en')
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto('/en')
  await give(page, baseURL ?? '', 'process-vs-thread.card')
  const me = await (await page.request.get('/api/me')).json()
  await query(
    `UPDATE "Review" SET "lastAt" = now() - interval '5 days', "dueAt" = now() + interval '9 days' WHERE "userId" = $1`,
    [me.viewer.id],
  )
  const dueAt = () => query('SELECT "dueAt" FROM "Review" WHERE "userId" = $1', [me.viewer.id])
  const scheduled = await dueAt()
  await page.goto('/en/review')
  await expect(page.getByRole('heading', { name: m.review.none })).toBeVisible()
  const tomorrow = dayOf(new Date()) + 1
  await context.addCookies([
    {
      name: planCookie('one-evening'),
      value: new Date(86_400_000 * tomorrow).toISOString().slice(0, 10),
      url: baseURL ?? '',
    },
  ])
  const day = new Intl.DateTimeFormat('en', { month: 'long', day: 'numeric', timeZone: 'UTC' })
  await page.goto('/en/review')
  await expect(page.locator('.review-why')).toHaveText(
    m.review.whyPlan.replace('{date}', day.format(86_400_000 * tomorrow)),
  )
  // What is offered changed, and not the schedule.
  expect(await dueAt()).toEqual(scheduled)
  await context.close()
})
