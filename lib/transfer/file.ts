import { FIRST_FILE } from '@/lib/lab/program'
import type { ProgramRow, Row, SentRow } from './row'

/** A row of an exported file, and the line of the file where it stands; null where that is not known. */
export type FileRow = { readonly row: Row; readonly line: number | null }

/** Longer files are none of one person. */
export const MOST_CHARACTERS = 60_000_000

/** What is sent at once: so many rows of so many bytes, well below what a server refuses; one that is longer by itself. */
const [PART_ROWS, PART_BYTES] = [50, 200_000]

/** Reads an exported file (`GET /api/me/export`): what can be brought to another installation, in the order in which it happened.
 *  Whether a row is in order is the server's to say.
 *  @returns null when it is no such file */
export function readExport(text: string): readonly FileRow[] | null {
  const file = text.length > MOST_CHARACTERS ? null : parse(text)
  if (!isRecord(file) || !Array.isArray(file.responses) || typeof file.exportedAt !== 'string') return null
  const lines = linesOf(text)
  const at = (row: Row): FileRow => ({ row, line: lines.get(String(row.versionId ?? row.id ?? '')) ?? null })
  const modes = new Map(records(file.attempts).map(({ id, mode }) => [id, mode]))
  return [
    ...records(file.sections).map(sectionRow),
    ...records(file.responses)
      .map((one) => responseRow(one, modes))
      .sort((a, b) => compare(a.givenAt, b.givenAt) || compare(a.id, b.id)),
    ...records(file.mocks).map(mockRow),
    ...records(file.programs).flatMap(programRows),
  ].map(at)
}

/** Rows as they are sent, one part after the other. */
export function cutInParts(rows: readonly FileRow[]): FileRow[][] {
  const bytes = new TextEncoder()
  const parts: FileRow[][] = []
  let size = Number.POSITIVE_INFINITY
  for (const one of rows) {
    const { length } = bytes.encode(JSON.stringify(one.row))
    const last = parts.at(-1)
    if (last && last.length < PART_ROWS && size + length <= PART_BYTES) {
      last.push(one)
      size += length
    } else {
      parts.push([one])
      size = length
    }
  }
  return parts
}

function responseRow(one: Row, modes: ReadonlyMap<unknown, unknown>): Row {
  const { id, attemptId, itemId, variant, seed, locale, answer, durationMs, confidence, hintsShown } = one
  const given = typeof one.givenAt === 'string' ? one.givenAt : before(one.createdAt, one.heldMs)
  const rest = { variant, seed, locale, answer, durationMs, confidence, hintsShown, givenAt: given }
  const mode = modes.get(attemptId) === 'mock' ? 'mock' : 'practice'
  return { kind: 'response' satisfies SentRow['kind'], id, attemptId, itemId, mode, ...rest }
}

function mockRow({ id, locale, settings, answers, startedAt, endedAt }: Row): Row {
  return { kind: 'mock' satisfies SentRow['kind'], id, locale, settings, answers, startedAt, endedAt }
}

function sectionRow({ section, seenAt, doneAt, passage, spentMs }: Row): Row {
  return { kind: 'section' satisfies SentRow['kind'], section, seenAt, doneAt, passage, spentMs }
}

/** Each version of a program, the oldest first. */
function programRows({ id, name, versions }: Row): Row[] {
  return records(versions).map((version) => {
    const { name: fileName, more, ...run } = isRecord(version.run) ? version.run : {}
    const files = [{ name: fileName ?? FIRST_FILE, text: version.text }, ...records(more)]
    const { id: versionId, savedAt, engineVersion } = version
    return {
      kind: 'program' satisfies ProgramRow['kind'],
      id,
      versionId,
      name,
      files,
      run,
      savedAt,
      engineVersion,
    }
  })
}

/** Of two answers that were given in one millisecond the lower id is earlier, as everywhere. */
function compare(a: unknown, b: unknown): number {
  const [one, other] = [String(a), String(b)]
  return one < other ? -1 : one > other ? 1 : 0
}

/** When an answer was given that a device kept until it came. */
function before(at: unknown, heldMs: unknown): unknown {
  const time = typeof at === 'string' ? Date.parse(at) : Number.NaN
  return Number.isNaN(time) || typeof heldMs !== 'number' ? at : new Date(time - heldMs).toISOString()
}

/** The line of each id, where it stands first as one. */
function linesOf(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>()
  let line = 1
  for (const [found, id] of text.matchAll(/\n|"id":\s*"([^"\n]{1,40})"/g)) {
    if (found === '\n') line++
    else if (id !== undefined && !lines.has(id)) lines.set(id, line)
  }
  return lines
}

function records(value: unknown): Row[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}

function isRecord(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
