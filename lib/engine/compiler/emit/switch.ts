/** switch: a chain of comparisons for a few cases, a binary search for many. */
import { OP } from '../../vm/opcode'
import { bigValue, isZero } from '../meaning/constant'
import { isUnsigned } from '../meaning/ctype'
import { type CType, N, type Node } from '../meaning/syntax'
import {
  type BytecodeEmitter,
  emit,
  isWord64,
  jump,
  move,
  newLabel,
  placeLabel,
  referToLabel,
  temporary,
} from './emitter'

/** Whether a condition is the constant 0, of whatever type; a constant that is not folded is no constant here. */
export const isConstantFalse = (node: Node): boolean => node.kind === N.Constant && isZero(node)

type Range = { readonly low: bigint; readonly high: bigint; readonly label: number }

const LINEAR = 6

/**
 * A switch. The cases, in `node.list`, have been checked not to overlap; the order of the comparisons is nobody's
 * to see.
 */
export function emitSwitch(e: BytecodeEmitter, node: Node): void {
  const { breakLabel } = e
  const end = newLabel(e)
  const type = node.left!.type
  const value = temporary(e)
  move(e, value, e.rules.value(e, node.left!, value), isWord64(type))
  const ranges: Range[] = []
  let otherwise = end
  for (const item of node.list!) {
    const label = newLabel(e)
    e.caseLabels.set(item, label)
    if (item.low === 1) otherwise = label
    else if (item.left !== null) ranges.push({ low: bigValue(item.left), high: bigValue(item.right!), label })
  }
  if (ranges.length <= LINEAR) {
    for (const range of ranges) testRange(e, value, type, range)
    jump(e, otherwise)
  } else {
    ranges.sort((a, b) => (a.low < b.low ? -1 : a.low > b.low ? 1 : 0))
    search(e, value, type, ranges, otherwise)
  }
  e.breakLabel = end
  e.rules.statement(e, node.right!)
  e.breakLabel = breakLabel
  placeLabel(e, end)
}

function search(
  e: BytecodeEmitter,
  value: number,
  type: CType,
  ranges: readonly Range[],
  otherwise: number,
): void {
  if (ranges.length <= 3) {
    for (const range of ranges) testRange(e, value, type, range)
    jump(e, otherwise)
    return
  }
  const middle = ranges.length >> 1
  const lower = newLabel(e)
  compare(e, value, type, 'less', ranges[middle]!.low, lower)
  search(e, value, type, ranges.slice(middle), otherwise)
  placeLabel(e, lower)
  search(e, value, type, ranges.slice(0, middle), otherwise)
}

function testRange(e: BytecodeEmitter, value: number, type: CType, range: Range): void {
  if (range.low === range.high) {
    compare(e, value, type, 'equal', range.low, range.label)
    return
  }
  if (range.high < range.low) return
  const skip = newLabel(e)
  compare(e, value, type, 'less', range.low, skip)
  compare(e, value, type, 'less-equal', range.high, range.label)
  placeLabel(e, skip)
}

/** Jumps to the label whose position from 1 is the value; to the first if there is none. */
export function emitJumpTable(
  e: BytecodeEmitter,
  value: number,
  type: CType,
  labels: readonly number[],
): void {
  const first = labels[0]
  if (first === undefined) return
  const ranges = labels.map((label, i) => ({ low: BigInt(i + 1), high: BigInt(i + 1), label }))
  if (ranges.length <= LINEAR) {
    for (const range of ranges) testRange(e, value, type, range)
    jump(e, first)
  } else search(e, value, type, ranges, first)
}

type Test = 'equal' | 'less' | 'less-equal'

const IMMEDIATE: Readonly<Record<Test, readonly [number, number, number, number]>> = {
  equal: [OP.bEqI32, OP.bEqI32, OP.bEqI64, OP.bEqI64],
  less: [OP.bLtSI32, OP.bLtUI32, OP.bLtSI64, OP.bLtUI64],
  'less-equal': [OP.bLeSI32, OP.bLeUI32, OP.bLeSI64, OP.bLeUI64],
}

const REGISTER: typeof IMMEDIATE = {
  equal: [OP.bEq32, OP.bEq32, OP.bEq64, OP.bEq64],
  less: [OP.bLtS32, OP.bLtU32, OP.bLtS64, OP.bLtU64],
  'less-equal': [OP.bLeS32, OP.bLeU32, OP.bLeS64, OP.bLeU64],
}

function compare(
  e: BytecodeEmitter,
  value: number,
  type: CType,
  test: Test,
  bound: bigint,
  label: number,
): void {
  const column = (isWord64(type) ? 2 : 0) + (isUnsigned(type) ? 1 : 0)
  const low = Number(BigInt.asIntN(32, bound))
  const high = Number(BigInt.asIntN(32, bound >> 32n))
  if (!isWord64(type) || high === low >> 31) emit(e, IMMEDIATE[test][column]!, value, low, 0)
  else {
    const mark = e.top
    const slot = temporary(e)
    emit(e, OP.li64, slot, low, high)
    emit(e, REGISTER[test][column]!, value, slot, 0)
    e.top = mark
  }
  referToLabel(e, 3, label)
}
