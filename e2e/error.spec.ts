import { randomUUID } from 'node:crypto'
import { type APIRequestContext, expect, test } from '@playwright/test'
import { catalog } from '../lib/content/catalog'
import { itemsOf } from '../lib/content/quiz'
import { messages } from '../lib/i18n/messages'
import type { Item } from '../lib/quiz/item'
import { publicItem } from '../lib/quiz/publish'

/** What only a developer may read. */
const INSIDES = /\bat .+:\d+:\d+|\bError:|node_modules|\.tsx?\b:\d|webpack|turbopack:/i

const NOWHERE = [
  'nonexistent',
  'nonexistent/deeper',
  'learn/nonexistent',
  'interview/nonexistent',
  'join/2222-2222',
  'join/%25',
  'join/%2525',
  'join/%EA%B0%80',
  'join/%00',
  `join/${'A'.repeat(3000)}`,
  'classes/nonexistent',
  'classes/%00',
  'classes/nonexistent/learners/nonexistent',
  'classes/nonexistent/members',
  'classes/nonexistent/items',
  'classes/nonexistent/items/nonexistent',
  'classes/nonexistent/misconceptions/nonexistent',
  'join/%E0%A4%A',
  'learn/%E0%A4%A',
  '%',
]

test('every address that leads nowhere says so in the language it begins with, and how to go on', async ({
  page,
}) => {
  test.setTimeout(240_000)
  const wrong: string[] = []
  for (const locale of ['ko', 'en'] as const)
    for (const path of NOWHERE) {
      const response = await page.goto(`/${locale}/${path}`)
      const main = page.locator('main').first()
      const text = await main.innerText()
      const where = `/${locale}/${path.slice(0, 30)}: ${response?.status()}`
      if ((response?.status() ?? 500) >= 500) wrong.push(`${where}, an error of ours`)
      if (INSIDES.test(await page.content())) wrong.push(`${where}, shows its insides`)
      if (/[가-힣]/.test(text) !== (locale === 'ko'))
        wrong.push(`${where}, speaks the other language: ${text}`)
      if ((await main.locator('a:visible, button:visible').count()) === 0) wrong.push(`${where}, a dead end`)
    }
  expect(wrong).toEqual([])
})

test('with a session that is over one is a guest again, is asked to sign in where that matters, and loses no answer', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext()
  await context.addCookies([{ name: 'forklore.session', value: 'a.b.c.d.e', url: baseURL ?? '' }])
  const page = await context.newPage()
  for (const locale of ['ko', 'en'] as const) {
    const m = messages(locale)
    await page.goto(`/${locale}/classes/some-class`)
    await expect(page.getByRole('heading', { name: m.classes.unknownTitle })).toBeVisible()
    await page.locator('main').getByRole('link', { name: m.account.signIn }).click()
    await expect(page).toHaveURL(new RegExp(`/${locale}/sign-in\\?next=.*some-class`))
    await page.goto(`/${locale}/account`)
    await expect(page.getByText(m.account.nothingTitle)).toBeVisible()
  }
  expect((await (await page.request.get('/api/me')).json()).viewer).toBe(null)
  const choice = itemsOf('threads').find((item) => item.kind === 'choice')!
  const answered = await post(page.request, baseURL, choice, { kind: 'choice', option: 'a' })
  expect(answered).toMatchObject({ status: 200, body: { ok: true } })
  expect((await (await page.request.get('/api/me')).json()).answered).toHaveLength(1)
  await context.close()
})

test('1 MB of C, endless loops, endless forks and nonsense are answered with a code, soon, and hold up nobody', async ({
  request,
  baseURL,
}) => {
  const items = catalog().lessons.flatMap(({ slug }) => itemsOf(slug))
  const predict = items.find((item) => item.kind === 'predict')!
  const schedule = items.find((item) => item.kind === 'schedule')!
  const megabyte = `int main(void) { ${'x++; '.repeat(210_000)} }`
  const loop = 'int main(void) { for (;;) ; }'
  const forks = '#include <unistd.h>\nint main(void) { for (;;) fork(); }'
  const typed = (stdout: string) => post(request, baseURL, predict, { kind: 'predict', stdout })
  const steered = (text: string) => post(request, baseURL, schedule, { kind: 'schedule', schedule: text })
  const refused = (status: number, code: string) => ({ status, body: { ok: false, code } })

  expect(await typed(megabyte)).toMatchObject(refused(413, 'too-long'))
  expect(await steered(megabyte)).toMatchObject(refused(413, 'too-long'))
  expect(await typed('x'.repeat(150_000))).toMatchObject(refused(413, 'too-long'))
  expect(await steered(`1.rr.20.0.${'A1'.repeat(60_000)}`)).toMatchObject(refused(413, 'too-long'))
  for (const program of [loop, forks]) {
    // As an output it is simply wrong; as a schedule it is none; a program of one's own is nothing that is asked for.
    expect(await typed(program)).toMatchObject({ status: 200, body: { ok: true, response: { earned: 0 } } })
    expect(await steered(program)).toMatchObject(refused(400, 'ill-formed'))
    const own = { kind: 'schedule', schedule: '1.rr.20.0.', program, source: program }
    expect(await post(request, baseURL, schedule, own)).toMatchObject(refused(400, 'bad-request'))
  }
  // The longest schedules there can be: one task for ever, and all the tasks in turn.
  for (const body of ['A'.repeat(9_000), 'A1'.repeat(4_400), 'AB'.repeat(4_400), 'A99999999'.repeat(1_000)]) {
    const answer = await steered(`1.rr.20.0.${body}`)
    expect(answer.status, body.slice(0, 8)).toBeLessThan(500)
    expect(JSON.stringify(answer.body)).not.toMatch(INSIDES)
  }
  for (const path of ['/api/responses', '/api/sections'])
    for (const data of ['{', 'null', '[]', '"x"', '\u0000'])
      expect((await send(request, baseURL, path, data)).body, `${path} ${data}`).toMatchObject({
        ok: false,
        code: 'bad-request',
      })
  // It still answers.
  expect((await request.get('/api/me')).status()).toBe(200)
})

function post(request: APIRequestContext, baseURL: string | undefined, item: Item, answer: object) {
  const { id: itemId, hash, seed } = publicItem(item, 'ko', 1)
  const ids = { id: randomUUID(), attemptId: randomUUID() }
  return send(request, baseURL, '/api/responses', { ...ids, itemId, hash, seed, locale: 'ko', answer })
}

/** Sends as a page of ours would. Answers within a few seconds, or the test fails. */
async function send(request: APIRequestContext, baseURL: string | undefined, path: string, data: unknown) {
  const response = await request.post(path, {
    headers: { origin: baseURL ?? '', 'content-type': 'application/json' },
    data: typeof data === 'string' ? Buffer.from(data) : data,
    timeout: 10_000,
  })
  const text = await response.text()
  expect(text).not.toMatch(INSIDES)
  return { status: response.status(), body: JSON.parse(text) }
}
