// Questions as the formats that other systems read hold them: in one language, with a weight for every answer.

/** How a text is written: Moodle's four. */
export const TEXT_FORMATS = ['html', 'moodle', 'plain', 'markdown'] as const
export type TextFormat = (typeof TEXT_FORMATS)[number]
export type Written = { readonly text: string; readonly format: TextFormat }

/** What a foreseen answer is worth, in hundredths of the question's points (-100 to 100), and what is said to it. */
type Worth = { readonly percent: number; readonly feedback: Written | null }
/** An option to choose. */
export type Option = Worth & { readonly text: Written }
/** What may be typed; `*` in it stands for anything. */
export type Typed = Worth & { readonly text: string }
/** A number that may be typed; null: any. */
export type Near = Worth & { readonly value: number | null; readonly tolerance: number }

/** A gap of a `cloze`. `weight` is its part of the points. */
export type Gap = { readonly weight: number } & GapShape
export type GapShape =
  | { readonly kind: 'typed'; readonly caseSensitive: boolean; readonly answers: readonly GapAnswer[] }
  | { readonly kind: 'number'; readonly answers: readonly (GapAnswer & { readonly tolerance: number })[] }
  | {
      readonly kind: 'choice'
      readonly layout: 'menu' | 'column' | 'row'
      readonly shuffled: boolean
      readonly answers: readonly GapAnswer[]
    }
/** Of a number, `text` is one, or `*`. */
export type GapAnswer = { readonly percent: number; readonly text: string; readonly feedback: string }

/** What there is of each kind, besides what every question has. */
export type Shapes = {
  /** `single`: one option is chosen, else any number of them. */
  choice: { readonly single: boolean; readonly shuffled: boolean; readonly options: readonly Option[] }
  truth: {
    readonly isTrue: boolean
    /** Said to whoever is right, and to whoever is wrong. */
    readonly told: { readonly right: Written | null; readonly wrong: Written | null }
  }
  typed: { readonly caseSensitive: boolean; readonly answers: readonly Typed[] }
  /** `factor`: the number in the first unit, times it, is the number in this one. */
  number: {
    readonly answers: readonly Near[]
    readonly units: readonly { readonly name: string; readonly factor: number }[]
  }
  /** `extra`: what belongs to none. */
  match: {
    readonly shuffled: boolean
    readonly pairs: readonly { readonly left: Written; readonly right: string }[]
    readonly extra: readonly string[]
  }
  /** `text` of the question is empty; the gaps stand between the pieces of a text, and `points` are the sum of their weights. */
  cloze: { readonly format: TextFormat; readonly pieces: readonly (string | Gap)[] }
  /** Read and marked by a person. */
  essay: unknown
  /** A text without a question. */
  description: unknown
}
export type QuestionKind = keyof Shapes

export type QuestionOf<K extends QuestionKind> = K extends QuestionKind
  ? {
      readonly kind: K
      readonly name: string
      /** An id of the question's own, where it has one. */
      readonly id: string | null
      readonly text: Written
      /** Said to everybody once it is answered. */
      readonly feedback: Written | null
      readonly points: number
    } & Shapes[K]
  : never
export type Question = QuestionOf<QuestionKind>

/** Questions in their order, under the category that they are filed in; null: none is named. */
export type Filed = { readonly category: string | null; readonly question: Question }

/** What is wrong with a file that is read, and in which of its lines, from 1 on. `what` is a word of the file. */
export type Fault = { readonly line: number; readonly code: FaultCode; readonly what: string }
export const FAULT_CODES = [
  'xml',
  'not-quiz',
  'kind',
  'unclosed',
  'escape',
  'no-answer',
  'no-right',
  'number',
  'percent',
  'format',
  'pair',
  'gap',
  'empty',
] as const
export type FaultCode = (typeof FAULT_CODES)[number]

/** What reading a file gives: the questions that are whole, and what is wrong with the others. */
export type Read = { readonly questions: readonly Filed[]; readonly faults: readonly Fault[] }

/** A question that a format cannot carry, by name, and why: its kind, or the part of it that is named. `kind`: one of which
 *  nobody has said how the format carries it. */
export type Refused = { readonly name: string; readonly why: WhyRefused }
export const WHY_REFUSED = [
  'kind',
  'order',
  'orders',
  'schedule',
  'mend',
  'lines',
  'nothing',
  'cloze',
  'units',
  'character',
  'case',
  'arrow',
  'weights',
  'withheld',
] as const
export type WhyRefused = (typeof WHY_REFUSED)[number]

/** A file, and what is not in it. */
export type Made = { readonly text: string; readonly refused: readonly Refused[] }

/** A problem in a file that is read: thrown inside a reader, and a fault of what it returns. */
export class Faulty extends Error {
  constructor(readonly fault: Fault) {
    super(fault.code)
  }
}

/** Whether some answer earns something: otherwise nobody can be right. */
export function hasRight(answers: readonly { readonly percent: number }[]): boolean {
  return answers.some(({ percent }) => percent > 0)
}

/** A percentage as files have it: five places, so that thirds add up. Null for what is none. */
export function percentOf(text: string): number | null {
  const value = /^\s*[+-]?\d+(?:\.\d+)?\s*$/.test(text) ? Number(text) : Number.NaN
  return value >= -100 && value <= 100 ? value : null
}

/** A number as files have it: with a point. Null for what is none. */
export function plainNumber(text: string): number | null {
  return /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\s*$/.test(text) ? Number(text) : null
}
