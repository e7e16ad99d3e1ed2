import type { AnswerOf, Item, ItemKind, ItemOf, Remedy, RunConfig } from './item'

/** Why an answer is not one yet. Neither is a score of 0. */
export type Incomplete = 'unanswered' | 'ill-formed' | 'too-long'

/** What `validate` needs to know of an item: nothing private. Both `Item` and `PublicItem` give it. */
export type Asked = { readonly kind: ItemKind; readonly options: readonly { readonly id: string }[] }

/** One schedule of one program, to be replayed before the answer can be scored: scoring has no engine of its own. */
export type ReplayRequest = {
  readonly source: string
  readonly config: RunConfig
  readonly schedule: string
  /** Steps after which the replay gives up; the answer is then `unfinished`, never right. */
  readonly maxSteps: number
}
/** What a replay showed. Plain data: it is stored with the score, so that nobody has to replay again. */
export type Replayed =
  | {
      readonly state: 'finished'
      readonly stdout: string
      readonly status: number
      readonly deadlock: boolean
    }
  | { readonly state: 'unfinished' }
  /** The string is no schedule, or none of this program. */
  | { readonly state: 'refused' }

/** Something the learner chose or brought about. `option` is null for kinds without options. */
export type Chosen = Remedy & {
  readonly option: string | null
  readonly correct: boolean
  /** The output that was typed or brought about; null for options. */
  readonly stdout: string | null
}

/** The worth of an answer. `earned` is in points, 0 to `total`; a card has a total of 0. */
export type Grade =
  | {
      readonly state: 'scored'
      readonly earned: number
      readonly total: number
      readonly chosen: readonly Chosen[]
    }
  | { readonly state: 'unfinished'; readonly total: number }
  | { readonly state: 'invalid'; readonly why: Incomplete }

/** The rules of one kind of item: a row of the table in `score.ts`. */
export type KindRules<K extends ItemKind> = {
  validate(asked: Asked, answer: AnswerOf<K>): Incomplete | null
  /** What has to be replayed for `score`; absent for a kind that needs none. */
  replay?(item: ItemOf<K>, answer: AnswerOf<K>): ReplayRequest
  /** @param replayed what `replay` asked for showed; null for a kind without */
  score(item: ItemOf<K>, answer: AnswerOf<K>, replayed: Replayed | null): Grade
  /** The right answer as it is shown afterwards. */
  reveal(item: ItemOf<K>): Revealed
}

/** The key, once the answer is stored. */
export type Revealed = {
  readonly options: readonly string[]
  readonly stdout: string | null
  readonly schedule: string | null
}

export const NOTHING_TO_REVEAL: Revealed = { options: [], stdout: null, schedule: null }

/** Output as it is compared: line ends of any system, and no newline at the end, because nobody sees one in
 *  a text field. Spaces count. */
export function comparable(stdout: string): string {
  return stdout.replaceAll('\r\n', '\n').replace(/\n+$/, '')
}

/** The remedy for a wrong output, where that output was foreseen. */
export function remedyFor(item: Extract<Item, { slips: unknown }>, stdout: string): Remedy {
  const slip = item.slips.find((s) => comparable(s.stdout) === comparable(stdout))
  return {
    misconception: slip?.misconception ?? null,
    feedback: slip?.feedback ?? null,
    scene: slip?.scene ?? null,
  }
}
