import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type Browser, expect, test } from '@playwright/test'
import { simulator } from '../lib/i18n/en/simulator'
import { required } from './environment'
import { LOCALES, open, type Visit, visits, windowOf } from './page'
import { school } from './school'

// A walk says where it stumbled, and a trace of it takes as long as the walk.
test.use({ trace: 'off' })

/** JavaScript on the wire until idle, untouched, link prefetch included: bytes. */
const BUDGET = 180_000
/** The lab has an editor, which is what it is for. */
const LAB_BUDGET = 350_000

for (const locale of LOCALES)
  test(`no page sends more JavaScript than it may before it is touched, and nothing of the engine, ${locale}`, async ({
    browser,
  }) => {
    test.setTimeout(600_000)
    const engine = engineChunks()
    const wrong: string[] = []
    let most = { bytes: 0, where: '' }
    const all = visits(locale, school())
    for (const visit of all) {
      const { bytes, urls, workers } = await scriptsOf(browser, visit)
      const where = `${visit.path} as ${visit.as}`
      const budget = visit.route === '/[locale]/lab' ? LAB_BUDGET : BUDGET
      if (bytes > most.bytes) most = { bytes, where }
      if (bytes > budget) wrong.push(`${where}: ${bytes} bytes`)
      if (urls.some((url) => engine.has(chunkOf(url)))) wrong.push(`${where}: asks for the engine`)
      if (workers > 0) wrong.push(`${where}: starts a worker`)
    }
    const said = `${most.bytes} bytes at ${most.where}`
    test.info().annotations.push({ type: 'most JavaScript on a page', description: said })
    console.log(`most JavaScript on a page: ${said}, of ${all.length} pages`)
    expect(wrong).toEqual([])
    expect(most.bytes).toBeGreaterThan(50_000)
  })

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

async function scriptsOf(browser: Browser, visit: Visit) {
  const context = await windowOf(browser, school(), visit.as)
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  const scripts = new Map<string, string>()
  let bytes = 0
  session.on('Network.responseReceived', ({ requestId, response, type }) => {
    if (type === 'Script' || /javascript/.test(response.mimeType)) scripts.set(requestId, response.url)
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength
  })
  await open(page, visit)
  const workers = page.workers().length
  await context.close()
  return { bytes, urls: [...scripts.values()], workers }
}

/** Names, from inside of a page or a worker, all that it has loaded so far. */
function loaded(): string[] {
  return performance.getEntriesByType('resource').map((entry) => entry.name)
}

function chunkOf(url: string): string {
  return path.basename(new URL(url).pathname)
}

/** The chunks of the build that hold code of the engine. */
function engineChunks(): ReadonlySet<string> {
  const root = path.join(required('FORKLORE_DIST'), 'static/chunks')
  const words = engineWords()
  const found = new Set<string>()
  const seen = new Set<string>()
  for (const file of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.js')) continue
    const text = readFileSync(path.join(root, file), 'utf8')
    for (const word of words) {
      if (!text.includes(word)) continue
      found.add(path.basename(file))
      seen.add(word)
    }
  }
  // Most of what the engine says is in the build, or these words no longer tell its chunks.
  expect(seen.size).toBeGreaterThan(words.length / 2)
  return found
}

/** Names of types stand in the first picture of a run, too: they are data. */
const TYPE_NAME = /^(?:(?:long|unsigned|signed|int|char|short|const|double|float|void)\b ?)+$/

let kept: readonly string[] | undefined

/** Words that only the engine's sources hold, and that a minifier leaves alone: complaints of its compiler, names of its
 *  kernel and of its C library. */
function engineWords(): readonly string[] {
  if (kept) return kept
  const rest = ['app', 'lib']
    .flatMap(sourcesOf)
    .filter((file) => !file.startsWith('lib/engine/'))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')
  const own = ['compiler', 'kernel', 'vm', 'libc']
    .flatMap((part) => sourcesOf(`lib/engine/${part}`))
    .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/(?<=[ (,:[])'([\w %,]{16,})'/g)])
  kept = [...new Set(own.map(([, word = '']) => word))].filter(
    (word) => !rest.includes(word) && !TYPE_NAME.test(word),
  )
  expect(kept.length).toBeGreaterThan(50)
  return kept
}

function sourcesOf(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .map((file) => path.join(root, file))
}
