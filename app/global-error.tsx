'use client'

import { shell as en } from '@/lib/i18n/en/shell'
import { shell as ko } from '@/lib/i18n/ko/shell'
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
        <title>{m.errorTitle}</title>
        <main id="main" className="page-notice">
          <h1>{m.errorTitle}</h1>
          <p>{m.errorBody}</p>
          {error.digest && <p className="text-ink-3">{m.errorCode(error.digest)}</p>}
          <button type="button" className="button" onClick={reset}>
            {m.retry}
          </button>
        </main>
      </body>
    </html>
  )
}
