import { fill } from '@/app/_ui/fill'
import { messages } from '@/lib/i18n/messages'
import type { Choices, HandOver } from '@/lib/lti/choice'
import { Answer } from './steps'

type Locale = 'ko' | 'en'

/** What a teacher has links made of in the platform's course. */
export function ChooseStep(props: {
  locale: Locale
  ticket: string
  platform: string
  choices: Choices
  isMultiple: boolean
}) {
  const { locale, ticket, platform, choices, isMultiple } = props
  const m = messages(locale).lti
  const lessons = choices.lessons.map(({ key, title }) => ({ key, title: title[locale] }))
  return (
    <main id="main" className="page classes-join">
      <h1>{m.chooseTitle}</h1>
      <p className="page-lead">{fill(isMultiple ? m.chooseBody : m.chooseOne, { platform })}</p>
      <Answer ticket={ticket} deed="choose" button={m.choose} isMain>
        {choices.assignments.length > 0 && (
          <Picks legend={m.chooseAssignments} all={choices.assignments} isMultiple={isMultiple} />
        )}
        {choices.assignments.length === 0 && <p className="class-note">{m.chooseNoAssignments}</p>}
        <Picks legend={m.chooseLessons} all={lessons} isMultiple={isMultiple} />
      </Answer>
    </main>
  )
}

function Picks(props: {
  legend: string
  all: readonly { readonly key: string; readonly title: string }[]
  isMultiple: boolean
}) {
  const { legend, all, isMultiple } = props
  return (
    <fieldset className="lti-picks">
      <legend>{legend}</legend>
      {all.map(({ key, title }) => (
        <label key={key}>
          <input
            type={isMultiple ? 'checkbox' : 'radio'}
            name={isMultiple ? `pick:${key}` : 'pick'}
            value={isMultiple ? 'on' : key}
          />
          <span>{title}</span>
        </label>
      ))}
    </fieldset>
  )
}

/** Hands what was chosen over to the platform: by the browser, which the platform knows. */
export function ReturnStep(props: { locale: Locale; platform: string; handOver: HandOver }) {
  const { locale, platform, handOver } = props
  const m = messages(locale).lti
  return (
    <main id="main" className="page classes-join">
      <h1>{fill(m.returnTitle, { n: handOver.count })}</h1>
      <p className="page-lead">{fill(m.returnBody, { platform })}</p>
      <form className="class-form" method="post" action={handOver.url}>
        <input type="hidden" name="JWT" value={handOver.token} />
        <button type="submit" className="button button-primary button-large">
          {fill(m.returnGo, { platform })}
        </button>
      </form>
    </main>
  )
}
