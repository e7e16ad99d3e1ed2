import { stemId } from '@/app/_quiz/stem-id'
import type { Locale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import type { LessonWay } from '../../paths/lesson-way'
import { StepParts } from '../../paths/step-parts'

/** Near the top of a lesson: which step of which way it is, what belongs to it, and the way back to the plan. */
export function WayLines({ ways, locale }: { ways: readonly LessonWay[]; locale: Locale }) {
  const m = messages(locale).path
  return ways.map(({ path, title, planHref, place, parts, isWords, after }) => (
    <section
      key={path}
      className="way-line on-way"
      data-ways={path}
      aria-label={title}
      suppressHydrationWarning
    >
      <p>
        <a className="link link-strong" href={planHref}>
          {title}
        </a>{' '}
        <span className="way-place">{place}</span>
      </p>
      <StepParts parts={parts} />
      {isWords && (
        <p>
          {m.wordsAlone} <NextStep way={after} />
        </p>
      )}
    </section>
  ))
}

/** Over a section that a way takes of a lesson. */
export function WayMark({ ways, section, locale }: SectionWays) {
  const m = messages(locale).path
  return ways
    .filter(({ sections }) => sections.includes(section))
    .map(({ path, sections, title, planHref, place }) => (
      <p key={path} className="way-mark on-way" data-ways={path} suppressHydrationWarning>
        <a className="link" href={planHref}>
          {title}
        </a>{' '}
        {place} · {m.ofStep(sections.indexOf(section) + 1, sections.length)}
      </p>
    ))
}

/** Under a section that a way takes of a lesson: the next one that it takes, or where to stop reading and what to answer then. */
export function WayEnd({ ways, section, locale }: SectionWays) {
  return ways
    .filter(({ sections }) => sections.includes(section))
    .map((way) => (
      <p key={way.path} className="way-end on-way" data-ways={way.path} suppressHydrationWarning>
        <Onward way={way} section={section} locale={locale} />
      </p>
    ))
}

function Onward({ way, section, locale }: { way: LessonWay; section: string; locale: Locale }) {
  const m = messages(locale).path
  const next = way.parts[0]?.links[way.sections.indexOf(section) + 1]
  if (section !== way.sections.at(-1) && next)
    return (
      <>
        <b>{m.nextSection}</b>{' '}
        <a className="link link-strong" href={next.href}>
          {next.text}
        </a>
      </>
    )
  return (
    <>
      <b>{m.readEnd}</b>{' '}
      {way.questions?.[0] ? (
        <a className="link link-strong" href={`#${stemId(way.questions[0].id)}`}>
          {m.toQuestions(way.questions.length)}
        </a>
      ) : (
        <NextStep way={way.after} />
      )}
    </>
  )
}

/** Over the quiz: which of its questions belong to the step, and the way on after them. */
export function WayQuestions({ ways, locale }: { ways: readonly LessonWay[]; locale: Locale }) {
  const m = messages(locale).path
  return ways
    .flatMap(({ questions, ...way }) => (questions && questions.length > 0 ? [{ ...way, questions }] : []))
    .map((way) => (
      <p key={way.path} className="way-end on-way" data-ways={way.path} suppressHydrationWarning>
        <b>{m.questions(way.questions.length)}</b>{' '}
        {way.questions.map(({ id, number }, i) => (
          <span key={id}>
            <a className="link" href={`#${stemId(id)}`}>
              {number}
            </a>
            {i < way.questions.length - 1 ? ', ' : '. '}
          </span>
        ))}
        {m.thenNext} <NextStep way={way.after} />{' '}
        <a className="link" href={way.planHref}>
          {m.backTo}
        </a>
      </p>
    ))
}

type SectionWays = { ways: readonly LessonWay[]; section: string; locale: Locale }

function NextStep({ way: { says, title, href } }: { way: LessonWay['after'] }) {
  return (
    <a className="link link-strong" href={href}>
      {says}: {title}
    </a>
  )
}
