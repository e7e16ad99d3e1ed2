/** Which locals can have a value at an instruction: what the stack holds of the others is left from before. */
import { OP, OPCODE_MASK, OPCODE_NAMES, OPCODES, WORDS } from '../../vm/opcode'
import type { FunctionInfo, Program, VariableInfo } from '../../vm/program'

/** By local: for each instruction of its function 1 if on some way there the local has been written. */
const KNOWN = new WeakMap<VariableInfo, Uint8Array>()

/**
 * Whether some way from the beginning of a function to the instruction at `pc`, which has not run yet, writes a local,
 * or takes its address so that others may. A parameter is written by the call.
 */
export function isWritten(program: Program, info: FunctionInfo, local: VariableInfo, pc: number): boolean {
  let reached = KNOWN.get(local)
  if (reached === undefined) {
    reached = reachedByWrites(program, info, local)
    KNOWN.set(local, reached)
  }
  return reached[pc - info.start] === 1
}

/** What follows a write, and what follows that: a walk over the function's instructions. */
function reachedByWrites(program: Program, info: FunctionInfo, local: VariableInfo): Uint8Array {
  const count = info.end - info.start
  const reached = new Uint8Array(count)
  const writes = isWrite(program, info, local)
  const waiting: number[] = isParameter(info, local) ? [0] : []
  for (let i = 0; i < count; i++) if (writes(info.start + i)) waiting.push(...successors(program, info, i))
  for (let i = waiting.pop(); i !== undefined; i = waiting.pop()) {
    if (reached[i] === 1) continue
    reached[i] = 1
    waiting.push(...successors(program, info, i))
  }
  return reached
}

function isParameter(info: FunctionInfo, { place }: VariableInfo): boolean {
  return place.in === 'slot' && place.offset >= 16 && place.offset < 16 + 8 * info.parameters
}

/** Whether an instruction writes a local: its slot, or its part of the frame's memory. */
function isWrite(program: Program, info: FunctionInfo, local: VariableInfo): (at: number) => boolean {
  const { code } = program
  const word = (at: number, operand: number) => code[at * WORDS + operand] as number
  const { place } = local
  if (place.in === 'slot')
    return (at) => {
      const { a } = OPCODES[OPCODE_NAMES[word(at, 0) & OPCODE_MASK] as keyof typeof OPCODES]
      return (a === 'w32' || a === 'w64') && word(at, 1) === place.offset
    }
  if (place.in !== 'frame') return () => true
  const end = place.offset + Math.max(1, program.types[local.type]?.size ?? 1)
  const covers = (offset: number) => offset >= place.offset && offset < end
  // The second instruction may keep the frame's address in a slot, through which memory is then written.
  const base = (word(info.start + 1, 0) & OPCODE_MASK) === OP.leaFrame ? word(info.start + 1, 1) : -1
  return (at) => {
    const opcode = word(at, 0) & OPCODE_MASK
    if (opcode === OP.leaFrame) return covers(word(at, 2))
    const isStore = opcode >= OP.store8 && opcode <= OP.store64
    return isStore && word(at, 1) === base && covers(word(at, 3))
  }
}

/** Instructions of the same function that can run next, relative to it. */
function successors(program: Program, info: FunctionInfo, index: number): number[] {
  const at = (info.start + index) * WORDS
  const opcode = (program.code[at] as number) & OPCODE_MASK
  const operands = OPCODES[OPCODE_NAMES[opcode] as keyof typeof OPCODES]
  const next: number[] = []
  if (!ENDS.has(opcode)) next.push(index + 1)
  for (const [i, kind] of [operands.a, operands.b, operands.c].entries())
    if (kind === 'code' && opcode !== OP.call) next.push((program.code[at + 1 + i] as number) - info.start)
  return next.filter((target) => target >= 0 && target < info.end - info.start)
}

/** What nothing comes after. */
const ENDS = new Set<number>([OP.jump, OP.ret, OP.ret32, OP.ret64, OP.longjmp, OP.illegal])
