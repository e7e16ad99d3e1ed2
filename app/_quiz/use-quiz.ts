'use client'

import { useCallback, useEffect, useReducer, useRef } from 'react'
import type { Answer, PublicItem } from '@/lib/quiz/item'
import { MAX_PREDICTION, MAX_SOURCE } from '@/lib/quiz/limit'
import type {
  AnsweredItem,
  AnswersBefore,
  ExplorationStage as Stage,
  Submission,
  SubmitCode,
} from '@/lib/quiz/wire'
import { flush, guestKey, keepDraft, newId, onSent, ownWaitingAnswers, readDraft, send } from './outbox'
import { useExplored } from './use-explored'
import type { Sent } from './wire'

/** One item as its learner has left it. `sending` and `kept` differ in whether the server was reached. */
export type ItemState = {
  /** The variant that is answered, and the one that is asked when it is tried again. */
  readonly asked: PublicItem
  readonly next: PublicItem
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
  | { kind: 'sent'; submission: Submission; sent: Sent; asked?: PublicItem | undefined }
  | { kind: 'again'; item: string; seed: number }
  | { kind: 'known'; before: AnswersBefore; items: readonly PublicItem[]; drafts: Drafts }

/** `variant`: the hash of what is answered, where that is not what the page has before it knows who is there. */
type Drafts = Readonly<Record<string, Draft>>
type Draft = {
  seed: number
  answer: Answer | null
  confidence: number | null
  hintsShown?: number
  variant?: string
}

/** The answers of one quiz: drafts on this device, answers on their way, and what the server says of them.
 *  @param locale of the page, sent with every answer */
export function useQuiz(items: readonly PublicItem[], locale: 'ko' | 'en') {
  const [state, dispatch] = useReducer(reduce, items, initialState)
  const attemptId = useRef('')
  const shownAt = useRef<Record<string, number>>({})
  const hinted = useRef<Record<string, number>>({})
  const isOfPage = useCallback((asked: PublicItem) => items.some(({ hash }) => hash === asked.hash), [items])
  const keep = useCallback(
    (id: string, { asked, seed }: ItemState, answer: Answer | null, confidence: number | null) => {
      const hintsShown = hinted.current[id] ?? 0
      const variant = isOfPage(asked) ? {} : { variant: asked.hash }
      keepDraft(id, { seed, answer, confidence, hintsShown, ...variant } satisfies Draft)
    },
    [isOfPage],
  )

  useEffect(() => {
    attemptId.current = newId()
    for (const { id } of items) {
      const draft = readDraft<Draft>(id)
      // One of a variant is taken up once the server has said what it asks.
      if (draft?.variant) continue
      if (draft?.answer)
        dispatch({ kind: 'edit', item: id, answer: draft.answer, confidence: draft.confidence })
      if (!draft?.hintsShown) continue
      hinted.current[id] = draft.hintsShown
      dispatch({ kind: 'hint', item: id })
    }
    for (const { asked, ...submission } of ownWaitingAnswers())
      dispatch({ kind: 'sent', submission, asked, sent: { kind: 'kept', seconds: null, isSignedOut: false } })
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

  const edit = useCallback(
    (item: string, now: ItemState, answer: Answer | null, confidence: number | null) => {
      keep(item, now, answer, confidence)
      dispatch({ kind: 'edit', item, answer, confidence })
    },
    [keep],
  )
  const hint = useCallback(
    (item: string, now: ItemState) => {
      hinted.current[item] = 1
      keep(item, now, now.answer, now.confidence)
      dispatch({ kind: 'hint', item })
    },
    [keep],
  )
  const show = useCallback((item: string) => {
    shownAt.current[item] ??= Date.now()
  }, [])
  const submit = useCallback(
    (id: string) => {
      const now = state[id]
      // A second click finds the state `sending`: one press, one answer.
      if (!now?.answer || now.status === 'sending' || now.status === 'answered') return
      // What the server would refuse for its length is not sent.
      if (isTooLong(now.answer)) return dispatch({ kind: 'too-long', item: id })
      dispatch({ kind: 'send', item: id })
      const submission: Submission = {
        id: newId(),
        attemptId: attemptId.current,
        itemId: id,
        hash: now.asked.hash,
        seed: now.seed,
        locale,
        answer: now.answer,
        durationMs: Date.now() - (shownAt.current[id] ?? Date.now()),
        confidence: now.confidence,
        hintsShown: now.hintsShown,
        guestKey: guestKey(),
      }
      send(submission, isOfPage(now.asked) ? undefined : now.asked)
    },
    [state, isOfPage, locale],
  )
  const again = useCallback((item: string) => {
    shownAt.current[item] = Date.now()
    dispatch({ kind: 'again', item, seed: Math.floor(Math.random() * 0x7fff_ffff) })
  }, [])
  const know = useCallback(
    (before: AnswersBefore) => {
      const drafts: Record<string, Draft> = {}
      for (const { id, hash } of before.asks) {
        const draft = readDraft<Draft>(id)
        if (draft?.variant === hash) drafts[id] = draft
      }
      dispatch({ kind: 'known', before, items, drafts })
    },
    [items],
  )
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
  return Object.fromEntries(items.map((item) => [item.id, open(item, item.seed)]))
}

function open(asked: PublicItem, seed: number): ItemState {
  const fresh = { answer: null, confidence: null, hintsShown: 0, failure: null, answered: null, first: null }
  return { asked, next: asked, seed, status: 'open', stage: null, ...fresh }
}

function reduce(state: State, action: Action): State {
  if (action.kind === 'known') return remember(state, action)
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
      return { ...open(item.next, action.seed), answer, first: item.first, hintsShown: item.hintsShown }
    }
    case 'sent':
      return receive(action.asked ? { ...item, asked: action.asked } : item, action.submission, action.sent)
  }
}

/** Null where it is not known (yet), and of a card. */
function wasRight({ feedback, withheld, earned, total }: AnsweredItem): boolean | null {
  return feedback?.correct ?? (withheld === 'key' && total > 0 ? earned > total - 1e-9 : null)
}

function receive(item: ItemState, submission: Submission, sent: Sent): ItemState {
  const { answer, confidence = null, seed } = submission
  // It was shown as this reader's before it was known who that is.
  if (sent.kind === 'elsewhere') return item.status === 'kept' ? open(item.asked, item.seed) : item
  if (sent.kind === 'kept') {
    const failure = sent.isSignedOut ? 'signed-out' : null
    return { ...item, answer, confidence, seed, status: 'kept', failure }
  }
  if (sent.kind === 'failed') {
    // What was written stays where it is until its learner goes on to what is asked.
    const next = sent.next ?? item.next
    return { ...item, next, answer, confidence, seed, status: 'failed', failure: sent.code }
  }
  const { response } = sent
  const first = item.first ?? wasRight(response)
  if (sent.kind === 'explored')
    // Its learner may be at the next try by now.
    return item.answered?.id === response.id
      ? { ...item, answered: response, stage: sent.stage, first }
      : { ...item, first }
  // What was answered, which another tab may have asked otherwise.
  const asked = response.asked ?? item.asked
  const next = sent.next ?? asked
  return {
    ...item,
    asked,
    next,
    answer,
    confidence,
    seed,
    status: 'answered',
    failure: null,
    answered: response,
    first,
  }
}

/** What the server already has, the oldest first: the first answer stays on record, the newest is shown, or else what is asked
 *  of this learner. It never replaces what the learner is doing now.
 *  @param known drafts are of what is asked of this learner, as they were left */
function remember(state: State, known: Extract<Action, { kind: 'known' }>): State {
  const { responses, asks } = known.before
  const next: Record<string, ItemState> = { ...state }
  for (const answered of responses) {
    const item = state[answered.itemId]
    if (item?.status !== 'open' || item.answer || !known.items.includes(item.asked)) continue
    const first = next[answered.itemId]?.first ?? wasRight(answered)
    const { seed, answer, hintsShown } = answered
    const asked = answered.asked ?? item.asked
    next[answered.itemId] = { ...item, asked, seed, answer, hintsShown, status: 'answered', answered, first }
  }
  for (const ask of asks) {
    const item = next[ask.id]
    if (!item) continue
    // What was answered here since it was asked for is newer, and so is what was asked after it.
    const isUntouched = item.status === 'open' && !item.answer && known.items.includes(item.asked)
    const isKnown = responses.some(({ id }) => id === item.answered?.id)
    if (isUntouched || isKnown) next[ask.id] = askNext(item, ask, isUntouched, known.drafts[ask.id])
  }
  return next
}

/** An item whose learner is asked this variant from now on: at once where nothing was done about the one on the page yet, or where
 *  this one has been begun. */
function askNext(
  item: ItemState,
  ask: PublicItem,
  isUntouched: boolean,
  draft: Draft | undefined,
): ItemState {
  if (!draft) return { ...item, next: ask, ...(isUntouched && { asked: ask }) }
  const { seed, answer, confidence, hintsShown = 0 } = draft
  return { ...open(ask, seed), answer, confidence, hintsShown, first: item.first }
}
