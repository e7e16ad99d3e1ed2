/** Functions that the compiler itself knows: `__builtin_…`, the library's `__syscall` and `__intrinsic`. */

import { callNumber, INTRINSICS } from '../../vm/abi'
import { VISIBLE } from '../../vm/opcode'
import { atomicBuiltin } from '../meaning/atomic'
import { builtinType } from '../meaning/builtin-function'
import { allocaCall, callExpression, declareImplicitly } from '../meaning/call'
import { floatConstant, intConstant, isZero, numberConstant, numberValue } from '../meaning/constant'
import { assignConvert, convert, decay, errorNode, INITIALISATION, isError } from '../meaning/conversion'
import {
  DOUBLE,
  FLOAT,
  findMember,
  INT,
  isCompatibleUnqualified,
  isFloating,
  isIncomplete,
  isInteger,
  isPointer,
  isRecord,
  LONG,
  pointerTo,
  typeName,
  ULONG,
  VOID_TYPE,
} from '../meaning/ctype'
import { complain, symbolOf } from '../meaning/environment'
import { type CType, createNode, K, N, type Node, SymbolKind } from '../meaning/syntax'
import { internText, T, type Token } from '../text/token'
import { accept, advance, describeToken, fail, type Parser, require } from './parser'

/** Whether a name that nobody declared is one of the compiler's own functions. */
export function isBuiltin(text: string): boolean {
  if (!text.startsWith('__')) return false
  return (
    text.startsWith('__builtin_') ||
    text.startsWith('__atomic_') ||
    text.startsWith('__sync_') ||
    text === '__syscall' ||
    text === '__intrinsic' ||
    text === '__intrinsic_d' ||
    text === '__intrinsic_v'
  )
}

/** Reads a call of a builtin; the current token is its name. */
export function parseBuiltin(p: Parser): Node {
  const { token } = p
  const { text } = token.name!
  const { at } = token
  advance(p)
  if (p.kind !== T.LeftParen) return fail(p, 'expected', ["'('", describeToken(p)])
  advance(p)
  switch (text) {
    case '__builtin_va_arg':
      return parseVaArg(p, at)
    case '__builtin_offsetof':
      return parseOffsetof(p, at)
    case '__builtin_types_compatible_p':
      return parseTypesCompatible(p, at)
    case '__builtin_choose_expr':
      return parseChoose(p)
    case '__syscall':
    case '__intrinsic':
    case '__intrinsic_d':
    case '__intrinsic_v':
      return parseTrap(p, text, at)
    default:
      return callBuiltin(p, token, text, readArguments(p), at)
  }
}

function readArguments(p: Parser): Node[] {
  const list: Node[] = []
  if (accept(p, T.RightParen)) return list
  do list.push(p.rules.assignment(p))
  while (accept(p, T.Comma))
  require(p, T.RightParen)
  return list
}

function voidNode(kind: N, at: number, left: Node | null = null, right: Node | null = null): Node {
  return createNode(kind, VOID_TYPE, at, left, right)
}

