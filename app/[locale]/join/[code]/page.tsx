import type { Metadata } from 'next'
import { fill } from '@/app/_ui/fill'
import { getViewer } from '@/lib/auth/viewer'
import { lookUpCode } from '@/lib/classroom/desk'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { namingOf } from '@/lib/xapi/settings'
import { CodeForm, JoinForm, StopWaiting } from '../../classes/class-forms'
import { Moment } from '../../classes/moment'
import '../../classes/classes.css'

export const dynamic = 'force-dynamic'
export const dynamicParams = true

type Props = { params: Promise<{ locale: string; code: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: messages(toLocale((await params).locale)).classes.joinTitle, robots: { index: false } }
}

/** What a join link opens: the class, what its teacher will see, and the choice. Looking joins nothing. */
export default async function JoinPage({ params }: Props) {
  const { locale: asked, code: typed } = await params
  const locale = toLocale(asked)
  const m = messages(locale).classes
  const code = decodeURIComponent(typed)
  const [viewer, preview] = [await getViewer(), await lookUpCode(code)]
  if (!preview.ok) {
    const seconds = preview.code === 'rate-limited' ? preview.seconds : ''
    return (
      <main id="main" className="page classes-join">
        <h1>{m.joinTitle}</h1>
        <p role="alert" className="callout">
          {fill(m.errors[preview.code], { seconds })}
        </p>
        {preview.code === 'accounts-only' && <Enter locale={locale} code={code} />}
        <CodeForm locale={locale} labels={m} />
      </main>
    )
  }
  const stated = namingOf(process.env)
  const taught = fill(m.joinTeacher, { teacher: preview.teacher, n: preview.learners })
  if (preview.isWaiting)
    return (
      <main id="main" className="page classes-join">
        <h1>{fill(m.waitingTitle, { name: preview.name })}</h1>
        <p className="page-lead">{taught}</p>
        <p role="status" className="callout">
          {m.waitingBody}
        </p>
        <StopWaiting locale={locale} classId={preview.id} className={preview.name} labels={m} />
      </main>
    )
  return (
    <main id="main" className="page classes-join">
      <h1>{fill(m.joinAsk, { name: preview.name })}</h1>
      <p className="page-lead">{taught}</p>
      {preview.approval && <p className="callout">{m.approvalAhead}</p>}
      {preview.alreadyIn && <p className="callout">{m.alreadyIn}</p>}
      {preview.memberSince && (
        <p className="callout">
          <Moment at={preview.memberSince.toISOString()} locale={locale} template={m.comeBack} />
        </p>
      )}
      <section aria-labelledby="sees">
        <h2 id="sees">{m.seesTitle}</h2>
        <ul className="classes-sees">
          {[...m.sees, ...(preview.hasList ? [m.seesListed] : [])].map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        {stated && <p className="class-note">{m.stated[stated]}</p>}
      </section>
      <section aria-labelledby="unseen">
        <h2 id="unseen">{m.notSeesTitle}</h2>
        <ul className="classes-sees">
          {m.notSees.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
      <JoinForm locale={locale} code={code} preview={preview} name={viewer?.displayName ?? ''} labels={m} />
    </main>
  )
}

/** For who has an account, and who has none yet; both come back here. */
function Enter({ locale, code }: { locale: 'ko' | 'en'; code: string }) {
  const { account, classes } = messages(locale)
  const next = encodeURIComponent(`/${locale}/join/${code}`)
  return (
    <p className="classes-enter">
      <a className="button button-primary" href={`/${locale}/sign-up?next=${next}`}>
        {classes.signUp}
      </a>
      <a className="button" href={`/${locale}/sign-in?next=${next}`}>
        {account.signIn}
      </a>
    </p>
  )
}
