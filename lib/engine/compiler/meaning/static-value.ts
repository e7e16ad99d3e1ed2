/**
 * Static initialisers that name constant objects: `static const int n = 5; static int m = n * 2;`. C wants constant
 * expressions; gcc, since version 8, takes the value of an object that is const and whose initialiser it has seen.
 */
import { floatConstant, foldBinary, foldUnary, intConstant, integerConstant, isZero } from './constant'
import { convert } from './conversion'
import { isFloating, isInteger, isPointer, isRecord, isUnsigned, isWide, VOID_TYPE } from './ctype'
import { createSymbol } from './environment'
import { foldCall } from './folded-call'
import { objectAddress } from './static-data'
import { CONST, createNode, K, N, type Node, SUBSCRIPT, SymbolKind, VOLATILE } from './syntax'
import { wideWords } from './wide'

/** An initialiser's value as constants if it can be made some, else as it was. */
export function staticValues(value: Node): readonly Node[] {
  if (isWide(value.type)) return wideWords(value)
  const folded = isRecord(value.type) ? null : fold(value.left!)
  return folded === null ? [value] : [{ ...value, left: folded }]
}

/** The constant (or link-time address) that an expression is; null if there is none. */
function fold(node: Node): Node | null {
  switch (node.kind) {
    case N.Constant:
    case N.AddressOf:
      return node
    case N.Variable:
    case N.Member:
    case N.Deref:
      return load(node)
    case N.Convert: {
      const inner = fold(node.left!)
      return inner === null ? null : convert(inner, node.type)
    }
    case N.Negate:
    case N.BitNot: {
      const inner = fold(node.left!)
      return inner?.kind === N.Constant ? foldUnary(node.kind, node.type, inner, node.at) : null
    }
    case N.LogicalNot: {
      const truth = truthOf(node.left!)
      return truth === null ? null : intConstant(truth ? 0 : 1, node.at)
    }
    case N.AndAnd:
    case N.OrOr:
      return foldLogical(node)
    case N.Conditional: {
      const truth = truthOf(node.left!)
      return truth === null ? null : fold(truth ? node.right! : node.third!)
    }
    case N.Call:
      return foldCall(node)
    default:
      return foldOperator(node)
  }
}

function truthOf(node: Node): boolean | null {
  const value = fold(node)
  return value?.kind === N.Constant ? !isZero(value) : null
}

function foldLogical(node: Node): Node | null {
  const left = truthOf(node.left!)
  if (left === null) return null
  if (left === (node.kind === N.OrOr)) return intConstant(left ? 1 : 0, node.at)
  const right = truthOf(node.right!)
  return right === null ? null : intConstant(right ? 1 : 0, node.at)
}

function foldOperator(node: Node): Node | null {
  if (node.left === null || node.right === null || node.kind < N.Add || node.kind > N.PointerAdd) return null
  const left = fold(node.left)
  const right = fold(node.right)
  if (left === null || right === null) return null
  if (node.kind === N.PointerAdd) return { ...node, left, right }
  if (left.kind !== N.Constant || right.kind !== N.Constant) return null
  return foldBinary(node.kind, node.type, left, right, node.at)
}

/** What a read-only object holds where an lvalue lies. */
function load(node: Node): Node | null {
  const { qualifiers } = node.type
  if (node.symbol?.initial && (qualifiers & (CONST | VOLATILE)) === CONST) return node.symbol.initial
  if ((qualifiers & VOLATILE) !== 0 || !isElement(node)) return null
  const address = objectAddress(withConstantIndexes(node))
  const data = address?.symbol.data
  if (!address || !data?.readOnly || address.addend < 0) return null
  const at = address.addend
  const { size } = node.type
  if (at + size > data.size) return null
  const relocation = data.relocations.find((candidate) => candidate.at === at)
  if (relocation !== undefined) return addressNode(node, relocation.symbol, relocation.addend)
  const bytes = data.bytes?.subarray(at, at + size) ?? new Uint8Array(size)
  return isInteger(node.type) || isFloating(node.type) || isPointer(node.type) ? bytesNode(node, bytes) : null
}

/** `a[i].b`, but not `*(a + i)`: gcc looks into arrays and structs, not through pointers. */
function isElement(node: Node): boolean {
  if (node.kind === N.Variable) return true
  if (node.kind === N.Member) return isElement(node.left!)
  return node.kind === N.Deref && node.low === SUBSCRIPT
}

function withConstantIndexes(node: Node): Node {
  if (node.left === null) return node
  const left = withConstantIndexes(node.left)
  const right = node.kind === N.PointerAdd ? (fold(node.right!) ?? node.right) : node.right
  return { ...node, left, right }
}

function addressNode(node: Node, link: NonNullable<Node['symbol']>['link'], addend: number): Node {
  const symbol = createSymbol(SymbolKind.Variable, '', VOID_TYPE, node.at, 0)
  symbol.link = link
  const variable = createNode(N.Variable, VOID_TYPE, node.at, null, null)
  variable.symbol = symbol
  const address = createNode(N.AddressOf, node.type.plain, node.at, variable, null)
  if (addend === 0) return address
  const sum = createNode(N.PointerAdd, node.type.plain, node.at, address, intConstant(addend, node.at))
  sum.low = 1
  return sum
}

function bytesNode(node: Node, bytes: Uint8Array): Node {
  const type = node.type.plain
  const view = new DataView(new ArrayBuffer(8))
  new Uint8Array(view.buffer).set(bytes)
  if (type.kind === K.Float) return floatConstant(type, view.getFloat32(0, true), node.at)
  if (type.kind === K.Double) return floatConstant(type, view.getFloat64(0, true), node.at)
  const { width, bit } =
    node.kind === N.Member && node.member!.width >= 0 ? node.member! : { width: bytes.length * 8, bit: 0 }
  const raw = view.getBigUint64(0, true) >> BigInt(bit)
  const value = isUnsigned(type) ? BigInt.asUintN(width, raw) : BigInt.asIntN(width, raw)
  return integerConstant(
    type,
    Number(BigInt.asIntN(32, value)),
    Number(BigInt.asIntN(32, value >> 32n)),
    node.at,
  )
}
