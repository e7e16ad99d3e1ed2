import { admitGuest } from '@/lib/attempt/submit'
import { isSameOrigin } from '@/lib/auth/origin'
import { getViewer } from '@/lib/auth/viewer'
import type { SavedPrograms } from '@/lib/lab/saved'
import { savedPrograms, saveProgram } from '@/lib/lab/store'
import { admitReader, answer, readJson, TOO_LONG } from '../answer'

/** Keeps a program of the lab: `SentSave` in, `SaveResult` out. Safe to send again with the same ids. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers)) return answer({ ok: false, code: 'cross-origin' })
  const body = await readJson(request)
  if (body === TOO_LONG) return answer(TOO_LONG)
  return answer(() => saveProgram(body, admitGuest))
}

/** What whoever is looking has saved. */
export async function GET(): Promise<Response> {
  return answer(async () => {
    const limited = await admitReader()
    if (limited) return limited
    const viewer = await getViewer()
    return { programs: viewer ? await savedPrograms(viewer) : [] } satisfies SavedPrograms
  })
}
