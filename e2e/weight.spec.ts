import { expect, type Page, test } from '@playwright/test'
import { publicPages } from './page'

/** JavaScript on the wire until idle, untouched, link prefetch included: bytes. */
const BUDGET = 180_000

test('no page sends more than 180,000 bytes of JavaScript before it is touched', async ({ browser }) => {
  test.setTimeout(300_000)
  const heavy: string[] = []
  let most = 0
  for (const path of publicPages()) {
    const context = await browser.newContext()
    const bytes = await scriptBytes(await context.newPage(), path)
    await context.close()
    most = Math.max(most, bytes)
    if (bytes > BUDGET) heavy.push(`${path}: ${bytes}`)
  }
  test.info().annotations.push({ type: 'most JavaScript on a page', description: `${most} bytes` })
  console.log(`most JavaScript on a page: ${most} bytes`)
  expect(heavy).toEqual([])
  expect(most).toBeGreaterThan(50_000)
})

async function scriptBytes(page: Page, path: string): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  const scripts = new Set<string>()
  let bytes = 0
  session.on('Network.responseReceived', ({ requestId, response, type }) => {
    if (type === 'Script' || /javascript/.test(response.mimeType)) scripts.add(requestId)
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength
  })
  await page.goto(path)
  await page.waitForLoadState('networkidle')
  return bytes
}
