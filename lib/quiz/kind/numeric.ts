import { z } from 'zod'
import { measure, type Workshop } from '../build'
import { type KindRow, oneOf, pickRemedy } from '../grade'
import type { Id, ItemOf, ItemProgram, Named, Remedy, ShownPart } from '../item'
import { MAX_NUMBER } from '../limit'
import { localized, partId, program, remedy } from '../written'
import { shownParts, sortedIds, textOf } from './option'

const fields = {
  program: program.optional(),
  /** The right number, where no run decides it. */
  value: z.number().optional(),
  /** What the run decides: its exit status, copied pages of the heap, tasks, or the last number that it prints. */
  of: z.enum(['status', 'copies', 'threads', 'number']).optional(),
  tolerance: z.number().min(0).default(0),
  /** One: it stands behind the field. Several: one is chosen. `factor`: how many of the first one it is. */
  units: z
    .array(z.strictObject({ id: partId, text: localized, factor: z.number().positive().default(1) }))
    .max(4)
    .default([]),
  slips: z.array(z.strictObject({ value: z.number(), ...remedy })).min(1),
}
type Written = z.output<z.ZodObject<typeof fields>>

declare module '../item' {
  interface Kinds {
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
  }
}

/** A number that was worked out. */
export const numeric: KindRow<'numeric', typeof fields> = {
  interaction: 'numeric',
  isWorkedOut: true,
  isOne: true,
  file: {
    fields,
    build(shop, written) {
      const { tolerance, units } = written
      const shown = written.program ? shop.program(['program'], written.program) : null
      const value = keyOf(shop, written, shown)
      const slips = written.slips.map((one, i) => ({ value: one.value, ...shop.remedy(['slips', i], one) }))
      for (const [i, one] of slips.entries())
        if (isNear(one.value, value, tolerance))
          shop.complain(['slips', i, 'value'], 'this is the right number')
      if (units[0] && units[0].factor !== 1) shop.complain(['units', 0], 'the first unit has the factor 1')
      return { program: shown, key: { value }, tolerance, units, slips, partial: 'whole' }
    },
  },
  // Longer ones are refused by `validate`, with a code of their own.
  answer: { typed: z.string(), unit: z.string().max(40).nullable() },
  ids: ({ units, tolerance }) => ({ units: sortedIds(units), tolerance }),
  key: ({ key, units }) => ({ ...key, factors: units.map(({ id, factor }) => [id, factor]) }),
  publish: ({ tolerance, units }, locale) => ({ tolerance, units: shownParts(units, locale) }),
  validate(asked, { typed, unit }) {
    if (typed.trim() === '') return 'unanswered'
    if (typed.length > MAX_NUMBER) return 'too-long'
    if (numberOf(typed) === null) return 'ill-formed'
    if (asked.units.length < 2) return unit === null ? null : 'ill-formed'
    if (unit === null) return 'unanswered'
    return asked.units.some(({ id }) => id === unit) ? null : 'ill-formed'
  },
  score(item, { typed, unit }) {
    const factor = item.units.find(({ id }) => id === unit)?.factor ?? 1
    const value = (numberOf(typed) ?? Number.NaN) * factor
    const correct = isNear(value, item.key.value, item.tolerance)
    const slip = correct ? undefined : item.slips.find((one) => isNear(value, one.value, item.tolerance))
    const total = item.rubric.points
    const chosen = { option: null, correct, stdout: typed, ...pickRemedy(slip) }
    return { state: 'scored', earned: correct ? total : 0, total, chosen: [chosen] }
  },
  reveal: ({ key, units }) => ({
    kind: 'numeric',
    value: key.value,
    unit: units.length > 1 ? (units[0]?.id ?? null) : null,
  }),
  chance: () => 0,
  right: (item) => answerWith(item, item.key.value),
  wrong: (item, roll) =>
    answerWith(item, oneOf(item.slips, roll)?.value ?? item.key.value + 1 + item.tolerance),
  isTyped: true,
  parts: ({ typed, unit }) => [[numberOf(typed) ?? typed, unit].filter((one) => one !== null).join(' ')],
  said: ({ typed }) => typed,
  texts: ({ units }) => units,
  read: (shown, { typed, unit }) => [
    [typed, unit === null ? shown.units[0]?.text : textOf(shown.units, unit)].filter(Boolean).join(' '),
  ],
}

function answerWith({ units }: ItemOf<'numeric'>, value: number) {
  const unit = units.length > 1 ? (units[0]?.id ?? null) : null
  return { kind: 'numeric' as const, typed: String(value), unit }
}

/** The right number: the author's, or the run's. */
function keyOf(shop: Workshop, { value, of }: Written, shown: ItemProgram | null): number {
  if ((value === undefined) === (of === undefined)) shop.complain([], 'a number has either `value` or `of`')
  if (value !== undefined) return value
  if (of === undefined || !shown) throw new Error('a number that a run decides has a program')
  if (of !== 'number') return measure(shop, of, shown)
  const printed = shop.replayer.facts({ ...shown, schedule: null }).stdout.match(/-?\d+(?:\.\d+)?/g)
  const last = printed?.at(-1)
  if (last === undefined) throw new Error(`${shown.file} prints no number`)
  return Number(last)
}

/** A typed number: digits of any width, commas between thousands, a point, a sign, or 0x before hexadecimal digits.
 *  Null when it is none. */
export function numberOf(typed: string): number | null {
  const text = typed.normalize('NFKC').trim().replace(/^[−–]/, '-')
  if (/^[+-]?0x[0-9a-f]+$/i.test(text)) {
    const sign = text.startsWith('-') ? -1 : 1
    return sign * Number.parseInt(text.replace(/^[+-]/, ''), 16)
  }
  if (!/^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?$/.test(text) || !/\d/.test(text)) return null
  return Number(text.replaceAll(',', ''))
}

/** Within the tolerance, and what a decimal fraction cannot hold. */
function isNear(a: number, b: number, tolerance: number): boolean {
  return Math.abs(a - b) <= tolerance + 1e-9 * Math.max(1, Math.abs(b))
}
