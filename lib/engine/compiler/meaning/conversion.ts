/** Conversions: what a value becomes by itself, by assignment, and by a cast. */

import type { DiagnosticCode } from '../text/diagnostic'
import type { Hint } from '../text/mend'
import { bigValue, convertConstant, floatValue, isZero } from './constant'
import {
  CHAR_POINTER,
  DOUBLE,
  ERROR,
  isArithmetic,
  isAtomic,
  isCompatibleUnqualified,
  isFloating,
  isInteger,
  isPointer,
  isRecord,
  isScalar,
  isUnsigned,
  isWide,
  pointerTo,
  promote,
  typeName,
} from './ctype'
import { complain, type Environment } from './environment'
import { CONST, type CType, createNode, K, N, type Node, SWAPPED, VOLATILE } from './syntax'

/**
 * In place of what could not be given a type: it has been complained about, and whoever meets it says no more.
 */
export function errorNode(at: number): Node {
  return createNode(N.Constant, ERROR, at, null, null)
}

/** Whether a node stands for something that has been complained about. */
export const isError = (node: Node): boolean => node.type.kind === K.Error

/**
 * Whether a node names an object (C11 6.3.2.1). A member of what a function returns does not, though it has a place of its
 * own. Whether an lvalue may be assigned to is another question.
 */
export function isLvalue(node: Node): boolean {
  switch (node.kind) {
    case N.Variable:
      return node.type.kind !== K.Function
    case N.Deref:
    case N.CompoundLiteral:
      return true
    case N.Member:
      return isLvalue(node.left!)
    default:
      return false
  }
}

/** The variable whose own memory an lvalue (or an address made from one) lies in, or null. */
export function rootVariable(node: Node): Node | null {
  for (let n: Node | null = node; n !== null; n = n.left) {
    if (n.kind === N.Variable || n.kind === N.CompoundLiteral) return n
    if (n.kind === N.Deref) {
      let address: Node = n.left!
      while (address.kind === N.PointerAdd) address = address.left!
      if (address.kind !== N.AddressOf) return null
      n = address
    } else if (n.kind !== N.Member && n.kind !== N.AddressOf && n.kind !== N.PointerAdd) return null
  }
  return null
}

/** From here on a pointer to the object may exist: its loads and stores become real ones. */
export function markAddressTaken(env: Environment, node: Node): void {
  const symbol = rootVariable(node)?.symbol
  if (symbol === null || symbol === undefined) return
  if (symbol.isRegister) complain(env, 'register-address', node.at, [symbol.name])
  symbol.addressTaken = true
}

/** The address of an lvalue, not telling anybody. */
export function addressOf(node: Node, type: CType, at: number): Node {
  if (node.kind === N.Deref) {
    const address = node.left!
    if (address.type === type) return address
    return createNode(N.Convert, type, at, address, null)
  }
  return createNode(N.AddressOf, type, at, node, null)
}

/** An array or function as the pointer it becomes in nearly every context; an _Atomic object as its value. */
export function decay(env: Environment, node: Node): Node {
  const { type } = node
  if (type.kind === K.Array) {
    markAddressTaken(env, node)
    return arrayAddress(node)
  }
  if (type.kind === K.Function) return addressOf(node, pointerTo(type), node.at)
  if (isAtomic(type) && isLvalue(node)) return atomicLoad(env, node)
  return node
}

/** As `decay` of an array that is subscripted at once, so that no pointer to it remains. */
export function arrayAddress(node: Node): Node {
  return addressOf(node, pointerTo(node.type.base!), node.at)
}

function atomicLoad(env: Environment, node: Node): Node {
  markAddressTaken(env, node)
  const address = addressOf(node, pointerTo(node.type), node.at)
  const load = createNode(N.AtomicLoad, node.type.plain, node.at, address, null)
  if (isRecord(node.type)) complain(env, 'unsupported', node.at, ['_Atomic struct'])
  return load
}

