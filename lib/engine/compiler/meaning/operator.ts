/** Typed nodes for operators: constraints, conversions, folding, and the order in which gcc -O0 evaluates. */
import {
  bigValue,
  foldBinary,
  foldUnary,
  intConstant,
  integerConstant,
  isZero,
  numberConstant,
  numberValue,
} from './constant'
import {
  addressOf,
  arrayAddress,
  condition,
  convert,
  decay,
  errorNode,
  hasSideEffects,
  isError,
  isLvalue,
  isNull,
  markAddressTaken,
  promoted,
} from './conversion'
import {
  commonType,
  INT,
  isArithmetic,
  isCompatibleUnqualified,
  isFloating,
  isIncomplete,
  isInteger,
  isPointer,
  isRecord,
  isUnsigned,
  isVla,
  LONG,
  pointerTo,
  qualify,
  typeName,
  VOID_POINTER,
} from './ctype'
import { complain, type Environment } from './environment'
import { type CType, createNode, K, N, type Node, SWAPPED } from './syntax'

const SYMBOLS: Partial<Record<N, string>> = {
  [N.Add]: '+',
  [N.Sub]: '-',
  [N.Mul]: '*',
  [N.Div]: '/',
  [N.Rem]: '%',
  [N.BitAnd]: '&',
  [N.BitOr]: '|',
  [N.BitXor]: '^',
  [N.ShiftLeft]: '<<',
  [N.ShiftRight]: '>>',
  [N.Equal]: '==',
  [N.NotEqual]: '!=',
  [N.Less]: '<',
  [N.LessEqual]: '<=',
  [N.Greater]: '>',
  [N.GreaterEqual]: '>=',
}

function invalid(env: Environment, kind: N, left: Node, right: Node, at: number): Node {
  if (!isError(left) && !isError(right)) {
    if (left.type.kind === K.Void || right.type.kind === K.Void) complain(env, 'void-value', at)
    else
      complain(env, 'invalid-operands', at, [SYMBOLS[kind] ?? '', typeName(left.type), typeName(right.type)])
  }
  return errorNode(at)
}

/** A binary operator other than assignment, `&&`, `||` and `,`. */
export function binary(env: Environment, kind: N, a: Node, b: Node, at: number): Node {
  const left = decay(env, a)
  const right = decay(env, b)
  if (isError(left) || isError(right)) return errorNode(at)
  if (left.kind === N.Comma) return behind(left, binary(env, kind, left.right!, right, at), at)
  if (right.kind === N.Comma) return behind(right, binary(env, kind, left, right.right!, at), at)
  if (kind >= N.Equal && kind <= N.GreaterEqual) return comparison(env, kind, left, right, at)
  if (kind === N.ShiftLeft || kind === N.ShiftRight) return shift(env, kind, left, right, at)
  if (kind === N.Add || kind === N.Sub) {
    if (isPointer(left.type) || isPointer(right.type)) return pointerSum(env, kind, left, right, at)
  }
  if (!isArithmetic(left.type) || !isArithmetic(right.type)) return invalid(env, kind, left, right, at)
  const integral = kind === N.Rem || (kind >= N.BitAnd && kind <= N.BitXor)
  if (integral && !(isInteger(left.type) && isInteger(right.type))) return invalid(env, kind, left, right, at)
  const type = operandType(left, right)
  const result = arithmetic(env, kind, type, convert(left, type), convert(right, type), at)
  return cutToField(result, Math.max(precision(left), precision(right)), at)
}

/** As gcc folds `a + (b, c)` and `(b, a) + c`: `b` comes before all else. */
function behind(comma: Node, result: Node, at: number): Node {
  return isError(result) ? result : createNode(N.Comma, result.type, at, comma.left, result)
}

/** Bits of an integer operand: gcc computes with bit-fields wider than int in exactly their width. */
function precision(node: Node): number {
  if (node.kind === N.Member && node.member!.width > 32) return node.member!.width
  return node.type.size * 8
}

/** A 64-bit result of computing with such a bit-field, brought back to its width. */
function cutToField(node: Node, width: number, at: number): Node {
  if (width <= 32 || width >= 64 || isFloating(node.type) || node.kind === N.Constant) return node
  const left = createNode(N.ShiftLeft, node.type, at, node, intConstant(64 - width, at))
  return createNode(N.ShiftRight, node.type, at, left, intConstant(64 - width, at))
}

function operandType(left: Node, right: Node): CType {
  return commonType(
    isInteger(left.type) ? promoted(left) : left.type,
    isInteger(right.type) ? promoted(right) : right.type,
  )
}

