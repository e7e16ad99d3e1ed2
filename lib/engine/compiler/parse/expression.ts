/** Expressions from comma down to unary operators. */
import { assign, assignOperation, increment } from '../meaning/assignment'
import { isZero, numberConstant } from '../meaning/constant'
import { cast, condition, decay, errorNode, isError } from '../meaning/conversion'
import { isIncomplete, isVla, typeName, ULONG } from '../meaning/ctype'
import { addLocal, complain } from '../meaning/environment'
import { binary, conditional, logical, logicalNot, unary } from '../meaning/operator'
import { address, dereference, vlaSize } from '../meaning/pointer'
import { type CType, createNode, K, N, type Node } from '../meaning/syntax'
import { T } from '../text/token'
import { startsType } from './first-set'
import { advance, enter, fail, leave, type Parser, peekKind, require, sees } from './parser'
import { parsePostfix } from './postfix'

const MAX_CHAIN = 1000

/**
 * Reads an expression, commas and all. What it gives is typed and complained about, constants folded; arrays have
 * decayed where an operator asked for it.
 */
export function parseExpression(p: Parser): Node {
  let left = parseAssignment(p)
  for (let length = 0; p.kind === T.Comma; length++) {
    if (length > MAX_CHAIN) tooLong(p)
    const { at } = p.token
    advance(p)
    const right = parseAssignment(p)
    const value = right.type.kind === K.Void ? right : decay(p, right)
    left = createNode(N.Comma, value.type.plain, at, left, value)
  }
  return left
}

function tooLong(p: Parser): never {
  return fail(p, 'nesting-limit', [String(MAX_CHAIN)])
}

const ASSIGNMENTS: Partial<Record<T, N>> = {
  [T.PlusAssign]: N.Add,
  [T.MinusAssign]: N.Sub,
  [T.StarAssign]: N.Mul,
  [T.SlashAssign]: N.Div,
  [T.PercentAssign]: N.Rem,
  [T.ShiftLeftAssign]: N.ShiftLeft,
  [T.ShiftRightAssign]: N.ShiftRight,
  [T.AndAssign]: N.BitAnd,
  [T.CaretAssign]: N.BitXor,
  [T.OrAssign]: N.BitOr,
}

/** The same without commas at the top, as in arguments and initialisers. */
export function parseAssignment(p: Parser): Node {
  const left = parseConditional(p)
  const { kind } = p
  if (kind < T.Assign || kind > T.OrAssign) return left
  const { at } = p.token
  advance(p)
  enter(p)
  const right = parseAssignment(p)
  leave(p)
  if (kind === T.Assign) return assign(p, left, right, at)
  return assignOperation(p, ASSIGNMENTS[kind]!, left, right, at)
}

function parseConditional(p: Parser): Node {
  const test = parseBinary(p, 1)
  if (p.kind !== T.Question) return test
  const { at } = p.token
  advance(p)
  enter(p)
  const checked = condition(p, test)
  const yes = sees(p, T.Colon) ? null : parseExpression(p)
  require(p, T.Colon)
  const no = parseConditional(p)
  leave(p)
  return yes === null ? elvis(p, checked, no, at) : conditional(p, checked, yes, no, at)
}

/** GNU's `test ?: no`: the test is evaluated once and is the value if it is not zero. */
function elvis(p: Parser, test: Node, no: Node, at: number): Node {
  if (isError(test) || p.fn === null || test.kind === N.Constant) return conditional(p, test, test, no, at)
  const symbol = addLocal(p, '', test.type.plain, at)
  const variable = createNode(N.Variable, symbol.type, at, null, null)
  variable.symbol = symbol
  const keep = createNode(N.Assign, symbol.type, at, variable, test)
  const choice = conditional(p, variable, variable, no, at)
  return createNode(N.Comma, choice.type, at, keep, choice)
}

const PRECEDENCE = new Uint8Array(T.BuiltinKeyword + 1)
const OPERATORS = new Uint8Array(T.BuiltinKeyword + 1)

const LEVELS: readonly (readonly (readonly [T, N])[])[] = [
  [[T.OrOr, N.OrOr]],
  [[T.AndAnd, N.AndAnd]],
  [[T.Or, N.BitOr]],
  [[T.Caret, N.BitXor]],
  [[T.And, N.BitAnd]],
  [
    [T.Equal, N.Equal],
    [T.NotEqual, N.NotEqual],
  ],
  [
    [T.Less, N.Less],
    [T.Greater, N.Greater],
    [T.LessEqual, N.LessEqual],
    [T.GreaterEqual, N.GreaterEqual],
  ],
  [
    [T.ShiftLeft, N.ShiftLeft],
    [T.ShiftRight, N.ShiftRight],
  ],
  [
    [T.Plus, N.Add],
    [T.Minus, N.Sub],
  ],
  [
    [T.Star, N.Mul],
    [T.Slash, N.Div],
    [T.Percent, N.Rem],
  ],
]
LEVELS.forEach((level, i) => {
  for (const [token, node] of level) {
    PRECEDENCE[token] = i + 1
    OPERATORS[token] = node
  }
})

