/** Postfix and primary expressions. */
import { increment } from '../meaning/assignment'
import { callExpression, declareImplicitly, reference } from '../meaning/call'
import { floatConstant, intConstant, integerConstant, numberConstant } from '../meaning/constant'
import { decay, errorNode, isError } from '../meaning/conversion'
import {
  CHAR,
  createArray,
  DOUBLE,
  FLOAT,
  findMember,
  INT,
  isCompatible,
  isCompatibleUnqualified,
  isIncomplete,
  isPointer,
  isRecord,
  LLONG,
  LONG,
  qualify,
  typeName,
  UINT,
  ULLONG,
  ULONG,
  USHORT,
  VOID_TYPE,
} from '../meaning/ctype'
import { closestName, complain, createSymbol, setSymbol, symbolOf } from '../meaning/environment'
import { dereference, subscript } from '../meaning/pointer'
import {
  ATOMIC_QUALIFIER,
  type CSymbol,
  type CType,
  createNode,
  K,
  N,
  type Node,
  SymbolKind,
} from '../meaning/syntax'
import { stringObject } from '../meaning/unit'
import { literalWidth, parseCharacter, parseFloating, parseInteger, parseString } from '../text/literal'
import type { Hint } from '../text/mend'
import { type Name, T } from '../text/token'
import { isBuiltin, parseBuiltin } from './builtin'
import { startsType } from './first-set'
import { accept, advance, describeToken, enter, fail, leave, type Parser, peekKind, require } from './parser'

/** A primary expression with what follows it; `start` is one already read. */
export function parsePostfix(p: Parser, start: Node | null = null): Node {
  let node = start ?? parsePrimary(p)
  for (let length = 0; ; length++) {
    const { at } = p.token
    if (length > 500) return fail(p, 'nesting-limit', ['500'])
    switch (p.kind) {
      case T.LeftBracket: {
        advance(p)
        enter(p)
        const index = p.rules.expression(p)
        leave(p)
        require(p, T.RightBracket)
        node = subscript(p, node, index, at)
        break
      }
      case T.LeftParen:
        advance(p)
        node = callExpression(p, node, parseArguments(p), node.at)
        break
      case T.Dot:
      case T.Arrow:
        node = parseMember(p, node)
        break
      case T.Increment:
      case T.Decrement: {
        const change = p.kind === T.Increment ? 1 : -1
        advance(p)
        node = increment(p, node, change, true, at)
        break
      }
      default:
        return node
    }
  }
}

/** Arguments after `(` up to and with `)`. */
export function parseArguments(p: Parser): Node[] {
  const list: Node[] = []
  if (accept(p, T.RightParen)) return list
  enter(p)
  do list.push(p.rules.assignment(p))
  while (accept(p, T.Comma))
  leave(p)
  require(p, T.RightParen)
  return list
}

function parseMember(p: Parser, left: Node): Node {
  const { at } = p.token
  const arrow = p.kind === T.Arrow
  advance(p)
  const { name } = p.token
  if (name === null) return fail(p, 'expected', ['identifier', describeToken(p)])
  const nameAt = p.token.at
  advance(p)
  let base = left
  if (arrow) {
    const pointer = decay(p, left)
    if (isError(pointer)) return pointer
    if (!isPointer(pointer.type)) {
      const hint: Hint | undefined = isRecord(pointer.type)
        ? { code: 'did-you-mean', name: '.', of: '->' }
        : undefined
      complain(p, 'not-pointer-arrow', at, [typeName(pointer.type)], hint)
      return errorNode(at)
    }
    base = dereference(p, pointer, at)
  }
  return member(p, base, name, nameAt, at)
}

function member(p: Parser, base: Node, name: Name, nameAt: number, at: number): Node {
  if (isError(base)) return base
  if (!isRecord(base.type)) {
    if (isPointer(base.type) && isRecord(base.type.base!)) {
      const hint: Hint = { code: 'did-you-mean', name: '->', of: '.' }
      complain(p, 'dot-on-pointer', at, [base.kind === N.Variable ? base.symbol!.name : 'expression'], hint)
    } else complain(p, 'not-struct', at, [name.text])
    return errorNode(at)
  }
  if (isIncomplete(base.type)) {
    complain(p, 'incomplete-use', at, [typeName(base.type)])
    return errorNode(at)
  }
  const found = findMember(base.type, name.text)
  if (found === null) {
    const near = closestName(p, name.text, (other) => findMember(base.type, other.text) !== null)
    complain(
      p,
      'no-member',
      nameAt,
      [typeName(base.type.plain), name.text],
      near === null ? undefined : { code: 'did-you-mean', name: near, of: name.text },
    )
    return errorNode(at)
  }
  let node = base
  for (const step of found.path) {
    // members of an object have its qualifiers; those of an atomic one are unsupported
    const type = qualify(step.type, node.type.qualifiers & ~ATOMIC_QUALIFIER)
    node = createNode(N.Member, type, nameAt, node, null)
    node.member = step
  }
  return node
}

