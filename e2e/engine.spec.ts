import { expect, test } from '@playwright/test'
import { simulator } from '../lib/i18n/en/simulator'
import { chunkOf, engineChunks, engineWords } from './script'

test('the engine is asked for at the first touch, by the worker, and runs nowhere else', async ({ page }) => {
  const refused: string[] = []
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) refused.push(message.text())
  })
  const engine = engineChunks()
  expect(engine.size).toBeGreaterThan(0)
  await page.coverage.startJSCoverage()
  await page.goto('/en/learn/threads', { waitUntil: 'networkidle' })
  expect(page.workers()).toEqual([])
  const figure = page.locator('.sim').first()
  const starts = page.waitForEvent('worker')
  await figure.getByRole('button', { name: simulator.forward }).click()
  const worker = await starts
  await expect(figure.locator('.sim-count b')).toHaveText('1', { timeout: 30_000 })
  await expect(figure).toHaveAttribute('data-busy', 'false')

  const ofWorker = (await worker.evaluate(loaded)).map(chunkOf)
  expect(ofWorker.filter((chunk) => engine.has(chunk))).not.toEqual([])
  const ofPage = (await page.evaluate(loaded)).map(chunkOf)
  expect(ofPage.filter((chunk) => engine.has(chunk))).toEqual([])
  // What really ran on the page's own thread, inline scripts included.
  const ran = await page.coverage.stopJSCoverage()
  expect(ran.length).toBeGreaterThan(5)
  for (const { url, source = '' } of ran)
    expect(
      engineWords().filter((word) => source.includes(word)),
      url,
    ).toEqual([])
  expect(refused).toEqual([])
})

/** Names, from inside of a page or a worker, all that it has loaded so far. */
function loaded(): string[] {
  return performance.getEntriesByType('resource').map((entry) => entry.name)
}
