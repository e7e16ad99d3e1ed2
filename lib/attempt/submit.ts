import 'server-only'
import { z } from 'zod'
import { getViewer, viewerOfKey, viewerWhoStores } from '@/lib/auth/viewer'
import type { Grade, Incomplete } from '@/lib/quiz/grade'
import { type Answer, type Item, itemHash, optionsOf, shownHash } from '@/lib/quiz/item'
import { feedbackOf, score, validate } from '@/lib/quiz/score'
import { type RateLimited, take } from '@/lib/rate-limit/store'
import { type AnsweredItem, answeredItem, shape, type World, worth } from './answered'
import { type NewResponse, responseOf, storeResponse } from './store'

/** What comes back. Codes, never sentences; `lib/i18n` has a sentence for each.
 *  - `bad-request`: not in the form of a response; the page is broken or somebody plays with the endpoint
 *  - `unknown-item`: the item is not there, or not any more
 *  - `stale-item`: the item has changed since the page was loaded; load it again, the answer is kept there
 *  - `unanswered`, `ill-formed`, `too-long`: nothing was stored because there is nothing to score
 *  - `refused`: the id is not this person's to use; make a new one */
export type SubmitFailure =
  | {
      readonly ok: false
      readonly code: 'bad-request' | 'unknown-item' | 'stale-item' | 'refused' | Incomplete
    }
  | RateLimited
export type SubmitResult = { readonly ok: true; readonly response: AnsweredItem } | SubmitFailure
export type SubmitCode = SubmitFailure['code']
export type { AnsweredItem }

const id = z.uuid()
const optionId = z.string().max(100)
const answerSchema: z.ZodType<Answer> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('choice'), option: optionId }),
  z.strictObject({ kind: z.literal('multi'), options: z.array(optionId).max(50) }),
  // Longer ones are refused by `validate`, with a code of their own.
  z.strictObject({ kind: z.literal('predict'), stdout: z.string() }),
  z.strictObject({ kind: z.literal('schedule'), schedule: z.string() }),
  z.strictObject({
    kind: z.literal('card'),
    rating: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  }),
])

/** The body of `POST /api/responses`. */
const submissionSchema = z.strictObject({
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
  /** For somebody without a cookie yet: see `viewerWhoStores`. */
  guestKey: z.string().max(100).nullable().default(null),
})
export type Submission = z.input<typeof submissionSchema>

/** The one path that an answer takes. Returns after it is on disk, or says why it is not.
 *  @param input whatever was sent
 *  @param address of the client, for the rate limit
 *  @throws only when the database is out of reach; sending the same again is then right */
export async function submitResponse(input: unknown, address: string, world: World): Promise<SubmitResult> {
  const parsed = submissionSchema.safeParse(input)
  if (!parsed.success) return { ok: false, code: 'bad-request' }
  const submission = parsed.data
  const limited = await take('submit-by-address', address)
  if (limited) return limited

  const viewer = (await getViewer()) ?? (await viewerOfKey(submission.guestKey))
  const whoStores = () => viewerWhoStores<never>(submission.locale, submission.guestKey, async () => null)
  const earlier = viewer && (await responseOf(viewer, submission.id))
  if (earlier) {
    // Whoever lost the answer to the first request lost the cookie that came with it.
    await whoStores()
    return { ok: true, response: await answeredItem(earlier, submission.locale, world) }
  }

  const item = await world.loadItem(submission.itemId)
  if (!item) return { ok: false, code: 'unknown-item' }
  if (shownHash(item) !== submission.hash) return { ok: false, code: 'stale-item' }
  const incomplete = validate({ kind: item.kind, options: optionsOf(item) }, submission.answer)
  if (incomplete) return { ok: false, code: incomplete }
  // Before scoring, which may replay a million steps on the thread that serves everybody.
  const tooMany = await (viewer ? take('submit-by-person', viewer.id) : admitGuest(address))
  if (tooMany) return tooMany
  const grade = score(item, submission.answer, world.replay)
  if (grade.state === 'invalid') return { ok: false, code: grade.why }

  const stored = await storeResponse((await whoStores()).viewer, newResponse(submission, item, grade, world))
  if (stored.outcome === 'foreign') return { ok: false, code: 'refused' }
  // An answer that was there already is explained as it was, not as this one would be.
  const isNew = stored.outcome === 'stored'
  const response = isNew
    ? shape(stored.response, feedbackOf(item, grade, submission.locale))
    : await answeredItem(stored.response, submission.locale, world)
  return { ok: true, response }
}

/** The rate limit of making guests. */
export function admitGuest(address: string): Promise<RateLimited | null> {
  return take('guest-by-address', address)
}

function newResponse(
  submission: z.output<typeof submissionSchema>,
  item: Item,
  grade: Exclude<Grade, { state: 'invalid' }>,
  world: World,
): NewResponse {
  const { hash: _shown, guestKey: _key, ...rest } = submission
  const hash = itemHash(item)
  const { engineVersion } = world
  return {
    ...rest,
    section: item.section,
    itemHash: hash,
    score: { engineVersion, itemHash: hash, ...worth(grade) },
  }
}
