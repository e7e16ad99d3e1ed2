'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { attempt } from '@/app/_ui/attempt'
import { Confirm } from '@/app/_ui/confirm'
import { Field } from '@/app/_ui/field'
import { fill } from '@/app/_ui/fill'
import { useFormAction } from '@/app/_ui/form-action'
import { MAX_NAME_UNITS } from '@/lib/auth/name'
import { makeApiToken, revokeApiToken } from './actions'
import type { AccountLabels } from './entry-form'

/** A token as its row says it, its times in words. */
export type TokenRow = {
  readonly id: string
  readonly name: string
  readonly expires: string
  readonly used: string | null
}

/** Tokens by which one's programs read one's classes. A new one is shown once. */
export function ApiTokens({ tokens, labels }: { tokens: readonly TokenRow[]; labels: AccountLabels }) {
  const router = useRouter()
  const [token, setToken] = useState<string | null>(null)
  const { state, busy, onSubmit } = useFormAction(
    (typed) =>
      attempt(
        labels,
        () => makeApiToken({ name: typed.get('token-name'), days: Number(typed.get('token-days')) }),
        (made) => {
          setToken(made.token)
          router.refresh()
        },
      ),
    null as string | null,
  )
  return (
    <section className="account-part">
      <h2>{labels.tokensTitle}</h2>
      <p>{labels.tokensBody}</p>
      <p>
        <a className="link" href="/api/v1/openapi.json">
          {labels.tokensOf}
        </a>
      </p>
      {tokens.length > 0 && (
        <ul className="account-sessions">
          {tokens.map(({ id, name, expires, used }) => (
            <li key={id}>
              <div>
                <b>{name}</b>
                <p>
                  {fill(labels.tokenExpires, { at: expires })} ·{' '}
                  {used === null ? labels.tokenUnused : fill(labels.tokenUsed, { at: used })}
                </p>
              </div>
              <Confirm
                small
                label={labels.tokenRevoke}
                title={name}
                body={labels.tokenRevokeBody}
                cancel={labels.cancel}
                act={() =>
                  attempt(
                    labels,
                    () => revokeApiToken(id),
                    () => {
                      setToken(null)
                      router.refresh()
                    },
                  )
                }
              />
            </li>
          ))}
        </ul>
      )}
      <form className="account-token" onSubmit={onSubmit}>
        <Field id="token-name" required maxLength={MAX_NAME_UNITS} label={labels.tokenName} error={state} />
        <div className="field">
          <label htmlFor="token-days">{labels.tokenDays}</label>
          <select id="token-days" name="token-days" defaultValue="90">
            {Object.entries(labels.tokenDaysOf).map(([days, words]) => (
              <option key={days} value={days}>
                {words}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" className="button" aria-busy={busy}>
          {labels.tokenMake}
        </button>
      </form>
      <div role="status">
        {token !== null && (
          <>
            <p>{labels.tokenShown}</p>
            <p>
              <code className="account-code">{token}</code>
            </p>
          </>
        )}
      </div>
    </section>
  )
}
