/** Declarators: pointers, arrays and functions around a name, and type names. */

import { arithmetic } from '../meaning/arithmetic'
import { numberConstant, numberValue } from '../meaning/constant'
import { convert, decay, isError } from '../meaning/conversion'
import {
  createArray,
  createVla,
  ERROR,
  functionType,
  INT,
  isIncomplete,
  isInteger,
  isVla,
  LONG,
  pointerTo,
  qualify,
  typeName,
} from '../meaning/ctype'
import { addLocal, bind, closeScope, complain, createSymbol, openScope } from '../meaning/environment'
import { vlaSize } from '../meaning/pointer'
import { type CSymbol, type CType, createNode, K, N, type Node, SymbolKind } from '../meaning/syntax'
import { type Name, T } from '../text/token'
import { type Attributes, parseAttributes, seesBrackets } from './attribute'
import { startsDeclaration } from './first-set'
import { accept, advance, describeToken, enter, fail, leave, type Parser, peekKind, require } from './parser'
import { parseQualifiers, parseSpecifiers, type Specifiers, Storage } from './specifier'

export type Declarator = {
  readonly name: Name | null
  readonly at: number
  readonly type: CType
  /** The parameters, if the declarator is directly a function's. */
  readonly fn: FunctionPart | null
}

export type FunctionPart = {
  readonly kind: 'function'
  readonly symbols: CSymbol[]
  readonly names: (Name | null)[]
  readonly variadic: boolean
  /** `()` or a K&R list of names: no prototype. */
  readonly prototyped: boolean
  /** Sizes of variable-length array parameters: locals and the nodes that compute them. */
  readonly locals: CSymbol[]
  readonly nodes: Node[]
}

type Part =
  | { readonly kind: 'pointer'; readonly qualifiers: number }
  | {
      readonly kind: 'array'
      readonly length: Node | null
      /** What may stand in the brackets of a parameter alone: `static`, a qualifier, `*`; '': none of these. */
      readonly extra: string
      readonly at: number
    }
  | FunctionPart

const MAX_POINTERS = 200

/** Reads a declarator around `base`; the name may be missing only if `abstract`. */
export function parseDeclarator(
  p: Parser,
  base: CType,
  abstract: boolean,
  holder: Holder | null = null,
): Declarator {
  const parts: Part[] = []
  const found: Found = { name: null, at: p.token.at, holder }
  readParts(p, parts, found, abstract)
  let type = base
  for (let i = parts.length - 1; i >= 0; i--) type = wrap(p, type, parts[i]!, found)
  if (!abstract) checkArrays(p, parts, found)
  const first = parts[0]
  return {
    name: found.name,
    at: found.at,
    type,
    fn: first !== undefined && first.kind === 'function' ? first : null,
  }
}

/** A declarator that must have a name is no parameter's. */
function checkArrays(p: Parser, parts: readonly Part[], { name, at }: Found): void {
  for (const part of parts)
    if (part.kind === 'array' && part.extra !== '')
      complain(p, 'array-declarator', at, [part.extra, name?.text ?? ''])
}

/** The declared name, and where what is said of it in `[[…]]` goes. */
type Found = { name: Name | null; at: number; readonly holder: Holder | null }
type Holder = { attributes: Readonly<Attributes> }

function readParts(p: Parser, parts: Part[], found: Found, abstract: boolean): void {
  enter(p)
  const pointers: Part[] = []
  if (p.kind === T.Attribute) parseAttributes(p)
  while (p.kind === T.Star || p.kind === T.Caret) {
    advance(p)
    pointers.push({ kind: 'pointer', qualifiers: parseQualifiers(p) })
    if (pointers.length > MAX_POINTERS) fail(p, 'nesting-limit', [String(MAX_POINTERS)])
  }
  if (p.kind === T.Attribute) parseAttributes(p)
  if (p.kind === T.Identifier) {
    found.name = p.token.name
    found.at = p.token.at
    advance(p)
  } else if (p.kind === T.LeftParen && isNested(p, abstract)) {
    advance(p)
    readParts(p, parts, found, abstract)
    require(p, T.RightParen)
  } else if (!abstract) fail(p, 'expected-identifier', [describeToken(p)])
  readSuffixes(p, parts, found.holder)
  for (let i = pointers.length - 1; i >= 0; i--) parts.push(pointers[i]!)
  leave(p)
}

