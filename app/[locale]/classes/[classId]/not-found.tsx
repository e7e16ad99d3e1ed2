import { locale as rootLocale } from 'next/root-params'
import { getViewer } from '@/lib/auth/viewer'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'

/** A class that is not there for whoever asks: deleted, left, or a class they were removed from. It does not say which. */
export default async function ClassNotFound() {
  const locale = toLocale((await rootLocale()) ?? '')
  const m = messages(locale)
  const viewer = await getViewer()
  return (
    <main id="main" className="page-notice">
      <h1>{m.classes.goneTitle}</h1>
      <p>
        {m.classes.goneBody} {viewer?.isGuest && m.classes.goneGuest}
      </p>
      <a className="button button-primary" href={`/${locale}/classes`}>
        {m.classes.toClasses}
      </a>
      {viewer?.isGuest && (
        <a className="button" href={`/${locale}/sign-in?next=/${locale}/classes`}>
          {m.account.signIn}
        </a>
      )}
    </main>
  )
}
