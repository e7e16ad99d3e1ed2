/** The parser's state: where it reads, what is in sight, which function it is in; and how it recovers. */
import { type DiagnosticCode, type Hint, report } from './diagnostic'
import type { ObjectSymbol } from './object'
import { nextToken } from './preprocess'
import type { Preprocessor } from './preprocessor'
import type { CSymbol, CType, Node, VlaScope } from './syntax'
import { SymbolKind } from './syntax'
import { FIRST_PUNCTUATOR, type Name, SPELLINGS, spell, T, type Token } from './token'
import type { Unit } from './unit'

export type Parser = {
  readonly pp: Preprocessor
  readonly unit: Unit
  token: Token
  /** Kind of the token as the parser sees it: keywords are told from identifiers. */
  kind: T
  ahead: Token | null
  /** End of the last token read, for "expected ';' after". */
  previous: Token
  depth: number
  /** Names with a declaration in an inner scope, innermost last; -1 marks in `scopeMarks`. */
  readonly bound: Name[]
  readonly boundTags: Name[]
  readonly scopeMarks: number[]
  nesting: number
  /** Inside the braces of an initialiser list. */
  inBraces: boolean
  fn: FunctionState | null
  /** Locals made outside a function body (sizes of parameters' variable-length arrays), and their computations. */
  looseLocals: CSymbol[]
  vlaNodes: Node[]
  /** File-scope variables that become zeroed memory at the end unless they are defined. */
  readonly tentative: CSymbol[]
  /** Objects with static storage, for the debugger. */
  readonly globals: CSymbol[]
  /** Functions whose definition has been read. */
  readonly defined: Set<ObjectSymbol>
  readonly rules: Rules
}

/** What is known of the function whose body is being read. */
export type FunctionState = {
  readonly symbol: CSymbol
  readonly type: CType
  readonly locals: CSymbol[]
  readonly labels: Map<string, CSymbol>
  readonly gotos: Node[]
  /** Labels whose address is taken; a label's value is its position here, from 1. */
  readonly addressed: CSymbol[]
  /** Innermost block with variable-length arrays, and its depth. */
  vla: VlaScope | null
  vlaDepth: number
  usesDynamicStack: boolean
  readonly switches: SwitchState[]
  loops: number
  functionName: CSymbol | null
}

export type SwitchState = {
  readonly type: CType
  readonly cases: Node[]
  hasDefault: boolean
  readonly values: Set<string>
}

/** Rules that call each other across files. */
export type Rules = {
  readonly expression: (p: Parser) => Node
  readonly assignment: (p: Parser) => Node
  readonly cast: (p: Parser) => Node
  readonly typeName: (p: Parser) => CType
  readonly block: (p: Parser) => Node
  /** struct, union or enum with the keyword as current token. */
  readonly tagged: (p: Parser) => CType
  readonly labelAddress: (p: Parser) => Node
  readonly compoundLiteral: (p: Parser, type: CType, at: number) => Node
}

export const MAX_NESTING = 200

/** Thrown where the reader of one declaration or statement cannot go on; caught where the next one begins. */
const SYNTAX_FAILURE = { syntaxFailure: true } as const

export const isSyntaxFailure = (failure: unknown): boolean => failure === SYNTAX_FAILURE

export function complain(
  p: Parser,
  code: DiagnosticCode,
  at: number,
  args: readonly string[] = [],
  hint?: Hint,
): void {
  report(p.pp.reporter, code, at, args, hint)
}

export function advance(p: Parser): void {
  p.previous = p.token
  if (p.ahead !== null) {
    p.token = p.ahead
    p.ahead = null
  } else p.token = nextToken(p.pp)
  const { token } = p
  p.kind = token.kind === T.Identifier ? token.name!.keyword : token.kind
  if (p.kind === T.Other) strayCharacter(p)
}

function strayCharacter(p: Parser): void {
  while (p.token.kind === T.Other) {
    const { text, at } = p.token
    const first = text.charAt(0)
    if (first === '"' || first === "'") complain(p, 'unterminated-literal', at, [first])
    else complain(p, 'stray-character', at, [printable(text)])
    p.token = nextToken(p.pp)
  }
  p.kind = p.token.kind === T.Identifier ? p.token.name!.keyword : p.token.kind
}

function printable(text: string): string {
  const code = text.charCodeAt(0)
  return code < 32 || code === 127 || (code > 127 && code < 256) ? `\\${code.toString(8)}` : text
}

/** Kind of the token after the current one. */
export function peekKind(p: Parser): T {
  p.ahead ??= nextToken(p.pp)
  return p.ahead.kind === T.Identifier ? p.ahead.name!.keyword : p.ahead.kind
}

/** Whether the current token is of a kind; read anew, whatever was known of it before. */
export const sees = (p: Parser, kind: T): boolean => p.kind === kind

export function accept(p: Parser, kind: T): boolean {
  if (p.kind !== kind) return false
  advance(p)
  return true
}

