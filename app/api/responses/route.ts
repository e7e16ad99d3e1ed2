import type { NextRequest } from 'next/server'
import { answersBefore } from '@/lib/attempt/before'
import { scorer } from '@/lib/attempt/scorer'
import { submitResponse } from '@/lib/attempt/submit'
import { clientAddress, isSameOrigin } from '@/lib/auth/origin'
import { getViewer } from '@/lib/auth/viewer'
import { catalogLesson } from '@/lib/content/catalog'
import { toLocale } from '@/lib/i18n/locale'
import type { AnswersBefore } from '@/lib/quiz/wire'
import { inTurn } from '@/lib/rate-limit/local'
import { admitReader, answer, readJson, TOO_LONG } from '../answer'

/** Stores an answer: `Submission` in, `SubmitResult` out. Safe to send again with the same id. */
export async function POST(request: NextRequest): Promise<Response> {
  if (!isSameOrigin(request.headers)) return answer({ ok: false, code: 'cross-origin' })
  const body = await readJson(request)
  if (body === TOO_LONG) return answer(TOO_LONG)
  return answer(() => submitResponse(body, clientAddress(request.headers), scorer))
}

/** The asking person's own answers to the items of `?lesson=`, oldest first, with feedback in `?locale=`: of each item the
 *  first and the newest ones; and what is asked now where that differs from the page: `AnswersBefore`. */
export async function GET(request: NextRequest): Promise<Response> {
  const { searchParams } = request.nextUrl
  const locale = toLocale(searchParams.get('locale') ?? '')
  const lesson = catalogLesson(searchParams.get('lesson') ?? '')
  return answer(async () => {
    const limited = await admitReader()
    if (limited) return limited
    const viewer = await getViewer()
    if (!viewer || !lesson) return { responses: [], asks: [] } satisfies AnswersBefore
    return inTurn(viewer.id, () => answersBefore(viewer, lesson.itemIds, locale, scorer))
  })
}
