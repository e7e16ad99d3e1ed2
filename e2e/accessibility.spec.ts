import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, type Page, test } from '@playwright/test'
import { simulator as enSimulator } from '../lib/i18n/en/simulator'
import { simulator as koSimulator } from '../lib/i18n/ko/simulator'
import { messages } from '../lib/i18n/messages'
import { openClassWith } from './class'
import { publicPages } from './page'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing on any page, ${theme}`, async ({ browser }) => {
    test.setTimeout(420_000)
    const context = await browser.newContext({ colorScheme: theme, bypassCSP: true })
    const page = await context.newPage()
    const found: string[] = []
    for (const path of publicPages()) {
      await page.goto(path)
      await page.waitForLoadState('networkidle')
      found.push(...(await violations(page, path)))
    }
    await context.close()
    expect(found).toEqual([])
  })
}

for (const locale of ['ko', 'en'] as const)
  test(`axe finds nothing on pages in use, in either theme: a run, a hint, an answer, a dialog, a class, ${locale}`, async ({
    browser,
  }) => {
    test.setTimeout(420_000)
    const m = messages(locale)
    const words = locale === 'ko' ? koSimulator : enSimulator
    const context = await browser.newContext({ bypassCSP: true })
    const page = await context.newPage()
    const found: string[] = []
    const look = async (at: Page, where: string) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await at.emulateMedia({ colorScheme })
        found.push(...(await violations(at, `${where}, ${colorScheme}`)))
      }
    }
    await page.goto(`/${locale}/learn/threads`)
    const figure = page.locator('.sim').first()
    for (let i = 0; i < 4; i++) await figure.getByRole('button', { name: words.forward }).click()
    await expect(figure.locator('.sim-count b')).not.toHaveText('0', { timeout: 30_000 })
    const item = page.locator('.item').first()
    await item.getByRole('button', { name: m.quiz.hint, exact: true }).click()
    await expect(item.locator('.item-hint p')).toBeVisible()
    await look(page, 'a run and a hint')
    await item.getByRole('radio').first().check({ force: true })
    await item.getByRole('button', { name: m.quiz.submit }).click()
    await expect(page.locator('.item-answered')).toBeVisible()
    await figure.getByRole('button', { name: words.asText }).click()
    await look(page, 'an answer and a run as text')
    await page.goto(`/${locale}/account`)
    await page.getByRole('button', { name: m.account.delete }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await look(page, 'a dialog')
    const { teacher, close } = await openClassWith(page, browser, locale)
    await look(teacher, 'a class')
    await close()
    await context.close()
    expect(found).toEqual([])
  })

async function violations(page: Page, where: string): Promise<string[]> {
  await page.evaluate(AXE)
  const results = await page.evaluate(
    (tags) =>
      (
        window as unknown as {
          axe: { run: (d: Document, o: object) => Promise<{ violations: Violation[] }> }
        }
      ).axe.run(document, { runOnly: { type: 'tag', values: tags } }),
    TAGS,
  )
  return results.violations.map(
    (v) =>
      `${where}: ${v.id} at ${v.nodes
        .map((n) => n.target.join(' '))
        .slice(0, 3)
        .join(', ')}`,
  )
}

type Violation = { id: string; nodes: { target: string[] }[] }
