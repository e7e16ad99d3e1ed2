import 'server-only'
import type { Grade, Replay } from '@/lib/quiz/grade'
import { type Answer, type Item, itemHash } from '@/lib/quiz/item'
import { type Feedback, feedbackOf, score } from '@/lib/quiz/score'
import type { AnsweredItem } from '@/lib/quiz/wire'
import type { StoredResponse } from './store'

/** Where items come from and how schedules are replayed: content and engine, or a test's own. */
export type World = {
  readonly loadItem: (id: string) => Item | null | Promise<Item | null>
  readonly replay: Replay
  readonly engineVersion: string
}

/** A grade as it is stored. The misconceptions are what teachers and review go by. */
export function worth(grade: Exclude<Grade, { state: 'invalid' }>) {
  if (grade.state === 'unfinished') return { state: grade.state, earned: 0, total: grade.total, codes: [] }
  const { state, earned, total, chosen } = grade
  const codes = chosen.flatMap((c) => (c.misconception && !c.correct ? [c.misconception.id] : []))
  return { state, earned, total, codes: [...new Set(codes)] }
}

/** A stored response with its feedback in one language, worked out again from the raw answer. */
export async function answeredItem(
  response: StoredResponse,
  locale: 'ko' | 'en',
  world: World,
): Promise<AnsweredItem> {
  const item = await world.loadItem(response.itemId)
  const isSame = item !== null && itemHash(item) === response.itemHash
  return shape(response, isSame ? explain(item, response.answer, locale, world) : null)
}

/** A stored response as its page gets it. */
export function shape(response: StoredResponse, feedback: Feedback | null): AnsweredItem {
  const { id: responseId, attemptId, itemId, seed, answer, hintsShown, createdAt } = response
  const at = createdAt.toISOString()
  return { id: responseId, attemptId, itemId, seed, answer, hintsShown, at, ...response.score, feedback }
}

function explain(item: Item, answer: Answer, locale: 'ko' | 'en', world: World): Feedback | null {
  const grade = score(item, answer, world.replay)
  return grade.state === 'invalid' ? null : feedbackOf(item, grade, locale)
}
