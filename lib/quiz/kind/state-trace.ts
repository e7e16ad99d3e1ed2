import { z } from 'zod'
import type { Workshop } from '../build'
import type { KindRow } from '../grade'
import type { AskedOf, Id, Localized, Named, Placed, ShownPart, Slotted } from '../item'
import { localized, named, program, remedy } from '../written'
import { shownParts, sortedIds, textOf } from './option'
import {
  buildSlotSlips,
  saidSlots,
  scoreSlots,
  slotAnswer,
  slotParts,
  validateSlots,
  wrongSlots,
} from './slot'

/** A name that is the same in both languages need not be written twice. */
const columnName = z.union([z.string().min(1).max(20), localized])

const fields = {
  program: program.optional(),
  rows: z.array(named).min(1).max(6),
  /** Moments, in order. */
  columns: z.array(columnName).min(2).max(12),
  states: z.array(named).min(2).max(6),
  /** For each row its states from left to right, by their ids: `r r w q`. */
  cells: z.record(z.string(), z.string()),
  /** How many columns are filled from the start. */
  given: z.int().min(0).max(11).default(0),
  slips: z
    .array(
      z.strictObject({
        at: z
          .string()
          .regex(/^[A-Za-z0-9]\.\d+$/, 'a cell is named like "A.3": the row, and the column from 1'),
        put: z.string().optional(),
        ...remedy,
      }),
    )
    .min(1),
}
type Written = z.output<z.ZodObject<typeof fields>>

declare module '../item' {
  interface Kinds {
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
  }
}

/** A table of states over time, filled cell by cell. */
export const stateTrace: KindRow<'state-trace', typeof fields> = {
  interaction: 'matching',
  isWorkedOut: true,
  hasOneRight: true,
  isLong: true,
  file: {
    fields,
    build(shop, written) {
      const { rows, states } = written
      const columns = written.columns.map((name, i) => ({ id: String(i + 1), text: bothOf(name) }))
      const cells = cellsOf(shop, written)
      const isGiven = ([cell]: [string, string]) => Number(cell.split('.')[1]) <= written.given
      const given = Object.fromEntries(Object.entries(cells).filter(isGiven))
      const placed = Object.fromEntries(Object.entries(cells).filter((cell) => !isGiven(cell)))
      const same = (id: string) => id
      const slips = buildSlotSlips(shop, written.slips, same, same, placed)
      const shown = written.program ? shop.program(['program'], written.program) : null
      return { program: shown, rows, columns, states, given, key: { placed }, slips, partial: 'per-part' }
    },
  },
  answer: slotAnswer,
  ids: ({ rows, columns, states, given }) => ({
    rows: sortedIds(rows),
    columns: columns.length,
    states: sortedIds(states),
    given,
  }),
  key: ({ key }) => key,
  publish: ({ rows, columns, states, given }, locale) => ({
    rows: shownParts(rows, locale),
    columns: shownParts(columns, locale),
    states: shownParts(states, locale),
    given: { ...given },
  }),
  validate: (asked, { placed }) => validateSlots(emptyCells(asked), sortedIds(asked.states), placed),
  score: (item, answer) => scoreSlots(item, answer.placed),
  reveal: ({ key }) => ({ kind: 'state-trace', placed: key.placed }),
  chance: ({ states }) => 1 / states.length,
  right: ({ key }) => ({ kind: 'state-trace', placed: key.placed }),
  wrong(item, roll) {
    const placed = wrongSlots(item, sortedIds(item.states), roll)
    return placed && { kind: 'state-trace', placed }
  },
  parts: slotParts,
  said: ({ placed }) => saidSlots(placed),
  texts: ({ rows, columns, states }) => [...rows, ...columns, ...states],
  read: (shown, { placed }) =>
    shown.rows.map(({ id, text }) => {
      const states = shown.columns.map((column) => {
        const cell = `${id}.${column.id}`
        return textOf(shown.states, placed[cell] ?? shown.given[cell] ?? '–')
      })
      return `${text}: ${states.join(', ')}`
    }),
}

/** The cells that are to be filled, row by row. */
function emptyCells({ rows, columns, given }: AskedOf<'state-trace'>): string[] {
  return rows
    .flatMap((row) => columns.map((column) => `${row.id}.${column.id}`))
    .filter((cell) => !(cell in given))
}

/** The whole table, as it is written. */
function cellsOf(shop: Workshop, { rows, columns, states, cells }: Written): Placed {
  for (const row of Object.keys(cells))
    if (!rows.some(({ id }) => id === row)) shop.complain(['cells', row], `there is no row "${row}"`)
  return Object.fromEntries(
    rows.flatMap(({ id }) => {
      const line = (cells[id] ?? '').trim().split(/\s+/)
      if (line.length !== columns.length)
        shop.complain(['cells', id], `row ${id} has ${line.length} states for ${columns.length} columns`)
      for (const state of line)
        if (!states.some((one) => one.id === state))
          shop.complain(['cells', id], `there is no state "${state}"`)
      return line.map((state, i): [string, string] => [`${id}.${i + 1}`, state])
    }),
  )
}

function bothOf(name: string | Localized): Localized {
  return typeof name === 'string' ? { ko: name, en: name } : name
}
