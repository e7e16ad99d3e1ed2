/** `(type){ … }`: an unnamed object, static outside functions. */

import { addLocal, createSymbol } from '../meaning/environment'
import { staticImage } from '../meaning/static-data'
import { type CType, createNode, N, type Node, SymbolKind } from '../meaning/syntax'
import { internalSymbol } from '../meaning/unit'
import { parseInitialiser } from './initialiser'
import type { Parser } from './parser'

/**
 * Reads the braces behind the type, the opening one as current token. An unnamed object of the block, or of the
 * file where there is none (C11 6.5.2.5).
 * @param at position of the type's parenthesis
 */
export function parseCompoundLiteral(p: Parser, type: CType, at: number): Node {
  const initialiser = parseInitialiser(p, type)
  const isStatic = p.fn === null
  const symbol = isStatic
    ? createSymbol(SymbolKind.Variable, '', initialiser.type, at, 0)
    : addLocal(p, '', initialiser.type, at)
  if (isStatic) {
    symbol.link = internalSymbol(p.unit, '', 'data')
    symbol.link.data = staticImage(p, initialiser.type, initialiser.values, 0)
  }
  const node = createNode(N.CompoundLiteral, initialiser.type, at, null, null)
  node.symbol = symbol
  node.list = initialiser.values
  return node
}
