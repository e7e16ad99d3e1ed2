/** Typed nodes for pointers: sums, differences, subscripts, `*` and `&`. */
import { arithmetic, invalid } from './arithmetic'
import { bigValue, foldUnary, integerConstant } from './constant'
import {
  addressOf,
  arrayAddress,
  cast,
  convert,
  decay,
  errorNode,
  isError,
  isLvalue,
  markAddressTaken,
} from './conversion'
import {
  isCompatibleUnqualified,
  isIncomplete,
  isInteger,
  isPointer,
  isVla,
  isWide,
  LONG,
  pointerTo,
  typeName,
} from './ctype'
import { complain, type Environment } from './environment'
import { type CType, createNode, K, N, type Node, SUBSCRIPT } from './syntax'

/** Size that pointer arithmetic counts in; complains about incomplete types. */
function step(env: Environment, pointer: CType, at: number): number {
  const base = pointer.base!
  if (base.kind === K.Function) return 1
  if (isIncomplete(base)) complain(env, 'incomplete-use', at, [typeName(base)])
  return Math.max(0, base.size)
}

/**
 * `+` and `-` with a pointer among the operands, which have decayed (C11 6.5.6).
 * @returns an error node when they do not fit
 */
export function pointerSum(env: Environment, kind: N, left: Node, right: Node, at: number): Node {
  if (kind === N.Sub && isPointer(left.type) && isPointer(right.type))
    return pointerDifference(env, left, right, at)
  if (kind === N.Add && isInteger(left.type)) return pointerSum(env, kind, right, left, at)
  if (!isPointer(left.type) || !isInteger(right.type)) return invalid(env, kind, left, right, at)
  const index = convert(right, LONG)
  const offset = kind === N.Sub ? negate(index, at) : index
  return pointerAdd(env, left, offset, at)
}

function negate(index: Node, at: number): Node {
  if (index.kind === N.Constant) return foldUnary(N.Negate, LONG, index, at)
  return createNode(N.Negate, LONG, at, index, null)
}

/** pointer + index, index being a `long`. */
export function pointerAdd(env: Environment, pointer: Node, index: Node, at: number): Node {
  const { base } = pointer.type
  if (base !== null && isVla(base)) {
    const size = vlaSize(base, at)
    const bytes = arithmetic(env, N.Mul, LONG, index, size, at)
    const node = createNode(N.PointerAdd, pointer.type.plain, at, pointer, bytes)
    node.low = 1
    return node
  }
  const size = step(env, pointer.type, at)
  if (pointer.kind === N.Constant && index.kind === N.Constant) {
    const sum = bigValue(pointer) + bigValue(index) * BigInt(size)
    return integerConstant(
      pointer.type.plain,
      Number(BigInt.asIntN(32, sum)),
      Number(BigInt.asIntN(32, sum >> 32n)),
      at,
    )
  }
  const node = createNode(N.PointerAdd, pointer.type.plain, at, pointer, index)
  node.low = size
  return node
}

/** Bytes of a variable-length array type, as it was when its declaration was met. */
export function vlaSize(type: CType, at: number): Node {
  const node = createNode(N.Variable, LONG, at, null, null)
  node.symbol = type.bytes
  return node
}

function pointerDifference(env: Environment, left: Node, right: Node, at: number): Node {
  if (!isCompatibleUnqualified(left.type.base!, right.type.base!)) return invalid(env, N.Sub, left, right, at)
  if (isVla(left.type.base!)) {
    const bytes = createNode(N.PointerDiff, LONG, at, left, right)
    bytes.low = 1
    return createNode(N.Div, LONG, at, bytes, vlaSize(left.type.base!, at))
  }
  const node = createNode(N.PointerDiff, LONG, at, left, right)
  node.low = Math.max(1, step(env, left.type, at))
  return node
}

/** `a[b]`: no pointer to `a` outlives it if `a` is an array. */
export function subscript(env: Environment, a: Node, b: Node, at: number): Node {
  const base = a.type.kind === K.Array ? arrayAddress(a) : decay(env, a)
  const other = b.type.kind === K.Array ? arrayAddress(b) : decay(env, b)
  if (isError(base) || isError(other)) return errorNode(at)
  const pointer = isPointer(base.type) ? base : other
  const given = pointer === base ? other : base
  const index = isWide(given.type) ? cast(env, given, LONG, at) : given
  if (!isPointer(pointer.type)) {
    complain(env, 'not-array', at)
    return errorNode(at)
  }
  if (!isInteger(index.type)) {
    complain(env, 'subscript-type', at)
    return errorNode(at)
  }
  const element = dereference(env, pointerAdd(env, pointer, convert(index, LONG), at), at)
  if (element.kind === N.Deref) element.low = SUBSCRIPT
  return element
}

/** `*pointer`. */
export function dereference(env: Environment, value: Node, at: number): Node {
  const pointer = value.type.kind === K.Array ? arrayAddress(value) : decay(env, value)
  if (isError(pointer)) return errorNode(at)
  if (!isPointer(pointer.type)) {
    complain(env, 'not-pointer', at, [typeName(pointer.type)])
    return errorNode(at)
  }
  const base = pointer.type.base!
  if (base.plain.kind === K.Void) complain(env, 'void-dereference', at)
  // *&x is x
  if (pointer.kind === N.AddressOf && pointer.left!.type === base) return pointer.left!
  return createNode(N.Deref, base, at, pointer, null)
}

/** `&value`. */
export function address(env: Environment, value: Node, at: number): Node {
  if (isError(value)) return value
  if (value.type.kind === K.Function) return addressOf(value, pointerTo(value.type), at)
  if (!isLvalue(value)) {
    complain(env, 'not-lvalue', at, ["unary '&'"])
    return errorNode(at)
  }
  if (value.kind === N.Member && value.member!.width >= 0) {
    complain(env, 'bit-field-address', at, [value.member!.name])
    return errorNode(at)
  }
  markAddressTaken(env, value)
  return addressOf(value, pointerTo(value.type), at)
}