/** A value converted to a scalar type (or void), without any check. */
export function convert(node: Node, type: CType): Node {
  const target = type.plain
  const from = node.type.plain
  if (from === target || target.kind === K.Error || from.kind === K.Error) return node
  if (node.kind === N.Constant && isScalar(target)) return convertConstant(node, target)
  if (isRecord(target)) return node
  if (node.kind === N.Convert && isDetour(node, target)) return node.left!
  const isCut = target.size < from.size && target.kind !== K.Bool
  if (isCut && isInteger(target) && isInteger(from)) reorder(node, target.size)
  return createNode(N.Convert, target, node.at, node, null)
}

/** Whether a conversion there and back changes nothing: `(int)(long)i`. gcc leaves it out. */
function isDetour(node: Node, target: CType): boolean {
  const between = node.type
  if (node.left!.type.plain !== target || !isInteger(target) || !isInteger(between)) return false
  return between.size >= target.size && between.kind !== K.Bool && target.kind !== K.Bool
}

/**
 * gcc computes what is cut to a narrower type in that type at once, and then decides anew which operand comes first:
 * a plain variable of that width comes last.
 */
function reorder(node: Node, size: number): void {
  const commutes =
    node.kind === N.Add || node.kind === N.Mul || (node.kind >= N.BitAnd && node.kind <= N.BitXor)
  if (!commutes && node.kind !== N.Sub) return
  const left = node.left!
  // An unsigned product is computed in the narrower type only where its factor is unsigned too.
  if (node.kind === N.Mul && isUnsigned(node.type) && !isNarrowUnsigned(left, size)) return
  const right = node.right!
  if (commutes && right.kind !== N.Constant) {
    const first = node.high === SWAPPED ? right : left
    const second = node.high === SWAPPED ? left : right
    const swap = isNarrowVariable(first, size) && !isNarrowVariable(second, size)
    node.left = swap ? second : first
    node.right = swap ? first : second
    node.high = swap ? SWAPPED : 0
  }
  reorder(left, size)
  reorder(right, size)
}

function isNarrowUnsigned(node: Node, size: number): boolean {
  if (!isNarrowVariable(node, size)) return false
  let n = node
  while (n.kind === N.Convert || n.kind === N.Current) n = n.left!
  return isUnsigned(n.type) && n.type.plain.kind !== K.Bool
}

function isNarrowVariable(node: Node, size: number): boolean {
  let n = node
  while (n.kind === N.Convert && isInteger(n.left!.type) && n.left!.type.size <= n.type.size) n = n.left!
  if (n.kind === N.Current) n = n.left!
  return n.kind === N.Variable && n.type.size === size
}

/** Default argument promotions. */
export function promoteArgument(env: Environment, argument: Node): Node {
  const node = decay(env, argument)
  if (node.type.kind === K.Float) return convert(node, DOUBLE)
  return isInteger(node.type) ? convert(node, promoted(node)) : node
}

/** Promoted type of an operand; a narrow bit-field becomes int, whatever its declared type. */
export function promoted(node: Node): CType {
  let n = node
  // The value of an assignment has the type of its object, which is that of the bit-field.
  for (;;) {
    if (n.kind === N.Comma) n = n.right!
    else if (n.kind >= N.Assign && n.kind <= N.Current && n.left !== null) n = n.left
    else break
  }
  if (n.kind === N.Member && n.member!.width >= 0 && n.member!.width < 32) return promote(INT_LIKE)
  return promote(node.type)
}

const INT_LIKE = promote(CHAR_POINTER.base!)

/** Whether a node is a null pointer constant (C11 6.3.2.3): an integer 0, or one cast to `void *`. */
export function isNull(node: Node): boolean {
  if (!isZero(node)) return false
  return isInteger(node.type) || (isPointer(node.type) && node.type.base!.plain.kind === K.Void)
}

