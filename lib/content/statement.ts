import 'server-only'
import type { Locale } from '@/lib/quiz/item'
import { type Widget, widgetsOf } from './component'
import type { ContentFault } from './fault'
import { readContent } from './folder'

/** The course teaches 19 statements, S01 to S19. */
export const STATEMENT_COUNT = 19
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
  /^\|\s*(S\d\d)\s*\|[^|]*\|\s*\[?([a-z0-9-]+)#([a-z0-9-]+)\]?(?:\([^)]*\))?\s*\|[^|]*\|([^|]*)\|([^|]*)\|\s*$/

/** The table of statements. Rows that are not understood are left out, and then missed by `statementFaults`. */
export function statements(root: string): Statement[] {
  return readContent(root, TABLE)
    .split('\n')
    .flatMap((text, index) => {
      const match = ROW.exec(text)
      if (!match) return []
      const [, id = '', lesson = '', section = '', ko = '', en = ''] = match
      return [{ id, line: index + 1, lesson, section, words: { ko: wordsOf(ko), en: wordsOf(en) } }]
    })
}

function wordsOf(cell: string): string[] {
  return cell
    .split(';')
    .map((word) => word.trim())
    .filter((word) => word !== '' && word !== '–')
}

/** The widgets of every lesson in one language, by slug. */
export type CourseText = Readonly<Record<string, readonly Widget[]>>

/** Statements whose marked passage is missing, too thin, in another place, or without its correction. */
export function statementFaults(root: string, text: CourseText, locale: Locale): ContentFault[] {
  const table = statements(root)
  const ids = Array.from({ length: STATEMENT_COUNT }, (_, i) => `S${String(i + 1).padStart(2, '0')}`)
  return ids.flatMap((id) => {
    const rows = table.filter((row) => row.id === id)
    const [row] = rows
    if (!row || rows.length > 1)
      return [tableFault(null, `${id} has ${rows.length} rows; every statement has one`)]
    const messages = passageProblems(row, text[row.lesson] ?? [], locale)
    return messages.map((message) => ({
      file: `${row.lesson}/${locale}.mdx`,
      line: factOf(row, text[row.lesson] ?? [])?.line ?? null,
      code: 'statement' as const,
      message: `${id} ${message}`,
    }))
  })
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
