import type { Metadata } from 'next'
import { fill } from '@/app/_ui/fill'
import { classesThatEnd, deletionProof } from '@/lib/account/delete'
import { passwordProof } from '@/lib/auth/account'
import { hasRecoveryCode } from '@/lib/auth/recovery'
import { readSession } from '@/lib/auth/session'
import { getViewer } from '@/lib/auth/viewer'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { AccountActions } from './account-actions'
import './account.css'

export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ locale: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: messages(toLocale((await params).locale)).account.accountTitle, robots: { index: false } }
}

/** Who one is here, and what can be done about it. */
export default async function AccountPage({ params }: Props) {
  const locale = toLocale((await params).locale)
  const m = messages(locale).account
  const viewer = await getViewer()
  return (
    <main id="main" className="page entry">
      <h1>{m.accountTitle}</h1>
      {!viewer || viewer.isGuest ? (
        <div className="state-row">
          <span />
          <div>
            <b>{viewer ? m.guestTitle : m.nothingTitle}</b>
            <p>{viewer ? m.guestBody : m.nothingBody}</p>
          </div>
          <a className="button button-primary" href={`/${locale}/sign-up`}>
            {m.signUpTitle}
          </a>
        </div>
      ) : (
        <p className="page-lead">{fill(m.signedInAs, { email: viewer.email ?? viewer.displayName ?? '' })}</p>
      )}
      {viewer && (
        <AccountActions
          locale={locale}
          isGuest={viewer.isGuest}
          name={viewer.displayName ?? ''}
          passwordProof={await passwordProof(viewer, (await readSession())?.isByNewLink ?? false)}
          proof={await deletionProof(viewer)}
          hasRecoveryCode={await hasRecoveryCode(viewer)}
          ending={await classesThatEnd(viewer)}
          labels={m}
        />
      )}
    </main>
  )
}
