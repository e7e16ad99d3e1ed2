import { getViewer } from '@/lib/auth/viewer'
import { loadCard } from '@/lib/content/card'
import { loadItem } from '@/lib/content/quiz'
import { type Locale, toLocale } from '@/lib/i18n/locale'
import { dueDates } from '@/lib/progress/agenda-store'
import { askerOf } from '@/lib/progress/asker'
import { allWithheldFrom } from '@/lib/progress/withheld-store'
import { takeLocally } from '@/lib/rate-limit/local'
import { admitReader, answer } from '../../answer'
import { type Cell, csvFile } from '../../csv'

/** What whoever is looking has under review, as CSV (RFC 4180) in `?locale=`: question, answer, concept, day. Anki reads it as
 *  it is: a note a line. A quiz question has no answer there, because its options are its own. */
export async function GET(request: Request): Promise<Response> {
  const limited = await admitReader()
  if (limited) return answer(limited)
  const viewer = await getViewer()
  const tooMany = viewer && takeLocally('export-by-person', viewer.id)
  if (tooMany) return answer(tooMany)
  const locale = toLocale(new URL(request.url).searchParams.get('locale') ?? '')
  const due = viewer
    ? await dueDates(viewer, await allWithheldFrom(await askerOf(viewer)))
    : new Map<string, Date>()
  return csvFile('forklore-review', rows(due, locale))
}

async function* rows(due: ReadonlyMap<string, Date>, locale: Locale): AsyncGenerator<readonly Cell[]> {
  yield ['question', 'answer', 'id', 'due']
  for (const [id, at] of due) yield* rowOf(id, at, locale)
}

function rowOf(id: string, due: Date, locale: Locale): string[][] {
  const item = loadItem(id)
  if (!item) return []
  return [[item.stem[locale], loadCard(id, locale)?.short ?? '', id, due.toISOString().slice(0, 10)]]
}
