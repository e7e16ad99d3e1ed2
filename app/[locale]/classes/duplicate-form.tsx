'use client'

import { attempt } from '@/app/_ui/attempt'
import { Field } from '@/app/_ui/field'
import { fill } from '@/app/_ui/fill'
import { leaveFor, useFormAction } from '@/app/_ui/form-action'
import { MAX_NAME_UNITS } from '@/lib/auth/name'
import type { HandedOn } from '@/lib/classroom/duplicate'
import { duplicateClass } from './actions'
import type { ClassLabels } from './class-forms'

/** Opens another class like this one, and goes there. */
export function DuplicateForm(props: {
  locale: string
  classId: string
  className: string
  handedOn: HandedOn
  labels: ClassLabels
}) {
  const { locale, classId, className, handedOn, labels } = props
  const { state, busy, onSubmit } = useFormAction(
    (typed) =>
      attempt(
        labels,
        () =>
          duplicateClass(classId, {
            name: typed.get('duplicate-name'),
            firstDay: handedOn.firstDay === null ? null : typed.get('duplicate-day'),
          }),
        ({ id }) => leaveFor(`/${locale}/classes/${id}`),
      ),
    null as string | null,
  )
  const isAboutDay = state === labels.errors['day-ill-formed']
  return (
    <form className="class-form" onSubmit={onSubmit}>
      <p className="class-note">
        {handedOn.assignments === 0
          ? labels.duplicateBare
          : fill(labels.duplicateNote, { n: handedOn.assignments })}
      </p>
      <Field
        id="duplicate-name"
        required
        maxLength={MAX_NAME_UNITS}
        defaultValue={className}
        label={labels.duplicateName}
        error={isAboutDay ? null : state}
      />
      {handedOn.firstDay !== null && (
        <Field
          id="duplicate-day"
          type="date"
          required
          defaultValue={handedOn.firstDay}
          label={labels.duplicateDay}
          help={labels.duplicateDayHelp}
          error={isAboutDay ? state : null}
        />
      )}
      <button type="submit" className="button" aria-busy={busy}>
        {busy ? labels.busy : labels.duplicateClass}
      </button>
    </form>
  )
}
