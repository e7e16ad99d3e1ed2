import { expect, test } from '@playwright/test'
import { catalog } from '../lib/content/catalog'
import { messages } from '../lib/i18n/messages'
import { violations } from './axe'
import { query } from './database'
import { atOne } from './width'

test('a guest says what is wrong with an item; without a network what was written stays', {
  tag: atOne('phone'),
}, async ({ browser, viewport }) => {
  const m = messages('ko').quiz
  const context = await browser.newContext({ viewport, bypassCSP: true })
  const page = await context.newPage()
  const lesson = catalog().lessons.find(({ itemIds }) => itemIds.length > 1)!
  await page.goto(`/ko/learn/${lesson.slug}`)
  const report = page.locator('.quiz .report')
  await report.getByText(m.report).click()
  const send = report.getByRole('button', { name: m.reportSend })
  await send.click()
  await expect(report.getByRole('status')).toHaveText(m.reportEmpty)
  const text = `보기가 겹칩니다 ${Date.now()}`
  await report.getByRole('textbox').fill(text)
  await context.setOffline(true)
  await send.click()
  await expect(report.getByRole('status')).toHaveText(m.reportProblem)
  await expect(report.getByRole('textbox')).toHaveValue(text)
  expect(await violations(page, 'a report that could not be sent', '.quiz')).toEqual([])
  await context.setOffline(false)
  await send.click()
  await expect(report.getByRole('status')).toHaveText(m.reportStored)
  await expect(report.getByRole('textbox')).toHaveValue('')
  const rows = await query<{ locale: string }>('SELECT "locale" FROM "Problem" WHERE "text" = $1', [text])
  expect(rows).toEqual([{ locale: 'ko' }])
  await context.close()
})
