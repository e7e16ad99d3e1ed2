'use client'

import { attempt } from '@/app/_ui/attempt'
import { leaveFor, useFormAction } from '@/app/_ui/form-action'
import { askLive, askRun } from './actions'
import type { ClassLabels } from './class-forms'

/** Asks the class this question now, or lets it choose how its program runs, and goes to the page that is shown in front of it. */
export function AskLive(props: {
  locale: string
  classId: string
  itemId: string
  isRun?: boolean
  label: string
  labels: ClassLabels
}) {
  const { locale, classId, itemId, isRun = false, label, labels } = props
  const act = () =>
    attempt(
      labels,
      () => (isRun ? askRun(classId, itemId) : askLive(classId, itemId)),
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
