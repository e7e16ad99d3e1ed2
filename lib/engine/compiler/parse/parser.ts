/** The parser's state: where it reads; and how it recovers. */

import { VOID_TYPE } from '../meaning/ctype'
import { complain, type Environment, type RareMeanings } from '../meaning/environment'
import { type CType, createNode, N, type Node } from '../meaning/syntax'
import type { DiagnosticCode } from '../text/diagnostic'
import { type Hint, insertionPoint } from '../text/mend'
import { FIRST_PUNCTUATOR, SPELLINGS, spell, T, type Token } from '../text/token'
import { nextToken } from '../text/token-stream'

export type Parser = Environment & {
  token: Token
  /** Kind of the token as the parser sees it: keywords are told from identifiers. */
  kind: T
  ahead: Token | null
  /** End of the last token read, for "expected ';' after". */
  previous: Token
  nesting: number
  /** Inside the braces of an initialiser list. */
  inBraces: boolean
  readonly rules: Rules
  readonly rare: RareRules
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

/** What few programs need; it lies in the engine's other half. */
export type RareRules = RareMeanings & {
  /** An `asm` statement, with the keyword as current token. */
  readonly asm: (p: Parser) => Node
}

export const MAX_NESTING = 200

/** Thrown where the reader of one declaration or statement cannot go on; caught where the next one begins. */
const SYNTAX_FAILURE = { syntaxFailure: true } as const

/** Whether something caught is the parser's own; anything else is to be thrown on. */
export const isSyntaxFailure = (failure: unknown): boolean => failure === SYNTAX_FAILURE

/**
 * Goes on to the next token. `kind` is the keyword's for one, where `token.kind` says identifier. Characters that
 * begin no token are complained about and passed over.
 */
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

/** Reads the current token if it is of a kind. */
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
    p.kind === T.End ? at : insertionPoint(p.pp.reporter.map, at, p.token.at),
  )
  return false
}

/** As `expect`, but gives up on the declaration or statement. */
export function require(p: Parser, kind: T): void {
  if (!expect(p, kind)) throw SYNTAX_FAILURE
}

/**
 * Complains at the current token and gives up on the declaration or statement.
 * @throws the parser's failure, always
 */
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

/** Ends a level of nesting. After a failure nobody does: who catches it sets the count back. */
export function leave(p: Parser): void {
  p.nesting--
}

/** In place of a statement that is not understood here: all of it is skipped. */
export function skipStatement(p: Parser): Node {
  const { at } = p.token
  recover(p)
  return createNode(N.ExpressionStatement, VOID_TYPE, at, null, null)
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
