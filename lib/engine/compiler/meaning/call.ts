/** Function calls: which function, and whether the arguments fit it. */

import type { Hint } from '../text/mend'
import { lineOf, locate, sourceAt } from '../text/source'
import type { Name, Token } from '../text/token'
import { builtinType } from './builtin-function'
import { assignConvert, convert, decay, errorNode, isError, promoteArgument } from './conversion'
import {
  functionType,
  INT,
  isCompatible,
  isIncomplete,
  isPointer,
  LONG,
  typeName,
  VOID_POINTER,
} from './ctype'
import {
  bind,
  closestName,
  complain,
  createSymbol,
  type Environment,
  setSymbol,
  symbolOf,
} from './environment'
import { type CSymbol, type CType, createNode, K, N, type Node, SymbolKind } from './syntax'
import { externalSymbol } from './unit'

/** `callee(list)`. */
export function callExpression(env: Environment, callee: Node, list: Node[], at: number): Node {
  const target = decay(env, callee)
  if (isError(target)) {
    for (const argument of list) decay(env, argument)
    return errorNode(at)
  }
  const type = isPointer(target.type) ? target.type.base! : target.type
  if (type.kind !== K.Function) {
    complain(env, 'not-function', at, [callee.kind === N.Variable ? callee.symbol!.name : 'expression'])
    return errorNode(at)
  }
  if (isAlloca(callee) && env.fn !== null && list.length === 1) return allocaCall(env, list[0]!, at)
  const node = createNode(N.Call, type.base!.plain, at, target, null)
  node.list = convertArguments(env, callee, type, list, at)
  const folded = mayFold(env, callee, node.list) ? env.rare.foldCall(node) : null
  if (folded !== null) return folded
  const returns = type.base!
  if (isIncomplete(returns) && returns.kind !== K.Void)
    complain(env, 'incomplete-use', at, [typeName(returns)])
  return node
}

/** What differs from the library's function when gcc computes it: two literals compared, or a function of the program's. */
function mayFold(env: Environment, callee: Node, list: readonly Node[]): boolean {
  if (env.unit.isLibrary || callee.kind !== N.Variable || callee.type.kind !== K.Function) return false
  const { name, at, link } = callee.symbol!
  const isAbsolute = name === 'abs' || name === 'labs' || name === 'fabs'
  if (builtinType(name) === null || !(isAbsolute || list.every(isConstantArgument))) return false
  const isOwn = env.defined.has(link!) || !sourceAt(env.pp.reporter.map, at).system
  return isOwn || name === 'strcmp' || name === 'memcmp'
}

/** A constant, or a string literal. */
function isConstantArgument(node: Node): boolean {
  let n = node
  while (n.kind === N.Convert) n = n.left!
  return (
    n.kind === N.Constant ||
    (n.kind === N.AddressOf && n.left!.kind === N.Variable && n.left!.symbol!.name === '')
  )
}

/** A function of that name that the program does not define is the compiler's own. */
function isAlloca(callee: Node): boolean {
  return callee.kind === N.Variable && callee.symbol!.name === 'alloca' && callee.symbol!.link!.code === null
}

/** Memory that lasts until the function returns. */
export function allocaCall(env: Environment, size: Node, at: number): Node {
  env.fn!.usesDynamicStack = true
  return createNode(N.Alloca, VOID_POINTER, at, convert(decay(env, size), LONG), null)
}

function convertArguments(env: Environment, callee: Node, type: CType, list: Node[], at: number): Node[] {
  const { parameters } = type
  if (parameters === null) return list.map((argument) => checkedValue(env, promoteArgument(env, argument)))
  const name = callee.kind === N.Variable ? callee.symbol!.name : 'expression'
  const tooFew = list.length < parameters.length
  if (tooFew || (list.length > parameters.length && !type.variadic)) {
    const place = tooFew ? at : (list[parameters.length]?.at ?? at)
    complain(env, tooFew ? 'too-few-arguments' : 'too-many-arguments', place, [
      name,
      String(parameters.length),
      String(list.length),
    ])
  }
  return list.map((argument, i) => {
    const parameter = parameters[i]
    if (parameter === undefined) return checkedValue(env, promoteArgument(env, argument))
    const phrase = `passing argument ${i + 1} of '${name}' to parameter of type`
    return assignConvert(env, argument, parameter, {
      phrase,
      code: 'incompatible-argument',
      args: [String(i + 1), name],
    })
  })
}

function checkedValue(env: Environment, argument: Node): Node {
  if (argument.type.kind !== K.Void) return argument
  complain(env, 'void-value', argument.at)
  return errorNode(argument.at)
}

/** Declares a function that is called without a declaration, as gcc does with a warning. */
export function declareImplicitly(env: Environment, token: Token): CSymbol {
  const name = token.name!
  const { known } = env.pp
  const plain = functionType(INT, null, false)
  const builtin = builtinType(name.text) ?? plain
  // what `int f()` can stand for is declared so, and takes any arguments
  const type = isCompatible(plain, builtin) ? plain : builtin
  const header = known.headerOf(name.text)
  const near =
    header === undefined ? closestName(env, name.text, (other) => isFunctionName(env, other)) : null
  let hint: Hint | undefined
  if (header !== undefined) hint = { code: 'include-header', name: name.text, header }
  else if (near !== null) hint = { code: 'did-you-mean', name: near, of: name.text }
  const code = known.isRefused(name.text) ? 'unsupported' : 'implicit-function'
  complain(env, code, token.at, [name.text], hint)
  const symbol = createSymbol(SymbolKind.Function, name.text, type, token.at, 0)
  symbol.isExtern = true
  symbol.isImplicit = true
  bindGlobal(env, name, symbol)
  symbol.link = externalSymbol(env.unit, name.text, 'function')
  return symbol
}

function isFunctionName(env: Environment, name: Name): boolean {
  return symbolOf(env, name)?.kind === SymbolKind.Function
}

/** An implicit declaration lasts to the end of the file here: later calls mean the same function. */
function bindGlobal(env: Environment, name: Name, symbol: CSymbol): void {
  if (symbolOf(env, name) === null) setSymbol(env, name, symbol)
  else bind(env, name, symbol)
}

/** Notes where a symbol was first needed, for the linker's message. */
export function reference(env: Environment, symbol: CSymbol, at: number): void {
  symbol.used = true
  if (symbol.deprecated) complain(env, 'deprecated', at, [symbol.name])
  const { link } = symbol
  if (link === null || link.line !== 0) return
  const { map } = env.pp.reporter
  link.line = lineOf(map, at)
  link.file = locate(map, at).file
}
