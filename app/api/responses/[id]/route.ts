import type { NextRequest } from 'next/server'
import { z } from 'zod'
import { answeredItem } from '@/lib/attempt/answered'
import { explorationStage } from '@/lib/attempt/explorer'
import { scorer, workExplorations } from '@/lib/attempt/scorer'
import { responseOf } from '@/lib/attempt/store'
import { getViewer } from '@/lib/auth/viewer'
import { toLocale } from '@/lib/i18n/locale'
import { askerOf } from '@/lib/progress/asker'
import { withheldFrom } from '@/lib/progress/withheld-store'
import { admitReader, answer } from '../../answer'

/** One answer of the asking person as it stands now, with feedback in `?locale=`: `ResponseNow`. For an answer that is
 *  explored before it is scored. Somebody else's is none. */
export async function GET(
  request: NextRequest,
  context: { params: Promise<{ id: string }> },
): Promise<Response> {
  const id = z.uuid().safeParse((await context.params).id)
  const locale = toLocale(request.nextUrl.searchParams.get('locale') ?? '')
  return answer(async () => {
    const limited = await admitReader()
    if (limited) return limited
    const viewer = await getViewer()
    const response = viewer && id.success ? await responseOf(viewer, id.data) : null
    if (!viewer || !response) return { ok: false, code: 'unknown-response' }
    const isOpen = response.score.state === 'exploring'
    // Where nobody has asked whether this process is ready, it begins to explore now.
    if (isOpen) await workExplorations()
    const stage = isOpen ? await explorationStage(response.id) : null
    const withheld = (await withheldFrom(await askerOf(viewer), [response.itemId])).of(response.itemId)
    return { response: await answeredItem(response, locale, scorer, withheld), stage }
  })
}
