import type { Metadata } from 'next'
import { messages } from '@/lib/i18n/messages'
import { ThemeScript } from './[locale]/_shell/theme-script'
import './globals.css'

export const metadata: Metadata = { title: '404 – Forklore' }

/** For addresses outside both languages. Nobody knows what the reader speaks, so it says it in both. */
export default function GlobalNotFound() {
  const ko = messages('ko').shell
  const en = messages('en').shell
  return (
    <html lang="ko" suppressHydrationWarning>
      <head>
        <ThemeScript />
      </head>
      <body>
        <main id="main" className="page-notice">
          <h1>{ko.notFoundTitle}</h1>
          <p>{ko.notFoundBody}</p>
          <a className="button" href="/ko">
            {ko.toHome}
          </a>
          <section lang="en" className="page-notice-other">
            <h2>{en.notFoundTitle}</h2>
            <p>{en.notFoundBody}</p>
            <a className="button" href="/en">
              {en.toHome}
            </a>
          </section>
        </main>
      </body>
    </html>
  )
}
