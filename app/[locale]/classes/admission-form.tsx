'use client'

import { useRouter } from 'next/navigation'
import { attempt } from '@/app/_ui/attempt'
import { Field } from '@/app/_ui/field'
import { useFormAction } from '@/app/_ui/form-action'
import type { Admission } from '@/lib/classroom/classroom'
import { setAdmission } from './actions'
import type { ClassLabels } from './class-forms'

/** For how many days a code can be made to let people in from now on. */
const DAYS = [1, 7, 30, 90, 365] as const

/** Whom the code lets in. */
export function AdmissionForm(props: { classId: string; admission: Admission; labels: ClassLabels }) {
  const { classId, admission, labels } = props
  const router = useRouter()
  const save = async (typed: FormData) => {
    const max = String(typed.get('max-learners') ?? '').trim()
    const days = String(typed.get('code-days') ?? '')
    const fields = {
      closed: typed.get('closed') === 'on',
      accountsOnly: typed.get('accounts-only') === 'on',
      approval: typed.get('approval') === 'on',
      maxLearners: max === '' ? null : Number(max),
      codeDays: days === '' ? null : Number(days),
    }
    const problem = await attempt(
      labels,
      () => setAdmission(classId, fields),
      () => router.refresh(),
    )
    return { problem, isSaved: problem === null }
  }
  const { state, busy, onSubmit } = useFormAction(save, { problem: null as string | null, isSaved: false })
  const isAboutField = state.problem === labels.errors['admission-ill-formed']
  const box = (name: string, isOn: boolean, label: string, note: string) => (
    <label className="class-share">
      <input type="checkbox" name={name} defaultChecked={isOn} />
      <span>
        <b>{label}</b>
        <span>{note}</span>
      </span>
    </label>
  )
  return (
    <form className="class-form" onSubmit={onSubmit}>
      {box('closed', admission.closed, labels.closed, labels.closedNote)}
      {box('accounts-only', admission.accountsOnly, labels.accountsOnly, labels.accountsOnlyNote)}
      {box('approval', admission.approval, labels.approval, labels.approvalNote)}
      <Field
        id="max-learners"
        inputMode="numeric"
        autoComplete="off"
        defaultValue={admission.maxLearners ?? ''}
        label={labels.maxLearners}
        help={labels.maxLearnersHelp}
        error={isAboutField ? state.problem : null}
      />
      <div className="field">
        <label htmlFor="code-days">{labels.codeDays}</label>
        <select id="code-days" name="code-days" defaultValue="">
          <option value="">{labels.codeDaysKeep}</option>
          {DAYS.map((days) => (
            <option key={days} value={days}>
              {labels.codeDaysOf[days]}
            </option>
          ))}
        </select>
      </div>
      {state.problem && !isAboutField && (
        <p role="alert" className="field-error">
          {state.problem}
        </p>
      )}
      <button type="submit" className="button" aria-busy={busy}>
        {busy ? labels.busy : labels.saveAdmission}
      </button>
      <p role="status" className="class-note">
        {state.isSaved && !busy && labels.savedAdmission}
      </p>
    </form>
  )
}