/** An operation on operands already converted to `type`. */
export function arithmetic(
  env: Environment,
  kind: N,
  type: CType,
  left: Node,
  right: Node,
  at: number,
): Node {
  if (right.kind === N.Constant) {
    if (left.kind === N.Constant) {
      const folded = foldBinary(kind, type, left, right, at)
      if (folded !== null) return folded
    }
  }
  if (isInteger(type) && isNeutral(kind, right)) return createNode(N.Convert, type, at, left, null)
  if ((kind === N.Div || kind === N.Rem) && isInteger(type)) return division(env, kind, type, left, right, at)
  // gcc turns sums around: a + -b is a - b, a - -b is a + b, and -a + b is b - a.
  if (right.kind === N.Negate && (kind === N.Add || kind === N.Sub))
    return arithmetic(env, kind === N.Add ? N.Sub : N.Add, type, left, right.left!, at)
  if (left.kind === N.Negate && kind === N.Add) return arithmetic(env, N.Sub, type, right, left.left!, at)
  return ordered(kind, type, left, right, at)
}

/** Whether gcc drops the operation: x + 0, x - 0, x | 0, x ^ 0, x * 1, x & -1. */
function isNeutral(kind: N, right: Node): boolean {
  if (right.kind !== N.Constant) return false
  if (kind === N.Mul) return right.low === 1 && right.high === 0
  if (kind === N.BitAnd) return right.low === -1 && (right.high === -1 || right.type.size === 4)
  const isSum = kind === N.Add || kind === N.Sub || kind === N.BitOr || kind === N.BitXor
  return isSum && right.low === 0 && right.high === 0
}

/** Division of integers, as gcc -O0 rewrites it: what it folds away does not trap. */
function division(env: Environment, kind: N, type: CType, left: Node, right: Node, at: number): Node {
  const isConstant = right.kind === N.Constant
  if (isConstant && isZero(right)) {
    complain(env, 'division-by-zero', at)
    return createNode(kind, type, at, left, right)
  }
  if (left.kind === N.Constant && isZero(left))
    return createNode(N.Comma, type, at, right, integerConstant(type, 0, 0, at))
  if (isSameValue(left, right)) return integerConstant(type, kind === N.Div ? 1 : 0, 0, at)
  if (kind === N.Div && !isUnsigned(type) && left.kind === N.Mul) {
    if (isSameValue(left.right!, right)) return left.left!
    if (isSameValue(left.left!, right)) return left.right!
  }
  return isConstant ? constantDivision(kind, type, left, right, at) : ordered(kind, type, left, right, at)
}

function constantDivision(kind: N, type: CType, left: Node, right: Node, at: number): Node {
  if (isUnsigned(type)) {
    const bits = powerOfTwo(bigValue(right))
    if (bits >= 0 && kind === N.Div) return createNode(N.ShiftRight, type, at, left, intConstant(bits, at))
    if (bits >= 0) {
      const mask = convert(numberConstant(LONG, numberValue(right) - 1, at), type)
      return createNode(N.BitAnd, type, at, left, mask)
    }
  } else if (bigValue(right) === -1n) {
    // gcc negates instead of dividing, so that the least integer does not trap
    if (kind === N.Div) return createNode(N.Negate, type, at, left, null)
    return createNode(N.Comma, type, at, left, integerConstant(type, 0, 0, at))
  }
  return createNode(kind, type, at, left, right)
}

/** Kinds of expressions that gcc recognises as equal when they are written alike. */
const COMPARABLE = new Set([
  N.Constant,
  N.Variable,
  N.Member,
  N.Deref,
  N.AddressOf,
  N.Convert,
  N.PointerAdd,
  N.Add,
  N.Sub,
  N.Mul,
])

/** Whether two operands certainly have the same value, so that gcc folds x / x to 1 without looking at x. */
function isSameValue(a: Node, b: Node): boolean {
  if (!isAlike(a, b)) return false
  return !hasSideEffects(a)
}

function isAlike(a: Node | null, b: Node | null): boolean {
  if (a === null || b === null) return a === b
  if (a.kind !== b.kind || a.type !== b.type || !COMPARABLE.has(a.kind)) return false
  if (a.low !== b.low || a.high !== b.high || a.symbol !== b.symbol || a.member !== b.member) return false
  return isAlike(a.left, b.left) && isAlike(a.right, b.right)
}

