'use client'

import { useRouter } from 'next/navigation'
import { useRef } from 'react'
import { attempt } from '@/app/_ui/attempt'
import { Confirm } from '@/app/_ui/confirm'
import { Field } from '@/app/_ui/field'
import { fill } from '@/app/_ui/fill'
import { useFormAction } from '@/app/_ui/form-action'
import { MAX_NAME_UNITS } from '@/lib/auth/name'
import type { ClassSection } from '@/lib/classroom/section'
import type { classSections } from '@/lib/i18n/en/class-sections'
import { dropSection, nameSection } from './actions'
import type { ClassLabels } from './class-forms'

type Labels = { readonly classId: string; readonly labels: ClassLabels; readonly words: typeof classSections }

/** The sections of a class, and what makes, names and removes them. */
export function Sections({ sections, ...rest }: Labels & { sections: readonly ClassSection[] }) {
  return (
    <>
      <ul className="staff">
        {sections.map((section) => (
          <Section key={section.id} section={section} {...rest} />
        ))}
      </ul>
      <MakeSection {...rest} />
    </>
  )
}

function MakeSection({ classId, labels, words }: Labels) {
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const make = (typed: FormData) =>
    attempt(
      labels,
      () => nameSection(classId, null, typed.get('new-section')),
      () => {
        form.current?.reset()
        router.refresh()
      },
    )
  const { state: problem, busy, onSubmit } = useFormAction(make, null as string | null)
  return (
    <form ref={form} className="class-form" onSubmit={onSubmit}>
      <Field
        id="new-section"
        required
        maxLength={MAX_NAME_UNITS}
        autoComplete="off"
        label={words.name}
        error={problem}
      />
      <button type="submit" className="button button-small" aria-busy={busy}>
        {busy ? labels.busy : words.make}
      </button>
    </form>
  )
}

function Section({ classId, section, labels, words }: Labels & { section: ClassSection }) {
  const { id, name, learners } = section
  const router = useRouter()
  const rename = (typed: FormData) =>
    attempt(
      labels,
      () => nameSection(classId, id, typed.get(`section-${id}`)),
      () => router.refresh(),
    )
  const drop = () =>
    attempt(
      labels,
      () => dropSection(classId, id),
      () => router.refresh(),
    )
  return (
    <li>
      <span>{fill(words.one, { name, n: learners })}</span>
      <Confirm small label={words.rename} title={words.rename} body="" cancel={labels.cancel} act={rename}>
        <Field
          id={`section-${id}`}
          required
          maxLength={MAX_NAME_UNITS}
          autoComplete="off"
          defaultValue={name}
          label={words.name}
        />
      </Confirm>
      <Confirm
        small
        danger
        label={words.drop}
        title={words.drop}
        body={fill(words.dropAsk, { name })}
        cancel={labels.cancel}
        act={drop}
      />
    </li>
  )
}
