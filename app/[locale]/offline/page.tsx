import type { Metadata } from 'next'
import { KeptPages } from '@/app/_offline/kept-pages'
import { TryAgain } from '@/app/_offline/try-again'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'

type Props = { params: Promise<{ locale: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: messages(toLocale((await params).locale)).offline.title, robots: { index: false } }
}

/** What the worker shows at the address of a page that is not on the device, while there is no network. */
export default async function OfflinePage({ params }: Props) {
  const locale = toLocale((await params).locale)
  const m = messages(locale).offline
  return (
    <main id="main" className="page-notice">
      <h1>{m.title}</h1>
      <p>{m.body}</p>
      <TryAgain words={m.retry} />
      <KeptPages locale={locale} title={m.kept} />
    </main>
  )
}
