/**
 * A program made ready for the processor: checked, slots as word offsets, tables by instruction. What cannot be an
 * instruction (a slot outside its frame, a jump out of its function) becomes `illegal`, so that the processor needs
 * no check of its own and no bytecode, however broken, reaches outside the simulated memory.
 */
import {
  ARGUMENT_SHIFT,
  OP,
  OPCODE_MASK,
  OPCODE_NAMES,
  OPCODES,
  type OpcodeInfo,
  SIZE_SHIFT,
  WORDS,
} from './opcode'
import type { FunctionInfo, Program } from './program'

/** Set in the first word of the copy: generated code can be entered here. */
export const ENTRY = 1 << 18

/**
 * Set in the first word of the copy: here a function of the library takes a block of the heap (its return) or gives one back
 * (its beginning). Who watches for it is stopped before.
 */
export const HEAP = 1 << 19

/**
 * Set in the first word of the copy: a search for a waiting loop (period.ts) stops before it. That is where it began, for as
 * long as it takes, and library functions.
 */
export const SEARCH = 1 << 27
const OWN_BITS = ENTRY | HEAP | SEARCH
const TAKING: readonly string[] = ['malloc', 'calloc', 'realloc', 'aligned']
const GIVING: readonly string[] = ['free', 'realloc']

export type LoadedProgram = {
  readonly program: Program
  /**
   * Instructions; slots divided by 4, a mask of wide parameters in word b of `enter`. The bits `ENTRY`,
   * `HEAP` and `SEARCH` are the processor's own.
   */
  readonly code: Int32Array
  /** Instructions in all. */
  readonly length: number
  /** Frame size of the function that an instruction belongs to; 0: of none. */
  readonly frameSizes: Uint16Array
  /** Index of that function in `program.functions`, or -1. */
  readonly functionAt: Int32Array
  /** `file << 20 | line` of the source, 0 for none. */
  readonly lines: Int32Array
  /** By instruction: 1 + what an indirect call there last called in the interpreter. Outside of the machine's state, too. */
  readonly targets: Int32Array
  /** By instruction: 1 when the calls there have not all gone to one function. */
  readonly mixed: Uint8Array
  /** What the processor keeps for itself: generated code. Outside of the machine's state. */
  cache: unknown
}

/**
 * Never throws: a function whose `enter` is broken is left out, so that all of it is `illegal`. Copies the code
 * and changes nothing of the program; what generated code finds out is kept in the result (see `Tier`).
 */
export function loadProgram(program: Program): LoadedProgram {
  const length = program.code.length / WORDS
  const loaded: LoadedProgram = {
    program,
    code: new Int32Array(length * WORDS),
    length,
    frameSizes: new Uint16Array(length),
    functionAt: new Int32Array(length).fill(-1),
    lines: new Int32Array(length),
    targets: new Int32Array(length),
    mixed: new Uint8Array(length),
    cache: null,
  }
  program.functions.forEach((info, index) => {
    loadFunction(loaded, info, index)
  })
  return loaded
}

/** Notes where a call through a pointer goes. */
export function noteTarget(loaded: LoadedProgram, pc: number, target: number): void {
  const { targets, mixed } = loaded
  if (targets[pc] !== 0 && targets[pc] !== target + 1) mixed[pc] = 1
  targets[pc] = target + 1
}

function loadFunction(loaded: LoadedProgram, info: FunctionInfo, index: number): void {
  const { program, code, length } = loaded
  const words = program.code
  const { start, end } = info
  if (
    start < 0 ||
    end > length ||
    start >= end ||
    ((words[start * WORDS] as number) & OPCODE_MASK) !== OP.enter
  )
    return
  const frameSize = words[start * WORDS + 1] as number
  const parameters = words[start * WORDS + 3] as number
  if (frameSize < 16 || frameSize > 4096 || frameSize % 16 !== 0) return
  if (parameters < 0 || 16 + 8 * parameters > frameSize) return
  for (let pc = start; pc < end; pc++) {
    loaded.frameSizes[pc] = frameSize
    loaded.functionAt[pc] = index
    if (!isSound(loaded, info, frameSize, pc)) continue
    const at = pc * WORDS
    const word = words[at] as number
    const opcode = OPCODES[OPCODE_NAMES[word & OPCODE_MASK] as keyof typeof OPCODES] as OpcodeInfo
    code[at] = (word & ~OWN_BITS) | (isHeap(info, pc, word) ? HEAP : 0)
    if ((word & OPCODE_MASK) === OP.intrinsic) code[at] = (code[at] as number) | SEARCH
    code[at + 1] = operand(opcode.a, words[at + 1] as number)
    code[at + 2] = operand(opcode.b, words[at + 2] as number)
    code[at + 3] = operand(opcode.c, words[at + 3] as number)
  }
  code[start * WORDS + 2] = wideParameters(loaded, info, parameters)
  if (info.file >= 0) fillLines(loaded, info)
}

/** From this parameter on all are wide: a mask has 31 bits to spare. */
export const MASKED_PARAMETERS = 31