/** What an assignment is part of, for messages: how it is named, e.g. `assignment to`. */
export type AssignContext = {
  readonly phrase: string
  readonly code?: 'incompatible-argument'
  readonly args?: string[]
}

export const ASSIGNMENT: AssignContext = { phrase: 'assignment to' }
export const INITIALISATION: AssignContext = { phrase: 'initialization of' }
export const RETURNING: AssignContext = { phrase: 'returning as' }

/** A value converted as by assignment to an object of this type, with gcc's warnings and errors. */
export function assignConvert(env: Environment, value: Node, type: CType, context: AssignContext): Node {
  const node = decay(env, value)
  const target = type.plain
  const from = node.type.plain
  if (target.kind === K.Error || from.kind === K.Error) return errorNode(node.at)
  if (from.kind === K.Void) {
    complain(env, 'void-value', node.at)
    return errorNode(node.at)
  }
  if (isArithmetic(target) && isArithmetic(from)) {
    if (node.kind === N.Constant && isInteger(target) && target.kind !== K.Bool) checkRange(env, node, target)
    return convert(node, target)
  }
  if (mixesWide(target, from)) return env.rare.wide.convert(env, node, target)
  if (target.kind === K.Bool && isPointer(from)) return convert(node, target)
  if (isPointer(target) && isPointer(from)) {
    checkPointers(env, node, type, context)
    return convert(node, target)
  }
  if (isPointer(target) && isInteger(from)) {
    if (!isNull(node)) mismatch(env, 'pointer-from-integer', node, type, context, addressHint(node, type))
    return convert(node, target)
  }
  if (isInteger(target) && isPointer(from)) {
    mismatch(env, 'integer-from-pointer', node, type, context)
    return convert(node, target)
  }
  if (isRecord(target) && isCompatibleUnqualified(target, from)) return node
  incompatible(env, node, type, context)
  return errorNode(node.at)
}

/** A constant that is no value of the type, be it taken for signed or for unsigned. */
function checkRange(env: Environment, node: Node, target: CType): void {
  const isWhole = isInteger(node.type)
  // nearly all constants are small, and counting with big integers takes a hundred times as long
  if (isWhole && node.high === 0 && (target.size >= 4 || node.low >>> (8 * target.size) === 0)) return
  const bits = BigInt(8 * target.size)
  const value = isWhole ? bigValue(node) : BigInt(Math.trunc(floatValue(node)) || 0)
  const most = isWhole || isUnsigned(target) ? (1n << bits) - 1n : (1n << (bits - 1n)) - 1n
  if (value >= -(1n << (bits - 1n)) && value <= most) return
  const now = String(bigValue(convert(node, target)))
  complain(env, 'conversion-overflow', node.at, [typeName(node.type), typeName(target), String(value), now])
}

/** Whether one of two types is wide, and the other another number. */
function mixesWide(a: CType, b: CType): boolean {
  if (!isWide(a) && !isWide(b)) return false
  return a !== b && [a, b].every((type) => isWide(type) || isArithmetic(type))
}

function mismatch(
  env: Environment,
  code: DiagnosticCode,
  node: Node,
  type: CType,
  context: AssignContext,
  hint?: Hint,
): void {
  complain(env, code, node.at, [context.phrase, typeName(type), typeName(node.type)], hint)
}

/** Where a pointer is wanted and what it would point to is named, the address of that is meant. */
function addressHint({ kind, type: from }: Node, wanted: CType): Hint | undefined {
  const isMeant = kind === N.Variable && isPointer(wanted) && isCompatibleUnqualified(wanted.base!, from)
  return isMeant ? { code: 'insert', text: '&' } : undefined
}

function incompatible(env: Environment, node: Node, type: CType, context: AssignContext): void {
  if (context.code !== undefined) {
    complain(env, context.code, node.at, context.args ?? [], addressHint(node, type))
    return
  }
  const args = [context.phrase, typeName(type), 'from', typeName(node.type)]
  complain(env, 'incompatible-types', node.at, args, addressHint(node, type))
}

