/** `__attribute__((…))`, `_Alignas`, and asm: those that change layout are obeyed, the harmless ones are read over. */
import { numberValue } from '../meaning/constant'
import { VOID } from '../meaning/ctype'
import { complain } from '../meaning/environment'
import { type CType, createNode, K, N, type Node } from '../meaning/syntax'
import { spell, T } from '../text/token'
import { startsType } from './first-set'
import { accept, advance, fail, type Parser, require } from './parser'

export type Attributes = {
  packed: boolean
  /** 0: not asked for. */
  align: number
  noReturn: boolean
  alwaysInline: boolean
  constructor: boolean
  destructor: boolean
  weak: boolean
}

export function noAttributes(): Attributes {
  return {
    packed: false,
    align: 0,
    noReturn: false,
    alwaysInline: false,
    constructor: false,
    destructor: false,
    weak: false,
  }
}

const UNSUPPORTED = new Set([
  'vector_size',
  'alias',
  'cleanup',
  'ifunc',
  'mode',
  'transparent_union',
  'scalar_storage_order',
])

/** Any number of attribute lists (and `asm("name")` of a declarator). */
export function parseAttributes(p: Parser, into: Attributes): void {
  for (;;) {
    if (p.kind === T.Asm) {
      advance(p)
      skipParentheses(p)
    } else if (p.kind === T.Attribute) parseAttribute(p, into)
    else return
  }
}

function parseAttribute(p: Parser, into: Attributes): void {
  advance(p)
  require(p, T.LeftParen)
  require(p, T.LeftParen)
  while (p.kind !== T.RightParen && p.kind !== T.End) {
    if (accept(p, T.Comma)) continue
    const { at } = p.token
    const word = spell(p.token).replace(/^__(.*)__$/, '$1')
    advance(p)
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
  else if (word === 'aligned') parseAligned(p, into)
  else if (UNSUPPORTED.has(word)) complain(p, 'unsupported', at, [`__attribute__((${word}))`])
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
export function parseAlignas(p: Parser, into: Attributes): void {
  advance(p)
  require(p, T.LeftParen)
  if (startsType(p, p.kind, p.token)) {
    const type: CType = p.rules.typeName(p)
    into.align = Math.max(into.align, type.align)
  } else raise(p, into, p.rules.assignment(p))
  require(p, T.RightParen)
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

const FENCES = new Set(['mfence', 'lock; addl $0,0(%%rsp)', 'lock; orl $0,(%%rsp)'])
const NOTHING = new Set(['', 'nop', 'pause', 'rep; nop', 'rep;nop', 'lfence', 'sfence'])

/** An asm statement: compiler barriers, fences and pauses are understood, all else is refused. */
export function parseAsm(p: Parser): Node {
  const { at } = p.token
  advance(p)
  while (p.kind === T.Volatile || p.kind === T.Goto || p.kind === T.Inline) advance(p)
  require(p, T.LeftParen)
  let text = ''
  let operands = false
  for (let nesting = 1; nesting > 0; ) {
    if (p.kind === T.End) return fail(p, 'expected', ["')'", 'end of input'])
    if (p.kind === T.LeftParen) nesting++
    if (p.kind === T.RightParen) nesting--
    if (nesting > 1) operands = true
    if (p.kind === T.String && text === '' && !operands) text = p.token.text.slice(1, -1)
    advance(p)
  }
  if (p.kind === T.Semicolon) advance(p)
  const code = text.replace(/\\[nt]/g, '').trim()
  if (FENCES.has(code))
    return createNode(N.ExpressionStatement, VOID, at, createNode(N.Fence, VOID, at, null, null), null)
  if (!NOTHING.has(code)) complain(p, 'unsupported', at, ['asm'])
  return createNode(N.ExpressionStatement, VOID, at, null, null)
}
