import type { AnswerOption, Item, ItemProgram, Localized, Remedy } from '@/lib/quiz/item'
import type { Written } from './draft'
import { type Found, isPossible, PROGRAM, witnessOf } from './explored'
import { OWN_LESSON, ownId } from './own-id'

/** A version as it is stored. `found` null: its kind asks the engine nothing. */
export type Version = { readonly id: string; readonly written: Written; readonly found: Found | null }

/** The item that a version is. Its texts are in one language, which both have.
 *  @throws where a kind that the engine decides has nothing that it found */
export function itemOfVersion({ id, written, found }: Version): Item {
  const { stem, hint, explanation, points } = written
  const base = {
    ...{ id: ownId(id), section: OWN_LESSON, lesson: OWN_LESSON },
    ...{ stem: both(stem), hint: hint === null ? null : both(hint), explanation: both(explanation ?? '') },
    program: written.source === null ? null : programOf(written.source),
  }
  const whole = { rubric: { points, partial: 'whole' } } as const
  switch (written.kind) {
    case 'choice':
      return { ...base, ...whole, kind: 'choice', options: optionsOf(written.options) }
    case 'multi': {
      const rubric = { points, partial: 'per-option' } as const
      return { ...base, kind: 'multi', rubric, options: optionsOf(written.options) }
    }
    case 'numeric': {
      const { value, tolerance, unit } = written
      const units = unit === null ? [] : [{ id: 'a', text: both(unit), factor: 1 }]
      return { ...base, ...whole, kind: 'numeric', key: { value }, tolerance, units, slips: [] }
    }
    case 'cloze': {
      const accepted = Object.fromEntries(written.blanks.map(({ id, accept }) => [id, both(accept)]))
      const blanks = written.blanks.map(({ id }) => ({ id }))
      const rubric = { points, partial: 'per-part' } as const
      return {
        ...base,
        kind: 'cloze',
        rubric,
        text: both(written.text),
        blanks,
        key: { accepted },
        slips: [],
      }
    }
    case 'predict': {
      const rubric = { points, partial: 'per-line' } as const
      const key = { stdout: needed(found).outputs[0]?.stdout ?? '' }
      return { ...base, kind: 'predict', rubric, program: programOf(written.source), key, slips: [] }
    }
    case 'possible-outputs':
      return { ...base, ...possibleOutputs(written, needed(found)) }
  }
}

function possibleOutputs(written: Extract<Written, { kind: 'possible-outputs' }>, found: Found) {
  const options = optionsOf(
    written.options.map((option) => ({ ...option, isRight: isPossible(found, option.text) })),
  )
  const witnesses = options.flatMap(({ id, text }) => {
    const schedule = witnessOf(found, text.en)
    return schedule === null ? [] : [[id, schedule] as const]
  })
  const key = { orders: found.orders, witnesses: Object.fromEntries(witnesses) }
  const rubric = { points: written.points, partial: 'per-option' } as const
  return { kind: 'possible-outputs' as const, rubric, program: programOf(written.source), options, key }
}

function needed(found: Found | null): Found {
  if (!found) throw new Error('an own item that the engine decides has nothing that it found')
  return found
}

/** One thing that is the same in both languages. */
function both<T>(one: T): { readonly ko: T; readonly en: T } {
  return { ko: one, en: one }
}

/** As a program of a lesson is run that says nothing else. */
function programOf(source: string): ItemProgram {
  return { file: PROGRAM, source, config: { cores: 1, policy: 'rr', seed: 0 } }
}

type Marked = { readonly text: string; readonly isRight: boolean; readonly feedback: string | null }

/** Named by the order of their texts: where a teacher writes the right one would tell it. */
function optionsOf(written: readonly Marked[]): AnswerOption[] {
  return [...written]
    .sort((a, b) => (a.text < b.text ? -1 : 1))
    .map(({ text, isRight, feedback }, place) => {
      const remedy: Remedy = { misconception: null, feedback: maybe(feedback), scene: null }
      return { id: String.fromCharCode(97 + place), text: both(text), correct: isRight, ...remedy }
    })
}

function maybe(text: string | null): Localized | null {
  return text === null ? null : both(text)
}