function parsePrimary(p: Parser): Node {
  const { token } = p
  switch (p.kind) {
    case T.Identifier:
      return parseIdentifier(p)
    case T.Number:
      advance(p)
      return numberNode(p, token.text, token.at)
    case T.Char: {
      advance(p)
      const { value, count, fault } = parseCharacter(token.text)
      if (count === 0) complain(p, 'empty-character', token.at)
      if (count > 1) complain(p, 'long-character', token.at)
      if (fault !== null) complain(p, fault.code, token.at, [fault.argument])
      return characterNode(literalWidth(token.text), token.text, value, token.at)
    }
    case T.String:
      return stringNode(p)
    case T.LeftParen:
      return parseParenthesised(p)
    case T.Generic:
      return parseGeneric(p)
    case T.Complex:
      return fail(p, 'unsupported', ['_Complex'])
    default:
      return fail(p, 'expected-expression', [describeToken(p)])
  }
}

function characterNode(width: 1 | 2 | 4, text: string, value: number, at: number): Node {
  if (width === 1) return intConstant(value, at)
  const type = width === 2 ? USHORT : text.startsWith('L') ? INT : UINT
  return integerConstant(type, value, value >> 31, at)
}

function parseParenthesised(p: Parser): Node {
  if (peekKind(p) === T.LeftBrace) return parseStatementExpression(p)
  advance(p)
  enter(p)
  const node = p.rules.expression(p)
  leave(p)
  require(p, T.RightParen)
  return node
}

/** GNU's `({ … })`: the value is that of the last statement, if it is an expression. */
function parseStatementExpression(p: Parser): Node {
  const { at } = p.token
  advance(p)
  if (p.fn === null) return fail(p, 'unsupported', ['statement expression outside a function'])
  const block = p.rules.block(p)
  require(p, T.RightParen)
  const last = block.list![block.list!.length - 1]
  const node = createNode(N.StatementExpression, VOID_TYPE, at, null, null)
  node.list = block.list
  node.third = block
  if (last?.kind === N.ExpressionStatement && last.left !== null) {
    const value = last.left.type.kind === K.Void ? last.left : decay(p, last.left)
    node.list = block.list!.slice(0, -1)
    node.left = value
    node.type = value.type.plain
  }
  return node
}

function parseIdentifier(p: Parser): Node {
  const { token } = p
  const name = token.name!
  let symbol = symbolOf(p, name)
  if (symbol === null && isBuiltin(name.text)) return parseBuiltin(p)
  advance(p)
  if (symbol === null) {
    if (p.fn !== null && isFunctionName(name.text)) return functionNameNode(p, token.at)
    if (p.kind !== T.LeftParen || p.fn === null) return undeclared(p, name, token.at)
    symbol = declareImplicitly(p, token)
  }
  return symbolNode(p, symbol, token.at)
}

const isFunctionName = (text: string): boolean =>
  text === '__func__' || text === '__FUNCTION__' || text === '__PRETTY_FUNCTION__'

function symbolNode(p: Parser, symbol: CSymbol, at: number): Node {
  if (symbol.kind === SymbolKind.Constant)
    return integerConstant(symbol.type, symbol.value, Math.floor(symbol.value / 2 ** 32), at)
  if (symbol.kind === SymbolKind.Typedef) {
    complain(p, 'expected-expression', at, [`'${symbol.name}'`])
    return errorNode(at)
  }
  const node = createNode(N.Variable, symbol.type, at, null, null)
  node.symbol = symbol
  reference(p, symbol, at)
  return node
}

function undeclared(p: Parser, name: Name, at: number): Node {
  const header = p.pp.known.headerOf(name.text)
  const near = closestName(p, name.text, (other) => isValueName(p, other))
  let hint: Hint | undefined
  if (header !== undefined) hint = { code: 'include-header', name: name.text, header }
  else if (near !== null) hint = { code: 'did-you-mean', name: near, of: name.text }
  const undeclaredCode = p.fn === null ? 'undeclared-global' : 'undeclared'
  complain(p, p.pp.known.isRefused(name.text) ? 'unsupported' : undeclaredCode, at, [name.text], hint)
  // said once: later uses mean an object of no particular type
  const symbol = createSymbol(SymbolKind.Variable, name.text, errorNode(at).type, at, p.depth)
  if (p.fn !== null) {
    symbol.shadowed = null
    setSymbol(p, name, symbol)
    p.bound.push(name)
  }
  return errorNode(at)
}

function isValueName(p: Parser, name: Name): boolean {
  const symbol = symbolOf(p, name)
  return symbol !== null && symbol.kind !== SymbolKind.Typedef
}

function functionNameNode(p: Parser, at: number): Node {
  const fn = p.fn!
  if (fn.functionName === null) {
    const bytes = parseString(`"${fn.symbol.name}"`).units
    fn.functionName = stringSymbol(
      p,
      Uint8Array.from([...bytes, 0]),
      qualify(CHAR, 1),
      1,
      bytes.length + 1,
      at,
    )
  }
  const node = createNode(N.Variable, fn.functionName.type, at, null, null)
  node.symbol = fn.functionName
  return node
}

