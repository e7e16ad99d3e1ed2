import type { EventRow } from '@/lib/classroom/event-log'
import { eventWords } from './event-words'
import { Moment } from './moment'

/** What happened to a class, as it comes.
 *  @param whom in place of every name of whom it was about: a learner's own list */
export function EventList(props: { rows: readonly EventRow[]; locale: 'ko' | 'en'; whom?: string }) {
  const { rows, locale, whom } = props
  return (
    <ol className="class-log">
      {rows.map((row) => (
        <li key={row.id}>
          <Moment at={row.at.toISOString()} locale={locale} exact />
          <span>{eventWords(row, locale, whom ?? row.subject)}</span>
        </li>
      ))}
    </ol>
  )
}
