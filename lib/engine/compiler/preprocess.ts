/** From a file to the tokens that the parser reads. */
import type { Reporter } from './diagnostic'
import { pushSource, readSource } from './directive'
import { readExpanded } from './macro'
import { PREDEFINED } from './predefined'
import type { Preprocessor, Resolved } from './preprocessor'
import { type BuiltinMacro, createNameTable, internText, T, type Token } from './token'

const MAX_EXPANSION = 4_000_000

export type SourceReader = {
  /** Text of a header in angle brackets, or null. */
  readonly readHeader: (name: string) => string | null
  /** Text of one of the program's own files, or null. */
  readonly readFile: (name: string) => string | null
}

/** A preprocessor about to read one file. */
export function openFile(
  reporter: Reporter,
  name: string,
  text: string,
  reader: SourceReader,
  system: boolean,
): Preprocessor {
  const pp: Preprocessor = {
    reporter,
    names: createNameTable(),
    lexers: [],
    contexts: [],
    conditionals: [],
    isolated: false,
    budget: MAX_EXPANSION,
    depth: 0,
    counter: 0,
    pack: 0,
    packs: [],
    onceFiles: new Set(),
    pushedMacros: new Map(),
    resolve: (header, angled, from) => resolve(reader, header, angled, from),
    readSource,
  }
  defineBuiltins(pp)
  pushSource(pp, '<built-in>', PREDEFINED, true)
  for (let token = readSource(pp); token.kind !== T.End; token = readSource(pp));
  pp.lexers.length = 0
  pp.conditionals.length = 0
  pushSource(pp, name, text, system)
  return pp
}

/** The next token for the parser. */
export function nextToken(pp: Preprocessor): Token {
  return readExpanded(pp)
}

function resolve(reader: SourceReader, name: string, angled: boolean, from: string): Resolved | null {
  if (!angled) {
    const slash = from.lastIndexOf('/')
    const beside = slash < 0 ? name : `${from.slice(0, slash + 1)}${name}`
    for (const path of [beside, name]) {
      const text = reader.readFile(path.replace(/^\.\//, ''))
      if (text !== null) return { name: path, text, system: false }
    }
  }
  const text = reader.readHeader(name)
  return text === null ? null : { name, text, system: true }
}

const BUILTINS: Readonly<Record<string, BuiltinMacro>> = {
  __FILE__: 'file',
  __LINE__: 'line',
  __COUNTER__: 'counter',
  __INCLUDE_LEVEL__: 'level',
  __BASE_FILE__: 'base',
  __DATE__: 'date',
  __TIME__: 'time',
  __TIMESTAMP__: 'timestamp',
  _Pragma: 'pragma',
}

function defineBuiltins(pp: Preprocessor): void {
  for (const [text, builtin] of Object.entries(BUILTINS)) {
    const macro = {
      name: text,
      parameters: null,
      variadic: false,
      hasOptional: false,
      body: [],
      slots: [],
      builtin,
      disabled: false,
    }
    internText(pp.names, text).macro = macro
  }
}
