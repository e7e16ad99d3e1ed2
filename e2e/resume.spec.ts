import { expect, test } from '@playwright/test'
import { atOne } from './width'

const LESSON = '/en/learn/threads'
const SECTION = 'own-and-shared'

test('who comes back goes on at the passage where they stopped', { tag: atOne('wide') }, async ({ page }) => {
  await page.goto(LESSON)
  // Looking makes nobody a guest; something that was done does.
  await page.evaluate(async () => {
    const body = JSON.stringify({ section: 'several-flows', done: true, locale: 'en' })
    await fetch('/api/sections', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  })
  await page.reload()
  const last = page.locator(`[data-section=${SECTION}] p:not(.on-way)`).last()
  await last.evaluate((one) => one.scrollIntoView({ block: 'start' }))
  await expect(page.locator('.rail a[aria-current=step]')).toHaveAttribute('href', `#${SECTION}`)
  // A shorter look is not remembered.
  await page.waitForTimeout(3000)
  await page.mouse.wheel(0, 2)
  await page.goto('/en/learn')
  const goOn = page.locator('.continue a')
  await expect(goOn).toHaveAttribute('href', new RegExp(`^${LESSON}#${SECTION}~\\d+$`))
  await goOn.click()
  await expect(last).toBeInViewport()
})
