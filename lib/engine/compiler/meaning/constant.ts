/** Constants: canonical 64-bit halves, and arithmetic on them as the processor would do it. */
import { INT, integerKind, isFloating, isUnsigned } from './ctype'
import { type CType, createNode, K, N, type Node } from './syntax'

const scratch = new DataView(new ArrayBuffer(8))

/** An integer (or pointer) constant; the halves are cut to the type. */
export function integerConstant(type: CType, low: number, high: number, at: number): Node {
  const node = createNode(N.Constant, type, at, null, null)
  setInteger(node, low, high)
  return node
}

/** An `int` constant; of `value` the lower 32 bits. */
export function intConstant(value: number, at: number): Node {
  return integerConstant(INT, value | 0, value >> 31, at)
}

/** A constant of a 64-bit or narrower type from a safe integer. */
export function numberConstant(type: CType, value: number, at: number): Node {
  return integerConstant(type, value | 0, Math.floor(value / 0x1_0000_0000) | 0, at)
}

function setInteger(node: Node, low: number, high: number): void {
  const { type } = node
  const unsigned = isUnsigned(type)
  if (integerKind(type) === K.Bool) {
    node.low = low !== 0 || high !== 0 ? 1 : 0
    node.high = 0
  } else if (type.size === 8) {
    node.low = low | 0
    node.high = high | 0
  } else {
    const shift = 32 - 8 * Math.min(4, Math.max(1, type.size))
    node.low = unsigned ? ((low << shift) >>> shift) | 0 : (low << shift) >> shift
    node.high = unsigned ? 0 : node.low >> 31
  }
}

/**
 * A `float` or `double` constant. A `float` is rounded to one, and kept in the halves as the double of the same
 * value.
 */
export function floatConstant(type: CType, value: number, at: number): Node {
  const node = createNode(N.Constant, type, at, null, null)
  scratch.setFloat64(0, type.kind === K.Float ? Math.fround(value) : value)
  node.high = scratch.getInt32(0)
  node.low = scratch.getInt32(4)
  return node
}

/** The number of a floating constant. */
export function floatValue(node: Node): number {
  scratch.setInt32(0, node.high)
  scratch.setInt32(4, node.low)
  return scratch.getFloat64(0)
}

/** The 32 bits of a `float` constant as the machine holds it. */
export function floatBits(node: Node): number {
  scratch.setFloat32(0, floatValue(node))
  return scratch.getInt32(0)
}

/** An integer constant's value, signed or not as its type is. */
export function bigValue(node: Node): bigint {
  return halvesToBig(node.low, node.high, isUnsigned(node.type))
}

function halvesToBig(low: number, high: number, unsigned: boolean): bigint {
  return (BigInt(unsigned ? high >>> 0 : high) << 32n) | BigInt(low >>> 0)
}

/** An integer constant of any value, cut to the type. */
export function bigConstant(type: CType, value: bigint, at: number): Node {
  const bits = BigInt.asUintN(64, value)
  return integerConstant(type, Number(bits & 0xffffffffn) | 0, Number(bits >> 32n) | 0, at)
}

/** The constant as a JavaScript number; exact below 2^53. */
export function numberValue(node: Node): number {
  const low = node.low >>> 0
  return isUnsigned(node.type) ? (node.high >>> 0) * 0x1_0000_0000 + low : node.high * 0x1_0000_0000 + low
}

/** Whether a node is a constant of value 0, -0.0 among them. */
export function isZero(node: Node): boolean {
  if (node.kind !== N.Constant) return false
  return isFloating(node.type) ? floatValue(node) === 0 : node.low === 0 && node.high === 0
}

/** Whether an integer constant is what a signed 32-bit immediate gives when it is sign-extended. */
export function fitsImmediate(node: Node): boolean {
  return node.high === node.low >> 31 || node.type.size < 8
}

/** A constant converted to another arithmetic type or pointer. */
export function convertConstant(node: Node, type: CType): Node {
  const { at } = node
  if (isFloating(node.type)) {
    const value = floatValue(node)
    if (isFloating(type)) return floatConstant(type, value, at)
    if (integerKind(type) === K.Bool) return integerConstant(type, value !== 0 ? 1 : 0, 0, at)
    return floatToInteger(value, type, at)
  }
  if (!isFloating(type)) return integerConstant(type, node.low, node.high, at)
  if (type.kind === K.Float) return floatConstant(type, roundToFloat(bigValue(node)), at)
  return floatConstant(type, Number(bigValue(node)), at)
}

/** An integer rounded once to 24 bits (by way of double it would be rounded twice). */
function roundToFloat(value: bigint): number {
  const magnitude = value < 0n ? -value : value
  const extra = magnitude.toString(2).length - 53
  if (extra <= 0) return Math.fround(Number(value))
  const mask = (1n << BigInt(extra)) - 1n
  const sticky = (magnitude & mask) !== 0n ? 1n : 0n
  const rounded = Math.fround(Number((magnitude >> BigInt(extra)) | sticky) * 2 ** extra)
  return value < 0n ? -rounded : rounded
}

