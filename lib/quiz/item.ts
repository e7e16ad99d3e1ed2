import type { MendFault } from './explored'

/** One text in both languages of the product. */
export type Localized = { readonly ko: string; readonly en: string }
export type Locale = keyof Localized

/** The engine's `Config` as content writes it: plain data, nothing but what `replay` reads. */
export type RunConfig = Readonly<Record<string, string | number | boolean>>

/** A program that an item is about. The learner sees all of it. */
export type ItemProgram = { readonly file: string; readonly source: string; readonly config: RunConfig }

/** A moment of a run that shows why an answer is wrong: a triple and the step to open it at. */
export type Scene = ItemProgram & {
  readonly schedule: string
  readonly step: number
  /** The same program on the machine that was thought of, where somebody wrote it. */
  readonly believed?: Believed
}

/** Figures in which two machines can be put side by side, besides named variables. */
export const MACHINE_PARTS = ['memory', 'pages', 'sync', 'channels', 'tree', 'queue', 'timeline'] as const

/** The machine as who believes something thinks it is: a program that does on the real machine what the other would do on
 *  theirs. Shown beside the real one. Private as long as the scene is. */
export type Believed = {
  readonly source: string
  /** Steps of its run, and of the real program's, that have been made at the moment that both are shown at; null: the end. */
  readonly at: { readonly believed: number | null; readonly real: number | null }
  /** What is drawn of both: variables and who reaches them, or a figure. */
  readonly show: readonly string[] | (typeof MACHINE_PARTS)[number]
}

/** A wrong model of the machine, by its id `concept#n` and in words. */
export type Misconception = { readonly id: string; readonly name: Localized }

/** What is said to a learner who fell for something. Private. */
export type Remedy = {
  readonly misconception: Misconception | null
  readonly feedback: Localized | null
  readonly scene: Scene | null
}

/** An option of `choice`, `multi` and `possible-outputs`. Everything but `id` and `text` is private. An id is published, so it
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

/** A mend that was foreseen and only seems to be one: told by what is wrong with it first, and by what it prints then. */
export type MendSlip = Remedy & { readonly fault: MendFault; readonly stdout: string | null }

/** How partial credit is awarded.
 *  - `whole`: all points or none.
 *  - `per-option` (multi, possible-outputs): chosen right options less chosen wrong ones, as a share of the right ones, at
 *    least 0: choosing everything earns nothing where half of the options are wrong.
 *  - `per-line` (predict): an equal share for every line of the output that is in its place.
 *  - `per-part` (kinds whose answer has parts): an equal share for every part that is right; a part is a thing that is
 *    put somewhere, a cell, a blank, a piece that need not be moved. */
export type Rubric = {
  readonly points: number
  readonly partial: 'whole' | 'per-option' | 'per-line' | 'per-part'
}

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
  readonly program: ItemProgram | null
  /** Its number among those that ask the same with other numbers and names; absent: 0, as it is written first. */
  readonly variant?: number
  /** The others, from 1 on; absent where there are none, and in each of them. Private. */
  readonly others?: readonly Item[]
}

/** The id of something that is shown. It is published, so it must not tell where it belongs. */
export type Id = { readonly id: string }
export type Named = Id & { readonly text: Localized }
/** One of several things as a browser sees it. */
export type ShownPart = Id & { readonly text: string }
/** A box of a picture. `address` stands beside its upper edge, `note` in it, `below` between it and the next one. */
export type Place = Id & {
  readonly address: string | null
  readonly note: Localized | null
  readonly below: Localized | null
}
export type ShownPlace = Id & {
  readonly address: string | null
  readonly note: string | null
  readonly below: string | null
}
/** What was put where: the id of a thing by the id of its place. */
export type Placed = Readonly<Record<string, string>>

/** A wrong thing in a place that was foreseen; `put` null: any wrong one. Private. */
export type SlotSlip = Remedy & { readonly at: string; readonly put: string | null }

/** Kinds whose answer fills places with things share their rules: see `kind/slot.ts`. */
export type Slotted<Item, Shown, Asked> = {
  item: Item & {
    /** What belongs where. Private. */
    readonly key: { readonly placed: Placed }
    readonly slips: readonly SlotSlip[]
  }
  shown: Shown
  asked: Asked
  answer: { readonly placed: Placed }
  key: { readonly placed: Placed }
}

/** What there is of each kind, besides what every item has. Each kind adds itself in its own file, above its row, so that what is of
 *  one kind stands in one place:
 *  - `item`: what the server knows; nothing of it is published but what `shown` names
 *  - `shown`: what a browser is told before the answer
 *  - `asked`: the part of both that tells whether an answer is one
 *  - `answer`: the raw response that is stored
 *  - `key`: what is told once the answer is stored */
// biome-ignore lint/suspicious/noEmptyInterface: kinds add themselves.
export interface Kinds {}

export type ItemKind = keyof Kinds
export type ItemOf<K extends ItemKind> = K extends ItemKind
  ? ItemBase & { readonly kind: K } & Kinds[K]['item']
  : never
export type Item = ItemOf<ItemKind>
export type ChoiceItem = ItemOf<'choice'>
export type MultiItem = ItemOf<'multi'>
export type PredictItem = ItemOf<'predict'>
export type ScheduleItem = ItemOf<'schedule'>
export type CardItem = ItemOf<'card'>

/** What a learner answers with, by kind: the raw response that is stored. */
export type AnswerOf<K extends ItemKind> = K extends ItemKind
  ? { readonly kind: K } & Kinds[K]['answer']
  : never
export type Answer = AnswerOf<ItemKind>

/** What `validate` needs to know of an item: nothing private. Both `Item` and `PublicItem` give it. */
export type AskedOf<K extends ItemKind> = K extends ItemKind
  ? { readonly kind: K } & Kinds[K]['asked']
  : never
export type Asked = AskedOf<ItemKind>

/** The key, once the answer is stored. */
export type RevealedOf<K extends ItemKind> = K extends ItemKind
  ? { readonly kind: K } & Kinds[K]['key']
  : never
export type Revealed = RevealedOf<ItemKind>

/** again, hard, good, easy: the four grades of spaced review. */
export type CardRating = 1 | 2 | 3 | 4

type PublicBase = {
  readonly id: string
  readonly hash: string
  readonly seed: number
  readonly locale: Locale
  readonly section: string
  readonly lesson: string
  readonly stem: string
  readonly program: ItemProgram | null
  readonly points: number
  readonly hasHint: boolean
}
/** The whole of what a browser may know of an item before it is answered. */
export type PublicItemOf<K extends ItemKind> = K extends ItemKind
  ? PublicBase & { readonly kind: K } & Kinds[K]['shown']
  : never
export type PublicItem = PublicItemOf<ItemKind>

/** A card's id as its address has it: without the part that all cards share. */
export function cardSlug(cardId: string): string {
  return cardId.replace(/\.card$/, '')
}

/** The concept an item is evidence of: the part of its id before the dot. */
export function conceptOf(itemId: string): string {
  return itemId.split('.', 1)[0] ?? itemId
}
