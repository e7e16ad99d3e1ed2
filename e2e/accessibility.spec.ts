import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, type Page, test } from '@playwright/test'
import { simulator as koSimulator } from '../lib/i18n/ko/simulator'
import { messages } from '../lib/i18n/messages'
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

  test(`axe finds nothing on a simulator in mid-run, an answered item and a dialog, ${theme}`, async ({
    browser,
  }) => {
    test.setTimeout(180_000)
    const ko = messages('ko')
    const context = await browser.newContext({ colorScheme: theme, bypassCSP: true })
    const page = await context.newPage()
    await page.goto('/ko/learn/threads')
    const figure = page.locator('.sim').first()
    for (let i = 0; i < 4; i++) await figure.getByRole('button', { name: koSimulator.forward }).click()
    await expect(figure.locator('.sim-count b')).not.toHaveText('0', { timeout: 30_000 })
    const item = page.locator('.item').first()
    const kind = await item.getAttribute('data-kind')
    if (kind === 'predict') await item.getByRole('textbox').fill('1')
    else
      await item
        .getByRole(kind === 'multi' ? 'checkbox' : 'radio')
        .first()
        .check({ force: true })
    await item.getByRole('button', { name: ko.quiz.submit }).click()
    await expect(page.locator('.item-answered')).toBeVisible()
    const found = await violations(page, 'lesson in use')
    await figure.getByRole('button', { name: koSimulator.asText }).click()
    found.push(...(await violations(page, 'a run as text')))
    await page.goto('/ko/account')
    await page.getByRole('button', { name: ko.account.delete }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    found.push(...(await violations(page, 'dialog')))
    await context.close()
    expect(found).toEqual([])
  })
}

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
