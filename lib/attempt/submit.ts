import 'server-only'
import type { z } from 'zod'
import { welcome } from '@/lib/account/welcome'
import { readGuestKey } from '@/lib/auth/guest'
import { getViewer, type Viewer, viewerWhoAnswers, viewerWhoStores } from '@/lib/auth/viewer'
import type { Db } from '@/lib/db'
import { isAskedOf } from '@/lib/own-item/store'
import { askerOf } from '@/lib/progress/asker'
import { NOTHING_WITHHELD } from '@/lib/progress/assignment'
import { withheldFrom } from '@/lib/progress/withheld-store'
import type { Evidence, Grade } from '@/lib/quiz/grade'
import type { Item, PublicItem } from '@/lib/quiz/item'
import { itemHash } from '@/lib/quiz/publish'
import { exploreRequest, feedbackOf, validate } from '@/lib/quiz/score'
import { variantShown } from '@/lib/quiz/variant'
import { type AnsweredItem, type StoredAnswer, type SubmitCode, submissionSchema } from '@/lib/quiz/wire'
import { takeLocally } from '@/lib/rate-limit/local'
import { type RateLimited, take, takeAll } from '@/lib/rate-limit/store'
import { happened } from '@/lib/xapi/outbox'
import { answeredItem, askedForm, gradeOf, type Scorer, shape, worth } from './answered'
import { askedAfter, askedInstead } from './asked'
import { explorations, lineUp } from './explorer'
import { type Before, lookUp, type NewResponse, storeResponse } from './store'

/** What comes back. Codes, never sentences; `lib/i18n` has a sentence for each. */
export type SubmitFailure =
  | { readonly ok: false; readonly code: Exclude<SubmitCode, RateLimited['code'] | 'stale-item'> }
  /** `next`: what this learner is asked instead, where that is another variant of the item. */
  | { readonly ok: false; readonly code: 'stale-item'; readonly next?: PublicItem }
  | RateLimited
export type SubmitResult = ({ readonly ok: true } & StoredAnswer) | SubmitFailure

/** The one path that an answer takes. Returns after it is on disk, or says why it is not.
 *  @param input whatever was sent
 *  @param address of the client, for the rate limit
 *  @throws only when the database is out of reach; sending the same again is then right */
export async function submitResponse(input: unknown, address: string, scorer: Scorer): Promise<SubmitResult> {
  const parsed = submissionSchema.safeParse(input)
  if (!parsed.success) return { ok: false, code: 'bad-request' }
  const submission = parsed.data
  const limited = takeLocally('submit-by-address', address)
  if (limited) return limited

  const known = await getViewer()
  // A guest of this very browser who came into being while its owner signed in.
  if (known && !known.isGuest && (await readGuestKey())) await welcome(known.id)
  const viewer = known ?? (await viewerWhoAnswers(submission.guestKey))
  if (submission.account !== null && (viewer?.id !== submission.account || viewer.isGuest))
    return { ok: false, code: 'signed-out' }
  const whoStores = async (): Promise<Viewer> =>
    known ??
    (await viewerWhoStores<never>(submission.locale, submission.guestKey, async () => null, 'under-way'))
      .viewer
  const { device } = await askerOf(viewer)
  const before = viewer && (await lookUp({ viewer, device }, submission.id, submission.itemId))
  if (before?.response) {
    // Whoever lost the answer to the first request lost the cookie that came with it.
    await whoStores()
    const withheld = (await withheldFrom({ viewer, device }, [submission.itemId])).of(submission.itemId)
    const response = await answeredItem(before.response, submission.locale, scorer, withheld)
    const whole = await scorer.loadItem(submission.itemId)
    const next = whole && askedAfter(whole, before.response.variant, submission.locale)
    return { ok: true, response, next }
  }

  const whole = (await isAskedOf(viewer, submission.itemId)) && (await scorer.loadItem(submission.itemId))
  if (!whole) return { ok: false, code: 'unknown-item' }
  const item = variantShown(whole, submission.hash)
  if (!item) return { ok: false, code: 'stale-item' }
  const incomplete = validate(item, submission.answer)
  if (incomplete) return { ok: false, code: incomplete }
  // Before scoring, which may replay a million steps. In memory, because a count in the database would be a commit of its own
  // for each answer, and each web server guards its own time.
  const tooMany = viewer ? takeLocally('submit-by-person', viewer.id) : await admitGuest(address)
  if (tooMany) return tooMany
  const next = viewer && before?.isOfClass && (await askedInstead(viewer, whole, item, submission.locale))
  if (next) return { ok: false, code: 'stale-item', next }
  const isExplored = exploreRequest(item, submission.answer) !== null
  const tooDear = isExplored && (await admitExploration(viewer, address))
  if (tooDear) return tooDear
  const { grade, evidence } = await gradeOf(item, submission.answer, scorer, null)
  if (grade.state === 'invalid') return { ok: false, code: grade.why }

  const owner = await whoStores()
  // What is explored is stated once its score is known.
  const also = isExplored
    ? (tx: Db) => lineUp(tx, submission.id)
    : before?.isOfClass
      ? (tx: Db) => happened(tx, { kind: 'answer', responseId: submission.id })
      : undefined
  const store = (met: typeof NEW | Before | null) =>
    storeResponse(owner, newResponse(submission, item, grade, evidence, scorer), met, also)
  let stored = await store(before ?? NEW)
  // The same, whose key the page has and whose cookie is still on its way.
  if (stored.outcome === 'foreign' && !owner.isGuest && (await welcome(owner.id, submission.guestKey)))
    stored = await store(null)
  if (stored.outcome === 'foreign') return { ok: false, code: 'refused' }
  // An answer that was there already is explained as it was, not as this one would be.
  const isNew = stored.outcome === 'stored'
  if (isNew && isExplored) explorations().wake()
  // What is shown goes by how many answers there are now, this one among them. Whoever joins at this very moment has answered before.
  const withheld =
    before && !before.isOfClass
      ? NOTHING_WITHHELD
      : (await withheldFrom({ viewer: owner, device }, [item.id])).of(item.id)
  const said = grade.state === 'exploring' ? null : feedbackOf(item, grade, submission.locale)
  const response: AnsweredItem = isNew
    ? shape(stored.response, said, withheld, askedForm(item, submission.seed, submission.locale))
    : await answeredItem(stored.response, submission.locale, scorer, withheld)
  return { ok: true, response, next: askedAfter(whole, stored.response.variant, submission.locale) }
}

/** What somebody who has no row has answered. */
const NEW = { review: null, isFirst: true }

/** The rate limit of making guests. */
export function admitGuest(address: string): Promise<RateLimited | null> {
  return take('guest-by-address', address)
}

/** The rate limit of programs to be explored, each of which costs seconds: by person, and by address where somebody is none
 *  yet and might be another one each time. */
function admitExploration(viewer: Viewer | null, address: string): Promise<RateLimited | null> {
  return takeAll([
    ['explore-by-person', viewer?.id ?? `guest at ${address}`],
    ['explore-by-address', address],
  ])
}

function newResponse(
  submission: z.output<typeof submissionSchema>,
  item: Item,
  grade: Exclude<Grade, { state: 'invalid' }>,
  evidence: Evidence | null,
  scorer: Scorer,
): NewResponse {
  const { hash: _shown, guestKey: _key, account: _account, ...rest } = submission
  const hash = itemHash(item)
  const { engineVersion } = scorer
  return {
    ...rest,
    variant: item.variant ?? 0,
    itemHash: hash,
    score: { engineVersion, itemHash: hash, ...worth(grade), replayed: evidence },
  }
}
