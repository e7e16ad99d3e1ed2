/** Declarations inside and outside functions, and function definitions. */

import { builtinType } from '../meaning/builtin-function'
import { callExpression, reference } from '../meaning/call'
import {
  compositeType,
  createArray,
  INT,
  isAtomic,
  isCompatible,
  isIncomplete,
  isRecord,
  isScalar,
  isVla,
  named,
  typeName,
  VOID_TYPE,
} from '../meaning/ctype'
import { addLocal, bind, complain, createSymbol, symbolOf } from '../meaning/environment'
import { address } from '../meaning/pointer'
import { isStaticValue, staticImage } from '../meaning/static-data'
import {
  type CSymbol,
  type CType,
  createNode,
  K,
  N,
  type Node,
  SymbolKind,
  VOLATILE,
} from '../meaning/syntax'
import { externalSymbol, internalSymbol } from '../meaning/unit'
import type { ObjectSymbol } from '../object'
import { isSystem } from '../text/macro'
import { lineOf } from '../text/source'
import { internText, type Name, T } from '../text/token'
import { NO_ATTRIBUTES, parseAttributes } from './attribute'
import { type Declarator, parseDeclarator } from './declarator'
import { parseStaticAssert } from './expression'
import { parseInitialiser } from './initialiser'
import { accept, advance, expect, type Parser, require } from './parser'
import { parseSpecifiers, type Specifiers, Storage } from './specifier'

/** Called with the declarator of a function whose body follows. */
export type DefineFunction = (p: Parser, declarator: Declarator, specifiers: Specifiers) => void

/** One declaration at file scope, or a function definition. */
export function parseExternalDeclaration(p: Parser, define: DefineFunction): void {
  if (accept(p, T.Semicolon)) return
  if (p.kind === T.StaticAssert) {
    parseStaticAssert(p)
    return
  }
  const specifiers = parseSpecifiers(p)
  if (accept(p, T.Semicolon)) {
    checkEmpty(p, specifiers)
    return
  }
  checkStorage(p, specifiers)
  for (let first = true; ; first = false) {
    const declarator = parseDeclarator(p, specifiers.type, false, specifiers)
    specifiers.attributes = parseAttributes(p, specifiers.attributes)
    const { fn, type } = declarator
    if (
      first &&
      fn !== null &&
      type.kind === K.Function &&
      p.kind !== T.Semicolon &&
      p.kind !== T.Comma &&
      p.kind !== T.Assign
    ) {
      define(p, declarator, specifiers)
      return
    }
    if (fn !== null && !fn.prototyped && fn.names.length > 0) complain(p, 'parameter-names', declarator.at)
    declareGlobal(p, declarator, specifiers)
    if (!accept(p, T.Comma)) break
  }
  require(p, T.Semicolon)
}

/** A declaration without declarators is for a tag, or for nothing. */
function checkEmpty(p: Parser, { tagged, type, at }: Specifiers): void {
  if (!tagged) complain(p, 'empty-declaration', at)
  else if (isRecord(type) && type.tag === '') complain(p, 'unnamed-struct', at)
}

/** Outside functions nothing is automatic. */
function checkStorage(p: Parser, specifiers: Specifiers): void {
  if (specifiers.storage !== Storage.Auto && specifiers.storage !== Storage.Register) return
  complain(p, 'storage-outside', p.token.at, [specifiers.storage === Storage.Auto ? 'auto' : 'register'])
  specifiers.storage = Storage.None
}

/** What has no tag is known by its first name, as gcc calls it. */
function nameByAlias(type: CType, name: string): void {
  const mayLackTag = type.kind === K.Struct || type.kind === K.Union || type.kind === K.Enum
  if (mayLackTag && type.tag === '' && type.alias === '') type.alias = name
}

/** Of the library's types those that are numbers to the compiler and names of something to a reader. */
const HANDLES: ReadonlySet<string> = new Set(['pthread_t'])

