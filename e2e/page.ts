import { readdirSync } from 'node:fs'
import path from 'node:path'

/** Every page that the build prerendered, as paths, from the build itself: a page that is added is tested. */
export function prerenderedPages(): string[] {
  const root = path.join(process.env.FORKLORE_DIST ?? '.next', 'server/app')
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.html') && !path.basename(file).startsWith('_'))
    .map((file) => `/${file.replace(/\.html$/, '')}`)
    .filter((file) => /^\/(?:ko|en)(?:\/|$)/.test(file))
    .sort()
}

/** Pages made when they are asked for, that anybody may look at. */
export const LIVE_PAGES = [
  'sign-in',
  'sign-up',
  'account',
  'classes',
  'join/2222-2222',
  'no-such-page',
] as const

/** All that can be looked at without signing in, in both languages. */
export function publicPages(): string[] {
  const live = (['ko', 'en'] as const).flatMap((locale) => LIVE_PAGES.map((page) => `/${locale}/${page}`))
  return [...new Set([...prerenderedPages(), ...live])]
}

/** What `npm test -- e2e` sets for the tests. @throws Error when they are run in another way */
export function required(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set: run the browser tests with \`npm test -- e2e\``)
  return value
}