/**
 * A mask of the parameters whose upper halves matter: something reads them, or a debugger would. A call copies only
 * the lower half of the others, which saves joining halves. It stands where the memory size was, for calls to read.
 */
function wideParameters(loaded: LoadedProgram, info: FunctionInfo, parameters: number): number {
  const { program, code } = loaded
  let mask = 0
  const note = (offset: number, slots: number) => {
    for (let i = 0; i < Math.min(parameters, MASKED_PARAMETERS); i++) {
      const slot = 16 + 8 * i
      if (slot >= offset && slot < offset + 8 * slots) mask |= 1 << i
    }
  }
  for (let pc = info.start + 1; pc < info.end; pc++) {
    const word = code[pc * WORDS] as number
    const opcode = OPCODES[OPCODE_NAMES[word & OPCODE_MASK] as keyof typeof OPCODES] as OpcodeInfo
    const kinds = [opcode.a, opcode.b, opcode.c]
    for (let i = 0; i < 3; i++) {
      const offset = (code[pc * WORDS + 1 + i] as number) << 2
      if (kinds[i] === 'r64') note(offset, 1)
      if (kinds[i] === 'args') note(offset, slotsOf(word))
    }
  }
  for (const { place, type } of info.locals)
    if (place.in === 'slot' && program.types[type]?.size === 8) note(place.offset, 1)
  return mask
}

/** Slots that an operand of kind `args` stands for. */
function slotsOf(word: number): number {
  return (word & OPCODE_MASK) === OP.atomicCas ? 2 : (word >>> ARGUMENT_SHIFT) & 255
}

/** Is all of a function's parameter to be copied? */
export function isWideParameter(loaded: LoadedProgram, start: number, parameter: number): boolean {
  return (
    parameter >= MASKED_PARAMETERS || (((loaded.code[start * WORDS + 2] as number) >> parameter) & 1) === 1
  )
}

function isHeap({ isLibrary, name, start }: FunctionInfo, pc: number, word: number): boolean {
  if (!isLibrary) return false
  if (pc === start + 1 && GIVING.includes(name)) return true
  return (word & OPCODE_MASK) === OP.ret64 && TAKING.includes(name)
}

function operand(kind: OpcodeInfo['a'], value: number): number {
  return isSlot(kind) ? value >> 2 : value
}

function isSlot(kind: OpcodeInfo['a']): boolean {
  return kind === 'w32' || kind === 'w64' || kind === 'r32' || kind === 'r64' || kind === 'args'
}

function isSound(loaded: LoadedProgram, info: FunctionInfo, frameSize: number, pc: number): boolean {
  const words = loaded.program.code
  const at = pc * WORDS
  const word = words[at] as number
  const number = word & OPCODE_MASK
  const name = OPCODE_NAMES[number]
  if (name === undefined || (number === OP.enter && pc !== info.start)) return false
  const opcode: OpcodeInfo = OPCODES[name]
  const kinds = [opcode.a, opcode.b, opcode.c]
  for (let i = 0; i < 3; i++) {
    const kind = kinds[i] as OpcodeInfo['a']
    const value = words[at + 1 + i] as number
    const slots = kind === 'args' ? slotsOf(word) : 1
    if (isSlot(kind) && slots > 0 && (value < 0 || value % 8 !== 0 || value + 8 * slots > frameSize))
      return false
    // A frame's header is written by calls only.
    if ((kind === 'w32' || kind === 'w64') && value < 16) return false
    if (kind === 'code' && number !== OP.call && (value <= info.start || value >= info.end)) return false
  }
  return isWellFormed(loaded, frameSize, number, at)
}

/** What the operand kinds do not say. */
function isWellFormed(loaded: LoadedProgram, frameSize: number, number: number, at: number): boolean {
  const words = loaded.program.code
  const size = ((words[at] as number) >>> SIZE_SHIFT) & 15
  const c = words[at + 3] as number
  if (number === OP.call) {
    const target = words[at + 1] as number
    if (target < 0 || target >= loaded.length) return false
    if (((words[target * WORDS] as number) & OPCODE_MASK) !== OP.enter) return false
  }
  if (number === OP.call || number === OP.callIndirect) return c >= 0 || (-c % 8 === 0 && 8 - c <= frameSize)
  const isSized = number === OP.leaIndex || number === OP.leaIndexS || number === OP.leaGlobalS
  const isAtomic = number >= OP.atomicExchange && number <= OP.atomicCas
  return (!isSized && !isAtomic) || size === 1 || size === 2 || size === 4 || size === 8
}

function fillLines(loaded: LoadedProgram, info: FunctionInfo): void {
  for (let i = 0; i < info.lines.length; i += 2) {
    const from = Math.max(info.start, info.lines[i] as number)
    const to = i + 2 < info.lines.length ? (info.lines[i + 2] as number) : info.end
    const line = info.lines[i + 1] as number
    if (line > 0 && from < to) loaded.lines.fill((info.file << 20) | line, from, Math.min(to, info.end))
  }
}