/** Whether `(` opens a nested declarator, not the parameters of an abstract function. */
function isNested(p: Parser, abstract: boolean): boolean {
  if (!abstract) return true
  const next = peekKind(p)
  if (next === T.Star || next === T.LeftParen || next === T.LeftBracket || next === T.Attribute) return true
  return next === T.Identifier && !startsDeclaration(p, next, p.ahead!)
}

function readSuffixes(p: Parser, parts: Part[], holder: Holder | null): void {
  for (;;) {
    if (seesBrackets(p)) {
      const attributes = parseAttributes(p, holder?.attributes)
      if (holder) holder.attributes = attributes
    } else if (p.kind === T.LeftBracket) parts.push(readArray(p))
    else if (p.kind === T.LeftParen) parts.push(readParameters(p))
    else return
    if (parts.length > MAX_POINTERS) fail(p, 'nesting-limit', [String(MAX_POINTERS)])
  }
}

function readArray(p: Parser): Part {
  const { at } = p.token
  advance(p)
  const isQualified = parseQualifiers(p) !== 0
  const isStatic = accept(p, T.Static)
  if (isStatic) parseQualifiers(p)
  let extra = isStatic ? 'static' : isQualified ? 'qualifier' : ''
  let length: Node | null = null
  if (p.kind === T.Star && peekKind(p) === T.RightBracket) {
    advance(p)
    extra = '*'
  } else if (isStatic || p.kind !== T.RightBracket) {
    enter(p)
    length = p.rules.assignment(p)
    leave(p)
  }
  require(p, T.RightBracket)
  return { kind: 'array', length, extra, at }
}

function wrap(p: Parser, type: CType, part: Part, found: Found): CType {
  const name = found.name?.text ?? 'type name'
  if (part.kind === 'pointer') return qualify(pointerTo(type), part.qualifiers)
  if (part.kind === 'function') {
    if (type.kind === K.Function) complain(p, 'function-returns-function', found.at, [name])
    if (type.kind === K.Array) complain(p, 'function-returns-array', found.at, [name])
    const returns = type.kind === K.Function || type.kind === K.Array ? INT : type
    const types = part.prototyped ? part.symbols.map((symbol) => symbol.type) : null
    return functionType(returns, types, part.variadic)
  }
  return wrapArray(p, type, part.length, found)
}

function wrapArray(p: Parser, element: CType, length: Node | null, found: Found): CType {
  const name = found.name?.text ?? 'type name'
  if (element.kind === K.Function) {
    complain(p, 'array-of-functions', found.at, [name])
    return ERROR
  }
  if (element.kind === K.Error) return ERROR
  if (isIncomplete(element) || element.kind === K.Void) {
    complain(p, 'incomplete-type', found.at, [name, typeName(element)])
    return ERROR
  }
  if (length === null) return createArray(element, -1)
  const value = decay(p, length)
  if (isError(value)) return ERROR
  if (!isInteger(value.type)) {
    complain(p, 'array-size-type', length.at, [name])
    return ERROR
  }
  if (value.kind !== N.Constant || isVla(element)) return variableArray(p, element, value, found)
  const count = numberValue(value)
  if (count < 0) complain(p, 'array-size-negative', length.at, [name])
  else if (count * Math.max(1, element.size) > 0x4000_0000) complain(p, 'array-too-large', length.at, [name])
  else return createArray(element, count)
  return createArray(element, 1)
}

/** An array whose size is computed where the declaration is executed. */
function variableArray(p: Parser, element: CType, length: Node, found: Found): CType {
  if (p.depth === 0) {
    complain(p, 'array-size-constant', found.at, [found.name?.text ?? 'type name'])
    return createArray(element, 1)
  }
  const { at } = length
  const bytes = addLocal(p, '', LONG, at)
  const variable = createNode(N.Variable, LONG, at, null, null)
  variable.symbol = bytes
  const size = isVla(element) ? vlaSize(element, at) : numberConstant(LONG, element.size, at)
  const total = arithmetic(p, N.Mul, LONG, convert(length, LONG), size, at)
  p.vlaNodes.push(createNode(N.Assign, LONG, at, variable, total))
  return createVla(element, bytes)
}

