/** What an instruction is going to do to memory. */
import { INTRINSICS, type IntrinsicName, USER_END } from './abi'
import { FP, PC } from './control'
import type { Cpu } from './cpu'
import type { Memory, Space } from './frame'
import type { LoadedProgram } from './load'
import { pteOf } from './memory'
import {
  ARGUMENT_SHIFT,
  ATOMIC,
  FAILURE_SHIFT,
  MEMORY_ORDERS,
  type MemoryOrder,
  OP,
  OPCODE_MASK,
  ORDER_SHIFT,
  SIZE_SHIFT,
  VISIBLE,
} from './opcode'

export type VisibleOperation =
  | {
      readonly kind: 'load' | 'store'
      readonly address: number
      readonly size: number
      /** Null: a plain access. */
      readonly order: MemoryOrder | null
    }
  | {
      readonly kind: 'atomic'
      readonly address: number
      readonly size: number
      readonly order: MemoryOrder
      /** Of a compare-and-swap: the words that it expects, the higher one 0 where the object has no more than 32 bits. */
      readonly expects: readonly [low: number, high: number] | null
      /** Of a compare-and-swap that fails: its order, in which it only reads. */
      readonly failure: MemoryOrder
    }
  | { readonly kind: 'copy'; readonly address: number; readonly from: number; readonly size: number }
  /** `fill`: all bytes become the same, 0 among them. */
  | { readonly kind: 'fill'; readonly address: number; readonly size: number }
  | { readonly kind: 'fence'; readonly order: MemoryOrder }
  | { readonly kind: 'intrinsic'; readonly number: number; readonly arguments: readonly number[] }
  | { readonly kind: 'syscall'; readonly number: number; readonly arguments: number }

/**
 * The visible operation at the program counter, without running it: `address` is what is written to, or read where
 * nothing is written. Null: the instruction is not visible, or its frame cannot be read.
 */
export function describeVisible(cpu: Cpu, loaded: LoadedProgram): VisibleOperation | null {
  const { memory } = cpu
  const pc = memory.i32[PC >> 2] as number
  const fp = memory.i32[FP >> 2] as number
  return isVisibleAt(loaded, pc) ? operationAt(memory, memory.active, loaded, pc, fp) : null
}

/** Whether the instruction at an index counts as a visible operation; false where there is none. */
export function isVisibleAt(loaded: LoadedProgram, pc: number): boolean {
  return pc >= 0 && pc < loaded.length && ((loaded.code[pc << 2] as number) & VISIBLE) !== 0
}

/**
 * What an instruction would do to memory, visible or not, if a task of the space came to it with this frame pointer.
 * Leaves no trace. Null: nothing, or its frame cannot be read.
 */
export function operationAt(
  memory: Memory,
  space: Space,
  loaded: LoadedProgram,
  pc: number,
  fp: number,
): VisibleOperation | null {
  if (pc < 0 || pc >= loaded.length) return null
  const base = frameBase(memory, space, fp, loaded.frameSizes[pc] as number)
  const at = pc << 2
  return base < 0
    ? null
    : describe(memory, loaded.code[at] as number, base, loaded.code.subarray(at + 1, at + 4))
}

/** Word index of the frame in linear memory; -1 when it cannot be read. */
export function frameBase(memory: Memory, space: Space, fp: number, size: number): number {
  if (fp < 0 || fp >= USER_END || (fp & 7) !== 0 || (fp & 4095) + size > 4096) return -1
  const pfn = pteOf(memory, space, fp >>> 12) >>> 12
  return pfn === 0 ? -1 : ((memory.frameSlot[pfn] as number) * 4096 + (fp & 4095)) >> 2
}

function describe(memory: Memory, word: number, base: number, operands: Int32Array): VisibleOperation | null {
  const opcode = word & OPCODE_MASK
  const [a = 0, b = 0, c = 0] = operands
  const orderAt = (shift: number) => MEMORY_ORDERS[(word >>> shift) & 7] ?? 'seq_cst'
  const order = orderAt(ORDER_SHIFT)
  const pointer = (slot: number) =>
    ((memory.i32[base + slot + 1] as number) >>> 0) * 0x1_0000_0000 +
    ((memory.i32[base + slot] as number) >>> 0)
  const access = ACCESSES[opcode]
  if (access !== undefined) {
    const [kind, size, isGlobal] = access
    const operand = kind === 'load' ? b : a
    const address = isGlobal ? operand >>> 0 : pointer(operand) + c
    return { kind, address, size, order: (word & ATOMIC) === 0 ? null : order }
  }
  if (opcode === OP.copy) return { kind: 'copy', address: pointer(a), from: pointer(b), size: c }
  if (opcode === OP.zero) return { kind: 'fill', address: pointer(a), size: c }
  if (opcode === OP.fence) return { kind: 'fence', order }
  if (opcode === OP.sys) return { kind: 'syscall', number: a, arguments: b << 2 }
  if (opcode === OP.intrinsic) return describeIntrinsic(a, pointer, b, (word >>> ARGUMENT_SHIFT) & 255)
  if (opcode >= OP.atomicExchange && opcode <= OP.atomicCas)
    return {
      kind: 'atomic',
      address: pointer(b),
      size: (word >>> SIZE_SHIFT) & 15,
      order,
      expects: opcode === OP.atomicCas ? [memory.i32[base + c] ?? 0, memory.i32[base + c + 1] ?? 0] : null,
      failure: orderAt(FAILURE_SHIFT),
    }
  return null
}

/** @param pointer reads a slot of the frame; @param slot of the first argument */
function describeIntrinsic(
  number: number,
  pointer: (slot: number) => number,
  slot: number,
  count: number,
): VisibleOperation {
  const name = INTRINSICS[number] as IntrinsicName
  const size = pointer(slot + 4)
  if (name === 'memset') return { kind: 'fill', address: pointer(slot), size }
  if (name !== 'memcpy' && name !== 'memmove')
    return {
      kind: 'intrinsic',
      number,
      arguments: Array.from({ length: count }, (_, i) => pointer(slot + 2 * i)),
    }
  return { kind: 'copy', address: pointer(slot), from: pointer(slot + 2), size }
}

/** Kind, size, and whether the address is absolute. */
const ACCESSES: Readonly<Record<number, readonly ['load' | 'store', number, boolean]>> = {
  [OP.load8S]: ['load', 1, false],
  [OP.load8U]: ['load', 1, false],
  [OP.load16S]: ['load', 2, false],
  [OP.load16U]: ['load', 2, false],
  [OP.load32]: ['load', 4, false],
  [OP.load64]: ['load', 8, false],
  [OP.store8]: ['store', 1, false],
  [OP.store16]: ['store', 2, false],
  [OP.store32]: ['store', 4, false],
  [OP.store64]: ['store', 8, false],
  [OP.loadG8S]: ['load', 1, true],
  [OP.loadG8U]: ['load', 1, true],
  [OP.loadG16S]: ['load', 2, true],
  [OP.loadG16U]: ['load', 2, true],
  [OP.loadG32]: ['load', 4, true],
  [OP.loadG64]: ['load', 8, true],
  [OP.storeG8]: ['store', 1, true],
  [OP.storeG16]: ['store', 2, true],
  [OP.storeG32]: ['store', 4, true],
  [OP.storeG64]: ['store', 8, true],
}
