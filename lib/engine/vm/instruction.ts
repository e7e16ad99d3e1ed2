/** Instructions of a loaded program, as the generator of code reads them. */
import type { LoadedProgram } from './load'
import { OP, OPCODE_MASK, OPCODE_NAMES, OPCODES, type OpcodeInfo } from './opcode'

/** Operands as loadProgram leaves them, but slots are byte offsets again. */
export type Instruction = {
  readonly word: number
  readonly a: number
  readonly b: number
  readonly c: number
}

const INFOS: readonly OpcodeInfo[] = Object.values(OPCODES)

/** `shift`: where the frame begins that the slots are to be counted from, if it is another one's. */
export function instructionAt(code: Int32Array, pc: number, shift = 0): Instruction {
  const word = code[pc * 4] as number
  const info: OpcodeInfo | undefined = INFOS[word & 0xff]
  const operand = (kind: OpcodeInfo['a'] | undefined, value: number) =>
    kind === undefined || kind === '-' || kind === 'imm' || kind === 'code' ? value : (value << 2) + shift
  return {
    word,
    a: operand(info?.a, code[pc * 4 + 1] as number),
    b: operand(info?.b, code[pc * 4 + 2] as number),
    c: operand(info?.c, code[pc * 4 + 3] as number),
  }
}

/** Does it write 8 bytes of its slot? */
export function isWideResult(word: number): boolean {
  return INFOS[word & OPCODE_MASK]?.a === 'w64'
}

/** The opcode of an instruction, without flags and sizes. */
export function opcodeAt(loaded: LoadedProgram, pc: number): number {
  return (loaded.code[pc * 4] as number) & OPCODE_MASK
}

/** Where a branch or jump goes; -1 for all other instructions. */
export function branchTarget(loaded: LoadedProgram, pc: number): number {
  const opcode = opcodeAt(loaded, pc)
  const info: OpcodeInfo = OPCODES[OPCODE_NAMES[opcode] ?? 'illegal']
  if (opcode === OP.jump) return loaded.code[pc * 4 + 1] as number
  return info.c === 'code' ? (loaded.code[pc * 4 + 3] as number) : -1
}

/** Never goes on behind itself. */
export function isFinal(loaded: LoadedProgram, pc: number): boolean {
  const opcode = (loaded.code[pc * 4] as number) & OPCODE_MASK
  return (
    opcode === OP.jump ||
    opcode === OP.ret ||
    opcode === OP.ret32 ||
    opcode === OP.ret64 ||
    opcode === OP.illegal
  )
}

/** Bytes that generated code copies or zeroes by itself. */
export const SHORT_BLOCK = 64

/** Does it copy or zero more bytes than that? */
export function isLongBlock(loaded: LoadedProgram, pc: number): boolean {
  const opcode = opcodeAt(loaded, pc)
  return (opcode === OP.copy || opcode === OP.zero) && (loaded.code[pc * 4 + 3] as number) > SHORT_BLOCK
}
