import { sceneLabels } from '@/app/_quiz/label'
import { SceneButton } from '@/app/_quiz/scene-button'
import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import { Inline } from '@/app/_ui/inline'
import { SHOWN_ANSWERS } from '@/lib/attempt/store'
import type { LearnerAnswers, SeenAnswer } from '@/lib/classroom/dashboard'
import { messages } from '@/lib/i18n/messages'
import type { Answer, ItemKind, PublicItem } from '@/lib/quiz/item'
import { rowOf } from '@/lib/quiz/kind/table'
import type { AnsweredItem } from '@/lib/quiz/wire'
import { runBehind } from './answer-run'
import { Comments } from './comments'
import { Decisions } from './decisions'
import { duration } from './duration'
import { Days, Moment } from './moment'
import { ScheduleAnswer } from './schedule-answer'

/** One learner's answers as the teacher sees them and the learner does: how each lesson stands, and one lesson's answers.
 *  @param here address of the page
 *  @param taughtId of the class, for who teaches it and may decide scores */
export function Answers(props: {
  seen: LearnerAnswers
  locale: 'ko' | 'en'
  here: string
  taughtId?: string | null
}) {
  const { seen, locale, here, taughtId = null } = props
  const m = messages(locale).classes
  const { lessons, opened } = seen
  if (!opened) return <p>{m.noAnswers}</p>
  return (
    <>
      <Days
        times={seen.times}
        locale={locale}
        labels={{ days: m.days, dayAnswers: m.dayAnswers, daysTold: m.daysTold, everyDay: m.everyDay }}
      />
      {lessons.map(({ slug, title, cell }) => (
        <section key={slug} className="answers-lesson" id={slug}>
          <h3>
            {slug === opened.slug ? (
              title[locale]
            ) : (
              <a className="link" href={`${here}?lesson=${slug}#${slug}`}>
                {title[locale]}
              </a>
            )}
          </h3>
          <p className="class-note">
            {fill(m.lessonFacts, {
              rate: cell.rate === null ? '–' : Math.round(cell.rate * 100),
              answered: cell.answered,
              items: cell.items,
            })}
          </p>
          {slug === opened.slug && <LessonAnswers items={opened.items} locale={locale} taughtId={taughtId} />}
        </section>
      ))}
    </>
  )
}

function LessonAnswers(props: {
  items: NonNullable<LearnerAnswers['opened']>['items']
  locale: 'ko' | 'en'
  taughtId: string | null
}) {
  const { items, locale, taughtId } = props
  const m = messages(locale).classes
  return (
    <ol>
      {items.map(({ item, answers }) => (
        <li key={item.id} id={item.id}>
          <p className="answers-stem">
            <Inline text={item.stem} />
          </p>
          <dl>
            {answers.map((answer, i) => (
              <OneAnswer
                key={answer.id}
                item={item}
                answer={answer}
                first={i === 0}
                locale={locale}
                taughtId={taughtId}
              />
            ))}
          </dl>
          {answers.length === SHOWN_ANSWERS && (
            <p className="class-note">{fill(m.onlySome, { n: SHOWN_ANSWERS - 1 })}</p>
          )}
        </li>
      ))}
    </ol>
  )
}

function OneAnswer(props: {
  item: PublicItem
  answer: SeenAnswer
  first: boolean
  locale: 'ko' | 'en'
  taughtId: string | null
}) {
  const { item, answer, first, locale, taughtId } = props
  const m = messages(locale).classes
  const held = answer.feedback?.chosen.flatMap((one) => (one.misconception ? [one.misconception] : [])) ?? []
  return (
    <>
      <dt>
        {first ? m.firstAnswer : m.laterAnswer}
        <small>
          <Moment at={answer.at} locale={locale} exact />
        </small>
      </dt>
      <dd>
        {answer.asked && (
          <p className="class-note">
            <Inline text={answer.asked.stem} />
          </p>
        )}
        <Mark answer={answer} locale={locale} />{' '}
        <Given item={answer.asked ?? item} answer={answer.answer} locale={locale} />
        <small className="answers-how">{circumstances(answer, locale).join(' · ')}</small>
        {answer.feedback === null && answer.state !== 'exploring' && (
          <small> {answer.withheld ? m.withheldNote : m.changedSince}</small>
        )}
        <Right item={answer.asked ?? item} answer={answer} locale={locale} />
        {held.map((one) => (
          <p key={one.id}>
            {m.misconception}: {one.name}
          </p>
        ))}
        <Run item={answer.asked ?? item} answer={answer} locale={locale} />
        <Decisions answer={answer} locale={locale} taughtId={taughtId} />
        <Comments answer={answer} locale={locale} taughtId={taughtId} />
      </dd>
    </>
  )
}

