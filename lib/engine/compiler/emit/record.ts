/** Structs and unions as values: where they are, and copying them. */
import { OP } from '../../vm/opcode'
import { type CType, N, type Node } from '../meaning/syntax'
import { framePlace, placeAddress, placeOf } from './access'
import { finishRecordCall, prepareCall } from './call'
import { allocate, type BytecodeEmitter, emit, jump, newLabel, noteAccess, placeLabel } from './emitter'
import { In, type Place } from './lvalue'

/** Where a struct (or the object around a member) lies; a call's result gets memory of the frame. */
export function recordPlace(e: BytecodeEmitter, node: Node): Place {
  switch (node.kind) {
    case N.Variable:
    case N.Member:
    case N.Deref:
    case N.CompoundLiteral:
      return placeOf(e, node)
    case N.Call: {
      const call = prepareCall(e, node)
      const place = fresh(e, node.type)
      finishRecordCall(e, node, call, place)
      return place
    }
    case N.Comma:
      e.rules.effect(e, node.left!)
      return recordPlace(e, node.right!)
    case N.Assign:
      assignRecord(e, node.left!, node.right!)
      return placeOf(e, node.left!)
    case N.Conditional:
      return chosenPlace(e, node)
    case N.StatementExpression:
      for (const item of node.list!) e.rules.statement(e, item)
      return statementPlace(e, node)
    default:
      return fresh(e, node.type)
  }
}

/** The value of a statement expression outlives the block's own objects. */
function statementPlace(e: BytecodeEmitter, node: Node): Place {
  const place = fresh(e, node.type)
  copyRecord(e, place, recordPlace(e, node.left!), node.type)
  return place
}

function fresh(e: BytecodeEmitter, type: CType): Place {
  return framePlace(e, allocate(e, type.size, type.align), 0)
}

function chosenPlace(e: BytecodeEmitter, node: Node): Place {
  const place = fresh(e, node.type)
  const otherwise = newLabel(e)
  const end = newLabel(e)
  e.rules.branch(e, node.left!, otherwise, false)
  copyRecord(e, place, recordPlace(e, node.right!), node.type)
  jump(e, end)
  placeLabel(e, otherwise)
  copyRecord(e, place, recordPlace(e, node.third!), node.type)
  placeLabel(e, end)
  return place
}

/** Copies a whole struct; one visible operation if either side is visible. */
export function copyRecord(e: BytecodeEmitter, to: Place, from: Place, type: CType): void {
  if (type.size === 0) return
  const mark = e.top
  const dest = placeAddress(e, to, -1)
  const source = placeAddress(e, from, -1)
  emit(e, OP.copy | to.visible | from.visible, dest, source, type.size)
  if ((to.visible | from.visible) !== 0) noteAccess(e, type, null)
  e.top = mark
}

/** `left = right` for structs. */
export function assignRecord(e: BytecodeEmitter, left: Node, right: Node): void {
  const mark = e.top
  if (right.kind === N.Call) {
    const call = prepareCall(e, right)
    const place = placeOf(e, left)
    // what others may see is written in one step, after the call
    const direct = place.in === In.Pointer && place.visible === 0 && left.kind === N.Variable
    const result = direct ? place : fresh(e, left.type)
    finishRecordCall(e, right, call, result)
    if (!direct) copyRecord(e, place, result, left.type)
  } else {
    const source = recordPlace(e, right)
    copyRecord(e, placeOf(e, left), source, left.type)
  }
  e.top = mark
}
