import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { fill } from '@/app/_ui/fill'
import { passwordProof } from '@/lib/auth/account'
import { cookieName } from '@/lib/auth/origin'
import { readSession } from '@/lib/auth/session'
import { getViewer, type Viewer } from '@/lib/auth/viewer'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { arrivalOf, nextStep } from '@/lib/lti/arrival'
import { LTI_CODES, type LtiCode } from '@/lib/lti/failure'
import { ChooseStep, ReturnStep } from './choose'
import { JoinStep, TieStep, WhoStep } from './steps'
import '../classes/classes.css'
import './lti.css'

export const dynamic = 'force-dynamic'
export const dynamicParams = true

type Props = {
  params: Promise<{ locale: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: messages(toLocale((await params).locale)).lti.title, robots: { index: false } }
}

/** Where somebody stops who comes from a learning platform: to be asked something, or to be told what went wrong, where, and who mends
 *  it. Looking does nothing. */
export default async function LtiPage({ params, searchParams }: Props) {
  const locale = toLocale((await params).locale)
  const { ticket, code } = await searchParams
  const wrong = LTI_CODES.find((one) => one === code) ?? null
  if (typeof ticket !== 'string') return <Refused locale={locale} code={wrong ?? 'arrival-over'} />
  const jar = await cookies()
  const arrival = await arrivalOf(ticket, (name) => jar.get(cookieName(name))?.value)
  if (!arrival.ok) return <Refused locale={locale} code={arrival.code} />
  const next = await nextStep(arrival, await getViewer())
  const { platform, launch } = arrival
  const props = { locale, ticket, platform: platform.name, launch, wrong }
  switch (next.step) {
    case 'who':
      return <WhoStep {...props} {...next} proof={await proofAsked(next.viewer)} />
    case 'tie':
      return <TieStep {...props} {...next} />
    case 'join':
      return <JoinStep {...props} {...next} />
    case 'choose':
      return <ChooseStep {...props} {...next} />
    case 'return':
      return <ReturnStep locale={locale} platform={platform.name} handOver={next.handOver} />
    case 'refused':
      return <Refused locale={locale} code={next.code} />
    default:
      return <GoOn locale={locale} ticket={ticket} platform={platform.name} />
  }
}

async function proofAsked(viewer: Viewer) {
  return passwordProof(viewer, (await readSession())?.isByNewLink ?? false)
}

function Refused({ locale, code }: { locale: 'ko' | 'en'; code: LtiCode }) {
  const m = messages(locale).lti
  const { title, body } = m.errors[code]
  return (
    <main id="main" className="page classes-join lti-refused">
      <h1>{title}</h1>
      <section aria-labelledby="mend">
        <h2 id="mend">{m.where}</h2>
        <p>{body}</p>
      </section>
      <p className="class-note">
        LTI 1.3 · <code>{code}</code>
      </p>
      <p>
        <a className="link" href={`/${locale}`}>
          {m.home}
        </a>
      </p>
    </main>
  )
}

/** Of who came back to this page when nothing is left to be asked. */
function GoOn({ locale, ticket, platform }: { locale: 'ko' | 'en'; ticket: string; platform: string }) {
  const m = messages(locale).lti
  return (
    <main id="main" className="page classes-join">
      <h1>{fill(m.joinPlatform, { platform })}</h1>
      <p>
        <a className="button button-primary" href={`/api/lti/enter?${new URLSearchParams({ ticket })}`}>
          {m.go}
        </a>
      </p>
    </main>
  )
}
