'use client'

import {
  lazy,
  type ReactNode,
  type RefObject,
  Suspense,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react'
import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import { Inline } from '@/app/_ui/inline'
import type { Answer, PublicItem } from '@/lib/quiz/item'
import type { AnswersBefore, SubmitCode } from '@/lib/quiz/wire'
import { Done, isOpen } from './done'
import type { ScheduleStage } from './form'
import { blanksOf } from './form-table'
import { Hint } from './hint'
import { Form, Listing } from './item-form'
import type { QuizLabels } from './label'
import { flush } from './outbox'
import { firstAsked, isAsked, type QuizPlan, questionAfter, usePlan } from './plan'
import { QuizBar } from './quiz-bar'
import { Report } from './report'
import { type Complaint, useSendGate } from './send-gate'
import { stemId } from './stem-id'
import { type ItemState, useQuiz } from './use-quiz'

/** Comes when somebody begins to answer: most pages are read before. */
const loadVerdict = async () => ({ default: (await import('./verdict')).Verdict })
const Verdict = lazy(loadVerdict)

/** The quiz of a lesson, one item at a time. Items are public ones: what is right comes back with an answer.
 *  @param programs listings, drawn on the server, by the hash of what is asked
 *  @param stages first pictures of the programs that are steered, likewise
 *  @param known what the server has; null until it is known
 *  @param plans what ways through the course ask of it, by their ids: on the one that the address names the quiz keeps to that,
 *    and leads on along it
 *  @param isAlone one item of a review, which shows itself how far it is and asks again by itself
 *  @param reports whether a problem with an item can be told to who keeps the content
 *  @param onStored called after an answer is stored */
export function Quiz(props: {
  items: readonly PublicItem[]
  programs: Readonly<Record<string, ReactNode>>
  stages: Readonly<Record<string, ScheduleStage>>
  locale: 'ko' | 'en'
  labels: QuizLabels
  known: AnswersBefore | null
  plans?: Readonly<Record<string, QuizPlan>>
  isAlone?: boolean
  reports?: boolean
  onStored?: () => void
}) {
  const {
    items,
    programs,
    stages,
    locale,
    labels,
    known,
    plans,
    isAlone = false,
    reports = true,
    onStored,
  } = props
  const { state, edit, hint, show, submit, again, know } = useQuiz(items, locale)
  const [at, setAt] = useState(0)
  const plan = usePlan(plans)
  const hasChosen = useRef(false)
  const panel = useRef<HTMLDivElement>(null)
  const id = items[at]?.id ?? ''
  const now = state[id]
  const item = now?.asked
  const status = now?.status

  useEffect(() => {
    if (known) know(known)
  }, [known, know])
  useEffect(() => {
    if (id) show(id)
  }, [id, show])
  useEffect(() => {
    if (status !== 'answered') return
    onStored?.()
  }, [status, onStored])
  const onVerdict = useVerdictFocus(panel, id, status)
  const gate = useSendGate(id, now?.answer ?? null, submit)

  const choose = useCallback(
    (item: string | undefined) => {
      hasChosen.current = true
      const hash = `#${stemId(item ?? '')}`
      // Who loads the page again is where they were.
      if (item && !isAlone && location.hash !== hash) history.replaceState(history.state, '', hash)
    },
    [isAlone],
  )
  const answer = useCallback(
    (value: Answer | null) => {
      void loadVerdict()
      choose(id)
      if (now) edit(id, now, value, now.confidence)
    },
    [choose, edit, id, now],
  )
  const go = useCallback(
    (index: number) => {
      choose(items[index]?.id)
      setAt(index)
      // The heading of the new question is where reading goes on.
      requestAnimationFrame(() => readOn(panel.current, '.item-stem'))
    },
    [items, choose],
  )
  useEffect(() => {
    const open = () => {
      const asked = items.findIndex((one) => location.hash === `#${stemId(one.id)}`)
      if (asked >= 0) go(asked)
    }
    open()
    addEventListener('hashchange', open)
    return () => removeEventListener('hashchange', open)
  }, [items, go])
  useEffect(() => {
    if (hasChosen.current || !(plan || known)) return
    const answered = new Set(known?.responses.map(({ itemId }) => itemId))
    const isLeft = (one: string) => !answered.has(one)
    const ids = items.map((one) => one.id)
    const first = plan ? firstAsked(ids, plan, isLeft) : Math.max(0, ids.findIndex(isLeft))
    if (first !== null) setAt(first)
  }, [items, plan, known])
  if (!item || !now) return null
  const following = questionAfter(
    items.map((one) => one.id),
    at,
    plan,
    (one) => isOpen(state[one]) && state[one]?.status !== 'kept',
  )
  const kept = items.flatMap((one) => (state[one.id]?.status === 'kept' ? [state[one.id]] : []))
  const isSignedOut = kept.some((one) => one?.failure === 'signed-out')
  const left = blanksOf(item, now.answer)
  const send = () => {
    if (left === 0) gate.send()
  }
  const anew = () => {
    again(id)
    requestAnimationFrame(() => readOn(panel.current, '.item-stem'))
  }
  const toNext =
    following !== null ? (
      <button type="button" className="button" onClick={() => go(following)}>
        {labels.next}
        <Icon name="arrow-right" />
      </button>
    ) : (
      plan && (
        <a className="button button-primary" href={plan.onward.href}>
          {plan.onward.text}
          <Icon name="arrow-right" />
        </a>
      )
    )
  return (
    <div className="quiz" ref={panel}>
      {!isAlone && (
        <QuizBar
          items={items}
          plans={plans}
          state={state}
          isKnown={known !== null}
          at={at}
          onGo={go}
          labels={labels}
        />
      )}
      <div className={`item${now.answered ? ' item-answered' : ''}`} data-kind={item.kind}>
        <div className="item-ask">
          <h3 className="item-stem" id={stemId(item.id)} tabIndex={-1}>
            <span className="visually-hidden">{fill(labels.number, { n: at + 1 })}: </span>
            <Inline text={item.stem} />
          </h3>
          {plan?.asks && (
            <p className="item-plan">
              {isAsked(plan, id)
                ? fill(labels.inPlan, { n: plan.asks.indexOf(id) + 1, of: plan.asks.length })
                : labels.offPlan}
            </p>
          )}
          {item.kind !== 'schedule' && (item.kind !== 'mend' || !now.answer) && (
            <Listing item={item} known={programs[item.hash]} label={labels.program} />
          )}
          <form
            onSubmit={(event) => {
              event.preventDefault()
              send()
            }}
          >
            <Form
              item={item}
              now={now}
              stage={stages[item.hash]}
              locale={locale}
              labels={labels}
              onAnswer={answer}
              onChecked={gate.setChecked}
            />
            {item.hasHint && !now.answered && (
              <Hint
                key={item.hash}
                item={item}
                locale={locale}
                labels={labels}
                onShown={() => hint(item.id, now)}
              />
            )}
            {!now.answered && (
              <ItemFoot
                now={now}
                left={left}
                isChecking={gate.isChecking}
                complaint={gate.complaint}
                labels={labels}
                onSure={(sure) => edit(id, now, now.answer, sure)}
                onOther={anew}
              />
            )}
            {kept.length > 0 && (
              <p className="quiz-offline" role="alert">
                {fill(isSignedOut ? labels.signedOut : labels.offline, { n: kept.length })}
                {isSignedOut ? (
                  <a
                    className="button button-small button-primary"
                    href={`/${locale}/sign-in?next=${encodeURIComponent(location.pathname)}`}
                  >
                    {labels.signIn}
                  </a>
                ) : (
                  <button type="button" className="button button-small" onClick={() => void flush()}>
                    {labels.sendNow}
                  </button>
                )}
                {status === 'kept' && !isAlone && toNext}
              </p>
            )}
          </form>
        </div>
        <div className="item-verdict" role="status">
          {now.answered && (
            <Suspense fallback={null}>
              <Verdict
                key={now.answered.id}
                item={item}
                now={now}
                locale={locale}
                labels={labels}
                onShown={onVerdict}
                canAgain={!isAlone}
                actions={
                  <>
                    {!isAlone && (
                      <button type="button" className="button" onClick={anew}>
                        {labels.again}
                      </button>
                    )}
                    {toNext}
                  </>
                }
              />
            </Suspense>
          )}
        </div>
      </div>
      {reports && (
        <Report
          key={`report ${item.id}`}
          itemId={item.id}
          hash={item.hash}
          seed={now.seed}
          locale={locale}
          labels={labels}
        />
      )}
      {!isAlone && (
        <Done
          items={items.filter((one) => isAsked(plan, one.id))}
          state={state}
          title={plan?.asks ? labels.planDone : labels.allDone}
          labels={labels}
        />
      )}
    </div>
  )
}

/** Reading goes on at the verdict as soon as an answer that was sent here has one: its heading gets the focus and comes
 *  into view. Answers that the page finds already given move nothing.
 *  @returns to be called when a verdict is drawn, which may be later than the answer is there */
function useVerdictFocus(
  panel: RefObject<HTMLElement | null>,
  itemId: string | undefined,
  status: ItemState['status'] | undefined,
): () => void {
  const before = useRef({ itemId, status })
  const isDue = useRef(false)
  const read = useCallback(() => {
    if (isDue.current && readOn(panel.current, '.verdict-title')) isDue.current = false
  }, [panel])
  useEffect(() => {
    const { itemId: lastId, status: lastStatus } = before.current
    before.current = { itemId, status }
    isDue.current = false
    if (itemId !== lastId || status !== 'answered') return
    // One that waited goes out by itself, while its learner may be elsewhere on the page.
    const isHere = lastStatus === 'kept' && panel.current?.contains(document.activeElement)
    isDue.current = lastStatus === 'sending' || isHere === true
    read()
  }, [panel, itemId, status, read])
  return read
}

/** Moves the focus to a heading, and the page only if the heading is not well in view; false: it is not there. */
function readOn(panel: HTMLElement | null, heading: string): boolean {
  const target = panel?.querySelector<HTMLElement>(heading)
  if (!target) return false
  target.focus({ preventScroll: true })
  const { top, bottom } = target.getBoundingClientRect()
  const margin = Number.parseFloat(getComputedStyle(target).scrollMarginTop) || 0
  if (top < margin || bottom > innerHeight * 0.7) target.scrollIntoView({ block: 'start' })
  return true
}

function ItemFoot(props: {
  now: ItemState
  /** How many parts of the answer are still to be given; null: all of it. */
  left: number | null
  /** It is compiled before it is sent. */
  isChecking: boolean
  /** Why it was not sent. */
  complaint: Complaint | null
  labels: QuizLabels
  onSure: (sure: number) => void
  /** Goes on to the variant that this learner is asked. */
  onOther: () => void
}) {
  const { now, left, isChecking, complaint, labels, onSure, onOther } = props
  const [isEmpty, setEmpty] = useState(false)
  const isBusy = now.status === 'sending' || isChecking
  const levels = [labels.confidence1, labels.confidence2, labels.confidence3]
  const isOther = now.failure === 'stale-item' && now.next.hash !== now.asked.hash
  const problem = isOther
    ? labels.askedOther
    : now.failure
      ? failureWords(now.failure, labels)
      : complaint
        ? complaintWords(complaint, labels)
        : isEmpty && left !== 0
          ? left === null
            ? labels.unanswered
            : fill(labels.partsLeft, { n: left })
          : null
  return (
    <div className="item-foot">
      <fieldset className="sure">
        <legend>{labels.confidence}</legend>
        <div className="segments">
          {levels.map((level, i) => (
            <button
              key={level}
              type="button"
              aria-pressed={now.confidence === i + 1}
              disabled={isBusy || now.status === 'kept'}
              onClick={() => onSure(i + 1)}
            >
              {level}
            </button>
          ))}
        </div>
      </fieldset>
      <button
        type="submit"
        className="button button-primary item-send"
        aria-busy={isBusy}
        disabled={now.status === 'kept'}
        onClick={(event) => {
          if (isBusy) event.preventDefault()
          setEmpty(left !== 0)
        }}
      >
        {isChecking
          ? labels.checking
          : isBusy
            ? labels.sending
            : now.status === 'kept'
              ? labels.queued
              : labels.submit}
      </button>
      <div className="item-problem" role="alert">
        {problem && (
          <p className="field-error">
            <Icon name="warning" />
            <span>
              <Inline text={problem} />
            </span>
          </p>
        )}
        {isOther && (
          <button type="button" className="button button-small" onClick={onOther}>
            {labels.goToOther}
          </button>
        )}
        {now.failure && !isOther && RELOAD.has(now.failure) && (
          <button type="button" className="button button-small" onClick={() => location.reload()}>
            {labels.reload}
          </button>
        )}
      </div>
    </div>
  )
}

function complaintWords({ line, message, hint }: Complaint, labels: QuizLabels): string {
  return fill(labels.notCompiled, { n: line, message, hint: hint ?? '' }).trimEnd()
}

const RELOAD = new Set<SubmitCode>(['stale-item', 'unknown-item', 'bad-request'])

function failureWords(code: SubmitCode, labels: QuizLabels): string {
  const words: Record<SubmitCode, string> = {
    'bad-request': labels.badRequest,
    'unknown-item': labels.unknownItem,
    'stale-item': labels.stale,
    'signed-out': fill(labels.signedOut, { n: 1 }),
    refused: labels.refused,
    unanswered: labels.unanswered,
    'ill-formed': labels.illFormed,
    'too-long': labels.tooLong,
    'rate-limited': labels.queued,
  }
  return words[code]
}
