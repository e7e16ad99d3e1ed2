/**
 * Tokens of one source (C11 6.4): blanks and comments are passed over, and each token is the longest that there
 * can be.
 */
import type { Source } from './source'
import { intern, LINE_START, type NameTable, SPACE_BEFORE, T, type Token } from './token'

/** Reads one source from `position` on. */
export type Lexer = {
  readonly source: Source
  readonly names: NameTable
  readonly text: string
  position: number
  /** Nothing but blanks since the line began. */
  lineStart: boolean
  /** Inside a directive a newline is a token. */
  directive: boolean
  /** Position of an unterminated comment or literal, -1 if none; the reader reports it. */
  unterminated: number
}

/**
 * A reader at the beginning of a source.
 * @param names shared by all readers of a compilation, so that equal names are one object
 */
export function createLexer(source: Source, names: NameTable): Lexer {
  const { text } = source
  return { source, names, text, position: 0, lineStart: true, directive: false, unterminated: -1 }
}

const OTHER = 0
const LETTER = 1
const DIGIT = 2
const BLANK = 3
const NEWLINE = 4
const PUNCTUATION = 5
const QUOTE = 6

const EQUALS = 0x3d

const CLASS = new Uint8Array(128)
for (let c = 0; c < 128; c++) {
  const s = String.fromCharCode(c)
  if (/[A-Za-z_$]/.test(s)) CLASS[c] = LETTER
  else if (/[0-9]/.test(s)) CLASS[c] = DIGIT
  else if (s === '\n') CLASS[c] = NEWLINE
  else if (/[ \t\v\f\r]/.test(s)) CLASS[c] = BLANK
  else if (s === '"' || s === "'") CLASS[c] = QUOTE
  else if ('[](){}.-+*&~!/%<>=^|?:;,#'.includes(s)) CLASS[c] = PUNCTUATION
}

const classOf = (c: number): number => (c < 128 ? CLASS[c]! : LETTER)

/** The next preprocessing token. Never fails: what cannot begin a token is `T.Other`. */
export function lex(lexer: Lexer): Token {
  const { text, source } = lexer
  let flags = skipBlanks(lexer)
  if (lexer.lineStart) {
    flags |= LINE_START
    lexer.lineStart = false
  }
  const start = lexer.position
  const at = source.base + start
  if (start >= text.length) {
    return { kind: lexer.directive ? T.Newline : T.End, at, flags, name: null, text: '' }
  }
  const c = text.charCodeAt(start)
  switch (classOf(c)) {
    case LETTER:
      return identifier(lexer, start, flags)
    case DIGIT:
      return number(lexer, start, flags)
    case QUOTE:
      return quoted(lexer, start, start, c, flags)
    case NEWLINE:
      return { kind: T.Newline, at, flags, name: null, text: '' }
    case PUNCTUATION:
      if (c === 0x2e && classOf(text.charCodeAt(start + 1)) === DIGIT) return number(lexer, start, flags)
      return { kind: punctuator(lexer, start, c), at, flags, name: null, text: '' }
    default:
      lexer.position = start + 1
      return { kind: T.Other, at, flags, name: null, text: text.charAt(start) }
  }
}

/** Skips blanks and comments (and newlines outside directives); says whether there was any. */
function skipBlanks(lexer: Lexer): number {
  const { text } = lexer
  let p = lexer.position
  let flags = 0
  for (;;) {
    const c = text.charCodeAt(p)
    const kind = c < 128 ? CLASS[c]! : OTHER
    if (kind === BLANK) p++
    else if (kind === NEWLINE) {
      if (lexer.directive) break
      lexer.lineStart = true
      p++
    } else if (c === 0x2f && text.charCodeAt(p + 1) === 0x2a) p = blockComment(lexer, p)
    else if (c === 0x2f && text.charCodeAt(p + 1) === 0x2f) {
      p = text.indexOf('\n', p)
      if (p < 0) p = text.length
    } else break
    flags = SPACE_BEFORE
  }
  lexer.position = p
  return flags
}

function blockComment(lexer: Lexer, start: number): number {
  const end = lexer.text.indexOf('*/', start + 2)
  if (end >= 0) return end + 2
  lexer.unterminated = lexer.source.base + start
  return lexer.text.length
}

function identifier(lexer: Lexer, start: number, flags: number): Token {
  const { text } = lexer
  let p = start
  let hash = 0
  let c = text.charCodeAt(p)
  while (c < 128 ? CLASS[c] === LETTER || CLASS[c] === DIGIT : c >= 128) {
    hash = (Math.imul(hash, 31) + c) | 0
    c = text.charCodeAt(++p)
  }
  if (p === start) p = start + 1
  if ((c === 0x22 || c === 0x27) && p - start <= 2) {
    const prefix = text.slice(start, p)
    if (prefix === 'L' || prefix === 'u' || prefix === 'U' || (prefix === 'u8' && c === 0x22)) {
      return quoted(lexer, start, p, c, flags)
    }
  }
  lexer.position = p
  const name = intern(lexer.names, text, start, p, hash)
  return { kind: T.Identifier, at: lexer.source.base + start, flags, name, text: '' }
}

const DIGITS = '0 1 2 3 4 5 6 7 8 9'.split(' ')

