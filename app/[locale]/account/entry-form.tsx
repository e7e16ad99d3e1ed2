'use client'

import { forgetOwnPages } from '@/app/_offline/own-pages'
import { sentenceOf } from '@/app/_ui/attempt'
import { Field } from '@/app/_ui/field'
import { leaveFor, useFormAction } from '@/app/_ui/form-action'
import type { EnterCode } from '@/lib/account/enter'
import { MAX_NAME_UNITS } from '@/lib/auth/name'
import type { account } from '@/lib/i18n/en/account'
import { signIn, signUp } from './actions'

export type AccountLabels = typeof account

/** What is wrong with a field, or with all of it: null. */
type Problem = { readonly field: 'email' | 'password' | 'name' | null; readonly sentence: string }

/** Which field a code is about; the rest is said above the button. */
const FIELD: Partial<Record<EnterCode, 'email' | 'password' | 'name'>> = {
  'email-ill-formed': 'email',
  'email-taken': 'email',
  'password-short': 'password',
  'password-long': 'password',
  'password-common': 'password',
  'name-ill-formed': 'name',
}

/** Signing in or up with e-mail and password. What was typed stays whatever happens. */
export function EntryForm({
  mode,
  locale,
  labels,
}: {
  mode: 'in' | 'up'
  locale: string
  labels: AccountLabels
}) {
  const { state: problems, busy, onSubmit } = useFormAction(enter, [] as readonly Problem[])
  const at = (field: Problem['field']) => problems.find((one) => one.field === field)?.sentence ?? null
  async function enter(typed: FormData): Promise<readonly Problem[]> {
    const missing = missingFields(typed, labels)
    if (missing[0]) {
      document.getElementById(missing[0].field ?? '')?.focus()
      return missing
    }
    const fields = {
      email: typed.get('email'),
      password: typed.get('password'),
      ...(mode === 'up' ? { displayName: typed.get('name') } : {}),
    }
    try {
      await forgetOwnPages()
      const result = await (mode === 'in' ? signIn(fields) : signUp(fields, locale))
      if (result.ok) return leaveFor(nextPage(locale, mode))
      return [{ field: FIELD[result.code] ?? null, sentence: sentenceOf(result, labels) }]
    } catch {
      return [{ field: null, sentence: labels.errors.offline }]
    }
  }
  return (
    <form className="entry-form" noValidate onSubmit={onSubmit}>
      <Field id="email" type="email" autoComplete="email" required label={labels.email} error={at('email')} />
      <Field
        id="password"
        type="password"
        autoComplete={mode === 'in' ? 'current-password' : 'new-password'}
        required
        label={labels.password}
        help={mode === 'up' ? labels.passwordHelp : undefined}
        error={at('password')}
      />
      {mode === 'up' && (
        <Field
          id="name"
          autoComplete="nickname"
          maxLength={MAX_NAME_UNITS}
          label={labels.name}
          help={labels.nameHelp}
          error={at('name')}
        />
      )}
      {at(null) !== null && (
        <p role="alert" className="field-error">
          {at(null)}
        </p>
      )}
      <button type="submit" className="button button-primary button-large" aria-busy={busy}>
        {busy ? labels.busy : mode === 'in' ? labels.signIn : labels.signUp}
      </button>
    </form>
  )
}

/** Every empty field says so itself, instead of the first thing that the server would name. */
function missingFields(form: FormData, labels: AccountLabels): Problem[] {
  const textOf = (field: string) => String(form.get(field) ?? '')
  return [
    ...(textOf('email').trim() === '' ? [{ field: 'email', sentence: labels.emailMissing } as const] : []),
    // Blanks are a password like others.
    ...(textOf('password') === '' ? [{ field: 'password', sentence: labels.passwordMissing } as const] : []),
  ]
}

/** Where the reader came from, if it is a page of ours; another site's address is never followed. Else home, which says of a new
 *  account that it is there. */
export function nextPage(locale: string, mode: 'in' | 'up' = 'in'): string {
  const wanted = new URLSearchParams(location.search).get('next') ?? ''
  return /^\/(?:ko|en)(?:\/|$)/.test(wanted) ? wanted : `/${locale}/today${mode === 'up' ? '?new=1' : ''}`
}
