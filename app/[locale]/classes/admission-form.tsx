'use client'

import { Field } from '@/app/_ui/field'
import type { Admission } from '@/lib/classroom/classroom'
import { setAdmission } from './actions'
import type { ClassLabels } from './class-forms'
import { SaveForm } from './save-form'

/** For how many days a code can be made to let people in from now on. */
const DAYS = [1, 7, 30, 90, 365] as const

/** Whom the code lets in. */
export function AdmissionForm(props: { classId: string; admission: Admission; labels: ClassLabels }) {
  const { classId, admission, labels } = props
  const save = (typed: FormData) => {
    const max = String(typed.get('max-learners') ?? '').trim()
    const days = String(typed.get('code-days') ?? '')
    return setAdmission(classId, {
      closed: typed.get('closed') === 'on',
      accountsOnly: typed.get('accounts-only') === 'on',
      approval: typed.get('approval') === 'on',
      maxLearners: max === '' ? null : Number(max),
      codeDays: days === '' ? null : Number(days),
    })
  }
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
    <SaveForm
      save={save}
      words={{ save: labels.saveAdmission, saved: labels.savedAdmission }}
      labels={labels}
      fieldProblem={labels.errors['admission-ill-formed']}
    >
      {(problem) => (
        <>
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
            error={problem}
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
        </>
      )}
    </SaveForm>
  )
}
