/** From a file to the tokens that the parser reads. */
import type { Reporter } from './diagnostic'
import { pushSource, readSource } from './directive'
import { createLexer, lex } from './lexer'
import { readExpanded } from './macro'
import { PREDEFINED } from './predefined-macro'
import type { KnownNames, Preprocessor, ResolvedHeader } from './preprocessor'
import type { Source } from './source'
import { type BuiltinMacro, createNameTable, internText, type Macro, type Name, T, type Token } from './token'

const MAX_EXPANSION = 4_000_000
/** Characters; a file that includes itself twice would be read 2²⁰⁰ times before the limit of levels ended it. */
const MAX_INCLUDED = 16 << 20

export type SourceReader = {
  /** Text of a header in angle brackets, or null. */
  readonly readHeader: (name: string) => string | null
  /** Text of one of the program's own files, or null. */
  readonly readFile: (name: string) => string | null
  readonly known: KnownNames
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
    known: reader.known,
    names: createNameTable(),
    lexers: [],
    contexts: [],
    conditionals: [],
    isolated: false,
    budget: MAX_EXPANSION,
    includeBudget: MAX_INCLUDED,
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
  pp.names.predefine = (name) => predefine(pp, name)
  pushSource(pp, name, text, system)
  return pp
}

/** The next token for the parser. */
export function nextToken(pp: Preprocessor): Token {
  return readExpanded(pp)
}

function resolve(reader: SourceReader, name: string, angled: boolean, from: string): ResolvedHeader | null {
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

/** Predefined macros are made when their names are first met: a program uses few of them. */
function predefine(pp: Preprocessor, name: Name): void {
  const first = name.text.charCodeAt(0)
  if (first !== UNDERSCORE && first !== LETTER_L && first !== LETTER_U) return
  const plain = PREDEFINED.get(name.text)
  const withParameter = plain === undefined ? PREDEFINED.get(`${name.text}(c)`) : undefined
  const text = plain ?? withParameter
  if (text === undefined) return
  const source: Source = {
    name: '',
    text,
    base: 0,
    system: true,
    lines: null,
    splices: [],
    renumbered: [],
    includesEnd: 0,
  }
  const lexer = createLexer(source, pp.names)
  const body: Token[] = []
  for (let token = lex(lexer); token.kind !== T.End; token = lex(lexer)) body.push(token)
  const parameters = withParameter === undefined ? null : [internText(pp.names, 'c')]
  const slots = body.map((token) => (token.name === null ? -1 : (parameters?.indexOf(token.name) ?? -1)))
  name.macro = createMacro(name.text, body, slots, parameters, null)
}

const UNDERSCORE = 0x5f
const LETTER_L = 0x6c
const LETTER_U = 0x75

function createMacro(
  name: string,
  body: Token[],
  slots: number[],
  parameters: Name[] | null,
  builtin: BuiltinMacro | null,
): Macro {
  return { name, parameters, variadic: false, hasOptional: false, body, slots, builtin, disabled: false }
}

function defineBuiltins(pp: Preprocessor): void {
  for (const [text, builtin] of Object.entries(BUILTINS)) {
    internText(pp.names, text).macro = createMacro(text, [], [], null, builtin)
  }
}
