import { z } from 'zod'
import type { Incomplete } from './grade'
import type { Answer, PublicItem } from './item'
import { KINDS } from './kind/table'
import { MAX_HELD_MS } from './limit'
import type { Feedback } from './score'

// What goes between page and server about answers. A page takes the types alone.

const id = z.uuid()
// One schema for each kind, as its row writes it; a discriminated union says of a wrong one what is wrong with it.
const [first, ...rest] = Object.entries(KINDS).map(([kind, row]) =>
  z.strictObject({ kind: z.literal(kind), ...row.answer }),
)
/** An answer of any kind in its form, however much of it is there. */
export const answerSchema = z.discriminatedUnion('kind', [
  first as z.ZodObject,
  ...rest,
]) as unknown as z.ZodType<Answer, Answer>

/** The body of `POST /api/responses`. */
export const submissionSchema = z.strictObject({
  /** Made by the client for this answer, kept when it is sent again. */
  id,
  /** Made by the client when the quiz is opened. */
  attemptId: id,
  itemId: z.string().min(1).max(200),
  /** `PublicItem.hash` and `.seed`, as shown. */
  hash: z.string().regex(/^[0-9a-f]{16}$/),
  seed: z.int().min(0).max(0x7fff_ffff),
  locale: z.enum(['ko', 'en']),
  answer: answerSchema,
  mode: z.enum(['practice', 'mock']).default('practice'),
  durationMs: z
    .int()
    .min(0)
    .max(24 * 3600_000)
    .nullable()
    .default(null),
  confidence: z.int().min(1).max(3).nullable().default(null),
  /** How many hints were on the screen by then. */
  hintsShown: z.int().min(0).max(20).default(0),
  /** From giving the answer to sending it, as the client measured it. A difference, because its clock may be wrong. */
  heldMs: z.int().min(0).max(MAX_HELD_MS).default(0),
  /** For somebody without a cookie yet: see `viewerWhoStores`. */
  guestKey: z.string().max(100).nullable().default(null),
  /** Whose account the page showed when the answer was given, by id; null for a guest. An answer never goes to
   *  somebody else who is asking by then. */
  account: z.string().max(100).nullable().default(null),
})
export type Submission = z.input<typeof submissionSchema>

/** Why an answer was not stored.
 *  - `bad-request`: not in the form of a response; the page is broken or somebody plays with the endpoint
 *  - `unknown-item`: the item is not there, or not any more
 *  - `stale-item`: the item has changed since the page was loaded; load it again, the answer is kept there; or
 *    a class asks this learner another variant of it, which comes along
 *  - `unanswered`, `ill-formed`, `too-long`: nothing was stored because there is nothing to score
 *  - `signed-out`: given by somebody signed in, who no longer is; it can be sent after signing in again
 *  - `refused`: the id is not this person's to use; make a new one
 *  - `rate-limited`: later */
export type SubmitCode =
  | 'bad-request'
  | 'unknown-item'
  | 'stale-item'
  | 'signed-out'
  | 'refused'
  | 'rate-limited'
  | Incomplete

/** The body of a stored answer. `next`: what its item asks now; null: the same. */
export type StoredAnswer = { readonly response: AnsweredItem; readonly next: PublicItem | null }

/** What `GET /api/responses` says. `asks`: of the items that now ask something else than their page does, what that is. */
export type AnswersBefore = {
  readonly responses: readonly AnsweredItem[]
  readonly asks: readonly PublicItem[]
}

/** Where a program stands that is to be explored: it waits for a thread, or is in one. */
export type ExplorationStage = 'waiting' | 'exploring'

/** What `GET /api/responses/<id>` says. `stage` null: it is explored, or another kind of answer. */
export type ResponseNow = { readonly response: AnsweredItem; readonly stage: ExplorationStage | null }

/** An own answer as its page shows it again. `feedback` is null when the item has changed since: what it said
 *  then may not be true now; while the answer is explored; and where it is withheld. */
export type AnsweredItem = {
  readonly id: string
  readonly attemptId: string
  readonly itemId: string
  readonly seed: number
  /** The variant that it answers; null where that is the item as every page has it, or is no more. */
  readonly asked: PublicItem | null
  readonly answer: Answer
  /** How many hints the learner had seen. */
  readonly hintsShown: number
  /** How sure the learner was, 1 to 3; null where that was not said. */
  readonly confidence: number | null
  /** From showing the item to sending, as the browser measured it. */
  readonly durationMs: number | null
  /** ISO 8601. */
  readonly at: string
  readonly state: 'scored' | 'exploring' | 'unfinished'
  readonly earned: number
  readonly total: number
  readonly feedback: Feedback | null
  /** What an assignment does not show yet: `score` what the answer is worth, and `key` too then; `earned` and `total` are 0. */
  readonly withheld: 'score' | 'key' | null
}
