'use client'

import { useEffect, useState } from 'react'
import { forgetOwnPages } from '@/app/_offline/own-pages'
import { forgetDevice, waitingAnswers } from '@/app/_quiz/outbox'
import { attempt, sentenceOf } from '@/app/_ui/attempt'
import { Confirm } from '@/app/_ui/confirm'
import { Field } from '@/app/_ui/field'
import { fill } from '@/app/_ui/fill'
import { leaveFor, useFormAction } from '@/app/_ui/form-action'
import type { DeletionProof, EndingClass } from '@/lib/account/delete'
import type { PasswordProof } from '@/lib/auth/account'
import { MAX_NAME_UNITS } from '@/lib/auth/name'
import type { PlatformTie } from '@/lib/auth/platform-tie'
import { deleteAccount, rename, signOut, signOutEverywhere } from './actions'
import { ApiTokens, type TokenRow } from './api-tokens'
import { EmailForm } from './email-form'
import type { AccountLabels } from './entry-form'
import { ImportForm } from './import-form'
import { PasswordForm } from './password-form'
import { PlatformTies } from './platform-ties'
import { RecoveryCode } from './recovery-code'
import { type SessionRow, Sessions } from './sessions'

/** Name, sign-out, own data, deletion. */
export function AccountActions(props: {
  locale: string
  isGuest: boolean
  name: string
  proof: DeletionProof
  hasRecoveryCode: boolean
  ending: readonly EndingClass[]
  passwordProof: PasswordProof
  /** How the address changes; null where it cannot. */
  emailChange: 'link' | 'at-once' | null
  /** The address that waits to be confirmed. */
  pendingEmail: string | null
  sessions: readonly SessionRow[]
  tokens: readonly TokenRow[]
  /** The learning platforms that sign in here. */
  ties: readonly PlatformTie[]
  /** Whether a class that they were removed from keeps something. */
  leavesMark: boolean
  labels: AccountLabels
}) {
  const {
    locale,
    isGuest,
    name,
    proof,
    hasRecoveryCode,
    ending,
    passwordProof,
    emailChange,
    pendingEmail,
    sessions,
    tokens,
    ties,
    leavesMark,
    labels,
  } = props
  const [waiting, setWaiting] = useState(0)
  useEffect(() => setWaiting(waitingAnswers().length), [])
  const end = (act: () => ReturnType<typeof signOut>) => () =>
    attempt(labels, act, async () => {
      forgetDevice()
      await forgetOwnPages()
      await leaveFor(`/${locale}`)
    })
  const signOutBody = waiting > 0 ? fill(labels.signOutWaiting, { n: waiting }) : labels.signOutBody
  const deleteBody = leavesMark ? `${labels.deleteBody} ${labels.deleteMark}` : labels.deleteBody
  const dialog = { cancel: labels.cancel }
  return (
    <>
      <NameForm name={name} labels={labels} />
      {emailChange && (
        <EmailForm
          byLink={emailChange === 'link'}
          asks={
            passwordProof === 'link'
              ? 'link'
              : passwordProof === 'current' || emailChange === 'at-once'
                ? 'current'
                : null
          }
          pending={pendingEmail}
          locale={locale}
          labels={labels}
        />
      )}
      {passwordProof !== 'never' && <PasswordForm proof={passwordProof} labels={labels} />}
      {proof.kind === 'password' && <RecoveryCode exists={hasRecoveryCode} labels={labels} />}
      {!isGuest && (
        <section className="account-part">
          <h2>{labels.sessionsTitle}</h2>
          <p>{labels.sessionsBody}</p>
          <Sessions sessions={sessions} labels={labels} />
          <div className="account-buttons">
            <Confirm
              {...dialog}
              label={labels.signOut}
              title={labels.signOut}
              body={signOutBody}
              act={end(signOut)}
            />
            <Confirm
              {...dialog}
              label={labels.signOutEverywhere}
              title={labels.signOutEverywhere}
              body={hasRecoveryCode ? `${signOutBody} ${labels.recoveryEnds}` : signOutBody}
              act={end(signOutEverywhere)}
            />
          </div>
        </section>
      )}
      {ties.length > 0 && <PlatformTies ties={ties} labels={labels} />}
      {!isGuest && <ApiTokens tokens={tokens} labels={labels} />}
      <section className="account-part">
        <h2>{labels.exportTitle}</h2>
        <p>{labels.exportBody}</p>
        <a className="button" href="/api/me/export" download="forklore.json">
          {labels.export}
        </a>
        {!isGuest && (
          <>
            <p>{labels.importBody}</p>
            <ImportForm labels={labels} />
          </>
        )}
      </section>
      <section className="account-part">
        <h2>{labels.deleteTitle}</h2>
        <p>{deleteBody}</p>
        <Ending classes={ending} locale={locale} labels={labels} />
        <Confirm
          {...dialog}
          danger
          label={labels.delete}
          title={labels.deleteTitle}
          body={deleteBody}
          act={(form) => end(() => deleteAccount(form.get('delete-repeat')))()}
        >
          <Ending classes={ending} locale={locale} labels={labels} />
          {proof.kind === 'password' && (
            <Field
              id="delete-repeat"
              type="password"
              autoComplete="current-password"
              label={labels.password}
            />
          )}
          {proof.kind === 'text' && (
            <Field
              id="delete-repeat"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              label={fill(labels.deleteRepeat, { text: proof.text })}
            />
          )}
        </Confirm>
      </section>
    </>
  )
}

/** The classes that the account takes along, and how many learners lose them. */
function Ending(props: { classes: readonly EndingClass[]; locale: string; labels: AccountLabels }) {
  const { classes, locale, labels } = props
  if (classes.length === 0) return null
  return (
    <div className="account-ending">
      <p>{fill(labels.endsClasses, { n: classes.length })}</p>
      <ul>
        {classes.map(({ id, name, learners }) => (
          <li key={id}>
            <a className="link" href={`/${locale}/classes/${id}`}>
              {name}
            </a>{' '}
            {fill(labels.learners, { n: learners })} ·{' '}
            <a className="link" href={`/${locale}/classes/${id}/members#staff`}>
              {labels.handOver}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}

type Renaming = { readonly saved: boolean; readonly problem: string | null }

function NameForm({ name, labels }: { name: string; labels: AccountLabels }) {
  const { state, busy, onSubmit } = useFormAction(save, { saved: false, problem: null } as Renaming)
  async function save(typed: FormData): Promise<Renaming> {
    try {
      const result = await rename(typed.get('name'))
      return { saved: result.ok, problem: result.ok ? null : sentenceOf(result, labels) }
    } catch {
      return { saved: false, problem: labels.errors.offline }
    }
  }
  return (
    <form className="account-part account-name" onSubmit={onSubmit}>
      <Field
        id="name"
        autoComplete="nickname"
        maxLength={MAX_NAME_UNITS}
        defaultValue={name}
        label={labels.name}
        error={state.problem}
      />
      <button type="submit" className="button" aria-busy={busy}>
        {labels.rename}
      </button>
      <p role="status">{state.saved ? labels.renamed : ''}</p>
    </form>
  )
}
