'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { attempt, sentenceOf } from '@/app/_ui/attempt'
import { Confirm } from '@/app/_ui/confirm'
import { Field } from '@/app/_ui/field'
import { fill } from '@/app/_ui/fill'
import { useFormAction } from '@/app/_ui/form-action'
import type { EnterCode } from '@/lib/account/enter'
import { changeEmail, confirmEmail, withdrawEmail } from './actions'
import type { AccountLabels } from './entry-form'

type At = 'new-email' | 'email-current' | 'form'
type Status = null | { readonly done: string } | { readonly field: At; readonly sentence: string }

const FIELD: Partial<Record<EnterCode, At>> = {
  'email-ill-formed': 'new-email',
  'email-same': 'new-email',
  'email-taken': 'new-email',
  'wrong-current': 'email-current',
}

/** Another address for an account.
 *  @param props.byLink whether it changes by a link that is sent there, or at once
 *  @param props.asks what is asked for first: the password, or that one comes by a new link to one's address
 *  @param props.pending the address that waits to be confirmed */
export function EmailForm(props: {
  byLink: boolean
  asks: 'current' | 'link' | null
  pending: string | null
  locale: string
  labels: AccountLabels
}) {
  const { byLink, asks, pending, locale, labels } = props
  const router = useRouter()
  const { state: status, busy, onSubmit } = useFormAction(save, null as Status)
  const at = (field: At) => (status && 'field' in status && status.field === field ? status.sentence : null)
  async function save(typed: FormData): Promise<Status> {
    const [email, current] = ['new-email', 'email-current'].map((name) => String(typed.get(name) ?? ''))
    if (!email?.trim()) return { field: 'new-email', sentence: labels.emailMissing }
    if (asks === 'current' && !current) return { field: 'email-current', sentence: labels.passwordMissing }
    try {
      const result = await changeEmail({ email, current }, locale)
      if (!result.ok) return { field: FIELD[result.code] ?? 'form', sentence: sentenceOf(result, labels) }
      router.refresh()
      return { done: result.what === 'sent' ? fill(labels.emailSent, { email }) : labels.emailChanged }
    } catch {
      return { field: 'form', sentence: labels.errors.offline }
    }
  }
  return (
    <>
      <form className="account-part account-name" noValidate onSubmit={onSubmit}>
        <h2>{labels.emailTitle}</h2>
        <p>{byLink ? labels.emailByLink : labels.emailAtOnce}</p>
        {asks === 'link' && <p>{labels.linkFirst}</p>}
        <Field
          id="new-email"
          type="email"
          autoComplete="email"
          label={labels.emailNew}
          error={at('new-email')}
        />
        {asks === 'current' && (
          <Field
            id="email-current"
            type="password"
            autoComplete="current-password"
            label={labels.passwordCurrent}
            error={at('email-current')}
          />
        )}
        {at('form') && (
          <p role="alert" className="field-error">
            {at('form')}
          </p>
        )}
        <button type="submit" className="button" aria-busy={busy}>
          {busy ? labels.busy : labels.emailSave}
        </button>
        <p role="status">{status && 'done' in status && !busy ? status.done : ''}</p>
      </form>
      {pending !== null && <PendingEmail email={pending} labels={labels} />}
    </>
  )
}

/** An address that waits to be confirmed, and taking that back. */
function PendingEmail({ email, labels }: { email: string; labels: AccountLabels }) {
  const router = useRouter()
  const withdraw = () => attempt(labels, withdrawEmail, () => router.refresh())
  return (
    <section className="account-part">
      <h2>{labels.emailPendingTitle}</h2>
      <p>{fill(labels.emailPending, { email })}</p>
      <Confirm
        label={labels.emailWithdraw}
        title={labels.emailWithdraw}
        body={fill(labels.emailWithdrawBody, { email })}
        cancel={labels.cancel}
        act={withdraw}
      />
    </section>
  )
}

/** What a link to a new address leads to: the address changes when its owner says so, and not because a program that looks into
 *  mail has opened it.
 *  @param props.change what the link would do; null where it is no link that works */
export function EmailConfirm(props: {
  token: string
  change: { readonly email: string; readonly account: string } | null
  locale: string
  labels: AccountLabels
}) {
  const { token, change, locale, labels } = props
  const router = useRouter()
  // The link works once, and what it did is said on.
  const [done, setDone] = useState<string | null>(null)
  const { state: problem, busy, onSubmit } = useFormAction(confirm, null as string | null)
  function confirm(): Promise<string | null> {
    return attempt(
      labels,
      () => confirmEmail(token, locale),
      () => {
        setDone(change?.email ?? null)
        router.refresh()
      },
    )
  }
  if (done !== null || change === null)
    return (
      <p role="status" className="callout">
        {done === null ? labels.errors['link-unknown'] : fill(labels.emailConfirmed, { email: done })}
      </p>
    )
  return (
    <form className="callout account-confirm" onSubmit={onSubmit}>
      <p>{fill(labels.emailConfirmBody, change)}</p>
      {problem && (
        <p role="alert" className="field-error">
          {problem}
        </p>
      )}
      <button type="submit" className="button button-primary" aria-busy={busy}>
        {busy ? labels.busy : labels.emailConfirm}
      </button>
    </form>
  )
}
