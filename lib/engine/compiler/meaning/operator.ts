/** Typed nodes for operators: constraints, conversions, folding. */
import { arithmetic, cutToField, invalid, operandType, ordered, precision } from './arithmetic'
import { foldBinary, foldUnary, intConstant, isZero, numberValue } from './constant'
import { condition, convert, decay, errorNode, isError, isNull, promoted } from './conversion'
import {
  INT,
  isArithmetic,
  isCompatibleUnqualified,
  isFloating,
  isInteger,
  isPointer,
  isRecord,
  isWide,
  pointerTo,
  qualify,
  VOID_POINTER,
} from './ctype'
import { complain, type Environment } from './environment'
import { pointerSum } from './pointer'
import { type CType, createNode, K, N, type Node } from './syntax'

/** A binary operator other than assignment, `&&`, `||` and `,`. */
export function binary(env: Environment, kind: N, a: Node, b: Node, at: number): Node {
  const left = decay(env, a)
  const right = decay(env, b)
  if (isError(left) || isError(right)) return errorNode(at)
  if (left.kind === N.Comma) return behind(left, binary(env, kind, left.right!, right, at), at)
  if (right.kind === N.Comma) return behind(right, binary(env, kind, left, right.right!, at), at)
  if (isWide(left.type) || isWide(right.type)) return env.rare.wide.binary(env, kind, left, right, at)
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

function shift(env: Environment, kind: N, left: Node, right: Node, at: number): Node {
  if (!isInteger(left.type) || !isInteger(right.type)) return invalid(env, kind, left, right, at)
  const type = promoted(left)
  const value = convert(left, type)
  const count = convert(right, promoted(right))
  if (count.kind === N.Constant) checkShift(env, kind, type, count, at)
  if (value.kind === N.Constant && count.kind === N.Constant) {
    const folded = foldBinary(kind, type, value, count, at)
    if (folded !== null) return folded
  }
  return cutToField(createNode(kind, type, at, value, count), precision(left), at)
}

/** Shifting by a negative number or by all bits and more means nothing in C. */
function checkShift(env: Environment, kind: N, type: CType, count: Node, at: number): void {
  const value = numberValue(count)
  const side = kind === N.ShiftLeft ? 'left' : 'right'
  if (value < 0) complain(env, 'shift-negative', at, [side])
  else if (value >= 8 * type.size) complain(env, 'shift-too-far', at, [side])
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

/** `-x`, `~x`, `+x`. */
export function unary(env: Environment, kind: N.Negate | N.BitNot | N.Add, operand: Node, at: number): Node {
  const node = decay(env, operand)
  if (isError(node)) return node
  if (isWide(node.type)) return env.rare.wide.unary(env, kind, node, at)
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

/**
 * `!x`, an `int`.
 * @returns an error node when the operand is no scalar
 */
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
  let yes = a.type.kind === K.Void ? a : decay(env, a)
  let no = b.type.kind === K.Void ? b : decay(env, b)
  if (isWide(yes.type) && isArithmetic(no.type)) no = env.rare.wide.convert(env, no, yes.type)
  if (isWide(no.type) && isArithmetic(yes.type)) yes = env.rare.wide.convert(env, yes, no.type)
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
