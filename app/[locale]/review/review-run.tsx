'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useRef, useState, useTransition } from 'react'
import type { ScheduleStage } from '@/app/_quiz/form'
import type { QuizLabels } from '@/app/_quiz/label'
import { onSent } from '@/app/_quiz/outbox'
import { Quiz } from '@/app/_quiz/quiz'
import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import type { ReviewState } from '@/app/api/review/route'
import { dayOf } from '@/lib/progress/day'
import { type ReviewRating, ratingOf } from '@/lib/progress/rating'
import type { PublicItem } from '@/lib/quiz/item'
import type { AnswersBefore } from '@/lib/quiz/wire'
import type { NextWords } from '../today/next-words'
import { AfterReview } from './after-review'
import { dayInWords } from './date'
import type { ReviewLabels } from './label'

/** A question of a review. `retry` is asked at the end when its answer was not right. */
export type Turn = {
  readonly item: PublicItem
  readonly retry: PublicItem
  /** What `retry` is: another item, another variant of this one, or the same once more. */
  readonly again: 'other' | 'variant' | 'same'
  readonly title: string
  readonly why: string
  readonly isPair: boolean
}

/** A turn as it is asked: the first time, or once more. */
type Step = { readonly turn: Turn; readonly item: PublicItem; readonly isRetry: boolean }
/** How it went, and when the question comes back once that is known. */
type Outcome = {
  readonly rating: ReviewRating | null
  readonly hinted: boolean
  readonly dueAt: string | null
}

/** One due question after the other. What was not right comes once more at the end, through another question about the same
 *  concept where there is one. Once all are answered the page is asked for anew, which knows then what comes next and when.
 *  @param turns what is asked, as it was when the page was opened
 *  @param after what comes next when nothing is due any more
 *  @param children what is said of later days where nothing is due */
export function ReviewRun(props: {
  turns: readonly Turn[]
  nodes: Readonly<Record<string, ReactNode>>
  programs: Readonly<Record<string, ReactNode>>
  stages: Readonly<Record<string, ScheduleStage>>
  locale: 'ko' | 'en'
  labels: ReviewLabels
  quizLabels: QuizLabels
  after: NextWords
  children: ReactNode
}) {
  const { nodes, programs, stages, locale, labels, quizLabels, after, children } = props
  const [turns] = useState(props.turns)
  const { steps, outcomes, at, go } = useSteps(turns)
  const router = useRouter()
  const [isAsking, ask] = useTransition()
  const panel = useRef<HTMLDivElement>(null)
  const foot = useRef<HTMLDivElement>(null)
  const step = steps[at]
  const outcome = outcomes[at]
  const isRatedCard = step?.item.kind === 'card' && outcome !== undefined
  useEffect(() => {
    // A card is long, and what leads on stands below it.
    if (isRatedCard) foot.current?.scrollIntoView({ block: 'nearest' })
  }, [isRatedCard])
  const next = () => {
    go(at + 1)
    if (at + 1 === steps.length) ask(() => router.refresh())
    requestAnimationFrame(() =>
      panel.current?.querySelector<HTMLElement>('.item-stem, .card-question, .review-done h2')?.focus(),
    )
  }
  if (turns.length === 0)
    return (
      <p className="review-none">
        {children}
        <AfterReview words={after} />
      </p>
    )
  return (
    <div className="review-run" ref={panel}>
      <Queue steps={steps} outcomes={outcomes} at={at} labels={labels} />
      <div className="review-ask">
        {step ? (
          <>
            <Why step={step} labels={labels} />
            {step.item.kind === 'card' ? (
              <div key={at}>{nodes[step.item.id]}</div>
            ) : (
              <Quiz
                key={at}
                items={[step.item]}
                programs={programs}
                stages={stages}
                locale={locale}
                labels={quizLabels}
                known={NOTHING}
                isAlone
              />
            )}
            <div className="review-foot" role="status" ref={foot}>
              {outcome && (
                <>
                  <Rated outcome={outcome} step={step} locale={locale} labels={labels} />
                  <button type="button" className="button button-primary" onClick={next}>
                    {at + 1 < steps.length ? labels.next : labels.finish}
                    <Icon name="arrow-right" />
                  </button>
                </>
              )}
            </div>
          </>
        ) : (
          <Done turns={turns} outcomes={outcomes} after={isAsking ? null : after} labels={labels} />
        )}
      </div>
    </div>
  )
}

const NOTHING: AnswersBefore = { responses: [], asks: [] }

