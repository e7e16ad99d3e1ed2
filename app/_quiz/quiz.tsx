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
import { beginningOf } from './beginning'
import type { ScheduleStage } from './form'
import { blanksOf } from './form-table'
import { Hint } from './hint'
import { Form, Listing } from './item-form'
import type { QuizLabels } from './label'
import { flush } from './outbox'
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
 *  @param ways of items the ways through the course that take them and not all, as `data-ways` has them (`WayScript`)
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
  ways?: Readonly<Record<string, string>>
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
    ways,
    isAlone = false,
    reports = true,
    onStored,
  } = props
  const { state, edit, hint, show, submit, again, know } = useQuiz(items, locale)
  const [at, setAt] = useState(0)
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

  const answer = useCallback(
    (value: Answer | null) => {
      void loadVerdict()
      if (now) edit(id, now, value, now.confidence)
    },
    [edit, id, now],
  )
  const go = useCallback((index: number) => {
    setAt(index)
    // The heading of the new question is where reading goes on.
    requestAnimationFrame(() => readOn(panel.current, '.item-stem'))
  }, [])
  useEffect(() => {
    const open = () => {
      const asked = items.findIndex((one) => location.hash === `#${stemId(one.id)}`)
      if (asked >= 0) go(asked)
    }
    open()
    addEventListener('hashchange', open)
    return () => removeEventListener('hashchange', open)
  }, [items, go])
  if (!item || !now) return null
  const isLast = at === items.length - 1
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
  const toNext = (
    <button type="button" className="button" onClick={() => go(at + 1)}>
      {labels.next}
      <Icon name="arrow-right" />
    </button>
  )
  return (
    <div className="quiz" ref={panel}>
      {!isAlone && (
        <QuizBar
          items={items}
          ways={ways}
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
                {status === 'kept' && !isAlone && !isLast && toNext}
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
                    {!isLast && toNext}
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
      {!isAlone && <Done items={items} state={state} labels={labels} />}
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

/** The items of the quiz as a row of numbers, each with what became of it. */
function QuizBar(props: {
  items: readonly PublicItem[]
  ways: Readonly<Record<string, string>> | undefined
  state: Readonly<Record<string, ItemState>>
  /** Whether what was answered before is known by now. */
  isKnown: boolean
  at: number
  onGo: (index: number) => void
  labels: QuizLabels
}) {
  const { items, ways, state, isKnown, at, onGo, labels } = props
  const status = state[items[at]?.id ?? '']?.status
  return (
    <div className="quiz-bar">
      <nav aria-label={labels.progress}>
        <ol className="quiz-dots">
          {items.map((item, i) => {
            const result = resultOf(state[item.id])
            const words = {
              right: labels.stateRight,
              part: labels.statePart,
              wrong: labels.stateWrong,
              done: labels.stateDone,
              open: isKnown ? labels.stateOpen : '',
            }
            return (
              <li key={item.id} data-ways={ways?.[item.id]} suppressHydrationWarning>
                <button
                  type="button"
                  className={`quiz-dot quiz-dot-${result}`}
                  aria-current={i === at ? 'step' : undefined}
                  title={beginningOf(item.stem)}
                  aria-label={[fill(labels.number, { n: i + 1 }), words[result]].filter(Boolean).join(', ')}
                  onClick={() => onGo(i)}
                >
                  {i !== at && result === 'right' && <Icon name="check" bold />}
                  {i !== at && result === 'part' && <Icon name="minus" bold />}
                  {i !== at && result === 'wrong' && <Icon name="cross" bold />}
                  {(i === at || result === 'open' || result === 'done') && i + 1}
                </button>
              </li>
            )
          })}
        </ol>
      </nav>
      <span className="quiz-saved">
        {status === 'answered' && labels.saved}
        {status === 'kept' && labels.queued}
      </span>
    </div>
  )
}

function resultOf(now: ItemState | undefined): 'right' | 'part' | 'wrong' | 'done' | 'open' {
  const answered = now?.answered
  if (!answered) return now && now.first !== null ? 'done' : 'open'
  if (answered.state !== 'scored' || answered.withheld === 'score') return 'done'
  if (answered.earned > answered.total - 1e-9) return 'right'
  return answered.earned > 0 ? 'part' : 'wrong'
}

/** Said once every item has an answer. */
function Done(props: {
  items: readonly PublicItem[]
  state: Readonly<Record<string, ItemState>>
  labels: QuizLabels
}) {
  const { items, state, labels } = props
  const all = items.map((item) => state[item.id])
  if (!all.every((now) => now?.answered || now?.first !== null)) return null
  if (all.some((now) => now?.answered?.withheld === 'score'))
    return (
      <p className="quiz-done" role="status">
        <b>{labels.allDone}</b> {labels.scoreWithheld}
      </p>
    )
  const right = all.filter((now) => resultOf(now) === 'right').length
  return (
    <p className="quiz-done" role="status">
      <b>{labels.allDone}</b> {fill(labels.allDoneBody, { n: right, total: items.length })}
    </p>
  )
}
