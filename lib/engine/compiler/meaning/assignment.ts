/** Typed nodes for what changes objects: `=`, `op=`, `++`, `--`, and the same on _Atomic objects. */
import { intConstant, isZero } from './constant'
import {
  ASSIGNMENT,
  addressOf,
  assignConvert,
  convert,
  decay,
  errorNode,
  hasSideEffects,
  isError,
  isLvalue,
  markAddressTaken,
} from './conversion'
import {
  INT,
  isArithmetic,
  isAtomic,
  isInteger,
  isPointer,
  isRecord,
  isScalar,
  isWide,
  LONG,
  pointerTo,
  typeName,
} from './ctype'
import { complain, type Environment } from './environment'
import { binary } from './operator'
import { pointerAdd } from './pointer'
import { CONST, type CType, createNode, K, N, type Node } from './syntax'

/** Complains unless the node can be assigned to. */
function isModifiable(env: Environment, node: Node, what: string): boolean {
  if (isError(node)) return false
  if (!isLvalue(node) || node.type.kind === K.Array || node.type.kind === K.Void) {
    complain(env, 'not-lvalue', node.at, [what])
    return false
  }
  if (isConst(node)) {
    complain(env, 'read-only', node.at, nameOf(node))
    return false
  }
  return true
}

function isConst(node: Node): boolean {
  if ((node.type.qualifiers & CONST) !== 0) return true
  return isRecord(node.type) && hasConstMember(node.type, 0)
}

function hasConstMember(type: CType, depth: number): boolean {
  return (type.members ?? []).some(
    (member) =>
      (member.type.qualifiers & CONST) !== 0 ||
      (depth < 8 && isRecord(member.type) && hasConstMember(member.type, depth + 1)),
  )
}

function nameOf(node: Node): string[] {
  if (node.kind === N.Variable) return ['variable', node.symbol!.name]
  if (node.kind === N.Member) return ['member', node.member!.name]
  return ['location', '*…']
}

/** `left = right`. */
export function assign(env: Environment, left: Node, right: Node, at: number): Node {
  if (!isModifiable(env, left, 'left operand of assignment')) {
    decay(env, right)
    return errorNode(at)
  }
  const value = assignConvert(env, right, left.type, ASSIGNMENT)
  if (isError(value)) return value
  if (isAtomic(left.type)) return atomicStore(env, left, value, at)
  return createNode(N.Assign, left.type.plain, at, left, value)
}

function atomicAddress(env: Environment, node: Node, at: number): Node {
  markAddressTaken(env, node)
  return addressOf(node, pointerTo(node.type), at)
}

function atomicStore(env: Environment, left: Node, value: Node, at: number): Node {
  if (isRecord(left.type)) complain(env, 'unsupported', at, ['_Atomic struct'])
  return createNode(N.AtomicStore, left.type.plain, at, atomicAddress(env, left, at), value)
}

/** `left op= right`; `kind` is the operator. */
export function assignOperation(env: Environment, kind: N, left: Node, right: Node, at: number): Node {
  if (!isModifiable(env, left, 'left operand of assignment')) return errorNode(at)
  let operand = decay(env, right)
  if (isError(operand)) return operand
  if (isWide(left.type)) return env.rare.wide.assignment(env, kind, left, operand, false, at)
  if (isWide(operand.type)) operand = env.rare.wide.convert(env, operand, left.type)
  if (isAtomic(left.type)) return atomicOperation(env, kind, left, operand, at, false)
  let saved: Node | null = null
  if (hasSideEffects(operand)) {
    saved = createNode(N.Save, operand.type.plain, at, operand, null)
    operand = saved
  }
  const target = stabilised(left)
  const value = operationValue(env, kind, target, operand, at)
  if (value === null) return errorNode(at)
  const node = createNode(N.AssignOp, left.type.plain, at, target, value)
  node.third = saved
  return node
}

/** The new value of an object, made from `Current` (its old one) and an operand, in the object's type. */
function operationValue(env: Environment, kind: N, target: Node, operand: Node, at: number): Node | null {
  const current = createNode(N.Current, target.type.plain, at, target, null)
  current.member = target.member
  const value = binary(env, kind, current, operand, at)
  if (isError(value)) return null
  if (!isScalar(value.type) || (isPointer(value.type) && !isPointer(target.type))) {
    complain(env, 'invalid-operands', at, ['assignment', typeName(target.type), typeName(operand.type)])
    return null
  }
  return convert(value, target.type)
}

/** An lvalue whose side effects happen once although it is evaluated twice, as gcc's stabilize_reference makes it. */
function stabilised(node: Node): Node {
  if (!hasSideEffects(node)) return node
  switch (node.kind) {
    case N.Member: {
      const copy = createNode(N.Member, node.type, node.at, stabilised(node.left!), null)
      copy.member = node.member
      return copy
    }
    case N.Deref:
      return createNode(N.Deref, node.type, node.at, stabilisedValue(node.left!), null)
    default:
      return node
  }
}

