'use client'

import { useRouter } from 'next/navigation'
import { attempt } from '@/app/_ui/attempt'
import { useFormAction } from '@/app/_ui/form-action'
import { LOG_DAYS } from '@/lib/classroom/event'
import type { classLog } from '@/lib/i18n/en/class-log'
import { setLogDays } from './actions'
import type { ClassLabels } from './class-forms'

/** For how long the log of a class is kept. */
export function LogDaysForm(props: {
  classId: string
  days: number
  labels: ClassLabels
  words: Pick<typeof classLog, 'keep' | 'keepNote' | 'days' | 'save' | 'saved'>
}) {
  const { classId, days, labels, words } = props
  const router = useRouter()
  const save = async (typed: FormData) => {
    const problem = await attempt(
      labels,
      () => setLogDays(classId, Number(typed.get('log-days'))),
      () => router.refresh(),
    )
    return { problem, isSaved: problem === null }
  }
  const { state, busy, onSubmit } = useFormAction(save, { problem: null as string | null, isSaved: false })
  return (
    <form className="class-form" onSubmit={onSubmit}>
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
      {state.problem && (
        <p role="alert" className="field-error">
          {state.problem}
        </p>
      )}
      <button type="submit" className="button" aria-busy={busy}>
        {busy ? labels.busy : words.save}
      </button>
      <p role="status" className="class-note">
        {state.isSaved && !busy && words.saved}
      </p>
    </form>
  )
}
