'use client'

import { useParams } from 'next/navigation'
import { shell as en } from '@/lib/i18n/en/shell'
import { shell as ko } from '@/lib/i18n/ko/shell'

/** An error page cannot be handed strings, so it carries both languages: it loads only when it is needed. */
export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  const m = useParams().locale === 'en' ? en : ko
  return (
    <main id="main" className="page-notice">
      <h1>{m.errorTitle}</h1>
      <p>{m.errorBody}</p>
      {error.digest && <p className="text-ink-3">{m.errorCode(error.digest)}</p>}
      <button type="button" className="button" onClick={reset}>
        {m.retry}
      </button>
    </main>
  )
}
