'use client'

import { useCallback, useEffect, useReducer, useRef } from 'react'
import type { Answer, PublicItem } from '@/lib/quiz/item'
import { MAX_PREDICTION, MAX_SOURCE } from '@/lib/quiz/limit'
import type { AnsweredItem, ExplorationStage as Stage, Submission, SubmitCode } from '@/lib/quiz/wire'
import { flush, guestKey, keepDraft, newId, onSent, ownWaitingAnswers, readDraft, send } from './outbox'
import { useExplored } from './use-explored'
import type { Sent } from './wire'

/** One item as its learner has left it. `sending` and `kept` differ in whether the server was reached. */
export type ItemState = {
  readonly seed: number
  readonly answer: Answer | null
  readonly confidence: number | null
  /** How many hints the learner has seen; a second try does not make them forgotten. */
  readonly hintsShown: number
  readonly status: 'open' | 'sending' | 'kept' | 'answered' | 'failed'
  readonly failure: SubmitCode | null
  readonly answered: AnsweredItem | null
  /** Whether the first answer to this item was entirely right; null while there is none. */
  readonly first: boolean | null
  /** Of an answer whose program is still to be explored: where it stands, once that is known. */
  readonly stage: Stage | null
}

type State = Readonly<Record<string, ItemState>>
type Action =
  | { kind: 'edit'; item: string; answer: Answer | null; confidence: number | null }
  | { kind: 'hint'; item: string }
  | { kind: 'send'; item: string }
  | { kind: 'too-long'; item: string }
  | { kind: 'sent'; submission: Submission; sent: Sent }
  | { kind: 'again'; item: string; seed: number }
  | { kind: 'known'; answered: readonly AnsweredItem[] }

type Draft = { seed: number; answer: Answer | null; confidence: number | null; hintsShown?: number }

/** The answers of one quiz: drafts on this device, answers on their way, and what the server says of them.
 *  @param locale of the page, sent with every answer */
export function useQuiz(items: readonly PublicItem[], locale: 'ko' | 'en') {
  const [state, dispatch] = useReducer(reduce, items, initialState)
  const attemptId = useRef('')
  const shownAt = useRef<Record<string, number>>({})
  const hinted = useRef<Record<string, number>>({})

  useEffect(() => {
    attemptId.current = newId()
    for (const { id } of items) {
      const draft = readDraft<Draft>(id)
      if (draft?.answer)
        dispatch({ kind: 'edit', item: id, answer: draft.answer, confidence: draft.confidence })
      if (!draft?.hintsShown) continue
      hinted.current[id] = draft.hintsShown
      dispatch({ kind: 'hint', item: id })
    }
    for (const submission of ownWaitingAnswers())
      dispatch({ kind: 'sent', submission, sent: { kind: 'kept', seconds: null, isSignedOut: false } })
    const forget = onSent((submission, sent) => {
      if (sent.kind === 'stored') keepDraft(submission.itemId, null)
      dispatch({ kind: 'sent', submission, sent })
    })
    const online = () => void flush()
    // Coming back from another tab may be coming back signed in.
    const back = () => ownWaitingAnswers().length > 0 && void flush()
    addEventListener('online', online)
    addEventListener('focus', back)
    void flush()
    return () => {
      forget()
      removeEventListener('online', online)
      removeEventListener('focus', back)
    }
  }, [items])

  const edit = useCallback((item: string, seed: number, answer: Answer | null, confidence: number | null) => {
    keepDraft(item, { seed, answer, confidence, hintsShown: hinted.current[item] ?? 0 } satisfies Draft)
    dispatch({ kind: 'edit', item, answer, confidence })
  }, [])
  const hint = useCallback((item: string, now: ItemState) => {
    const { seed, answer, confidence } = now
    hinted.current[item] = 1
    keepDraft(item, { seed, answer, confidence, hintsShown: 1 } satisfies Draft)
    dispatch({ kind: 'hint', item })
  }, [])
  const show = useCallback((item: string) => {
    shownAt.current[item] ??= Date.now()
  }, [])
  const submit = useCallback(
    (item: PublicItem) => {
      const now = state[item.id]
      // A second click finds the state `sending`: one press, one answer.
      if (!now?.answer || now.status === 'sending' || now.status === 'answered') return
      // What the server would refuse for its length is not sent.
      if (isTooLong(now.answer)) return dispatch({ kind: 'too-long', item: item.id })
      dispatch({ kind: 'send', item: item.id })
      send({
        id: newId(),
        attemptId: attemptId.current,
        itemId: item.id,
        hash: item.hash,
        seed: now.seed,
        locale,
        answer: now.answer,
        durationMs: Date.now() - (shownAt.current[item.id] ?? Date.now()),
        confidence: now.confidence,
        hintsShown: now.hintsShown,
        guestKey: guestKey(),
      })
    },
    [state, locale],
  )
  const again = useCallback((item: string) => {
    shownAt.current[item] = Date.now()
    dispatch({ kind: 'again', item, seed: Math.floor(Math.random() * 0x7fff_ffff) })
  }, [])
  const know = useCallback((answered: readonly AnsweredItem[]) => dispatch({ kind: 'known', answered }), [])
  useExplored(
    Object.values(state).map(({ answered }) => answered),
    locale,
  )
  return { state, edit, hint, show, submit, again, know }
}

