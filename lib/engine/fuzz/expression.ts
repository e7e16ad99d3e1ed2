/**
 * Expressions of integers. Each carries its type and an interval that holds its value, so that what C leaves undefined
 * (overflow, division by zero, shifts too far) is never written, and what is defined is written plainly.
 */

import { callExpression } from './call'
import {
  type Draft,
  type Expression,
  make,
  pick,
  rarely,
  use,
  weighted,
  withoutCalls,
  wrapped,
} from './draft'
import { literal } from './literal'
import { findPlace, type Place, readPlace } from './lvalue'
import { realComparison, realToWhole } from './real'
import {
  BOOL,
  bitsOf,
  bytesOf,
  converted,
  fits,
  hull,
  INT,
  type Interval,
  promote,
  ULONG,
  unsignedOf,
  usual,
  WHOLES,
  type Whole,
} from './whole'

type Production = (draft: Draft, depth: number) => Expression

const PRODUCTIONS: readonly (readonly [number, Production])[] = [
  [16, leaf],
  [30, (draft, depth) => additive(draft, depth)],
  [
    10,
    (draft, depth) =>
      withoutCalls(draft, () => division(draft, expression(draft, depth - 1), divisor(draft, depth - 1))),
  ],
  [12, (draft, depth) => withoutCalls(draft, () => shift(draft, depth))],
  [15, bitwise],
  [9, comparison],
  [7, logical],
  [11, unary],
  [11, cast],
  [7, conditional],
  [2, comma],
  [5, sideEffect],
  [9, callExpression],
  [2, size],
  [4, realToWhole],
  [1, realComparison],
  [1, oddity],
]

/** Any integer expression, at most `depth` operators deep. */
export function expression(draft: Draft, depth: number): Expression {
  if (depth <= 0) return leaf(draft)
  return weighted(draft, PRODUCTIONS)(draft, depth)
}

/** An expression without operators of its own: a constant, or an object that may be read here. */
export function leaf(draft: Draft): Expression {
  if (rarely(draft, 4)) return literal(draft)
  const place = findPlace(draft, false)
  return place ? readPlace(draft, place) : literal(draft)
}

// ---- operators

function additive(draft: Draft, depth: number): Expression {
  const operator = pick(draft, ['+', '-', '*'] as const)
  use(draft, operator)
  return arithmetic(draft, operator, ...operands(draft, depth))
}

/**
 * The two sides of an operator. C leaves open which is evaluated first, and gcc's order follows from how it folds the
 * whole: so a call stands beside nothing that it could change.
 */
function operands(draft: Draft, depth: number): [Expression, Expression] {
  const { calls } = draft
  const one = expression(draft, depth - 1)
  const other =
    draft.calls < calls ? privateLeaf(draft) : withoutCalls(draft, () => expression(draft, depth - 1))
  return rarely(draft, 2) ? [one, other] : [other, one]
}

function privateLeaf(draft: Draft): Expression {
  const place = rarely(draft, 3) ? null : findPrivate(draft, true)
  if (!place) return literal(draft)
  draft.touched.add(place.root)
  return readPlace(draft, place)
}

export type Additive = '+' | '-' | '*'

/** Adds, subtracts or multiplies; where that could overflow, the operands are masked or made unsigned. */
export function arithmetic(
  draft: Draft,
  operator: Additive,
  left: Expression,
  right: Expression,
): Expression {
  const type = usual(left.type, right.type)
  const interval = arithmeticInterval(operator, converted(left, type), converted(right, type))
  const level = operator === '*' ? 12 : 11
  const text = (a: string, b: string) => `${a} ${operator} ${b}`
  if (!type.isSigned || fits(interval, type))
    return make(
      text(wrapped(draft, left, level), wrapped(draft, right, level + 1)),
      level,
      type,
      converted(interval, type),
    )
  if (rarely(draft, 2)) {
    use(draft, 'masked operand')
    return arithmetic(draft, operator, masked(draft, left, operator), masked(draft, right, operator))
  }
  use(draft, 'unsigned detour')
  const unsigned = unsignedOf(type)
  const inner = text(
    `(${pick(draft, unsigned.spellings)})${wrapped(draft, left, 14)}`,
    wrapped(draft, right, level + 1),
  )
  return make(`(${type.name})(${inner})`, 14, type)
}

