import type { MendFault, Must } from './explored'

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
type Named = Id & { readonly text: Localized }
/** One of several things as a browser sees it. */
export type ShownPart = Id & { readonly text: string }
/** A box of a picture. `address` stands beside its upper edge, `note` in it, `below` between it and the next one. */
type Place = Id & {
  readonly address: string | null
  readonly note: Localized | null
  readonly below: Localized | null
}
type ShownPlace = Id & {
  readonly address: string | null
  readonly note: string | null
  readonly below: string | null
}
/** What was put where: the id of a thing by the id of its place. */
export type Placed = Readonly<Record<string, string>>

/** A wrong thing in a place that was foreseen; `put` null: any wrong one. Private. */
export type SlotSlip = Remedy & { readonly at: string; readonly put: string | null }

/** Kinds whose answer fills places with things share their rules: see `kind/slot.ts`. */
type Slotted<Item, Shown, Asked> = {
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

/** What there is of each kind, besides what every item has:
 *  - `item`: what the server knows; nothing of it is published but what `shown` names
 *  - `shown`: what a browser is told before the answer
 *  - `asked`: the part of both that tells whether an answer is one
 *  - `answer`: the raw response that is stored
 *  - `key`: what is told once the answer is stored */
export type Kinds = {
  /** One option of several. */
  choice: {
    item: { readonly options: readonly AnswerOption[] }
    shown: { readonly options: readonly ShownPart[] }
    asked: { readonly options: readonly Id[] }
    answer: { readonly option: string }
    key: { readonly options: readonly string[] }
  }
  /** Every option that is right, and no other. */
  multi: {
    item: { readonly options: readonly AnswerOption[] }
    shown: { readonly options: readonly ShownPart[] }
    asked: { readonly options: readonly Id[] }
    answer: { readonly options: readonly string[] }
    key: { readonly options: readonly string[] }
  }
  /** Every output that some order of execution leads to, and no other. */
  'possible-outputs': {
    item: {
      readonly program: ItemProgram
      readonly options: readonly AnswerOption[]
      /** How many orders there are, and for each possible option, by its id, a schedule that prints it, where a
       *  replay shows it. Private. */
      readonly key: { readonly orders: number; readonly witnesses: Readonly<Record<string, string>> }
    }
    shown: { readonly options: readonly ShownPart[] }
    asked: { readonly options: readonly Id[] }
    answer: { readonly options: readonly string[] }
    key: {
      readonly options: readonly string[]
      readonly orders: number
      readonly schedules: Readonly<Record<string, string>>
    }
  }
  /** What a program prints, typed before it runs. */
  predict: {
    item: {
      readonly program: ItemProgram
      /** The program's output, computed by the engine at build. Private. */
      readonly key: { readonly stdout: string }
      readonly slips: readonly Slip[]
    }
    shown: unknown
    asked: unknown
    /** `nothing`: it was said that nothing is printed; `stdout` is then empty. */
    answer: { readonly stdout: string; readonly nothing?: true | undefined }
    key: { readonly stdout: string }
  }
  /** An order of execution that brings something about. */
  schedule: {
    item: {
      readonly program: ItemProgram
      /** What the learner's schedule must bring about, one schedule that does, and how many steps a replay of
       *  an answer may take. Private. */
      readonly key: {
        readonly outcome: OutcomePredicate
        readonly witness: string
        readonly maxSteps: number
      }
      readonly slips: readonly Slip[]
    }
    shown: unknown
    asked: unknown
    answer: { readonly schedule: string }
    /** `end`: what was asked of it; `schedule`: one that brings it about, with the fewest switches that were found. */
    key: { readonly stdout: string | null; readonly end: OutcomePredicate; readonly schedule: string }
  }
  /** A program that some order breaks, to be mended so that none does. */
  mend: {
    item: {
      readonly program: ItemProgram
      readonly must: Must
      /** A program that does it, which the explorer has proven. Private. */
      readonly key: { readonly mended: string }
      readonly slips: readonly MendSlip[]
    }
    shown: { readonly must: Must }
    asked: unknown
    answer: { readonly source: string }
    key: { readonly source: string }
  }
  /** Things that are sorted into groups. */
  classify: Slotted<
    { readonly pieces: readonly Named[]; readonly groups: readonly Named[] },
    { readonly pieces: readonly ShownPart[]; readonly groups: readonly ShownPart[] },
    { readonly pieces: readonly Id[]; readonly groups: readonly Id[] }
  >
  /** Things of a list, each of which belongs to one of another list; the other may have more. */
  match: Slotted<
    { readonly left: readonly Named[]; readonly right: readonly Named[] },
    { readonly left: readonly ShownPart[]; readonly right: readonly ShownPart[] },
    { readonly left: readonly Id[]; readonly right: readonly Id[] }
  >
  /** A picture of boxes, from top to bottom, that are to be named. */
  label: Slotted<
    { readonly places: readonly Place[]; readonly names: readonly Named[] },
    { readonly places: readonly ShownPlace[]; readonly names: readonly ShownPart[] },
    { readonly places: readonly Id[]; readonly names: readonly Id[] }
  >
  /** A text with blanks, which stand in it as `{a}`. What is put are the words that were typed. */
  cloze: {
    item: {
      readonly text: Localized
      readonly blanks: readonly Id[]
      /** For each blank what is right, as it is shown and in every other form. Private. */
      readonly key: {
        readonly accepted: Readonly<Record<string, Readonly<Record<Locale, readonly string[]>>>>
      }
      readonly slips: readonly (Remedy & { readonly at: string; readonly typed: string })[]
    }
    shown: { readonly text: string; readonly blanks: readonly Id[] }
    asked: { readonly blanks: readonly Id[] }
    answer: { readonly placed: Placed }
    key: { readonly placed: Placed }
  }
  /** A table of states over time. A cell is named `row.column`; those that are given are filled from the start. */
  'state-trace': Slotted<
    {
      readonly rows: readonly Named[]
      readonly columns: readonly Named[]
      readonly states: readonly Named[]
      readonly given: Placed
    },
    {
      readonly rows: readonly ShownPart[]
      readonly columns: readonly ShownPart[]
      readonly states: readonly ShownPart[]
      readonly given: Placed
    },
    {
      readonly rows: readonly Id[]
      readonly columns: readonly Id[]
      readonly states: readonly Id[]
      readonly given: Placed
    }
  >
  /** The processes of a program, each put below the one that made it; `root` was made by none of them. */
  tree: Slotted<
    { readonly program: ItemProgram; readonly root: string; readonly processes: readonly Named[] },
    { readonly root: string; readonly processes: readonly ShownPart[] },
    { readonly root: string; readonly processes: readonly Id[] }
  >
  /** Pieces that are put into an order, not always all of them. */
  order: {
    item: {
      readonly pieces: readonly Named[]
      /** Private. `order`: a right one. `before`: pairs of which the first comes before the second, whichever right order
       *  it is. A piece that is in no right order is not in `order`. `count`: how many right orders there are. */
      readonly key: {
        readonly order: readonly string[]
        readonly before: readonly (readonly [first: string, next: string])[]
        readonly count: number
      }
      /** `first` stands before `next` where it must not, or stands at all where `next` is null. */
      readonly slips: readonly (Remedy & { readonly first: string; readonly next: string | null })[]
    }
    /** `unused`: how many pieces are left over. */
    shown: { readonly pieces: readonly ShownPart[]; readonly unused: number }
    asked: { readonly pieces: readonly Id[] }
    answer: { readonly order: readonly string[] }
    key: { readonly order: readonly string[]; readonly count: number }
  }
  /** A number, within a tolerance, with or without a unit to be chosen. */
  numeric: {
    item: {
      /** In the first of `units`. Private. */
      readonly key: { readonly value: number }
      /** How far from the key an answer may be, in the first unit. */
      readonly tolerance: number
      /** Units to choose from, or the one that stands behind the field, or none. `factor`: how many of the first one is. */
      readonly units: readonly (Named & { readonly factor: number })[]
      readonly slips: readonly (Remedy & { readonly value: number })[]
    }
    shown: { readonly tolerance: number; readonly units: readonly ShownPart[] }
    asked: { readonly units: readonly Id[] }
    /** As typed: what it means is decided when it is scored. `unit` null where there is none to choose. */
    answer: { readonly typed: string; readonly unit: string | null }
    key: { readonly value: number; readonly unit: string | null }
  }
  /** An interview card: the learner rates the own answer, and no rating is wrong. */
  card: {
    item: unknown
    shown: unknown
    asked: unknown
    answer: { readonly rating: CardRating }
    key: unknown
  }
}

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
