/** Builtins that are small functions in C: bit counting and overflow checks, compiled in when they are used. */
import { call } from './call'
import { convert, decay, errorNode, isError } from './convert'
import { functionType, INT, isInteger, isPointer, isUnsigned, LONG, pointerTo, UINT, ULONG } from './ctype'
import { complain, createSymbol, type Parser } from './parser'
import { type CType, createNode, N, type Node, SymbolKind } from './syntax'
import { externalSymbol } from './unit'

const U64 = 'unsigned long x'
const SMEAR = 'x |= x >> 1; x |= x >> 2; x |= x >> 4; x |= x >> 8; x |= x >> 16; x |= x >> 32;'
const POPCOUNT = `int __rt_popcount(${U64});`

/** C text by name; each stands alone. */
export const RUNTIME: Readonly<Record<string, string>> = {
  __rt_popcount: `int __rt_popcount(${U64}) { x -= x >> 1 & 0x5555555555555555; x = (x & 0x3333333333333333) + (x >> 2 & 0x3333333333333333); x = (x + (x >> 4)) & 0x0f0f0f0f0f0f0f0f; return x * 0x0101010101010101 >> 56; }`,
  __rt_clz: `${POPCOUNT} int __rt_clz(${U64}) { ${SMEAR} return 64 - __rt_popcount(x); }`,
  __rt_ctz: `${POPCOUNT} int __rt_ctz(${U64}) { return __rt_popcount((x & -x) - 1); }`,
  __rt_bswap: `unsigned long __rt_bswap(${U64}) { x = (x >> 8 & 0x00ff00ff00ff00ff) | (x & 0x00ff00ff00ff00ff) << 8; x = (x >> 16 & 0x0000ffff0000ffff) | (x & 0x0000ffff0000ffff) << 16; return x >> 32 | x << 32; }`,
  __rt_sadd: `_Bool __rt_sadd(long a, long b, long *r) { long s = (long)((unsigned long)a + (unsigned long)b); *r = s; return ((a ^ s) & (b ^ s)) < 0; }`,
  __rt_ssub: `_Bool __rt_ssub(long a, long b, long *r) { long s = (long)((unsigned long)a - (unsigned long)b); *r = s; return ((a ^ b) & (a ^ s)) < 0; }`,
  __rt_smul: `_Bool __rt_smul(long a, long b, long *r) { long s = (long)((unsigned long)a * (unsigned long)b); *r = s; if (a == 0) return 0; if (a == -1) return b == -0x7fffffffffffffff - 1; return s / a != b; }`,
  __rt_uadd: `_Bool __rt_uadd(unsigned long a, unsigned long b, unsigned long *r) { *r = a + b; return a + b < a; }`,
  __rt_usub: `_Bool __rt_usub(unsigned long a, unsigned long b, unsigned long *r) { *r = a - b; return a < b; }`,
  __rt_umul: `_Bool __rt_umul(unsigned long a, unsigned long b, unsigned long *r) { *r = a * b; return a != 0 && (a * b) / a != b; }`,
  __rt_narrow: `_Bool __rt_narrow(long v, int bits, int is_signed, long *r) { *r = v; long t = is_signed ? v << (64 - bits) >> (64 - bits) : (long)((unsigned long)v << (64 - bits) >> (64 - bits)); return t != v; }`,
}

/** What a runtime function needs besides itself. */
export const RUNTIME_NEEDS: Readonly<Record<string, readonly string[]>> = {
  __rt_clz: ['__rt_popcount'],
  __rt_ctz: ['__rt_popcount'],
}

/** The node of a builtin made of runtime functions, or null if the name is none. */
export function runtimeBuiltin(p: Parser, text: string, list: Node[], at: number): Node | null {
  const bits = /^__builtin_(popcount|clz|ctz|ffs|parity|clrsb)(l|ll)?$/.exec(text)
  if (bits !== null) return bitBuiltin(p, bits[1]!, bits[2] === undefined ? 32 : 64, list, at)
  const swap = /^__builtin_bswap(16|32|64)$/.exec(text)
  if (swap !== null) return byteSwap(p, Number(swap[1]), list, at)
  const checked = /^__builtin_(?:[su])?(add|sub|mul)(?:l|ll)?_overflow$/.exec(text)
  return checked === null ? null : overflow(p, checked[1]!, list, at)
}