/** The interval that holds the exact result, whatever type would be needed for it. */
export function arithmeticInterval(operator: Additive, a: Interval, b: Interval): Interval {
  if (operator === '+') return { low: a.low + b.low, high: a.high + b.high }
  if (operator === '-') return { low: a.low - b.high, high: a.high - b.low }
  return hull(a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high)
}

/** An operand cut, where it has to be, to so few bits that two such cannot overflow under the operator. */
export function masked(draft: Draft, operand: Expression, operator: Additive): Expression {
  const narrow = operator === '*' ? promote(operand.type).bits / 2 - 1 : promote(operand.type).bits - 2
  if (bitsOf(operand) < BigInt(narrow)) return operand
  const mask = (1n << BigInt(1 + draft.dice(narrow))) - 1n
  const type = promote(operand.type)
  return make(`${wrapped(draft, operand, 8)} & 0x${mask.toString(16)}`, 8, type, { low: 0n, high: mask })
}

/** Something that is neither 0 nor -1. */
export function divisor(draft: Draft, depth: number): Expression {
  const value = 2 + draft.dice(pick(draft, [8, 100, 5000]))
  const constant = make(String(value), 15, INT, { low: BigInt(value), high: BigInt(value) })
  if (rarely(draft, 2)) return constant
  if (rarely(draft, 3)) return make(`-${value}`, 14, INT, { low: -constant.low, high: -constant.low })
  const inner = expression(draft, depth)
  const mask = pick(draft, [7, 15, 255])
  const type = promote(inner.type)
  return make(`(${wrapped(draft, inner, 8)} & ${mask}) + 1`, 11, type, { low: 1n, high: BigInt(mask) + 1n })
}

/** `right` comes from `divisor`. */
export function division(draft: Draft, left: Expression, right: Expression): Expression {
  const operator = pick(draft, ['/', '%'] as const)
  use(draft, operator)
  const type = usual(left.type, right.type)
  const text = `${wrapped(draft, left, 12)} ${operator} ${wrapped(draft, right, 13)}`
  const a = converted(left, type)
  const b = converted(right, type)
  return make(text, 12, type, operator === '/' ? quotient(a, b) : remainder(a, b))
}

function quotient(a: Interval, b: Interval): Interval {
  // A negative divisor that became unsigned: all that is known is that it is large.
  if (b.low <= 0n && b.high >= 0n) return { low: 0n, high: a.high }
  return hull(a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high, 0n)
}

function remainder(a: Interval, b: Interval): Interval {
  const largest = (b.high > -b.low ? b.high : -b.low) - 1n
  const low = a.low < 0n ? (-largest > a.low ? -largest : a.low) : 0n
  const high = a.high > 0n ? (largest < a.high ? largest : a.high) : 0n
  return { low, high }
}

/** How far to shift a value of a type: always less than its bits. */
export function shiftAmount(draft: Draft, bits: number, depth: number): Expression {
  if (rarely(draft, 2)) {
    const value = draft.dice(bits)
    return make(String(value), 15, INT, { low: BigInt(value), high: BigInt(value) })
  }
  const inner = expression(draft, depth)
  const text = `${wrapped(draft, inner, 8)} & ${bits - 1}`
  return make(text, 8, promote(inner.type), { low: 0n, high: BigInt(bits - 1) })
}

function shift(draft: Draft, depth: number): Expression {
  const value = expression(draft, depth - 1)
  const type = promote(value.type)
  const amount = shiftAmount(draft, type.bits, depth - 1)
  const by = wrapped(draft, amount, 11)
  if (rarely(draft, 2)) {
    use(draft, '>>')
    const interval = hull(
      value.low >> amount.low,
      value.low >> amount.high,
      value.high >> amount.low,
      value.high >> amount.high,
    )
    return make(`${wrapped(draft, value, 10)} >> ${by}`, 10, type, interval)
  }
  use(draft, '<<')
  const interval = { low: value.low << amount.low, high: value.high << amount.high }
  if (value.low >= 0n && fits(interval, type))
    return make(`${wrapped(draft, value, 10)} << ${by}`, 10, type, interval)
  const unsigned = unsignedOf(type)
  const detour = type.isSigned ? `(${unsigned.name})${wrapped(draft, value, 14)}` : wrapped(draft, value, 10)
  return make(`${detour} << ${by}`, 10, unsigned)
}

