import { gunzipSync } from 'node:zlib'
import { expect, test } from '@playwright/test'
import { loadCard } from '../lib/content/card'
import { messages } from '../lib/i18n/messages'
import { violations } from './axe'
import { prerenderedPages } from './page'

const QUESTION = { ko: '좀비 프로세스는 왜 생기나요', en: 'where do zombie processes come from' } as const

for (const locale of ['ko', 'en'] as const) {
  const { find, glossary } = messages(locale)

  test(`a question typed after / leads to its passage, with the words marked there, ${locale}`, async ({
    browser,
  }) => {
    const context = await browser.newContext({ bypassCSP: true })
    const page = await context.newPage()
    await page.goto(`/${locale}/learn`)
    const field = page.getByRole('combobox', { name: find.field })
    // The page may be there before its script is.
    await expect(async () => {
      await page.keyboard.press('/')
      await expect(field).toBeFocused({ timeout: 1_000 })
    }).toPass({ timeout: 20_000 })
    await field.fill(QUESTION[locale])
    const options = page.getByRole('option')
    await expect(options.first()).toHaveAttribute('aria-selected', 'true')
    await expect(options.locator('mark').first()).toBeVisible()
    expect(await violations(page, 'the window that finds')).toEqual([])
    await page.keyboard.press('ArrowDown')
    await expect(options.nth(1)).toHaveAttribute('aria-selected', 'true')
    // A network that goes away takes nothing of what was fetched.
    await context.setOffline(true)
    await field.fill(locale === 'ko' ? '문맥교환이란' : 'context switching')
    await expect(options.first()).toContainText(locale === 'ko' ? '문맥 교환' : 'context switch')
    await context.setOffline(false)
    await page.keyboard.press('Enter')
    await page.waitForURL('**find=**')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect.poll(() => page.evaluate(() => CSS.highlights.get('found')?.size ?? 0)).toBeGreaterThan(0)
    await page.keyboard.press('Control+k')
    await expect(field).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(field).toHaveCount(0)
    await context.close()
  })

  test(`the page that finds and the glossary work without a script, ${locale}`, async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(`/${locale}/learn`)
    await page.locator('.header-find').click()
    await page.getByRole('searchbox', { name: find.field }).fill(QUESTION[locale])
    await page.getByRole('button', { name: find.submit }).click()
    await expect(page.locator('.search-hits > li').first()).toBeVisible()
    await page.locator('.search-groups').getByRole('link', { name: find.kinds.term }).click()
    await page.locator('.search-hits h2 a').first().click()
    await expect(page.getByRole('heading', { name: glossary.introduced })).toBeVisible()
    await page.getByRole('link', { name: glossary.all }).click()
    await expect(page.locator('.glossary-letter').first()).toBeVisible()
    await context.close()
  })
}

test('search engines are told of every page in both languages, and of nothing personal', async ({
  request,
}) => {
  const robots = await (await request.get('/robots.txt')).text()
  expect(robots).toContain('/sitemap.xml')
  expect(robots).toContain('Disallow: /*/today')
  const map = await (await request.get('/sitemap.xml')).text()
  for (const page of prerenderedPages('ko').filter(
    (path) => !/sign-|account|review|mock|classes|offline/.test(path),
  ))
    expect(map, page).toContain(`${page}</loc>`)
  expect(map).toMatch(/hreflang="en"/)
  expect(map).not.toMatch(/\/(today|account|review|classes|offline)/)
})

test('a page that is passed on says what it is, and names its other language', async ({ request }) => {
  for (const path of [
    '/learn',
    '/learn/fork',
    '/interview',
    '/interview/ipc-pipe.q055',
    '/glossary/process',
  ]) {
    const page = await (await request.get(`/ko${path}`)).text()
    const title = /<title>(.+?) – Forklore<\/title>/.exec(page)?.[1]
    expect(title, path).toBeTruthy()
    expect(page).toContain(`<meta property="og:title" content="${title}"/>`)
    expect(page).toContain('<meta property="og:locale" content="ko_KR"/>')
    expect(page).toContain(`<link rel="alternate" hrefLang="en" href="/en${path}"/>`)
  }
})

test('a lesson, a term and a card say what they are to machines', async ({ request }) => {
  const about = async (path: string) => {
    const page = await (await request.get(path)).text()
    const [, json = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(page) ?? []
    return JSON.parse(json)
  }
  expect(await about('/ko/learn/fork')).toMatchObject({ '@type': 'LearningResource', inLanguage: 'ko' })
  expect(await about('/ko/glossary/process')).toMatchObject({ '@type': 'DefinedTerm' })
  const card = loadCard('ipc-pipe.q055', 'ko')
  expect(await about('/ko/interview/ipc-pipe.q055')).toMatchObject({
    '@type': 'Quiz',
    hasPart: [{ '@type': 'Question', eduQuestionType: 'Flashcard', text: card?.question }],
  })
})

test('the index comes compressed, and only when somebody searches', async ({ page, request }) => {
  const index = await request.get('/ko/search-index')
  const packed = await index.body()
  expect(packed.length).toBeLessThanOrEqual(40_000)
  expect(JSON.parse(gunzipSync(packed).toString()).titles.length).toBeGreaterThan(100)
  const asked: string[] = []
  page.on('request', (one) => asked.push(one.url()))
  await page.goto('/ko/learn', { waitUntil: 'networkidle' })
  expect(asked.filter((url) => url.includes('search-index'))).toEqual([])
  await page.keyboard.press('/')
  await expect.poll(() => asked.filter((url) => url.includes('search-index')).length).toBe(1)
})
