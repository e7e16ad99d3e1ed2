/**
 * Numbers of 16 bytes, `__int128` here and `long double` in long-double.ts: to the emitter a struct of two words; its operators are calls of functions in C (runtime-source.ts).
 */

import { assign } from './assignment'
import { bigValue, intConstant, integerConstant } from './constant'
import { cast, errorNode, hasSideEffects, isError, isLvalue } from './conversion'
import {
  DOUBLE,
  INT,
  INT128,
  isFloating,
  isInteger,
  isPointer,
  isUnsigned,
  isWide,
  LONG,
  LONG_DOUBLE,
  UINT128,
  ULONG,
} from './ctype'
import { addLocal, complain, type Environment, type WideMeanings } from './environment'
import {
  fromLongDouble,
  longDoubleBinary,
  longDoubleLiteral,
  longDoubleNegate,
  longDoubleWords,
  toLongDouble,
} from './long-double'
import { binary } from './operator'
import { callRuntime } from './runtime-builtin'
import { type CType, createNode, K, N, type Node } from './syntax'

const isSigned = (type: CType): boolean => type.plain === INT128

/** Numbers of the operations of `__rt_wide_operation`; of those from `Equal` on it gives a truth in the low word. */
const OPERATIONS: readonly N[] = [
  N.Add,
  N.Sub,
  N.Mul,
  N.Div,
  N.Rem,
  N.BitAnd,
  N.BitOr,
  N.BitXor,
  N.ShiftLeft,
  N.ShiftRight,
  N.Equal,
  N.NotEqual,
  N.Less,
  N.LessEqual,
  N.Greater,
  N.GreaterEqual,
]

const isLongDouble = (type: CType): boolean => type.plain === LONG_DOUBLE

/** A binary operator one of whose operands is wide. */
function wideBinary(env: Environment, kind: N, left: Node, right: Node, at: number): Node {
  if (isLongDouble(left.type) || isLongDouble(right.type)) return longDoubleBinary(env, kind, left, right, at)
  const isShift = kind === N.ShiftLeft || kind === N.ShiftRight
  if (isFloating(left.type) || isFloating(right.type)) {
    const [x, y] = [left, right].map((operand) =>
      isWide(operand.type) ? wideConvert(env, operand, DOUBLE) : operand,
    )
    return binary(env, kind, x!, y!, at)
  }
  const fits = [left, right].every(({ type }) => isWide(type) || isInteger(type))
  if (!fits || !OPERATIONS.includes(kind)) return invalid(env, left, right, at)
  if (isShift && !isWide(left.type)) return binary(env, kind, left, wideConvert(env, right, INT), at)
  const isPlainUnsigned = left.type.plain === UINT128 || (!isShift && right.type.plain === UINT128)
  const type = isPlainUnsigned ? UINT128 : INT128
  const list = [left, right].map((operand) => wideConvert(env, operand, type))
  const result = operation(env, type, OPERATIONS.indexOf(kind), list, at)
  return kind < N.Equal ? result : callRuntime(env, '__rt_wide_low', INT, [type], [result], at)
}

function invalid(env: Environment, left: Node, right: Node, at: number): Node {
  if (!isError(left) && !isError(right)) complain(env, 'invalid-operands', at, ['operator', '__int128', '?'])
  return errorNode(at)
}

function operation(env: Environment, type: CType, number: number, list: Node[], at: number): Node {
  const [left, right] = list as [Node, Node]
  const call = (first: Node): Node => {
    const given = [intConstant(number, at), intConstant(isSigned(type) ? 1 : 0, at), first, right]
    return callRuntime(env, '__rt_wide_operation', type, [INT, INT, type, type], given, at)
  }
  if (env.fn === null || !hasSideEffects(right) || !hasSideEffects(left)) return call(left)
  // arguments go from the last to the first, operands do not
  const kept = createNode(N.Variable, type, at, null, null)
  kept.symbol = addLocal(env, '', type, at)
  return createNode(N.Comma, type, at, createNode(N.Assign, type, at, kept, left), call(kept))
}

