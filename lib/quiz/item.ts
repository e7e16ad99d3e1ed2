import { canonicalJson, hashText } from './hash'
import { shuffled } from './order'

/** One text in both languages of the product. */
export type Localized = { readonly ko: string; readonly en: string }
export type Locale = keyof Localized

/** The engine's `Config` as content writes it: plain data, nothing but what `replay` reads. */
export type RunConfig = Readonly<Record<string, string | number | boolean>>

/** A program that an item is about. The learner sees all of it. */
export type ItemProgram = { readonly file: string; readonly source: string; readonly config: RunConfig }

/** A moment of a run that shows why an answer is wrong: a triple and the step to open it at. */
export type Scene = ItemProgram & { readonly schedule: string; readonly step: number }

/** A wrong model of the machine, by its id `concept#n` and in words. */
export type Misconception = { readonly id: string; readonly name: Localized }

/** What is said to a learner who fell for something. Private. */
export type Remedy = {
  readonly misconception: Misconception | null
  readonly feedback: Localized | null
  readonly scene: Scene | null
}

/** An option of `choice` and `multi`. Everything but `id` and `text` is private. An id is published, so it
 *  must not tell whether it is right. */
export type AnswerOption = Remedy & {
  readonly id: string
  readonly text: Localized
  readonly correct: boolean
}

/** A wrong output that was foreseen, for kinds without options. Private altogether. */
export type Slip = Remedy & { readonly stdout: string }

/** What a finished execution must leave behind; a field that is null may be anything. */
export type OutcomePredicate = {
  readonly stdout: string | null
  readonly status: number | null
  readonly deadlock: boolean | null
}

/** How partial credit is awarded.
 *  - `whole`: all points or none.
 *  - `per-option` (multi): chosen right options less chosen wrong ones, as a share of the right ones, at
 *    least 0: choosing everything earns nothing where half of the options are wrong.
 *  - `per-line` (predict): an equal share for every line of the output that is in its place. */
export type Rubric = { readonly points: number; readonly partial: 'whole' | 'per-option' | 'per-line' }

type ItemBase = {
  /** `<concept>.<slug>`; outlives every move between lessons. */
  readonly id: string
  /** The section it belongs to, by the section's own id. */
  readonly section: string
  /** Where it stands now: for links only, never stored. */
  readonly lesson: string
  readonly stem: Localized
  /** Shown on request before an answer. Private until asked for. */
  readonly hint: Localized | null
  /** Shown after the answer. Private. */
  readonly explanation: Localized
  /** Private. */
  readonly rubric: Rubric
}

export type ChoiceItem = ItemBase & {
  readonly kind: 'choice'
  readonly program: ItemProgram | null
  readonly options: readonly AnswerOption[]
}
export type MultiItem = ItemBase & {
  readonly kind: 'multi'
  readonly program: ItemProgram | null
  readonly options: readonly AnswerOption[]
}
export type PredictItem = ItemBase & {
  readonly kind: 'predict'
  readonly program: ItemProgram
  /** The program's output, computed by the engine at build. Private. */
  readonly key: { readonly stdout: string }
  readonly slips: readonly Slip[]
}
export type ScheduleItem = ItemBase & {
  readonly kind: 'schedule'
  readonly program: ItemProgram
  /** What the learner's schedule must bring about, one schedule that does, and how many steps a replay of
   *  an answer may take. Private. */
  readonly key: { readonly outcome: OutcomePredicate; readonly witness: string; readonly maxSteps: number }
  readonly slips: readonly Slip[]
}
/** An interview card: the learner rates the own answer, and no rating is wrong. */
export type CardItem = ItemBase & { readonly kind: 'card'; readonly program: ItemProgram | null }

export type Item = ChoiceItem | MultiItem | PredictItem | ScheduleItem | CardItem
export type ItemKind = Item['kind']

/** What a learner answers with, by kind: the raw response that is stored. */
export type Answer =
  | { readonly kind: 'choice'; readonly option: string }
  | { readonly kind: 'multi'; readonly options: readonly string[] }
  | { readonly kind: 'predict'; readonly stdout: string }
  | { readonly kind: 'schedule'; readonly schedule: string }
  | { readonly kind: 'card'; readonly rating: CardRating }

export type AnswerOf<K extends ItemKind> = Extract<Answer, { kind: K }>
export type ItemOf<K extends ItemKind> = Extract<Item, { kind: K }>

/** again, hard, good, easy: the four grades of spaced review. */
export type CardRating = 1 | 2 | 3 | 4

/** The whole of what a browser may know of an item before it is answered. */
export type PublicItem = {
  readonly id: string
  readonly hash: string
  readonly seed: number
  readonly locale: Locale
  readonly section: string
  readonly lesson: string
  readonly kind: ItemKind
  readonly stem: string
  readonly program: ItemProgram | null
  readonly options: readonly { readonly id: string; readonly text: string }[]
  readonly points: number
  readonly hasHint: boolean
}

/** Publishes an item by picking field after field. `seed` decides the order of the options. */
export function publicItem(item: Item, locale: Locale, seed: number): PublicItem {
  return {
    id: item.id,
    hash: shownHash(item),
    seed,
    locale,
    section: item.section,
    lesson: item.lesson,
    kind: item.kind,
    stem: item.stem[locale],
    program: item.program && {
      file: item.program.file,
      source: item.program.source,
      config: item.program.config,
    },
    options: shuffled(byId(optionsOf(item)), seed, item.id).map((o) => ({ id: o.id, text: o.text[locale] })),
    points: item.rubric.points,
    hasHint: item.hint !== null,
  }
}

/** Identifies what an answer was scored against: kind, program, config, option ids, key and rubric, not
 *  prose. Stored with every response. It never leaves the server: options are few, so whoever had it could
 *  try the keys one by one until the hash fits. */
export function itemHash(item: Item): string {
  return hashText(canonicalJson({ ...shown(item), key: keyOf(item), rubric: item.rubric }))
}

/** Identifies what a learner was asked: `itemHash` without key and rubric. It travels with the page; an
 *  answer to something else than what is asked today is stale. */
export function shownHash(item: Item): string {
  return hashText(canonicalJson(shown(item)))
}

/** The concept an item is evidence of: the part of its id before the dot. */
export function conceptOf(itemId: string): string {
  return itemId.split('.', 1)[0] ?? itemId
}

/** The options of an item, none for kinds without. */
export function optionsOf(item: Item): readonly AnswerOption[] {
  return item.kind === 'choice' || item.kind === 'multi' ? item.options : []
}

/** A shuffle starts from the order of ids, so that neither the author's order nor a reload decides anything. */
function byId(options: readonly AnswerOption[]): AnswerOption[] {
  return [...options].sort((a, b) => (a.id < b.id ? -1 : 1))
}

function shown(item: Item) {
  return {
    kind: item.kind,
    program: item.program,
    options: optionsOf(item)
      .map((o) => o.id)
      .sort(),
  }
}

function keyOf(item: Item): unknown {
  if (item.kind === 'predict') return item.key
  // Not the witness: another schedule that does the same is another illustration, not another key.
  if (item.kind === 'schedule') return { outcome: item.key.outcome, maxSteps: item.key.maxSteps }
  return optionsOf(item)
    .filter((o) => o.correct)
    .map((o) => o.id)
    .sort()
}
