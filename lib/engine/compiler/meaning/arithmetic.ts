/** Arithmetic on operands of one type: folding, what gcc rewrites, and the order in which gcc -O0 evaluates. */
import {
  bigValue,
  foldBinary,
  intConstant,
  integerConstant,
  isZero,
  numberConstant,
  numberValue,
} from './constant'
import { convert, errorNode, hasSideEffects, isError, promoted } from './conversion'
import { commonType, isFloating, isInteger, isUnsigned, LONG, typeName } from './ctype'
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

/**
 * Complains about the operands of a binary operator, unless one of them is an error that has been told.
 * @returns an error node
 */
export function invalid(env: Environment, kind: N, left: Node, right: Node, at: number): Node {
  if (!isError(left) && !isError(right)) {
    if (left.type.kind === K.Void || right.type.kind === K.Void) complain(env, 'void-value', at)
    else
      complain(env, 'invalid-operands', at, [SYMBOLS[kind] ?? '', typeName(left.type), typeName(right.type)])
  }
  return errorNode(at)
}

/** Bits of an integer operand: gcc computes with bit-fields wider than int in exactly their width. */
export function precision(node: Node): number {
  if (node.kind === N.Member && node.member!.width > 32) return node.member!.width
  return node.type.size * 8
}

/** A 64-bit result of computing with such a bit-field, brought back to its width. */
export function cutToField(node: Node, width: number, at: number): Node {
  if (width <= 32 || width >= 64 || isFloating(node.type) || node.kind === N.Constant) return node
  const left = createNode(N.ShiftLeft, node.type, at, node, intConstant(64 - width, at))
  return createNode(N.ShiftRight, node.type, at, left, intConstant(64 - width, at))
}

/**
 * The type in which two arithmetic operands meet: the usual arithmetic conversions (C11 6.3.1.8), bit-fields
 * promoted by their width.
 */
export function operandType(left: Node, right: Node): CType {
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
      if (folded !== null) {
        checkOverflow(env, kind, left, right, folded)
        return folded
      }
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

/** A signed sum, difference or product of constants that its type cannot hold. */
function checkOverflow(env: Environment, kind: N, left: Node, right: Node, folded: Node): void {
  const { type, at } = folded
  if (!isInteger(type) || isUnsigned(type) || kind > N.Mul) return
  const [a, b] = [bigValue(left), bigValue(right)]
  const exact = kind === N.Add ? a + b : kind === N.Sub ? a - b : a * b
  if (exact !== bigValue(folded))
    complain(env, 'integer-overflow', at, [typeName(type), String(bigValue(folded))])
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
export function ordered(kind: N, type: CType, left: Node, right: Node, at: number): Node {
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
