/** `__atomic_…` and `__sync_…` as single operations. */
import { FAILURE_SHIFT, ORDER_SHIFT } from '../../vm/opcode'
import { atomicRmw, Rmw, rmwOperand } from './assignment'
import { intConstant, integerConstant } from './constant'
import { convert, decay, errorNode, isError } from './conversion'
import { BOOL, INT, isInteger, isPointer, pointerTo, typeName, UCHAR, VOID_TYPE } from './ctype'
import { complain, type Environment } from './environment'
import { type CType, createNode, K, N, type Node } from './syntax'

/** Positions in `MEMORY_ORDERS` by gcc's numbers, from __ATOMIC_RELAXED: consume is as strong as acquire there. */
const ORDERS = [1, 2, 2, 3, 4, 0]

/** Forms of AtomicCas, in `low`. */
export enum Cas {
  /** third = address of the expected value, which gets what was found; the result says whether it succeeded. */
  WriteBack,
  /** third = the expected value; whether it succeeded, or what was found. */
  Bool,
  Value,
}

const OPERATIONS: Readonly<Record<string, readonly [Rmw, N]>> = {
  add: [Rmw.Add, N.Add],
  sub: [Rmw.Add, N.Sub],
  and: [Rmw.And, N.BitAnd],
  or: [Rmw.Or, N.BitOr],
  xor: [Rmw.Xor, N.BitXor],
  nand: [Rmw.Nand, N.BitAnd],
}

/** The node of an atomic builtin, or null if the name is none. */
export function atomicBuiltin(env: Environment, text: string, list: Node[], at: number): Node | null {
  if (!text.startsWith('__atomic_') && !text.startsWith('__sync_')) return null
  const name = text.replace(/^__(?:atomic|sync)_/, '')
  if (/^(?:thread_fence|signal_fence|synchronize)$/.test(name)) {
    if (name === 'signal_fence') return createNode(N.Convert, VOID_TYPE, at, intConstant(0, at), null)
    const fence = createNode(N.Fence, VOID_TYPE, at, null, null)
    fence.low = orderOf(text, name, list)
    return fence
  }
  if (name === 'is_lock_free' || name === 'always_lock_free') return intConstant(1, at)
  const target = pointerOperand(env, list[0], 1, text, at)
  if (target === null) return errorNode(at)
  const type = target.type.base!.plain
  const order = orderOf(text, name, list)
  return (
    readModifyWrite(env, name, list, target, type, order, at) ??
    plainAtomic(env, name, list, target, type, order, text, at)
  )
}

/** The memory order of a builtin: its last argument, but of a compare-and-exchange the one for success. */
function orderOf(text: string, name: string, list: readonly Node[]): number {
  if (name === 'lock_test_and_set') return ORDERS[2]!
  if (name === 'lock_release') return ORDERS[3]!
  if (text.startsWith('__sync_')) return 0
  return orderAt(name.startsWith('compare_exchange') ? list[4] : list[list.length - 1])
}

function orderAt(node: Node | undefined): number {
  return node?.kind === N.Constant ? (ORDERS[node.low & 0xffff] ?? 0) : 0
}

/** Argument number `position` as a pointer to an integer or pointer. */
function pointerOperand(
  env: Environment,
  node: Node | undefined,
  position: number,
  text: string,
  at: number,
): Node | null {
  const pointer = node === undefined ? null : decay(env, node)
  if (pointer === null || !isPointer(pointer.type)) {
    if (pointer === null || !isError(pointer)) complain(env, 'builtin-argument', at, [String(position), text])
    return null
  }
  const { base } = pointer.type
  const usable =
    isInteger(base!) || isPointer(base!) || base!.plain.kind === K.Double || base!.plain.kind === K.Float
  if (usable) return pointer
  if (base!.kind === K.Void) return convert(pointer, pointerTo(UCHAR))
  complain(env, 'atomic-operand', at, [typeName(pointer.type), String(position), text])
  return null
}

function valueOperand(env: Environment, node: Node | undefined, type: CType, at: number): Node {
  const value = node === undefined ? intConstant(0, at) : decay(env, node)
  return isError(value) ? integerConstant(INT, 0, 0, at) : convert(value, type)
}

