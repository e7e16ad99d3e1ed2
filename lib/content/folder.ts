import 'server-only'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import type { z } from 'zod'
import { ContentError, type FaultCode } from './fault'

/** The folder that holds the lessons. Everything that loads content takes another one, for tests; a whole build
 *  takes it from FORKLORE_CONTENT. */
export function contentFolder(): string {
  return process.env.FORKLORE_CONTENT ?? path.join(process.cwd(), 'content')
}

/** Whether what was read from a folder is kept in memory: in production, of the folder that is served. Authors see
 *  what they save. */
export function isKept(root: string): boolean {
  return process.env.NODE_ENV === 'production' && root === contentFolder()
}

/** The text of a file of the content folder. Throws a `ContentError` when there is none. */
export function readContent(root: string, file: string): string {
  const full = path.join(root, file)
  if (!existsSync(full))
    throw new ContentError([{ file, line: null, code: 'missing-file', message: 'there is no such file' }])
  return readFileSync(full, 'utf8')
}

export function hasContent(root: string, file: string): boolean {
  return existsSync(path.join(root, file))
}

/** The C programs of a lesson: file name → source, in order of name. */
export function programsOf(root: string, slug: string): Readonly<Record<string, string>> {
  const folder = path.join(root, slug)
  if (!existsSync(folder)) return {}
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.c'))
    .sort()
  return Object.fromEntries(names.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]))
}

/** Parses a YAML file by a schema. A violation becomes a fault at the line of the offending value. */
export function readYaml<T>(root: string, file: string, schema: z.ZodType<T>, code: FaultCode): T {
  return parseYaml(readContent(root, file), file, schema, code)
}

/** Where values stand in a YAML text: line (from 1) of the value at a path, or of its nearest parent. */
export type LineOf = (path: readonly PropertyKey[]) => number

/** `readYaml`, and where each value stands. */
export function readYamlLines<T>(
  root: string,
  file: string,
  schema: z.ZodType<T>,
  code: FaultCode,
): { value: T; lineOf: LineOf } {
  const text = readContent(root, file)
  let lines: LineOf | null = null
  const lineOf: LineOf = (path) => {
    lines ??= linesOf(text).lineOf
    return lines(path)
  }
  return { value: parseYaml(text, file, schema, code), lineOf }
}

/** What files held when they were parsed last. An author's server and the tests read a file over and over: as long as it says
 *  what it said, it means what it meant. Whoever is handed a value changes nothing in it. */
const parsed = new Map<string, { readonly text: string; readonly schema: unknown; readonly value: unknown }>()

/** Parses YAML text; `firstLine` is the line of the file at which it starts. */
export function parseYaml<T>(
  text: string,
  file: string,
  schema: z.ZodType<T>,
  code: FaultCode,
  firstLine = 1,
): T {
  const kept = parsed.get(file)
  if (kept?.text === text && kept.schema === schema) return kept.value as T
  const { document, lineOf, lines } = linesOf(text)
  const broken = document.errors.map((error) => ({
    file,
    line: lines.linePos(error.pos[0]).line + firstLine - 1,
    code,
    message: error.message.split('\n', 1)[0] ?? 'broken YAML',
  }))
  if (broken.length > 0) throw new ContentError(broken)
  const { success, data, error } = schema.safeParse(document.toJS())
  if (success) {
    parsed.set(file, { text, schema, value: data })
    return data
  }
  throw new ContentError(
    error.issues.map((issue) => ({
      file,
      line: lineOf(issue.path) + firstLine - 1,
      code,
      message: `${issue.path.join('.') || 'file'}: ${issue.message}`,
    })),
  )
}

function linesOf(text: string) {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const lineOf: LineOf = (wanted) => {
    let node: unknown = document.contents
    let offset = 0
    for (const key of wanted) {
      node = childOf(node, key)
      const start = (node as Node | null)?.range?.[0]
      if (start === undefined) break
      offset = start
    }
    return lines.linePos(offset).line
  }
  return { document, lines, lineOf }
}

function childOf(node: unknown, key: PropertyKey): unknown {
  if (isSeq(node)) return node.items[Number(key)]
  if (!isMap(node)) return null
  return node.items.find((pair) => isScalar(pair.key) && pair.key.value === key)?.value ?? null
}
