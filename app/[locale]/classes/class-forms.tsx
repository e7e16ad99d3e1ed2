'use client'

import { useRouter } from 'next/navigation'
import { type ComponentProps, type ReactNode, useEffect, useRef, useState, useTransition } from 'react'
import { guestKey } from '@/app/_quiz/outbox'
import { attempt } from '@/app/_ui/attempt'
import { Confirm } from '@/app/_ui/confirm'
import { Field } from '@/app/_ui/field'
import { fill } from '@/app/_ui/fill'
import { leaveFor, useFormAction } from '@/app/_ui/form-action'
import { MAX_NAME_UNITS } from '@/lib/auth/name'
import type { ClassPreview } from '@/lib/classroom/store'
import type { classes } from '@/lib/i18n/en/classes'
import {
  changeLearners,
  createClass,
  deleteClass,
  joinClass,
  leaveClass,
  previewClass,
  regenerateCode,
  shareEarlierWork,
} from './actions'

export type ClassLabels = typeof classes

/** A form about a class, its fields being handed what went wrong, and its button.
 *  @param act null: it went well and the page is being left */
function ClassForm(props: {
  act: (typed: FormData) => Promise<string | null>
  button: string
  look?: string
  labels: ClassLabels
  children: (problem: string | null) => ReactNode
}) {
  const { act, button, look = '', labels, children } = props
  const { state: problem, busy, onSubmit } = useFormAction(act, null as string | null)
  return (
    <form className="class-form" onSubmit={onSubmit}>
      {children(problem)}
      <button type="submit" className={`button ${look}`} aria-busy={busy}>
        {busy ? labels.busy : button}
      </button>
    </form>
  )
}

/** Opens a class and goes there. */
export function OpenForm({ locale, name, labels }: { locale: string; name: string; labels: ClassLabels }) {
  const open = (typed: FormData) =>
    attempt(
      labels,
      () => createClass({ name: typed.get('class-name'), displayName: typed.get('teacher-name') }),
      ({ id }) => leaveFor(`/${locale}/classes/${id}`),
    )
  return (
    <ClassForm act={open} button={labels.open} look="button-primary" labels={labels}>
      {(problem) => (
        <>
          <Field
            id="class-name"
            required
            maxLength={MAX_NAME_UNITS}
            label={labels.className}
            error={problem}
          />
          <Field
            id="teacher-name"
            required
            maxLength={MAX_NAME_UNITS}
            defaultValue={name}
            label={labels.yourName}
          />
        </>
      )}
    </ClassForm>
  )
}

/** A code is looked at before anything is joined. */
export function CodeForm({ locale, labels }: { locale: string; labels: ClassLabels }) {
  const look = (typed: FormData) => {
    const code = String(typed.get('code') ?? '').trim()
    const page = `/${locale}/join/${encodeURIComponent(code)}`
    return attempt(
      labels,
      () => previewClass(code),
      () => leaveFor(page),
    )
  }
  return (
    <ClassForm act={look} button={labels.look} labels={labels}>
      {(problem) => (
        <Field
          id="code"
          required
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          className="class-code-input"
          label={labels.code}
          help={labels.codeHelp}
          error={problem}
        />
      )}
    </ClassForm>
  )
}

/** What joining means, and the consent to it. */
export function JoinForm(props: {
  locale: string
  code: string
  preview: ClassPreview
  name: string
  labels: ClassLabels
}) {
  const { locale, code, preview, name, labels } = props
  const isAboutNumber = (problem: string | null) => problem === labels.errors['number-unknown']
  const join = (typed: FormData) => {
    const fields = {
      ...{ code, displayName: typed.get('join-name'), shareEarlier: typed.get('share') === 'on' },
      number: typed.get('join-number'),
    }
    return attempt(
      labels,
      () => joinClass(fields, locale, guestKey()),
      ({ id, isWaiting }) =>
        leaveFor(isWaiting ? `/${locale}/join/${encodeURIComponent(code)}` : `/${locale}/classes/${id}`),
    )
  }
  return (
    <ClassForm
      act={join}
      button={preview.approval ? labels.askToJoin : labels.join}
      look="button-primary button-large"
      labels={labels}
    >
      {(problem) => (
        <>
          <Field
            id="join-name"
            required
            maxLength={MAX_NAME_UNITS}
            defaultValue={name}
            label={labels.displayName}
            error={isAboutNumber(problem) ? null : problem}
          />
          {preview.hasList && (
            <Field
              id="join-number"
              maxLength={100}
              autoComplete="off"
              label={labels.number}
              help={labels.numberHelp}
              error={isAboutNumber(problem) ? problem : null}
            />
          )}
          <label className="class-share">
            <input type="checkbox" name="share" />
            <span>
              <b>{labels.share}</b>
              <span>{fill(labels.shareNote, { n: preview.earlierAnswers })}</span>
            </span>
          </label>
        </>
      )}
    </ClassForm>
  )
}

/** A button that asks before it acts, and then goes to another page.
 *  @param props.to its address */
export function ConfirmAndLeave(
  props: Omit<ComponentProps<typeof Confirm>, 'title' | 'cancel' | 'act'> & {
    act: () => ReturnType<typeof leaveClass>
    to: string
    labels: ClassLabels
  },
) {
  const { act, to, labels, ...rest } = props
  return (
    <Confirm
      {...rest}
      title={props.label}
      cancel={labels.cancel}
      act={() => attempt(labels, act, () => leaveFor(to))}
    />
  )
}

