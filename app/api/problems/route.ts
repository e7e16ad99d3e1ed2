import { admitGuest } from '@/lib/attempt/submit'
import { isSameOrigin } from '@/lib/auth/origin'
import { reportProblem } from '@/lib/problem/store'
import { answer, readJson, TOO_LONG } from '../answer'

/** Stores what is wrong with an item: `SentProblem` in, `ProblemResult` out. Safe to send again with the same id. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers)) return answer({ ok: false, code: 'cross-origin' })
  const body = await readJson(request)
  if (body === TOO_LONG) return answer(TOO_LONG)
  return answer(() => reportProblem(body, admitGuest))
}
