/** Constant initialisers as bytes and relocations; addresses known to the linker. */

import type { DataImage, ObjectSymbol, Relocation } from '../object'
import { floatBits, numberValue } from './constant'
import { isFloating, isPointer, isRecord } from './ctype'
import { complain, type Environment } from './environment'
import { CONST, type CType, K, N, type Node, VOLATILE } from './syntax'

export type Address = { readonly symbol: ObjectSymbol; readonly addend: number }

/** The link-time address that an expression denotes, or null. */
export function constantAddress(node: Node): Address | null {
  switch (node.kind) {
    case N.AddressOf:
      return objectAddress(node.left!)
    case N.Convert: {
      const wide = node.type.size === 8 && !isFloating(node.type) && node.left!.type.size === 8
      return wide ? constantAddress(node.left!) : null
    }
    case N.PointerAdd: {
      const base = constantAddress(node.left!)
      if (base === null || node.right!.kind !== N.Constant) return null
      return { symbol: base.symbol, addend: base.addend + numberValue(node.right!) * node.low }
    }
    case N.Add:
    case N.Sub: {
      const base = constantAddress(node.left!)
      if (base === null || node.right!.kind !== N.Constant) return null
      const addend = numberValue(node.right!)
      return { symbol: base.symbol, addend: base.addend + (node.kind === N.Add ? addend : -addend) }
    }
    default:
      return null
  }
}

/** Address of an lvalue with static storage, or null. */
export function objectAddress(node: Node): Address | null {
  switch (node.kind) {
    case N.Variable:
    case N.CompoundLiteral: {
      const { link } = node.symbol!
      return link === null || link.kind === 'tls' ? null : { symbol: link, addend: 0 }
    }
    case N.Member: {
      const base = objectAddress(node.left!)
      return base === null ? null : { symbol: base.symbol, addend: base.addend + node.member!.offset }
    }
    case N.Deref:
      return constantAddress(node.left!)
    default:
      return null
  }
}

/** Whether an initialiser value can be put in an image: a constant or a link-time address. */
export function isStaticValue(value: Node): boolean {
  const node = value.left!
  if (isRecord(value.type)) return false
  return (
    node.kind === N.Constant ||
    (value.member === null && value.type.size === 8 && constantAddress(node) !== null)
  )
}

/** The image of an object with static storage; complains about values only a run can know. */
export function staticImage(
  env: Environment,
  type: CType,
  values: readonly Node[],
  align: number,
): DataImage {
  let size = Math.max(0, type.size)
  for (const value of values) size = Math.max(size, value.low + Math.max(0, value.type.size))
  const readOnly = isConstant(type)
  const alignment = Math.max(1, type.align, align, type.kind === K.Array && size >= 32 ? 16 : 1)
  if (
    values.every(
      (value) => value.left!.kind === N.Constant && value.left!.low === 0 && value.left!.high === 0,
    )
  ) {
    return { size, align: alignment, readOnly, bytes: null, relocations: [] }
  }
  const bytes = new Uint8Array(size)
  const relocations: Relocation[] = []
  const view = new DataView(bytes.buffer)
  for (const value of values) putValue(env, view, relocations, value)
  return { size, align: alignment, readOnly, bytes, relocations }
}

/** Lives in read-only memory. */
function isConstant(type: CType): boolean {
  let element = type
  while (element.kind === K.Array) element = element.base!
  return (element.qualifiers & (CONST | VOLATILE)) === CONST
}

function putValue(env: Environment, view: DataView, relocations: Relocation[], value: Node): void {
  const node = value.left!
  const at = value.low
  if (value.member !== null) {
    if (node.kind === N.Constant) putBits(view, at, value)
    else complain(env, 'initialiser-constant', node.at)
    return
  }
  if (node.kind === N.Constant && !isRecord(value.type)) {
    putScalar(view, at, value.type, node)
    return
  }
  const address = value.type.size === 8 ? constantAddress(node) : null
  if (address === null) {
    complain(env, 'initialiser-constant', node.at)
    return
  }
  address.symbol.referenced = true
  relocations.push({ at, symbol: address.symbol, addend: address.addend })
}

function putScalar(view: DataView, at: number, type: CType, node: Node): void {
  if (type.kind === K.Float) {
    view.setInt32(at, floatBits(node), true)
    return
  }
  if (type.size === 8 || isPointer(type)) {
    view.setInt32(at, node.low, true)
    view.setInt32(at + 4, node.high, true)
  } else if (type.size === 4) view.setInt32(at, node.low, true)
  else if (type.size === 2) view.setInt16(at, node.low, true)
  else view.setInt8(at, node.low)
}

/** A bit-field, byte by byte. */
function putBits(view: DataView, at: number, value: Node): void {
  const { bit, width } = value.member!
  const { low, high } = value.left!
  let bits = BigInt.asUintN(width, (BigInt(high) << 32n) | BigInt(low >>> 0)) << BigInt(bit)
  let mask = ((1n << BigInt(width)) - 1n) << BigInt(bit)
  for (let i = at; mask !== 0n; i++) {
    view.setUint8(i, (view.getUint8(i) & ~Number(mask & 0xffn)) | Number(bits & 0xffn))
    bits >>= 8n
    mask >>= 8n
  }
}
