/** va_start, va_arg, va_copy on the block of 8-byte arguments. */
import { OP } from '../../vm/opcode'
import { ULONG } from '../meaning/ctype'
import type { Node } from '../meaning/syntax'
import { addressPlace, loadScalar, placeAddress, pointerPlace, storeScalar } from './access'
import { type BytecodeEmitter, emit, move, target, temporary } from './emitter'

/** va_list's own accesses are the compiler's, not the program's: they are never visible. */
function listPlace(e: BytecodeEmitter, node: Node): ReturnType<typeof pointerPlace> {
  return { ...addressPlace(e, node), visible: 0 }
}

/**
 * Makes a list begin at the block of variadic arguments, whose address the caller passed as one more parameter.
 */
export function emitVaStart(e: BytecodeEmitter, node: Node): void {
  const mark = e.top
  storeScalar(e, listPlace(e, node.left!), ULONG, e.variadicSlot)
  e.top = mark
}

/**
 * Takes the next argument: every one has 8 bytes. Of a struct (`node.low` 1) they are the address of the copy.
 * @returns the slot with the value
 */
export function emitVaArg(e: BytecodeEmitter, node: Node, dest: number): number {
  const mark = e.top
  const slot = target(e, dest)
  const list = listPlace(e, node.left!)
  const next = loadScalar(e, list, ULONG, temporary(e))
  const after = temporary(e)
  emit(e, OP.addI64, after, next, 8)
  storeScalar(e, list, ULONG, after)
  if (node.low === 1) move(e, slot, next, true)
  else loadScalar(e, pointerPlace(next, 0, 0), node.type, slot)
  e.top = dest >= 0 ? mark : slot + 8
  return slot
}

/** Copies a list, all 24 bytes of it. */
export function emitVaCopy(e: BytecodeEmitter, node: Node): void {
  const mark = e.top
  const to = placeAddress(e, listPlace(e, node.left!), -1)
  const from = placeAddress(e, listPlace(e, node.right!), -1)
  emit(e, OP.copy, to, from, 24)
  e.top = mark
}
