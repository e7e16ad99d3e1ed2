/** What one instruction reads and writes, as the search for waiting loops (period.ts) sees it. */
import { FRAME_RETURN, FRAME_SAVED_FP } from './abi'
import { RV } from './control'
import type { Cpu } from './cpu'
import { type Instruction, instructionAt } from './instruction'
import { placeFrame } from './jump'
import { type LoadedProgram, MASKED_PARAMETERS } from './load'
import { translateActive } from './memory'
import {
  ARGUMENT_SHIFT,
  OP,
  OPCODE_MASK,
  OPCODE_NAMES,
  OPCODES,
  type OpcodeInfo,
  type OpcodeName,
  type OperandKind,
  SIZE_SHIFT,
} from './opcode'

/** A place that an instruction reads or writes: bytes from a user address on. */
export type Cell = { readonly address: number; readonly size: number }

/** The result register stands behind all addresses. */
export const RESULT = 2 ** 33

/** One executed instruction: what its result comes from, and what must be the same each time. */
export type Effect = {
  readonly sources: readonly Cell[]
  readonly fixed: readonly Cell[]
  readonly targets: readonly Cell[]
  /** The result is the first source plus `by`, or plus (`sign` 1) or minus (-1) the second one, or anything else (null). */
  readonly sum: { readonly by: bigint; readonly sign: 0 | 1 | -1; readonly values: readonly bigint[] } | null
}

// ---- what is in a place

/** The 32-bit word at `4 * word`; null where nothing may be read. */
export function wordAt(cpu: Cpu, word: number): number | null {
  if (word >= RESULT / 4) return cpu.memory.i32[(RV >> 2) + word - RESULT / 4] as number
  const at = translateActive(cpu.memory, word * 4, false)
  return at < 0 ? null : (cpu.memory.i32[at >> 2] as number)
}

/** The numbers of the words that a place lies in, from the first to the last. */
export function firstWord({ address }: Cell): number {
  return Math.floor(address / 4)
}

/** Number of the last word that a place lies in, in whole or in part. */
export function lastWord({ address, size }: Cell): number {
  return Math.floor((address + size - 1) / 4)
}

/** The number in a place of 4 or 8 bytes that begins at a word, signed; words that may not be read count as 0. */
export function valueIn(cpu: Cpu, { address, size }: Cell): bigint {
  const low = BigInt(wordAt(cpu, address / 4) ?? 0)
  if (size !== 8) return low
  return (BigInt(wordAt(cpu, address / 4 + 1) ?? 0) << 32n) | BigInt.asUintN(32, low)
}

// ---- kinds of instructions

type Kind = 'atomic' | 'access' | 'call' | 'ret' | 'result' | 'nothing' | 'branch' | 'divide' | 'compute'

/** null: an instruction of a kind that is not looked into. */
const KINDS: readonly (Kind | null)[] = OPCODE_NAMES.map(kindOf)

function kindOf(name: OpcodeName): Kind | null {
  const info: OpcodeInfo = OPCODES[name]
  if (name.startsWith('atomic')) return 'atomic'
  if (/^(load|store)/.test(name)) return 'access'
  if (name === 'call') return 'call'
  if (name.startsWith('ret')) return 'ret'
  if (name.startsWith('getRv')) return 'result'
  if (name === 'jump' || name === 'enter' || name === 'fence') return 'nothing'
  if (/^(div|rem)/.test(name)) return 'divide'
  if (info.mayFault || name === 'sys') return null
  return info.c === 'code' ? 'branch' : 'compute'
}

const NOTHING: Effect = { sources: [], fixed: [], targets: [], sum: null }

/** What the instruction at `pc` is going to touch, in the frame at `fp`; null: it is not looked into, or would fault. */
export function effectOf(cpu: Cpu, loaded: LoadedProgram, pc: number, fp: number): Effect | null {
  const instruction = instructionAt(loaded.code, pc)
  const { a, word } = instruction
  const opcode = word & OPCODE_MASK
  switch (KINDS[opcode] ?? null) {
    case 'atomic':
      return atomicEffect(cpu, instruction, fp)
    case 'access':
      return accessEffect(cpu, opcode, instruction, fp)
    case 'call':
      return callEffect(cpu, loaded, instruction, fp)
    case 'ret':
      return returnEffect(opcode, a, fp)
    case 'result':
      return { ...NOTHING, sources: [{ address: RESULT, size: 8 }], targets: [targetOf(opcode, a, fp)] }
    case 'nothing':
      return NOTHING
    case 'branch':
      return { ...NOTHING, fixed: readOf(opcode, instruction, fp) }
    case 'divide':
      // It may stop the program.
      return { ...NOTHING, fixed: readOf(opcode, instruction, fp), targets: [targetOf(opcode, a, fp)] }
    case 'compute':
      return computeEffect(cpu, opcode, instruction, fp)
    default:
      return null
  }
}

// ---- operands

const INFOS: readonly OpcodeInfo[] = Object.values(OPCODES)
const OPERANDS = ['a', 'b', 'c'] as const

function slot(kind: OperandKind, offset: number, fp: number): Cell {
  return { address: fp + offset, size: kind === 'w64' || kind === 'r64' ? 8 : 4 }
}

function targetOf(opcode: number, a: number, fp: number): Cell {
  return slot(INFOS[opcode]?.a ?? '-', a, fp)
}

