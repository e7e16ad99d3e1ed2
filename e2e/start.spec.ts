import { expect, test } from '@playwright/test'
import { publicPages } from './page'

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

test('every answer carries the security headers, and HSTS only where it came by https', async ({
  request,
}) => {
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
  const secure = await request.get('/ko', { headers: { 'x-forwarded-proto': 'https' } })
  expect(secure.headers()['strict-transport-security']).toContain('max-age=')
})

test('nothing on any page breaks the content security policy', { tag: '@narrow' }, async ({ page }) => {
  test.setTimeout(300_000)
  const broken: string[] = []
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) broken.push(`${page.url()}: ${message.text()}`)
  })
  for (const path of [...publicPages(), '/no-such-file.txt']) {
    await page.goto(path)
    await page.waitForLoadState('networkidle')
  }
  expect(broken).toEqual([])
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
