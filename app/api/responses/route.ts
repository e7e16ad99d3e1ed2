import type { NextRequest } from 'next/server'
import { answeredItem } from '@/lib/attempt/answered'
import { asksOf } from '@/lib/attempt/asked'
import { scorer } from '@/lib/attempt/scorer'
import { responsesOf } from '@/lib/attempt/store'
import { submitResponse } from '@/lib/attempt/submit'
import { clientAddress, isSameOrigin } from '@/lib/auth/origin'
import { getViewer } from '@/lib/auth/viewer'
import { catalogLesson } from '@/lib/content/catalog'
import { toLocale } from '@/lib/i18n/locale'
import { askerOf } from '@/lib/progress/asker'
import { withheldFrom } from '@/lib/progress/withheld-store'
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
    return inTurn(viewer.id, async (): Promise<AnswersBefore> => {
      const asker = await askerOf(viewer)
      const [own, withheld, asks] = await Promise.all([
        responsesOf(viewer.id, lesson.itemIds),
        withheldFrom(asker, lesson.itemIds),
        asksOf(viewer, lesson.itemIds, locale, scorer),
      ])
      const shown = own.map((response) =>
        answeredItem(response, locale, scorer, withheld.of(response.itemId)),
      )
      return { responses: await Promise.all(shown), asks }
    })
  })
}