/** The slots that an instruction reads. */
function readOf(opcode: number, instruction: Instruction, fp: number): Cell[] {
  const info = INFOS[opcode] as OpcodeInfo
  const cells: Cell[] = []
  for (const operand of OPERANDS) {
    const kind = info[operand]
    if (kind === 'r32' || kind === 'r64') cells.push(slot(kind, instruction[operand], fp))
  }
  return cells
}

// ---- one kind each

function computeEffect(cpu: Cpu, opcode: number, instruction: Instruction, fp: number): Effect {
  const sources = readOf(opcode, instruction, fp)
  const targets = [targetOf(opcode, instruction.a, fp)]
  return { sources, fixed: [], targets, sum: sumOf(cpu, opcode, instruction.c, sources) }
}

function sumOf(cpu: Cpu, opcode: number, constant: number, read: readonly Cell[]): Effect['sum'] {
  switch (opcode) {
    case OP.mov32:
    case OP.mov64:
      return UNCHANGED
    case OP.addI32:
    case OP.addI64:
      return { by: BigInt(constant), sign: 0, values: [] }
    case OP.add32:
    case OP.add64:
      return { by: 0n, sign: 1, values: read.map((cell) => valueIn(cpu, cell)) }
    case OP.sub32:
    case OP.sub64:
      return { by: 0n, sign: -1, values: read.map((cell) => valueIn(cpu, cell)) }
    default:
      return null
  }
}

const UNCHANGED: Effect['sum'] = { by: 0n, sign: 0, values: [] }

type Access = { readonly isLoad: boolean; readonly isGlobal: boolean; readonly size: number }

const ACCESSES: readonly (Access | null)[] = OPCODE_NAMES.map((name) => {
  const found = /^(load|store)(G?)(8|16|32|64)/.exec(name)
  return found && { isLoad: found[1] === 'load', isGlobal: found[2] === 'G', size: Number(found[3]) / 8 }
})

function accessEffect(cpu: Cpu, opcode: number, { a, b, c }: Instruction, fp: number): Effect | null {
  const { isLoad, isGlobal, size } = ACCESSES[opcode] as Access
  const value: Cell = { address: fp + (isLoad ? a : b), size: size === 8 ? 8 : 4 }
  const pointer: Cell = { address: fp + (isLoad ? b : a), size: 8 }
  const address = isGlobal ? (isLoad ? b : a) >>> 0 : addressIn(cpu, pointer, c)
  if (address === null) return null
  const place: Cell = { address, size }
  const fixed = isGlobal ? [] : [pointer]
  const sum = size >= 4 && address % 4 === 0 ? UNCHANGED : null
  return isLoad
    ? { sources: [place], fixed, targets: [value], sum }
    : { sources: [value], fixed, targets: [place], sum }
}

/** The address that a pointer in a slot gives; null when it is none. */
function addressIn(cpu: Cpu, { address }: Cell, offset: number): number | null {
  const low = wordAt(cpu, address / 4) ?? 0
  const high = wordAt(cpu, address / 4 + 1) ?? 0
  const sum = high * 0x1_0000_0000 + (low >>> 0) + offset
  return sum >= 0 && sum < 0x8000_0000 ? sum : null
}

function atomicEffect(cpu: Cpu, { word, a, b, c }: Instruction, fp: number): Effect | null {
  const pointer = { address: fp + b, size: 8 }
  const address = addressIn(cpu, pointer, 0)
  if (address === null) return null
  const place = { address, size: (word >>> SIZE_SHIFT) & 15 }
  const operands = { address: fp + c, size: (word & OPCODE_MASK) === OP.atomicCas ? 16 : 8 }
  return {
    sources: [],
    fixed: [pointer, place, operands],
    targets: [{ address: fp + a, size: 8 }, place],
    sum: null,
  }
}

function callEffect(
  cpu: Cpu,
  loaded: LoadedProgram,
  { word, a, b, c }: Instruction,
  fp: number,
): Effect | null {
  const at = translateActive(cpu.memory, fp, true)
  if (at < 0) return null
  const frameSize = loaded.code[a * 4 + 1] as number
  const callee = placeFrame(cpu, { pc: 0, fp, base: at >> 2 }, at >> 2, fp, c, frameSize)
  if (callee < 0 || c < 0) return null
  const fixed: Cell[] = []
  const targets: Cell[] = [{ address: callee, size: 16 }]
  const count = Math.min((word >>> ARGUMENT_SHIFT) & 255, loaded.code[a * 4 + 3] as number)
  const wide = loaded.code[a * 4 + 2] as number
  for (let i = 0; i < count; i++) {
    const size = i >= MASKED_PARAMETERS || ((wide >> i) & 1) === 1 ? 8 : 4
    fixed.push({ address: fp + b + 8 * i, size })
    targets.push({ address: callee + 16 + 8 * i, size })
  }
  return { sources: [], fixed, targets, sum: null }
}

function returnEffect(opcode: number, a: number, fp: number): Effect {
  const fixed = [
    { address: fp + FRAME_SAVED_FP, size: 8 },
    { address: fp + FRAME_RETURN, size: 8 },
  ] // where it goes on
  if (opcode === OP.ret) return { ...NOTHING, fixed }
  return { sources: [targetOf(opcode, a, fp)], fixed, targets: [{ address: RESULT, size: 8 }], sum: null }
}
