/** Function definitions. */
import { DOUBLE, INT, isIncomplete, isInteger, isRecord, pointerTo, typeName } from '../meaning/ctype'
import { debugGlobals } from '../meaning/debug-information'
import {
  bind,
  closeScope,
  complain,
  createSymbol,
  type FunctionState,
  openScope,
  symbolOf,
} from '../meaning/environment'
import {
  ATOMIC_QUALIFIER,
  type CSymbol,
  type CType,
  K,
  type Node,
  SymbolKind,
  VOLATILE,
} from '../meaning/syntax'
import { behindCode } from '../text/mend'
import { sourceAt } from '../text/source'
import { T } from '../text/token'
import { declareExternal, parseLocalDeclaration } from './declaration'
import type { Declarator, FunctionPart } from './declarator'
import { startsDeclaration } from './first-set'
import { advance, describeToken, fail, type Parser, sees } from './parser'
import { type Specifiers, Storage } from './specifier'
import { cleanupBlock, parseBlockItems } from './statement'

const MAX_PARAMETERS = 120

/** What the emitter is given. */
export type FunctionBody = {
  readonly fn: FunctionState
  readonly parameters: readonly CSymbol[]
  /** Sizes of variable-length array parameters, computed on entry. */
  readonly prologue: readonly Node[]
  readonly block: Node
  readonly constructor: boolean
  readonly destructor: boolean
}

export type EmitFunction = (p: Parser, body: FunctionBody) => void

/** Reads the body behind a declarator and hands it on. */
export function defineFunction(
  p: Parser,
  declarator: Declarator,
  specifiers: Specifiers,
  emit: EmitFunction,
): void {
  const part = declarator.fn!
  const name = declarator.name!
  const type = declarator.type
  if (specifiers.storage === Storage.Typedef) fail(p, 'expected', ["';'", describeToken(p)])
  if (part.symbols.length > MAX_PARAMETERS) {
    complain(p, 'too-many-parameters', declarator.at, [name.text, String(MAX_PARAMETERS)])
  }
  openScope(p)
  if (p.kind !== T.LeftBrace) readOldStyle(p, part)
  closeScope(p, p.token.at)
  if (p.kind !== T.LeftBrace) {
    // a missing ';' after a prototype is the likelier mistake
    complain(
      p,
      'expected',
      p.token.at,
      ["'=', ',', ';', 'asm' or '__attribute__'", describeToken(p)],
      {
        code: 'insert',
        text: ';',
      },
      behindCode(sourceAt(p.pp.reporter.map, p.token.at), p.token.at),
    )
    declareExternal(p, declarator, specifiers)
    return
  }
  const symbol = declareExternal(p, declarator, specifiers)
  if (symbol.kind !== SymbolKind.Function) fail(p, 'expected', ["';'", describeToken(p)])
  if (symbol.link!.code !== null || p.defined.has(symbol.link!))
    complain(p, 'redefined', declarator.at, [name.text])
  p.defined.add(symbol.link!)
  checkReturn(p, type, declarator.at)
  const fn = openFunction(p, symbol, type, part)
  const block = parseBlockItems(p)
  checkLabels(p, fn)
  closeScope(p, p.token.at)
  p.fn = null
  if (sees(p, T.RightBrace)) advance(p)
  emit(p, {
    fn,
    parameters: part.symbols,
    prologue: part.nodes,
    block,
    constructor: (symbol.runs & 1) !== 0,
    destructor: (symbol.runs & 2) !== 0,
  })
}

function checkReturn(p: Parser, type: CType, at: number): void {
  const returns = type.base!
  if (isIncomplete(returns) && returns.kind !== K.Void) complain(p, 'incomplete-use', at, [typeName(returns)])
}

