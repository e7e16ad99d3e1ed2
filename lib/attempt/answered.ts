import 'server-only'
import type { Grade, Replayed, ReplayRequest } from '@/lib/quiz/grade'
import type { Answer, Item } from '@/lib/quiz/item'
import { itemHash } from '@/lib/quiz/publish'
import { type Feedback, feedbackOf, replayRequest, score } from '@/lib/quiz/score'
import type { AnsweredItem } from '@/lib/quiz/wire'
import type { StoredResponse } from './store'

/** Where items come from and how schedules are replayed: content and engine, or a test's own. */
export type Scorer = {
  readonly loadItem: (id: string) => Item | null | Promise<Item | null>
  /** May take its time, as long as others get theirs in between. */
  readonly replay: (request: ReplayRequest) => Replayed | Promise<Replayed>
  readonly engineVersion: string
}

/** A grade as it is stored. The misconceptions are what teachers and review go by. */
export function worth(grade: Exclude<Grade, { state: 'invalid' }>) {
  if (grade.state === 'unfinished') return { state: grade.state, earned: 0, total: grade.total, codes: [] }
  const { state, earned, total, chosen } = grade
  const codes = chosen.flatMap((c) => (c.misconception && !c.correct ? [c.misconception.id] : []))
  return { state, earned, total, codes: [...new Set(codes)] }
}

/** What an answer is worth, and what its replay showed, for a kind that is replayed.
 *  @param known what a replay of this answer to this very item showed before; nothing is replayed then */
export async function gradeOf(
  item: Item,
  answer: Answer,
  scorer: Scorer,
  known: Replayed | null,
): Promise<{ readonly grade: Grade; readonly replayed: Replayed | null }> {
  const request = replayRequest(item, answer)
  const replayed = request && (known ?? (await scorer.replay(request)))
  return { grade: score(item, answer, replayed), replayed }
}

/** A stored response with its feedback in one language, worked out again from the raw answer and what its replay showed. */
export async function answeredItem(
  response: StoredResponse,
  locale: 'ko' | 'en',
  scorer: Scorer,
): Promise<AnsweredItem> {
  const item = await scorer.loadItem(response.itemId)
  const isSame = item !== null && itemHash(item) === response.itemHash
  return shape(response, isSame ? await explain(item, response, locale, scorer) : null)
}

/** A stored response as its page gets it. */
export function shape(response: StoredResponse, feedback: Feedback | null): AnsweredItem {
  const { id: responseId, attemptId, itemId, seed, answer, hintsShown, createdAt } = response
  const at = createdAt.toISOString()
  return { id: responseId, attemptId, itemId, seed, answer, hintsShown, at, ...response.score, feedback }
}

async function explain(
  item: Item,
  { answer, replayed }: StoredResponse,
  locale: 'ko' | 'en',
  scorer: Scorer,
): Promise<Feedback | null> {
  const { grade } = await gradeOf(item, answer, scorer, replayed)
  return grade.state === 'invalid' ? null : feedbackOf(item, grade, locale)
}
