'use client'

import { problem as en } from '@/lib/i18n/en/problem'
import { problem as ko } from '@/lib/i18n/ko/problem'
import './globals.css'

/** Stands in for the whole document when even the layout failed. */
export default function GlobalError({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  const english = typeof location !== 'undefined' && location.pathname.startsWith('/en')
  const m = english ? en : ko
  return (
    <html lang={english ? 'en' : 'ko'}>
      <body>
        <title>{m.title}</title>
        <main id="main" className="page-notice">
          <h1>{m.title}</h1>
          <p>{m.body}</p>
          {error.digest && <p className="notice-code">{m.code(error.digest)}</p>}
          <button type="button" className="button" onClick={reset}>
            {m.retry}
          </button>
        </main>
      </body>
    </html>
  )
}
