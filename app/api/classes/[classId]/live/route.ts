import { isSameOrigin } from '@/lib/auth/origin'
import { getViewer } from '@/lib/auth/viewer'
import type { LiveNow } from '@/lib/classroom/live'
import { liveOf, voteLive } from '@/lib/classroom/live-store'
import { admitReader, answer, readJson, TOO_LONG } from '../../../answer'

type Context = { readonly params: Promise<{ readonly classId: string }> }

/** What `GET` says. */
export type LiveAnswer = { readonly ok: true; readonly live: LiveNow | null }

/** The question that a class is asked now, for whoever is in it; asked again and again while its page is open. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { classId } = await params
  return answer(async () => {
    const limited = await admitReader('live')
    if (limited) return limited
    const viewer = await getViewer()
    if (!viewer) return { ok: false, code: 'signed-out' }
    const found = await liveOf(viewer, classId)
    return found ? { ok: true, ...found } : { ok: false, code: 'not-found' }
  })
}

/** Stores a learner's answer to it: `{ question, round, option }` in, `VoteResult` out. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  if (!isSameOrigin(request.headers)) return answer({ ok: false, code: 'cross-origin' })
  const body = await readJson(request)
  if (body === TOO_LONG) return answer(TOO_LONG)
  const { classId } = await params
  return answer(async () => {
    const limited = await admitReader('live')
    if (limited) return limited
    const viewer = await getViewer()
    return viewer ? voteLive(viewer, classId, body) : { ok: false, code: 'signed-out' }
  })
}