function bitwise(draft: Draft, depth: number): Expression {
  const [operator, level] = pick(draft, [['&', 8] as const, ['^', 7] as const, ['|', 6] as const])
  use(draft, operator)
  const [left, right] = operands(draft, depth)
  const type = usual(left.type, right.type)
  const a = converted(left, type)
  const b = converted(right, type)
  const text = `${wrapped(draft, left, level)} ${operator} ${wrapped(draft, right, level + 1)}`
  return make(text, level, type, bitwiseInterval(operator, a, b))
}

function bitwiseInterval(operator: string, a: Interval, b: Interval): Interval {
  if (operator === '&' && (a.low >= 0n || b.low >= 0n)) {
    const highs = [a, b].filter(({ low }) => low >= 0n).map(({ high }) => high)
    return { low: 0n, high: hull(...highs).low }
  }
  const bits = hull(bitsOf(a), bitsOf(b)).high
  return { low: a.low < 0n || b.low < 0n ? -(1n << bits) : 0n, high: (1n << bits) - 1n }
}

const TRUTH: Interval = { low: 0n, high: 1n }

function comparison(draft: Draft, depth: number): Expression {
  const operator = pick(draft, ['<', '<=', '>', '>=', '==', '!='])
  use(draft, 'comparison')
  const level = operator === '==' || operator === '!=' ? 8.5 : 9
  const [left, right] = operands(draft, depth)
  const text = `${wrapped(draft, left, level)} ${operator} ${wrapped(draft, right, level + 1)}`
  return make(text, level, INT, TRUTH)
}

function logical(draft: Draft, depth: number): Expression {
  const [operator, level] = pick(draft, [['&&', 4] as const, ['||', 3] as const])
  use(draft, operator)
  const before = new Set(draft.changed)
  const left = wrapped(draft, expression(draft, depth - 1), level)
  const right = sequenced(draft, before, () => wrapped(draft, expression(draft, depth - 1), level + 1))
  return make(`${left} ${operator} ${right}`, level, INT, TRUTH)
}

/** What stands behind a point at which everything on its left has happened: what that changed may be read. */
function sequenced<T>(draft: Draft, before: ReadonlySet<string>, write: () => T): T {
  const settled = [...draft.changed].filter((name) => !before.has(name))
  for (const name of settled) draft.changed.delete(name)
  const result = write()
  for (const name of settled) draft.changed.add(name)
  return result
}

function unary(draft: Draft, depth: number): Expression {
  const operand = expression(draft, depth - 1)
  const type = promote(operand.type)
  const operator = pick(draft, ['-', '~', '!', '+', '!!'])
  use(draft, `unary ${operator}`)
  const inner = wrapped(draft, operand, 14)
  if (operator === '!' || operator === '!!') return make(`${operator}${inner}`, 14, INT, TRUTH)
  // `- -x` is not `--x`.
  const text = /^[-+]/.test(inner) ? `${operator}(${inner})` : `${operator}${inner}`
  if (operator === '+') return make(text, 14, type, operand)
  if (operator === '~') {
    const interval = { low: -operand.high - 1n, high: -operand.low - 1n }
    return make(text, 14, type, converted(interval, type))
  }
  const interval = { low: -operand.high, high: -operand.low }
  if (type.isSigned && !fits(interval, type)) {
    const unsigned = unsignedOf(type)
    return make(`-(${unsigned.name})${inner}`, 14, unsigned)
  }
  return make(text, 14, type, converted(interval, type))
}