function isTooLong(answer: Answer): boolean {
  if (answer.kind === 'mend') return answer.source.length > MAX_SOURCE
  return answer.kind === 'predict' && answer.stdout.length > MAX_PREDICTION
}

function initialState(items: readonly PublicItem[]): State {
  return Object.fromEntries(items.map((item) => [item.id, open(item.seed)]))
}

function open(seed: number): ItemState {
  const fresh = { answer: null, confidence: null, hintsShown: 0, failure: null, answered: null, first: null }
  return { seed, status: 'open', stage: null, ...fresh }
}

function reduce(state: State, action: Action): State {
  if (action.kind === 'known') return remember(state, action.answered)
  const id = action.kind === 'sent' ? action.submission.itemId : action.item
  const item = state[id]
  if (!item) return state
  return { ...state, [id]: reduceItem(item, action) }
}

function reduceItem(item: ItemState, action: Exclude<Action, { kind: 'known' }>): ItemState {
  switch (action.kind) {
    case 'edit': {
      const { answer, confidence } = action
      return item.status === 'sending' ? item : { ...item, answer, confidence, status: 'open', failure: null }
    }
    case 'hint':
      return { ...item, hintsShown: 1 }
    case 'send':
      return { ...item, status: 'sending', failure: null }
    case 'too-long':
      return { ...item, status: 'failed', failure: 'too-long' }
    case 'again': {
      // A program is mended further, not from the beginning.
      const answer = item.answer?.kind === 'mend' ? item.answer : null
      return { ...open(action.seed), answer, first: item.first, hintsShown: item.hintsShown }
    }
    case 'sent':
      return receive(item, action.submission, action.sent)
  }
}

/** Null where it is not known (yet), and of a card. */
function wasRight({ feedback, withheld, earned, total }: AnsweredItem): boolean | null {
  return feedback?.correct ?? (withheld === 'key' && total > 0 ? earned > total - 1e-9 : null)
}

function receive(item: ItemState, submission: Submission, sent: Sent): ItemState {
  const { answer, confidence = null, seed } = submission
  // It was shown as this reader's before it was known who that is.
  if (sent.kind === 'elsewhere') return item.status === 'kept' ? open(item.seed) : item
  if (sent.kind === 'kept') {
    const failure = sent.isSignedOut ? 'signed-out' : null
    return { ...item, answer, confidence, seed, status: 'kept', failure }
  }
  if (sent.kind === 'failed')
    return { ...item, answer, confidence, seed, status: 'failed', failure: sent.code }
  const { response } = sent
  const first = item.first ?? wasRight(response)
  if (sent.kind === 'explored')
    // Its learner may be at the next try by now.
    return item.answered?.id === response.id
      ? { ...item, answered: response, stage: sent.stage, first }
      : { ...item, first }
  return { ...item, answer, confidence, seed, status: 'answered', failure: null, answered: response, first }
}

/** What the server already has, the oldest first: the first answer stays on record, the newest is shown. It
 *  never replaces what the learner is doing now. */
function remember(state: State, known: readonly AnsweredItem[]): State {
  const next: Record<string, ItemState> = { ...state }
  for (const answered of known) {
    const item = state[answered.itemId]
    if (item?.status !== 'open' || item.answer) continue
    const first = next[answered.itemId]?.first ?? wasRight(answered)
    const { seed, answer, hintsShown } = answered
    next[answered.itemId] = { ...item, seed, answer, hintsShown, status: 'answered', answered, first }
  }
  return next
}