function declareTypedef(p: Parser, name: Name, declarator: Declarator, align: number): void {
  const symbol = symbolOf(p, name)
  if (symbol !== null && symbol.depth === p.depth) {
    if (symbol.kind === SymbolKind.Typedef && isCompatible(symbol.type, declarator.type)) return
    complain(p, symbol.kind === SymbolKind.Typedef ? 'redeclared' : 'redeclared-kind', declarator.at, [
      name.text,
      typeName(declarator.type),
    ])
    return
  }
  const isHandle = HANDLES.has(name.text) && isSystem(p.pp, declarator.at)
  const type = isHandle ? named(declarator.type, name.text) : declarator.type
  const typedef = createSymbol(SymbolKind.Typedef, name.text, type, declarator.at, p.depth)
  typedef.align = align
  nameByAlias(declarator.type.plain, name.text)
  bind(p, name, typedef)
  if (p.kind === T.Assign) complain(p, 'typedef-initialised', p.token.at, [name.text])
}

function declareGlobal(p: Parser, declarator: Declarator, specifiers: Specifiers): void {
  const name = declarator.name!
  if (specifiers.storage === Storage.Typedef) {
    declareTypedef(p, name, declarator, specifiers.attributes.align)
    return
  }
  const symbol = declareExternal(p, declarator, specifiers)
  if (symbol.kind === SymbolKind.Function) {
    if (p.kind === T.Assign) complain(p, 'function-initialised', p.token.at, [name.text])
    return
  }
  if (accept(p, T.Assign)) {
    if (specifiers.storage === Storage.Extern) complain(p, 'initialiser-extern', declarator.at, [name.text])
    defineObject(p, symbol, declarator.at)
  } else if (specifiers.storage !== Storage.Extern && specifiers.attributes.alias === '') {
    checkObject(p, symbol.type, name.text, declarator.at, true)
    if (!symbol.link!.tentative && symbol.link!.data === null) p.tentative.push(symbol)
    symbol.link!.tentative = true
  }
}

/** Declares a function or an object with linkage; merges with what was declared before. */
export function declareExternal(p: Parser, declarator: Declarator, specifiers: Specifiers): CSymbol {
  const name = declarator.name!
  const { type, at } = declarator
  const isFunction = type.kind === K.Function
  const known = symbolOf(p, name)
  const kind = isFunction ? SymbolKind.Function : SymbolKind.Variable
  if (known !== null && known.depth === 0 && known.at >= 0) {
    if (known.kind === kind) return merge(p, known, type, specifiers, at)
    complain(p, 'redeclared-kind', at, [name.text])
  }
  if (isFunction && specifiers.isThread) complain(p, 'function-storage', at, [name.text])
  checkBuiltin(p, name.text, type, at)
  const symbol = createSymbol(kind, name.text, type, at, p.depth)
  symbol.isExtern = specifiers.storage === Storage.Extern
  symbol.isInline =
    specifiers.isInline && specifiers.storage !== Storage.Extern && !specifiers.attributes.alwaysInline
  if (!isFunction) checkVariable(p, specifiers, name.text, at)
  symbol.align = specifiers.attributes.align
  symbol.noReturn = specifiers.attributes.noReturn
  symbol.runs = runsOf(specifiers)
  symbol.noDiscard = specifiers.attributes.noDiscard
  symbol.deprecated = specifiers.attributes.deprecated
  symbol.addressTaken = true
  const linkKind = isFunction ? 'function' : specifiers.isThread ? 'tls' : 'data'
  const { unit } = p
  symbol.link =
    specifiers.storage === Storage.Static
      ? internalSymbol(unit, name.text, linkKind)
      : externalLink(p, name.text, linkKind, at)
  // gcc inlines it wherever it is called: a definition that yields to any other comes to the same
  if (specifiers.attributes.weak || specifiers.attributes.alwaysInline) symbol.link.weak = true
  const { alias } = specifiers.attributes
  if (alias !== '') symbol.link.alias = aliased(p, alias, linkKind)
  if (!isFunction) p.globals.push(symbol)
  bind(p, name, symbol)
  return symbol
}

const runsOf = ({ attributes }: Specifiers): number =>
  (attributes.constructor ? 1 : 0) | (attributes.destructor ? 2 : 0)

/** What the other name of an alias names: static or not, but of this file. */
function aliased(p: Parser, name: string, kind: ObjectSymbol['kind']): ObjectSymbol {
  const known = symbolOf(p, internText(p.pp.names, name))
  const link = known?.link ?? externalSymbol(p.unit, name, kind)
  if (known !== null) known.used = true
  return link
}

