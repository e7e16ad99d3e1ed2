import { Icon } from '@/app/_ui/icon'
import { Inline, plain } from '@/app/_ui/inline'
import '@/app/_widgets/simulator.css'
import { cards } from '@/lib/content/card'
import { catalog } from '@/lib/content/catalog'
import { compile } from '@/lib/engine'
import { event as enEvent } from '@/lib/i18n/en/event'
import { simulator as enWords } from '@/lib/i18n/en/simulator'
import { event as koEvent } from '@/lib/i18n/ko/event'
import { simulator as koWords } from '@/lib/i18n/ko/simulator'
import { type Locale, toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { frameAt } from '@/lib/player/frame'
import { openSession } from '@/lib/player/session'
import type { RunShape } from '@/lib/player/shape'
import { shapeOf } from '@/lib/player/shape'
import { CourseMap } from './_home/course-map'
import { OutcomeFigure, type Variant } from './_home/outcome-figure'
import { frontOutcomes, type Outcome } from './_home/outcomes'
import { cardPath } from './interview/card-path'
import { StartButton } from './learn/progress'
import { Ways, WaysLine } from './paths/ways'

/** Interview questions that the front page names. */
const QUESTIONS = 3

/** The front page: title and one sentence say what this is, the figure beside them shows it. */
export default async function HomePage({ params }: { params: Promise<{ locale: string }> }) {
  const locale = toLocale((await params).locale)
  const m = messages(locale).home
  const course = catalog()
  const { outcomes, orders } = await frontOutcomes(locale)
  return (
    <main id="main" className="page home">
      <div className="hero">
        <div className="hero-title">
          <h1>
            {m.title1}
            <br />
            {m.title2}
          </h1>
          <p className="hero-question">
            {m.question1}
            <code>count++</code>
            {m.question2}
          </p>
          <p className="hero-lead">{m.lead}</p>
        </div>
        <WaysLine locale={locale} />
        <div className="hero-buttons">
          <StartButton
            locale={locale}
            first={course.lessons[0]?.slug ?? ''}
            labels={{ start: m.start, open: messages(locale).lesson.continueOpen }}
          />
          <a className="button button-large" href={`/${locale}/interview`}>
            {m.cards}
          </a>
        </div>
        <div className="hero-figure">
          <OutcomeFigure
            title={m.simulator}
            variants={outcomes.map((outcome) => variantOf(outcome, locale))}
            words={locale === 'ko' ? koWords : enWords}
            labels={{
              outcomes: m.outcomes(orders),
              question: m.figureQuestion,
              unsure: m.figureUnsure,
              right: m.figureRight,
              wrong: m.figureWrong,
            }}
          />
        </div>
        <p className="hero-guest">{m.guest}</p>
      </div>
      <div className="columns">
        <LearnColumn locale={locale} slug={course.front.lesson} outcomes={outcomes} />
        <InterviewColumn locale={locale} />
        <TeachColumn locale={locale} lessons={course.lessons.length} />
      </div>
      <section className="home-map" aria-labelledby="map">
        <div className="home-map-head">
          <h2 id="map">{m.map(course.lessons.length)}</h2>
          <p>{m.mapNote}</p>
        </div>
        <CourseMap catalog={course} locale={locale} />
      </section>
      <Ways locale={locale} />
    </main>
  )
}

/** A run ready to be shown, opened right before its last disputed write: what it leaves is the question. */
function variantOf({ stdout, input }: Outcome, locale: Locale): Variant {
  const session = openSession(input, compile(input.files), locale === 'ko' ? koEvent : enEvent)
  const shape = shapeOf(session)
  return { text: stdout.trim(), input, shape, frame: frameAt(session, lastDispute(shape)) }
}

/** The position before the last write by a line that several tasks run: where an update is lost, if one is. */
function lastDispute({ lines, marks, tasks }: RunShape): number {
  const isShared = (line: number) => new Set(tasks.filter((_, i) => lines[i] === line)).size > 1
  const writes = marks.flatMap((mark, i) => (mark === 'store' && isShared(lines[i] ?? 0) ? [i] : []))
  return writes.at(-1) ?? 0
}

function LearnColumn(props: { locale: Locale; slug: string; outcomes: readonly Outcome[] }) {
  const { locale, slug, outcomes } = props
  const m = messages(locale).home
  const [unlucky, lucky] = outcomes
  return (
    <section className="column" aria-labelledby="learn">
      <h2 id="learn">{m.learn}</h2>
      <p>{m.learnBody}</p>
      <ol className="steps">
        {m.learnSteps.map((step, i) => (
          <li key={step} data-done={i < 2 || undefined}>
            {i < 2 && <Icon name="check" size={14} bold />}
            {step}
          </li>
        ))}
      </ol>
      <dl className="pairs">
        <div>
          <dt>{m.learnPrediction}</dt>
          <dd>
            <code>{lucky?.stdout.trim()}</code> {m.learnOr} <code>{unlucky?.stdout.trim()}</code>
          </dd>
        </div>
        <div>
          <dt>{m.learnRun}</dt>
          <dd>{m.learnShows}</dd>
        </div>
      </dl>
      <a className="link link-strong" href={`/${locale}/learn/${slug}`}>
        {m.learnOpen}
      </a>
    </section>
  )
}

function InterviewColumn({ locale }: { locale: Locale }) {
  const m = messages(locale).home
  return (
    <section className="column" aria-labelledby="interview">
      <h2 id="interview">{m.interview}</h2>
      <p>{m.interviewBody}</p>
      <ul className="questions">
        {cards(locale)
          .slice(0, QUESTIONS)
          .map((card) => (
            <li key={card.id}>
              <a href={cardPath(locale, card.id)}>
                <span>
                  <Inline text={plain(card.question)} />
                </span>
                <small>{m.interviewPoints(card.points.length)}</small>
              </a>
            </li>
          ))}
      </ul>
      <a className="link link-strong" href={`/${locale}/interview`}>
        {m.interviewOpen}
      </a>
    </section>
  )
}

/** First-answer rates of an imagined class, a row a learner, 1 (needs a teacher) to 5 (well), as the class page
 *  colours them. */
const EXAMPLE = ['5543', '5432', '4554']
const CELLS = { width: 408, row: 31, gap: 3 }

function TeachColumn({ locale, lessons }: { locale: Locale; lessons: number }) {
  const m = messages(locale).home
  const unit = (CELLS.width + CELLS.gap) / lessons
  return (
    <section className="column" aria-labelledby="teach">
      <h2 id="teach">{m.teach}</h2>
      <p>{m.teachBody}</p>
      <figure className="cells">
        <svg
          viewBox={`0 0 ${CELLS.width} ${EXAMPLE.length * CELLS.row - CELLS.gap}`}
          role="img"
          aria-label={m.teachCells}
        >
          {EXAMPLE.flatMap((row, y) =>
            Array.from({ length: lessons }, (_, x) => (
              <rect
                // The example never changes.
                // biome-ignore lint/suspicious/noArrayIndexKey: see above
                key={`${x} ${y}`}
                className={`cell-${row[x % row.length]}`}
                x={x * unit}
                y={y * CELLS.row}
                width={unit - CELLS.gap}
                height={CELLS.row - CELLS.gap}
                rx="2"
              />
            )),
          )}
        </svg>
        <figcaption>
          {m.teachExample}. {m.teachCells}
        </figcaption>
      </figure>
      <a className="link link-strong" href={`/${locale}/classes`}>
        {m.teachOpen}
      </a>
    </section>
  )
}
