import type { DueNext } from '@/lib/classroom/assignment-result'
import { messages } from '@/lib/i18n/messages'
import { dateTime } from './date-time'

/** What of a class ends next, each leading to who has done it. */
export function DueList(props: {
  due: readonly DueNext[]
  classId: string
  zone: string
  locale: 'ko' | 'en'
}) {
  const { due, classId, zone, locale } = props
  if (due.length === 0) return null
  return (
    <section className="class-due" aria-labelledby="due">
      <h2 id="due">{messages(locale).assignments.dueNext}</h2>
      <ul>
        {due.map(({ id, title, closesAt }) => (
          <li key={id}>
            <a className="link" href={`/${locale}/classes/${classId}/assignments/${id}`}>
              {title}
            </a>{' '}
            <span>{dateTime(closesAt, zone, locale)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
