import type { ReactNode } from 'react'
import { Field } from '@/app/_ui/field'
import { fill } from '@/app/_ui/fill'
import type { PasswordProof } from '@/lib/auth/account'
import { MAX_NAME_UNITS } from '@/lib/auth/name'
import type { Viewer } from '@/lib/auth/viewer'
import { messages } from '@/lib/i18n/messages'
import type { Step } from '@/lib/lti/arrival'
import type { Launch } from '@/lib/lti/claim'
import type { LtiCode } from '@/lib/lti/failure'
import { namingOf } from '@/lib/xapi/settings'

// Forms without a script: whoever comes from a platform meets them once.

type Asked = {
  readonly locale: 'ko' | 'en'
  readonly ticket: string
  /** As it is called here. */
  readonly platform: string
  readonly launch: Launch
  readonly viewer: Viewer
  /** What was wrong with what was answered before. */
  readonly wrong: LtiCode | null
}
type Of<Name extends Step['step']> = Extract<Step, { readonly step: Name }>

/** An answer, whose button says what it does. */
export function Answer(props: {
  ticket: string
  deed: string
  button: string
  isMain?: boolean
  children?: ReactNode
}) {
  const { ticket, deed, button, isMain = false, children } = props
  return (
    <form className="class-form lti-answer" method="post" action="/api/lti/enter">
      <input type="hidden" name="ticket" value={ticket} />
      <input type="hidden" name="deed" value={deed} />
      {children}
      <button type="submit" className={isMain ? 'button button-primary button-large' : 'button'}>
        {button}
      </button>
    </form>
  )
}

function Wrong({ locale, code }: { locale: 'ko' | 'en'; code: LtiCode | null }) {
  if (code === null) return null
  const { title, body } = messages(locale).lti.errors[code]
  return (
    <p role="alert" className="callout">
      {title}. {body}
    </p>
  )
}

/** Whether who comes is who is signed in here. */
export function WhoStep({
  locale,
  ticket,
  platform,
  launch,
  viewer,
  wrong,
  proof,
}: Asked & { proof: PasswordProof }) {
  const m = messages(locale).lti
  const account = viewer.email ?? viewer.displayName ?? m.nameless
  const said = { platform, account, name: launch.name ?? '' }
  return (
    <main id="main" className="page classes-join">
      <h1>{m.whoTitle}</h1>
      <p className="page-lead">{fill(launch.name ? m.whoBody : m.whoBodyNameless, said)}</p>
      <Wrong locale={locale} code={wrong} />
      <Answer ticket={ticket} deed="same" button={fill(m.whoSame, said)} isMain>
        {proof === 'current' && (
          <div className="field">
            <label htmlFor="current">{m.whoPassword}</label>
            <input id="current" name="current" type="password" autoComplete="current-password" required />
          </div>
        )}
        <p className="class-note">{fill(m.whoSameNote, said)}</p>
      </Answer>
      <Answer ticket={ticket} deed="other" button={m.whoOther}>
        <p className="class-note">{fill(m.whoOtherNote, said)}</p>
      </Answer>
    </main>
  )
}

/** To which class a course belongs. */
export function TieStep({ locale, ticket, platform, launch, viewer, wrong, classes }: Asked & Of<'tie'>) {
  const m = messages(locale).lti
  return (
    <main id="main" className="page classes-join">
      <h1>{fill(m.tieTitle, { course: launch.context?.title ?? '' })}</h1>
      <p className="page-lead">{fill(m.tieBody, { platform })}</p>
      <Wrong locale={locale} code={wrong} />
      {classes.length > 0 && (
        <Answer ticket={ticket} deed="tie" button={m.tie} isMain>
          <div className="field">
            <label htmlFor="class">{m.tieChoose}</label>
            <select id="class" name="class">
              {classes.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </div>
        </Answer>
      )}
      <Answer ticket={ticket} deed="open" button={m.open} isMain={classes.length === 0}>
        <Field
          id="teacher-name"
          required
          maxLength={MAX_NAME_UNITS}
          defaultValue={viewer.displayName ?? launch.name ?? ''}
          label={m.openName}
        />
      </Answer>
    </main>
  )
}

/** What the class will see of who comes in, as where they come in by a code. */
export function JoinStep({ locale, ticket, platform, launch, viewer, wrong, classroom }: Asked & Of<'join'>) {
  const { classes: m, lti } = messages(locale)
  const stated = namingOf(process.env)
  const { name, teacher, learners, earlierAnswers } = classroom
  return (
    <main id="main" className="page classes-join">
      <h1>{fill(m.joinAsk, { name })}</h1>
      <p className="page-lead">{fill(m.joinTeacher, { teacher, n: learners })}</p>
      <p>{fill(lti.joinPlatform, { platform })}</p>
      <Wrong locale={locale} code={wrong} />
      <section aria-labelledby="sees">
        <h2 id="sees">{m.seesTitle}</h2>
        <ul className="classes-sees">
          {m.sees.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        {stated && <p className="class-note">{m.stated[stated]}</p>}
        {launch.grades && <p className="class-note">{fill(lti.gradesTold, { platform })}</p>}
      </section>
      <section aria-labelledby="unseen">
        <h2 id="unseen">{m.notSeesTitle}</h2>
        <ul className="classes-sees">
          {m.notSees.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
      <Answer ticket={ticket} deed="join" button={m.join} isMain>
        <Field
          id="join-name"
          required
          maxLength={MAX_NAME_UNITS}
          defaultValue={viewer.displayName ?? launch.name ?? ''}
          label={m.displayName}
        />
        <label className="class-share">
          <input type="checkbox" name="share" />
          <span>
            <b>{m.share}</b>
            <span>{fill(m.shareNote, { n: earlierAnswers })}</span>
          </span>
        </label>
      </Answer>
    </main>
  )
}
