/** `long double`: to the emitter a struct of two words; its operators are calls of long-double-source.ts. */
import { type Extended, parseExtended, roundExtended } from '../../vm/extended'
import { bigValue, floatValue, intConstant, integerConstant } from './constant'
import { cast, errorNode, hasSideEffects } from './conversion'
import {
  DOUBLE,
  FLOAT,
  INT,
  isFloating,
  isInteger,
  isUnsigned,
  isWide,
  LONG,
  LONG_DOUBLE,
  ULONG,
} from './ctype'
import { addLocal, complain, type Environment } from './environment'
import { callRuntime } from './runtime-builtin'
import { type CType, createNode, K, N, type Node } from './syntax'

const ARITHMETIC: Partial<Record<N, string>> = {
  [N.Add]: '__rt_ld_add',
  [N.Mul]: '__rt_ld_mul',
  [N.Div]: '__rt_ld_div',
}
/** Numbers of the comparisons of `__rt_ld_test`. */
const TESTS: readonly N[] = [N.Equal, N.NotEqual, N.Less, N.LessEqual, N.Greater, N.GreaterEqual]

/** A binary operator one of whose operands is a long double. */
export function longDoubleBinary(env: Environment, kind: N, left: Node, right: Node, at: number): Node {
  const isFit = [left, right].every(({ type }) => isNumber(type))
  const isComparison = TESTS.includes(kind)
  if (!isFit || !(isComparison || kind === N.Sub || ARITHMETIC[kind] !== undefined)) {
    complain(env, 'invalid-operands', at, ['operator', 'long double', '?'])
    return errorNode(at)
  }
  const a = toLongDouble(env, left)
  const b = kind === N.Sub ? longDoubleNegate(env, toLongDouble(env, right), at) : toLongDouble(env, right)
  if (isComparison) {
    const number = intConstant(TESTS.indexOf(kind), at)
    return inOrder(env, a, b, (first) =>
      callRuntime(env, '__rt_ld_test', INT, [INT, LONG_DOUBLE, LONG_DOUBLE], [number, first, b], at),
    )
  }
  const name = ARITHMETIC[kind] ?? '__rt_ld_add'
  return inOrder(env, a, b, (first) =>
    callRuntime(env, name, LONG_DOUBLE, [LONG_DOUBLE, LONG_DOUBLE], [first, b], at),
  )
}

const isNumber = (type: CType): boolean => type.plain === LONG_DOUBLE || isInteger(type) || isFloating(type)

/** Arguments go from the last to the first, operands do not: the left one is put aside where that can be seen. */
function inOrder(env: Environment, left: Node, right: Node, call: (first: Node) => Node): Node {
  if (env.fn === null || !hasSideEffects(left) || !hasSideEffects(right) || constantOf(left) !== null)
    return call(left)
  const kept = createNode(N.Variable, LONG_DOUBLE, left.at, null, null)
  kept.symbol = addLocal(env, '', LONG_DOUBLE, left.at)
  const value = call(kept)
  return createNode(
    N.Comma,
    value.type,
    left.at,
    createNode(N.Assign, LONG_DOUBLE, left.at, kept, left),
    value,
  )
}

/** `-x`: only the sign changes, also of a NaN. */
export function longDoubleNegate(env: Environment, node: Node, at: number): Node {
  const constant = constantOf(node)
  if (constant !== null) return made(env, constant.mantissa, constant.exponent ^ 0x8000, at)
  return callRuntime(env, '__rt_ld_negate', LONG_DOUBLE, [LONG_DOUBLE], [node], at)
}

/** Any number as a long double; constants at once. */
export function toLongDouble(env: Environment, node: Node): Node {
  const { type, at } = node
  if (type.plain === LONG_DOUBLE) return node
  if (isWide(type)) {
    complain(env, 'unsupported', at, ['__int128 as long double'])
    return errorNode(at)
  }
  if (node.kind === N.Constant) {
    const text = isFloating(type) ? floatValue(node) : bigValue(node)
    return typeof text === 'number' ? ofDouble(env, text, at) : rounded(env, text, 1n, at)
  }
  if (isFloating(type)) return callRuntime(env, '__rt_ld_extend', LONG_DOUBLE, [DOUBLE], [node], at)
  const sign = intConstant(isUnsigned(type) ? 0 : 1, at)
  return callRuntime(
    env,
    '__rt_ld_from',
    LONG_DOUBLE,
    [ULONG, INT],
    [cast(env, node, isUnsigned(type) ? ULONG : LONG, at), sign],
    at,
  )
}

