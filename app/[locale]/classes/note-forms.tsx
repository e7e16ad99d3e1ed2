'use client'

import { useRouter } from 'next/navigation'
import { useRef } from 'react'
import { attempt } from '@/app/_ui/attempt'
import { Confirm } from '@/app/_ui/confirm'
import { fill } from '@/app/_ui/fill'
import { useFormAction } from '@/app/_ui/form-action'
import type { DeskFailure } from '@/lib/classroom/desk'
import { MAX_NOTE } from '@/lib/classroom/length'
import type { classFeedback } from '@/lib/i18n/en/class-feedback'
import { commentOn, withdrawNote, writeToLearners } from './actions'
import type { ClassLabels } from './class-forms'
import { OpenedForm } from './opened-form'

type Words = typeof classFeedback
type Labels = { readonly labels: ClassLabels; readonly words: Words }

/** What is written on an answer. */
export function CommentForm(props: Labels & { classId: string; responseId: string }) {
  const { classId, responseId, labels, words } = props
  const send = (text: unknown) => commentOn(classId, responseId, text)
  return (
    <OpenedForm label={words.comment}>
      <TextForm
        id={`comment-${responseId}`}
        label={words.commentLabel}
        help={words.commentNote}
        button={words.sendComment}
        send={send}
        labels={labels}
        words={words}
      />
    </OpenedForm>
  )
}

/** What is written to one learner. */
export function MessageForm(props: Labels & { classId: string; membershipId: string; name: string }) {
  const { classId, membershipId, name, labels, words } = props
  const send = (text: unknown) => writeToLearners(classId, [membershipId], text)
  return (
    <TextForm
      id="message"
      label={fill(words.messageLabel, { name })}
      help={words.messageNote}
      button={words.sendMessage}
      send={send}
      labels={labels}
      words={words}
    />
  )
}

/** A text that is sent, and is empty again then. */
function TextForm(
  props: Labels & {
    id: string
    label: string
    help: string
    button: string
    send: (text: unknown) => Promise<{ readonly ok: true } | DeskFailure>
  },
) {
  const { id, label, help, button, send, labels, words } = props
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const act = async (typed: FormData) => {
    const problem = await attempt(
      labels,
      () => send(typed.get(id)),
      () => {
        form.current?.reset()
        router.refresh()
      },
    )
    return { problem, isSent: problem === null }
  }
  const { state, busy, onSubmit } = useFormAction(act, { problem: null as string | null, isSent: false })
  return (
    <form ref={form} className="class-form" onSubmit={onSubmit}>
      <div className="field">
        <label htmlFor={id}>{label}</label>
        <textarea
          className="prose-field"
          id={id}
          name={id}
          required
          maxLength={MAX_NOTE}
          rows={3}
          aria-describedby={`${id}-help`}
        />
        <p className="field-help" id={`${id}-help`}>
          {help}
        </p>
      </div>
      {state.problem && (
        <p role="alert" className="field-error">
          {state.problem}
        </p>
      )}
      <button type="submit" className="button button-small" aria-busy={busy}>
        {busy ? labels.busy : button}
      </button>
      <p role="status" className="class-note">
        {state.isSent && !busy && words.sent}
      </p>
    </form>
  )
}

/** Takes back what was written. */
export function WithdrawNote(props: Labels & { classId: string; noteId: string }) {
  const { classId, noteId, labels, words } = props
  const router = useRouter()
  const withdraw = () =>
    attempt(
      labels,
      () => withdrawNote(classId, noteId),
      () => router.refresh(),
    )
  return (
    <Confirm
      small
      label={words.withdraw}
      title={words.withdraw}
      body={words.withdrawAsk}
      cancel={labels.cancel}
      act={withdraw}
    />
  )
}
