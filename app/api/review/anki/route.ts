import { ankiPackage } from '@/lib/anki/package'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { openReviews } from '@/lib/progress/agenda-store'
import { askerOf } from '@/lib/progress/asker'
import { dayOf, startOf } from '@/lib/progress/day'
import { allWithheldFrom } from '@/lib/progress/withheld-store'
import { admitExporter, answer, download } from '../../answer'
import { noteOf } from './note'

/** Anki's days begin at four in the morning. It counts from this one. */
const EPOCH = dayOf(new Date('2026-01-01T00:00:00Z'))
const FOUR_HOURS = 4 * 3600

/** What whoever is looking has under review, as a file for Anki in `?locale=`, each card due when it is due here. Who has
 *  answered nothing has nothing under review, and costs no file. */
export async function GET(request: Request): Promise<Response> {
  const admitted = await admitExporter('export-by-person')
  if (admitted.refused) return answer(admitted.refused)
  const { viewer } = admitted
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
  return download(file as Uint8Array<ArrayBuffer>, `forklore-${locale}.apkg`, 'application/octet-stream')
}
