import 'server-only'
import { db } from '@/lib/db'
import type { Look } from './right'
import { learnersTaught } from './visible'

// Sheets come as text that is split here: a list that the driver reads letter by letter costs ten times as much.

/** What a learner of a class answered, and what they believe by their newest answers: visible to this teacher alone. */
export type Beliefs = {
  /** Ids of items. */
  readonly answered: readonly string[]
  readonly believed: readonly { readonly itemId: string; readonly misconception: string }[]
}

/** Of every learner of a class who answered anything; of a class that is not the viewer's to look at, of nobody. */
export async function beliefsIn(looked: Look): Promise<Beliefs[]> {
  const rows = await db.$queryRaw<{ items: string; beliefs: string }[]>`
    WITH ${learnersTaught(looked)}
    SELECT array_to_string(s."items", ' ') AS "items", array_to_string(s."beliefs", ' ') AS "beliefs"
      FROM learner l JOIN "AnswerSheet" s ON s."membershipId" = l."id"`
  return rows.map(({ items, beliefs }) => {
    const words = split(beliefs)
    const believed = Array.from({ length: words.length / 2 }, (_, i) => ({
      itemId: words[2 * i] ?? '',
      misconception: words[2 * i + 1] ?? '',
    }))
    return { answered: split(items), believed }
  })
}

/** A learner's first scored answers, list by list, a place an item. How they were given is null where it is not known, or the
 *  learner has not agreed to show it. */
export type FirstAnswers = {
  readonly userId: string
  readonly items: readonly string[]
  /** Of points, 0 to 1; null: no answer is scored. */
  readonly shares: readonly (number | null)[]
  readonly durations: readonly (number | null)[]
  readonly confidences: readonly (number | null)[]
}

/** Of every learner of a class who answered anything; of a class that is not the viewer's to look at, of nobody. */
export async function firstAnswersIn(looked: Look): Promise<FirstAnswers[]> {
  type Row = Record<'items' | 'shares', string> & Record<'durations' | 'confidences', string | null>
  const rows = await db.$queryRaw<(Row & { userId: string })[]>`
    WITH ${learnersTaught(looked)}
    SELECT l."userId", array_to_string(s."items", ' ') AS "items", array_to_string(s."shares", ' ', '-') AS "shares",
           CASE WHEN l."agreed" THEN array_to_string(s."durations", ' ', '-') END AS "durations",
           CASE WHEN l."agreed" THEN array_to_string(s."confidences", ' ', '-') END AS "confidences"
      FROM learner l JOIN "AnswerSheet" s ON s."membershipId" = l."id"`
  return rows.map(({ userId, items, shares, durations, confidences }) => ({
    userId,
    items: split(items),
    shares: numbers(shares),
    durations: numbers(durations ?? ''),
    confidences: numbers(confidences ?? ''),
  }))
}

function split(list: string): string[] {
  return list === '' ? [] : list.split(' ')
}

function numbers(list: string): (number | null)[] {
  return split(list).map((one) => (one === '-' ? null : Number(one)))
}
