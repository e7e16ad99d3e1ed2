import type { Readiness } from '@/lib/progress/readiness'

/** A question that can be drawn. */
export type Drawable = {
  readonly id: string
  readonly topic: string | null
  /** How many collections ask it. */
  readonly asked: number
  readonly readiness: Readiness
}

/** What decides: how often a question is asked, one's own weakness, or both. */
export const DRAWS = ['asked', 'mixed', 'weak'] as const
export type Draw = (typeof DRAWS)[number]

/** How much more often what is not ready comes. */
const WEIGHT: Readonly<Record<Readiness, number>> = { ready: 1, practising: 3, open: 4 }

/** Draws so many questions, each at most once, the likelier the more it weighs: of all orders, the one by u^(1/w), u being even
 *  in (0, 1] (Efraimidis, Spirakis 2006, weighted sampling without replacement).
 *  @param topics empty for all
 *  @param random gives the u */
export function drawQuestions(
  questions: readonly Drawable[],
  options: {
    readonly count: number
    readonly topics: readonly string[]
    readonly by: Draw
    readonly random: () => number
  },
): Drawable[] {
  const { count, topics, by, random } = options
  return questions
    .filter(({ topic }) => topics.length === 0 || (topic !== null && topics.includes(topic)))
    .map((question) => ({ question, key: (1 - random()) ** (1 / weightOf(question, by)) }))
    .sort((a, b) => b.key - a.key)
    .slice(0, count)
    .map(({ question }) => question)
}

function weightOf({ asked, readiness }: Drawable, by: Draw): number {
  const often = Math.max(1, asked)
  if (by === 'asked') return often
  return by === 'weak' ? WEIGHT[readiness] ** 2 : often * WEIGHT[readiness]
}

/** How long an interview may be, in minutes, and how many follow-ups a question may have. */
export const MINUTES = [10, 20, 40] as const
export const DEPTHS = [0, 1, 2] as const

/** The longest answer that is kept, in UTF-16 units: two minutes of speech are a quarter of it. */
export const MAX_ANSWER = 8_000

/** Seconds for an answer, for marking what was said, and for a follow-up. */
export const SECONDS = { answer: 120, mark: 20, followUp: 90 } as const

/** How many questions fit. @param depth follow-ups to each */
export function questionsIn(minutes: number, depth: number): number {
  const each = SECONDS.answer + SECONDS.mark + depth * SECONDS.followUp
  return Math.max(1, Math.floor((minutes * 60) / each))
}

/** The follow-up that an interviewer would ask: one whose point was missed; else one that any answer may get; else the first
 *  that was not asked. Null where none is left.
 *  @param said points that were made
 *  @param asked follow-ups that were asked already */
export function nextFollowUp(
  followUps: readonly { readonly point: number | null }[],
  said: readonly number[],
  asked: readonly number[],
): number | null {
  const left = followUps.flatMap(({ point }, i) => (asked.includes(i) ? [] : [{ point, i }]))
  const missed = left.find(({ point }) => point !== null && !said.includes(point))
  const any = left.find(({ point }) => point === null)
  return (missed ?? any ?? left[0])?.i ?? null
}