/** Words that are a function's. */
function checkVariable(
  p: Parser,
  { isInline, attributes, type }: Specifiers,
  name: string,
  at: number,
): void {
  if (isInline) complain(p, 'specifier-ignored', at, [name, 'inline'])
  if (attributes.isNoreturn) complain(p, 'specifier-ignored', at, [name, '_Noreturn'])
  if (attributes.alignas > 0 && attributes.alignas < type.align) complain(p, 'alignment-reduced', at, [name])
}

/** A program that takes the name of a function that gcc knows should mean the same by it. */
function checkBuiltin(p: Parser, name: string, type: CType, at: number): void {
  const builtin = p.unit.isLibrary ? null : builtinType(name)
  if (builtin === null) return
  if (type.kind !== K.Function) complain(p, 'builtin-not-function', at, [name])
  else if (!isCompatible(type, builtin)) complain(p, 'builtin-conflict', at, [name, typeName(builtin)])
}

function externalLink(p: Parser, name: string, kind: ObjectSymbol['kind'], at: number): ObjectSymbol {
  const link = externalSymbol(p.unit, name, kind)
  if (link.kind !== kind) complain(p, 'redeclared-kind', at, [name])
  return link
}

function merge(p: Parser, known: CSymbol, type: CType, specifiers: Specifiers, at: number): CSymbol {
  if (known.type.kind !== K.Error && type.kind !== K.Error) {
    if (known.isImplicit && type.base?.kind === K.Void) {
      complain(p, 'redeclared-implicit', at, [known.name, typeName(type)])
      known.type = type
    } else if (!isCompatible(known.type, type)) {
      const hint = { code: 'previous', line: lineOf(p.pp.reporter.map, known.at) } as const
      complain(p, 'redeclared', at, [known.name, typeName(type)], hint)
    } else known.type = compositeType(known.type, type)
  }
  known.isImplicit = false
  checkLinkage(p, known, specifiers, at)
  if (specifiers.storage !== Storage.Extern) known.isExtern = false
  // any declaration without inline, or with extern, makes an external definition
  if (!specifiers.isInline || specifiers.storage === Storage.Extern) known.isInline = false
  known.noReturn ||= specifiers.attributes.noReturn
  known.runs |= runsOf(specifiers)
  known.noDiscard ||= specifiers.attributes.noDiscard
  known.deprecated ||= specifiers.attributes.deprecated
  known.align = Math.max(known.align, specifiers.attributes.align)
  return known
}

/** What was declared static stays it, and nothing else becomes it. */
function checkLinkage(p: Parser, known: CSymbol, { storage }: Specifiers, at: number): void {
  const wasStatic = !known.link!.global
  const isStatic = storage === Storage.Static
  const inherits = storage === Storage.Extern || (known.kind === SymbolKind.Function && !isStatic)
  if (wasStatic === isStatic || inherits) return
  complain(p, 'linkage-conflict', at, [
    isStatic ? 'static' : 'non-static',
    known.name,
    isStatic ? 'non-static' : 'static',
  ])
}

/** Complains about types no object can have; an array may still be completed at file scope. */
function checkObject(p: Parser, type: CType, name: string, at: number, global: boolean): boolean {
  if (type.kind === K.Void) complain(p, 'void-object', at, [name])
  else if (isIncomplete(type) && type.kind === K.Array && !global)
    complain(p, 'array-size-missing', at, [name])
  else if (isIncomplete(type) && type.kind !== K.Array && !global)
    complain(p, 'incomplete-type', at, [name, typeName(type)])
  else return true
  return false
}

/** The initialiser after `=` of an object with static storage. */
function defineObject(p: Parser, symbol: CSymbol, at: number): void {
  const link = symbol.link!
  const initialiser = parseInitialiser(p, symbol.type)
  symbol.type = initialiser.type
  if (link.data !== null) complain(p, 'redefined', at, [symbol.name])
  if (!checkObject(p, symbol.type, symbol.name, at, false)) return
  const isPlain = initialiser.values.every(isStaticValue)
  const values = isPlain
    ? initialiser.values
    : initialiser.values.flatMap((value) => (isStaticValue(value) ? [value] : p.rare.staticValues(value)))
  link.data = staticImage(p, symbol.type, values, symbol.align)
}

