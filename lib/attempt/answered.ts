import 'server-only'
import type { Withheld } from '@/lib/progress/assignment'
import type { Explored, ExploreRequest } from '@/lib/quiz/explored'
import type { Evidence, Grade, Replayed, ReplayRequest } from '@/lib/quiz/grade'
import type { Answer, Item } from '@/lib/quiz/item'
import { itemHash } from '@/lib/quiz/publish'
import { exploreRequest, type Feedback, feedbackOf, replayRequest, score } from '@/lib/quiz/score'
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
  if (withheld.key) return shape(response, null, withheld)
  const item = await scorer.loadItem(response.itemId)
  const isSame = item !== null && itemHash(item) === response.itemHash
  return shape(response, isSame ? await explain(item, response, locale, scorer) : null, withheld)
}

/** A stored response as its page gets it. */
export function shape(response: StoredResponse, feedback: Feedback | null, withheld: Withheld): AnsweredItem {
  const { id: responseId, attemptId, itemId, seed, answer, hintsShown, confidence, durationMs } = response
  const at = response.createdAt.toISOString()
  const how = { hintsShown, confidence, durationMs, at }
  const given = { id: responseId, attemptId, itemId, seed, answer, ...how }
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
