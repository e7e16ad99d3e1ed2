/** Assignments, in gcc -O0's order: the operands of the right side, the address of the left, the load, the store. */
import { isRecord } from '../meaning/ctype'
import { K, N, type Node, VOLATILE } from '../meaning/syntax'
import { loadScalar, placeOf, storeScalar, truncateBits } from './access'
import { finishCall, prepareCall } from './call'
import { type BytecodeEmitter, deliver, isWord64, move, target, temporary } from './emitter'
import { localSlot, stripped } from './local'
import type { Place } from './lvalue'
import { assignRecord } from './record'

/** `left = right`; with `wanted` the slot of its value, which is loaded again if others could have changed it. */
export function emitAssign(e: BytecodeEmitter, node: Node, wanted: boolean, dest: number): number {
  const left = node.left!
  if (isRecord(left.type)) {
    assignRecord(e, left, node.right!)
    return -1
  }
  const slot = localSlot(left)
  if (slot >= 0) {
    const mark = e.top
    e.rules.value(e, node.right!, slot)
    e.top = mark
    return wanted ? deliver(e, slot, dest, isWord64(left.type)) : slot
  }
  return assignMemory(e, node, wanted, dest)
}

/** An assignment that has been made: where, and what was stored. Its temporaries are still in use. */
type Made = { readonly left: Node; readonly place: Place; readonly value: number }

function assignMemory(e: BytecodeEmitter, node: Node, wanted: boolean, dest: number): number {
  const mark = e.top
  const made = makeAssignment(e, node)
  if (!wanted) {
    e.top = mark
    return made.value
  }
  return assignedValue(e, made.left, made.place, made.value, dest)
}

function makeAssignment(e: BytecodeEmitter, node: Node): Made {
  const left = node.left!
  const right = stripped(node.right!)
  let place: Place
  let value: number
  if (isLoad(right)) {
    const source = placeOf(e, right)
    place = placeOf(e, left)
    value = loadScalar(e, source, right.type, -1)
  } else if (right.kind === N.Call && !isRecord(right.type)) {
    const call = prepareCall(e, right)
    place = placeOf(e, left)
    value = finishCall(e, right, call, temporary(e))
  } else if (isMemoryAssignment(right)) {
    const inner = right.kind === N.Assign ? makeAssignment(e, right) : makeOperation(e, right)
    place = placeOf(e, left)
    value = assignedValue(e, inner.left, inner.place, inner.value, -1)
  } else {
    value = e.rules.value(e, right, -1)
    place = placeOf(e, left)
  }
  storeScalar(e, place, left.type, value)
  return { left, place, value }
}

function isLoad(node: Node): boolean {
  return node.kind === N.Member || node.kind === N.Deref || (node.kind === N.Variable && localSlot(node) < 0)
}

function isMemoryAssignment(node: Node): boolean {
  if (node.kind !== N.Assign && node.kind !== N.AssignOp) return false
  return !isRecord(node.type) && localSlot(node.left!) < 0
}

/** The value of an assignment: read again from memory, unless it is volatile or nobody else can see it. */
function assignedValue(e: BytecodeEmitter, left: Node, place: Place, value: number, dest: number): number {
  const isVolatile = (left.type.qualifiers & VOLATILE) !== 0
  if (place.visible !== 0 && !isVolatile) return loadScalar(e, place, left.type, dest)
  if (place.member !== null) return truncateBits(e, place.member, value, dest)
  return deliver(e, value, dest, isWord64(left.type))
}

/** `left op= …`. */
export function emitAssignOperation(e: BytecodeEmitter, node: Node, wanted: boolean, dest: number): number {
  const left = node.left!
  const { current } = e
  const mark = e.top
  reserveSaves(e, node)
  if (node.third !== null) e.rules.value(e, node.third, -1)
  const slot = localSlot(left)
  let result: number
  if (slot >= 0) {
    e.current = { kind: 'slot', slot }
    e.rules.value(e, node.right!, slot)
    result = slot
    e.current = current
    e.top = mark
    return wanted ? deliver(e, result, dest, isWord64(left.type)) : result
  }
  const made = computeOperation(e, node)
  return finishWanted(e, left, made.place, made.value, wanted, dest, mark)
}

/** A compound assignment to memory, its temporaries left in use. */
function makeOperation(e: BytecodeEmitter, node: Node): Made {
  reserveSaves(e, node)
  if (node.third !== null) e.rules.value(e, node.third, -1)
  return computeOperation(e, node)
}