function powerOfTwo(value: bigint): number {
  if (value <= 0n || (value & (value - 1n)) !== 0n || value >= 1n << 52n) return -1
  return value.toString(2).length - 1
}

const MIRRORED: Partial<Record<N, N>> = {
  [N.Add]: N.Add,
  [N.Mul]: N.Mul,
  [N.BitAnd]: N.BitAnd,
  [N.BitOr]: N.BitOr,
  [N.BitXor]: N.BitXor,
  [N.Equal]: N.Equal,
  [N.NotEqual]: N.NotEqual,
  [N.Less]: N.Greater,
  [N.LessEqual]: N.GreaterEqual,
  [N.Greater]: N.Less,
  [N.GreaterEqual]: N.LessEqual,
}

/**
 * The node with its operands in gcc's canonical order, which is also the order of evaluation (gcc 12
 * `tree_swap_operands_p`): constants last, then plain variables.
 */
function ordered(kind: N, type: CType, left: Node, right: Node, at: number): Node {
  const mirrored = MIRRORED[kind]
  if (mirrored !== undefined && right.kind !== N.Constant) {
    if (left.kind === N.Constant || (isDeclaration(left) && !isDeclaration(right))) {
      const node = createNode(mirrored, type, at, right, left)
      node.high = SWAPPED
      return node
    }
  }
  return createNode(kind, type, at, left, right)
}

/** A variable, perhaps under conversions that do not change its width. */
function isDeclaration(node: Node): boolean {
  let n = node
  while (
    n.kind === N.Convert &&
    n.type.size === n.left!.type.size &&
    !isFloating(n.type) &&
    !isFloating(n.left!.type)
  ) {
    n = n.left!
  }
  if (n.kind === N.Current) return n.left !== null && n.left.kind === N.Variable
  return n.kind === N.Variable
}

function shift(env: Environment, kind: N, left: Node, right: Node, at: number): Node {
  if (!isInteger(left.type) || !isInteger(right.type)) return invalid(env, kind, left, right, at)
  const type = promoted(left)
  const value = convert(left, type)
  const count = convert(right, promoted(right))
  if (value.kind === N.Constant && count.kind === N.Constant) {
    const folded = foldBinary(kind, type, value, count, at)
    if (folded !== null) return folded
  }
  return cutToField(createNode(kind, type, at, value, count), precision(left), at)
}

function comparison(env: Environment, kind: N, left: Node, right: Node, at: number): Node {
  if (isArithmetic(left.type) && isArithmetic(right.type)) {
    const type = operandType(left, right)
    const x = convert(left, type)
    const y = convert(right, type)
    if (x.kind === N.Constant && y.kind === N.Constant) {
      const folded = foldBinary(kind, INT, x, y, at)
      if (folded !== null) return folded
    }
    return ordered(kind, INT, x, y, at)
  }
  if (!isPointer(left.type) && !isPointer(right.type)) return invalid(env, kind, left, right, at)
  return comparePointers(env, kind, left, right, at)
}

function comparePointers(env: Environment, kind: N, left: Node, right: Node, at: number): Node {
  if (isFloating(left.type) || isFloating(right.type) || isRecord(left.type) || isRecord(right.type)) {
    return invalid(env, kind, left, right, at)
  }
  if (isPointer(left.type) && isPointer(right.type)) {
    const a = left.type.base!
    const b = right.type.base!
    const isVoid = a.plain.kind === K.Void || b.plain.kind === K.Void
    if (!isVoid && !isNull(left) && !isNull(right) && !isCompatibleUnqualified(a, b)) {
      complain(env, 'compare-pointers', at)
    }
  } else if (!isNull(left) && !isNull(right)) complain(env, 'compare-pointer-integer', at)
  const x = convert(left, VOID_POINTER)
  const y = convert(right, VOID_POINTER)
  if (x.kind === N.Constant && y.kind === N.Constant) return foldBinary(kind, INT, x, y, at) ?? errorNode(at)
  return ordered(kind, INT, x, y, at)
}

/** Size that pointer arithmetic counts in; complains about incomplete types. */
function step(env: Environment, pointer: CType, at: number): number {
  const base = pointer.base!
  if (base.kind === K.Function) return 1
  if (isIncomplete(base)) complain(env, 'incomplete-use', at, [typeName(base)])
  return Math.max(0, base.size)
}

