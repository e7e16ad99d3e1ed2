import type { FileRow } from '@/lib/transfer/file'
import type { ImportResult } from '@/lib/transfer/row'

/** Tries of one part before it is given up, and what lies between them, ms. */
const [TRIES, PAUSE_MS] = [5, 3_000]

type Failure =
  | Exclude<Extract<ImportResult, { ok: false }>['code'], 'rate-limited' | 'too-long'>
  | 'unavailable'

/** Sends rows until they are taken, or the first of them where all are too long at once: results are of the first rows. A part
 *  that was taken and not heard of is known the next time. */
export async function sendRows(
  rows: readonly FileRow[],
): Promise<Extract<ImportResult, { ok: true }> | Failure> {
  for (let tries = 1; ; tries++) {
    const result = await post(rows)
    if (result?.ok) return result
    if (result?.code === 'too-long')
      return rows.length > 1
        ? sendRows(rows.slice(0, Math.ceil(rows.length / 2)))
        : { ok: true, results: ['too-long'], wait: null }
    if (result?.code === 'rate-limited') await pause(result.seconds * 1000)
    else if (result && result.code in { 'bad-request': 0, 'signed-out': 0 }) return result.code
    else if (tries >= TRIES) return 'unavailable'
    else await pause(PAUSE_MS)
  }
}

async function post(rows: readonly FileRow[]): Promise<ImportResult | null> {
  try {
    const response = await fetch('/api/me/import', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ rows: rows.map(({ row }) => row) }),
    })
    return (await response.json()) as ImportResult
  } catch {
    return null
  }
}

/** @param ms how long */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
