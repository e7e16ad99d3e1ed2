'use client'

import { useRouter } from 'next/navigation'
import { useId, useState } from 'react'
import { Confirm } from '@/app/_ui/confirm'
import { Copied } from '@/app/_ui/copied'
import { fill } from '@/app/_ui/fill'
import type { DailyResult } from '@/lib/daily/settings'
import type { daily } from '@/lib/i18n/en/daily'
import type { Locale } from '@/lib/i18n/locale'
import { changeDailyFeed, changeDailyMail, endDailyMail } from './actions'

export type DailyLabels = (typeof daily)['form']

/** Who may have the question mailed: nobody where no mail can be sent; a guest has no address; others once it is proven. */
export type DailyMail = 'none' | 'guest' | 'unproven' | 'proven'

type Shared = { readonly locale: Locale; readonly labels: DailyLabels }

/** A question a day: the addresses of its feeds, and the hour of its mail.
 *  @param props `feed`: the whole address without its ending; null while there is none */
export function Daily(
  props: Shared & { feed: string | null; mail: DailyMail; mailHour: number | null; email: string },
) {
  const { feed, mail, mailHour, email, locale, labels } = props
  const { said, change } = useChange(labels)
  const dialog = { cancel: labels.cancel, small: true }
  return (
    <section className="daily" id="daily" aria-labelledby="daily-title">
      <h2 id="daily-title">{labels.title}</h2>
      <p>{labels.lead}</p>
      {feed === null ? (
        <button
          type="button"
          className="button button-small"
          onClick={() => void change(() => changeDailyFeed('open', locale))}
        >
          {labels.open}
        </button>
      ) : (
        <>
          <p>{labels.secret}</p>
          <Copied label={labels.atom} help={labels.atomHelp} text={`${feed}.atom`} labels={labels} />
          <Copied label={labels.calendar} help={labels.calendarHelp} text={`${feed}.ics`} labels={labels} />
          <div className="daily-row">
            {/* A calendar that is opened so is subscribed to; downloaded it would be taken in once. */}
            <a className="button button-small" href={`${feed}.ics`.replace(/^https?:/, 'webcal:')}>
              {labels.subscribe}
            </a>
            <Confirm
              {...dialog}
              label={labels.renew}
              title={labels.renew}
              body={labels.renewBody}
              act={() => change(() => changeDailyFeed('renew', locale))}
            />
            <Confirm
              {...dialog}
              label={labels.close}
              title={labels.close}
              body={labels.closeBody}
              act={() => change(() => changeDailyFeed('close', locale))}
            />
          </div>
        </>
      )}
      <Mail
        {...{ mail, mailHour, email, labels }}
        // What is stored is what is shown, also after it was ended elsewhere on the page.
        key={mailHour}
        choose={(hour) => void change(() => changeDailyMail(hour, locale))}
      />
      <p role="status">{said}</p>
    </section>
  )
}

function Mail(props: {
  mail: DailyMail
  mailHour: number | null
  email: string
  labels: DailyLabels
  choose: (hour: number | null) => void
}) {
  const { mail, mailHour, email, labels, choose } = props
  const field = useId()
  if (mail === 'none') return null
  if (mail !== 'proven')
    return <p>{mail === 'guest' ? labels.mailGuest : fill(labels.mailUnproven, { email })}</p>
  return (
    <form
      className="daily-row"
      onSubmit={(event) => {
        event.preventDefault()
        const hour = new FormData(event.currentTarget).get('hour')
        choose(hour === '' ? null : Number(hour))
      }}
    >
      <label htmlFor={field}>{labels.mail}</label>
      <select id={field} name="hour" defaultValue={mailHour ?? ''}>
        <option value="">{labels.mailNever}</option>
        {Array.from({ length: 24 }, (_, hour) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the index is the hour.
          <option key={hour} value={hour}>
            {fill(labels.mailAt, { hour })}
          </option>
        ))}
      </select>
      <button type="submit" className="button button-small">
        {labels.save}
      </button>
      <p>{fill(labels.mailTo, { email })}</p>
    </form>
  )
}

/** What a link in a message leads to: one press ends the mail, whoever is signed in here. */
export function EndMail({ stopKey, labels }: { stopKey: string; labels: DailyLabels }) {
  const { said, change } = useChange(labels, labels.stopped)
  return (
    <section className="daily" aria-labelledby="daily-stop">
      <h2 id="daily-stop">{labels.stopTitle}</h2>
      <p>{labels.stopBody}</p>
      <button
        type="button"
        className="button button-primary"
        onClick={() => void change(() => endDailyMail(stopKey))}
      >
        {labels.stop}
      </button>
      <p role="status">{said}</p>
    </section>
  )
}

/** Changes something on the server, shows the page as it is then, and says what came of it.
 *  @returns `change` gives null when it was done, or the sentence that says why not */
function useChange(labels: DailyLabels, done: string = labels.saved) {
  const router = useRouter()
  const [said, say] = useState('')
  const change = async (work: () => Promise<DailyResult>): Promise<string | null> => {
    const problem = await problemOf(work, labels)
    say(problem ?? done)
    if (problem === null) router.refresh()
    return problem
  }
  return { said, change }
}

async function problemOf(work: () => Promise<DailyResult>, labels: DailyLabels): Promise<string | null> {
  try {
    const result = await work()
    if (result.ok) return null
    return fill(labels.errors[result.code], { seconds: 'seconds' in result ? result.seconds : 0 })
  } catch {
    return labels.errors.offline
  }
}
