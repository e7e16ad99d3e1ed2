import 'server-only'
import type { Locale } from '@/lib/quiz/item'
import { type Widget, widgetsOf } from './component'
import type { ContentFault } from './fault'
import { readContent } from './folder'

const TABLE = 'seed-table.md'

/** A row of `seed-table.md`: where a statement is taught, and what its passage must say besides. */
export type Statement = {
  readonly id: string
  readonly line: number
  readonly lesson: string
  readonly section: string
  /** Words of the correction that the passage has to contain; empty where nothing is to correct. */
  readonly words: Readonly<Record<Locale, readonly string[]>>
}

const ROW =
  /^\|\s*(S\d{2,})\s*\|[^|]*\|\s*\[?([a-z0-9-]+)#([a-z0-9-]+)\]?(?:\([^)]*\))?\s*\|[^|]*\|([^|]*)\|([^|]*)\|\s*$/

/** The table of statements: which there are, and so how many, is written there alone.
 *  @returns rows, and a fault for each line of the table that is none */
export function statements(root: string): { rows: Statement[]; faults: ContentFault[] } {
  const rows: Statement[] = []
  const faults: ContentFault[] = []
  let isBelowHead = false
  for (const [index, text] of readContent(root, TABLE).split('\n').entries()) {
    if (/^\|[-|: ]+\|\s*$/.test(text)) isBelowHead = true
    else if (isBelowHead && text.startsWith('|')) {
      const row = rowOf(text, index + 1)
      if (row) rows.push(row)
      else
        faults.push(
          tableFault(index + 1, 'a row is | S01 | statement | lesson#section | correction | ko | en |'),
        )
    }
  }
  for (const [i, { id, line }] of rows.entries())
    if (rows.findIndex((row) => row.id === id) < i) faults.push(tableFault(line, `${id} has two rows`))
  if (rows.length === 0) faults.push(tableFault(null, 'there is no statement'))
  return { rows, faults }
}

function rowOf(text: string, line: number): Statement | null {
  const match = ROW.exec(text)
  if (!match) return null
  const [, id = '', lesson = '', section = '', ko = '', en = ''] = match
  return { id, line, lesson, section, words: { ko: wordsOf(ko), en: wordsOf(en) } }
}

function wordsOf(cell: string): string[] {
  return cell
    .split(';')
    .map((word) => word.trim())
    .filter((word) => word !== '' && word !== '–')
}

/** The widgets of every lesson in one language, by slug. */
export type CourseText = Readonly<Record<string, readonly Widget[]>>

/** Statements whose marked passage is missing, too thin, in another place, or without its correction; and passages of no
 *  statement. */
export function statementFaults(root: string, text: CourseText, locale: Locale): ContentFault[] {
  const { rows, faults } = statements(root)
  const ofRows = rows.flatMap((row) => {
    const messages = passageProblems(row, text[row.lesson] ?? [], locale)
    return messages.map((message) => ({
      file: `${row.lesson}/${locale}.mdx`,
      line: factOf(row, text[row.lesson] ?? [])?.line ?? null,
      code: 'statement' as const,
      message: `${row.id} ${message}`,
    }))
  })
  return [...faults, ...ofRows, ...strayFaults(rows, text, locale)]
}

function strayFaults(rows: readonly Statement[], text: CourseText, locale: Locale): ContentFault[] {
  return Object.entries(text).flatMap(([lesson, widgets]) =>
    widgetsOf(widgets, 'Fact').flatMap(({ line, attributes: { id } }) => {
      if (rows.some((row) => row.id === id)) return []
      const message = `${id} has no row in ${TABLE}`
      return [{ file: `${lesson}/${locale}.mdx`, line, code: 'statement' as const, message }]
    }),
  )
}

function tableFault(line: number | null, message: string): ContentFault {
  return { file: TABLE, line, code: 'statement', message }
}

function factOf(row: Statement, widgets: readonly Widget[]): Widget<'Fact'> | undefined {
  return widgetsOf(widgets, 'Fact').find((fact) => fact.attributes.id === row.id)
}

function passageProblems(row: Statement, widgets: readonly Widget[], locale: Locale): string[] {
  const fact = factOf(row, widgets)
  if (!fact) return [`has no <Fact id="${row.id}"> in this lesson`]
  const problems: string[] = []
  if (fact.section !== row.section)
    problems.push(`stands in the section "${fact.section}"; the table says "${row.section}"`)
  const sentences = fact.prose.match(/[.?!](?=\s|$)/g)?.length ?? 0
  if (sentences < 2) problems.push(`has ${sentences} sentences of prose; at least two are needed`)
  const hasProof = widgets.some((w) => w.fact === row.id && ['Sim', 'Claim', 'Figure'].includes(w.name))
  if (!hasProof) problems.push('has neither a figure nor a replayed claim inside')
  for (const word of row.words[locale])
    if (!fact.prose.includes(word)) problems.push(`does not give its correction: "${word}" is missing`)
  return problems
}
