/** Locals in slots as operands: their value is there without a load, so it matters when gcc reads them. */

import { hasSideEffects } from '../meaning/conversion'
import { isInteger, isPointer, isUnsigned } from '../meaning/ctype'
import { type CType, K, N, type Node } from '../meaning/syntax'
import { type BytecodeEmitter, isWord64, move, temporary } from './emitter'

/** Slot of a local that lives in one, else -1. */
export function localSlot(node: Node): number {
  if (node.kind !== N.Variable) return -1
  const symbol = node.symbol!
  return symbol.link === null && !symbol.inMemory ? symbol.offset : -1
}

/**
 * Conversions between pointers, and between integers of one width and sign, are nothing to gcc, so they do not decide
 * when a value is loaded.
 */
export function stripped(node: Node): Node {
  let n = node
  while (n.kind === N.Convert && isNothing(n.left!.type, n.type)) n = n.left!
  return n
}

function isNothing(from: CType, to: CType): boolean {
  if (isPointer(from) && isPointer(to)) return true
  if (!isInteger(from) || !isInteger(to) || (from.kind === K.Bool) !== (to.kind === K.Bool)) return false
  return from.size === to.size && isUnsigned(from) === isUnsigned(to)
}

/**
 * The local in a slot that an expression's value is, once its effects have happened: `i`, `++i`, `i = 3`, `(f(), i)`.
 * Null for all else.
 */
export function resultVariable(node: Node): Node | null {
  const n = stripped(node)
  switch (n.kind) {
    case N.Variable:
      return localSlot(n) >= 0 ? n : null
    case N.Increment:
      return n.low === 0 ? resultVariable(n.left!) : null
    case N.Assign:
    case N.AssignOp:
      return resultVariable(n.left!)
    case N.Comma:
      return resultVariable(n.right!)
    default:
      return null
  }
}

/**
 * The value of an operand that stands before another. A plain local is read when the operation is done; one that is
 * converted to a type of another width or sign is converted, and so read, at its turn.
 */
export function firstOperand(e: BytecodeEmitter, node: Node, other: Node): number {
  const value = e.rules.value(e, node, -1)
  const n = stripped(node)
  if (n.kind !== N.Convert || resultVariable(n.left!) === null || !hasSideEffects(other)) return value
  const copy = temporary(e)
  move(e, copy, value, isWord64(node.type))
  return copy
}
