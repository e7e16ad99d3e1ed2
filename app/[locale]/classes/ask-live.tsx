'use client'

import { attempt } from '@/app/_ui/attempt'
import { leaveFor, useFormAction } from '@/app/_ui/form-action'
import { askLive } from './actions'
import type { ClassLabels } from './class-forms'

/** Asks the class this question now, and goes to the page that is shown in front of it. */
export function AskLive(props: {
  locale: string
  classId: string
  itemId: string
  label: string
  labels: ClassLabels
}) {
  const { locale, classId, itemId, label, labels } = props
  const act = () =>
    attempt(
      labels,
      () => askLive(classId, itemId),
      () => leaveFor(`/${locale}/classes/${classId}/live`),
    )
  const { state: problem, busy, onSubmit } = useFormAction(act, null as string | null)
  return (
    <form onSubmit={onSubmit}>
      <button type="submit" className="button" aria-busy={busy}>
        {label}
      </button>
      {problem && (
        <p role="alert" className="field-error">
          {problem}
        </p>
      )}
    </form>
  )
}
