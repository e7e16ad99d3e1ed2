import { scorer } from '@/lib/attempt/scorer'
import { isSameOrigin } from '@/lib/auth/origin'
import { importRows } from '@/lib/transfer/store'
import { answer, readJson, TOO_LONG } from '../../answer'

/** Brings a part of an exported file to the account that asks: `{ rows }` in, `ImportResult` out. Safe to send again. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers)) return answer({ ok: false, code: 'cross-origin' })
  const body = await readJson(request)
  if (body === TOO_LONG) return answer(TOO_LONG)
  return answer(() => importRows(body, scorer))
}
