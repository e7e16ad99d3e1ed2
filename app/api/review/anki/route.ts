import { ankiPackage } from '@/lib/anki/package'
import { getViewer } from '@/lib/auth/viewer'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { openReviews } from '@/lib/progress/agenda-store'
import { askerOf } from '@/lib/progress/asker'
import { dayOf, startOf } from '@/lib/progress/day'
import { allWithheldFrom } from '@/lib/progress/withheld-store'
import { takeLocally } from '@/lib/rate-limit/local'
import { admitReader, answer } from '../../answer'
import { noteOf } from './note'

/** Anki's days begin at four in the morning. It counts from this one. */
const EPOCH = dayOf(new Date('2026-01-01T00:00:00Z'))
const FOUR_HOURS = 4 * 3600

/** What whoever is looking has under review, as a file for Anki in `?locale=`, each card due when it is due here. */
export async function GET(request: Request): Promise<Response> {
  const limited = await admitReader()
  if (limited) return answer(limited)
  const viewer = await getViewer()
  // Who has answered nothing has nothing under review, and costs no file.
  if (!viewer) return answer({ ok: false, code: 'signed-out' })
  const tooMany = takeLocally('export-by-person', viewer.id)
  if (tooMany) return answer(tooMany)
  const locale = toLocale(new URL(request.url).searchParams.get('locale') ?? '')
  const m = messages(locale).review
  const reviews = await openReviews(viewer, await allWithheldFrom(await askerOf(viewer)))
  const file = await ankiPackage({
    name: m.ankiDeck,
    fields: { front: m.ankiFront, back: m.ankiBack },
    notes: reviews.flatMap((review) => noteOf(review, locale) ?? []),
    epoch: { day: EPOCH, at: startOf(EPOCH).getTime() / 1000 + FOUR_HOURS },
    now: Math.floor(Date.now() / 1000),
  })
  return new Response(file as Uint8Array<ArrayBuffer>, {
    headers: {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="forklore-${locale}.apkg"`,
      'cache-control': 'private, no-store',
    },
  })
}
