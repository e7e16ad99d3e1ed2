import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { answer } from '../api/answer'

export const dynamic = 'force-dynamic'

/** The worker that keeps pages for when there is no network, as the build made it; none while the product is developed. The
 *  browser asks for it again at every visit, so that a new version comes. */
export async function GET(): Promise<Response> {
  const folder = process.env.FORKLORE_DIST
  const file = path.join(/* turbopackIgnore: true */ process.cwd(), folder ?? '', 'sw.js')
  const text = folder ? await readFile(file, 'utf8').catch(() => null) : null
  if (text === null) return answer({ ok: false, code: 'not-found' })
  return new Response(text, {
    headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache' },
  })
}
