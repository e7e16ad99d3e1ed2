import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { fill } from '../app/_ui/fill'
import { messages } from '../lib/i18n/messages'
import { violations } from './axe'
import { query } from './database'
import { choose, type Locale, takenOver } from './page'
import { tagsOf } from './width'

const PASSWORD = 'correct horse 42 staple'

for (const locale of ['ko', 'en'] as const) {
  const m = messages(locale).account

  test(`a session elsewhere is seen and ended, and the address changes by the password, ${locale}`, {
    tag: tagsOf(locale),
  }, async ({ browser, viewport }) => {
    const email = `account-${randomUUID()}@example.org`
    const here = await pageOf(browser, viewport)
    await enter(here, locale, 'sign-up', email, m.signUp)
    const there = await pageOf(browser, viewport)
    await enter(there, locale, 'sign-in', email, m.signIn)

    await here.goto(`/${locale}/account`)
    const rows = here.locator('.account-sessions > li')
    await expect(rows).toHaveCount(2)
    await expect(rows.first()).toContainText(m.sessionHere)
    expect(await violations(here, 'the account')).toEqual([])
    const width = await here.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(width).toBeLessThanOrEqual(0)
    // By keys alone.
    await rows.nth(1).getByRole('button', { name: m.sessionEnd }).press('Enter')
    const dialog = here.getByRole('dialog')
    await dialog.getByRole('button', { name: m.sessionEnd, exact: true }).press('Enter')
    await expect(rows).toHaveCount(1)
    await there.goto(`/${locale}/account`)
    await expect(there.getByText(m.nothingTitle)).toBeVisible()

    const next = `account-${randomUUID()}@example.org`
    await here.getByLabel(m.emailNew).fill(next)
    await here.locator('#email-current').fill(`not ${PASSWORD}`)
    await here.getByRole('button', { name: m.emailSave }).click()
    await expect(here.getByText(m.errors['wrong-current'])).toBeVisible()
    await here.locator('#email-current').fill(PASSWORD)
    await here.getByRole('button', { name: m.emailSave }).click()
    await expect(here.getByText(m.emailChanged)).toBeVisible()
    await expect(here.locator('.page-lead')).toContainText(next)
    await enter(there, locale, 'sign-in', next, m.signIn)
    await there.goto(`/${locale}/account?change=nothing`)
    await expect(there.getByText(m.errors['link-unknown'])).toBeVisible()
    for (const page of [here, there]) await page.context().close()
  })

  test(`a learning platform that signs in here is listed, and untied once it is meant, ${locale}`, {
    tag: tagsOf(locale),
  }, async ({ browser, viewport }) => {
    const email = `account-${randomUUID()}@example.org`
    const page = await pageOf(browser, viewport)
    await enter(page, locale, 'sign-up', email, m.signUp)
    const issuer = `https://${randomUUID()}.example.org`
    await query(
      `INSERT INTO "LtiPlatform" ("id", "name", "issuer", "clientId", "authUrl", "tokenUrl", "keysUrl", "deployments")
       VALUES ($1, 'Campus LMS', $2, '1', '', '', '', '{}')`,
      [randomUUID(), issuer],
    )
    await query(
      `INSERT INTO "Account" ("userId", "type", "provider", "providerAccountId")
       SELECT "id", 'lti', $2, 'somebody' FROM "User" WHERE "email" = $1`,
      [email, `lti:${issuer}`],
    )
    await page.goto(`/${locale}/account`)
    const row = page.locator('.account-sessions > li').filter({ hasText: issuer })
    await expect(row).toContainText('Campus LMS')
    expect(await violations(page, 'the account')).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    )
    // By keys alone, and not before it is said again.
    const dialog = page.getByRole('dialog')
    const open = row.getByRole('button', { name: m.untie })
    await open.press('Enter')
    await expect(dialog).toContainText(fill(m.untieBody, { platform: 'Campus LMS' }))
    await dialog.getByRole('button', { name: m.cancel }).press('Enter')
    await expect(row).toHaveCount(1)
    await open.press('Enter')
    await dialog.getByRole('button', { name: m.untie, exact: true }).press('Enter')
    await expect(page.getByRole('heading', { name: m.tiesTitle })).toHaveCount(0)
    expect(await query(`SELECT 1 FROM "Account" WHERE "provider" = $1`, [`lti:${issuer}`])).toEqual([])
    await page.context().close()
  })

  test(`a file that was exported comes to another account, and says what it did, ${locale}`, {
    tag: tagsOf(locale),
  }, async ({ browser, viewport }) => {
    const old = await pageOf(browser, viewport)
    await old.goto(`/${locale}/learn/threads`)
    const item = old.locator('.item').first()
    await takenOver(old, '.item input')
    await choose(item.getByRole('radio').first())
    await item.getByRole('button', { name: messages(locale).quiz.submit }).click()
    await expect(old.locator('.item-answered')).toBeVisible()
    await old.goto(`/${locale}/account`)
    const [download] = await Promise.all([
      old.waitForEvent('download'),
      old.getByRole('link', { name: m.export }).click(),
    ])
    const text = await readFile(await download.path(), 'utf8')
    const [answer] = JSON.parse(text).responses
    // As another installation would have it, which has none of these ids; and one answer that nobody can have given.
    const foreign = text.replaceAll(answer.id, randomUUID()).replaceAll(answer.attemptId, randomUUID())
    const file = JSON.parse(foreign)
    file.responses.push({ ...file.responses[0], id: randomUUID(), itemId: 'none.at-all' })

    const now = await pageOf(browser, viewport)
    await enter(now, locale, 'sign-up', `account-${randomUUID()}@example.org`, m.signUp)
    await now.goto(`/${locale}/account`)
    const bring = (content: string) =>
      now
        .locator('.account-import input')
        .setInputFiles({ name: 'forklore.json', mimeType: 'application/json', buffer: Buffer.from(content) })
    await bring('{"responses": [')
    await expect(now.getByText(m.importNone)).toBeVisible()
    await bring(JSON.stringify(file, null, 2))
    const left = now.locator('.account-left li')
    await expect(left).toHaveCount(1)
    await expect(left).toContainText(m.importLeft.unknown)
    await expect(left).toContainText(/\d/)
    expect(await violations(now, 'an import')).toEqual([])
    await now.goto(`/${locale}/learn/threads`)
    // What came is behind its number; the one after it is asked.
    await expect(now.locator('.quiz-dot[aria-current=step]')).toHaveText('2')
    await now.locator('.quiz-dot').first().click()
    await expect(now.locator('.item-answered')).toBeVisible()
    for (const page of [old, now]) await page.context().close()
  })
}

async function pageOf(browser: Browser, viewport: ReturnType<Page['viewportSize']>) {
  const context = await browser.newContext({ viewport, bypassCSP: true })
  return context.newPage()
}

async function enter(page: Page, locale: Locale, way: 'sign-in' | 'sign-up', email: string, label: string) {
  await page.goto(`/${locale}/${way}`)
  await page.locator('#email').fill(email)
  await page.locator('#password').fill(PASSWORD)
  await page.getByRole('button', { name: label, exact: true }).click()
  await page.waitForURL(`**/${locale}/today**`)
}