function parseBinary(p: Parser, minimum: number): Node {
  let left = parseCast(p)
  for (let length = 0; ; length++) {
    const precedence = PRECEDENCE[p.kind]!
    if (precedence === 0 || precedence < minimum) return left
    if (length > MAX_CHAIN) tooLong(p)
    const kind = OPERATORS[p.kind]! as N
    const { at } = p.token
    advance(p)
    const right = parseBinary(p, precedence + 1)
    if (kind === N.AndAnd || kind === N.OrOr) left = logical(p, kind, left, right, at)
    else left = binary(p, kind, left, right, at)
  }
}

/**
 * A cast or a unary expression. A parenthesis that a type name follows begins a cast, or a compound literal,
 * never an expression.
 */
export function parseCast(p: Parser): Node {
  if (p.kind !== T.LeftParen) return parseUnary(p)
  const next = peekKind(p)
  if (!startsType(p, next, p.ahead!)) return parsePostfix(p)
  const { at } = p.token
  advance(p)
  const type = p.rules.typeName(p)
  require(p, T.RightParen)
  if (sees(p, T.LeftBrace)) return parsePostfix(p, p.rules.compoundLiteral(p, type, at))
  enter(p)
  const operand = parseCast(p)
  leave(p)
  return cast(p, operand, type, at)
}

function parseUnary(p: Parser): Node {
  const { kind } = p
  const { at } = p.token
  switch (kind) {
    case T.Increment:
    case T.Decrement: {
      const operand = operandOf(p)
      return increment(p, operand, kind === T.Increment ? 1 : -1, false, at)
    }
    case T.And:
      return address(p, operandOf(p), at)
    case T.Star:
      return dereference(p, operandOf(p), at)
    case T.Plus:
      return unary(p, N.Add, operandOf(p), at)
    case T.Minus:
      return unary(p, N.Negate, operandOf(p), at)
    case T.Tilde:
      return unary(p, N.BitNot, operandOf(p), at)
    case T.Not:
      return logicalNot(p, operandOf(p), at)
    case T.Extension:
      return operandOf(p)
    case T.Sizeof:
    case T.Alignof:
      return parseSizeof(p)
    case T.AndAnd:
      return p.rules.labelAddress(p)
    default:
      return parsePostfix(p)
  }
}

function operandOf(p: Parser): Node {
  enter(p)
  advance(p)
  const operand = parseCast(p)
  leave(p)
  return operand
}

/** `sizeof x`, `sizeof(type)`, `_Alignof(type)`. */
function parseSizeof(p: Parser): Node {
  const { at } = p.token
  const isSize = p.kind === T.Sizeof
  const word = isSize ? 'sizeof' : '_Alignof'
  enter(p)
  advance(p)
  let type: CType
  let align = 0
  if (p.kind === T.LeftParen && startsType(p, peekKind(p), p.ahead!)) {
    const literalAt = p.token.at
    advance(p)
    type = p.rules.typeName(p)
    require(p, T.RightParen)
    if (sees(p, T.LeftBrace)) type = parsePostfix(p, p.rules.compoundLiteral(p, type, literalAt)).type
  } else {
    const operand = parseUnary(p)
    type = operand.type
    align = operand.kind === N.Variable ? operand.symbol!.align : 0
    if (operand.kind === N.Member && operand.member!.width >= 0) complain(p, 'sizeof-bit-field', at, [word])
  }
  leave(p)
  return sizeNode(p, type, isSize, align, at)
}

function sizeNode(p: Parser, type: CType, isSize: boolean, align: number, at: number): Node {
  if (type.kind === K.Error) return errorNode(at)
  if (!isSize) return numberConstant(ULONG, Math.max(type.align, align), at)
  if (isVla(type)) {
    const size = vlaSize(type, at)
    return createNode(N.Convert, ULONG, at, size, null)
  }
  if (isIncomplete(type)) {
    complain(p, 'sizeof-incomplete', at, ['sizeof', typeName(type)])
    return errorNode(at)
  }
  return numberConstant(ULONG, type.size, at)
}

/** A constant expression of integer type; complains with `code` and gives null if it is not one. */
export function parseIntegerConstant(
  p: Parser,
  code: 'not-constant' | 'case-constant',
  what: string,
): Node | null {
  const { at } = p.token
  const node = parseConditional(p)
  if (isError(node)) return null
  if (node.kind === N.Constant && node.type.kind <= K.Enum) return node
  complain(p, code, at, [what])
  return null
}

/** `_Static_assert(condition, "text");` */
export function parseStaticAssert(p: Parser): void {
  const { at } = p.token
  advance(p)
  require(p, T.LeftParen)
  const node = parseIntegerConstant(p, 'not-constant', 'expression in static assertion')
  let text = ''
  if (p.kind === T.Comma) {
    advance(p)
    text = p.token.text
    if (sees(p, T.String)) advance(p)
  }
  require(p, T.RightParen)
  if (node !== null && isZero(node)) complain(p, 'static-assert', at, [text])
  if (p.kind === T.Semicolon) advance(p)
  else complain(p, 'expected', p.token.at, ["';'", 'declaration'])
}
