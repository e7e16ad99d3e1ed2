import type { z } from 'zod'
import type { Workshop } from './build'
import type { Explored, ExploreRequest } from './explored'
import type {
  AnswerOf,
  AskedOf,
  Id,
  ItemKind,
  ItemOf,
  ItemProgram,
  Kinds,
  Locale,
  PublicItemOf,
  Remedy,
  RevealedOf,
  Rubric,
  RunConfig,
  ShownPart,
  Slip,
} from './item'
import type { Proof } from './proof'

/** Why an answer is not one yet. Neither is a score of 0. */
export type Incomplete = 'unanswered' | 'ill-formed' | 'too-long'

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

/** What the engine showed of an answer, for a kind that asks it. */
export type Evidence = Replayed | Explored

/** Something the learner chose or brought about. `option` is the id of the option or of the part that this is about,
 *  null where the answer is one whole. */
export type Chosen = Remedy & {
  readonly option: string | null
  readonly correct: boolean
  /** The text that was typed or the output that was brought about; null for what was chosen or placed. */
  readonly stdout: string | null
}

/** The worth of an answer. `earned` is in points, 0 to `total`; a card has a total of 0. */
export type Grade =
  | {
      readonly state: 'scored'
      readonly earned: number
      readonly total: number
      readonly chosen: readonly Chosen[]
      /** What every order of it showed, of an answer that is a program. */
      readonly proof?: Proof
    }
  | { readonly state: 'unfinished'; readonly total: number; readonly proof?: Proof }
  /** Its orders have not been looked at yet. */
  | { readonly state: 'exploring'; readonly total: number }
  | { readonly state: 'invalid'; readonly why: Incomplete }

/** What an author writes of one kind in `items.yaml`, besides what every item has. */
type Fields = z.core.$ZodShape
/** What building gives: the fields of the kind, and how points are shared out. */
export type Built<K extends ItemKind> = Kinds[K]['item'] & {
  readonly program: ItemProgram | null
  readonly partial: Rubric['partial']
}
/** Puts things without an order of their own into one that the seed decides. */
export type Order = <T extends Id>(entries: readonly T[]) => T[]

type FileOf<K extends ItemKind, F extends Fields> = {
  /** What is written besides the fields that every item has. */
  readonly fields: F
  /** Turns what was written into an item: programs run, keys are computed or checked here. Complains of what is wrong. */
  build(shop: Workshop, written: z.output<z.ZodObject<F>>): Built<K>
}

export type Interaction =
  | 'choice'
  | 'fill-in'
  | 'numeric'
  | 'sequencing'
  | 'matching'
  | 'performance'
  | 'likert'

/** All that there is to one kind of item: a row of the table in `kind/table.ts`. Adding a kind is its row and its form in
 *  `app/_quiz`: `README.md` says how.
 *  @typeParam F the fields that an author writes */
export type KindRow<K extends ItemKind, F extends Fields = Fields> = {
  /** How an author writes one; null for a kind that `items.yaml` does not have. */
  readonly file: FileOf<K, F> | null
  /** The fields of an answer, as they may come over the wire: sizes only, `validate` says what they mean. */
  readonly answer: Fields
  /** The ids of all that is shown: what an answer refers to. A part of the item's hashes. */
  ids(item: ItemOf<K>): Readonly<Record<string, unknown>>
  /** What decides whether an answer is right. A part of the hash that stays on the server. */
  key(item: ItemOf<K>): unknown
  /** Picks what a browser may know. */
  publish(item: ItemOf<K>, locale: Locale, order: Order): Kinds[K]['shown']
  validate(asked: AskedOf<K>, answer: AnswerOf<K>): Incomplete | null
  /** What has to be replayed for `score`; absent for a kind that needs none. */
  replay?(item: ItemOf<K>, answer: AnswerOf<K>): ReplayRequest
  /** What has to be explored for `score`; absent for a kind that needs nothing explored. */
  explore?(item: ItemOf<K>, answer: AnswerOf<K>): ExploreRequest
  /** @param evidence what `replay` or `explore` asked for showed; null for a kind without, and while it is not known */
  score(item: ItemOf<K>, answer: AnswerOf<K>, evidence: Evidence | null): Grade
  /** The right answer as it is shown afterwards. */
  reveal(item: ItemOf<K>, locale: Locale): RevealedOf<K>
  /** The share of the points that somebody can expect who knows nothing and answers at random, 0 to 1. */
  chance(item: ItemOf<K>): number
  /** An answer that earns every point. */
  right(item: ItemOf<K>): AnswerOf<K>
  /** A plausible answer that does not, or null where none can be made up.
   *  @param roll uniform in [0, 1) */
  wrong(item: ItemOf<K>, roll: () => number): AnswerOf<K> | null
  /** What an answer is made of, as a class counts it: an option by its id, `place=thing`, what was typed. Absent for a kind
   *  of whose answers hardly two are the same, and where they are nobody's to count. */
  parts?(answer: AnswerOf<K>): readonly string[]
  /** Its answers are typed: their words may hold a name, and say something else to another variant. Ids mean the same in all of
   *  them. */
  readonly isTyped?: true
  /** Whether it cannot be answered by recall, with or without a program. */
  readonly isWorkedOut: boolean
  /** Its answer is right or wrong as one. Absent where parts of it may be right. */
  readonly isOne?: true
  /** There is one right answer, part by part. Absent where an answer can be right in more than one way. */
  readonly hasOneRight?: true
  /** It takes minutes: a short check of a lesson does not ask it. */
  readonly isLong?: true
  /** What answering it is called where statements of it go (Experience API 1.0.3, part two, 2.4.4.1). */
  readonly interaction: Interaction
  /** An answer as it is written there. */
  said(answer: AnswerOf<K>): string
  /** All that is shown and has an id, in words. Absent where nothing has. */
  texts?(shown: PublicItemOf<K>): readonly ShownPart[]
  /** An answer in words, part by part, as a teacher reads it. */
  read(shown: PublicItemOf<K>, answer: AnswerOf<K>): readonly string[]
}

/** Output as it is compared: line ends of any system, and no newline at the end, because nobody sees one in
 *  a text field. Spaces count. */
export function comparable(stdout: string): string {
  return stdout.replaceAll('\r\n', '\n').replace(/\n+$/, '')
}

/** The remedy for a wrong output, where that output was foreseen. */
export function remedyFor(slips: readonly Slip[], stdout: string): Remedy {
  return pickRemedy(slips.find((slip) => comparable(slip.stdout) === comparable(stdout)))
}

/** What is said to who fell for something; nothing where nothing was foreseen. */
export function pickRemedy(slip: Remedy | undefined): Remedy {
  return {
    misconception: slip?.misconception ?? null,
    feedback: slip?.feedback ?? null,
    scene: slip?.scene ?? null,
  }
}

/** One of several; undefined when there is none. */
export function oneOf<T>(entries: readonly T[], roll: () => number): T | undefined {
  return entries[Math.floor(roll() * entries.length)]
}