/** A long double as any other number. */
export function fromLongDouble(env: Environment, node: Node, target: CType): Node {
  const { at } = node
  if (target.kind === K.Bool) return longDoubleBinary(env, N.NotEqual, node, intConstant(0, at), at)
  if (isFloating(target)) {
    const bits = intConstant(target.kind === K.Float ? 24 : 53, at)
    const narrowed = callRuntime(env, '__rt_ld_narrow', DOUBLE, [LONG_DOUBLE, INT], [node, bits], at)
    return target.kind === K.Float ? cast(env, narrowed, FLOAT, at) : narrowed
  }
  if (isWide(target)) {
    complain(env, 'unsupported', at, ['long double as __int128'])
    return errorNode(at)
  }
  const isWhole = target.size === 8 && isUnsigned(target)
  const sign = intConstant(isWhole ? 0 : 1, at)
  return cast(env, callRuntime(env, '__rt_ld_long', LONG, [LONG_DOUBLE, INT], [node, sign], at), target, at)
}

// ---- constants

/** A constant: mantissa, and sign and exponent as they lie in memory. */
function made(env: Environment, mantissa: bigint, exponent: number, at: number): Node {
  const low = Number(BigInt.asIntN(32, mantissa))
  const high = Number(BigInt.asIntN(32, mantissa >> 32n))
  const list = [integerConstant(ULONG, low, high, at), intConstant(exponent, at)]
  return callRuntime(env, '__rt_ld_make', LONG_DOUBLE, [ULONG, INT], list, at)
}

/** What a constant holds; null for all else. */
export function constantOf(node: Node): Extended | null {
  const name = node.kind === N.Call ? node.left!.left?.symbol?.name : undefined
  const [mantissa, exponent] = node.list ?? []
  if (name !== '__rt_ld_make' || mantissa === undefined || exponent === undefined) return null
  return { mantissa: BigInt.asUintN(64, bigValue(mantissa)), exponent: exponent.low }
}

function ofDouble(env: Environment, value: number, at: number): Node {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0
  if (Number.isNaN(value)) return made(env, 3n << 62n, 0x7fff, at)
  if (!Number.isFinite(value)) return made(env, 1n << 63n, sign | 0x7fff, at)
  if (value === 0) return made(env, 0n, sign, at)
  let scale = 1n
  let whole = Math.abs(value)
  while (!Number.isInteger(whole)) {
    whole *= 2
    scale *= 2n
  }
  return rounded(env, value < 0 ? -BigInt(whole) : BigInt(whole), scale, at)
}

/** A literal with the suffix `l`, decimal or hexadecimal, correctly rounded. */
export function longDoubleLiteral(env: Environment, text: string, at: number): Node {
  const { mantissa, exponent } = parseExtended(text)
  return made(env, mantissa, exponent, at)
}

function rounded(env: Environment, numerator: bigint, denominator: bigint, at: number): Node {
  const { mantissa, exponent } = roundExtended(numerator, denominator)
  return made(env, mantissa, exponent, at)
}

/** An initialiser of an object with static storage, as its two words. */
export function longDoubleWords(value: Node): readonly Node[] | null {
  const constant = constantOf(value.left!)
  if (constant === null) return null
  const word = (bits: bigint, offset: number): Node => {
    const [low, high] = [Number(BigInt.asIntN(32, bits)), Number(BigInt.asIntN(32, bits >> 32n))]
    const part = createNode(
      N.InitialValue,
      ULONG,
      value.at,
      integerConstant(ULONG, low, high, value.at),
      null,
    )
    part.low = value.low + offset
    return part
  }
  return [word(constant.mantissa, 0), word(BigInt(constant.exponent), 8)]
}
