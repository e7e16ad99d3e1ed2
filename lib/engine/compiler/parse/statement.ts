/** Statements and blocks. */
import { bigValue, numberConstant } from '../meaning/constant'
import {
  assignConvert,
  cast,
  condition,
  convert,
  decay,
  isError,
  RETURNING,
  rootVariable,
} from '../meaning/conversion'
import { INT, isInteger, isPointer, isWide, LONG, promote, VOID_POINTER, VOID_TYPE } from '../meaning/ctype'
import {
  closeScope,
  complain,
  createSymbol,
  openScope,
  type SwitchState,
  symbolOf,
} from '../meaning/environment'
import { type CleanupScope, type CSymbol, createNode, K, N, type Node, SymbolKind } from '../meaning/syntax'
import { type Name, T } from '../text/token'
import { NO_ATTRIBUTES, parseAttributes, seesBrackets } from './attribute'
import { flushVla, parseLocalDeclaration } from './declaration'
import { parseExpression, parseIntegerConstant, parseStaticAssert } from './expression'
import { startsDeclaration } from './first-set'
import {
  accept,
  advance,
  describeToken,
  enter,
  expect,
  fail,
  isSyntaxFailure,
  leave,
  type Parser,
  peekKind,
  recover,
  require,
} from './parser'

function statement(kind: N, at: number): Node {
  return createNode(kind, VOID_TYPE, at, null, null)
}

/** `{ … }` in a scope of its own. */
export function parseBlock(p: Parser): Node {
  openScope(p)
  const block = parseBlockItems(p)
  closeScope(p, p.token.at)
  if (p.kind === T.RightBrace) advance(p)
  return block
}

/** `{ …` in the scope that is open, up to the closing brace: names behind it already belong outside. */
export function parseBlockItems(p: Parser): Node {
  const block = statement(N.Block, p.token.at)
  const fn = p.fn!
  const { vla, vlaDepth, cleanup } = fn
  require(p, T.LeftBrace)
  enter(p)
  const list: Node[] = []
  while (p.kind !== T.RightBrace && p.kind !== T.End) parseItem(p, list)
  leave(p)
  if (p.kind === T.End) complain(p, 'expected-declaration', p.token.at)
  block.high = p.token.at
  const ending = cleanupBlock(fn.cleanup, cleanup, p.token.at)
  if (ending !== null) list.push(ending)
  fn.cleanup = cleanup
  block.list = list
  if (fn.vla !== vla) block.symbol = fn.vla!.saved
  fn.vla = vla
  fn.vlaDepth = vlaDepth
  return block
}

/** The calls that are due where scopes are left, from the innermost variable out to (and without) `outer`; null if none. */
export function cleanupBlock(from: CleanupScope | null, outer: CleanupScope | null, at: number): Node | null {
  const list: Node[] = []
  for (let scope = from; scope !== null && scope !== outer; scope = scope.outer) {
    const node = statement(N.ExpressionStatement, at)
    node.left = scope.call
    list.push(node)
  }
  if (list.length === 0) return null
  const block = statement(N.Block, at)
  block.list = list
  return block
}

/** One declaration or statement; after a syntax error reading goes on behind it. */
function parseItem(p: Parser, list: Node[]): void {
  const { nesting, depth, token } = p
  const fn = p.fn!
  const switches = fn.switches.length
  const { loops } = fn
  try {
    const attributes = seesBrackets(p) ? parseAttributes(p) : NO_ATTRIBUTES
    const isLabel = p.kind === T.Identifier && peekKind(p) === T.Colon
    if (
      !isLabel &&
      (startsDeclaration(p, p.kind, p.token) || isExtensionDeclaration(p) || isMisspeltType(p))
    ) {
      parseLocalDeclaration(p, list, attributes)
    } else if (p.kind === T.StaticAssert) parseStaticAssert(p)
    else {
      const node = parseStatement(p)
      flushVla(p, list, node.at)
      list.push(node)
    }
  } catch (failure) {
    if (!isSyntaxFailure(failure)) throw failure
    p.nesting = nesting
    p.inBraces = false
    while (p.depth > depth) closeScope(p, p.token.at)
    // a parameter list that failed was outside of any function
    p.fn = fn
    fn.switches.length = switches
    fn.loops = loops
    p.vlaNodes.length = 0
    recover(p)
    if (p.token === token) advance(p)
  }
}

