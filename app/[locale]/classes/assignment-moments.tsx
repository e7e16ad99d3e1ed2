import type { Assigned } from '@/lib/classroom/assignment-result'
import { messages } from '@/lib/i18n/messages'
import { dateTime } from './date-time'

/** What happens to an assignment when, in order.
 *  @param dueAt of whoever is looking */
export function Moments(props: {
  assigned: Assigned
  dueAt: Date | null
  zone: string
  locale: 'ko' | 'en'
}) {
  const { assigned, dueAt, zone, locale } = props
  const words = messages(locale).assignments
  const { openAt, closesAt, release } = assigned
  const moments: { at: Date; what: string }[] = [{ at: openAt, what: words.momentOpen }]
  if (dueAt) moments.push({ at: dueAt, what: words.momentDue })
  if (closesAt && dueAt && closesAt > dueAt) moments.push({ at: closesAt, what: words.momentExtended })
  return (
    <section aria-labelledby="moments">
      <h2 className="assignment-part" id="moments">
        {words.moments}
      </h2>
      <ol className="assignment-moments">
        {moments.map(({ at, what }) => (
          <li key={what}>
            <b>{dateTime(at, zone, locale)}</b> {what}
          </li>
        ))}
      </ol>
      <p className="class-note">{words.keysToYou[release]}</p>
    </section>
  )
}
