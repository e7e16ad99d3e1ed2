import { fill } from '@/app/_ui/fill'
import type { Viewer } from '@/lib/auth/viewer'
import { messages } from '@/lib/i18n/messages'

/** Instead of a form, for somebody who is signed in already: the way on.
 *  @param next where they came from; another site's address is never followed
 *  @param problem why the way in that they tried was refused */
export function SignedIn(props: {
  viewer: Viewer
  locale: 'ko' | 'en'
  next: unknown
  problem?: string | null
}) {
  const { viewer, locale, next, problem = null } = props
  const m = messages(locale).account
  const isOurs = typeof next === 'string' && /^\/(?:ko|en)(?:\/|$)/.test(next)
  return (
    <main id="main" className="page entry">
      <h1>{m.alreadyTitle}</h1>
      <p className="page-lead">{fill(m.signedInAs, { email: viewer.email ?? viewer.displayName ?? '' })}</p>
      {problem && (
        <p role="alert" className="callout">
          {problem}
        </p>
      )}
      <div className="account-buttons entry-on">
        <a className="button button-primary" href={isOurs ? next : `/${locale}/today`}>
          {m.goOn}
        </a>
        <a className="button" href={`/${locale}/account`}>
          {m.toAccount}
        </a>
      </div>
    </main>
  )
}
