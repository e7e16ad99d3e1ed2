import type { Metadata } from 'next'
import { fill } from '@/app/_ui/fill'
import { getViewer } from '@/lib/auth/viewer'
import { offerOf } from '@/lib/classroom/staff'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { SignInNotice } from '../../sign-in-notice'
import { AcceptForm } from '../../staff-forms'
import '../../classes.css'

export const dynamic = 'force-dynamic'
export const dynamicParams = true

type Props = { params: Promise<{ locale: string; token: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: messages(toLocale((await params).locale)).classes.title, robots: { index: false } }
}

/** What a link offers somebody who is to teach or assist. Looking takes nothing. */
export default async function OfferPage({ params }: Props) {
  const { locale: asked, token } = await params
  const locale = toLocale(asked)
  const m = messages(locale).classes
  const [viewer, offer] = await Promise.all([getViewer(), offerOf(token)])
  if (!offer)
    return (
      <main id="main" className="page classes-join">
        <h1>{m.title}</h1>
        <p className="callout">{m.errors['offer-unknown']}</p>
      </main>
    )
  if (!viewer || viewer.isGuest) return <SignInNotice path={`/classes/offers/${token}`} locale={locale} />
  const { kind, name, teacher } = offer
  return (
    <main id="main" className="page classes-join">
      <h1>{fill(m.offered[kind], { name, teacher })}</h1>
      <p className="page-lead">{fill(m.offeredBody[kind], { teacher })}</p>
      <AcceptForm locale={locale} token={token} name={viewer.displayName ?? ''} labels={m} />
    </main>
  )
}