/** Zeroed memory for the tentative definitions that got no other. */
export function finishTentative(p: Parser): void {
  for (const symbol of p.tentative) {
    const link = symbol.link!
    if (link.data !== null) continue
    let { type } = symbol
    if (type.kind === K.Array && type.length < 0) {
      complain(p, 'array-one-element', symbol.at, [symbol.name])
      type = createArray(type.base!, 1)
    }
    symbol.type = type
    if (type.size < 0) {
      complain(p, 'incomplete-type', symbol.at, [symbol.name, typeName(type)])
      continue
    }
    link.data = {
      size: type.size,
      align: Math.max(type.align, symbol.align, 1),
      readOnly: false,
      bytes: null,
      relocations: [],
    }
  }
}

/** A declaration among statements, as the statements that initialise what it declares. */
export function parseLocalDeclaration(p: Parser, statements: Node[], attributes = NO_ATTRIBUTES): void {
  const specifiers = parseSpecifiers(p, attributes)
  if (accept(p, T.Semicolon)) {
    checkEmpty(p, specifiers)
    return
  }
  flushVla(p, statements, specifiers.at)
  do {
    const declarator = parseDeclarator(p, specifiers.type, false, specifiers)
    specifiers.attributes = parseAttributes(p, specifiers.attributes)
    flushVla(p, statements, declarator.at)
    declareLocal(p, declarator, specifiers, statements)
  } while (accept(p, T.Comma))
  if (p.kind === T.LeftBrace) complain(p, 'unsupported', p.token.at, ['nested function'])
  expect(p, T.Semicolon)
}

/** The computations of array sizes become statements where the declaration stands. */
export function flushVla(p: Parser, statements: Node[], at: number): void {
  for (const node of p.vlaNodes) statements.push(createNode(N.ExpressionStatement, VOID_TYPE, at, node, null))
  p.vlaNodes.length = 0
}

function declareLocal(p: Parser, declarator: Declarator, specifiers: Specifiers, statements: Node[]): void {
  const name = declarator.name!
  const { storage } = specifiers
  const { type, at } = declarator
  if (storage === Storage.Typedef) {
    declareTypedef(p, name, declarator, specifiers.attributes.align)
    return
  }
  if (type.kind === K.Function || storage === Storage.Extern) {
    declareLocalExternal(p, declarator, specifiers)
    return
  }
  const known = symbolOf(p, name)
  if (known !== null && known.depth === p.depth && known.at >= 0) redeclareLocal(p, known, type, at)
  checkVariable(p, specifiers, name.text, at)
  if (storage === Storage.Static || specifiers.isThread) {
    declareStatic(p, declarator, specifiers)
    return
  }
  if (specifiers.deduced) {
    declareDeduced(p, declarator, statements)
    return
  }
  const symbol = addLocal(p, name.text, type, at)
  symbol.align = specifiers.attributes.align
  symbol.isRegister = storage === Storage.Register
  symbol.deprecated = specifiers.attributes.deprecated
  if ((type.qualifiers & VOLATILE) !== 0 || isAtomic(type)) symbol.addressTaken = true
  bind(p, name, symbol)
  if (isVla(type)) {
    if (p.kind === T.Assign) complain(p, 'variable-initialised', p.token.at)
    declareVla(p, symbol, statements, at)
  }
  if (accept(p, T.Assign)) initialiseLocal(p, symbol, statements, at)
  else if (p.fn!.symbol.name !== '') checkObject(p, symbol.type, name.text, at, false)
  if (specifiers.attributes.cleanup !== '') addCleanup(p, symbol, specifiers.attributes.cleanup, at)
}

/** From here to the end of its scope the variable has a function that will be called with its address. */
function addCleanup(p: Parser, symbol: CSymbol, name: string, at: number): void {
  const callee = symbolOf(p, internText(p.pp.names, name))
  if (callee === null || callee.kind !== SymbolKind.Function) {
    complain(p, 'undeclared', at, [name])
    return
  }
  const variable = (of: CSymbol): Node => {
    const node = createNode(N.Variable, of.type, at, null, null)
    node.symbol = of
    return node
  }
  reference(p, callee, at)
  const made = callExpression(p, variable(callee), [address(p, variable(symbol), at)], at)
  p.fn!.cleanup = { outer: p.fn!.cleanup, call: made }
}

function redeclareLocal(p: Parser, known: CSymbol, type: CType, at: number): void {
  if (known.kind !== SymbolKind.Variable || known.isParameter)
    complain(p, 'redeclared-kind', at, [known.name])
  else if (isCompatible(known.type, type)) complain(p, 'no-linkage', at, [known.name])
  else complain(p, 'redeclared', at, [known.name, typeName(type)])
}

