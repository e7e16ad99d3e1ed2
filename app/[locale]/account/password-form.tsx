'use client'

import { useRouter } from 'next/navigation'
import { useRef } from 'react'
import { sentenceOf } from '@/app/_ui/attempt'
import { Field } from '@/app/_ui/field'
import { useFormAction } from '@/app/_ui/form-action'
import type { EnterCode } from '@/lib/account/enter'
import type { PasswordProof } from '@/lib/auth/account'
import { changePassword } from './actions'
import type { AccountLabels } from './entry-form'

type Status = { readonly field: 'current' | 'next' | 'form'; readonly sentence: string } | 'open' | 'saved'

const FIELD: Partial<Record<EnterCode, 'current' | 'next'>> = {
  'wrong-current': 'current',
  'password-short': 'next',
  'password-long': 'next',
  'password-common': 'next',
}

/** A new password, for an account that has one or could sign in with one. */
export function PasswordForm({ proof, labels }: { proof: PasswordProof; labels: AccountLabels }) {
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const { state: status, busy, onSubmit } = useFormAction(save, 'open' as Status)
  const at = (field: string) =>
    typeof status === 'object' && status.field === field ? status.sentence : null
  async function save(typed: FormData): Promise<Status> {
    const current = String(typed.get('current') ?? '')
    if (proof === 'current' && current === '') return { field: 'current', sentence: labels.passwordMissing }
    try {
      const result = await changePassword({ current, next: typed.get('next') })
      // From now on the current one may be asked for, here and to delete the account.
      if (result.ok || result.code === 'wrong-current') router.refresh()
      if (!result.ok) return { field: FIELD[result.code] ?? 'form', sentence: sentenceOf(result, labels) }
      form.current?.reset()
      return 'saved'
    } catch {
      return { field: 'form', sentence: labels.errors.offline }
    }
  }
  return (
    <form ref={form} className="account-part account-name" noValidate onSubmit={onSubmit}>
      <h2>{labels.passwordTitle}</h2>
      <p>{labels.passwordBody}</p>
      {proof === 'link' && <p>{labels.linkFirst}</p>}
      {proof === 'current' && (
        <Field
          id="current"
          type="password"
          autoComplete="current-password"
          label={labels.passwordCurrent}
          error={at('current')}
        />
      )}
      <Field
        id="next"
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
        {busy ? labels.busy : labels.passwordSave}
      </button>
      <p role="status">{status === 'saved' && !busy ? labels.passwordSaved : ''}</p>
    </form>
  )
}
