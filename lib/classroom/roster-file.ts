import 'server-only'
import { z } from 'zod'
import { displayName } from '@/lib/auth/person'
import { type CsvRow, readCsv } from './csv'

/** At most so many people are in one file. */
export const MAX_ROWS = 500
/** So many letters and digits has a learner's number at most. */
export const MAX_NUMBER = 32
/** A file of so many rows has no more characters. */
const MAX_CHARACTERS = 200_000

export const COLUMNS = ['name', 'number', 'email'] as const
export type Column = (typeof COLUMNS)[number]

/** Somebody on a list, known by one of the two at least. */
export type Listed = {
  readonly name: string
  readonly email: string | null
  readonly number: string | null
}

/** What is wrong with a row, or with one cell of it. `other`: the line that it clashes with. */
export type RosterProblem = {
  readonly code:
    | 'open-quote'
    | 'too-many-cells'
    | 'formula'
    | 'no-name'
    | 'name-ill-formed'
    | 'number-ill-formed'
    | 'email-ill-formed'
    | 'no-key'
    | 'twice'
    | 'two-people'
  readonly column: Column | null
  readonly other: number | null
}
export type RosterRow = { readonly line: number; readonly text: string } & (
  | { readonly listed: Listed; readonly problem: null }
  | { readonly listed: null; readonly problem: RosterProblem }
)

/** Why a file is none at all. */
export type RosterFileCode = 'roster-empty' | 'roster-no-head' | 'roster-too-many'

/** How heads of columns are written, without blanks and marks; the first that a file has is taken. */
const HEADS: Readonly<Record<Column, readonly string[]>> = {
  name: ['이름', '성명', '학생이름', '학생명', 'name', 'fullname', 'studentname', 'displayname'],
  number: ['학번', '학생번호', '번호', 'studentnumber', 'studentid', 'studentno', 'learnernumber', 'number'],
  email: ['이메일', '이메일주소', '전자우편', '메일', 'email', 'emailaddress', 'mail'],
}

/** Reads a list of people. Its first row says what its columns are: names, and numbers or e-mail addresses or both. */
export function readRoster(
  text: string,
):
  | { readonly ok: true; readonly rows: readonly RosterRow[] }
  | { readonly ok: false; readonly code: RosterFileCode } {
  if (text.length > MAX_CHARACTERS) return { ok: false, code: 'roster-too-many' }
  const [head, ...rest] = readCsv(text)
  if (!head) return { ok: false, code: 'roster-empty' }
  const places = placesOf(head)
  if (places.name < 0 || (places.number < 0 && places.email < 0)) return { ok: false, code: 'roster-no-head' }
  if (rest.length === 0) return { ok: false, code: 'roster-empty' }
  if (rest.length > MAX_ROWS) return { ok: false, code: 'roster-too-many' }
  const rows = rest.map((row) => rowOf(row, head, places))
  return { ok: true, rows: withoutDoubles(rows) }
}

type Places = Readonly<Record<Column, number>>

/** Below 0: there is no such column. */
function placesOf({ cells }: CsvRow): Places {
  const heads = cells.map((cell) =>
    cell
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\s\p{P}]/gu, ''),
  )
  const placeOf = (column: Column) =>
    HEADS[column].map((head) => heads.indexOf(head)).find((place) => place >= 0) ?? -1
  return { name: placeOf('name'), number: placeOf('number'), email: placeOf('email') }
}

function rowOf(row: CsvRow, head: CsvRow, places: Places): RosterRow {
  const { line, text } = row
  const of = (code: RosterProblem['code'], column: Column | null = null): RosterRow => {
    return { line, text, listed: null, problem: { code, column, other: null } }
  }
  if (row.isOpen) return of('open-quote')
  if (row.cells.slice(head.cells.length).some((cell) => cell.trim() !== '')) return of('too-many-cells')
  const cell = Object.fromEntries(COLUMNS.map((one) => [one, plain(row.cells[places[one]] ?? '')]))
  const formula = COLUMNS.find((one) => FORMULA.test(cell[one] ?? ''))
  if (formula) return of('formula', formula)
  if (cell.name === '') return of('no-name', 'name')
  const [name, number, email] = [
    displayName.safeParse(cell.name),
    learnerNumber.nullable().safeParse(cell.number || null),
    address.nullable().safeParse(cell.email || null),
  ]
  if (!name.success) return of('name-ill-formed', 'name')
  if (!number.success) return of('number-ill-formed', 'number')
  if (!email.success) return of('email-ill-formed', 'email')
  if (number.data === null && email.data === null) return of('no-key')
  return { line, text, listed: { name: name.data, number: number.data, email: email.data }, problem: null }
}

/** What a spreadsheet runs: no name, number or address begins so. */
const FORMULA = /^[=+\-@＝＋－＠]/

/** A text without what spreadsheets wrap it in: `="007"` keeps zeros. */
function plain(cell: string): string {
  return cell
    .trim()
    .replace(/^="(.*)"$/s, '$1')
    .trim()
}

/** A learner's number as it is compared: letters, digits, and what stands between them. */
export const learnerNumber = z
  .string()
  .max(100)
  .transform((text) => text.normalize('NFKC').replace(/\s/g, '').toUpperCase())
  .pipe(z.string().regex(new RegExp(`^[\\p{L}\\p{Nd}][\\p{L}\\p{Nd}._/-]{0,${MAX_NUMBER - 1}}$`, 'u')))

const address = z
  .string()
  .transform((text) => text.normalize('NFKC').toLowerCase())
  .pipe(z.email().max(254))

/** Of rows with one address or one number the first is kept. */
function withoutDoubles(rows: readonly RosterRow[]): RosterRow[] {
  const lines = new Map<string, number>()
  return rows.map((row) => {
    if (!row.listed) return row
    const keys = keysOf(row.listed)
    const double = keys.find((key) => lines.has(key))
    if (double === undefined) {
      for (const key of keys) lines.set(key, row.line)
      return row
    }
    const column = double.startsWith('number') ? 'number' : 'email'
    const { line, text } = row
    return { line, text, listed: null, problem: { code: 'twice', column, other: lines.get(double) ?? null } }
  })
}

function keysOf({ number, email }: Listed): string[] {
  return [number === null ? [] : `number ${number}`, email === null ? [] : `email ${email}`].flat()
}
