/** The controlling expression of #if and #elif: 64-bit arithmetic, names are 0. */
import { parseCharacter, parseInteger } from './literal'
import { T, type Token } from './token'

type Value = { readonly bits: bigint; readonly unsigned: boolean }

type Reader = { readonly tokens: readonly Token[]; index: number; failed: boolean; depth: number }

const MAX_DEPTH = 200

/** True or false, or null if the expression is malformed. */
export function evaluateCondition(tokens: readonly Token[]): boolean | null {
  const reader = { tokens, index: 0, failed: tokens.length === 0, depth: 0 }
  const value = conditional(reader)
  if (reader.failed || reader.index < tokens.length) return null
  return value.bits !== 0n
}

const ZERO: Value = { bits: 0n, unsigned: false }

function fail(reader: Reader): Value {
  reader.failed = true
  reader.index = reader.tokens.length
  return ZERO
}

function peek(reader: Reader): T {
  return reader.tokens[reader.index]?.kind ?? T.End
}

function wrap(bits: bigint, unsigned: boolean): Value {
  return { bits: unsigned ? BigInt.asUintN(64, bits) : BigInt.asIntN(64, bits), unsigned }
}

function conditional(reader: Reader): Value {
  if (++reader.depth > MAX_DEPTH) return fail(reader)
  const test = binary(reader, 1)
  let value = test
  if (peek(reader) === T.Question) {
    reader.index++
    const yes = conditional(reader)
    if (peek(reader) !== T.Colon) return fail(reader)
    reader.index++
    const no = conditional(reader)
    value = wrap(test.bits !== 0n ? yes.bits : no.bits, yes.unsigned || no.unsigned)
  }
  reader.depth--
  return value
}

const PRECEDENCE: Partial<Record<T, number>> = {
  [T.OrOr]: 1,
  [T.AndAnd]: 2,
  [T.Or]: 3,
  [T.Caret]: 4,
  [T.And]: 5,
  [T.Equal]: 6,
  [T.NotEqual]: 6,
  [T.Less]: 7,
  [T.Greater]: 7,
  [T.LessEqual]: 7,
  [T.GreaterEqual]: 7,
  [T.ShiftLeft]: 8,
  [T.ShiftRight]: 8,
  [T.Plus]: 9,
  [T.Minus]: 9,
  [T.Star]: 10,
  [T.Slash]: 10,
  [T.Percent]: 10,
}

function binary(reader: Reader, minimum: number): Value {
  let left = unary(reader)
  for (;;) {
    const operator = peek(reader)
    const precedence = PRECEDENCE[operator] ?? 0
    if (precedence < minimum) return left
    reader.index++
    const right = binary(reader, precedence + 1)
    left = operate(reader, operator, left, right)
  }
}

function operate(reader: Reader, operator: T, left: Value, right: Value): Value {
  const unsigned = left.unsigned || right.unsigned
  const a = wrap(left.bits, unsigned).bits
  const b = wrap(right.bits, unsigned).bits
  const truth = (value: boolean): Value => ({ bits: value ? 1n : 0n, unsigned: false })
  switch (operator) {
    case T.OrOr:
      return truth(a !== 0n || b !== 0n)
    case T.AndAnd:
      return truth(a !== 0n && b !== 0n)
    case T.Or:
      return wrap(a | b, unsigned)
    case T.Caret:
      return wrap(a ^ b, unsigned)
    case T.And:
      return wrap(a & b, unsigned)
    case T.Equal:
      return truth(a === b)
    case T.NotEqual:
      return truth(a !== b)
    case T.Less:
      return truth(a < b)
    case T.Greater:
      return truth(a > b)
    case T.LessEqual:
      return truth(a <= b)
    case T.GreaterEqual:
      return truth(a >= b)
    case T.ShiftLeft:
      return wrap(left.bits << (right.bits & 63n), left.unsigned)
    case T.ShiftRight:
      return wrap(left.bits >> (right.bits & 63n), left.unsigned)
    case T.Plus:
      return wrap(a + b, unsigned)
    case T.Minus:
      return wrap(a - b, unsigned)
    case T.Star:
      return wrap(a * b, unsigned)
    default:
      if (b === 0n) return reader.depth > 1 ? ZERO : fail(reader)
      return wrap(operator === T.Slash ? a / b : a % b, unsigned)
  }
}

function unary(reader: Reader): Value {
  const token = reader.tokens[reader.index++]
  if (token === undefined || ++reader.depth > MAX_DEPTH) return fail(reader)
  const value = operand(reader, token)
  reader.depth--
  return value
}

function operand(reader: Reader, token: Token): Value {
  switch (token.kind) {
    case T.Plus:
      return unary(reader)
    case T.Minus: {
      const value = unary(reader)
      return wrap(-value.bits, value.unsigned)
    }
    case T.Tilde: {
      const value = unary(reader)
      return wrap(~value.bits, value.unsigned)
    }
    case T.Not:
      return { bits: unary(reader).bits === 0n ? 1n : 0n, unsigned: false }
    case T.LeftParen: {
      const value = conditional(reader)
      if (peek(reader) !== T.RightParen) return fail(reader)
      reader.index++
      return value
    }
    case T.Identifier:
      return ZERO
    case T.Char:
      return { bits: BigInt(parseCharacter(token.text).value), unsigned: false }
    case T.Number: {
      const number = parseInteger(token.text)
      return number === null ? fail(reader) : wrap(number.bits, number.unsigned)
    }
    default:
      return fail(reader)
  }
}
