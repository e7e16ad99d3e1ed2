import { messages } from '@/lib/i18n/messages'

/** Instead of a class, for somebody whom this browser does not know (any more): they may well be in it.
 *  @param path of the page, without the language, to come back to */
export function SignInNotice({ path, locale }: { path: string; locale: 'ko' | 'en' }) {
  const m = messages(locale)
  return (
    <main id="main" className="page-notice">
      <h1>{m.classes.unknownTitle}</h1>
      <p>{m.classes.unknownBody}</p>
      <a
        className="button button-primary"
        href={`/${locale}/sign-in?next=${encodeURIComponent(`/${locale}${path}`)}`}
      >
        {m.account.signIn}
      </a>
    </main>
  )
}
