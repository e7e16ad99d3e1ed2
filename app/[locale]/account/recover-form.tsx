'use client'

import { useState } from 'react'
import { forgetOwnPages } from '@/app/_offline/own-pages'
import { sentenceOf } from '@/app/_ui/attempt'
import { Field } from '@/app/_ui/field'
import { leaveFor, useFormAction } from '@/app/_ui/form-action'
import type { EnterCode } from '@/lib/account/enter'
import { recover } from './actions'
import { type AccountLabels, nextPage } from './entry-form'

type At = 'email' | 'code' | 'next' | 'form'
type Problem = { readonly field: At; readonly sentence: string } | null

const FIELD: Partial<Record<EnterCode, At>> = {
  'email-ill-formed': 'email',
  'wrong-code': 'code',
  'password-short': 'next',
  'password-long': 'next',
  'password-common': 'next',
}

/** What to do about a forgotten password. The form is there once it is asked for: its fields are called as those above it. */
export function Forgotten(props: { locale: string; hasLinks: boolean; labels: AccountLabels }) {
  const { locale, hasLinks, labels } = props
  const [isOpen, setIsOpen] = useState(false)
  return (
    <details className="entry-forgotten" onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>{labels.forgotten}</summary>
      {hasLinks && <p>{labels.forgottenByLink}</p>}
      <p>{labels.forgottenByCode}</p>
      {isOpen && <RecoverForm locale={locale} labels={labels} />}
    </details>
  )
}

/** A new password by a recovery code; who has set it is signed in. */
function RecoverForm({ locale, labels }: { locale: string; labels: AccountLabels }) {
  const { state: problem, busy, onSubmit } = useFormAction(send, null as Problem)
  const at = (field: At) => (problem?.field === field ? problem.sentence : null)
  async function send(typed: FormData): Promise<Problem> {
    const [email, code, next] = ['recover-email', 'recover-code', 'recover-next'].map((name) =>
      String(typed.get(name) ?? ''),
    )
    if (!email?.trim()) return { field: 'email', sentence: labels.emailMissing }
    if (!code?.trim()) return { field: 'code', sentence: labels.codeMissing }
    try {
      await forgetOwnPages()
      const result = await recover({ email, code, next })
      if (result.ok) return leaveFor(nextPage(locale))
      return { field: FIELD[result.code] ?? 'form', sentence: sentenceOf(result, labels) }
    } catch {
      return { field: 'form', sentence: labels.errors.offline }
    }
  }
  return (
    <form className="entry-form" noValidate onSubmit={onSubmit}>
      <Field id="recover-email" type="email" autoComplete="email" label={labels.email} error={at('email')} />
      <Field
        id="recover-code"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        label={labels.recoveryCode}
        error={at('code')}
      />
      <Field
        id="recover-next"
        type="password"
        autoComplete="new-password"
        label={labels.passwordNew}
        help={labels.passwordHelp}
        error={at('next')}
      />
      {at('form') && (
        <p role="alert" className="field-error">
          {at('form')}
        </p>
      )}
      <button type="submit" className="button" aria-busy={busy}>
        {busy ? labels.busy : labels.recover}
      </button>
    </form>
  )
}