function isExtensionDeclaration(p: Parser): boolean {
  return p.kind === T.Extension && startsDeclaration(p, peekKind(p), p.ahead!)
}

/** `foo x;` where foo is not a type: said as gcc says it, instead of "expected ';'". */
function isMisspeltType(p: Parser): boolean {
  if (p.kind !== T.Identifier || symbolOf(p, p.token.name!) !== null) return false
  return peekKind(p) === T.Identifier
}

/**
 * Reads a statement, which is inside of a function. Labels are read together with what follows them.
 * @throws the parser's failure when it cannot go on
 */
export function parseStatement(p: Parser): Node {
  const { at } = p.token
  switch (p.kind) {
    case T.LeftBrace:
      return parseBlock(p)
    case T.Semicolon:
      advance(p)
      return statement(N.ExpressionStatement, at)
    case T.If:
      return parseIf(p)
    case T.While:
    case T.Do:
    case T.For:
      return parseLoop(p)
    case T.Switch:
      return parseSwitch(p)
    case T.Case:
    case T.Default:
      return parseCase(p)
    case T.Break:
    case T.Continue:
      return parseJump(p)
    case T.Goto:
      return parseGoto(p)
    case T.Return:
      return parseReturn(p)
    case T.Asm:
      return p.rare.asm(p)
    case T.LabelKeyword:
      return fail(p, 'unsupported', ['__label__'])
    case T.Attribute:
      // __attribute__((fallthrough));
      parseAttributes(p)
      return parseStatement(p)
    case T.Else:
      return fail(p, 'expected-expression', [describeToken(p)])
    case T.Identifier:
      if (peekKind(p) === T.Colon) return parseLabel(p)
      return parseExpressionStatement(p)
    case T.LeftBracket:
      if (!seesBrackets(p)) return parseExpressionStatement(p)
      parseAttributes(p)
      return parseStatement(p)
    default:
      return parseExpressionStatement(p)
  }
}

function parseExpressionStatement(p: Parser): Node {
  const node = statement(N.ExpressionStatement, p.token.at)
  const value = parseExpression(p)
  const callee = value.kind === N.Call ? value.left!.left?.symbol : null
  if (callee?.noDiscard) complain(p, 'result-ignored', value.at, [callee.name])
  node.left = value.type.kind === K.Void || value.type.kind === K.Array ? value : decay(p, value)
  expect(p, T.Semicolon)
  return node
}

function parseCondition(p: Parser): Node {
  require(p, T.LeftParen)
  const node = condition(p, parseExpression(p))
  expect(p, T.RightParen)
  return node
}

/** A chain of else-ifs is one loop here, so that its length does not nest. */
function parseIf(p: Parser): Node {
  let first: Node | null = null
  let last: Node | null = null
  enter(p)
  for (;;) {
    const node = statement(N.If, p.token.at)
    advance(p)
    node.left = parseCondition(p)
    node.right = parseStatement(p)
    first ??= node
    if (last !== null) last.third = node
    last = node
    if (!accept(p, T.Else)) break
    if (p.kind !== T.If) {
      node.third = parseStatement(p)
      break
    }
  }
  leave(p)
  return first
}

function parseBody(p: Parser): Node {
  enter(p)
  const fn = p.fn!
  const { breakCleanup, continueCleanup } = fn
  fn.breakCleanup = fn.cleanup
  fn.continueCleanup = fn.cleanup
  fn.loops++
  const body = parseStatement(p)
  fn.loops--
  fn.breakCleanup = breakCleanup
  fn.continueCleanup = continueCleanup
  leave(p)
  return body
}

function parseLoop(p: Parser): Node {
  const { at } = p.token
  if (p.kind === T.For) return parseFor(p)
  const isDo = p.kind === T.Do
  advance(p)
  const node = statement(isDo ? N.DoWhile : N.While, at)
  if (!isDo) {
    node.left = parseCondition(p)
    node.right = parseBody(p)
    return node
  }
  node.right = parseBody(p)
  if (p.kind !== T.While) fail(p, 'expected', ["'while'", describeToken(p)])
  node.high = p.token.at
  advance(p)
  node.left = parseCondition(p)
  expect(p, T.Semicolon)
  return node
}

