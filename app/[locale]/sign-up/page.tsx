import type { Metadata } from 'next'
import { getViewer } from '@/lib/auth/viewer'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { EntryForm } from '../account/entry-form'
import { SignedIn } from '../account/signed-in'
import '../account/account.css'

type Props = {
  params: Promise<{ locale: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: messages(toLocale((await params).locale)).account.signUpTitle, robots: { index: false } }
}

/** Who is signed in already is offered to go on, so the page is made when it is asked for. */
export default async function SignUpPage({ params, searchParams }: Props) {
  const locale = toLocale((await params).locale)
  const { next } = await searchParams
  const viewer = await getViewer()
  if (viewer && !viewer.isGuest) return <SignedIn viewer={viewer} locale={locale} next={next} />
  const on = typeof next === 'string' ? `?next=${encodeURIComponent(next)}` : ''
  const m = messages(locale).account
  return (
    <main id="main" className="page entry">
      <h1>{m.signUpTitle}</h1>
      <p className="page-lead">{m.signUpLead}</p>
      <EntryForm mode="up" locale={locale} labels={m} />
      <p className="entry-switch">
        {m.haveAccount}{' '}
        <a className="link link-strong" href={`/${locale}/sign-in${on}`}>
          {m.signInTitle}
        </a>
      </p>
      <p className="entry-note">{m.guestNote}</p>
    </main>
  )
}