/** Where a review is. An answer counts once it is stored, whichever form it was given in. */
function useSteps(turns: readonly Turn[]) {
  const [steps, setSteps] = useState<readonly Step[]>(() =>
    turns.map((turn) => ({ turn, item: turn.item, isRetry: false })),
  )
  const [outcomes, setOutcomes] = useState<Readonly<Record<number, Outcome>>>({})
  const [at, go] = useState(0)
  useEffect(
    () =>
      onSent((submission, sent) => {
        const step = steps[at]
        if (sent.kind !== 'stored' && sent.kind !== 'explored') return
        // What is still explored says nothing yet; it is told of again.
        if (submission.itemId !== step?.item.id || sent.response.state === 'exploring') return
        const { answer } = sent.response
        const given = answer.kind === 'card' ? answer.rating : null
        const rating = ratingOf({ ...sent.response, rating: given })
        const hinted = sent.response.hintsShown > 0
        setOutcomes((known) => ({ ...known, [at]: { rating, hinted, dueAt: null } }))
        if (rating === 1 && !step.isRetry)
          setSteps((known) =>
            known.some((one) => one.isRetry && one.turn === step.turn)
              ? known
              : [...known, { turn: step.turn, item: step.turn.retry, isRetry: true }],
          )
        void dueAtOf(step.item.id).then((dueAt) =>
          setOutcomes((known) => ({ ...known, [at]: { rating, hinted, dueAt } })),
        )
      }),
    [steps, at],
  )
  return { steps, outcomes, at, go }
}

/** When an item comes back; null where that cannot be asked now. */
async function dueAtOf(itemId: string): Promise<string | null> {
  try {
    const response = await fetch('/api/review', { cache: 'no-store' })
    if (!response.ok) return null
    return ((await response.json()) as ReviewState).due[itemId] ?? null
  } catch {
    return null
  }
}

function Queue(props: {
  steps: readonly Step[]
  outcomes: Readonly<Record<number, Outcome>>
  at: number
  labels: ReviewLabels
}) {
  const { steps, outcomes, at, labels } = props
  return (
    <section className="review-queue" aria-labelledby="queue">
      <h2 id="queue">{fill(labels.today, { n: steps.filter((_, i) => !outcomes[i]).length })}</h2>
      {at < steps.length && <p>{labels.todayLead}</p>}
      <ol aria-label={labels.progress}>
        {steps.map(({ turn, isRetry }, i) => {
          const rating = outcomes[i]?.rating
          const result = outcomes[i] ? (rating === 1 ? 'wrong' : 'right') : 'open'
          return (
            <li
              // Steps are only added at the end.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              key={i}
              aria-current={i === at ? 'step' : undefined}
              data-pair={turn.isPair && !isRetry ? true : undefined}
            >
              <span className={`review-dot review-dot-${result}`}>
                {result === 'open' ? (
                  i + 1
                ) : (
                  <Icon name={result === 'right' ? 'check' : 'cross'} size={14} bold />
                )}
              </span>
              <span>{turn.title}</span>
              <small>{turn.item.kind === 'card' ? labels.kindCard : labels.kindQuestion}</small>
            </li>
          )
        })}
      </ol>
      <p className="review-saved">{labels.saved}</p>
    </section>
  )
}

function Why({ step, labels }: { step: Step; labels: ReviewLabels }) {
  const { turn, isRetry } = step
  const again =
    turn.again === 'other'
      ? labels.againOther
      : turn.again === 'variant'
        ? labels.againVariant
        : labels.againSame
  return (
    <p className="review-why">
      {isRetry ? again : turn.why}
      {turn.isPair && !isRetry && <span className="review-pair">{labels.pair}</span>}
    </p>
  )
}

/** What an answer was rated as, why, and when the question comes back. */
function Rated(props: { outcome: Outcome; step: Step; locale: 'ko' | 'en'; labels: ReviewLabels }) {
  const { outcome, step, locale, labels } = props
  const { rating, hinted, dueAt } = outcome
  if (step.isRetry && step.turn.again !== 'other') return <p>{labels.extra}</p>
  if (rating === null) return null
  const words = [labels.rated1, labels.rated2, labels.rated3, labels.rated4][rating - 1]
  const how = hinted ? labels.ratedHint : rating === 1 ? labels.ratedWrong : labels.ratedRight
  const day = dueAt && dayOf(new Date(dueAt))
  return (
    <p>
      <b>{words}</b> {step.item.kind === 'card' ? labels.ratedSelf : how}
      {day && (
        <>
          {' · '}
          {fill(labels.comesBack, { date: dayInWords(day, locale), n: day - dayOf(new Date()) })}
        </>
      )}
    </p>
  )
}

function Done(props: {
  turns: readonly Turn[]
  outcomes: Readonly<Record<number, Outcome>>
  /** Null until the page knows. */
  after: NextWords | null
  labels: ReviewLabels
}) {
  const { turns, outcomes, after, labels } = props
  const right = turns.filter((_, i) => (outcomes[i]?.rating ?? 1) > 1).length
  return (
    <div className="review-done">
      <h2 tabIndex={-1}>{labels.done}</h2>
      <p>{fill(labels.doneBody, { n: turns.length, right })}</p>
      <p className="review-none">
        {after && <AfterReview words={after} />}
        <a className="link" href="#coming">
          {labels.coming}
        </a>
      </p>
    </div>
  )
}
