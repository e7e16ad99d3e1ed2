/** `(type){ … }`: an unnamed object, static outside functions. */
import { staticImage } from './data'
import { parseInitialiser } from './initialiser'
import { addLocal, createSymbol, type Parser } from './parser'
import { type CType, createNode, N, type Node, SymbolKind } from './syntax'
import { internalSymbol } from './unit'

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
