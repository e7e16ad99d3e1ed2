import { locale as rootLocale } from 'next/root-params'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'

/** A learner who is not in the class any more, or whom whoever asks does not teach. It does not say which. */
export default async function LearnerNotFound() {
  const locale = toLocale((await rootLocale()) ?? '')
  const m = messages(locale).classes
  return (
    <main id="main" className="page-notice">
      <h1>{m.learnerGoneTitle}</h1>
      <p>{m.learnerGoneBody}</p>
      <a className="button button-primary" href={`/${locale}/classes`}>
        {m.toClasses}
      </a>
    </main>
  )
}
