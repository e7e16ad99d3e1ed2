import type { Metadata } from 'next'
import { fill } from '@/app/_ui/fill'
import { classesThatEnd, deletionProof } from '@/lib/account/delete'
import { passwordProof } from '@/lib/auth/account'
import { type ApiToken, tokensOf } from '@/lib/auth/api-token'
import { changeOfLink, pendingEmail } from '@/lib/auth/email-change'
import { canSendMail } from '@/lib/auth/mail'
import { type OpenSession, openSessions } from '@/lib/auth/open-session'
import { leavesMark, platformTies } from '@/lib/auth/platform-tie'
import { hasRecoveryCode } from '@/lib/auth/recovery'
import { readSession } from '@/lib/auth/session'
import { getViewer } from '@/lib/auth/viewer'
import { type Locale, toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { ZONE } from '@/lib/progress/day'
import { dateTime } from '../classes/date-time'
import { AccountActions } from './account-actions'
import type { TokenRow } from './api-tokens'
import { EmailConfirm } from './email-form'
import type { SessionRow } from './sessions'
import './account.css'

export const dynamic = 'force-dynamic'

type Props = {
  params: Promise<{ locale: string }>
  searchParams: Promise<{ change?: string | string[] }>
}

export async function generateMetadata({ params }: Pick<Props, 'params'>): Promise<Metadata> {
  return { title: messages(toLocale((await params).locale)).account.accountTitle, robots: { index: false } }
}

/** Who one is here, and what can be done about it. */
export default async function AccountPage({ params, searchParams }: Props) {
  const { change } = await searchParams
  const locale = toLocale((await params).locale)
  const m = messages(locale).account
  const viewer = await getViewer()
  const session = await readSession()
  const asked = viewer ? await passwordProof(viewer, session?.isByNewLink ?? false) : 'never'
  const proof = viewer && (await deletionProof(viewer))
  return (
    <main id="main" className="page entry">
      <h1>{m.accountTitle}</h1>
      {typeof change === 'string' && (
        <EmailConfirm token={change} change={await changeOfLink(change)} locale={locale} labels={m} />
      )}
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
      {viewer && proof && (
        <AccountActions
          locale={locale}
          isGuest={viewer.isGuest}
          name={viewer.displayName ?? ''}
          passwordProof={asked}
          emailChange={
            asked === 'never' ? null : canSendMail() ? 'link' : proof.kind === 'password' ? 'at-once' : null
          }
          pendingEmail={(await pendingEmail(viewer))?.email ?? null}
          sessions={session ? rowsOf(await openSessions(viewer, session), locale) : []}
          tokens={tokenRows(await tokensOf(viewer), locale)}
          ties={await platformTies(viewer)}
          leavesMark={await leavesMark(viewer)}
          proof={proof}
          hasRecoveryCode={await hasRecoveryCode(viewer)}
          ending={await classesThatEnd(viewer)}
          labels={m}
        />
      )}
    </main>
  )
}

function rowsOf(sessions: readonly OpenSession[], locale: Locale): SessionRow[] {
  return sessions.map(({ id, form, system, browser, seenAt, isHere }) => ({
    ...{ id, form, isHere, seen: dateTime(seenAt, ZONE, locale) },
    about: [system, browser].filter((name) => name !== null).join(' · '),
  }))
}

function tokenRows(tokens: readonly ApiToken[], locale: Locale): TokenRow[] {
  const told = (at: Date) => dateTime(at, ZONE, locale)
  return tokens.map(({ id, name, expiresAt, usedAt }) => ({
    ...{ id, name, expires: told(expiresAt), used: usedAt && told(usedAt) },
  }))
}