/** The current token in quotes, as messages name it. */
export function describeToken(p: Parser): string {
  if (p.kind === T.End) return 'end of input'
  if (p.kind === T.String) return 'string constant'
  if (p.kind === T.Number) return 'numeric constant'
  return `'${spell(p.token)}'`
}

/** Reads a punctuator or complains that it is missing; does not skip anything. */
export function expect(p: Parser, kind: T): boolean {
  if (p.kind === kind) {
    advance(p)
    return true
  }
  const text = SPELLINGS[kind - FIRST_PUNCTUATOR]!
  const previous = p.previous
  // the place to mend is after the last good token
  const at = previous.at + Math.max(0, spell(previous).length)
  const known =
    kind === T.Semicolon || kind === T.RightParen || kind === T.RightBracket || kind === T.RightBrace
  const hint: Hint | undefined = known ? { code: 'insert', text } : undefined
  complain(
    p,
    'expected',
    known ? Math.min(at, p.token.at || at) : p.token.at,
    [`'${text}'`, describeToken(p)],
    hint,
  )
  return false
}

/** As `expect`, but gives up on the declaration or statement. */
export function require(p: Parser, kind: T): void {
  if (!expect(p, kind)) throw SYNTAX_FAILURE
}

export function fail(p: Parser, code: DiagnosticCode, args: readonly string[] = []): never {
  complain(p, code, p.token.at, args)
  throw SYNTAX_FAILURE
}

/** Counts a level of nesting; `leave` must follow on every path that goes on. */
export function enter(p: Parser): void {
  if (++p.nesting > MAX_NESTING) {
    p.nesting = 0
    complain(p, 'nesting-limit', p.token.at, [String(MAX_NESTING)])
    // nothing below this point can be read sensibly: the rest of the file is skipped
    while (p.kind !== T.End) advance(p)
    throw SYNTAX_FAILURE
  }
}

export function leave(p: Parser): void {
  p.nesting--
}

/** Skips to after the next `;` at this level of braces, or to a closing brace. */
export function recover(p: Parser): void {
  let braces = 0
  while (p.kind !== T.End) {
    if (p.kind === T.LeftBrace) braces++
    else if (p.kind === T.RightBrace) {
      if (braces === 0) return
      if (--braces === 0) {
        advance(p)
        return
      }
    } else if (p.kind === T.Semicolon && braces === 0) {
      advance(p)
      return
    }
    advance(p)
  }
}

export function openScope(p: Parser): void {
  p.depth++
  p.scopeMarks.push(p.bound.length, p.boundTags.length)
}

/** Ends a scope: names mean again what they meant outside. */
export function closeScope(p: Parser): void {
  p.depth--
  const tagMark = p.scopeMarks.pop()!
  const mark = p.scopeMarks.pop()!
  const end = p.token.at
  while (p.bound.length > mark) {
    const name = p.bound.pop()!
    const symbol = name.symbol!
    symbol.end = end
    name.symbol = symbol.shadowed
  }
  while (p.boundTags.length > tagMark) {
    const name = p.boundTags.pop()!
    name.tag = name.tag!.shadowed
  }
}

/** Makes a symbol what its name means from here on. */
export function bind(p: Parser, name: Name, symbol: CSymbol): void {
  symbol.shadowed = name.symbol
  name.symbol = symbol
  p.bound.push(name)
}

export function bindTag(p: Parser, name: Name, symbol: CSymbol): void {
  symbol.shadowed = name.tag
  name.tag = symbol
  p.boundTags.push(name)
}

export function createSymbol(
  kind: SymbolKind,
  name: string,
  type: CType,
  at: number,
  depth: number,
): CSymbol {
  return {
    kind,
    name,
    type,
    at,
    depth,
    shadowed: null,
    link: null,
    isExtern: false,
    isInline: false,
    isRegister: false,
    isParameter: false,
    noReturn: false,
    addressTaken: false,
    used: false,
    offset: 0,
    inMemory: false,
    align: 0,
    value: 0,
    end: -1,
    label: -1,
    vlaScope: null,
  }
}

/** An unnamed or named object of the current function. */
export function addLocal(p: Parser, name: string, type: CType, at: number): CSymbol {
  const symbol = createSymbol(SymbolKind.Variable, name, type, at, p.depth)
  if (p.fn === null) p.looseLocals.push(symbol)
  else p.fn.locals.push(symbol)
  return symbol
}

/** The declared name most like a misspelt one, or null: at most a third of its letters differ. */
export function closestName(p: Parser, text: string, wanted: (name: Name) => boolean): string | null {
  let best: string | null = null
  let least = Math.floor((text.length + 1) / 3) + 1
  for (const name of p.pp.names.all) {
    if (Math.abs(name.text.length - text.length) >= least || !wanted(name)) continue
    const distance = editDistance(text, name.text)
    if (distance < least && distance > 0) {
      best = name.text
      least = distance
    }
  }
  return best
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i)
  let older = previous
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let cost = Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + same)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) cost = Math.min(cost, older[j - 2]! + 1)
      row.push(cost)
    }
    older = previous
    previous = row
  }
  return previous[b.length]!
}
