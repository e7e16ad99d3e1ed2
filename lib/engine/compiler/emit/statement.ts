/** Statements. */
import { OP } from '../../vm/opcode'
import { addressOf, hasSideEffects } from '../meaning/conversion'
import { functionType, INT, isPointer, isRecord, pointerTo, VOID_TYPE } from '../meaning/ctype'
import { createSymbol } from '../meaning/environment'
import { createNode, K, N, type Node, SymbolKind, VOLATILE } from '../meaning/syntax'
import { externalSymbol } from '../meaning/unit'
import { pointerPlace } from './access'
import { emitAssign, emitAssignOperation, emitIncrement } from './assignment'
import { emitBranch } from './branch'
import {
  type BytecodeEmitter,
  emit,
  finishPath,
  isWord64,
  jump,
  move,
  newLabel,
  placeLabel,
  placeLoopLabel,
  setLine,
  temporary,
} from './emitter'
import { emitInitialiser } from './initialisation'
import { copyRecord } from './record'
import { emitJumpTable, emitSwitch, isConstantFalse } from './switch'

/** Emits a statement and all in it. Temporaries and memory that it took are free again behind it. */
export function emitStatement(e: BytecodeEmitter, node: Node): void {
  const mark = e.top
  const { memory } = e
  setLine(e, node.at)
  switch (node.kind) {
    case N.ExpressionStatement:
      if (node.left !== null) emitEffect(e, node.left)
      break
    case N.Block:
      for (const item of node.list!) emitStatement(e, item)
      if (node.symbol !== null) emit(e, OP.mov64, e.dynamicSlot, node.symbol.offset, 0)
      break
    case N.If:
      emitIf(e, node)
      break
    case N.While:
    case N.DoWhile:
    case N.For:
      emitLoop(e, node)
      break
    case N.Switch:
      emitSwitch(e, node)
      break
    case N.Case:
      placeLabel(e, e.caseLabels.get(node) ?? newLabel(e))
      break
    case N.Label:
      placeLoopLabel(e, labelOf(e, node))
      break
    case N.Goto:
      emitGoto(e, node)
      break
    case N.ComputedGoto:
      emitComputedGoto(e, node)
      break
    case N.Break:
      jump(e, e.breakLabel)
      break
    case N.Continue:
      jump(e, e.continueLabel)
      break
    case N.Return:
      emitReturn(e, node)
      break
    case N.LocalInit:
      emitInitialiser(e, node.symbol!, node.list!)
      break
    case N.VlaDeclaration:
      emitVla(e, node)
      break
    default:
      emitEffect(e, node)
  }
  e.top = mark
  e.memory = memory
}

function labelOf(e: BytecodeEmitter, node: Node): number {
  const symbol = node.symbol!
  if (symbol.label < 0) symbol.label = newLabel(e)
  return symbol.label
}

/** A jump out of blocks with variable-length arrays gives their memory back. */
function emitGoto(e: BytecodeEmitter, node: Node): void {
  const scope = node.symbol!.vlaScope
  let outermost: Node | null = null
  for (const saved of node.list!) {
    if (scope !== null && saved.symbol === scope.saved) break
    outermost = saved
  }
  if (node.third !== null) emitStatement(e, node.third)
  if (outermost !== null) emit(e, OP.mov64, e.dynamicSlot, outermost.symbol!.offset, 0)
  jump(e, labelOf(e, node))
}

/** A jump to one of the labels whose address is taken; a block with variable-length arrays is not left this way. */
function emitComputedGoto(e: BytecodeEmitter, node: Node): void {
  const value = temporary(e)
  move(e, value, e.rules.value(e, node.left!, value), true)
  const labels = e.fn.addressed.map((label) => {
    if (label.label < 0) label.label = newLabel(e)
    return label.label
  })
  emitJumpTable(e, value, node.left!.type, labels)
}

function emitVla(e: BytecodeEmitter, node: Node): void {
  const symbol = node.symbol!
  if (node.low === 1) emit(e, OP.mov64, symbol.offset, e.dynamicSlot, 0)
  else emit(e, OP.alloca, symbol.offset, symbol.type.bytes!.offset, e.dynamicSlot)
}

function emitIf(e: BytecodeEmitter, first: Node): void {
  const end = newLabel(e)
  for (let node: Node | null = first; node !== null; ) {
    if (node.kind !== N.If) {
      emitStatement(e, node)
      break
    }
    setLine(e, node.at)
    const otherwise = node.third === null ? end : newLabel(e)
    emitBranch(e, node.left!, otherwise, false)
    emitStatement(e, node.right!)
    if (node.third !== null) {
      jump(e, end)
      placeLabel(e, otherwise)
    }
    node = node.third
  }
  placeLabel(e, end)
}

/** The test stands at the end, so that an iteration takes one jump. */
function emitLoop(e: BytecodeEmitter, node: Node): void {
  const { breakLabel, continueLabel } = e
  const body = newLabel(e)
  const test = newLabel(e)
  const next = node.kind === N.For ? newLabel(e) : test
  const end = newLabel(e)
  if (node.kind === N.For) for (const item of node.list!) emitStatement(e, item)
  const endless = node.left === null
  if (node.kind !== N.DoWhile && !endless) jump(e, test)
  placeLoopLabel(e, body)
  e.breakLabel = end
  e.continueLabel = next
  emitStatement(e, node.right!)
  e.breakLabel = breakLabel
  e.continueLabel = continueLabel
  if (node.kind === N.For) {
    placeLabel(e, next)
    if (node.third !== null) {
      setLine(e, node.third.at)
      emitEffect(e, node.third)
    }
  }
  placeLabel(e, test)
  if (endless) jump(e, body)
  else if (!isConstantFalse(node.left!)) {
    setLine(e, node.left!.at)
    emitBranch(e, node.left!, body, true)
  }
  placeLabel(e, end)
}