function declareLocalExternal(p: Parser, declarator: Declarator, specifiers: Specifiers): void {
  const name = declarator.name!
  const outer = symbolOf(p, name)
  const { depth } = p
  const wanted = declarator.type.kind === K.Function ? SymbolKind.Function : SymbolKind.Variable
  const isLasting = specifiers.storage === Storage.Static || specifiers.storage === Storage.Register
  if (wanted === SymbolKind.Function && isLasting) complain(p, 'function-storage', declarator.at, [name.text])
  if (outer !== null && outer.link !== null && outer.kind === wanted && outer.depth === 0) {
    merge(p, outer, declarator.type, specifiers, declarator.at)
    return
  }
  const symbol = createSymbol(wanted, name.text, declarator.type, declarator.at, depth)
  symbol.isExtern = true
  symbol.addressTaken = true
  const kind = wanted === SymbolKind.Function ? 'function' : specifiers.isThread ? 'tls' : 'data'
  symbol.link = externalLink(p, name.text, kind, declarator.at)
  bind(p, name, symbol)
  if (p.kind === T.Assign) {
    complain(p, 'initialiser-extern-local', p.token.at, [name.text])
    advance(p)
    parseInitialiser(p, declarator.type)
  }
}

function declareStatic(p: Parser, declarator: Declarator, specifiers: Specifiers): void {
  const name = declarator.name!
  const { type, at } = declarator
  if (specifiers.isThread && specifiers.storage !== Storage.Static)
    complain(p, 'thread-local-automatic', at, [name.text])
  const symbol = createSymbol(SymbolKind.Variable, name.text, type, at, p.depth)
  symbol.addressTaken = true
  symbol.align = specifiers.attributes.align
  symbol.link = internalSymbol(p.unit, name.text, specifiers.isThread ? 'tls' : 'data')
  bind(p, name, symbol)
  p.globals.push(symbol)
  if (isVla(type)) complain(p, 'array-size-static', at, [name.text])
  if (accept(p, T.Assign)) defineObject(p, symbol, at)
  else if (checkObject(p, type, name.text, at, false)) {
    symbol.link.data = {
      size: type.size,
      align: Math.max(type.align, symbol.align),
      readOnly: false,
      bytes: null,
      relocations: [],
    }
  }
}

function declareDeduced(p: Parser, declarator: Declarator, statements: Node[]): void {
  const name = declarator.name!
  require(p, T.Assign)
  const value = p.rules.assignment(p)
  const { type } = value
  const symbol = addLocal(p, name.text, type.kind === K.Array ? INT : type.plain, declarator.at)
  bind(p, name, symbol)
  pushInitialisation(symbol, [initialValue(symbol.type, value)], statements, declarator.at)
}

function initialValue(type: CType, value: Node): Node {
  return createNode(N.InitialValue, type, value.at, value, null)
}

/** The block gives the memory of its variable-length arrays back when it is left. */
function declareVla(p: Parser, symbol: CSymbol, statements: Node[], at: number): void {
  const fn = p.fn!
  fn.usesDynamicStack = true
  if (fn.vla === null || fn.vlaDepth !== p.depth) {
    const saved = addLocal(p, '', symbol.type.bytes!.type, at)
    fn.vla = { outer: fn.vla, saved }
    fn.vlaDepth = p.depth
    const save = createNode(N.VlaDeclaration, VOID_TYPE, at, null, null)
    save.symbol = saved
    save.low = 1
    statements.push(save)
  }
  const node = createNode(N.VlaDeclaration, VOID_TYPE, at, null, null)
  node.symbol = symbol
  statements.push(node)
}

function initialiseLocal(p: Parser, symbol: CSymbol, statements: Node[], at: number): void {
  const initialiser = parseInitialiser(p, symbol.type)
  symbol.type = initialiser.type
  const [first] = initialiser.values
  if (first?.left?.kind === N.Constant && isScalar(symbol.type)) symbol.initial = first.left
  if (checkObject(p, symbol.type, symbol.name, at, false))
    pushInitialisation(symbol, initialiser.values, statements, at)
}

function pushInitialisation(symbol: CSymbol, values: Node[], statements: Node[], at: number): void {
  const node = createNode(N.LocalInit, VOID_TYPE, at, null, null)
  node.symbol = symbol
  node.list = values
  statements.push(node)
}
