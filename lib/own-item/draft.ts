import type { ItemKind } from '@/lib/quiz/item'
import { MAX_SOURCE } from '@/lib/quiz/limit'

// What a form holds and what is stored. Alone in its file, because the form reads it too.

/** Kinds that a teacher can write, in the order in which they are offered. */
export const OWN_KINDS = [
  'choice',
  'multi',
  'numeric',
  'cloze',
  'predict',
  'possible-outputs',
] as const satisfies readonly ItemKind[]
export type OwnKind = (typeof OWN_KINDS)[number]

/** What a text may hold, in UTF-16 code units. */
export const MAX_TEXT = {
  stem: 2_000,
  option: 500,
  feedback: 500,
  hint: 500,
  explanation: 2_000,
  text: 2_000,
  form: 60,
  unit: 20,
  number: 40,
  source: MAX_SOURCE,
} as const
export const OPTIONS = { least: 2, most: 6 } as const
export const MAX_BLANKS = 6
export const MAX_FORMS = 12
export const MAX_POINTS = 10

/** An option of `choice` and `multi`; of `possible-outputs` an output, of which the engine says whether it is right. */
export type DraftOption = { readonly text: string; readonly isRight: boolean; readonly feedback: string }

/** What a form holds of whatever kind: fields that the kind does not have are left alone. Numbers as they are typed. */
export type Draft = {
  readonly kind: OwnKind
  readonly stem: string
  readonly hint: string
  readonly explanation: string
  readonly points: string
  readonly source: string
  readonly options: readonly DraftOption[]
  readonly value: string
  readonly tolerance: string
  readonly unit: string
  /** With its blanks in it as `{a}`. */
  readonly text: string
  /** What is right in each blank, by its letter: one form a line. */
  readonly blanks: Readonly<Record<string, string>>
}

const OPTION: DraftOption = { text: '', isRight: false, feedback: '' }

export const EMPTY_DRAFT: Draft = {
  ...{ kind: 'choice', stem: '', hint: '', explanation: '', points: '1', source: '' },
  options: [OPTION, OPTION, OPTION, OPTION],
  ...{ value: '', tolerance: '0', unit: '', text: '', blanks: {} },
}

type WrittenOption = { readonly text: string; readonly feedback: string | null }
type Marked = WrittenOption & { readonly isRight: boolean }

/** What is stored of each kind, besides what every one has. */
type Kinds = {
  choice: { readonly options: readonly Marked[] }
  multi: { readonly options: readonly Marked[] }
  numeric: { readonly value: number; readonly tolerance: number; readonly unit: string | null }
  cloze: {
    readonly text: string
    readonly blanks: readonly { readonly id: string; readonly accept: readonly string[] }[]
  }
  predict: { readonly source: string }
  'possible-outputs': { readonly source: string; readonly options: readonly WrittenOption[] }
}

/** What is stored of an own item. Empty texts are null. */
export type WrittenOf<K extends OwnKind> = K extends OwnKind
  ? {
      readonly kind: K
      readonly stem: string
      readonly hint: string | null
      readonly explanation: string | null
      readonly points: number
      readonly source: string | null
    } & Kinds[K]
  : never
export type Written = WrittenOf<OwnKind>

/** The blanks of a text, in order, each as often as it stands there. */
export function blanksIn(text: string): string[] {
  return [...text.matchAll(/\{([a-z])\}/g)].map((found) => found[1] ?? '')
}

/** A form that holds what is stored. */
export function draftOf(written: Written): Draft {
  const { kind, stem, hint, explanation, points, source } = written
  const base = {
    ...EMPTY_DRAFT,
    ...{ kind, stem, hint: hint ?? '', explanation: explanation ?? '' },
    ...{ points: String(points), source: source ?? '' },
  }
  switch (written.kind) {
    case 'choice':
    case 'multi':
      return { ...base, options: written.options.map((one) => ({ ...one, feedback: one.feedback ?? '' })) }
    case 'possible-outputs': {
      const options = written.options.map(({ text, feedback }) => ({
        ...{ text, isRight: false, feedback: feedback ?? '' },
      }))
      return { ...base, options }
    }
    case 'numeric': {
      const { value, tolerance, unit } = written
      return { ...base, value: String(value), tolerance: String(tolerance), unit: unit ?? '' }
    }
    case 'cloze': {
      const blanks = Object.fromEntries(written.blanks.map(({ id, accept }) => [id, accept.join('\n')]))
      return { ...base, text: written.text, blanks }
    }
    case 'predict':
      return base
  }
}
