import { locale as rootLocale } from 'next/root-params'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'

/** What somebody sees who comes by a link that was ended. */
export default async function NotFound() {
  const locale = toLocale((await rootLocale()) ?? '')
  const m = messages(locale).mockShare
  return (
    <main id="main" className="page-notice">
      <h1>{m.noneTitle}</h1>
      <p>{m.noneBody}</p>
      <a className="button" href={`/${locale}/interview/mock`}>
        {m.tryIt}
      </a>
    </main>
  )
}
