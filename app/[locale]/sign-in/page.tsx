import type { Metadata } from 'next'
import { configuredProviders } from '@/lib/auth/auth'
import { getViewer } from '@/lib/auth/viewer'
import { toLocale } from '@/lib/i18n/locale'
import { type Messages, messages } from '@/lib/i18n/messages'
import { EntryForm } from '../account/entry-form'
import { ProviderForm } from '../account/provider-form'
import { Forgotten } from '../account/recover-form'
import { SignedIn } from '../account/signed-in'
import '../account/account.css'

type Props = {
  params: Promise<{ locale: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: messages(toLocale((await params).locale)).account.signInTitle, robots: { index: false } }
}

/** Which ways there are depends on how this server is configured, so the page is made when it is asked for. */
export default async function SignInPage({ params, searchParams }: Props) {
  const locale = toLocale((await params).locale)
  const { sent, error, next } = await searchParams
  const viewer = await getViewer()
  const m = messages(locale).account
  const problem = error ? refusal(error, m) : null
  if (viewer && !viewer.isGuest)
    return <SignedIn viewer={viewer} locale={locale} next={next} problem={problem} />
  const providers = configuredProviders()
  const on = typeof next === 'string' ? `?next=${encodeURIComponent(next)}` : ''
  return (
    <main id="main" className="page entry">
      <h1>{m.signInTitle}</h1>
      <p className="page-lead">{m.signInLead}</p>
      {sent && (
        <p role="status" className="callout">
          {m.sent}
        </p>
      )}
      {problem && (
        <p role="alert" className="callout">
          {problem}
        </p>
      )}
      <EntryForm mode="in" locale={locale} labels={m} />
      <Forgotten locale={locale} hasLinks={providers.includes('email')} labels={m} />
      {providers.length > 0 && <ProviderForm providers={providers} locale={locale} labels={m} />}
      <p className="entry-switch">
        {m.noAccount}{' '}
        <a className="link link-strong" href={`/${locale}/sign-up${on}`}>
          {m.signUpTitle}
        </a>
      </p>
      <p className="entry-note">{m.guestNote}</p>
    </main>
  )
}

/** What went wrong on the way through another site or a link, by next-auth's codes. */
function refusal(error: string | string[], m: Messages['account']): string {
  if (error === 'OAuthAccountNotLinked') return m.notLinked
  if (error === 'EmailSignin') return m.linkNotSent
  return error === 'Verification' ? m.linkFailed : m.otherSiteFailed
}
