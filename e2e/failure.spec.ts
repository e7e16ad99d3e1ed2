import { randomBytes } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { freePort } from '../lib/cli/database/postgres'
import { startWeb } from '../lib/cli/serve/web'
import { messages } from '../lib/i18n/messages'
import { required } from './environment'

type Line = { readonly id: string; readonly route: string; readonly status: number; readonly error?: object }

test('without its database the server says under which id a request failed: to the person, to a script, in its log', async ({
  browser,
  request,
}) => {
  const words: string[] = []
  const web = await startWeb({
    build: { folder: required('FORKLORE_DIST'), hash: required('FORKLORE_BUILD') },
    port: await freePort(),
    databaseUrl: 'postgresql://nobody@127.0.0.1:1/none',
    sessionSecret: required('NEXTAUTH_SECRET'),
    actionsKey: required('NEXT_SERVER_ACTIONS_ENCRYPTION_KEY'),
    onLine: (text) => words.push(text),
  })
  /** A guest's key, and so a secret; a code of a class; an address. */
  const [key, code, email] = [randomBytes(32).toString('base64url'), 'CANA-RYJK', 'canary@example.org']
  const context = await browser.newContext()
  try {
    await context.addCookies([{ name: 'forklore.guest', value: key, url: web.url }])
    const page = await context.newPage()
    const shown: string[] = []
    for (const address of [`/ko/join/${code}`, '/en/classes']) {
      const response = await page.goto(`${web.url}${address}?email=${email}`)
      const { problem } = messages(address.startsWith('/ko') ? 'ko' : 'en')
      await expect(page.getByRole('heading', { name: problem.title })).toBeVisible()
      const id = response?.headers()['x-request-id'] ?? 'none'
      await expect(page.getByText(problem.code(id), { exact: true })).toBeVisible()
      shown.push(id)
    }
    const refused = await request.post(`${web.url}/api/responses`, {
      headers: { origin: web.url, cookie: `forklore.guest=${key}` },
      data: { answer: email },
    })
    expect(refused.status()).toBe(400)
    const me = await request.get(`${web.url}/api/me`, { headers: { cookie: `forklore.guest=${key}` } })
    expect(me.status()).toBe(503)
    const told = (await me.json()) as { request: string }
    expect(told).toEqual({ ok: false, code: 'unavailable', request: me.headers()['x-request-id'] })
    // What restarts a dead process is not told that this one is; what sends people here is told not to.
    expect((await request.get(`${web.url}/api/health`)).status()).toBe(200)
    const ready = await request.get(`${web.url}/api/ready`)
    expect(ready.status()).toBe(503)
    expect(await ready.json()).toMatchObject({ database: false, migrated: false })

    await web.stop()
    const log = words.join('')
    const lines = log.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Line] : []))
    const of = (id: string) => lines.filter((line) => line.id === id)
    expect(shown.map((id) => of(id).map(({ route }) => route))).toEqual([
      ['/[locale]/join/[code]'],
      ['/[locale]/classes'],
    ])
    expect(of(told.request)).toMatchObject([
      { route: '/api/me', status: 503, error: { name: expect.anything() } },
    ])
    for (const secret of [key, code, email]) expect(log).not.toContain(secret)
  } finally {
    await context.close()
    await web.stop()
  }
})

test('it is alive, and ready while its database answers and is migrated', async ({ request }) => {
  for (const path of ['/api/health', '/api/ready']) {
    const response = await request.get(path)
    expect(response.status(), path).toBe(200)
    expect(await response.json()).toEqual({ ok: true })
  }
})