function stringSymbol(
  p: Parser,
  bytes: Uint8Array,
  element: CType,
  align: number,
  length: number,
  at: number,
): CSymbol {
  const symbol = createSymbol(SymbolKind.Variable, '', createArray(element, length), at, 0)
  symbol.link = stringObject(p.unit, bytes, align)
  return symbol
}

export type StringLiteral = {
  readonly units: number[]
  readonly width: 1 | 2 | 4
  readonly element: CType
  readonly at: number
}

/** One or more adjacent string literals as units without terminator. */
export function parseStrings(p: Parser): StringLiteral {
  const { at } = p.token
  let width: 1 | 2 | 4 = 1
  let element = CHAR
  const texts: string[] = []
  while (p.kind === T.String) {
    const { text } = p.token
    const own = literalWidth(text)
    if (own > width) {
      width = own
      element = own === 2 ? USHORT : text.startsWith('L') ? INT : UINT
    }
    texts.push(text)
    advance(p)
  }
  const units: number[] = []
  for (const text of texts) {
    const own = parseString(width > literalWidth(text) ? `${width === 2 ? 'u' : 'U'}${text}` : text)
    if (own.fault !== null) complain(p, own.fault.code, at, [own.fault.argument])
    for (const unit of own.units) units.push(unit)
  }
  return { units, width, element, at }
}

/** Little-endian bytes of units. */
export function unitBytes(units: readonly number[], width: 1 | 2 | 4): Uint8Array {
  if (width === 1) return Uint8Array.from(units)
  const bytes = new Uint8Array(units.length * width)
  const view = new DataView(bytes.buffer)
  units.forEach((unit, i) => {
    if (width === 2) view.setUint16(i * 2, unit, true)
    else view.setUint32(i * 4, unit, true)
  })
  return bytes
}

function stringNode(p: Parser): Node {
  const { units, width, element, at } = parseStrings(p)
  units.push(0)
  const symbol = stringSymbol(p, unitBytes(units, width), element, width, units.length, at)
  const node = createNode(N.Variable, symbol.type, at, null, null)
  node.symbol = symbol
  return node
}

function numberNode(p: Parser, text: string, at: number): Node {
  if (text.length < 10 && /^(?:[1-9][0-9]*|0)$/.test(text)) return intConstant(Number(text), at)
  const integer = parseInteger(text)
  if (integer !== null) {
    if (integer.bits >= 1n << 64n) complain(p, 'number-too-large', at, [text])
    else if (integer.bits >= 1n << 63n && integer.decimal && !integer.unsigned)
      complain(p, 'number-unsigned', at, [text])
    const type = integerType(integer.bits, integer.unsigned, integer.longs, integer.decimal)
    const bits = BigInt.asUintN(64, integer.bits)
    return integerConstant(type, Number(bits & 0xffffffffn) | 0, Number(bits >> 32n) | 0, at)
  }
  const floating = parseFloating(text)
  if (floating === null) {
    const [code, ...args] = p.pp.known.numberFault(text)
    complain(p, code, at, [...args, text])
    return numberConstant(INT, 0, at)
  }
  if (floating.suffix === 'l') return p.rare.wide.literal(p, text, at)
  return floatConstant(floating.suffix === 'f' ? FLOAT : DOUBLE, floating.value, at)
}

/** First type of C's list that holds the value. */
function integerType(bits: bigint, unsigned: boolean, longs: number, decimal: boolean): CType {
  if (longs === 0) {
    if (!unsigned && bits < 1n << 31n) return INT
    if ((unsigned || !decimal) && bits < 1n << 32n) return UINT
  }
  const fits = bits < 1n << 63n
  if (!unsigned && (fits || decimal)) return longs === 2 ? LLONG : LONG
  return longs === 2 ? ULLONG : ULONG
}

/** `_Generic(value, type: expression, …, default: expression)`. */
function parseGeneric(p: Parser): Node {
  const { at } = p.token
  advance(p)
  require(p, T.LeftParen)
  enter(p)
  const control = decay(p, p.rules.assignment(p))
  const types: CType[] = []
  let chosen: Node | null = null
  let fallback: Node | null = null
  while (accept(p, T.Comma)) {
    if (accept(p, T.Default)) {
      require(p, T.Colon)
      fallback = p.rules.assignment(p)
      continue
    }
    if (!startsType(p, p.kind, p.token)) return fail(p, 'expected', ['type name', describeToken(p)])
    const typeAt = p.token.at
    const type = p.rules.typeName(p)
    if (types.some((other) => isCompatible(other, type))) complain(p, 'generic-repeated', typeAt)
    types.push(type)
    require(p, T.Colon)
    const value = p.rules.assignment(p)
    const matches = type.qualifiers === 0 && isCompatibleUnqualified(control.type.plain, type)
    if (matches && chosen === null) chosen = value
  }
  leave(p)
  require(p, T.RightParen)
  const result = chosen ?? fallback
  if (result !== null || isError(control)) return result ?? errorNode(at)
  complain(p, 'no-match-generic', at, [typeName(control.type.plain)])
  return errorNode(at)
}