function checkPointers(env: Environment, node: Node, type: CType, context: AssignContext): void {
  const to = type.base!
  const from = node.type.base!
  if (isNull(node)) return
  const isVoid = to.plain.kind === K.Void || from.plain.kind === K.Void
  const ok = isVoid || isCompatibleUnqualified(to, from) || sameButSign(to, from)
  if (!ok) mismatch(env, 'incompatible-pointer', node, type, context)
  const lost = from.qualifiers & ~to.qualifiers
  if (ok && (lost & (CONST | VOLATILE)) !== 0) {
    const word = (lost & CONST) !== 0 ? 'const' : 'volatile'
    complain(env, 'discards-qualifier', node.at, [context.phrase, typeName(type), typeName(node.type), word])
  }
}

/** `char *` and `unsigned char *` mix without a default warning. */
function sameButSign(a: CType, b: CType): boolean {
  return isInteger(a) && isInteger(b) && a.size === b.size && a.kind !== K.Bool && b.kind !== K.Bool
}

/** An operand that is asked whether it is zero. */
export function condition(env: Environment, value: Node): Node {
  const node = decay(env, value)
  if (isError(node) || isScalar(node.type)) return node
  if (isWide(node.type)) return env.rare.wide.truth(env, node)
  if (node.type.kind === K.Void) complain(env, 'void-value', node.at)
  else complain(env, 'scalar-needed', node.at, [typeName(node.type)])
  return errorNode(node.at)
}

/** `(type) value`. */
export function cast(env: Environment, value: Node, type: CType, at: number): Node {
  if (type.kind === K.Void) return createNode(N.Convert, type.plain, at, decayVoid(env, value), null)
  const node = decay(env, value)
  if (isError(node) || type.kind === K.Error) return errorNode(at)
  const target = type.plain
  if (mixesWide(target, node.type.plain)) return env.rare.wide.convert(env, node, target)
  if (isRecord(target) && isCompatibleUnqualified(target, node.type)) return node
  const bad = !isScalar(target) || !isScalar(node.type) || mixesPointerAndFloat(target, node.type)
  if (bad) {
    if (node.type.kind === K.Void) complain(env, 'void-value', at)
    else complain(env, 'bad-cast', at, [typeName(node.type), typeName(type)])
    return errorNode(at)
  }
  checkCastSize(env, node, target, at)
  const result = convert(node, target)
  return isLvalue(result) ? createNode(N.Convert, target, at, result, null) : result
}

/** An address in an integer of another width is cut, or made of thin air. */
function checkCastSize(env: Environment, node: Node, target: CType, at: number): void {
  const from = node.type
  if (isPointer(target) && isInteger(from) && from.size !== 8 && node.kind !== N.Constant)
    complain(env, 'cast-size', at, ['to pointer from integer'])
  if (isPointer(from) && isInteger(target) && target.size < 8 && target.kind !== K.Bool)
    complain(env, 'cast-size', at, ['from pointer to integer'])
}

function decayVoid(env: Environment, value: Node): Node {
  return value.type.kind === K.Void ? value : decay(env, value)
}

function mixesPointerAndFloat(a: CType, b: CType): boolean {
  return (isPointer(a) && isFloating(b)) || (isFloating(a) && isPointer(b))
}

/** Whether evaluating it does anything besides giving a value. */
export function hasSideEffects(node: Node): boolean {
  if (node.kind >= N.Assign && node.kind <= N.Increment) return true
  if (node.kind === N.Save) return false
  if (node.kind >= N.Call && node.kind <= N.AtomicUpdate) return node.kind !== N.SizeofVla
  if ((node.type.qualifiers & VOLATILE) !== 0 && isLvalue(node)) return true
  if (node.left !== null && node.kind !== N.Current && hasSideEffects(node.left)) return true
  if (node.right !== null && hasSideEffects(node.right)) return true
  return node.third !== null && hasSideEffects(node.third)
}