function parseFor(p: Parser): Node {
  const node = statement(N.For, p.token.at)
  advance(p)
  require(p, T.LeftParen)
  openScope(p)
  const init: Node[] = []
  if (startsDeclaration(p, p.kind, p.token)) parseLocalDeclaration(p, init)
  else if (!accept(p, T.Semicolon)) init.push(parseExpressionStatement(p))
  node.list = init
  if (p.kind !== T.Semicolon) node.left = condition(p, parseExpression(p))
  require(p, T.Semicolon)
  if (p.kind !== T.RightParen) {
    const step = parseExpression(p)
    node.third = step.type.kind === K.Void ? step : decay(p, step)
  }
  require(p, T.RightParen)
  node.right = parseBody(p)
  closeScope(p, p.token.at)
  return node
}

function parseSwitch(p: Parser): Node {
  const node = statement(N.Switch, p.token.at)
  const fn = p.fn!
  advance(p)
  require(p, T.LeftParen)
  const given = decay(p, parseExpression(p))
  const value = isWide(given.type) ? cast(p, given, LONG, given.at) : given
  require(p, T.RightParen)
  let type = promote(value.type)
  if (!isInteger(value.type)) {
    if (!isError(value)) complain(p, 'switch-quantity', value.at)
    type = INT
  } else node.left = convert(value, type)
  const state: SwitchState = { type, cases: [], hasDefault: false, ranges: [], vla: fn.vla }
  fn.switches.push(state)
  enter(p)
  const { breakCleanup } = fn
  fn.breakCleanup = fn.cleanup
  node.right = parseStatement(p)
  fn.breakCleanup = breakCleanup
  leave(p)
  fn.switches.pop()
  node.list = state.cases
  return node
}

/** One or more case labels and the statement behind them. */
function parseCase(p: Parser): Node {
  const block = statement(N.Block, p.token.at)
  const list: Node[] = []
  block.list = list
  while (p.kind === T.Case || p.kind === T.Default) list.push(parseCaseLabel(p))
  if (p.kind === T.RightBrace) return block
  if (p.kind === T.Attribute) parseAttributes(p)
  // C11 wants a statement here; since version 11 gcc takes a declaration, which is the next item of the block.
  if (startsDeclaration(p, p.kind, p.token) && !(p.kind === T.Identifier && peekKind(p) === T.Colon))
    return block
  enter(p)
  list.push(parseStatement(p))
  leave(p)
  return block
}

function parseCaseLabel(p: Parser): Node {
  const { at } = p.token
  const isDefault = p.kind === T.Default
  const node = statement(N.Case, at)
  const state = p.fn!.switches[p.fn!.switches.length - 1]
  advance(p)
  node.low = isDefault ? 1 : 0
  if (state === undefined)
    complain(p, 'stray-statement', at, [isDefault ? "'default' label" : "'case' label", 'a switch'])
  if (!isDefault) readCaseValues(p, node, state)
  require(p, T.Colon)
  if (state === undefined) return node
  if (p.fn!.vla !== state.vla) complain(p, 'goto-into-vla', at, ['switch jumps'])
  if (isDefault) {
    if (state.hasDefault) complain(p, 'duplicate-default', at)
    state.hasDefault = true
  }
  state.cases.push(node)
  return node
}

function readCaseValues(p: Parser, node: Node, state: SwitchState | undefined): void {
  const { at } = p.token
  const type = state?.type ?? INT
  const low = parseIntegerConstant(p, 'case-constant', '')
  const high = accept(p, T.Ellipsis) ? parseIntegerConstant(p, 'case-constant', '') : low
  if (low === null || high === null) return
  node.left = convert(low, type)
  node.right = convert(high, type)
  if (state === undefined) return
  const [first, last] = [bigValue(node.left), bigValue(node.right)]
  if (state.ranges.some((range) => first <= range.last && range.first <= last))
    complain(p, 'duplicate-case', at)
  state.ranges.push({ first, last })
}

function parseJump(p: Parser): Node {
  const { at } = p.token
  const isBreak = p.kind === T.Break
  const fn = p.fn!
  advance(p)
  const inside = fn.loops > 0 || (isBreak && fn.switches.length > 0)
  if (!inside)
    complain(p, 'stray-statement', at, [
      isBreak ? 'break' : 'continue',
      isBreak ? 'loop or switch' : 'a loop',
    ])
  expect(p, T.Semicolon)
  const jump = statement(inside ? (isBreak ? N.Break : N.Continue) : N.ExpressionStatement, at)
  const block = cleanupBlock(fn.cleanup, isBreak ? fn.breakCleanup : fn.continueCleanup, at)
  if (block === null) return jump
  block.list!.push(jump)
  return block
}

