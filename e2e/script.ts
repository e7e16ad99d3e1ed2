import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, type Page } from '@playwright/test'
import { required } from './environment'

/** What a page has fetched of JavaScript since it was last asked to forget. */
export type Scripts = {
  /** On the wire. */
  readonly bytes: () => number
  readonly urls: () => readonly string[]
  readonly forget: () => void
}

/** Watches what a page fetches, and has it fetch everything anew, as a first visitor does. */
export async function watchScripts(page: Page): Promise<Scripts> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  const scripts = new Map<string, string>()
  let bytes = 0
  session.on('Network.responseReceived', ({ requestId, response, type }) => {
    if (type === 'Script' || /javascript/.test(response.mimeType)) scripts.set(requestId, response.url)
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength
  })
  return {
    bytes: () => bytes,
    urls: () => [...scripts.values()],
    forget: () => {
      scripts.clear()
      bytes = 0
    },
  }
}

export function chunkOf(url: string): string {
  return path.basename(new URL(url).pathname)
}

/** The chunks of the build that hold code of the engine. */
export function engineChunks(): ReadonlySet<string> {
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
export function engineWords(): readonly string[] {
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
