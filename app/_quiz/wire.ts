import type { Answer, ItemProgram } from '@/lib/quiz/item'
import type { Feedback } from '@/lib/quiz/score'

/** One answer as it goes to `POST /api/responses`. The id is made here, once an answer: whoever sends it again
 *  gets the stored score back. */
export type Submission = {
  readonly id: string
  readonly attemptId: string
  readonly itemId: string
  readonly hash: string
  readonly seed: number
  readonly locale: 'ko' | 'en'
  readonly answer: Answer
  readonly durationMs: number
  /** 1 to 3, null when the learner did not say. */
  readonly confidence: number | null
  /** How many hints were on the screen when the answer was sent. */
  readonly hintsShown: number
  readonly guestKey: string
}

/** A stored answer with what is said about it. `feedback` is null when the item has changed since. */
export type Answered = {
  readonly id: string
  readonly attemptId: string
  readonly itemId: string
  readonly seed: number
  readonly answer: Answer
  readonly hintsShown: number
  readonly at: string
  readonly state: 'scored' | 'exploring' | 'unfinished'
  readonly earned: number
  readonly total: number
  readonly feedback: Feedback | null
}

/** A run to be shown after an answer. `isKey`: it is a schedule that does what was asked. */
export type SceneToShow = ItemProgram & {
  readonly schedule: string
  readonly step: number
  readonly isKey: boolean
}

/** Why an answer was not stored, in the server's codes. */
export type FailureCode =
  | 'bad-request'
  | 'unknown-item'
  | 'stale-item'
  | 'refused'
  | 'unanswered'
  | 'ill-formed'
  | 'too-long'
  | 'rate-limited'

/** What sending came to. `kept`: it is on this device and goes out by itself later. */
export type Sent =
  | { readonly kind: 'stored'; readonly response: Answered }
  | { readonly kind: 'failed'; readonly code: FailureCode }
  | { readonly kind: 'kept'; readonly seconds: number | null }
