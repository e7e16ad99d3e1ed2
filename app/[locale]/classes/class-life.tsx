'use client'

import { useRouter } from 'next/navigation'
import { attempt } from '@/app/_ui/attempt'
import { Field } from '@/app/_ui/field'
import { useFormAction } from '@/app/_ui/form-action'
import { MAX_NAME_UNITS } from '@/lib/auth/name'
import type { HandedOn } from '@/lib/classroom/duplicate'
import { archiveClass, renameClass } from './actions'
import { type ClassLabels, DeleteClass } from './class-forms'
import { DuplicateForm } from './duplicate-form'

/** What a teacher does with a class as a whole: calls it otherwise, opens another one like it, puts it out of the way, which is taken back as easily,
 *  or deletes it. */
export function ClassLife(props: {
  locale: string
  classId: string
  className: string
  isArchived: boolean
  handedOn: HandedOn
  labels: ClassLabels
}) {
  const { locale, classId, className, isArchived, handedOn, labels } = props
  const router = useRouter()
  const rename = useFormAction(
    async (typed: FormData) =>
      attempt(
        labels,
        () => renameClass(classId, { name: typed.get('new-class-name') }),
        () => router.refresh(),
      ),
    null as string | null,
  )
  const archive = useFormAction(
    async () =>
      attempt(
        labels,
        () => archiveClass(classId, !isArchived),
        () => router.refresh(),
      ),
    null as string | null,
  )
  return (
    <>
      <form className="class-form" onSubmit={rename.onSubmit}>
        <Field
          id="new-class-name"
          required
          maxLength={MAX_NAME_UNITS}
          defaultValue={className}
          label={labels.className}
          error={rename.state}
        />
        <button type="submit" className="button" aria-busy={rename.busy}>
          {rename.busy ? labels.busy : labels.renameClass}
        </button>
      </form>
      <DuplicateForm
        locale={locale}
        classId={classId}
        className={className}
        handedOn={handedOn}
        labels={labels}
      />
      <form onSubmit={archive.onSubmit}>
        <p className="class-note" role="status">
          {isArchived ? labels.archivedNote : labels.archiveNote}
        </p>
        <button type="submit" className="button" aria-busy={archive.busy}>
          {isArchived ? labels.unarchiveClass : labels.archiveClass}
        </button>
        {archive.state && (
          <p role="alert" className="field-error">
            {archive.state}
          </p>
        )}
      </form>
      <DeleteClass locale={locale} classId={classId} className={className} labels={labels} />
    </>
  )
}