function readModifyWrite(
  env: Environment,
  name: string,
  list: Node[],
  target: Node,
  type: CType,
  order: number,
  at: number,
): Node | null {
  const match =
    /^(?:fetch_(?:and_)?(add|sub|and|or|xor|nand)|(add|sub|and|or|xor|nand)_(?:and_)?fetch)$/.exec(name)
  if (match === null) return null
  const [rmw, kind] = OPERATIONS[(match[1] ?? match[2])!]!
  const operand = list[1] === undefined ? intConstant(0, at) : decay(env, list[1])
  if (isError(operand)) return operand
  // the builtins count in bytes, unlike C11's operations on atomic pointers
  const value = isPointer(type)
    ? rawOperand(kind, operand, type, at)
    : rmwOperand(env, kind, type, operand, at)
  return atomicRmw(rmw, target, value, type, match[2] !== undefined, at, order)
}

function rawOperand(kind: N, operand: Node, type: CType, at: number): Node {
  const value = convert(operand, type)
  return kind === N.Sub ? createNode(N.Negate, type, at, value, null) : value
}

function plainAtomic(
  env: Environment,
  name: string,
  list: Node[],
  target: Node,
  type: CType,
  order: number,
  text: string,
  at: number,
): Node {
  const value = (position: number): Node => valueOperand(env, list[position], type, at)
  const through = (position: number): Node => {
    const pointer = pointerOperand(env, list[position], position + 1, text, at)
    return pointer === null ? errorNode(at) : createNode(N.Deref, type, at, pointer, null)
  }
  const load = (): Node => ordered(createNode(N.AtomicLoad, type, at, target, null), order)
  const store = (stored: Node): Node =>
    retyped(ordered(createNode(N.AtomicStore, type, at, target, stored), order), VOID_TYPE)
  const exchange = (stored: Node): Node => atomicRmw(Rmw.Exchange, target, stored, type, false, at, order)
  switch (name) {
    case 'load_n':
      return load()
    case 'load':
      return retyped(createNode(N.Assign, type, at, through(1), load()), VOID_TYPE)
    case 'store_n':
      return store(value(1))
    case 'store':
      return store(through(1))
    case 'clear':
    case 'lock_release':
      return store(integerConstant(type, 0, 0, at))
    case 'exchange_n':
    case 'lock_test_and_set':
      return exchange(value(1))
    case 'exchange':
      return retyped(createNode(N.Assign, type, at, through(2), exchange(through(1))), VOID_TYPE)
    case 'test_and_set':
      return convert(exchange(integerConstant(type, 1, 0, at)), BOOL)
    case 'compare_exchange_n':
    case 'compare_exchange': {
      const expected = pointerOperand(env, list[1], 2, text, at) ?? errorNode(at)
      const desired = name.endsWith('_n') ? value(2) : through(2)
      const both = order | (orderAt(list[5]) << (FAILURE_SHIFT - ORDER_SHIFT))
      return compareAndSwap(Cas.WriteBack, target, expected, desired, BOOL, both, at)
    }
    case 'bool_compare_and_swap':
      return compareAndSwap(Cas.Bool, target, value(1), value(2), BOOL, order, at)
    case 'val_compare_and_swap':
      return compareAndSwap(Cas.Value, target, value(1), value(2), type, order, at)
    default:
      complain(env, 'unsupported', at, [text])
      return errorNode(at)
  }
}

function compareAndSwap(
  form: Cas,
  target: Node,
  expected: Node,
  desired: Node,
  type: CType,
  order: number,
  at: number,
): Node {
  if (isError(expected)) return expected
  const node = createNode(N.AtomicCas, type, at, target, desired)
  node.third = expected
  node.low = form
  node.high = order
  return node
}

function ordered(node: Node, order: number): Node {
  node.low = order
  return node
}

function retyped(node: Node, type: CType): Node {
  if (type.kind === K.Void) return createNode(N.Convert, VOID_TYPE, node.at, node, null)
  node.type = type
  return node
}
