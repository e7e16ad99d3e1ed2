import 'server-only'
import type { Withheld } from '@/lib/progress/assignment'
import type { Explored, ExploreRequest } from '@/lib/quiz/explored'
import type { Evidence, Grade, Replayed, ReplayRequest } from '@/lib/quiz/grade'
import type { Answer, Item, PublicItem } from '@/lib/quiz/item'
import { itemHash, publicItem } from '@/lib/quiz/publish'
import { exploreRequest, type Feedback, feedbackOf, replayRequest, score } from '@/lib/quiz/score'
import { variantAt } from '@/lib/quiz/variant'
import type { AnsweredItem } from '@/lib/quiz/wire'
import type { StoredResponse } from './store'

/** Where items come from and how schedules are replayed: content and engine, or a test's own. */
export type Scorer = {
  readonly loadItem: (id: string) => Item | null | Promise<Item | null>
  /** May take its time, as long as others get theirs in between. */
  readonly replay: (request: ReplayRequest) => Replayed | Promise<Replayed>
  /** Takes seconds, and longer while others wait too. */
  readonly explore: (request: ExploreRequest) => Promise<Explored>
  readonly engineVersion: string
}

/** A grade as it is stored. The misconceptions are what teachers and review go by. */
export function worth(grade: Exclude<Grade, { state: 'invalid' }>) {
  if (grade.state !== 'scored') return { state: grade.state, earned: 0, total: grade.total, codes: [] }
  const { state, earned, total, chosen } = grade
  const codes = chosen.flatMap((c) => (c.misconception && !c.correct ? [c.misconception.id] : []))
  return { state, earned, total, codes: [...new Set(codes)] }
}

/** What an answer is worth, and what its replay showed, for a kind that is replayed. One that is to be explored is not yet
 *  worth anything, unless what that showed is known.
 *  @param known what was shown of this answer to this very item before; nothing is replayed then */
export async function gradeOf(
  item: Item,
  answer: Answer,
  scorer: Scorer,
  known: Evidence | null,
): Promise<Graded> {
  const request = replayRequest(item, answer)
  const evidence = known ?? (request && (await scorer.replay(request)))
  return { grade: score(item, answer, evidence), evidence }
}
type Graded = { readonly grade: Grade; readonly evidence: Evidence | null }

/** The same for who can wait: an answer is explored here and now. */
export async function finalGradeOf(item: Item, answer: Answer, scorer: Scorer): Promise<Graded> {
  const request = exploreRequest(item, answer)
  return gradeOf(item, answer, scorer, request && (await scorer.explore(request)))
}

/** A stored response with its feedback in one language, worked out again from the raw answer and what its replay showed.
 *  @param withheld from whoever is going to see it */
export async function answeredItem(
  response: StoredResponse,
  locale: 'ko' | 'en',
  scorer: Scorer,
  withheld: Withheld,
): Promise<AnsweredItem> {
  const item = await loadVariant(response, scorer)
  const asked = item && askedForm(item, response.seed, locale)
  const isSame = item !== null && !withheld.key && itemHash(item) === response.itemHash
  return shape(response, isSame ? await explain(item, response, locale, scorer) : null, withheld, asked)
}

/** The item of a response in the variant that it answers; null: there is none of it any more. */
export async function loadVariant(
  { itemId, variant }: { readonly itemId: string; readonly variant: number },
  { loadItem }: Pick<Scorer, 'loadItem'>,
): Promise<Item | null> {
  const item = await loadItem(itemId)
  return item && variantAt(item, variant)
}

/** What an answer answers, where that is not the item as every page has it. */
export function askedForm(item: Item, seed: number, locale: 'ko' | 'en'): PublicItem | null {
  return item.variant ? publicItem(item, locale, seed) : null
}

/** A stored response as its page gets it.
 *  @param asked `askedForm` */
export function shape(
  response: StoredResponse,
  feedback: Feedback | null,
  withheld: Withheld,
  asked: PublicItem | null,
): AnsweredItem {
  const { id: responseId, attemptId, itemId, seed, answer, hintsShown, confidence, durationMs } = response
  const at = response.createdAt.toISOString()
  const how = { hintsShown, confidence, durationMs, at }
  const given = { id: responseId, attemptId, itemId, seed, asked, answer, ...how }
  if (withheld.score) return { ...given, ...UNKNOWN_SCORE, feedback: null, withheld: 'score' }
  if (withheld.key) return { ...given, ...response.score, feedback: null, withheld: 'key' }
  return { ...given, ...response.score, feedback, withheld: null }
}

/** Whether an answer is explored, or was too long to be, is told no more than what it is worth. */
const UNKNOWN_SCORE = { state: 'scored', earned: 0, total: 0 } as const

async function explain(
  item: Item,
  { answer, replayed }: StoredResponse,
  locale: 'ko' | 'en',
  scorer: Scorer,
): Promise<Feedback | null> {
  const { grade } = await gradeOf(item, answer, scorer, replayed)
  return grade.state === 'invalid' || grade.state === 'exploring' ? null : feedbackOf(item, grade, locale)
}