/** gcc folds what is out of range to the nearest value of the type, and NaN to 0, unlike the processor. */
function floatToInteger(value: number, type: CType, at: number): Node {
  const bits = BigInt(type.size * 8)
  const unsigned = isUnsigned(type)
  const least = unsigned ? 0n : -(1n << (bits - 1n))
  const most = (1n << (unsigned ? bits : bits - 1n)) - 1n
  if (Number.isNaN(value)) return bigConstant(type, 0n, at)
  if (!Number.isFinite(value)) return bigConstant(type, value < 0 ? least : most, at)
  const whole = BigInt(Math.trunc(value))
  return bigConstant(type, whole < least ? least : whole > most ? most : whole, at)
}

/** The value of an arithmetic operation on two constants of one type, or null where only a run can tell (x / 0). */
export function foldBinary(kind: N, type: CType, left: Node, right: Node, at: number): Node | null {
  if (isFloating(left.type)) return foldFloating(kind, type, floatValue(left), floatValue(right), at)
  if (kind === N.ShiftLeft || kind === N.ShiftRight) return foldShift(kind, type, left, right, at)
  if (left.type.size <= 4) {
    const value = fold32(kind, left.low, right.low, isUnsigned(left.type))
    return value === null ? null : integerConstant(type, value, isUnsigned(type) ? 0 : value >> 31, at)
  }
  return fold64(kind, type, bigValue(left), bigValue(right), at)
}

function fold32(kind: N, a: number, b: number, unsigned: boolean): number | null {
  const x = unsigned ? a >>> 0 : a
  const y = unsigned ? b >>> 0 : b
  switch (kind) {
    case N.Add:
      return (a + b) | 0
    case N.Sub:
      return (a - b) | 0
    case N.Mul:
      return Math.imul(a, b)
    case N.Div:
      return y === 0 || (!unsigned && y === -1 && x === -0x8000_0000) ? null : Math.trunc(x / y) | 0
    case N.Rem:
      return y === 0 || (!unsigned && y === -1 && x === -0x8000_0000) ? null : (x % y) | 0
    case N.BitAnd:
      return a & b
    case N.BitOr:
      return a | b
    case N.BitXor:
      return a ^ b
    default:
      return compare(kind, x, y)
  }
}

function compare<V extends number | bigint>(kind: N, x: V, y: V): number | null {
  switch (kind) {
    case N.Equal:
      return x === y ? 1 : 0
    case N.NotEqual:
      return x !== y ? 1 : 0
    case N.Less:
      return x < y ? 1 : 0
    case N.LessEqual:
      return x <= y ? 1 : 0
    case N.Greater:
      return x > y ? 1 : 0
    case N.GreaterEqual:
      return x >= y ? 1 : 0
    default:
      return null
  }
}

function fold64(kind: N, type: CType, x: bigint, y: bigint, at: number): Node | null {
  const big = (value: bigint): Node => bigConstant(type, value, at)
  switch (kind) {
    case N.Add:
      return big(x + y)
    case N.Sub:
      return big(x - y)
    case N.Mul:
      return big(x * y)
    case N.Div:
      return y === 0n || (y === -1n && x === -(1n << 63n)) ? null : big(x / y)
    case N.Rem:
      return y === 0n || (y === -1n && x === -(1n << 63n)) ? null : big(x % y)
    case N.BitAnd:
      return big(x & y)
    case N.BitOr:
      return big(x | y)
    case N.BitXor:
      return big(x ^ y)
    default: {
      const truth = compare(kind, x, y)
      return truth === null ? null : integerConstant(type, truth, 0, at)
    }
  }
}

/** A count outside the width gives 0 (or the sign), as gcc folds it. */
function foldShift(kind: N, type: CType, left: Node, right: Node, at: number): Node | null {
  const count = numberValue(right)
  const width = type.size * 8
  if (count < 0) return null
  const value = bigValue(left)
  if (kind === N.ShiftLeft)
    return count >= width ? bigConstant(type, 0n, at) : bigConstant(type, value << BigInt(count), at)
  return bigConstant(type, value >> BigInt(Math.min(count, width)), at)
}

function foldFloating(kind: N, type: CType, x: number, y: number, at: number): Node | null {
  switch (kind) {
    case N.Add:
      return floatConstant(type, x + y, at)
    case N.Sub:
      return floatConstant(type, x - y, at)
    case N.Mul:
      return floatConstant(type, x * y, at)
    case N.Div:
      return floatConstant(type, x / y, at)
    default: {
      const truth = compare(kind, x, y)
      return truth === null ? null : integerConstant(type, truth, 0, at)
    }
  }
}

/** -x, ~x of a constant. */
export function foldUnary(kind: N, type: CType, operand: Node, at: number): Node {
  if (isFloating(type)) return floatConstant(type, -floatValue(operand), at)
  const value = bigValue(operand)
  return bigConstant(type, kind === N.Negate ? -value : ~value, at)
}