/** The parameters after a function's `(`, in a scope of their own. */
function readParameters(p: Parser): FunctionPart {
  advance(p)
  const { looseLocals, vlaNodes, fn } = p
  p.looseLocals = []
  p.vlaNodes = []
  p.fn = null
  openScope(p)
  const part: FunctionPart = readParameterList(p)
  closeScope(p, p.token.at)
  const result = { ...part, locals: p.looseLocals, nodes: p.vlaNodes }
  p.looseLocals = looseLocals
  p.vlaNodes = vlaNodes
  p.fn = fn
  return result
}

function readParameterList(p: Parser): FunctionPart {
  const symbols: CSymbol[] = []
  const names: (Name | null)[] = []
  const part = (variadic: boolean, prototyped: boolean): FunctionPart => ({
    kind: 'function',
    symbols,
    names,
    variadic,
    prototyped,
    locals: [],
    nodes: [],
  })
  if (accept(p, T.RightParen)) return part(false, false)
  if (p.kind === T.Void && peekKind(p) === T.RightParen) {
    advance(p)
    advance(p)
    return part(false, true)
  }
  if (p.kind === T.Identifier && !startsDeclaration(p, p.kind, p.token)) {
    const next = peekKind(p)
    if (next === T.Comma || next === T.RightParen) return readNameList(p, part(false, false))
  }
  for (;;) {
    if (p.kind === T.Ellipsis) {
      if (symbols.length === 0) complain(p, 'ellipsis-alone', p.token.at)
      advance(p)
      require(p, T.RightParen)
      return part(true, true)
    }
    readParameter(p, symbols, names)
    if (accept(p, T.RightParen)) return part(false, true)
    require(p, T.Comma)
  }
}

/** K&R: names now, types in declarations before the body. */
function readNameList(p: Parser, part: FunctionPart): FunctionPart {
  do {
    const { name, at } = p.token
    if (p.kind !== T.Identifier || name === null) return fail(p, 'expected', ['identifier', describeToken(p)])
    const symbol = createSymbol(SymbolKind.Variable, name.text, INT, at, 1)
    symbol.isParameter = true
    part.symbols.push(symbol)
    part.names.push(name)
    advance(p)
  } while (accept(p, T.Comma))
  require(p, T.RightParen)
  return part
}

function readParameter(p: Parser, symbols: CSymbol[], names: (Name | null)[]): void {
  if (p.kind === T.RightParen || p.kind === T.Comma)
    fail(p, 'expected', ['declaration specifiers', describeToken(p)])
  const specifiers: Specifiers = parseSpecifiers(p)
  const { name, at, type } = parseDeclarator(p, specifiers.type, true)
  parseAttributes(p)
  const symbol = createSymbol(SymbolKind.Variable, name?.text ?? '', adjusted(p, type, name, at), at, 1)
  symbol.isParameter = true
  symbol.isRegister = specifiers.storage === Storage.Register
  if (specifiers.storage !== Storage.None && !symbol.isRegister)
    complain(p, 'parameter-storage', at, [name?.text ?? 'type name'])
  if (name !== null) {
    if (names.includes(name)) complain(p, 'redefined', at, [name.text])
    bind(p, name, symbol)
  }
  symbols.push(symbol)
  names.push(name)
}

/** Parameters of array and function type are pointers. */
function adjusted(p: Parser, type: CType, name: Name | null, at: number): CType {
  if (type.kind === K.Array) return pointerTo(type.base!)
  if (type.kind === K.Function) return pointerTo(type)
  if (type.kind === K.Void) {
    if (name === null) complain(p, 'parameter-void', at)
    else complain(p, 'void-object', at, [name.text])
    return INT
  }
  return type
}

/** `int *`, `char (*)[4]` … as in casts and sizeof. */
export function parseTypeName(p: Parser): CType {
  const specifiers = parseSpecifiers(p)
  const { type } = parseDeclarator(p, specifiers.type, true)
  return type
}
