import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const ROOT = path.resolve(__dirname, '..')
const SIMULATOR = 'app/_widgets/simulator.tsx'
const STYLE = 'app/_widgets/simulator.css'

/** What a file imports of ours: at once, and when it is asked for. */
const IMPORT = /(?:^import [^'"]*|^\} from |^export [^'"]* from )['"]([^'"]+)['"]/gm
const LAZY = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g

function importsOf(file: string, pattern: RegExp): string[] {
  const source = readFileSync(path.join(ROOT, file), 'utf8')
  return [...source.matchAll(pattern)].flatMap(([statement, name = '']) => {
    if (statement.startsWith('import type') || !/^(\.|@\/)/.test(name)) return []
    const at = name.startsWith('@/') ? name.slice(2) : path.posix.join(path.posix.dirname(file), name)
    return [at, `${at}.ts`, `${at}.tsx`, `${at}/index.ts`]
      .filter((one) => /\.(tsx?|css)$/.test(one) && existsSync(path.join(ROOT, one)))
      .slice(0, 1)
  })
}

/** All that a file reaches, itself included. */
function reachedFrom(start: string, patterns: readonly RegExp[]): Set<string> {
  const reached = new Set([start])
  for (const file of reached)
    if (file.startsWith('app/') && !file.endsWith('.css'))
      for (const pattern of patterns) for (const next of importsOf(file, pattern)) reached.add(next)
  return reached
}

const pages = readdirSync(path.join(ROOT, 'app'), { recursive: true, encoding: 'utf8' })
  .filter((file) => path.basename(file) === 'page.tsx')
  .map((file) => `app/${file}`)

// What comes with lazy code comes after the page's own and would rule over it: the page brings the styles itself.
test('a page on which the simulator can be opened has its styles from the beginning', () => {
  const opening = pages.filter((page) => reachedFrom(page, [IMPORT, LAZY]).has(SIMULATOR))
  expect(opening.length).toBeGreaterThan(5)
  expect(opening.filter((page) => !reachedFrom(page, [IMPORT]).has(STYLE))).toEqual([])
})
