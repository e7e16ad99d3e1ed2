import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { answer } from '../api/answer'

export const dynamic = 'force-dynamic'

/** The worker while the product is developed: it ends the one that a build has left at this address, which would show that
 *  build's files, with all that it kept. Pages that the other one had are loaded once more. */
const END = `addEventListener('install', () => skipWaiting())
addEventListener('activate', (event) => event.waitUntil(end()))
async function end() {
  const names = await caches.keys()
  await Promise.all(names.filter((name) => name.startsWith('forklore-')).map((name) => caches.delete(name)))
  const pages = await clients.matchAll({ type: 'window' })
  await registration.unregister()
  for (const page of pages) page.navigate(page.url)
}
`

/** The worker that keeps pages for when there is no network, as the build made it. The browser asks for it again at every
 *  visit, so that a new version comes. */
export async function GET(): Promise<Response> {
  const folder = process.env.FORKLORE_DIST
  const text = folder === undefined ? END : await readWorker(folder)
  if (text === null) return answer({ ok: false, code: 'not-found' })
  return new Response(text, {
    headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache' },
  })
}

function readWorker(folder: string): Promise<string | null> {
  const file = path.join(/* turbopackIgnore: true */ process.cwd(), folder, 'sw.js')
  return readFile(file, 'utf8').catch(() => null)
}