/** What would have been right, of an answer that is not. */
function Right({ item, answer, locale }: { item: PublicItem; answer: SeenAnswer; locale: 'ko' | 'en' }) {
  const { right } = answer
  if (right === null) return null
  const words = messages(locale).itemGrid
  return (
    <p>
      {rowOf<ItemKind>(item.kind).hasOneRight ? words.rightAnswer : words.oneRight}:{' '}
      <Given item={item} answer={right} locale={locale} />
    </p>
  )
}

/** Plays the run behind an answer. */
function Run({ item, answer, locale }: { item: PublicItem; answer: SeenAnswer; locale: 'ko' | 'en' }) {
  const run = runBehind(item, answer)
  if (!run) return null
  const { quiz, classes } = messages(locale)
  const labels = sceneLabels(quiz)
  const own = run.isOwn ? { words: classes.watchOwn } : {}
  return <SceneButton scene={run.scene} locale={locale} labels={labels} {...own} />
}

/** How sure the learner was, how long it took, and whether with a hint, as far as it is known. */
function circumstances({ confidence, durationMs, hintsShown }: AnsweredItem, locale: 'ko' | 'en'): string[] {
  const m = messages(locale).classes
  const sure = m.sure[(confidence ?? 0) - 1]
  return [
    ...(sure === undefined ? [] : [sure]),
    ...(durationMs === null ? [] : [duration(durationMs, locale)]),
    ...(hintsShown > 0 ? [m.hintSeen] : []),
  ]
}

function Mark({ answer, locale }: { answer: AnsweredItem; locale: 'ko' | 'en' }) {
  const m = messages(locale).classes
  if (answer.state !== 'scored') return <span>{m.ungraded}</span>
  if (answer.total === 0) return null
  const right = answer.earned === answer.total
  const words = right
    ? m.right
    : answer.earned === 0
      ? m.wrong
      : fill(m.partly, { earned: Math.round(answer.earned * 100) / 100, total: answer.total })
  return (
    <span className={`verdict verdict-${right ? 'right' : answer.earned === 0 ? 'wrong' : 'part'}`}>
      <Icon name={right ? 'check' : answer.earned === 0 ? 'cross' : 'minus'} bold />
      {words}
    </span>
  )
}

/** What the learner sent, part by part as it stood on the page: output letter for letter, a schedule as the turns that
 *  the tasks took. */
export function Given({ item, answer, locale }: { item: PublicItem; answer: Answer; locale: 'ko' | 'en' }) {
  const m = messages(locale).classes
  if (answer.kind === 'predict')
    return <code className="answers-given">{answer.stdout || messages(locale).quiz.empty}</code>
  if (answer.kind === 'mend') return <code className="answers-given">{answer.source}</code>
  if (answer.kind === 'schedule')
    return (
      <ScheduleAnswer
        schedule={answer.schedule}
        words={{ order: m.order, andThen: m.thenByItself, more: (n) => fill(m.moreTurns, { n }) }}
      />
    )
  // An item may have changed its kind since.
  if (answer.kind !== item.kind) return null
  return (
    <span className="answers-given">
      <Inline text={rowOf<ItemKind>(item.kind).read(item, answer).join(' / ')} />
    </span>
  )
}
