import { createHash, randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import pg from 'pg'
import { freePort } from '../lib/cli/database/postgres'
import { startWeb } from '../lib/cli/serve/web'
import { catalog } from '../lib/content/catalog'
import { glossary } from '../lib/content/glossary'
import { itemsOf } from '../lib/content/quiz'
import { publicItem } from '../lib/quiz/publish'
import { required } from './environment'

test('the root sends a reader to the language asked for, and to Korean when that is unclear', async ({
  request,
}) => {
  const location = async (headers: Record<string, string>) => {
    const response = await request.get('/', { headers, maxRedirects: 0 })
    expect(response.status()).toBe(307)
    return response.headers().location
  }
  expect(await location({ 'accept-language': 'ko-KR,ko;q=0.9,en;q=0.8' })).toBe('/ko')
  expect(await location({ 'accept-language': 'en-US,en;q=0.9,ko;q=0.8' })).toBe('/en')
  expect(await location({ 'accept-language': 'fr' })).toBe('/ko')
  expect(await location({ 'accept-language': 'en', cookie: 'locale=ko' })).toBe('/ko')
  expect(await location({ 'accept-language': 'ko', cookie: 'locale=en' })).toBe('/en')
})

test('a path without a language keeps its query on the way to one', async ({ request }) => {
  const response = await request.get('/interview?card=fork', {
    headers: { 'accept-language': 'en' },
    maxRedirects: 0,
  })
  expect(response.headers().location).toBe('/en/interview?card=fork')
})

test('every answer carries the security headers, and no HSTS where it came by http', async ({ request }) => {
  for (const path of ['/ko', '/en', '/ko/no-such-page', '/no-such-file.txt', '/api/no-such-endpoint']) {
    const headers = (await request.get(path)).headers()
    const policy = headers['content-security-policy'] ?? ''
    expect(policy, path).toContain("script-src 'self' '")
    expect(policy, path).not.toContain('unsafe-')
    expect(policy, path).toContain("frame-ancestors 'none'")
    expect(headers['x-content-type-options'], path).toBe('nosniff')
    expect(headers['referrer-policy'], path).toBe('strict-origin-when-cross-origin')
    expect(headers['x-powered-by'], path).toBeUndefined()
    expect(headers['strict-transport-security'], path).toBeUndefined()
  }
  const answers = (await request.get('/api/responses')).headers()
  expect(answers['content-security-policy']).toBe("default-src 'none'; frame-ancestors 'none'")
  expect(answers['x-content-type-options']).toBe('nosniff')
})

test('behind a proxy that is trusted HSTS is sent where people come by https; a claim of anybody else is nothing', async ({
  request,
}) => {
  const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.9' }
  expect((await request.get('/ko', { headers })).headers()['strict-transport-security']).toBeUndefined()
  const behind = await startWeb({
    build: { folder: required('FORKLORE_DIST'), hash: required('FORKLORE_BUILD') },
    port: await freePort(),
    databaseUrl: required('DATABASE_URL'),
    sessionSecret: required('NEXTAUTH_SECRET'),
    actionsKey: required('NEXT_SERVER_ACTIONS_ENCRYPTION_KEY'),
    variables: { TRUSTED_PROXIES: '127.0.0.0/8, ::1' },
    onLine: () => {},
  })
  try {
    const secure = await request.get(`${behind.url}/ko`, { headers })
    expect(secure.headers()['strict-transport-security']).toContain('max-age=')
  } finally {
    await behind.stop()
  }
})

test('rate limits count by the address of the connection, whatever address a client claims', async ({
  request,
  baseURL,
}) => {
  const forged = `203.0.113.${1 + Math.floor(Math.random() * 250)}`
  const item = catalog()
    .lessons.flatMap(({ slug }) => itemsOf(slug))
    .find(({ kind }) => kind === 'choice')!
  const { id: itemId, hash, seed } = publicItem(item, 'ko', 1)
  // Somebody without a cookie, who is made a guest.
  const response = await request.post('/api/responses', {
    headers: { origin: baseURL ?? '', 'x-forwarded-for': forged },
    data: {
      id: randomUUID(),
      attemptId: randomUUID(),
      itemId,
      hash,
      seed,
      locale: 'ko',
      answer: { kind: 'choice', option: 'a' },
    },
  })
  expect(await response.json()).toMatchObject({ ok: true })
  const bucketOf = (address: string) => createHash('sha256').update(address).digest('base64url').slice(0, 22)
  const client = new pg.Client({ connectionString: required('DATABASE_URL') })
  await client.connect()
  try {
    const { rows } = await client.query(
      'SELECT "key" FROM "RateLimit" WHERE "key" LIKE \'guest-by-address:%\'',
    )
    const keys = rows.map(({ key }: { key: string }) => key.split(':')[1])
    expect(keys).not.toContain(bucketOf(forged))
    expect([bucketOf('127.0.0.1'), bucketOf('0:0:0:0')].some((own) => keys.includes(own))).toBe(true)
  } finally {
    await client.end()
  }
})

test('no script runs that the build did not name', async ({ page }) => {
  for (const path of ['/ko', '/ko/no-such-page']) {
    await page.goto(path)
    await page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'window.planted = true'
      document.body.append(script)
      // Later, because what is evaluated from outside may evaluate strings itself while it runs.
      setTimeout(() => {
        try {
          new Function('window.planted = true')()
        } catch {
          document.documentElement.dataset.refused = 'yes'
        }
      })
    })
    await expect(page.locator('html')).toHaveAttribute('data-refused', 'yes')
    const ran = await page.evaluate(() => 'planted' in window)
    expect(ran, path).toBe(false)
  }
})

test('a worker may load its own code and WebAssembly, and nothing else', async ({ page, request }) => {
  const chunk = page.waitForResponse((response) => /\/_next\/static\/.*\.js$/.test(response.url()))
  await page.goto('/ko')
  const headers = (await request.get((await chunk).url())).headers()
  expect(headers['content-security-policy']).toBe("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'")
  expect(headers['cache-control']).toContain('immutable')
})

test('lessons, terms and the course say what they are to who reads pages by machine', async ({ request }) => {
  const read = async (path: string) => {
    const html = await (await request.get(path)).text()
    const written = /<script type="application\/ld\+json">([^<]*)<\/script>/.exec(html)
    return JSON.parse(written?.[1] ?? 'null')
  }
  const lesson = catalog().lessons.at(-1)!
  const said = await read(`/ko/learn/${lesson.slug}`)
  expect(said).toMatchObject({ '@type': 'LearningResource', name: lesson.title.ko, inLanguage: 'ko' })
  expect(said.teaches.length).toBeGreaterThan(0)
  const [term] = [...glossary().values()]
  expect(await read(`/en/glossary/${term!.id}`)).toMatchObject({
    '@type': 'DefinedTerm',
    name: term!.name.en,
  })
  expect((await read('/en/learn')).hasPart).toHaveLength(catalog().lessons.length)
})
