/** Expressions of float and double. What is kept is tamed, so that a conversion to an integer is always defined. */

import { callReal } from './call'
import {
  type Draft,
  type Expression,
  make,
  pick,
  type Real,
  type RealExpression,
  rarely,
  use,
  weighted,
  wrapped,
} from './draft'
import { realLiteral } from './literal'
import { findRealPlace } from './lvalue'
import { BOOL, INT, LLONG, LONG, UINT, ULONG, type Whole } from './whole'

type Production = (draft: Draft, depth: number) => RealExpression

const PRODUCTIONS: readonly (readonly [number, Production])[] = [
  [10, realLeaf],
  [22, arithmetic],
  [6, quotient],
  [4, fromWhole],
  [4, negation],
  [4, realCast],
  [4, libraryCall],
  [3, choice],
  [3, callReal],
]

/**
 * A floating expression.
 * @param depth operators that may be nested in it
 */
export function realExpression(draft: Draft, depth: number): RealExpression {
  if (depth <= 0) return realLeaf(draft)
  const production = weighted(draft, PRODUCTIONS)
  if (production !== arithmetic) return production(draft, depth)
  // No calls beside what they could change: see the operators of integers.
  const { calls } = draft
  draft.calls = 0
  const result = arithmetic(draft, depth)
  draft.calls = calls
  return result
}

function realLeaf(draft: Draft): RealExpression {
  const place = rarely(draft, 3) ? null : findRealPlace(draft, false)
  if (place) return { text: place.text, level: place.level, type: place.type }
  const type = pick(draft, ['double', 'float'] as const)
  return { text: realLiteral(draft, type), level: 15, type }
}

function realVariable(draft: Draft): RealExpression {
  const place = findRealPlace(draft, false)
  return place
    ? { text: place.text, level: place.level, type: place.type }
    : { text: '1.5', level: 15, type: 'double' }
}

function wider(a: Real, b: Real): Real {
  return a === 'double' || b === 'double' ? 'double' : 'float'
}

function arithmetic(draft: Draft, depth: number): RealExpression {
  const [operator, level] = pick(draft, [['+', 11] as const, ['-', 11] as const, ['*', 12] as const])
  use(draft, `floating ${operator}`)
  // gcc makes `0.0 - (double)i` into `-(double)i`, which is -0 where i is 0.
  const left = operator === '-' ? realVariable(draft) : realExpression(draft, depth - 1)
  if (rarely(draft, 4)) {
    const whole = draft.grammar.whole(draft, depth - 1)
    return {
      text: `${wrapped(draft, left, level)} ${operator} ${wrapped(draft, whole, level + 1)}`,
      level,
      type: left.type,
    }
  }
  const right = realExpression(draft, depth - 1)
  const text = `${wrapped(draft, left, level)} ${operator} ${wrapped(draft, right, level + 1)}`
  return { text, level, type: wider(left.type, right.type) }
}

function quotient(draft: Draft, depth: number): RealExpression {
  use(draft, 'floating /')
  const left = realExpression(draft, depth - 1)
  const divisor = `${1 + draft.dice(40)}.${pick(draft, ['5', '0', '25', '1'])}`
  const type = pick(draft, ['double', 'float'] as const)
  const text = `${wrapped(draft, left, 12)} / ${divisor}${type === 'float' ? 'f' : ''}`
  return { text, level: 12, type: wider(left.type, type) }
}

function fromWhole(draft: Draft, depth: number): RealExpression {
  const type = pick(draft, ['double', 'float'] as const)
  use(draft, `integer to ${type}`)
  return { text: `(${type})${wrapped(draft, draft.grammar.whole(draft, depth - 1), 14)}`, level: 14, type }
}

function negation(draft: Draft, depth: number): RealExpression {
  const { text, level, type } = realExpression(draft, depth - 1)
  return { text: level < 14 || /^[-+]/.test(text) ? `-(${text})` : `-${text}`, level: 14, type }
}

function realCast(draft: Draft, depth: number): RealExpression {
  const type = pick(draft, ['double', 'float'] as const)
  const inner = realExpression(draft, depth - 1)
  use(draft, `${inner.type} to ${type}`)
  return { text: `(${type})${wrapped(draft, inner, 14)}`, level: 14, type }
}

/** Those that are rounded exactly everywhere. */
function libraryCall(draft: Draft, depth: number): RealExpression {
  const name = pick(draft, ['fabs', 'floor', 'ceil', 'trunc', 'round', 'sqrt', 'fmod'])
  use(draft, 'function of math.h')
  const { text } = realExpression(draft, depth - 1)
  const arg = name === 'sqrt' ? `fabs(${text})` : name === 'fmod' ? `${text}, 7.25` : text
  return { text: `${name}(${arg})`, level: 15, type: 'double' }
}

function choice(draft: Draft, depth: number): RealExpression {
  const condition = wrapped(draft, draft.grammar.whole(draft, depth - 1), 3)
  const left = realExpression(draft, depth - 1)
  const right = realExpression(draft, depth - 1)
  const text = `${condition} ? ${wrapped(draft, left, 1)} : ${wrapped(draft, right, 2)}`
  return { text, level: 2, type: wider(left.type, right.type) }
}

// ---- between the two worlds

/** Of finite size, so that it can be converted. */
export function tame(draft: Draft, depth: number): string {
  return `tame(${realExpression(draft, depth).text})`
}

/** A conversion of a floating value to an integer type that can hold it: C leaves all others undefined. */
export function realToWhole(draft: Draft, depth: number): Expression {
  const type = pick(draft, [INT, LONG, LLONG, UINT, ULONG, BOOL])
  use(draft, `floating to ${type.name}`)
  const limit = 1_000_000_000n
  if (type === BOOL) return make(`(_Bool)${tame(draft, depth - 1)}`, 14, BOOL)
  if (type.isSigned)
    return make(`(${type.name})${tame(draft, depth - 1)}`, 14, type, { low: -limit, high: limit })
  return make(`(${type.name})fabs(${tame(draft, depth - 1)})`, 14, type, { low: 0n, high: limit })
}

/** A comparison of floating values, an `int`. Its operands hold no calls: their order is not defined. */
export function realComparison(draft: Draft, depth: number): Expression {
  use(draft, 'floating comparison')
  const operator = pick(draft, ['<', '<=', '>', '>=', '==', '!='])
  const level = operator === '==' || operator === '!=' ? 8.5 : 9
  const { calls } = draft
  draft.calls = 0
  const left = wrapped(draft, realExpression(draft, depth - 1), level)
  const right = wrapped(draft, realExpression(draft, depth - 1), level + 1)
  draft.calls = calls
  return make(`${left} ${operator} ${right}`, level, INT, { low: 0n, high: 1n })
}

/** An expression to initialise or assign an object of any arithmetic type. */
export function valueFor(draft: Draft, type: Whole | Real, depth: number): string {
  // Never infinite: the sign that a NaN prints depends on how gcc turns sums around.
  if (typeof type === 'string') return tame(draft, depth)
  return wrapped(draft, draft.grammar.whole(draft, depth), 1)
}
