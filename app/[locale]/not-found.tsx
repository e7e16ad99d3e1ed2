import { locale as rootLocale } from 'next/root-params'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'

export default async function NotFound() {
  const locale = toLocale((await rootLocale()) ?? '')
  const m = messages(locale).shell
  return (
    <main id="main" className="page-notice">
      <h1>{m.notFoundTitle}</h1>
      <p>{m.notFoundBody}</p>
      <a className="button" href={`/${locale}/learn`}>
        {m.toLessons}
      </a>
    </main>
  )
}
