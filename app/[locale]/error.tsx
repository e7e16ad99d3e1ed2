'use client'

import { useParams } from 'next/navigation'
import { problem as en } from '@/lib/i18n/en/problem'
import { problem as ko } from '@/lib/i18n/ko/problem'

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
      <h1>{m.title}</h1>
      <p>{m.body}</p>
      {error.digest && <p className="notice-code">{m.code(error.digest)}</p>}
      <button type="button" className="button" onClick={reset}>
        {m.retry}
      </button>
    </main>
  )
}
