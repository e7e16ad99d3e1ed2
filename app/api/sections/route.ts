import { submitSection } from '@/lib/attempt/section'
import { isSameOrigin } from '@/lib/auth/origin'
import { answer, readJson, TOO_LONG } from '../answer'

/** Remembers a section as opened or done: `{ section, passage?, done, spentMs?, locale, guestKey? }` in, `SectionResult` out. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers)) return answer({ ok: false, code: 'cross-origin' })
  const body = await readJson(request)
  if (body === TOO_LONG) return answer(TOO_LONG)
  return answer(() => submitSection(body))
}