function stabilisedValue(node: Node): Node {
  if (!hasSideEffects(node)) return node
  if (node.kind === N.PointerAdd) {
    const copy = createNode(
      N.PointerAdd,
      node.type,
      node.at,
      stabilisedValue(node.left!),
      stabilisedValue(node.right!),
    )
    copy.low = node.low
    return copy
  }
  if (node.kind === N.Convert)
    return createNode(N.Convert, node.type, node.at, stabilisedValue(node.left!), null)
  if (node.kind === N.AddressOf)
    return createNode(N.AddressOf, node.type, node.at, stabilised(node.left!), null)
  return createNode(N.Save, node.type.plain, node.at, node, null)
}

/** `++x`, `x--` …: `change` is 1 or -1. */
export function increment(env: Environment, left: Node, change: 1 | -1, postfix: boolean, at: number): Node {
  if (!isModifiable(env, left, change === 1 ? 'increment' : 'decrement')) return errorNode(at)
  if (isWide(left.type)) {
    const kind = change === 1 ? N.Add : N.Sub
    return env.rare.wide.assignment(env, kind, left, intConstant(1, at), postfix, at)
  }
  if (!isArithmetic(left.type) && !isPointer(left.type)) {
    complain(env, 'invalid-operand', at, [change === 1 ? 'increment' : 'decrement'])
    return errorNode(at)
  }
  if (isAtomic(left.type))
    return atomicOperation(env, change === 1 ? N.Add : N.Sub, left, intConstant(1, at), at, postfix)
  const current = createNode(N.Current, left.type.plain, at, left, null)
  current.member = left.member
  const value = isPointer(left.type)
    ? pointerAdd(env, current, convert(intConstant(change, at), LONG), at)
    : convert(binary(env, N.Add, current, intConstant(change, at), at), left.type)
  const node = createNode(N.Increment, left.type.plain, at, left, value)
  node.low = postfix ? 1 : 0
  return node
}

/** Operations of AtomicRmw, in `low`. */
export enum Rmw {
  Exchange,
  Add,
  And,
  Or,
  Xor,
  Nand,
}

const RMW: Partial<Record<N, Rmw>> = {
  [N.Add]: Rmw.Add,
  [N.Sub]: Rmw.Add,
  [N.BitAnd]: Rmw.And,
  [N.BitOr]: Rmw.Or,
  [N.BitXor]: Rmw.Xor,
}

/** `x op= operand` on an _Atomic object: one atomic operation where there is one, else a compare-and-swap loop. */
function atomicOperation(
  env: Environment,
  kind: N,
  left: Node,
  operand: Node,
  at: number,
  postfix: boolean,
): Node {
  const type = left.type.plain
  const rmw = RMW[kind]
  const target = atomicAddress(env, left, at)
  const direct =
    rmw !== undefined &&
    type.kind !== K.Bool &&
    (isInteger(type) || isPointer(type)) &&
    isInteger(operand.type)
  if (direct) {
    const value = rmwOperand(env, kind, type, operand, at)
    return atomicRmw(rmw, target, value, type, !postfix, at)
  }
  const saved = createNode(N.Save, operand.type.plain, at, operand, null)
  const plain = createNode(N.Deref, type, at, target, null)
  const value = operationValue(env, kind, plain, saved, at)
  if (value === null) return errorNode(at)
  const node = createNode(N.AtomicUpdate, type, at, target, value)
  node.third = saved
  node.low = postfix ? 1 : 0
  return node
}

/** What is added (or and-ed …) by an atomic operation on an object of this type: pointers count in elements. */
export function rmwOperand(env: Environment, kind: N, type: CType, operand: Node, at: number): Node {
  if (isPointer(type)) {
    const size = createNode(N.Constant, LONG, at, null, null)
    size.low = Math.max(1, type.base!.size)
    const bytes = binary(env, N.Mul, convert(operand, LONG), size, at)
    return kind === N.Sub ? minus(bytes, LONG, at) : bytes
  }
  const value = convert(operand, type.size < 4 ? INT : type)
  return kind === N.Sub ? minus(value, value.type, at) : value
}

function minus(value: Node, type: CType, at: number): Node {
  if (value.kind === N.Constant && !isZero(value)) {
    const node = createNode(N.Constant, type, at, null, null)
    node.low = -value.low | 0
    node.high = type.size === 8 ? ~value.high + (value.low === 0 ? 1 : 0) : node.low >> 31
    return node
  }
  return createNode(N.Negate, type, at, value, null)
}

/** One atomic read-modify-write; the value is the new one if `gives` is true. */
export function atomicRmw(
  rmw: Rmw,
  target: Node,
  value: Node,
  type: CType,
  givesNew: boolean,
  at: number,
  order = 0,
): Node {
  const node = createNode(N.AtomicRmw, type, at, target, value)
  node.low = rmw
  node.high = (order << 1) | (givesNew ? 1 : 0)
  return node
}
