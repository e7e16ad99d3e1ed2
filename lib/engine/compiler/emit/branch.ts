/** Conditions as jumps. */
import { OP } from '../../vm/opcode'
import { fitsImmediate, isZero } from '../meaning/constant'
import { isFloating, isInteger, isPointer, isUnsigned } from '../meaning/ctype'
import { N, type Node } from '../meaning/syntax'
import {
  type BytecodeEmitter,
  emit,
  isWord64,
  jump,
  loadConstant,
  newLabel,
  placeLabel,
  referToLabel,
  temporary,
} from './emitter'
import { emitComparison } from './expression'
import { firstOperand } from './local'

/** Goes to `label` if the truth of `node` is `when`; else on to the next instruction. */
export function emitBranch(e: BytecodeEmitter, node: Node, label: number, when: boolean): void {
  const mark = e.top
  switch (node.kind) {
    case N.Constant:
      if (isZero(node) !== when) jump(e, label)
      break
    case N.LogicalNot:
      emitBranch(e, node.left!, label, !when)
      break
    case N.AndAnd:
      emitBoth(e, node, label, when, false)
      break
    case N.OrOr:
      emitBoth(e, node, label, when, true)
      break
    case N.Comma:
      e.rules.effect(e, node.left!)
      emitBranch(e, node.right!, label, when)
      break
    case N.Equal:
    case N.NotEqual:
    case N.Less:
    case N.LessEqual:
    case N.Greater:
    case N.GreaterEqual:
      branchComparison(e, node, label, when)
      break
    default:
      branchTruth(e, node, label, when)
  }
  e.top = mark
}

/** `a || b` jumps when either holds (`decisive` = true), `a && b` when both do. */
function emitBoth(e: BytecodeEmitter, node: Node, label: number, when: boolean, decisive: boolean): void {
  if (when === decisive) {
    emitBranch(e, node.left!, label, when)
    emitBranch(e, node.right!, label, when)
    return
  }
  const skip = newLabel(e)
  emitBranch(e, node.left!, skip, decisive)
  emitBranch(e, node.right!, label, when)
  placeLabel(e, skip)
}

const OPPOSITE: Partial<Record<N, N>> = {
  [N.Equal]: N.NotEqual,
  [N.NotEqual]: N.Equal,
  [N.Less]: N.GreaterEqual,
  [N.LessEqual]: N.Greater,
  [N.Greater]: N.LessEqual,
  [N.GreaterEqual]: N.Less,
}

/** [signed 32, unsigned 32, signed 64, unsigned 64] */
type Row = readonly [number, number, number, number]

const REGISTER: Partial<Record<N, Row>> = {
  [N.Equal]: [OP.bEq32, OP.bEq32, OP.bEq64, OP.bEq64],
  [N.NotEqual]: [OP.bNe32, OP.bNe32, OP.bNe64, OP.bNe64],
  [N.Less]: [OP.bLtS32, OP.bLtU32, OP.bLtS64, OP.bLtU64],
  [N.LessEqual]: [OP.bLeS32, OP.bLeU32, OP.bLeS64, OP.bLeU64],
}

const IMMEDIATE: Partial<Record<N, Row>> = {
  [N.Equal]: [OP.bEqI32, OP.bEqI32, OP.bEqI64, OP.bEqI64],
  [N.NotEqual]: [OP.bNeI32, OP.bNeI32, OP.bNeI64, OP.bNeI64],
  [N.Less]: [OP.bLtSI32, OP.bLtUI32, OP.bLtSI64, OP.bLtUI64],
  [N.LessEqual]: [OP.bLeSI32, OP.bLeUI32, OP.bLeSI64, OP.bLeUI64],
  [N.Greater]: [OP.bGtSI32, OP.bGtUI32, OP.bGtSI64, OP.bGtUI64],
  [N.GreaterEqual]: [OP.bGeSI32, OP.bGeUI32, OP.bGeSI64, OP.bGeUI64],
}

function branchComparison(e: BytecodeEmitter, node: Node, label: number, when: boolean): void {
  const { type } = node.left!
  if (isFloating(type)) {
    // the opposite of an ordered comparison also holds for NaN
    const truth = emitComparison(e, node, -1)
    emit(e, when ? OP.bNeI32 : OP.bEqI32, truth, 0, 0)
    referToLabel(e, 3, label)
    return
  }
  const kind = when ? node.kind : OPPOSITE[node.kind]!
  const column = (isWord64(type) ? 2 : 0) + (isUnsigned(type) ? 1 : 0)
  const left = firstOperand(e, node.left!, node.right!)
  const right = node.right!
  if (right.kind === N.Constant && (isInteger(type) || isPointer(type)) && fitsImmediate(right)) {
    emit(e, IMMEDIATE[kind]![column]!, left, right.low, 0)
    referToLabel(e, 3, label)
    return
  }
  const other = e.rules.value(e, right, -1)
  const swapped = kind === N.Greater || kind === N.GreaterEqual
  const opcode = REGISTER[swapped ? (kind === N.Greater ? N.Less : N.LessEqual) : kind]![column]!
  if (swapped) emit(e, opcode, other, left, 0)
  else emit(e, opcode, left, other, 0)
  referToLabel(e, 3, label)
}

function branchTruth(e: BytecodeEmitter, node: Node, label: number, when: boolean): void {
  // a conversion that keeps the value's truth is not needed to test it
  let tested = node
  while (tested.kind === N.Convert && keepsTruth(tested)) tested = tested.left!
  if (tested !== node && tested.kind >= N.Equal && tested.kind <= N.OrOr) {
    emitBranch(e, tested, label, when)
    return
  }
  const value = e.rules.value(e, tested, -1)
  const { type } = tested
  const wide = isWord64(type)
  if (isFloating(type)) {
    const zero = temporary(e)
    loadConstant(e, zero, 0, 0, wide)
    const truth = temporary(e)
    emit(e, wide ? OP.fne64 : OP.fne32, truth, value, zero)
    emit(e, when ? OP.bNeI32 : OP.bEqI32, truth, 0, 0)
  } else if (wide) emit(e, when ? OP.bNeI64 : OP.bEqI64, value, 0, 0)
  else emit(e, when ? OP.bNeI32 : OP.bEqI32, value, 0, 0)
  referToLabel(e, 3, label)
}

function keepsTruth(node: Node): boolean {
  const from = node.left!.type
  if (isFloating(from) || isFloating(node.type)) return false
  return node.type.size >= from.size && (isInteger(from) || isPointer(from))
}
