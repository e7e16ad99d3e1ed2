import { expect, test } from '@playwright/test'
import { prerenderedPages, publicPages } from './page'

test('no page scrolls sideways at 360 px', async ({ browser }) => {
  test.setTimeout(180_000)
  const context = await browser.newContext({ viewport: { width: 360, height: 780 } })
  const page = await context.newPage()
  const wide: string[] = []
  for (const path of publicPages()) {
    await page.goto(path)
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    if (over > 0) wide.push(`${path}: ${over} px too wide`)
  }
  await context.close()
  expect(wide).toEqual([])
})

test('no page shows the key of a message or an unfilled place in one', async ({ page }) => {
  test.setTimeout(180_000)
  const found: string[] = []
  for (const path of publicPages()) {
    await page.goto(path)
    const text = await page.locator('body').innerText()
    // Code is shown on purpose, so only prose is looked at.
    const code = await page.locator('code, pre, .sim').allInnerTexts()
    const prose = code.reduce((rest, piece) => (piece ? rest.replaceAll(piece, ' ') : rest), text)
    const bad = prose.match(/\b(?:undefined|NaN|\[object Object\])\b|\{[a-z]+(?:\|[^}]*)?\}/gi)
    if (bad) found.push(`${path}: ${bad.join(' ')}`)
  }
  expect(found).toEqual([])
})

test('every Korean page speaks Korean, and every English one English', async ({ page }) => {
  test.setTimeout(180_000)
  const wrong: string[] = []
  for (const path of publicPages()) {
    await page.goto(path)
    const main = await page.locator('main').first().innerText()
    const hangul = (main.match(/[가-힣]/g) ?? []).length
    const latin = (main.match(/[A-Za-z]/g) ?? []).length
    const share = hangul / Math.max(1, hangul + latin)
    if (path.startsWith('/ko') ? hangul < 10 : share > 0.02)
      wrong.push(`${path}: ${Math.round(share * 100)}% Hangul`)
  }
  expect(wrong).toEqual([])
})

test('lessons are served prerendered', async ({ request }) => {
  const lessons = prerenderedPages().filter((path) => /^\/(?:ko|en)\/learn\/.+/.test(path))
  expect(lessons).toHaveLength(8)
  for (const path of lessons) {
    const response = await request.get(path)
    expect(
      response.headers()['x-nextjs-cache'] ?? response.headers()['x-nextjs-prerender'],
      path,
    ).toBeTruthy()
    expect(response.headers()['set-cookie'], path).toBeUndefined()
  }
})
