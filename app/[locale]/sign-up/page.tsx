import type { Metadata } from 'next'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { EntryForm } from '../account/entry-form'
import '../account/account.css'

type Props = { params: Promise<{ locale: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: messages(toLocale((await params).locale)).account.signUpTitle, robots: { index: false } }
}

export default async function SignUpPage({ params }: Props) {
  const locale = toLocale((await params).locale)
  const m = messages(locale).account
  return (
    <main id="main" className="page entry">
      <h1>{m.signUpTitle}</h1>
      <p className="page-lead">{m.signUpLead}</p>
      <EntryForm mode="up" locale={locale} labels={m} />
      <p className="entry-switch">
        {m.haveAccount}{' '}
        <a className="link link-strong" href={`/${locale}/sign-in`}>
          {m.signInTitle}
        </a>
      </p>
      <p className="entry-note">{m.guestNote}</p>
    </main>
  )
}
