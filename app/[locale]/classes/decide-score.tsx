'use client'

import { useRouter } from 'next/navigation'
import { attempt } from '@/app/_ui/attempt'
import { Confirm } from '@/app/_ui/confirm'
import { Field } from '@/app/_ui/field'
import { fill } from '@/app/_ui/fill'
import { MAX_REASON } from '@/lib/classroom/length'
import type { classFeedback } from '@/lib/i18n/en/class-feedback'
import { decideScore, restoreScore } from './actions'
import type { ClassLabels } from './class-forms'
import { OpenedForm } from './opened-form'
import { SaveForm } from './save-form'

/** What a teacher decides an answer with.
 *  @param total the points that there are for it
 *  @param isDecided whether there is a decision to take back */
export function DecideScore(props: {
  classId: string
  responseId: string
  earned: number
  total: number
  isDecided: boolean
  labels: ClassLabels
  words: typeof classFeedback
}) {
  const { classId, responseId, earned, total, isDecided, labels, words } = props
  const router = useRouter()
  const points = `points-${responseId}`
  const reason = `reason-${responseId}`
  const save = (typed: FormData) =>
    decideScore(classId, responseId, { earned: Number(typed.get(points)), reason: typed.get(reason) })
  const restore = () =>
    attempt(
      labels,
      () => restoreScore(classId, responseId),
      () => router.refresh(),
    )
  return (
    <OpenedForm label={words.decide}>
      <SaveForm
        save={save}
        words={{ save: words.saveScore, saved: words.savedScore }}
        labels={labels}
        buttonLook="button-small"
      >
        <Field
          id={points}
          type="number"
          required
          min={0}
          max={total}
          step="any"
          defaultValue={earned}
          label={fill(words.earned, { total })}
          help={words.decideNote}
        />
        <div className="field">
          <label htmlFor={reason}>{words.reason}</label>
          <textarea
            className="prose-field"
            id={reason}
            name={reason}
            required
            maxLength={MAX_REASON}
            rows={2}
          />
        </div>
      </SaveForm>
      {isDecided && (
        <Confirm
          small
          label={words.restore}
          title={words.restore}
          body={words.restoreAsk}
          cancel={labels.cancel}
          act={restore}
        />
      )}
    </OpenedForm>
  )
}
