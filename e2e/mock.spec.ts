import { expect, test } from '@playwright/test'
import { messages } from '../lib/i18n/messages'
import { violations } from './axe'
import { tagsOf } from './width'

for (const locale of ['ko', 'en'] as const)
  test(`a candidate goes through a mock interview by keys and reads what was missing, ${locale}`, {
    tag: tagsOf(locale),
  }, async ({ browser, viewport }) => {
    test.setTimeout(180_000)
    const m = messages(locale).mock
    const context = await browser.newContext({ viewport, bypassCSP: true })
    const page = await context.newPage()
    await page.goto(`/${locale}/interview`)
    await page.getByRole('main').getByRole('link', { name: m.open }).click()
    await page.waitForURL('**/interview/mock')
    await page.getByRole('button', { name: '10', exact: false }).first().click()
    await page.getByRole('checkbox', { name: m.mayEdit }).uncheck()
    const found = await violations(page, 'an interview that is set up')
    await page.getByRole('button', { name: m.start }).click()

    const words = page.getByLabel(m.yourAnswer)
    for (let i = 0; i < 2; i++) {
      await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
      const question = await page.getByRole('heading', { level: 1 }).innerText()
      await words.fill('fork')
      // What is written cannot be taken back here.
      await words.fill('x')
      await expect(words).toHaveValue('fork')
      found.push(...(await violations(page, `question ${i + 1}`)))
      await page.getByRole('button', { name: m.done }).click()
      await expect(page.locator('.mock-said')).toContainText('fork')
      // The first point by its key, then whether the follow-up asks for what is missing.
      const first = page.getByRole('checkbox').first()
      const wasSaid = await first.isChecked()
      await page.keyboard.press('1')
      await expect(first).toBeChecked({ checked: !wasSaid })
      if (wasSaid) await page.keyboard.press('1')
      found.push(...(await violations(page, `ticks of question ${i + 1}`)))
      await page.getByRole('button', { name: m.toFollowUp }).click()
      await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(question)
      if (i === 0) await page.getByRole('button', { name: m.skip }).click()
      else {
        await words.fill('exec')
        await page.getByRole('button', { name: m.done }).click()
      }
    }

    await page.waitForURL(/\/interview\/mock\/[0-9a-f-]{36}$/)
    await expect(page.getByRole('heading', { level: 1, name: m.reportTitle })).toBeVisible()
    await expect(page.locator('.mock-line li')).toHaveCount(2)
    await expect(page.locator('.mock-each article')).toHaveCount(2)
    await expect(page.locator('.mock-plan li')).toHaveCount(7)
    await expect(page.locator('.mock-pair dd').first()).toHaveText('fork')
    found.push(...(await violations(page, 'a report')))
    expect(found).toEqual([])
    // The answers count for review, and the report is found again.
    await expect(async () => {
      const state = await (await page.request.get('/api/review')).json()
      expect(Object.keys(state.cards)).toHaveLength(2)
    }).toPass()
    await page.getByRole('link', { name: m.sameAgain }).click()
    await page.locator('.mock-earlier summary').click()
    await expect(page.locator('.mock-earlier a')).toHaveCount(1)
    await context.close()
  })

test('an interview that cannot be stored is kept and tried again, and nobody else reads it', async ({
  browser,
}) => {
  const m = messages('en').mock
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto('/en/interview/mock')
  await page.getByRole('button', { name: m.depth0 }).click()
  await page.getByRole('button', { name: m.start }).click()
  await page.getByLabel(m.yourAnswer).fill('a process has an address space of its own')
  await page.getByRole('button', { name: m.pause }).click()
  await expect(page.getByText(m.paused)).toBeVisible()
  await page.getByRole('button', { name: m.resume }).click()
  await page.getByRole('button', { name: m.done }).click()
  await page.getByRole('button', { name: m.nextQuestion }).click()
  // A reload loses neither what was said nor where one was.
  const question = await page.getByRole('heading', { level: 1 }).innerText()
  await page.getByLabel(m.yourAnswer).fill('half an ans')
  await page.reload()
  await page.getByRole('button', { name: m.leftGoOn }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(question)
  await expect(page.getByLabel(m.yourAnswer)).toHaveValue('half an ans')
  await page.route('**/api/mocks', (route) => route.abort(), { times: 1 })
  await page.getByRole('button', { name: m.end }).click()
  await expect(page.getByText(m.sendFailed)).toBeVisible()
  await page.goto('/en/interview/mock')
  await page.getByRole('button', { name: m.leftStore }).click()
  await page.waitForURL(/\/interview\/mock\/[0-9a-f-]{36}$/)
  await expect(page.locator('.mock-line li')).toHaveCount(1)
  const left = await page.context().newPage()
  await left.goto('/en/interview/mock')
  await expect(left.getByRole('button', { name: m.start })).toBeVisible()
  await expect(left.locator('.mock-left')).toHaveCount(0)
  await left.close()
  const stranger = await browser.newContext()
  const response = await (await stranger.newPage()).goto(page.url())
  expect(response?.status()).toBe(404)
  // By a link somebody reads it, and only until it is ended.
  const share = messages('en').mockShare
  await page.getByRole('button', { name: share.open }).click()
  await page.getByRole('dialog').getByRole('button', { name: share.open }).click()
  const address = await page.getByLabel(share.link).inputValue()
  const reader = await stranger.newPage()
  expect((await reader.goto(address))?.status()).toBe(200)
  await expect(reader.locator('.mock-pair dd').first()).toContainText('an address space of its own')
  await expect(reader.getByText(share.seen)).toBeVisible()
  await page.getByRole('button', { name: share.end }).click()
  await page.getByRole('dialog').getByRole('button', { name: share.end }).click()
  await expect(page.getByLabel(share.link)).toHaveCount(0)
  expect((await reader.goto(address))?.status()).toBe(404)
  await stranger.close()
  await context.close()
})
