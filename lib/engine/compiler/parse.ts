/** A translation unit: ties the rules together and reads declarations to the end of the file. */

import { VA_LIST } from './builtin-type'
import { parseCompoundLiteral } from './compound-literal'
import { isHopeless } from './diagnostic'
import { finishTentative, parseExternalDeclaration } from './parse-declaration'
import { parseTypeName } from './parse-declarator'
import { parseAssignment, parseCast, parseExpression } from './parse-expression'
import { defineFunction, type EmitFunction, flushDeclarations } from './parse-function'
import { parseTagged } from './parse-record'
import { parseBlock, parseLabelAddress } from './parse-statement'
import {
  advance,
  closeScope,
  createSymbol,
  isSyntaxFailure,
  type Parser,
  type Rules,
  recover,
} from './parser'
import { END, type Preprocessor } from './preprocessor'
import { SymbolKind } from './syntax'
import { internText, T } from './token'
import type { Unit } from './unit'

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
export function parseUnit(pp: Preprocessor, unit: Unit, emit: EmitFunction): void {
  const p: Parser = {
    pp,
    unit,
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
  name.symbol = symbol
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
    while (p.depth > 0) closeScope(p)
    p.fn = null
    recover(p)
    if (p.token === token || p.kind === T.RightBrace) advance(p)
  }
}