function computeOperation(e: BytecodeEmitter, node: Node): Made {
  const left = node.left!
  const { current } = e
  let place: Place
  let value: number
  if (hasVisibleAddress(e, left)) {
    e.current = { kind: 'node', node: left }
    value = e.rules.value(e, node.right!, -1)
    place = placeOf(e, left)
  } else {
    place = placeOf(e, left)
    e.current = { kind: 'place', place }
    value = e.rules.value(e, node.right!, -1)
  }
  e.current = current
  storeScalar(e, place, left.type, value)
  return { left, place, value }
}

function finishWanted(
  e: BytecodeEmitter,
  left: Node,
  place: Place,
  result: number,
  wanted: boolean,
  dest: number,
  mark: number,
): number {
  if (!wanted) {
    e.top = mark
    return result
  }
  const value = assignedValue(e, left, place, result, dest)
  if (value === dest) e.top = mark
  else if (value >= mark) {
    // keep the value at the bottom of the stack of temporaries
    move(e, mark, value, isWord64(left.type))
    e.top = mark + 8
    return mark
  }
  return value
}

/** Slots for the operands that are evaluated once although they are written twice. */
function reserveSaves(e: BytecodeEmitter, node: Node): void {
  if (node.third !== null) e.saves.set(node.third, { slot: temporary(e), done: false })
  const visit = (n: Node | null): void => {
    if (n === null) return
    if (n.kind === N.Save) {
      e.saves.set(n, { slot: temporary(e), done: false })
      return
    }
    visit(n.left)
    visit(n.right)
  }
  visit(node.left)
}

/**
 * An operand that is written twice in the tree and evaluated once: the first time into its own slot, from which
 * the second takes it. Slots of saves are set up by the assignment that they stand in.
 */
export function emitSave(e: BytecodeEmitter, node: Node, dest: number): number {
  const save = e.saves.get(node)!
  const wide = isWord64(node.type)
  if (!save.done) {
    const mark = e.top
    e.rules.value(e, node.left!, save.slot)
    e.top = mark
    save.done = true
  }
  return deliver(e, save.slot, dest, wide)
}

/** Whether computing an lvalue's address loads something that others can see, so that gcc would load it twice. */
function hasVisibleAddress(e: BytecodeEmitter, node: Node): boolean {
  switch (node.kind) {
    case N.Variable:
    case N.CompoundLiteral:
      return false
    case N.Member:
      return hasVisibleAddress(e, node.left!)
    case N.Deref:
      return loadsMemory(e, node.left!)
    default:
      return true
  }
}

function loadsMemory(e: BytecodeEmitter, node: Node): boolean {
  switch (node.kind) {
    case N.Constant:
      return false
    case N.Variable:
      return localSlot(node) < 0 && node.type.kind !== K.Array
    case N.AddressOf:
      return hasVisibleAddress(e, node.left!)
    case N.Convert:
    case N.Negate:
    case N.BitNot:
      return loadsMemory(e, node.left!)
    case N.PointerAdd:
    case N.Add:
    case N.Sub:
    case N.Mul:
    case N.BitAnd:
    case N.ShiftLeft:
    case N.ShiftRight:
      return loadsMemory(e, node.left!) || loadsMemory(e, node.right!)
    default:
      return true
  }
}

/** `x++`, `--x`: the address is computed once. */
export function emitIncrement(e: BytecodeEmitter, node: Node, wanted: boolean, dest: number): number {
  const left = node.left!
  const wide = isWord64(left.type)
  const { current } = e
  const postfix = node.low === 1
  const mark = e.top
  const slot = localSlot(left)
  if (slot >= 0) {
    let old = slot
    if (postfix && wanted) {
      old = target(e, dest)
      if (dest === slot) return incrementIntoItself(e, node, slot)
      move(e, old, slot, wide)
    }
    e.current = { kind: 'slot', slot }
    e.rules.value(e, node.right!, slot)
    e.current = current
    return wanted && !postfix ? deliver(e, slot, dest, wide) : old
  }
  const result = wanted ? target(e, dest) : temporary(e)
  const place = placeOf(e, left)
  const old = loadScalar(e, place, left.type, postfix ? result : -1)
  e.current = { kind: 'slot', slot: old }
  const value = e.rules.value(e, node.right!, -1)
  e.current = current
  storeScalar(e, place, left.type, value)
  if (wanted && !postfix) {
    const final = assignedValue(e, left, place, value, result)
    move(e, result, final, wide)
  }
  e.top = dest >= 0 || !wanted ? mark : result + 8
  return result
}

/** `x = x++`, which leaves x as it was. */
function incrementIntoItself(e: BytecodeEmitter, node: Node, slot: number): number {
  const { current } = e
  const mark = e.top
  const ignored = temporary(e)
  e.current = { kind: 'slot', slot }
  e.rules.value(e, node.right!, ignored)
  e.current = current
  e.top = mark
  return slot
}
