/** `__attribute__((…))`, `_Alignas`, and asm: those that change layout are obeyed, the harmless ones are read over. */
import { numberValue } from '../meaning/constant'
import { complain } from '../meaning/environment'
import { type CType, K, N, type Node } from '../meaning/syntax'
import { spell, T } from '../text/token'
import { startsType } from './first-set'
import { accept, advance, fail, type Parser, peekKind, require, sees } from './parser'

export type Attributes = {
  packed: boolean
  /** 0: not asked for. */
  align: number
  noReturn: boolean
  /** By the words of C11, of which gcc says where they mean nothing; 0: not asked for. */
  isNoreturn: boolean
  alignas: number
  alwaysInline: boolean
  constructor: boolean
  destructor: boolean
  weak: boolean
  /** `nodiscard`, `deprecated`: what is said where it is called for nothing, and where it is used. */
  noDiscard: boolean
  deprecated: boolean
  /** The function that is called with the variable's address where its scope ends; '' if none. */
  cleanup: string
  /** The function or object whose other name this is; '' if none. */
  alias: string
}

/** Nothing asked for. Shared by the many declarations that ask for nothing, and never written to. */
export const NO_ATTRIBUTES: Readonly<Attributes> = noAttributes()

function noAttributes(): Attributes {
  return {
    packed: false,
    align: 0,
    noReturn: false,
    isNoreturn: false,
    alignas: 0,
    alwaysInline: false,
    constructor: false,
    destructor: false,
    weak: false,
    noDiscard: false,
    deprecated: false,
    cleanup: '',
    alias: '',
  }
}

const UNSUPPORTED = new Set(['vector_size', 'ifunc', 'mode', 'transparent_union', 'scalar_storage_order'])

/** The usual ones of those that change nothing here. */
const HARMLESS = new Set([
  'maybe_unused',
  'unused',
  'format',
  'nonnull',
  'fallthrough',
  'noinline',
  'malloc',
  'pure',
  'const',
])

/** Those before, and any number of attribute lists that follow (and `asm("name")` of a declarator). */
export function parseAttributes(
  p: Parser,
  before: Readonly<Attributes> = NO_ATTRIBUTES,
): Readonly<Attributes> {
  if (p.kind !== T.Asm && p.kind !== T.Attribute && !seesBrackets(p)) return before
  const into = { ...before }
  for (;;) {
    if (p.kind === T.Asm) {
      advance(p)
      skipParentheses(p)
    } else if (p.kind === T.Attribute) parseAttribute(p, into)
    else if (seesBrackets(p)) parseBrackets(p, into)
    else return into
  }
}

/** Whether attributes of C2x follow: `[[…]]`. */
export function seesBrackets(p: Parser): boolean {
  return p.kind === T.LeftBracket && peekKind(p) === T.LeftBracket
}

/** Those that C2x has and gcc 12 takes; the others of it are gcc's own, behind `gnu::`. */
const STANDARD = new Set(['deprecated', 'fallthrough', 'maybe_unused', 'nodiscard'])

function parseBrackets(p: Parser, into: Attributes): void {
  advance(p)
  advance(p)
  while (p.kind !== T.RightBracket && p.kind !== T.End) {
    if (accept(p, T.Comma)) continue
    const { at } = p.token
    const first = attributeName(p)
    const isScoped = sees(p, T.Colon) && accept(p, T.Colon) && accept(p, T.Colon)
    const word = isScoped ? attributeName(p) : first
    if (isScoped && first === 'gnu') apply(p, into, word, at)
    else if (isScoped || !STANDARD.has(word)) complain(p, 'attribute-ignored', at, [word])
    else apply(p, into, word, at)
    if (sees(p, T.LeftParen)) skipParentheses(p)
  }
  require(p, T.RightBracket)
  require(p, T.RightBracket)
}

/** An attribute's name, with or without its underscores. */
function attributeName(p: Parser): string {
  const word = spell(p.token).replace(/^__(.*)__$/, '$1')
  advance(p)
  return word
}

function parseAttribute(p: Parser, into: Attributes): void {
  advance(p)
  require(p, T.LeftParen)
  require(p, T.LeftParen)
  while (p.kind !== T.RightParen && p.kind !== T.End) {
    if (accept(p, T.Comma)) continue
    const { at } = p.token
    const word = attributeName(p)
    apply(p, into, word, at)
    if (p.kind === T.LeftParen) skipParentheses(p)
  }
  require(p, T.RightParen)
  require(p, T.RightParen)
}

function apply(p: Parser, into: Attributes, word: string, at: number): void {
  if (word === 'packed') into.packed = true
  else if (word === 'noreturn') into.noReturn = true
  else if (word === 'always_inline' || word === 'gnu_inline') into.alwaysInline = true
  else if (word === 'constructor') into.constructor = true
  else if (word === 'destructor') into.destructor = true
  else if (word === 'weak') into.weak = true
  else if (word === 'nodiscard' || word === 'warn_unused_result') into.noDiscard = true
  else if (word === 'deprecated') into.deprecated = true
  else if (word === 'aligned') parseAligned(p, into)
  else if (word === 'cleanup' || word === 'alias') into[word] = parseArgument(p)
  else if (UNSUPPORTED.has(word)) complain(p, 'unsupported', at, [`__attribute__((${word}))`])
  else if (!p.unit.isLibrary && !HARMLESS.has(word) && !p.pp.known.isAttribute(word))
    complain(p, 'attribute-ignored', at, [word])
}

/** `(name)` or `("name")`. */
function parseArgument(p: Parser): string {
  require(p, T.LeftParen)
  const word = spell(p.token).replace(/^"(.*)"$/, '$1')
  advance(p)
  require(p, T.RightParen)
  return word
}

function parseAligned(p: Parser, into: Attributes): void {
  if (p.kind !== T.LeftParen) {
    into.align = 16
    return
  }
  advance(p)
  raise(p, into, p.rules.assignment(p))
  require(p, T.RightParen)
}

function raise(p: Parser, into: Attributes, node: Node): void {
  const value = node.kind === N.Constant && node.type.kind <= K.Enum ? numberValue(node) : -1
  const valid = value === 0 || (value > 0 && value <= 4096 && (value & (value - 1)) === 0)
  if (!valid) complain(p, 'alignment-invalid', node.at)
  else into.align = Math.max(into.align, value)
}

/** `_Alignas(type)` or `_Alignas(constant)`. */
export function parseAlignas(p: Parser, before: Readonly<Attributes>): Readonly<Attributes> {
  const into = { ...before }
  advance(p)
  require(p, T.LeftParen)
  if (startsType(p, p.kind, p.token)) {
    const type: CType = p.rules.typeName(p)
    into.align = Math.max(into.align, type.align)
  } else raise(p, into, p.rules.assignment(p))
  into.alignas = into.align
  require(p, T.RightParen)
  return into
}

/** Skips a parenthesis and what it holds. */
function skipParentheses(p: Parser): void {
  require(p, T.LeftParen)
  for (let nesting = 1; nesting > 0; ) {
    if (p.kind === T.End) {
      fail(p, 'expected', ["')'", 'end of input'])
      return
    }
    if (p.kind === T.LeftParen) nesting++
    if (p.kind === T.RightParen) nesting--
    advance(p)
  }
}
