'use client'

import { useEffect, useState } from 'react'
import { forgetOwnPages } from '@/app/_offline/own-pages'
import { Field } from '@/app/_ui/field'
import type { Provider } from '@/lib/auth/auth'
import type { AccountLabels } from './entry-form'

/** The other ways to sign in that are configured. They go through next-auth's own endpoints, which want a token
 *  of this browser with every form. */
export function ProviderForm({
  providers,
  locale,
  labels,
}: {
  providers: readonly Provider[]
  locale: string
  labels: AccountLabels
}) {
  const [csrfToken, setCsrfToken] = useState('')
  useEffect(() => {
    fetch('/api/auth/csrf', { cache: 'no-store' })
      .then((response) => response.json())
      .then((body: { csrfToken: string }) => setCsrfToken(body.csrfToken))
      .catch(() => setCsrfToken(''))
  }, [])
  // The browser sends the form meanwhile; what is not gone by then goes on the first page (`me.ts`).
  const forget = () => void forgetOwnPages()
  const hidden = (
    <>
      <input type="hidden" name="csrfToken" value={csrfToken} />
      <input type="hidden" name="callbackUrl" value={`/${locale}/today`} />
    </>
  )
  return (
    <div className="entry-others">
      <p>{labels.or}</p>
      {providers.includes('email') && (
        <form method="post" action="/api/auth/signin/email" className="entry-form" onSubmit={forget}>
          {hidden}
          <Field
            id="link-email"
            name="email"
            type="email"
            autoComplete="email"
            required
            label={labels.email}
          />
          <button type="submit" className="button" disabled={!csrfToken}>
            {labels.emailLink}
          </button>
        </form>
      )}
      {(['github', 'google'] as const)
        .filter((name) => providers.includes(name))
        .map((name) => (
          <form
            key={name}
            method="post"
            action={`/api/auth/signin/${name}`}
            className="entry-form"
            onSubmit={forget}
          >
            {hidden}
            <button type="submit" className="button" disabled={!csrfToken}>
              {labels[name]}
            </button>
          </form>
        ))}
    </div>
  )
}
