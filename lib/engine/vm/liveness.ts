/**
 * Which words of a frame, and whether the result register, can still be read when a function goes on at an instruction:
 * backward data flow over its instructions (Aho, Lam, Sethi, Ullman 9.2.5), word by word, since a 32-bit write leaves
 * the upper half of a slot as it was. What is not live differs between equal states by what ran before.
 */
import type { LoadedProgram } from './load'
import { ARGUMENT_SHIFT, OP, OPCODE_MASK, OPCODE_NAMES, OPCODES, type OpcodeInfo, WORDS } from './opcode'

/** Words of a frame's header: saved frame pointer and return address. */
const HEADER = 4

export type Liveness = {
  /** Word offsets in the frame, ascending; the header's are among them. */
  readonly words: Int32Array
  /** The result register may be read; `returned`: not here, but the caller may find it as it is now. */
  readonly result: 'live' | 'dead' | 'returned'
}

/** What is live before each instruction of a function: bit sets of `width` numbers, by instruction. */
type Flow = { readonly start: number; readonly width: number; readonly sets: Uint32Array }

type Known = { readonly flows: Map<number, Flow>; readonly at: (Liveness | undefined)[] }

const known = new WeakMap<LoadedProgram, Known>()

/** What is live before the instruction `pc`; null when it belongs to no function. */
export function livenessAt(loaded: LoadedProgram, pc: number): Liveness | null {
  let found = known.get(loaded)
  if (!found) {
    found = { flows: new Map(), at: [] }
    known.set(loaded, found)
  }
  const kept = found.at[pc]
  if (kept) return kept
  const number = loaded.functionAt[pc] ?? -1
  if (number < 0) return null
  let flow = found.flows.get(number)
  if (!flow) {
    flow = analyse(loaded, number)
    found.flows.set(number, flow)
  }
  const liveness = read(loaded, flow, pc)
  found.at[pc] = liveness
  return liveness
}

function read(loaded: LoadedProgram, flow: Flow, pc: number): Liveness {
  const size = (loaded.frameSizes[pc] as number) >> 2
  const words: number[] = []
  for (let word = 0; word < size; word++) if (word < HEADER || has(flow, pc, word)) words.push(word)
  const result = has(flow, pc, size) ? 'live' : has(flow, pc, size + 1) ? 'returned' : 'dead'
  return { words: Int32Array.from(words), result }
}

function has({ start, width, sets }: Flow, pc: number, bit: number): boolean {
  return (((sets[(pc - start) * width + (bit >> 5)] as number) >> (bit & 31)) & 1) === 1
}

/** Two bits beyond the frame's words stand for the result register: read here, and left to the caller. */
function analyse(loaded: LoadedProgram, number: number): Flow {
  const { start, end } = loaded.program.functions[number] as { start: number; end: number }
  const size = (loaded.frameSizes[start] as number) >> 2
  const width = (size + 2 + 31) >> 5
  const flow: Flow = { start, width, sets: new Uint32Array((end - start) * width) }
  // Whoever may come back by longjmp finds any slot as it was.
  if (hasSetjmp(loaded, start, end)) {
    flow.sets.fill(-1)
    return flow
  }
  const set = new Uint32Array(width)
  for (let isChanged = true; isChanged; ) {
    isChanged = false
    for (let pc = end - 1; pc >= start; pc--) {
      set.fill(0)
      for (const next of successors(loaded, pc, end)) {
        const from = (next - start) * width
        for (let i = 0; i < width; i++) set[i] = (set[i] as number) | (flow.sets[from + i] as number)
      }
      transfer(loaded, set, pc, size)
      const at = (pc - start) * width
      for (let i = 0; i < width; i++) {
        if (flow.sets[at + i] === set[i]) continue
        flow.sets[at + i] = set[i] as number
        isChanged = true
      }
    }
  }
  return flow
}

function opcodeOf(loaded: LoadedProgram, pc: number): number {
  return (loaded.code[pc * WORDS] as number) & OPCODE_MASK
}

function infoOf(number: number): OpcodeInfo {
  return OPCODES[OPCODE_NAMES[number] as keyof typeof OPCODES]
}

function hasSetjmp(loaded: LoadedProgram, start: number, end: number): boolean {
  for (let pc = start; pc < end; pc++) if (opcodeOf(loaded, pc) === OP.setjmp) return true
  return false
}

function successors(loaded: LoadedProgram, pc: number, end: number): readonly number[] {
  const number = opcodeOf(loaded, pc)
  const isLast = number === OP.ret || number === OP.ret32 || number === OP.ret64
  if (isLast || number === OP.longjmp || number === OP.illegal) return []
  const next = pc + 1 < end ? [pc + 1] : []
  if (number === OP.call || number === OP.callIndirect) return next
  const info = infoOf(number)
  const kinds = [info.a, info.b, info.c]
  const code = kinds.indexOf('code')
  if (code < 0) return next
  const target = loaded.code[pc * WORDS + 1 + code] as number
  return number === OP.jump ? [target] : [target, ...next]
}

/** What is live after an instruction becomes what is live before it. */
function transfer(loaded: LoadedProgram, set: Uint32Array, pc: number, size: number): void {
  const at = pc * WORDS
  const word = loaded.code[at] as number
  const number = word & OPCODE_MASK
  const info = infoOf(number)
  const kinds = [info.a, info.b, info.c]
  kinds.forEach((kind, i) => {
    const slot = loaded.code[at + 1 + i] as number
    if (kind === 'w32') remove(set, slot, 1)
    else if (kind === 'w64') remove(set, slot, 2)
  })
  if (writesResult(loaded, number, at)) remove(set, size, 2)
  kinds.forEach((kind, i) => {
    const slot = loaded.code[at + 1 + i] as number
    if (kind === 'r32') add(set, slot, 1)
    else if (kind === 'r64') add(set, slot, 2)
    else if (kind === 'args')
      add(set, slot, number === OP.atomicCas ? 4 : 2 * ((word >>> ARGUMENT_SHIFT) & 255))
  })
  const c = loaded.code[at + 3] as number
  if ((number === OP.call || number === OP.callIndirect) && c < 0) add(set, -c >> 2, 2)
  if (number === OP.getRv32 || number === OP.getRv64) add(set, size, 1)
  if (number === OP.ret) add(set, size + 1, 1)
}

/** A called function leaves a result if each of its returns has a value; one called by pointer may leave none. */
function writesResult(loaded: LoadedProgram, number: number, at: number): boolean {
  if (number === OP.sys || number === OP.intrinsic) return true
  if (number !== OP.call) return false
  const callee = loaded.functionAt[loaded.code[at + 1] as number] ?? -1
  const info = loaded.program.functions[callee]
  if (!info) return false
  for (let pc = info.start; pc < info.end; pc++) if (opcodeOf(loaded, pc) === OP.ret) return false
  return true
}

function add(set: Uint32Array, bit: number, count: number): void {
  for (let i = bit; i < bit + count; i++) set[i >> 5] = (set[i >> 5] as number) | (1 << (i & 31))
}

function remove(set: Uint32Array, bit: number, count: number): void {
  for (let i = bit; i < bit + count; i++) set[i >> 5] = (set[i >> 5] as number) & ~(1 << (i & 31))
}