function emitReturn(e: BytecodeEmitter, node: Node): void {
  const value = node.left
  const returns = e.fn.type.base!
  const leave = (): void => {
    if (node.third !== null) emitStatement(e, node.third)
  }
  if (value === null || returns.kind === K.Void || isRecord(returns)) {
    if (value !== null && isRecord(returns))
      copyRecord(e, pointerPlace(e.resultSlot, 0, 0), e.rules.record(e, value), returns)
    else if (value !== null) emitEffect(e, value)
    leave()
    finishPath(e, OP.ret, 0, 0)
  } else {
    let slot = e.rules.value(e, value, -1)
    if (node.third !== null) {
      const kept = temporary(e)
      move(e, kept, slot, isWord64(returns))
      slot = kept
    }
    leave()
    setLine(e, node.at)
    finishPath(e, isWord64(returns) ? OP.ret64 : OP.ret32, slot, 0)
  }
}

/** Evaluates an expression for its effects only. */
export function emitEffect(e: BytecodeEmitter, node: Node): void {
  const mark = e.top
  setLine(e, node.at)
  switch (node.kind) {
    case N.Assign:
      emitAssign(e, node, false, -1)
      break
    case N.AssignOp:
      emitAssignOperation(e, node, false, -1)
      break
    case N.Increment:
      emitIncrement(e, node, false, -1)
      break
    case N.Comma:
      if (hasSideEffects(node.left!)) emitEffect(e, node.left!)
      emitEffect(e, node.right!)
      break
    case N.Conditional:
      emitChoice(e, node)
      break
    case N.AndAnd:
    case N.OrOr: {
      const skip = newLabel(e)
      emitBranch(e, node.left!, skip, node.kind === N.OrOr)
      emitEffect(e, node.right!)
      placeLabel(e, skip)
      break
    }
    case N.StatementExpression:
      for (const item of node.list!) emitStatement(e, item)
      if (node.left !== null) emitEffect(e, node.left)
      if (node.third!.symbol !== null) emit(e, OP.mov64, e.dynamicSlot, node.third!.symbol.offset, 0)
      break
    case N.Variable:
    case N.Member:
    case N.Deref:
      emitUnusedLoad(e, node)
      break
    case N.Call:
      if (isRecord(node.type)) e.rules.record(e, node)
      else e.rules.value(e, unusedCall(e, node), -1)
      break
    default:
      emitOperands(e, node)
  }
  e.top = mark
}

/** A call whose result nobody wants. Of `printf("%s\\n", s)` gcc makes `puts(s)`, which takes no null pointer. */
function unusedCall(e: BytecodeEmitter, node: Node): Node {
  const list = node.list!
  const name = node.left!.left?.symbol?.name
  if (!e.p.unit.isLibrary) {
    if (name === 'printf' && list.length === 2 && isText(list[0]!, '%s\n') && isPointer(list[1]!.type))
      return libraryCall(e, 'puts', node, [list[1]!])
    if (name === 'fprintf' && list.length === 3 && isText(list[1]!, '%s') && isPointer(list[2]!.type))
      return libraryCall(e, 'fputs', node, [list[2]!, list[0]!])
  }
  const call = createNode(N.Call, VOID_TYPE, node.at, node.left, null)
  call.list = list
  return call
}

/** Whether a node is this string literal. */
function isText(node: Node, text: string): boolean {
  let n = node
  while (n.kind === N.Convert) n = n.left!
  const bytes = n.kind === N.AddressOf ? n.left!.symbol?.link?.data?.bytes : null
  if (n.left?.symbol?.name !== '' || bytes?.length !== text.length + 1) return false
  return [...text].every((letter, i) => bytes[i] === letter.charCodeAt(0))
}

function libraryCall(e: BytecodeEmitter, name: string, node: Node, list: Node[]): Node {
  const type = functionType(
    INT,
    list.map((argument) => argument.type),
    false,
  )
  const symbol = createSymbol(SymbolKind.Function, name, type, node.at, 0)
  symbol.link = externalSymbol(e.p.unit, name, 'function')
  const variable = createNode(N.Variable, type, node.at, null, null)
  variable.symbol = symbol
  const call = createNode(N.Call, VOID_TYPE, node.at, addressOf(variable, pointerTo(type), node.at), null)
  call.list = list
  return call
}

/** Of what is read for nothing, only volatile objects are read; of others gcc computes the address. */
function emitUnusedLoad(e: BytecodeEmitter, node: Node): void {
  const isVolatile = (node.type.qualifiers & VOLATILE) !== 0
  if (isVolatile && !isRecord(node.type) && node.type.kind !== K.Array) e.rules.value(e, node, -1)
  else e.rules.place(e, node)
}

/** An operator whose result nobody wants: its operands are evaluated all the same. */
function emitOperands(e: BytecodeEmitter, node: Node): void {
  switch (node.kind) {
    case N.Constant:
      break
    case N.Convert:
      emitEffect(e, node.left!)
      break
    case N.CompoundLiteral:
      e.rules.record(e, node)
      break
    case N.AddressOf:
      if (node.left!.type.kind !== K.Function) e.rules.place(e, node.left!)
      break
    default:
      // gcc computes nothing that has no effect: not even a division by zero
      if (hasSideEffects(node)) e.rules.value(e, node, -1)
  }
}

function emitChoice(e: BytecodeEmitter, node: Node): void {
  const otherwise = newLabel(e)
  const end = newLabel(e)
  emitBranch(e, node.left!, otherwise, false)
  emitEffect(e, node.right!)
  jump(e, end)
  placeLabel(e, otherwise)
  emitEffect(e, node.third!)
  placeLabel(e, end)
}