function callBuiltin(p: Parser, token: Token, text: string, list: Node[], at: number): Node {
  const atomic = atomicBuiltin(p, text, list, at)
  if (atomic !== null) return atomic
  const [first, second] = list
  switch (text) {
    case '__builtin_va_start':
      if (!p.fn!.type.variadic) complain(p, 'va-start', at)
      return voidNode(N.VaStart, at, decay(p, argument(p, first, 1, text, at)))
    case '__builtin_va_end':
      return voidNode(N.Convert, at, decay(p, argument(p, first, 1, text, at)))
    case '__builtin_prefetch':
      return list.reduce(
        (left, right) => voidNode(N.Comma, at, left, decay(p, right)),
        voidNode(N.Convert, at, intConstant(0, at)),
      )
    case '__builtin_va_copy':
      return voidNode(
        N.VaCopy,
        at,
        decay(p, argument(p, first, 1, text, at)),
        decay(p, argument(p, second, 2, text, at)),
      )
    case '__builtin_expect':
      return convert(decay(p, argument(p, first, 1, text, at)), LONG)
    case '__builtin_constant_p':
      return intConstant(first?.kind === N.Constant || isStringNode(first) ? 1 : 0, at)
    case '__builtin_unreachable':
      return voidNode(N.Convert, at, intConstant(0, at))
    case '__builtin_trap':
      return voidNode(N.Trap, at)
    case '__builtin_alloca':
      return p.fn === null ? errorNode(at) : allocaCall(p, argument(p, first, 1, text, at), at)
    case '__builtin_setjmp':
      return createNode(N.Setjmp, INT, at, pointerArgument(p, first, 1, text, at), null)
    case '__builtin_longjmp':
      return voidNode(
        N.Longjmp,
        at,
        pointerArgument(p, first, 1, text, at),
        integerArgument(p, second, INT, 2, text, at),
      )
    case '__builtin_inf':
    case '__builtin_huge_val':
      return floatConstant(DOUBLE, Number.POSITIVE_INFINITY, at)
    case '__builtin_inff':
    case '__builtin_huge_valf':
      return floatConstant(FLOAT, Number.POSITIVE_INFINITY, at)
    case '__builtin_nan':
    case '__builtin_nanf':
      return quietNan(text.endsWith('f') ? FLOAT : DOUBLE, at)
    case '__builtin_object_size':
      return numberConstant(ULONG, -1, at)
    default:
      return (
        (isDeclared(p, text) ? null : p.rare.runtimeBuiltin(p, text, list, at)) ??
        libraryCall(p, token, text, list, at)
      )
  }
}

function isStringNode(node: Node | undefined): boolean {
  return (
    node !== undefined && node.kind === N.Variable && node.symbol!.name === '' && node.symbol!.link !== null
  )
}

/** The positive quiet NaN; the constant's own bits are set, since a number may lose a NaN's sign. */
function quietNan(type: CType, at: number): Node {
  const node = floatConstant(type, 0, at)
  node.high = 0x7ff80000
  node.low = 0
  return node
}

/** What a builtin is called without what marks it as one. */
const plainName = (text: string): string => text.replace(/^__builtin_(?:___)?/, '').replace(/_chk$/, '')

/** Whether the library's function of that name has been declared. */
function isDeclared(p: Parser, text: string): boolean {
  return symbolOf(p, internText(p.pp.names, plainName(text)))?.kind === SymbolKind.Function
}

/** `__builtin_memcpy` and the like are the library's functions of that name. */
function libraryCall(p: Parser, token: Token, text: string, list: Node[], at: number): Node {
  const plain = plainName(text)
  const name = internText(p.pp.names, plain)
  const { known } = p.pp
  const isKnown =
    symbolOf(p, name) !== null || builtinType(plain) !== null || known.headerOf(plain) !== undefined
  if (!text.startsWith('__builtin_') || !isKnown) {
    complain(p, 'unsupported', at, [text])
    return errorNode(at)
  }
  let symbol = symbolOf(p, name)
  if (symbol === null || symbol.kind !== SymbolKind.Function) {
    symbol = declareImplicitly(p, { ...token, name })
  }
  const node = createNode(N.Variable, symbol.type, at, null, null)
  node.symbol = symbol
  return callExpression(p, node, list, at)
}

function argument(p: Parser, node: Node | undefined, position: number, text: string, at: number): Node {
  if (node !== undefined) return node
  complain(p, 'builtin-argument', at, [String(position), text])
  return errorNode(at)
}

function pointerArgument(
  p: Parser,
  node: Node | undefined,
  position: number,
  text: string,
  at: number,
): Node {
  const value = decay(p, argument(p, node, position, text, at))
  if (!isPointer(value.type) && !isError(value)) complain(p, 'builtin-argument', at, [String(position), text])
  return value
}

function integerArgument(
  p: Parser,
  node: Node | undefined,
  type: CType,
  position: number,
  text: string,
  at: number,
): Node {
  const value = decay(p, argument(p, node, position, text, at))
  return isError(value) ? value : assignConvert(p, value, type, INITIALISATION)
}

