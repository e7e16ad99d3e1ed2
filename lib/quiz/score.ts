import type { Asked, Grade, Incomplete, KindRules, Replayed, ReplayRequest } from './grade'
import { type Answer, type Item, type ItemKind, type Locale, optionsOf, type Scene } from './item'
import { card } from './kind/card'
import { choice } from './kind/choice'
import { multi } from './kind/multi'
import { predict } from './kind/predict'
import { schedule as scheduleRules } from './kind/schedule'

/** Every kind of item. A new kind is a row here, a file in `kind/` and a member of `Item` and `Answer`. */
export const KINDS: { readonly [K in ItemKind]: KindRules<K> } = {
  choice,
  multi,
  predict,
  schedule: scheduleRules,
  card,
}

/** Whether an answer can be scored, found without the key: null when it can. Runs in the browser too.
 *  @param asked the item, public or private: only its kind and the ids of its options are read. */
export function validate(asked: Asked, answer: Answer): Incomplete | null {
  if (asked.kind !== answer.kind) return 'ill-formed'
  // The two kinds are equal, which the type system cannot follow through an indexed table.
  return (KINDS[answer.kind] as KindRules<ItemKind>).validate(asked, answer as never)
}

/** What has to be replayed before an answer can be scored; null when nothing has, as for an answer that is none. */
export function replayRequest(item: Item, answer: Answer): ReplayRequest | null {
  if (validate({ kind: item.kind, options: optionsOf(item) }, answer)) return null
  return (KINDS[item.kind] as KindRules<ItemKind>).replay?.(item as never, answer as never) ?? null
}

/** What an answer is worth. Server only in practice: it needs the private item.
 *  @param replayed what `replayRequest` asked for showed; null when it asked for nothing */
export function score(item: Item, answer: Answer, replayed: Replayed | null): Grade {
  const incomplete = validate({ kind: item.kind, options: optionsOf(item) }, answer)
  if (incomplete) return { state: 'invalid', why: incomplete }
  return (KINDS[item.kind] as KindRules<ItemKind>).score(item as never, answer as never, replayed)
}

/** What the learner is told once the answer is stored, in one language. */
export type Feedback = {
  /** `unfinished`: the step budget ran out before the outcome was known. */
  readonly state: 'scored' | 'unfinished'
  /** Null for a card: a rating is neither right nor wrong. */
  readonly correct: boolean | null
  readonly earned: number
  readonly total: number
  readonly chosen: readonly ChosenFeedback[]
  readonly key: { options: readonly string[]; stdout: string | null; schedule: string | null }
  readonly explanation: string
}
export type ChosenFeedback = {
  readonly option: string | null
  readonly correct: boolean
  readonly stdout: string | null
  readonly misconception: { readonly id: string; readonly name: string } | null
  readonly feedback: string | null
  readonly scene: Scene | null
}

/** Turns a grade into feedback. The only door by which private fields leave the server, so it picks too.
 *  @param grade a grade of this very item that is not `invalid`. */
export function feedbackOf(
  item: Item,
  grade: Exclude<Grade, { state: 'invalid' }>,
  locale: Locale,
): Feedback {
  const earned = grade.state === 'scored' ? grade.earned : 0
  return {
    state: grade.state,
    correct: item.kind === 'card' ? null : grade.state === 'scored' && isCorrect(earned, grade.total),
    earned,
    total: grade.total,
    chosen: (grade.state === 'scored' ? grade.chosen : []).map((c) => ({
      option: c.option,
      correct: c.correct,
      stdout: c.stdout,
      misconception: c.misconception && { id: c.misconception.id, name: c.misconception.name[locale] },
      feedback: c.feedback?.[locale] ?? null,
      scene: c.scene && pickScene(c.scene),
    })),
    key: (KINDS[item.kind] as KindRules<ItemKind>).reveal(item as never),
    explanation: item.explanation[locale],
  }
}

/** Full marks and nothing less. Shares of points are fractions, hence the tolerance. */
export function isCorrect(earned: number, total: number): boolean {
  return total > 0 && earned > total - 1e-9
}

function pickScene({ file, source, config, schedule, step }: Scene): Scene {
  return { file, source, config, schedule, step }
}
