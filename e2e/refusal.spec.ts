import { randomUUID } from 'node:crypto'
import { expect, type Locator, type Page, type Route, test } from '@playwright/test'
import pg from 'pg'
import { messages } from '../lib/i18n/messages'
import { required } from './environment'
import { LOCALES } from './page'
import { formOf } from './question'
import { school, signUp } from './school'

/** What only a developer may read. */
const INSIDES = /\bat .+:\d+:\d+|\bError:|node_modules|\.tsx?\b:\d|webpack|turbopack:/i

for (const locale of LOCALES) {
  const { account, classes, quiz } = messages(locale)

  test(`a wrong password and a taken address are said, and what was typed stays, ${locale}`, async ({
    page,
  }) => {
    const { emails, password } = school()
    await page.goto(`/${locale}/sign-in`)
    await page.getByLabel(account.email).fill(emails.learner)
    await page.getByLabel(account.password).fill('not the password')
    await page.getByRole('button', { name: account.signIn, exact: true }).click()
    await isSaid(page, account.errors['wrong-credentials'])
    await keeps(page.getByLabel(account.email), emails.learner)
    await keeps(page.getByLabel(account.password), 'not the password')

    // The same sentence where nobody has the address: it tells nothing about who is here.
    await page.getByLabel(account.email).fill(`nobody-${randomUUID()}@example.com`)
    await page.getByRole('button', { name: account.signIn, exact: true }).click()
    await isSaid(page, account.errors['wrong-credentials'])

    await page.goto(`/${locale}/sign-up`)
    await page.getByLabel(account.email).fill(emails.learner)
    await page.getByLabel(account.password).fill(password)
    await page.getByLabel(account.name).fill('Jiho')
    await page.getByRole('button', { name: account.signUp }).click()
    await isSaid(page, account.errors['email-taken'])
    await keeps(page.getByLabel(account.email), emails.learner)
    await keeps(page.getByLabel(account.password), password)
    await keeps(page.getByLabel(account.name), 'Jiho')
  })

  test(`an unknown and an expired class code are said, and the code stays, ${locale}`, async ({ page }) => {
    const expired = await expiredCode()
    for (const [code, sentence] of [
      ['2222-2222', classes.errors['code-unknown']],
      ['no code at all', classes.errors['code-unknown']],
      [expired, classes.errors['code-expired']],
    ] as const) {
      await page.goto(`/${locale}/classes`)
      await page.getByLabel(classes.code).fill(code)
      await page.getByRole('button', { name: classes.look }).click()
      await isSaid(page, sentence)
      await keeps(page.getByLabel(classes.code), code)
      await page.goto(`/${locale}/join/${encodeURIComponent(code)}`)
      await isSaid(page, sentence)
      await expect(page.getByLabel(classes.code)).toBeVisible()
    }
    // Expired while the page was open: the name that was typed is still there.
    const late = await expiredCode('1 hour')
    await page.goto(`/${locale}/join/${late}`)
    await page.getByLabel(classes.displayName).fill('Jiho Park')
    await query(`UPDATE "Invitation" SET "expiresAt" = now() - interval '1 second' WHERE code = $1`, [late])
    await page.getByRole('button', { name: classes.join }).click()
    await isSaid(page, classes.errors['code-expired'])
    await keeps(page.getByLabel(classes.displayName), 'Jiho Park')
  })

  test(`an item that has changed, or is gone, since the page was opened is said, and the answer stays, ${locale}`, async ({
    page,
  }) => {
    for (const [change, sentence] of [
      [{ hash: '0123456789abcdef' }, quiz.stale],
      [{ itemId: 'ipc-pipe.not-any-more' }, quiz.unknownItem],
    ] as const) {
      const { item, field } = await openPredict(page, locale)
      await field.fill('4 abcd')
      await page.route('**/api/responses', (route) => sendInstead(route, change), { times: 1 })
      await item.getByRole('button', { name: quiz.submit }).click()
      await isSaid(page, sentence)
      await keeps(field, '4 abcd')
      // The way on that the sentence names.
      await item.getByRole('button', { name: quiz.reload }).click()
      await page.waitForLoadState('networkidle')
      await keeps(page.locator('.item').getByRole('textbox'), '4 abcd')
      await page.locator('.item').getByRole('button', { name: quiz.submit }).click()
      await expect(page.locator('.item-answered')).toBeVisible()
      await page.context().clearCookies()
      await page.evaluate(() => localStorage.clear())
    }
  })

  test(`an answer that is too long is said and kept, 1 MB of C too, ${locale}`, async ({ page }) => {
    const megabyte = `int main(void) { ${'x++; '.repeat(210_000)} }`
    let kept = ''
    for (const text of ['x'.repeat(30_000), megabyte]) {
      const { item, field } = await openPredict(page, locale)
      // The draft is back before somebody writes something else.
      await keeps(field, kept)
      kept = text
      await field.fill(text)
      await item.getByRole('button', { name: quiz.submit }).click()
      await isSaid(page, quiz.tooLong)
      expect((await field.inputValue()).length).toBe(text.length)
    }
  })

  test(`a double click and a replayed request leave one row, ${locale}`, async ({ page }) => {
    const { item, field } = await openPredict(page, locale)
    await field.fill('4 abcd')
    let sent = 0
    let body = ''
    page.on('request', (request) => {
      if (request.method() !== 'POST' || !request.url().endsWith('/api/responses')) return
      sent++
      body = request.postData() ?? ''
    })
    const first = page.waitForResponse(
      (r) => r.url().endsWith('/api/responses') && r.request().method() === 'POST',
    )
    await item.getByRole('button', { name: quiz.submit }).dblclick()
    const { response } = await (await first).json()
    await expect(page.locator('.item-answered')).toBeVisible()
    expect(sent).toBe(1)

    // Sent again by the same browser, ten at once: the same answer, stored once.
    const headers = { origin: new URL(page.url()).origin, 'content-type': 'application/json' }
    const again = await Promise.all(
      Array.from({ length: 10 }, () =>
        page.request.post('/api/responses', { headers, data: Buffer.from(body) }),
      ),
    )
    for (const one of again)
      expect(await one.json()).toMatchObject({ ok: true, response: { id: response.id } })
    const rows = await query(
      `SELECT count(*)::int AS n FROM "ItemResponse" WHERE "userId" =
         (SELECT "userId" FROM "ItemResponse" WHERE id = $1)`,
      [response.id],
    )
    expect(rows).toEqual([{ n: 1 }])
    expect(
      await query(`SELECT count(*)::int AS n FROM "ItemScore" WHERE "responseId" = $1`, [response.id]),
    ).toEqual([{ n: 1 }])
    // Nor does somebody else get anything by it.
    await page.context().clearCookies()
    const { guestKey: _, ...foreign } = JSON.parse(body)
    const refused = await page.request.post('/api/responses', { headers, data: foreign })
    expect(await refused.json()).toEqual({ ok: false, code: 'refused' })
    expect(await query(`SELECT count(*)::int AS n FROM "ItemResponse" WHERE id = $1`, [response.id])).toEqual(
      [{ n: 1 }],
    )
  })

  test(`a double click opens one class, and a class without a name is said, ${locale}`, async ({ page }) => {
    await signUp(page, `twice-${randomUUID()}@example.com`, 'a long password')
    await page.goto(`/${locale}/classes`)
    const name = `Twice ${randomUUID().slice(0, 8)}`
    await page.getByLabel(classes.className).fill('\u200b')
    await page.getByLabel(classes.yourName).fill('Seoyeon Kim')
    await page.getByRole('button', { name: classes.open }).click()
    await isSaid(page, classes.errors['name-ill-formed'])
    await keeps(page.getByLabel(classes.yourName), 'Seoyeon Kim')
    await page.getByLabel(classes.className).fill(name)
    await page.getByRole('button', { name: classes.open }).dblclick()
    await page.waitForURL('**/classes/*-*')
    expect(await query(`SELECT count(*)::int AS n FROM "Classroom" WHERE name = $1`, [name])).toEqual([
      { n: 1 },
    ])
  })
}