function cast(draft: Draft, depth: number): Expression {
  const operand = expression(draft, depth - 1)
  const type = pick(draft, WHOLES)
  use(draft, `cast to ${type.name}`)
  const text = `(${pick(draft, type.spellings)})${wrapped(draft, operand, 14)}`
  return make(text, 14, type, type === BOOL ? TRUTH : converted(operand, type))
}

function conditional(draft: Draft, depth: number): Expression {
  use(draft, '?:')
  const before = new Set(draft.changed)
  const condition = wrapped(draft, expression(draft, depth - 1), 3)
  const [left, right] = sequenced(draft, before, () => [
    expression(draft, depth - 1),
    expression(draft, depth - 1),
  ])
  const type = usual(left.type, right.type)
  const a = converted(left, type)
  const b = converted(right, type)
  const text = `${condition} ? ${wrapped(draft, left, 1)} : ${wrapped(draft, right, 2)}`
  return make(text, 2, type, hull(a.low, a.high, b.low, b.high))
}

function comma(draft: Draft, depth: number): Expression {
  use(draft, 'comma')
  const before = new Set(draft.changed)
  const first = wrapped(
    draft,
    rarely(draft, 3) ? expression(draft, depth - 1) : sideEffect(draft, depth - 1),
    0,
  )
  const second = sequenced(draft, before, () => expression(draft, depth - 1))
  return make(`(${first}, ${wrapped(draft, second, 1)})`, 15, second.type, second)
}

function size(draft: Draft): Expression {
  const type = pick(draft, WHOLES)
  use(draft, 'sizeof')
  const bytes = BigInt(bytesOf(type))
  const text = rarely(draft, 6) ? `_Alignof(${type.name})` : `sizeof(${pick(draft, type.spellings)})`
  return make(text, 15, ULONG, { low: bytes, high: bytes })
}

function oddity(draft: Draft, depth: number): Expression {
  const inner = expression(draft, depth - 1)
  if (rarely(draft, 2)) {
    use(draft, '_Generic')
    // A bit-field has a type of its own, which no list names.
    const plain = /[.>]b\d/.test(inner.text) ? `+(${inner.text})` : inner.text
    const text = `_Generic((${plain}), int: 1, unsigned: 2, long: 3, unsigned long: 4, long long: 5, unsigned long long: 6, char: 7, default: 8)`
    return make(text, 15, INT, { low: 1n, high: 8n })
  }
  use(draft, 'compound literal')
  const type = pick(draft, WHOLES)
  return make(
    `(${type.name}){${wrapped(draft, inner, 1)}}`,
    15,
    type,
    type === BOOL ? TRUTH : converted(inner, type),
  )
}

// ---- side effects inside of expressions: only on a variable that nothing else in the expression names

function sideEffect(draft: Draft, depth: number): Expression {
  const place = findPrivate(draft)
  if (!place) return leaf(draft)
  draft.changed.add(place.root)
  const { type, text } = place
  if (rarely(draft, 2) && (promote(type) !== type || !type.isSigned)) {
    use(draft, '++ and -- inside an expression')
    const operator = pick(draft, ['++', '--'])
    return rarely(draft, 2) ? make(`${text}${operator}`, 15, type) : make(`${operator}${text}`, 14, type)
  }
  use(draft, 'assignment inside an expression')
  const value = expression(draft, depth - 1)
  if (rarely(draft, 3))
    return make(`(${text} ${pick(draft, ['|=', '&=', '^='])} ${wrapped(draft, value, 1)})`, 15, type)
  return make(
    `(${text} = ${wrapped(draft, value, 1)})`,
    15,
    type,
    type === BOOL ? TRUTH : converted(value, type),
  )
}

function findPrivate(draft: Draft, forReading = false): Place | null {
  const candidates = draft.variables.filter(
    ({ name, type, extents, isPrivate, isFixed }) =>
      isPrivate &&
      (forReading || !isFixed) &&
      extents.length === 0 &&
      typeof type !== 'string' &&
      (forReading || !draft.touched.has(name)) &&
      !draft.changed.has(name),
  )
  if (candidates.length === 0) return null
  const { name, type } = pick(draft, candidates)
  return { text: name, level: 15, type: type as Whole, root: name, width: 0, low: null, high: null }
}
