/** An answer given in a mock interview. */
export type MockAnswer = {
  readonly cardId: string
  /** Which follow-up of the card it answers; null for its question. */
  readonly followUp: number | null
  /** In one's own words, typed or recognized; empty when skipped. */
  readonly text: string
  readonly seconds: number
  /** Indices of the points that were made, as whoever answered says. */
  readonly said: readonly number[]
}

/** How one question went. */
export type QuestionResult = {
  readonly cardId: string
  readonly answer: MockAnswer
  readonly followUps: readonly MockAnswer[]
  readonly points: number
  /** Of the newest earlier mock interview that asked it; null where none did. */
  readonly before: number | null
}

export type MockReport = {
  readonly questions: readonly QuestionResult[]
  readonly said: number
  readonly points: number
  /** Questions that were answered whole, the most points first. */
  readonly strengths: readonly QuestionResult[]
  /** Questions with something missing: what is asked most comes first, then where most is missing. */
  readonly gaps: readonly QuestionResult[]
}

/** What a mock interview shows. Points are what whoever answered ticked: a help to see gaps, no mark.
 *  @param card what is known of a card; null when it is gone, and its answers are left out
 *  @param earlier answers of earlier mock interviews, the newest first */
export function reportOf(
  answers: readonly MockAnswer[],
  card: (id: string) => { readonly points: number; readonly asked: number } | null,
  earlier: readonly (readonly MockAnswer[])[],
): MockReport {
  const questions = answers.flatMap((answer): QuestionResult[] => {
    const known = card(answer.cardId)
    if (answer.followUp !== null || !known) return []
    const followUps = answers.filter(({ cardId, followUp }) => cardId === answer.cardId && followUp !== null)
    const { points } = known
    return [{ cardId: answer.cardId, answer, followUps, points, before: saidBefore(answer.cardId, earlier) }]
  })
  const missing = ({ answer, points }: QuestionResult) => points - answer.said.length
  const asked = ({ cardId }: QuestionResult) => card(cardId)?.asked ?? 0
  const gaps = questions.filter((one) => missing(one) > 0)
  return {
    questions,
    said: questions.reduce((sum, { answer }) => sum + answer.said.length, 0),
    points: questions.reduce((sum, { points }) => sum + points, 0),
    strengths: questions.filter((one) => missing(one) === 0).sort((a, b) => b.points - a.points),
    gaps: gaps.sort((a, b) => asked(b) - asked(a) || missing(b) - missing(a)),
  }
}

function saidBefore(cardId: string, earlier: readonly (readonly MockAnswer[])[]): number | null {
  for (const answers of earlier) {
    const found = answers.find((one) => one.cardId === cardId && one.followUp === null)
    if (found) return found.said.length
  }
  return null
}

/** A day of the week that follows: a gap to be closed, nothing, or the same interview again. */
export type PlanDay =
  | { readonly kind: 'lesson' | 'card'; readonly cardId: string }
  | { readonly kind: 'rest' }
  | { readonly kind: 'again' }

/** Seven days: the lesson of each gap and on the next day its card, the worst gap first; a day off in the middle; the same
 *  interview at the end, to compare. */
export function planOf(gaps: readonly Pick<QuestionResult, 'cardId'>[]): PlanDay[] {
  const work = gaps.flatMap(({ cardId }): PlanDay[] => [
    { kind: 'lesson', cardId },
    { kind: 'card', cardId },
  ])
  const days: PlanDay[] = [...work.slice(0, 3), { kind: 'rest' }, ...work.slice(3, 5)]
  const free: PlanDay[] = Array.from({ length: Math.max(0, 6 - days.length) }, () => ({ kind: 'rest' }))
  return [...days, ...free, { kind: 'again' }]
}

/** The self-rating of a card that an answer amounts to: all points good, half of them hard, less again; never easy, which is
 *  for whoever answered to say. */
export function ratingOfAnswer(said: number, points: number): 1 | 2 | 3 {
  if (said >= points) return 3
  return said * 2 >= points ? 2 : 1
}

/** Days of a plan that are alike and follow one another, `first` and `last` counted from 0: a day of work stands alone. */
export type PlanSpan = { readonly day: PlanDay; readonly first: number; readonly last: number }

/** A plan with its free days that follow one another as one. */
export function spansOf(plan: readonly PlanDay[]): PlanSpan[] {
  const spans: PlanSpan[] = []
  for (const [i, day] of plan.entries()) {
    const before = spans.at(-1)
    if (day.kind === 'rest' && before?.day.kind === 'rest') spans[spans.length - 1] = { ...before, last: i }
    else spans.push({ day, first: i, last: i })
  }
  return spans
}