function parseVaArg(p: Parser, at: number): Node {
  const list = decay(p, p.rules.assignment(p))
  require(p, T.Comma)
  const type = p.rules.typeName(p)
  require(p, T.RightParen)
  if (isIncomplete(type) && type.kind !== K.Void) {
    complain(p, 'incomplete-use', at, [typeName(type)])
    return errorNode(at)
  }
  if (!isPointer(list.type)) {
    if (!isError(list)) complain(p, 'builtin-argument', at, ['1', 'va_arg'])
    return errorNode(at)
  }
  const node = createNode(N.VaArg, type.plain, at, list, null)
  if (!isRecord(type)) return node
  // the list holds a struct's address, or if it is small (`low`) the struct itself
  const pointer = createNode(N.VaArg, pointerTo(type.plain), at, list, null)
  pointer.low = type.size <= 8 ? 1 : 0
  return createNode(N.Deref, type.plain, at, pointer, null)
}

function parseOffsetof(p: Parser, at: number): Node {
  let type = p.rules.typeName(p)
  require(p, T.Comma)
  let offset = 0
  for (let first = true; ; first = false) {
    if (first || accept(p, T.Dot)) {
      const { name } = p.token
      if (name === null) return fail(p, 'expected', ['identifier', describeToken(p)])
      const found = isRecord(type) ? findMember(type, name.text) : null
      if (found === null) return fail(p, 'no-member', [typeName(type), name.text])
      offset += found.offset
      type = found.member.type
      advance(p)
    } else if (accept(p, T.LeftBracket)) {
      const index = p.rules.expression(p)
      require(p, T.RightBracket)
      if (type.kind !== K.Array || index.kind !== N.Constant) return fail(p, 'not-constant', ['array index'])
      offset += numberValue(index) * type.base!.size
      type = type.base!
    } else break
  }
  require(p, T.RightParen)
  return numberConstant(ULONG, offset, at)
}

function parseTypesCompatible(p: Parser, at: number): Node {
  const a = p.rules.typeName(p)
  require(p, T.Comma)
  const b = p.rules.typeName(p)
  require(p, T.RightParen)
  return intConstant(isCompatibleUnqualified(a, b) ? 1 : 0, at)
}

function parseChoose(p: Parser): Node {
  const test = p.rules.assignment(p)
  require(p, T.Comma)
  const yes = p.rules.assignment(p)
  require(p, T.Comma)
  const no = p.rules.assignment(p)
  require(p, T.RightParen)
  return isZero(test) ? no : yes
}

/** `__syscall("name", …)`, `__intrinsic("name", …)`: every argument becomes 8 bytes. `_d` gives a double, `_v` is visible. */
function parseTrap(p: Parser, text: string, at: number): Node {
  const name = p.token.text.slice(1, -1)
  if (p.kind !== T.String) return fail(p, 'expected', ['string', describeToken(p)])
  advance(p)
  const list: Node[] = []
  while (accept(p, T.Comma)) list.push(wideArgument(decay(p, p.rules.assignment(p))))
  require(p, T.RightParen)
  const isSystem = text === '__syscall'
  // Which calls there are only the kernel knows; one that it does not have fails with ENOSYS.
  const number = isSystem ? callNumber(p.unit.calls, name) : (INTRINSICS as readonly string[]).indexOf(name)
  if (number < 0) complain(p, 'unknown-system-call', at, [name])
  const node = createNode(
    isSystem ? N.Syscall : N.Intrinsic,
    text === '__intrinsic_d' ? DOUBLE : LONG,
    at,
    null,
    null,
  )
  node.low = number
  node.high = isSystem || text === '__intrinsic_v' ? VISIBLE : 0
  node.list = list
  return node
}

function wideArgument(node: Node): Node {
  if (isInteger(node.type)) return convert(node, LONG)
  return isFloating(node.type) ? convert(node, DOUBLE) : node
}
