import { getViewer } from '@/lib/auth/viewer'
import { pulseOf } from '@/lib/classroom/pulse'
import { admitReader, answer } from '../../../answer'

type Context = { readonly params: Promise<{ readonly classId: string }> }

/** What `GET` says. */
export type PulseAnswer = { readonly ok: true; readonly pulse: string }

/** Whether a class has gone on, for who teaches it or assists in it; asked again and again while its overview is looked at. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { classId } = await params
  return answer(async () => {
    const limited = await admitReader('live')
    if (limited) return limited
    const viewer = await getViewer()
    if (!viewer) return { ok: false, code: 'signed-out' }
    const pulse = await pulseOf(viewer, classId)
    return pulse === null ? { ok: false, code: 'not-found' } : { ok: true, pulse }
  })
}