/** A preprocessing number: digits, letters, dots, and signs after an exponent letter. */
function number(lexer: Lexer, start: number, flags: number): Token {
  const { text } = lexer
  let p = start + 1
  for (;;) {
    const c = text.charCodeAt(p)
    const kind = c < 128 ? CLASS[c] : OTHER
    if (kind === LETTER || kind === DIGIT || c === 0x2e) {
      p++
      const next = text.charCodeAt(p)
      const exponent = c === 0x65 || c === 0x45 || c === 0x70 || c === 0x50
      if (exponent && (next === 0x2b || next === 0x2d)) p++
    } else break
  }
  lexer.position = p
  const digit = text.charCodeAt(start) - 48
  const spelling = p === start + 1 && digit >= 0 ? DIGITS[digit]! : text.slice(start, p)
  return { kind: T.Number, at: lexer.source.base + start, flags, name: null, text: spelling }
}

/** A character constant or string, raw, from its prefix to its closing quote. */
function quoted(lexer: Lexer, start: number, quoteAt: number, quote: number, flags: number): Token {
  const { text } = lexer
  let p = quoteAt + 1
  for (;;) {
    const c = text.charCodeAt(p)
    if (c === quote) break
    if (c === 0x5c) p++
    if (p >= text.length || c === 0x0a) return unterminated(lexer, start, quoteAt, p, flags)
    p++
  }
  lexer.position = p + 1
  const kind = quote === 0x22 ? T.String : T.Char
  return { kind, at: lexer.source.base + start, flags, name: null, text: text.slice(start, p + 1) }
}

/** A quote without its partner stands for itself; outside skipped text and macros the reader complains. */
function unterminated(lexer: Lexer, start: number, quoteAt: number, end: number, flags: number): Token {
  lexer.position = Math.min(end, lexer.text.length)
  const text = lexer.text.slice(quoteAt, lexer.position)
  return { kind: T.Other, at: lexer.source.base + start, flags, name: null, text }
}

/** Takes one character more. (No closures here: they would be a third of all that a compilation allocates.) */
function more(lexer: Lexer, kind: T): T {
  lexer.position++
  return kind
}

/** Two kinds for a character: alone, doubled, or followed by `=`. */
function punctuator(lexer: Lexer, start: number, c: number): T {
  const { text } = lexer
  const n = text.charCodeAt(start + 1)
  lexer.position = start + 1
  switch (c) {
    case 0x5b:
      return T.LeftBracket
    case 0x5d:
      return T.RightBracket
    case 0x28:
      return T.LeftParen
    case 0x29:
      return T.RightParen
    case 0x7b:
      return T.LeftBrace
    case 0x7d:
      return T.RightBrace
    case 0x7e:
      return T.Tilde
    case 0x3f:
      return T.Question
    case 0x3a:
      return n === 0x3e ? more(lexer, T.RightBracket) : T.Colon
    case 0x3b:
      return T.Semicolon
    case 0x2c:
      return T.Comma
    case 0x2e:
      return n === 0x2e && text.charCodeAt(start + 2) === 0x2e ? more(lexer, more(lexer, T.Ellipsis)) : T.Dot
    case 0x23:
      return n === 0x23 ? more(lexer, T.HashHash) : T.Hash
    default:
      return operator(lexer, start, c, n)
  }
}

function operator(lexer: Lexer, start: number, c: number, n: number): T {
  switch (c) {
    case 0x2d:
      if (n === 0x3e) return more(lexer, T.Arrow)
      return n === c ? more(lexer, T.Decrement) : n === EQUALS ? more(lexer, T.MinusAssign) : T.Minus
    case 0x2b:
      return n === c ? more(lexer, T.Increment) : n === EQUALS ? more(lexer, T.PlusAssign) : T.Plus
    case 0x26:
      return n === c ? more(lexer, T.AndAnd) : n === EQUALS ? more(lexer, T.AndAssign) : T.And
    case 0x7c:
      return n === c ? more(lexer, T.OrOr) : n === EQUALS ? more(lexer, T.OrAssign) : T.Or
    case 0x2a:
      return n === EQUALS ? more(lexer, T.StarAssign) : T.Star
    case 0x21:
      return n === EQUALS ? more(lexer, T.NotEqual) : T.Not
    case 0x2f:
      return n === EQUALS ? more(lexer, T.SlashAssign) : T.Slash
    case 0x25:
      if (n === 0x3a) return more(lexer, T.Hash)
      return n === 0x3e ? more(lexer, T.RightBrace) : n === EQUALS ? more(lexer, T.PercentAssign) : T.Percent
    case 0x5e:
      return n === EQUALS ? more(lexer, T.CaretAssign) : T.Caret
    case 0x3d:
      return n === EQUALS ? more(lexer, T.Equal) : T.Assign
    default:
      return angle(lexer, start, c, n)
  }
}

/** `<` and `>` and what they begin; also the digraphs `<:` and `<%`. */
function angle(lexer: Lexer, start: number, c: number, n: number): T {
  const less = c === 0x3c
  const third = lexer.text.charCodeAt(start + 2)
  lexer.position = start + 2
  if (n === c) {
    if (third !== 0x3d) return less ? T.ShiftLeft : T.ShiftRight
    lexer.position = start + 3
    return less ? T.ShiftLeftAssign : T.ShiftRightAssign
  }
  if (n === 0x3d) return less ? T.LessEqual : T.GreaterEqual
  if (less && n === 0x3a) return T.LeftBracket
  if (less && n === 0x25) return T.LeftBrace
  lexer.position = start + 1
  return less ? T.Less : T.Greater
}