function pointerSum(env: Environment, kind: N, left: Node, right: Node, at: number): Node {
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
  const index = pointer === base ? other : base
  if (!isPointer(pointer.type)) {
    complain(env, 'not-array', at)
    return errorNode(at)
  }
  if (!isInteger(index.type)) {
    complain(env, 'subscript-type', at)
    return errorNode(at)
  }
  return dereference(env, pointerAdd(env, pointer, convert(index, LONG), at), at)
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

/** `-x`, `~x`, `+x`. */
export function unary(env: Environment, kind: N.Negate | N.BitNot | N.Add, operand: Node, at: number): Node {
  const node = decay(env, operand)
  if (isError(node)) return node
  const fine = kind === N.BitNot ? isInteger(node.type) : isArithmetic(node.type)
  if (!fine) {
    const name = kind === N.BitNot ? 'bit-complement' : kind === N.Add ? 'plus' : 'minus'
    complain(env, 'invalid-operand', at, [name])
    return errorNode(at)
  }
  const type = isInteger(node.type) ? promoted(node) : node.type.plain
  const value = convert(node, type)
  if (kind === N.Add) return value.kind === N.Constant ? value : createNode(N.Convert, type, at, value, null)
  if (value.kind === N.Constant) return foldUnary(kind, type, value, at)
  return cutToField(createNode(kind, type, at, value, null), precision(node), at)
}

export function logicalNot(env: Environment, operand: Node, at: number): Node {
  const node = condition(env, operand)
  if (isError(node)) return node
  if (node.kind === N.Constant) return intConstant(isZero(node) ? 1 : 0, at)
  return createNode(N.LogicalNot, INT, at, node, null)
}

/** `a && b`, `a || b`. */
export function logical(env: Environment, kind: N.AndAnd | N.OrOr, a: Node, b: Node, at: number): Node {
  const left = condition(env, a)
  const right = condition(env, b)
  if (isError(left) || isError(right)) return errorNode(at)
  if (left.kind === N.Constant) {
    const decided = isZero(left) === (kind === N.AndAnd)
    if (decided) return intConstant(kind === N.AndAnd ? 0 : 1, at)
    if (right.kind === N.Constant) return intConstant(isZero(right) ? 0 : 1, at)
  }
  return createNode(kind, INT, at, left, right)
}

/** `test ? yes : no`; a null `yes` is GNU's `test ?: no`, handled by the caller. */
export function conditional(env: Environment, test: Node, a: Node, b: Node, at: number): Node {
  const yes = a.type.kind === K.Void ? a : decay(env, a)
  const no = b.type.kind === K.Void ? b : decay(env, b)
  if (isError(test) || isError(yes) || isError(no)) return errorNode(at)
  const type = conditionalType(env, yes, no, at)
  if (type === null) {
    complain(env, 'conditional-mismatch', at)
    return errorNode(at)
  }
  const left = type.kind === K.Void ? yes : convert(yes, type)
  const right = type.kind === K.Void ? no : convert(no, type)
  if (test.kind === N.Constant && left.kind === N.Constant && right.kind === N.Constant)
    return isZero(test) ? right : left
  const node = createNode(N.Conditional, type, at, test, left)
  node.third = right
  return node
}

function conditionalType(env: Environment, yes: Node, no: Node, at: number): CType | null {
  const a = yes.type.plain
  const b = no.type.plain
  if (isArithmetic(a) && isArithmetic(b)) return operandType(yes, no)
  if (a.kind === K.Void || b.kind === K.Void) return a.kind === K.Void ? a : b
  if (isPointer(a) && isPointer(b)) return pointerChoice(env, yes, no, at)
  if (isPointer(a) && isInteger(b)) return integerChoice(env, a, no, at)
  if (isPointer(b) && isInteger(a)) return integerChoice(env, b, yes, at)
  return isRecord(a) && isCompatibleUnqualified(a, b) ? a : null
}

function integerChoice(env: Environment, pointer: CType, other: Node, at: number): CType {
  if (!isNull(other)) complain(env, 'conditional-pointer', at)
  return pointer
}

function pointerChoice(env: Environment, yes: Node, no: Node, at: number): CType {
  if (isNull(yes)) return no.type.plain
  if (isNull(no)) return yes.type.plain
  const a = yes.type.base!
  const b = no.type.base!
  const qualifiers = a.qualifiers | b.qualifiers
  if (a.plain.kind === K.Void || b.plain.kind === K.Void) {
    return pointerTo(qualify(a.plain.kind === K.Void ? a : b, qualifiers))
  }
  if (isCompatibleUnqualified(a, b)) return pointerTo(qualify(a, qualifiers))
  complain(env, 'conditional-pointer', at)
  return VOID_POINTER
}