/** K&R declarations of parameters between the declarator and the body. */
function readOldStyle(p: Parser, part: FunctionPart): void {
  if (part.prototyped) return
  const symbols = part.symbols
  if (!startsDeclaration(p, p.kind, p.token)) return
  const holder = createSymbol(SymbolKind.Function, '', INT, p.token.at, 0)
  p.fn = createFunctionState(holder, INT)
  const ignored: Node[] = []
  while (startsDeclaration(p, p.kind, p.token)) parseLocalDeclaration(p, ignored)
  for (const local of p.fn.locals) {
    const parameter = symbols.find((symbol) => symbol.name === local.name)
    if (parameter === undefined) {
      if (local.name !== '') complain(p, 'parameter-unknown', local.at, [local.name])
    } else parameter.type = local.type.kind === K.Array ? pointerTo(local.type.base!) : local.type
  }
  p.fn = null
}

function createFunctionState(symbol: CSymbol, type: CType): FunctionState {
  return {
    symbol,
    type,
    locals: [],
    labels: new Map(),
    gotos: [],
    addressed: [],
    vla: null,
    vlaDepth: 0,
    cleanup: null,
    breakCleanup: null,
    continueCleanup: null,
    gotoCleanups: new Map(),
    usesDynamicStack: false,
    switches: [],
    loops: 0,
    functionName: null,
  }
}

function openFunction(p: Parser, symbol: CSymbol, type: CType, part: FunctionPart): FunctionState {
  const fn = createFunctionState(symbol, type)
  p.fn = fn
  openScope(p)
  part.symbols.forEach((parameter, i) => {
    const name = part.names[i] ?? null
    if (isIncomplete(parameter.type))
      complain(p, 'incomplete-type', parameter.at, [parameter.name, typeName(parameter.type)])
    parameter.addressTaken ||= (parameter.type.qualifiers & (VOLATILE | ATOMIC_QUALIFIER)) !== 0
    if (name !== null) bind(p, name, parameter)
    fn.locals.push(parameter)
  })
  fn.locals.push(...part.locals)
  return fn
}

function checkLabels(p: Parser, fn: FunctionState): void {
  for (const label of fn.labels.values()) {
    if (!label.used) complain(p, 'label-undefined', label.at, [label.name])
  }
  for (const jump of fn.gotos) {
    jump.third = cleanupBlock(fn.gotoCleanups.get(jump) ?? null, jump.symbol!.cleanup, jump.at)
    const scope = jump.symbol!.vlaScope
    const inside = scope === null || jump.list!.some((node) => node.symbol === scope.saved)
    if (!inside) complain(p, 'goto-into-vla', jump.at, ['jump'])
  }
}

/** Parameter types that a K&R function receives: after default argument promotions. */
export function passedType(parameter: CType, prototyped: boolean): CType {
  if (prototyped || isRecord(parameter)) return parameter
  if (parameter.kind === K.Float) return DOUBLE
  return isInteger(parameter) && parameter.size < 4 ? INT : parameter
}

/** An alias stands for what this file defines. */
function checkAlias(p: Parser, symbol: CSymbol): void {
  const alias = symbol.link?.alias
  if (!alias || alias.code !== null || alias.data !== null || alias.tentative) return
  if (!p.defined.has(alias)) complain(p, 'alias-undefined', symbol.at, [symbol.name, alias.name])
}

/** A static function that is called has to be defined in its file. */
function checkStaticFunction(p: Parser, symbol: CSymbol): void {
  if (symbol.kind !== SymbolKind.Function || !symbol.used || symbol.link === null) return
  if (!symbol.link.global && !p.defined.has(symbol.link))
    complain(p, 'static-undefined', symbol.at, [symbol.name])
}

/** At the end of the file: inline definitions that are not external ones go, and debug information is made. */
export function flushDeclarations(p: Parser): void {
  const { isLibrary } = p.unit
  for (const name of p.bound) {
    const symbol = symbolOf(p, name)
    if (symbol?.kind === SymbolKind.Function && symbol.isInline && symbol.link!.global)
      symbol.link!.code = null
  }
  for (const name of p.bound) {
    const symbol = symbolOf(p, name)
    if (symbol === null) continue
    checkAlias(p, symbol)
    if (!isLibrary) checkStaticFunction(p, symbol)
  }
  if (!isLibrary) debugGlobals(p)
}