async function openPredict(page: Page, locale: string): Promise<{ item: Locator; field: Locator }> {
  await page.goto(`/${locale}/learn/files-and-pipes`)
  const item = page.locator('.item').first()
  await formOf(item)
  return { item, field: item.getByRole('textbox') }
}

/** The sentence is shown, once, and nothing that is for developers. */
async function isSaid(page: Page, sentence: string): Promise<void> {
  await expect(page.getByRole('alert').filter({ hasText: sentence })).toBeVisible()
  expect(await page.locator('body').innerText()).not.toMatch(INSIDES)
}

async function keeps(field: Locator, text: string): Promise<void> {
  await expect(field).toHaveValue(text)
}

/** As a page would send it that was opened when the item was another. */
async function sendInstead(route: Route, change: object): Promise<void> {
  const data = { ...route.request().postDataJSON(), ...change }
  await route.continue({ postData: JSON.stringify(data) })
}

/** A code of a class that nobody else looks at. */
async function expiredCode(validFor = '-1 day'): Promise<string> {
  const letters = '2346789BCDFGHJKMPQRTVWXY'
  const code = Array.from({ length: 8 }, () => letters[Math.floor(Math.random() * letters.length)]).join('')
  const [room] = await query(
    `INSERT INTO "Classroom" (id, name) VALUES (gen_random_uuid(), 'Expired') RETURNING id`,
    [],
  )
  await query(
    `INSERT INTO "Invitation" (id, "classroomId", code, "expiresAt")
       VALUES (gen_random_uuid(), $1, $2, now() + $3::interval)`,
    [room?.id, code, validFor],
  )
  return code
}

async function query(text: string, values: unknown[]): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: required('DATABASE_URL') })
  await client.connect()
  try {
    return (await client.query(text, values)).rows
  } finally {
    await client.end()
  }
}
