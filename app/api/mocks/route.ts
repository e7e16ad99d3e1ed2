import { admitGuest } from '@/lib/attempt/submit'
import { isSameOrigin } from '@/lib/auth/origin'
import { getViewer } from '@/lib/auth/viewer'
import { mocksOf, submitMock } from '@/lib/interview/store'
import { admitReader, answer, readJson, TOO_LONG } from '../answer'

/** Stores a mock interview that is over: `SentMock` in, `MockResult` out. Safe to send again with the same id. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers)) return answer({ ok: false, code: 'cross-origin' })
  const body = await readJson(request)
  if (body === TOO_LONG) return answer(TOO_LONG)
  return answer(() => submitMock(body, admitGuest))
}

/** What `GET /api/mocks` says: the interviews of whoever is looking, the newest first, without what was said. */
export type MockList = {
  readonly mocks: readonly { readonly id: string; readonly at: string; readonly minutes: number }[]
}

export async function GET(): Promise<Response> {
  return answer(async () => {
    const limited = await admitReader()
    if (limited) return limited
    const viewer = await getViewer()
    const mocks = viewer ? await mocksOf(viewer) : []
    return {
      mocks: mocks.map(({ id, endedAt, settings }) => ({
        id,
        at: endedAt.toISOString(),
        minutes: settings.minutes,
      })),
    } satisfies MockList
  })
}
