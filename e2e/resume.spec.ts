import { expect, test } from '@playwright/test'
import { catalog } from '../lib/content/catalog'
import { learningPaths } from '../lib/content/path'
import { messages } from '../lib/i18n/messages'
import { choose, LOCALES } from './page'
import { formOf } from './question'
import { atOne, tagsOf } from './width'

const LESSON = '/en/learn/threads'
const SECTION = 'own-and-shared'

test('who comes back goes on at the passage where they stopped', { tag: atOne('wide') }, async ({ page }) => {
  await page.goto(LESSON)
  // Looking makes nobody a guest; something that was done does.
  await page.evaluate(async () => {
    const body = JSON.stringify({ section: 'several-flows', done: true, locale: 'en' })
    await fetch('/api/sections', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  })
  await page.reload()
  const last = page.locator(`[data-section=${SECTION}] p:not(.on-way)`).last()
  await last.evaluate((one) => one.scrollIntoView({ block: 'start' }))
  await expect(page.locator('.rail a[aria-current=step]')).toHaveAttribute('href', `#${SECTION}`)
  // A shorter look is not remembered.
  await page.waitForTimeout(11_000)
  await page.mouse.wheel(0, 2)
  await page.goto('/en/learn')
  const goOn = page.locator('.continue a')
  await expect(goOn).toHaveAttribute('href', new RegExp(`^${LESSON}#${SECTION}~\\d+$`))
  await goOn.click()
  await expect(last).toBeInViewport()
})

for (const locale of LOCALES)
  test(
    `who only looks back at where they stopped is led there again, ${locale}`,
    {
      tag: tagsOf(locale),
    },
    async ({ page }, info) => {
      const m = messages(locale)
      const [lesson] = catalog().lessons
      await page.goto(`/${locale}/learn/${lesson!.slug}`)
      const quiz = page.locator('.quiz')
      await quiz.scrollIntoViewIfNeeded()
      const id = await quiz.locator('xpath=ancestor::*[@data-section]').getAttribute('data-section')
      const name = lesson!.sections.find((one) => one.id === id)!.title[locale]
      await choose((await formOf(quiz.locator('form').first())).getByRole('radio').first())
      await quiz.getByRole('button', { name: m.quiz.submit }).click()
      await expect(quiz.locator('.verdict-title')).toBeVisible()
      const lead = m.today.continueLead(name)
      for (let turn = 0; turn < 2; turn++) {
        // Up to the name of the product, which leads away.
        await page.evaluate(() => window.scrollTo(0, 0))
        await page.waitForTimeout(2500)
        await page.goto(`/${locale}`)
        await page.waitForURL(`**/${locale}/today`)
        await expect(page.locator('.today-lead')).toContainText(lead)
        await info.attach(`home ${turn}`, { body: await page.screenshot(), contentType: 'image/png' })
        await page.locator('.today-next .button').click()
        await expect(page.locator('.quiz .item-stem')).toBeInViewport()
        // The first question was answered: the next one is asked.
        await expect(page.locator('.quiz-dot[aria-current=step]')).toHaveText('2')
        await page.waitForTimeout(2500)
      }
    },
  )

for (const locale of LOCALES)
  test(`a lesson that is opened by itself asks its first open question, and loaded again the one that was just answered, ${locale}`, {
    tag: tagsOf(locale),
  }, async ({ page }) => {
    const m = messages(locale).quiz
    const [lesson] = catalog().lessons
    const address = `/${locale}/learn/${lesson!.slug}`
    const now = page.locator('.quiz-dot[aria-current=step]')
    await page.goto(address)
    const quiz = page.locator('.quiz')
    await choose((await formOf(quiz.locator('form').first())).getByRole('radio').first())
    await quiz.getByRole('button', { name: m.submit }).click()
    await expect(quiz.locator('.verdict-title')).toBeVisible()
    await page.reload()
    await expect(now).toHaveText('1')
    await expect(quiz.locator('.verdict-title')).toBeVisible()

    await page.goto(address)
    await expect(now).toHaveText('2')
    // By the tab of the section that asks, too.
    const section = await quiz.locator('xpath=ancestor::*[@data-section]').getAttribute('data-section')
    await page.locator(`.rail a[href="#${section}"]`).click()
    await expect(now).toHaveText('2')
    await expect(quiz.locator('.item-stem')).toBeVisible()
  })

for (const locale of LOCALES)
  test(
    `who has only read along a plan finds it on the front page, ${locale}`,
    {
      tag: tagsOf(locale),
    },
    async ({ page }, info) => {
      const [path] = learningPaths()
      await page.goto(`/${locale}/paths/${path!.id}`)
      await page.locator('.path-state .button').click()
      await page.waitForURL(`**/${locale}/learn/**path=${path!.id}**`)
      await page.goto(`/${locale}`)
      const start = page.locator('.hero .button-primary, main .button-large').first()
      await expect(start).toContainText(path!.title[locale])
      await expect(start).toHaveAttribute('href', new RegExp(`path=${path!.id}`))
      await info.attach('front page', { body: await page.screenshot(), contentType: 'image/png' })
    },
  )