/** `-x`, `~x`, `+x`. */
function wideUnary(env: Environment, kind: N, operand: Node, at: number): Node {
  const type = operand.type.plain
  if (type === LONG_DOUBLE && kind === N.Negate) return longDoubleNegate(env, operand, at)
  if (type === LONG_DOUBLE && kind === N.BitNot) {
    complain(env, 'invalid-operand', at, ['bit-complement'])
    return errorNode(at)
  }
  if (kind === N.Add) return createNode(N.Comma, type, at, intConstant(0, at), operand)
  const other = wideConvert(env, intConstant(kind === N.Negate ? 0 : -1, at), type)
  const list = kind === N.Negate ? [other, operand] : [operand, other]
  return operation(env, type, OPERATIONS.indexOf(kind === N.Negate ? N.Sub : N.BitXor), list, at)
}

/** Whether it is not zero, as an int. */
function wideTruth(env: Environment, node: Node): Node {
  return wideBinary(env, N.NotEqual, node, intConstant(0, node.at), node.at)
}

/** Between a wide type and any arithmetic one. */
function wideConvert(env: Environment, node: Node, type: CType): Node {
  const target = type.plain
  const from = node.type.plain
  const { at } = node
  if (from === target) return node
  if (target === LONG_DOUBLE) return toLongDouble(env, node)
  if (from === LONG_DOUBLE) return fromLongDouble(env, node, target)
  if (target.kind === K.Bool) return wideTruth(env, node)
  if (isWide(target)) {
    if (isFloating(from)) {
      const sign = intConstant(isSigned(target) ? 1 : 0, at)
      return callRuntime(env, '__rt_wide_of', target, [INT, DOUBLE], [sign, node], at)
    }
    if (isWide(from)) return callRuntime(env, '__rt_wide_same', target, [from], [node], at)
    return callRuntime(
      env,
      '__rt_wide_make',
      target,
      [ULONG, INT],
      [cast(env, node, wordOf(from), at), negative(node)],
      at,
    )
  }
  if (isFloating(target)) {
    const sign = intConstant(isSigned(from) ? 1 : 0, at)
    return cast(env, callRuntime(env, '__rt_wide_float', DOUBLE, [INT, from], [sign, node], at), target, at)
  }
  return cast(env, callRuntime(env, '__rt_wide_low', ULONG, [from], [node], at), target, at)
}

const wordOf = (type: CType): CType => (isUnsigned(type) ? ULONG : LONG)

/** Whether the upper word is all ones where the value's sign is set: told by its type, decided when it runs. */
function negative(node: Node): Node {
  if (node.kind === N.Constant)
    return intConstant(!isUnsigned(node.type) && bigValue(node) < 0n ? 1 : 0, node.at)
  return intConstant(isUnsigned(node.type) || isPointer(node.type) ? 0 : 2, node.at)
}

/** `x op= y`, `++x`, `x--` on a wide object: read, computed, written. */
function wideAssignment(
  env: Environment,
  kind: N,
  left: Node,
  right: Node,
  postfix: boolean,
  at: number,
): Node {
  if (!isLvalue(left) || hasSideEffects(left)) {
    complain(env, 'unsupported', at, ['__int128 assigned through an expression with effects'])
    return errorNode(at)
  }
  const stored = assign(env, left, binary(env, kind, left, right, at), at)
  if (!postfix) return stored
  return binary(env, kind === N.Add ? N.Sub : N.Add, stored, right, at)
}

/** An initialiser of a wide object with static storage, as its two words. */
export function wideWords(value: Node): readonly Node[] {
  if (isLongDouble(value.type)) return longDoubleWords(value) ?? [value]
  const made = value.left!
  const name = made.kind === N.Call ? made.left!.left?.symbol?.name : undefined
  const [first, sign] = made.list ?? []
  if (name !== '__rt_wide_make' || first?.kind !== N.Constant || sign?.kind !== N.Constant) return [value]
  const isNegative = sign.low === 1 || (sign.low === 2 && bigValue(first) < 0n)
  const high = integerConstant(ULONG, isNegative ? -1 : 0, isNegative ? -1 : 0, value.at)
  const word = (node: Node, offset: number): Node => {
    const part = createNode(N.InitialValue, ULONG, value.at, node, null)
    part.low = value.low + offset
    return part
  }
  return [word({ ...first, type: ULONG }, 0), word(high, 8)]
}

export const WIDE: WideMeanings = {
  literal: longDoubleLiteral,
  binary: wideBinary,
  unary: wideUnary,
  truth: wideTruth,
  convert: wideConvert,
  assignment: wideAssignment,
}