function callRuntime(
  p: Parser,
  name: string,
  returns: CType,
  parameters: CType[],
  list: Node[],
  at: number,
): Node {
  const symbol = createSymbol(SymbolKind.Function, name, functionType(returns, parameters, false), at, 0)
  symbol.link = externalSymbol(p.unit, name, 'function')
  symbol.link.referenced = true
  p.unit.runtime.add(name)
  const callee = createNode(N.Variable, symbol.type, at, null, null)
  callee.symbol = symbol
  return call(p, callee, list, at)
}

function operand(p: Parser, list: Node[], type: CType, at: number): Node {
  const node = list[0] === undefined ? errorNode(at) : decay(p, list[0])
  if (isError(node) || list.length !== 1 || !isInteger(node.type)) {
    complain(p, 'builtin-argument', at, ['1', 'bit builtin'])
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

function bitBuiltin(p: Parser, name: string, width: number, list: Node[], at: number): Node {
  const value = convert(operand(p, list, width === 32 ? UINT : ULONG, at), ULONG)
  const run = (fn: string): Node => callRuntime(p, `__rt_${fn}`, INT, [ULONG], [value], at)
  switch (name) {
    case 'clz':
      return width === 32 ? binaryNode(N.Sub, run('clz'), 32, at) : run('clz')
    case 'parity':
      return binaryNode(N.BitAnd, run('popcount'), 1, at)
    case 'popcount':
    case 'ctz':
      return run(name)
    default:
      complain(p, 'unsupported', at, [`__builtin_${name}`])
      return errorNode(at)
  }
}

function byteSwap(p: Parser, width: number, list: Node[], at: number): Node {
  const swapped = callRuntime(p, '__rt_bswap', ULONG, [ULONG], [operand(p, list, ULONG, at)], at)
  if (width === 64) return swapped
  const count = createNode(N.Constant, INT, at, null, null)
  count.low = 64 - width
  const shifted = createNode(N.ShiftRight, ULONG, at, swapped, count)
  return convert(shifted, UINT)
}

/** `__builtin_add_overflow(a, b, &result)` and its kin. */
function overflow(p: Parser, name: string, list: Node[], at: number): Node {
  const [a, b, target] = list.map((node) => decay(p, node))
  const fits = a !== undefined && b !== undefined && target !== undefined && isPointer(target.type)
  if (!fits || !isInteger(a.type) || !isInteger(b.type) || !isInteger(target.type.base!)) {
    complain(p, 'builtin-argument', at, ['3', `__builtin_${name}_overflow`])
    return errorNode(at)
  }
  const type = target.type.base!
  const unsigned = isUnsigned(type)
  const wide = type.size === 8
  const mixed = [a, b].some((node) => node.kind !== N.Constant && (node.type.size === 8) !== wide)
  const sign = [a, b].some((node) => node.kind !== N.Constant && isUnsigned(node.type) !== unsigned)
  if ((wide && sign) || (!wide && mixed)) {
    complain(p, 'unsupported', at, [`__builtin_${name}_overflow with operands of mixed types`])
    return errorNode(at)
  }
  const operandType = unsigned && wide ? ULONG : LONG
  if (wide) {
    const result = convert(target, pointerTo(operandType))
    const fn = `__rt_${unsigned ? 'u' : 's'}${name}`
    return callRuntime(p, fn, INT, [operandType, operandType, pointerTo(operandType)], [a, b, result], at)
  }
  complain(p, 'unsupported', at, [`__builtin_${name}_overflow on ${type.size * 8}-bit integers`])
  return errorNode(at)
}
