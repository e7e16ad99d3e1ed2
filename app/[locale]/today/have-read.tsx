'use client'

import { useRouter } from 'next/navigation'
import { attempt } from '@/app/_ui/attempt'
import { useFormAction } from '@/app/_ui/form-action'
import type { classes } from '@/lib/i18n/en/classes'
import { readNotes } from '../classes/actions'

/** Says that what is shown was read: it is not shown here again.
 *  @param ids of what was shown */
export function HaveRead(props: { ids: readonly string[]; label: string; labels: typeof classes }) {
  const { ids, label, labels } = props
  const router = useRouter()
  const act = () =>
    attempt(
      labels,
      () => readNotes(ids),
      () => router.refresh(),
    )
  const { state: problem, busy, onSubmit } = useFormAction(act, null as string | null)
  return (
    <form onSubmit={onSubmit}>
      {problem && (
        <p role="alert" className="field-error">
          {problem}
        </p>
      )}
      <button type="submit" className="button button-small" aria-busy={busy}>
        {label}
      </button>
    </form>
  )
}