/** What who waits can do: not wait any longer. */
export function StopWaiting(props: {
  locale: string
  classId: string
  className: string
  labels: ClassLabels
}) {
  const { locale, classId, className, labels } = props
  return (
    <ConfirmAndLeave
      small
      label={labels.stopWaiting}
      body={fill(labels.stopWaitingAsk, { name: className })}
      act={() => leaveClass(classId)}
      to={`/${locale}/classes`}
      labels={labels}
    />
  )
}

/** What a learner can do with a membership, and below it what the teacher sees by now: while a choice is on its way, that
 *  is not known and not shown. */
export function LearnerControls(props: {
  locale: string
  classId: string
  className: string
  shares: boolean
  /** Answers came here that the choice to share did not cover. */
  asked: boolean
  labels: ClassLabels
  children: ReactNode
}) {
  const { locale, classId, className, asked, labels, children } = props
  const [shares, setShares] = useState(props.shares)
  const [problem, setProblem] = useState<string | null>(null)
  const [isChanging, change] = useTransition()
  const router = useRouter()
  const box = useRef<HTMLInputElement>(null)
  const wasAsked = useRef(asked)
  // The question has gone with the button that answered it: what it is about now takes the focus.
  useEffect(() => {
    if (wasAsked.current && !asked) box.current?.focus()
    wasAsked.current = asked
  }, [asked])
  function choose(wanted: boolean) {
    if (isChanging) return
    setShares(wanted)
    change(async () => {
      const said = await attempt(labels, () => shareEarlierWork(classId, wanted))
      setProblem(said)
      if (said !== null) return setShares(shares)
      // Pending until the page with what the teacher sees from now on is here.
      change(() => router.refresh())
    })
  }
  return (
    <>
      <div className="class-controls">
        {asked ? (
          <section className="callout class-ask" aria-labelledby="ask">
            <h2 id="ask">{labels.askTitle}</h2>
            <p>{labels.askBody}</p>
            <div>
              <button type="button" className="button" onClick={() => choose(true)}>
                {labels.askShare}
              </button>
              <button type="button" className="button" onClick={() => choose(false)}>
                {labels.askKeep}
              </button>
            </div>
          </section>
        ) : (
          <label className="class-share">
            <input
              type="checkbox"
              checked={shares}
              ref={box}
              aria-disabled={isChanging}
              onChange={(event) => choose(event.target.checked)}
            />
            <span>
              <b>{labels.share}</b>
            </span>
          </label>
        )}
        {problem && (
          <p role="alert" className="field-error">
            {problem}
          </p>
        )}
        <ConfirmAndLeave
          label={labels.leave}
          body={fill(labels.leaveAsk, { name: className })}
          act={() => leaveClass(classId)}
          to={`/${locale}/classes`}
          labels={labels}
        />
      </div>
      <div role="status" className="class-note">
        {isChanging && labels.changing}
      </div>
      {!isChanging && children}
    </>
  )
}

/** The code, its link, and a new one. */
export function Invite(props: {
  locale: string
  classId: string
  code: string
  expires: ReactNode
  labels: ClassLabels
}) {
  const { locale, classId, code, expires, labels } = props
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 6000)
    return () => clearTimeout(timer)
  }, [copied])
  return (
    <div className="class-invite">
      <p>
        {labels.code} <code className="class-code">{code}</code>
        <small>{expires}</small>
      </p>
      <button
        type="button"
        className="button button-small"
        onClick={async () => {
          await navigator.clipboard?.writeText(`${location.origin}/${locale}/join/${code}`)
          setCopied(true)
        }}
      >
        {labels.copy}
      </button>
      <Confirm
        small
        label={labels.newCode}
        title={labels.newCode}
        body={labels.newCodeAsk}
        cancel={labels.cancel}
        act={() =>
          attempt(
            labels,
            () => regenerateCode(classId),
            () => location.reload(),
          )
        }
      />
      <span role="status">{copied ? labels.copied : ''}</span>
    </div>
  )
}

/** Removing a learner, deleting the class. */
export function RemoveLearner(props: {
  locale: string
  classId: string
  membershipId: string
  name: string
  labels: ClassLabels
}) {
  const { locale, classId, membershipId, name, labels } = props
  return (
    <ConfirmAndLeave
      danger
      small
      label={labels.remove}
      body={fill(labels.removeAsk, { name })}
      act={() => changeLearners(classId, [membershipId], 'remove')}
      to={`/${locale}/classes/${classId}/members`}
      labels={labels}
    >
      <p>{labels.removeReach}</p>
    </ConfirmAndLeave>
  )
}

export function DeleteClass(props: {
  locale: string
  classId: string
  className: string
  labels: ClassLabels
}) {
  const { locale, classId, className, labels } = props
  return (
    <ConfirmAndLeave
      danger
      small
      label={labels.deleteClass}
      body={fill(labels.deleteAsk, { name: className })}
      act={() => deleteClass(classId)}
      to={`/${locale}/classes`}
      labels={labels}
    />
  )
}
