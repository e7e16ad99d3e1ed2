/**
 * The library's sources, one unit an area, and what each defines, so that only what a program needs is compiled. Here
 * are the units that most programs reach; `addUnits` brings the others (rest.ts).
 */
import { readHeader } from './header'
import { INTERNAL_HEADERS } from './source/internal'
import { MALLOC } from './source/malloc'
import { PTHREAD } from './source/pthread'
import { SIGNAL } from './source/signal'
import { EXIT, START } from './source/start'
import { STDIO } from './source/stdio'
import { STRING } from './source/string'
import { TIME } from './source/time'
import { MEMORY, PROCESS, UNISTD } from './source/unistd'

/** A source text of the library; `name` is what diagnostics call it. */
export type LibraryUnit = { readonly name: string; readonly text: string }

const units: LibraryUnit[] = []
/** Unit that defines each external name; made on first use by reading the units' lines, without compiling them. */
let definitions: ReadonlyMap<string, LibraryUnit> | null = null

addUnits({
  start: START,
  exit: EXIT,
  stdio: STDIO,
  malloc: MALLOC,
  string: STRING,
  unistd: UNISTD,
  process: PROCESS,
  memory: MEMORY,
  time: TIME,
  signal: SIGNAL,
  pthread: PTHREAD,
})

/** More units: their texts by their names. */
export function addUnits(texts: Readonly<Record<string, string>>): void {
  for (const name in texts) units.push({ name: `${name}.c`, text: texts[name] as string })
  definitions = null
}

/** All units of the library. */
export function librarySources(): readonly LibraryUnit[] {
  return units
}

/** Headers as the library's own sources see them: the built-in ones and its inner ones. */
export function readLibraryHeader(name: string): string | null {
  return INTERNAL_HEADERS[name] ?? readHeader(name)
}

/** The unit that defines an external name; undefined if none does. */
export function unitOf(name: string): LibraryUnit | undefined {
  definitions ??= indexOf(units)
  return definitions.get(name)
}

function indexOf(all: readonly LibraryUnit[]): ReadonlyMap<string, LibraryUnit> {
  const index = new Map<string, LibraryUnit>()
  for (const unit of all) for (const name of definedNames(unit.text)) index.set(name, unit)
  return index
}

/**
 * External names that a unit defines. The sources keep to a form that makes this a matter of lines: a definition begins in the
 * first column; a function's ends its first line with `{` or with `}`; an object's with `;` and is not `extern`.
 */
export function definedNames(text: string): string[] {
  const names: string[] = []
  for (const line of text.split('\n')) {
    if (!/^[A-Za-z_]/.test(line) || /^(?:static|extern|typedef|enum)\b/.test(line)) continue
    const isFunction = /[{}]$/.test(line) && line.includes('(')
    if (isFunction) names.push(/([A-Za-z_]\w*)\(/.exec(line)![1]!)
    else if (line.endsWith(';') && !/\) *(?:__attribute__.*)?;$/.test(line)) names.push(...objectNames(line))
    else if (/^(?:void|int) \(\*/.test(line)) names.push(...objectNames(line))
  }
  return names
}

function objectNames(line: string): string[] {
  const pointer = /^\w+ \(\*(\w+)\)\(/.exec(line)
  if (pointer) return [pointer[1]!]
  if (/^struct \w+ \{/.test(line)) return []
  const declaration = line
    .replace(/\{[^}]*\}|"[^"]*"/g, '')
    .replace(/^(?:(?:const|_Thread_local|unsigned|struct \w+|long|char|int|short|FILE|\w+_t) )+/, '')
  return declaration
    .replace(/;$/, '')
    .split(',')
    .map((part) => /([A-Za-z_]\w*)/.exec(part.split('=')[0]!)?.[1] ?? '')
    .filter((name) => name !== '')
}
