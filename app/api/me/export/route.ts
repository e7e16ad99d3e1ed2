import { exportViewer } from '@/lib/account/export'
import { getViewer } from '@/lib/auth/viewer'
import { askerOf } from '@/lib/progress/asker'
import { allWithheldFrom } from '@/lib/progress/withheld-store'
import { takeLocally } from '@/lib/rate-limit/local'
import { admitReader, answer } from '../../answer'

/** Everything that is stored about the person who asks, as a file. */
export async function GET(): Promise<Response> {
  const refused = await admitReader()
  if (refused) return answer(refused)
  const viewer = await getViewer()
  const limited = viewer && takeLocally('export-by-person', viewer.id)
  if (limited) return answer(limited)
  const all = viewer && (await exportViewer(viewer, await allWithheldFrom(await askerOf(viewer))))
  const body = JSON.stringify(all, null, 2)
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'content-disposition': 'attachment; filename="forklore.json"',
    'cache-control': 'private, no-store',
  }
  return new Response(body, { status: viewer ? 200 : 401, headers })
}
