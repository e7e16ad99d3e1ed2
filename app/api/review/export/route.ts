import { getViewer } from '@/lib/auth/viewer'
import { loadCard } from '@/lib/content/card'
import { loadItem } from '@/lib/content/quiz'
import { type Locale, toLocale } from '@/lib/i18n/locale'
import { dueDates } from '@/lib/progress/agenda-store'
import { takeLocally } from '@/lib/rate-limit/local'
import { admitReader, answer } from '../../answer'

/** What whoever is looking has under review, as CSV (RFC 4180) in `?locale=`: question, answer, concept, day. Anki reads it as
 *  it is: a note a line. A quiz question has no answer there, because its options are its own. */
export async function GET(request: Request): Promise<Response> {
  const limited = await admitReader()
  if (limited) return answer(limited)
  const viewer = await getViewer()
  const tooMany = viewer && takeLocally('export-by-person', viewer.id)
  if (tooMany) return answer(tooMany)
  const locale = toLocale(new URL(request.url).searchParams.get('locale') ?? '')
  const due = viewer ? await dueDates(viewer) : new Map<string, Date>()
  const rows = [...due].flatMap(([id, at]) => rowOf(id, at, locale))
  const text = [['question', 'answer', 'id', 'due'], ...rows]
    .map((row) => row.map(quoted).join(','))
    .join('\r\n')
  return new Response(`${text}\r\n`, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="forklore-review.csv"',
      'cache-control': 'private, no-store',
    },
  })
}

function rowOf(id: string, due: Date, locale: Locale): string[][] {
  const item = loadItem(id)
  if (!item) return []
  return [[item.stem[locale], loadCard(id, locale)?.short ?? '', id, due.toISOString().slice(0, 10)]]
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}
