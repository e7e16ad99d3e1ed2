import type { Localized, Remedy } from '@/lib/quiz/item'
import { escapeText, plain } from './markup'
import { element, type Response } from './qti-rule'

// What the kinds of item have in common that are written as QTI.

/** What a kind of item is in QTI. */
export type QtiParts = {
  readonly responses: readonly Response[]
  /** The interactions, as blocks. */
  readonly body: string
  /** `points`: an expression of them. `whole`: a condition on which all are earned. Null: a person marks it. */
  readonly score: { readonly points: string } | { readonly whole: string } | null
  /** What is said, and on which condition. */
  readonly told: readonly { readonly condition: string; readonly feedback: Localized }[]
}

export const RESPONSE = 'RESPONSE'

/** Names of QTI begin with a letter, and no two things of an item have one name. */
export const optionName = (id: string) => `option_${id}`
export const leftName = (id: string) => `left_${id}`
export const rightName = (id: string) => `right_${id}`
export const partName = (id: string) => `${RESPONSE}_${id}`

/** What is said to whoever falls for something, where something is said. */
export function toldTo(remedy: Remedy, condition: string): QtiParts['told'] {
  return remedy.feedback ? [{ condition, feedback: remedy.feedback }] : []
}

/** A field of one length whatever is right: another would tell it. */
export function textEntry(id: string): string {
  return element('qti-text-entry-interaction', { 'response-identifier': id, 'expected-length': 24 })
}

/** As `textEntry`, for several lines. */
export function extendedText(id: string, format: 'plain' | 'preFormatted'): string {
  return element('qti-extended-text-interaction', {
    ...{ 'response-identifier': id, 'expected-lines': 6, format },
  })
}

/** One of several texts, chosen within a line. */
export function inlineChoice(id: string, choices: readonly { name: string; text: string }[]): string {
  return element(
    'qti-inline-choice-interaction',
    { 'response-identifier': id, shuffle: false },
    ...choices.map(({ name, text }) =>
      element('qti-inline-choice', { identifier: name }, escapeText(plain(text))),
    ),
  )
}
