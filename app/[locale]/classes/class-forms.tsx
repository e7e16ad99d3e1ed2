'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useRef, useState, useTransition } from 'react'
import { guestKey } from '@/app/_quiz/outbox'
import { Confirm } from '@/app/_ui/confirm'
import { Field } from '@/app/_ui/field'
import { fill } from '@/app/_ui/fill'
import { MAX_NAME_UNITS } from '@/lib/auth/name'
import type { DeskCode } from '@/lib/classroom/desk'
import type { ClassPreview } from '@/lib/classroom/store'
import type { classes } from '@/lib/i18n/en/classes'
import {
  createClass,
  deleteClass,
  joinClass,
  leaveClass,
  previewClass,
  regenerateCode,
  removeLearner,
  shareEarlierWork,
} from './actions'

export type ClassLabels = typeof classes

type Failure = { ok: false; code: DeskCode; seconds?: number }

/** Runs an action; whatever goes wrong comes back as a sentence, null when it went well. */
async function attempt(
  labels: ClassLabels,
  act: () => Promise<{ ok: true } | Failure>,
): Promise<string | null> {
  try {
    const result = await act()
    return result.ok ? null : sentenceOf(result, labels)
  } catch {
    return labels.errors.offline
  }
}

function sentenceOf(failure: Failure, labels: ClassLabels): string {
  const sentences: Record<DeskCode, string> = labels.errors
  return fill(sentences[failure.code], { seconds: failure.seconds ?? '' })
}

/** Opens a class and goes there. */
export function OpenForm({ locale, name, labels }: { locale: string; name: string; labels: ClassLabels }) {
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  async function open(form: FormData) {
    setBusy(true)
    const said = await attempt(labels, async () => {
      const made = await createClass({ name: form.get('class-name'), displayName: form.get('teacher-name') })
      if (made.ok) location.assign(`/${locale}/classes/${made.id}`)
      return made
    })
    setProblem(said)
    if (said !== null) setBusy(false)
  }
  return (
    <form
      className="class-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (!busy) void open(new FormData(event.currentTarget))
      }}
    >
      <Field id="class-name" required maxLength={MAX_NAME_UNITS} label={labels.className} error={problem} />
      <Field
        id="teacher-name"
        required
        maxLength={MAX_NAME_UNITS}
        defaultValue={name}
        label={labels.yourName}
      />
      <button type="submit" className="button button-primary" aria-busy={busy}>
        {busy ? labels.busy : labels.open}
      </button>
    </form>
  )
}

/** A code is looked at before anything is joined. */
export function CodeForm({ locale, labels }: { locale: string; labels: ClassLabels }) {
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  async function look(form: FormData) {
    setBusy(true)
    const code = String(form.get('code') ?? '')
    const said = await attempt(labels, async () => {
      const preview = await previewClass(code)
      if (preview.ok) location.assign(`/${locale}/join/${encodeURIComponent(code.trim())}`)
      return preview
    })
    setProblem(said)
    if (said !== null) setBusy(false)
  }
  return (
    <form
      className="class-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (!busy) void look(new FormData(event.currentTarget))
      }}
    >
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
      <button type="submit" className="button" aria-busy={busy}>
        {busy ? labels.busy : labels.look}
      </button>
    </form>
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
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  async function join(form: FormData) {
    setBusy(true)
    const said = await attempt(labels, async () => {
      const fields = { code, displayName: form.get('join-name'), shareEarlier: form.get('share') === 'on' }
      const joined = await joinClass(fields, locale, guestKey())
      if (joined.ok) location.assign(`/${locale}/classes/${joined.id}`)
      return joined
    })
    setProblem(said)
    if (said !== null) setBusy(false)
  }
  return (
    <form
      className="class-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (!busy) void join(new FormData(event.currentTarget))
      }}
    >
      <Field
        id="join-name"
        required
        maxLength={MAX_NAME_UNITS}
        defaultValue={name}
        label={labels.displayName}
        error={problem}
      />
      <label className="class-share">
        <input type="checkbox" name="share" />
        <span>
          <b>{labels.share}</b>
          <span>{fill(labels.shareNote, { n: preview.earlierAnswers })}</span>
        </span>
      </label>
      <button type="submit" className="button button-primary button-large" aria-busy={busy}>
        {busy ? labels.busy : labels.join}
      </button>
    </form>
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
        <Confirm
          label={labels.leave}
          title={labels.leave}
          body={fill(labels.leaveAsk, { name: className })}
          cancel={labels.cancel}
          act={async () => {
            const said = await attempt(labels, () => leaveClass(classId))
            if (said === null) location.assign(`/${locale}/classes`)
            return said
          }}
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
        act={async () => {
          const said = await attempt(labels, () => regenerateCode(classId))
          if (said === null) location.reload()
          return said
        }}
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
    <Confirm
      danger
      small
      label={labels.remove}
      title={labels.remove}
      body={fill(labels.removeAsk, { name })}
      cancel={labels.cancel}
      act={async () => {
        const said = await attempt(labels, () => removeLearner(classId, membershipId))
        if (said === null) location.assign(`/${locale}/classes/${classId}`)
        return said
      }}
    />
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
    <Confirm
      danger
      small
      label={labels.deleteClass}
      title={labels.deleteClass}
      body={fill(labels.deleteAsk, { name: className })}
      cancel={labels.cancel}
      act={async () => {
        const said = await attempt(labels, () => deleteClass(classId))
        if (said === null) location.assign(`/${locale}/classes`)
        return said
      }}
    />
  )
}
