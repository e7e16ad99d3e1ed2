/** Function calls: which function, and whether the arguments fit it. */
import { assignConvert, convert, decay, errorNode, isError, promoteArgument } from './convert'
import { functionType, INT, isIncomplete, isPointer, LONG, typeName, VOID_POINTER } from './ctype'
import type { Hint } from './diagnostic'
import { bind, closestName, complain, createSymbol, type Parser } from './parser'
import { lineOf, locate } from './source'
import { type CSymbol, type CType, createNode, K, N, type Node, SymbolKind } from './syntax'
import type { Name, Token } from './token'
import { externalSymbol } from './unit'

/** `callee(list)`. */
export function call(p: Parser, callee: Node, list: Node[], at: number): Node {
  const target = decay(p, callee)
  if (isError(target)) {
    for (const argument of list) decay(p, argument)
    return errorNode(at)
  }
  const type = isPointer(target.type) ? target.type.base! : target.type
  if (type.kind !== K.Function) {
    complain(p, 'not-function', at, [callee.kind === N.Variable ? callee.symbol!.name : 'expression'])
    return errorNode(at)
  }
  if (isAlloca(callee) && p.fn !== null && list.length === 1) return allocaCall(p, list[0]!, at)
  const node = createNode(N.Call, type.base!.plain, at, target, null)
  node.list = convertArguments(p, callee, type, list, at)
  const returns = type.base!
  if (isIncomplete(returns) && returns.kind !== K.Void) complain(p, 'incomplete-use', at, [typeName(returns)])
  return node
}

/** A function of that name that the program does not define is the compiler's own. */
function isAlloca(callee: Node): boolean {
  return callee.kind === N.Variable && callee.symbol!.name === 'alloca' && callee.symbol!.link!.code === null
}

/** Memory that lasts until the function returns. */
export function allocaCall(p: Parser, size: Node, at: number): Node {
  p.fn!.usesDynamicStack = true
  return createNode(N.Alloca, VOID_POINTER, at, convert(decay(p, size), LONG), null)
}

function convertArguments(p: Parser, callee: Node, type: CType, list: Node[], at: number): Node[] {
  const { parameters } = type
  if (parameters === null) return list.map((argument) => checkedValue(p, promoteArgument(p, argument)))
  const name = callee.kind === N.Variable ? callee.symbol!.name : 'expression'
  const tooFew = list.length < parameters.length
  if (tooFew || (list.length > parameters.length && !type.variadic)) {
    const place = tooFew ? at : (list[parameters.length]?.at ?? at)
    complain(p, tooFew ? 'too-few-arguments' : 'too-many-arguments', place, [
      name,
      String(parameters.length),
      String(list.length),
    ])
  }
  return list.map((argument, i) => {
    const parameter = parameters[i]
    if (parameter === undefined) return checkedValue(p, promoteArgument(p, argument))
    const phrase = `passing argument ${i + 1} of '${name}' to parameter of type`
    return assignConvert(p, argument, parameter, {
      phrase,
      code: 'incompatible-argument',
      args: [String(i + 1), name],
    })
  })
}

function checkedValue(p: Parser, argument: Node): Node {
  if (argument.type.kind !== K.Void) return argument
  complain(p, 'void-value', argument.at)
  return errorNode(argument.at)
}

/** Declares a function that is called without a declaration, as gcc does with a warning. */
export function declareImplicitly(p: Parser, token: Token): CSymbol {
  const name = token.name!
  const { known } = p.pp
  const signature = known.signatureOf(name.text)
  const type = signature === undefined ? functionType(INT, null, false) : signature()
  const header = known.headerOf(name.text)
  const near = header === undefined ? closestName(p, name.text, isFunctionName) : null
  let hint: Hint | undefined
  if (header !== undefined) hint = { code: 'include-header', name: name.text, header }
  else if (near !== null) hint = { code: 'did-you-mean', name: near }
  const code = known.isRefused(name.text) ? 'unsupported' : 'implicit-function'
  complain(p, code, token.at, [name.text], hint)
  const symbol = createSymbol(SymbolKind.Function, name.text, type, token.at, 0)
  symbol.isExtern = true
  bindGlobal(p, name, symbol)
  symbol.link = externalSymbol(p.unit, name.text, 'function')
  return symbol
}

function isFunctionName(name: Name): boolean {
  return name.symbol !== null && name.symbol.kind === SymbolKind.Function
}

/** An implicit declaration lasts to the end of the file here: later calls mean the same function. */
function bindGlobal(p: Parser, name: Name, symbol: CSymbol): void {
  if (name.symbol === null) name.symbol = symbol
  else bind(p, name, symbol)
}

/** Notes where a symbol was first needed, for the linker's message. */
export function reference(p: Parser, symbol: CSymbol, at: number): void {
  symbol.used = true
  const { link } = symbol
  if (link === null || link.line !== 0) return
  const { map } = p.pp.reporter
  link.line = lineOf(map, at)
  link.file = locate(map, at).file
}
