import type { Metadata } from 'next'
import { LOCALES } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { ThemeScript } from './[locale]/_shell/theme-script'
import './_fonts/fonts.css'
import { Mark } from './_ui/mark'
import './globals.css'

export const metadata: Metadata = { title: '404 – Forklore' }

/** Shown whenever no route took the address, on the server and without any script. It is one page for all
 *  such addresses, so it says everything in both languages, and a line of script leaves only the language that
 *  the address begins with. */
export default function GlobalNotFound() {
  return (
    <html lang="ko" suppressHydrationWarning>
      <head>
        <ThemeScript />
        <OneLanguageScript />
      </head>
      <body>
        <main id="main" className="page-notice">
          {LOCALES.map((locale) => {
            const m = messages(locale).shell
            return (
              <section key={locale} lang={locale}>
                <a className="header-logo" href={`/${locale}`}>
                  <Mark />
                  <span>{m.product}</span>
                </a>
                <h1>{m.notFoundTitle}</h1>
                <p>{m.notFoundBody}</p>
                <a className="button" href={`/${locale}/learn`}>
                  {m.toLessons}
                </a>
              </section>
            )
          })}
        </main>
      </body>
    </html>
  )
}

const ONE_LANGUAGE = `{const l=location.pathname.match(/^\\/(ko|en)(\\/|$)/);if(l){document.documentElement.lang=l[1];document.documentElement.dataset.one=l[1]}}`

function OneLanguageScript() {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of this file.
  return <script dangerouslySetInnerHTML={{ __html: ONE_LANGUAGE }} />
}
