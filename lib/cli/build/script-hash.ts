import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/**
 * Writes `script-hashes.json` into a build, for proxy.ts: which inline scripts each prerendered page holds.
 * The policy of a page then names exactly these, and no other inline script runs.
 * @param build the folder of a finished `next build`
 * @returns how many pages were found
 */
export function writeScriptHashes(build: string): number {
  const root = path.join(build, 'server/app')
  const files = existsSync(root) ? readdirSync(root, { recursive: true }).map(String) : []
  const pages: Record<string, string[]> = {}
  for (const file of files.filter((name) => name.endsWith('.html')).sort())
    pages[pathOf(file)] = inlineScriptHashes(readFileSync(path.join(root, file), 'utf8'))

  const seen = new Map<string, number>()
  for (const hash of Object.values(pages).flat()) seen.set(hash, (seen.get(hash) ?? 0) + 1)
  const ofErrors = Object.keys(pages)
    .filter((page) => /\/_(not-found|global-error)$/.test(page))
    .flatMap((page) => pages[page] ?? [])
  const shared = [...new Set([...ofErrors, ...[...seen].filter(([, n]) => n > 1).map(([hash]) => hash)])]
  writeFileSync(path.join(build, 'script-hashes.json'), JSON.stringify({ pages, shared }))
  return Object.keys(pages).length
}

/** @returns `sha256-…` of every script in a page that has no `src`, once each */
export function inlineScriptHashes(html: string): string[] {
  const scripts = html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)
  const hashes = [...scripts].map(([, text = '']) => createHash('sha256').update(text).digest('base64'))
  return [...new Set(hashes.map((hash) => `sha256-${hash}`))]
}

function pathOf(file: string): string {
  return `/${file
    .split(path.sep)
    .join('/')
    .replace(/\.html$/, '')
    .replace(/^index$/, '')}`
}