function labelOf(p: Parser, name: Name, at: number): CSymbol {
  const { labels } = p.fn!
  let label = labels.get(name.text)
  if (label === undefined) {
    label = createSymbol(SymbolKind.Label, name.text, VOID_TYPE, at, 0)
    labels.set(name.text, label)
  }
  return label
}

function parseGoto(p: Parser): Node {
  const node = statement(N.Goto, p.token.at)
  advance(p)
  if (p.kind === T.Star) return parseComputedGoto(p, node.at)
  const { name, at } = p.token
  if (p.kind !== T.Identifier || name === null) return fail(p, 'expected', ['identifier', describeToken(p)])
  advance(p)
  const label = labelOf(p, name, at)
  node.symbol = label
  node.list = vlaChain(p)
  p.fn!.gotos.push(node)
  if (p.fn!.cleanup !== null) p.fn!.gotoCleanups.set(node, p.fn!.cleanup)
  expect(p, T.Semicolon)
  return node
}

/** `goto *address;`: GNU C. The address is one of this function's labels. */
function parseComputedGoto(p: Parser, at: number): Node {
  advance(p)
  const node = statement(N.ComputedGoto, at)
  const target = decay(p, parseExpression(p))
  if (!isPointer(target.type) && !isError(target)) complain(p, 'goto-pointer', target.at)
  node.left = convert(target, LONG)
  node.list = vlaChain(p)
  expect(p, T.Semicolon)
  return node
}

/** `&&label`: GNU C. */
export function parseLabelAddress(p: Parser): Node {
  const { at } = p.token
  advance(p)
  const { name } = p.token
  if (p.kind !== T.Identifier || name === null || p.fn === null)
    return fail(p, 'expected', ['identifier', describeToken(p)])
  const label = labelOf(p, name, p.token.at)
  advance(p)
  const { addressed } = p.fn
  if (!addressed.includes(label)) addressed.push(label)
  return convert(numberConstant(LONG, addressed.indexOf(label) + 1, at), VOID_POINTER)
}

/** Saved stack tops of the blocks around, innermost first. */
function vlaChain(p: Parser): Node[] {
  const chain: Node[] = []
  for (let scope = p.fn!.vla; scope !== null; scope = scope.outer) {
    const node = statement(N.VlaDeclaration, p.token.at)
    node.symbol = scope.saved
    chain.push(node)
  }
  return chain
}

function parseLabel(p: Parser): Node {
  const { at } = p.token
  const label = labelOf(p, p.token.name!, at)
  if (label.used) complain(p, 'label-duplicate', at, [label.name])
  label.used = true
  label.vlaScope = p.fn!.vla
  label.cleanup = p.fn!.cleanup
  advance(p)
  advance(p)
  parseAttributes(p)
  const node = statement(N.Label, at)
  node.symbol = label
  const block = statement(N.Block, at)
  block.list = [node]
  if (p.kind !== T.RightBrace && !startsDeclaration(p, p.kind, p.token)) {
    enter(p)
    block.list.push(parseStatement(p))
    leave(p)
  }
  return block
}

function parseReturn(p: Parser): Node {
  const node = statement(N.Return, p.token.at)
  advance(p)
  const returns = p.fn!.type.base!
  if (p.fn!.symbol.noReturn) complain(p, 'noreturn-return', node.at)
  node.third = cleanupBlock(p.fn!.cleanup, null, node.at)
  const isVoid = returns.kind === K.Void
  if (p.kind === T.Semicolon) {
    if (!isVoid) complain(p, 'return-missing', node.at)
    advance(p)
    return node
  }
  const value = parseExpression(p)
  if (isVoid) {
    if (value.type.kind !== K.Void && !isError(value)) complain(p, 'return-value', value.at)
    node.left = value.type.kind === K.Void ? value : decay(p, value)
  } else {
    warnLocalAddress(p, value)
    node.left = assignConvert(p, value, returns, RETURNING)
    if (isError(node.left)) node.left = null
  }
  expect(p, T.Semicolon)
  return node
}

function warnLocalAddress(p: Parser, value: Node): void {
  if (value.kind !== N.AddressOf && value.type.kind !== K.Array) return
  const symbol = rootVariable(value)?.symbol
  if (symbol === null || symbol === undefined || symbol.link !== null || isPointer(symbol.type)) return
  if (symbol.kind === SymbolKind.Variable) complain(p, 'return-local', value.at)
}
