'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { attempt } from '@/app/_ui/attempt'
import { Confirm } from '@/app/_ui/confirm'
import { Field } from '@/app/_ui/field'
import { fill } from '@/app/_ui/fill'
import { leaveFor, useFormAction } from '@/app/_ui/form-action'
import {
  changeAssignment,
  createAssignment,
  deleteAssignment,
  extendAssignment,
  setTimeZone,
} from './actions'
import {
  type AssignmentLabels,
  type ExamLabels,
  type ForWhom,
  TermsFields,
  type TermsShown,
  typedTerms,
} from './assignment-terms'
import { type ClassLabels, ConfirmAndLeave } from './class-forms'
import { SaveForm } from './save-form'

type Words = { readonly labels: ClassLabels; readonly words: AssignmentLabels }

/** Gives the class an assignment.
 *  @param children what is asked: boxes named `item`, or none where it is a mock interview
 *  @param minutes how long the interview may be; null where items are asked */
export function CreateForm(
  props: Words & {
    locale: string
    classId: string
    terms: TermsShown
    zone: string
    whom: ForWhom
    minutes: readonly number[] | null
    /** Words of an exam, where what is asked can be one; null: it cannot. */
    exam: ExamLabels | null
    children?: ReactNode
  },
) {
  const { locale, classId, terms, zone, whom, minutes, exam, children, labels, words } = props
  const [isExam, setIsExam] = useState(false)
  const create = (typed: FormData) => {
    const itemIds = typed.getAll('item').map(String)
    const mockMinutes = minutes === null ? null : Number(typed.get('minutes'))
    return attempt(
      labels,
      () => createAssignment(classId, { ...typedTerms(typed), itemIds, mockMinutes }),
      ({ id }) => leaveFor(`/${locale}/classes/${classId}/assignments/${id}`),
    )
  }
  const { state: problem, busy, onSubmit } = useFormAction(create, null as string | null)
  return (
    <form className="class-form assignment-form" onSubmit={onSubmit}>
      {children}
      {minutes !== null && (
        <div className="field">
          <label htmlFor="minutes">{words.minutes}</label>
          <select id="minutes" name="minutes">
            {minutes.map((n) => (
              <option key={n} value={n}>
                {n}
              </option>
            ))}
          </select>
        </div>
      )}
      {exam && (
        <label className="class-share">
          <input type="checkbox" checked={isExam} onChange={() => setIsExam(!isExam)} />
          <span>{exam.asExam}</span>
        </label>
      )}
      <TermsFields terms={terms} zone={zone} whom={whom} words={words} exam={isExam ? exam : null} />
      <Send problem={problem} busy={busy} label={words.assign} labels={labels} />
    </form>
  )
}

/** Changes how an assignment is set. */
export function ChangeForm(
  props: Words & {
    classId: string
    assignmentId: string
    terms: TermsShown
    zone: string
    whom: ForWhom
    exam: ExamLabels
  },
) {
  const { classId, assignmentId, terms, zone, whom, exam, labels, words } = props
  const isExam = terms.examMinutes !== null
  return (
    <SaveForm
      save={(typed) => changeAssignment(classId, assignmentId, typedTerms(typed))}
      {...{ words, labels, look: 'assignment-form', buttonLook: 'button-primary' }}
    >
      <TermsFields terms={terms} zone={zone} whom={whom} words={words} exam={isExam ? exam : null} />
    </SaveForm>
  )
}

function Send(props: { problem: string | null; busy: boolean; label: string; labels: ClassLabels }) {
  const { problem, busy, label, labels } = props
  return (
    <>
      {problem && (
        <p role="alert" className="field-error">
          {problem}
        </p>
      )}
      <button type="submit" className="button button-primary" aria-busy={busy}>
        {busy ? labels.busy : label}
      </button>
    </>
  )
}

/** Takes an assignment back. */
export function DeleteAssignment(
  props: Words & { locale: string; classId: string; assignmentId: string; title: string },
) {
  const { locale, classId, assignmentId, title, labels, words } = props
  return (
    <ConfirmAndLeave
      danger
      small
      label={words.remove}
      body={fill(words.removeAsk, { name: title })}
      act={() => deleteAssignment(classId, assignmentId)}
      to={`/${locale}/classes/${classId}/assignments`}
      labels={labels}
    />
  )
}

/** More time for one learner.
 *  @param until what they have, else what everybody has, as a clock of the class shows it */
export function ExtendForm(
  props: Words & {
    classId: string
    assignmentId: string
    membershipId: string
    name: string
    until: string
    zone: string
  },
) {
  const { classId, assignmentId, membershipId, name, until, zone, labels, words } = props
  const router = useRouter()
  const extend = (typed: FormData) => {
    const time = String(typed.get('until') ?? '')
    return attempt(
      labels,
      () => extendAssignment(classId, assignmentId, membershipId, time === '' ? null : time),
      () => router.refresh(),
    )
  }
  return (
    <Confirm
      small
      label={words.more}
      title={words.more}
      body={fill(words.moreAsk, { name })}
      cancel={labels.cancel}
      act={extend}
    >
      <Field
        id={`until-${membershipId}`}
        name="until"
        type="datetime-local"
        defaultValue={until}
        label={words.moreUntil}
        help={fill(words.clock, { zone })}
      />
    </Confirm>
  )
}

/** The clock of the class. */
export function ZoneForm({ classId, zone, labels, words }: Words & { classId: string; zone: string }) {
  const router = useRouter()
  const [zones, setZones] = useState<readonly string[]>([])
  const save = (typed: FormData) =>
    attempt(
      labels,
      () => setTimeZone(classId, typed.get('zone')),
      () => router.refresh(),
    )
  const { state: problem, busy, onSubmit } = useFormAction(save, null as string | null)
  return (
    <form className="class-form" onSubmit={onSubmit}>
      <Field
        id="zone"
        required
        list="zones"
        autoComplete="off"
        spellCheck={false}
        defaultValue={zone}
        label={words.zone}
        help={words.zoneHelp}
        error={problem}
        onFocus={() => setZones(Intl.supportedValuesOf('timeZone'))}
      />
      <datalist id="zones">
        {zones.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      <button type="submit" className="button" aria-busy={busy}>
        {busy ? labels.busy : words.setZone}
      </button>
    </form>
  )
}
