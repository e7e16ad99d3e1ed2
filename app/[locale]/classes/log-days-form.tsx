'use client'

import { LOG_DAYS } from '@/lib/classroom/event'
import type { classLog } from '@/lib/i18n/en/class-log'
import { setLogDays } from './actions'
import type { ClassLabels } from './class-forms'
import { SaveForm } from './save-form'

/** For how long the log of a class is kept. */
export function LogDaysForm(props: {
  classId: string
  days: number
  labels: ClassLabels
  words: Pick<typeof classLog, 'keep' | 'keepNote' | 'days' | 'save' | 'saved'>
}) {
  const { classId, days, labels, words } = props
  const save = (typed: FormData) => setLogDays(classId, Number(typed.get('log-days')))
  return (
    <SaveForm save={save} words={words} labels={labels}>
      <div className="field">
        <label htmlFor="log-days">{words.keep}</label>
        <select id="log-days" name="log-days" defaultValue={days} aria-describedby="log-days-note">
          {LOG_DAYS.map((one) => (
            <option key={one} value={one}>
              {words.days[one]}
            </option>
          ))}
        </select>
        <p id="log-days-note" className="class-note">
          {words.keepNote}
        </p>
      </div>
    </SaveForm>
  )
}
