/** Builtins that are small functions in C: bit counting and overflow checks, compiled in when they are used. */
import { callExpression } from './call'
import { intConstant, integerConstant } from './constant'
import { addressOf, convert, decay, errorNode, isError } from './conversion'
import {
  createArray,
  DOUBLE,
  FLOAT,
  functionType,
  INT,
  isInteger,
  isPointer,
  isUnsigned,
  LONG,
  pointerTo,
  UINT,
  ULONG,
} from './ctype'
import { addLocal, complain, createSymbol, type Environment } from './environment'
import { type CSymbol, type CType, createNode, N, type Node, SymbolKind } from './syntax'
import { externalSymbol } from './unit'

/** The node of a builtin made of runtime functions, or null if the name is none. */
export function runtimeBuiltin(env: Environment, text: string, list: Node[], at: number): Node | null {
  const bits = /^__builtin_(popcount|clz|ctz|ffs|parity|clrsb)(l|ll)?$/.exec(text)
  if (bits !== null) return bitBuiltin(env, bits[1]!, bits[2] === undefined ? 32 : 64, list, at)
  const swap = /^__builtin_bswap(16|32|64)$/.exec(text)
  if (swap !== null) return byteSwap(env, Number(swap[1]), list, at)
  const classify = /^__builtin_(isnan|isinf|isfinite|signbit|copysign)(f)?$/.exec(text)
  if (classify !== null) return floatBuiltin(env, classify[1]!, classify[2] === 'f', list, at)
  const checked = /^__builtin_(?:[su])?(add|sub|mul)(?:l|ll)?_overflow$/.exec(text)
  return checked === null ? null : overflow(env, checked[1]!, list, at)
}

function floatBuiltin(env: Environment, name: string, single: boolean, list: Node[], at: number): Node {
  const two = name === 'copysign'
  const returns = two ? DOUBLE : INT
  const result = callRuntime(env, `__rt_${name}`, returns, two ? [DOUBLE, DOUBLE] : [DOUBLE], list, at)
  return two && single ? convert(result, FLOAT) : result
}

/** A call of one of the functions of runtime-source.ts. */
export function callRuntime(
  env: Environment,
  name: string,
  returns: CType,
  parameters: CType[],
  list: Node[],
  at: number,
): Node {
  const symbol = createSymbol(SymbolKind.Function, name, functionType(returns, parameters, false), at, 0)
  symbol.link = externalSymbol(env.unit, name, 'function')
  symbol.link.referenced = true
  env.unit.runtime.add(name)
  const callee = createNode(N.Variable, symbol.type, at, null, null)
  callee.symbol = symbol
  return callExpression(env, callee, list, at)
}

function operand(env: Environment, list: Node[], type: CType, at: number): Node {
  const node = list[0] === undefined ? errorNode(at) : decay(env, list[0])
  if (isError(node) || list.length !== 1 || !isInteger(node.type)) {
    complain(env, 'builtin-argument', at, ['1', 'bit builtin'])
    return convert(createNode(N.Constant, INT, at, null, null), type)
  }
  return convert(node, type)
}

function binaryNode(kind: N, left: Node, value: number, at: number): Node {
  const right = createNode(N.Constant, INT, at, null, null)
  right.low = value
  right.high = value >> 31
  return createNode(kind, INT, at, left, right)
}

function bitBuiltin(env: Environment, name: string, width: number, list: Node[], at: number): Node {
  const value = convert(operand(env, list, width === 32 ? UINT : ULONG, at), ULONG)
  const run = (fn: string): Node => callRuntime(env, `__rt_${fn}`, INT, [ULONG], [value], at)
  switch (name) {
    case 'clz':
      return width === 32 ? binaryNode(N.Sub, run('clz'), 32, at) : run('clz')
    case 'parity':
      return binaryNode(N.BitAnd, run('popcount'), 1, at)
    case 'popcount':
    case 'ctz':
    case 'ffs':
      return run(name)
    default:
      complain(env, 'unsupported', at, [`__builtin_${name}`])
      return errorNode(at)
  }
}

function byteSwap(env: Environment, width: number, list: Node[], at: number): Node {
  const swapped = callRuntime(env, '__rt_bswap', ULONG, [ULONG], [operand(env, list, ULONG, at)], at)
  if (width === 64) return swapped
  const count = createNode(N.Constant, INT, at, null, null)
  count.low = 64 - width
  const shifted = createNode(N.ShiftRight, ULONG, at, swapped, count)
  return convert(shifted, UINT)
}

/** `__builtin_add_overflow(a, b, &result)` and its kin: computed exactly, then cut to the result's type. */
function overflow(env: Environment, name: string, list: Node[], at: number): Node {
  const [a, b, target] = list.map((node) => decay(env, node))
  const fits = a !== undefined && b !== undefined && target !== undefined && isPointer(target.type)
  if (!fits || env.fn === null || !isInteger(a.type) || !isInteger(b.type) || !isInteger(target.type.base!)) {
    complain(env, 'builtin-argument', at, ['3', `__builtin_${name}_overflow`])
    return errorNode(at)
  }
  const type = target.type.base!
  const left = keep(env, convert(a, isUnsigned(a.type) ? ULONG : LONG), at)
  const right = keep(env, convert(b, isUnsigned(b.type) ? ULONG : LONG), at)
  const exact = variable(addLocal(env, '', createArray(ULONG, 1), at), at)
  const address = addressOf(exact, pointerTo(ULONG), at)
  const int = (value: number): Node => intConstant(value, at)
  const parameters = [INT, ULONG, INT, ULONG, INT, INT, INT, pointerTo(ULONG)]
  const operation = int(['add', 'sub', 'mul'].indexOf(name))
  const given = [operation, left.value, isNegative(left.value, at), right.value, isNegative(right.value, at)]
  const shape = [int(type.size * 8), int(isUnsigned(type) ? 0 : 1), address]
  const checked = keep(env, callRuntime(env, '__rt_checked', INT, parameters, [...given, ...shape], at), at)
  const low = createNode(N.Deref, ULONG, at, address, null)
  const place = createNode(N.Deref, type, at, target, null)
  const store = createNode(N.Assign, type.plain, at, place, convert(low, type))
  return [left.keep, right.keep, checked.keep, store, checked.value].reduce((before, after) =>
    createNode(N.Comma, after.type, at, before, after),
  )
}

function variable(symbol: CSymbol, at: number): Node {
  const node = createNode(N.Variable, symbol.type, at, null, null)
  node.symbol = symbol
  return node
}

/** A value put aside in a local: the node that does it, and the local. */
function keep(env: Environment, value: Node, at: number): { readonly keep: Node; readonly value: Node } {
  const local = variable(addLocal(env, '', value.type.plain, at), at)
  return { keep: createNode(N.Assign, value.type.plain, at, local, value), value: local }
}

function isNegative(value: Node, at: number): Node {
  if (isUnsigned(value.type)) return intConstant(0, at)
  return createNode(N.Less, INT, at, value, integerConstant(LONG, 0, 0, at))
}
