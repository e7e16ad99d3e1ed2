import type { ExploreRequest } from './explored'
import type { Evidence, Grade, Incomplete, ReplayRequest } from './grade'
import type { Answer, Asked, Item, ItemKind, Locale, Revealed, Scene } from './item'
import { rowOf } from './kind/table'
import type { Proof } from './proof'
import { remediesOf } from './remedy'

/** Whether an answer can be scored, found without the key: null when it can.
 *  @param asked the item, public or private: only its kind and the ids of what is shown are read. */
export function validate(asked: Asked, answer: Answer): Incomplete | null {
  if (asked.kind !== answer.kind) return 'ill-formed'
  return rowOf<ItemKind>(asked.kind).validate(asked, answer)
}

/** What has to be replayed before an answer can be scored; null when nothing has, as for an answer that is none. */
export function replayRequest(item: Item, answer: Answer): ReplayRequest | null {
  if (validate(item, answer)) return null
  return rowOf<ItemKind>(item.kind).replay?.(item, answer) ?? null
}

/** What has to be explored before an answer can be scored; null when nothing has, as for an answer that is none. */
export function exploreRequest(item: Item, answer: Answer): ExploreRequest | null {
  if (validate(item, answer)) return null
  return rowOf<ItemKind>(item.kind).explore?.(item, answer) ?? null
}

/** What an answer is worth. Server only in practice: it needs the private item.
 *  @param evidence what `replayRequest` or `exploreRequest` asked for showed; null when they asked for nothing, and while what
 *    is to be explored has not been */
export function score(item: Item, answer: Answer, evidence: Evidence | null): Grade {
  const incomplete = validate(item, answer)
  if (incomplete) return { state: 'invalid', why: incomplete }
  return rowOf<ItemKind>(item.kind).score(item, answer, evidence)
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
  readonly key: Revealed
  readonly explanation: string
  /** What every order of the learner's own program showed; absent for another kind. */
  readonly proof?: Proof
  /** For a wrong answer of which nothing was foreseen: a moment that the item has for another one, of its own program where it
   *  has one. What is typed before a run has that run. */
  readonly run?: Scene
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
 *  @param grade a grade of this very item that is final */
export function feedbackOf(
  item: Item,
  grade: Exclude<Grade, { state: 'invalid' | 'exploring' }>,
  locale: Locale,
): Feedback {
  const earned = grade.state === 'scored' ? grade.earned : 0
  const run = unforeseen(item, grade)
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
    key: rowOf<ItemKind>(item.kind).reveal(item, locale),
    explanation: item.explanation[locale],
    ...(grade.proof && { proof: grade.proof }),
    ...(run && { run: pickScene(run) }),
  }
}

function unforeseen(item: Item, grade: Grade): Scene | null {
  if (grade.state !== 'scored' || isCorrect(grade.earned, grade.total) || item.kind === 'card') return null
  if (item.kind === 'predict' || grade.chosen.some(({ correct, scene }) => !correct && scene)) return null
  const { program } = item
  const scenes = remediesOf(item).flatMap(({ scene }) => scene ?? [])
  return scenes.find(({ source }) => !program || source === program.source) ?? null
}

/** Full marks and nothing less. Shares of points are fractions, hence the tolerance. */
export function isCorrect(earned: number, total: number): boolean {
  return total > 0 && earned > total - 1e-9
}

function pickScene({ file, source, config, schedule, step, believed }: Scene): Scene {
  const scene = { file, source, config, schedule, step }
  if (!believed) return scene
  const { at, show } = believed
  return { ...scene, believed: { source: believed.source, at, show } }
}
