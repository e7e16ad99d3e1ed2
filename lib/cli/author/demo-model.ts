import type { Answer, Item, ItemKind } from '@/lib/quiz/item'
import { rowOf } from '@/lib/quiz/kind/table'
import { mulberry32 } from '@/lib/quiz/order'

/** One learner of the demonstration: how able (0 is average, 1 a standard deviation), how far they go. */
export type DemoLearner = {
  readonly name: string
  readonly isGuest: boolean
  readonly ability: number
  /** Share of the course that this learner gets to. */
  readonly reach: number
  readonly shareEarlier: boolean
}

/** An answer that a learner of the demonstration gives. */
export type DemoAnswer = {
  readonly item: Item
  readonly answer: Answer
  readonly at: Date
  readonly durationMs: number
  readonly confidence: number | null
  readonly seed: number
}

export type Dice = () => number

export function dice(seed: number): Dice {
  return mulberry32(seed)
}

/** Normally distributed around 0 with standard deviation 1 (Box and Muller). */
export function normal(roll: Dice): number {
  return Math.sqrt(-2 * Math.log(1 - roll())) * Math.cos(2 * Math.PI * roll())
}

/** The learners of the class, abler ones and weaker ones, a few of them guests, a few who stop half-way. */
export function demoLearners(names: readonly string[], roll: Dice): DemoLearner[] {
  return names.map((name, i) => ({
    name,
    isGuest: i % 8 === 7,
    ability: normal(roll),
    reach: roll() < 0.2 ? 0.35 + 0.4 * roll() : 0.85 + 0.3 * roll(),
    shareEarlier: roll() < 0.5,
  }))
}

const DAY = 24 * 3600_000
const MINUTE = 60_000

/** Everything that one learner answers over four weeks: a lesson a week, on one or two evenings; whoever is
 *  wrong often tries again, and then does better. The chance of a right answer is that of the Rasch model,
 *  1 / (1 + e^(difficulty − ability)).
 *  @param lessons items of each lesson, in order
 *  @param start midnight of the first day
 *  @param difficulty of an item: 0 is medium, higher is harder */
export function demoAnswers(
  learner: DemoLearner,
  lessons: readonly (readonly Item[])[],
  start: Date,
  difficulty: (item: Item) => number,
  roll: Dice,
): DemoAnswer[] {
  const given: DemoAnswer[] = []
  const week = (28 * DAY) / Math.max(1, lessons.length)
  for (const [i, items] of lessons.entries()) {
    if ((i + 0.5) / lessons.length > learner.reach) break
    const day = start.getTime() + i * week + Math.floor(roll() * Math.max(1, week / DAY - 2)) * DAY
    // Between 19:00 and 22:30 in Seoul, which is 10:00 to 13:30 in UTC.
    let at = day + (10 + 3.5 * roll()) * 3600_000
    for (const item of items) {
      const chance = 1 / (1 + Math.exp(difficulty(item) - learner.ability))
      const isRight = roll() < chance
      at += give(given, item, isRight, at, roll)
      const triesAgain = !isRight && item.kind !== 'card' && roll() < 0.6
      if (triesAgain) at += give(given, item, roll() < 0.5 + chance / 2, at, roll)
    }
  }
  return given
}

/** @returns how long it took, in ms */
function give(given: DemoAnswer[], item: Item, isRight: boolean, at: number, roll: Dice): number {
  const answer = isRight
    ? rowOf<ItemKind>(item.kind).right(item)
    : rowOf<ItemKind>(item.kind).wrong(item, roll)
  if (!answer) return 0
  const durationMs = Math.round(MINUTE * Math.exp(0.5 * normal(roll) - (item.kind === 'choice' ? 0.5 : 0)))
  const sure = isRight ? 0.65 : 0.35
  const confidence = roll() < 0.5 ? null : roll() < sure ? 3 : roll() < 0.5 ? 2 : 1
  const seed = Math.floor(roll() * 0x7fff_ffff)
  given.push({ item, answer, at: new Date(at + durationMs), durationMs, confidence, seed })
  return durationMs + MINUTE * roll()
}
