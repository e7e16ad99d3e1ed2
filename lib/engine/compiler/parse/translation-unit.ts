/** A translation unit: ties the rules together and reads declarations to the end of the file. */

import { closeScope, createSymbol, setSymbol } from '../meaning/environment'
import { SymbolKind } from '../meaning/syntax'
import type { Unit } from '../meaning/unit'
import { VA_LIST } from '../meaning/va-list'
import { isHopeless } from '../text/diagnostic'
import { END, type Preprocessor } from '../text/preprocessor'
import { internText, T } from '../text/token'
import { parseCompoundLiteral } from './compound-literal'
import { finishTentative, parseExternalDeclaration } from './declaration'
import { parseTypeName } from './declarator'
import { parseAssignment, parseCast, parseExpression } from './expression'
import { defineFunction, type EmitFunction, flushDeclarations } from './function'
import { advance, isSyntaxFailure, type Parser, type RareRules, type Rules, recover } from './parser'
import { parseTagged } from './record'
import { parseBlock, parseLabelAddress } from './statement'

const RULES: Rules = {
  expression: parseExpression,
  assignment: parseAssignment,
  cast: parseCast,
  typeName: parseTypeName,
  block: parseBlock,
  tagged: parseTagged,
  compoundLiteral: parseCompoundLiteral,
  labelAddress: parseLabelAddress,
}

/** Reads a file into the unit; every function is handed to `emit` when its body has been read. */
export function parseUnit(pp: Preprocessor, unit: Unit, rare: RareRules, emit: EmitFunction): void {
  const p: Parser = {
    pp,
    unit,
    symbols: [],
    tags: [],
    token: END,
    kind: T.End,
    ahead: null,
    previous: END,
    depth: 0,
    bound: [],
    boundTags: [],
    scopeMarks: [],
    nesting: 0,
    inBraces: false,
    fn: null,
    looseLocals: [],
    vlaNodes: [],
    tentative: [],
    globals: [],
    defined: new Set(),
    rules: RULES,
    rare,
  }
  declareBuiltinTypes(p)
  advance(p)
  while (p.kind !== T.End && !isHopeless(pp.reporter)) parseOne(p, emit)
  finishTentative(p)
  flushDeclarations(p)
}

function declareBuiltinTypes(p: Parser): void {
  const name = internText(p.pp.names, '__builtin_va_list')
  const symbol = createSymbol(SymbolKind.Typedef, name.text, VA_LIST, -1, 0)
  setSymbol(p, name, symbol)
}

function parseOne(p: Parser, emit: EmitFunction): void {
  const { token } = p
  try {
    parseExternalDeclaration(p, (parser, declarator, specifiers) =>
      defineFunction(parser, declarator, specifiers, emit),
    )
  } catch (failure) {
    if (!isSyntaxFailure(failure)) throw failure
    p.nesting = 0
    p.inBraces = false
    while (p.depth > 0) closeScope(p, p.token.at)
    p.fn = null
    recover(p)
    if (p.token === token || p.kind === T.RightBrace) advance(p)
  }
}
