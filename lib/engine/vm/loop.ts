/**
 * The innermost loops of a function as generated code does them (emit-loop.ts): their instructions in order, each call
 * of a small function followed by that function's instructions, whose frame then lies at a known distance below.
 */
import { branchTarget, isFinal, isLongBlock, opcodeAt } from './instruction'
import type { LoadedProgram } from './load'
import { ARGUMENT_SHIFT, OP } from './opcode'
import type { FunctionInfo } from './program'

/** Longer loops are left as they are, and functions longer than that are called. */
const MAX_LENGTH = 300
const MAX_BODY = 60
/** Calls in a function that is itself done in place are done in place too, but no deeper. */
const MAX_DEPTH = 2

/** A function whose instructions are in the loop: the one that the loop is in, or one that it calls there. */
export type Part = {
  /** Where its frame begins, in bytes from the running function's: 0, or below. */
  readonly shift: number
  readonly depth: number
  /** Places in the loop's order, by instruction; the place of what follows the call, -1 in the loop's own function. */
  readonly places: Map<number, number>
  end: number
}

/** An instruction of the loop, at its place. */
export type Step = { readonly pc: number; readonly part: Part }

/** Bytes, from the frame pointer on, that belong to frames of the loop. */
export type Zone = { readonly low: number; readonly size: number }

export type Loop = {
  readonly last: number
  readonly steps: readonly Step[]
  /** Where the lowest of its frames begins. All of them must lie in one page. */
  readonly low: number
  readonly zones: readonly Zone[]
}

type Draft = {
  readonly loaded: LoadedProgram
  /** Functions that there is generated code of, by their `enter`. */
  readonly functions: ReadonlyMap<number, number>
  readonly steps: Step[]
  /** Where the highest of the callees' frames ends, and the lowest begins. */
  high: number
  low: number
  /** Beginnings of frames whose functions have variables in memory, which lie below. */
  readonly tops: number[]
}

/** Innermost loops in which nothing is called that cannot be done in place, by their first instruction. */
export function findLoops(
  loaded: LoadedProgram,
  info: FunctionInfo,
  functions: ReadonlyMap<number, number>,
): Map<number, Loop> {
  const lasts = new Map<number, number>()
  for (let pc = info.start; pc < info.end; pc++) {
    const target = branchTarget(loaded, pc)
    if (target > info.start && target <= pc) lasts.set(target, pc)
  }
  const found = new Map<number, Loop>()
  for (const [head, last] of lasts) {
    const loop = last + 1 < info.end ? loopOf(loaded, info, functions, head, last) : null
    if (loop !== null) found.set(head, loop)
  }
  return found
}

function loopOf(
  loaded: LoadedProgram,
  info: FunctionInfo,
  functions: ReadonlyMap<number, number>,
  head: number,
  last: number,
): Loop | null {
  const draft: Draft = { loaded, functions, steps: [], high: Number.NEGATIVE_INFINITY, low: 0, tops: [] }
  const own: Part = { shift: 0, depth: 0, places: new Map(), end: -1 }
  if (!append(draft, own, head, last + 1)) return null
  const { steps, low, high, tops } = draft
  // Memory of a frame lies below it: only the lowest may have some, or it would be in the zone of another.
  if (low < -4096 || tops.some((top) => top !== low)) return null
  const size = loaded.frameSizes[info.start] as number
  if (low === 0) return { last, steps, low, zones: [{ low: 0, size }] }
  if (high === 0) return { last, steps, low, zones: [{ low, size: size - low }] }
  const callees = { low, size: high - low }
  return { last, steps, low, zones: [callees, { low: 0, size }] }
}

/** Adds the instructions from `start` up to `end`. False: one of them cannot be in such a loop. */
function append(draft: Draft, part: Part, start: number, end: number): boolean {
  const { loaded, steps } = draft
  for (let pc = start; pc < end; pc++) {
    const target = branchTarget(loaded, pc)
    const isBackward = target >= 0 && target <= pc && (target > start || part.depth > 0)
    if (isBackward || steps.length >= MAX_LENGTH || !isSimple(loaded, pc)) return false
    part.places.set(pc, steps.length)
    steps.push({ pc, part })
    const opcode = opcodeAt(loaded, pc)
    if ((opcode === OP.call || opcode === OP.callIndirect) && !appendCall(draft, part, pc)) return false
  }
  return true
}

/**
 * Whether an instruction may be in such a loop: the kernel, JavaScript and other tasks have nothing to do with
 * it.
 */
function isSimple(loaded: LoadedProgram, pc: number): boolean {
  const opcode = opcodeAt(loaded, pc)
  const isReturn = opcode >= OP.ret && opcode <= OP.ret64
  const isCall = opcode === OP.call || opcode === OP.callIndirect
  const isResult = opcode === OP.getRv32 || opcode === OP.getRv64
  const isAtomic = opcode >= OP.atomicExchange && opcode <= OP.atomicCas
  const isOther = opcode >= OP.call && !isReturn && !isCall && !isResult
  return !isOther && !isAtomic && !isLongBlock(loaded, pc) && opcode !== OP.illegal
}

/** Adds what the call at `pc` runs. A call through a pointer is taken to go where it has always gone. */
function appendCall(draft: Draft, part: Part, pc: number): boolean {
  const { loaded, functions, steps } = draft
  const { code } = loaded
  const target = calleeOf(loaded, pc)
  const info = loaded.program.functions[loaded.functionAt[target] ?? -1]
  const memory = code[pc * 4 + 3] as number
  if (info === undefined || !functions.has(target) || part.depth === MAX_DEPTH) return false
  const count = ((code[pc * 4] as number) >>> ARGUMENT_SHIFT) & 255
  const size = code[target * 4 + 1] as number
  if (count < (code[target * 4 + 3] as number) || info.end - target > MAX_BODY) return false
  // Frames of functions without memory of their own follow one another.
  if (memory < 0 || (part.depth > 0 && memory !== 0) || !isFinal(loaded, info.end - 1)) return false
  const shift = (part.shift - memory - size) & ~15
  if (part.depth === 0 && draft.low < 0 && draft.high !== shift + size) return false
  if (part.depth === 0) draft.high = shift + size
  draft.low = Math.min(draft.low, shift)
  if (info.memorySize > 0) draft.tops.push(shift)
  const inner: Part = { shift, depth: part.depth + 1, places: new Map(), end: -1 }
  if (!append(draft, inner, target + 1, info.end)) return false
  inner.end = steps.length
  return true
}

/** Index of the `enter` of the function that a call is done in place of; -1 for none. */
export function calleeOf(loaded: LoadedProgram, pc: number): number {
  if (opcodeAt(loaded, pc) === OP.call) return loaded.code[pc * 4 + 1] as number
  return loaded.mixed[pc] === 0 ? (loaded.targets[pc] as number) - 1 : -1
}

/** Does the instruction at a place never go on to the next place? */
export function isEnd(loaded: LoadedProgram, steps: readonly Step[], place: number): boolean {
  const { pc, part } = steps[place] as Step
  if (!isFinal(loaded, pc)) return false
  return part.end !== place + 1 || opcodeAt(loaded, pc) === OP.jump
}

/** Places that are gone to from elsewhere but the first, and those at which steps are paid for anew; in order. */
export function segmentsOf(
  loaded: LoadedProgram,
  steps: readonly Step[],
): { labels: number[]; starts: number[] } {
  const labels = new Set<number>()
  const starts = new Set<number>([0])
  steps.forEach(({ pc, part }, place) => {
    const target = part.places.get(branchTarget(loaded, pc)) ?? 0
    if (target > 0) labels.add(target)
    if (!isEnd(loaded, steps, place)) return
    if (place + 1 < steps.length) starts.add(place + 1)
    if (part.end >= 0 && opcodeAt(loaded, pc) !== OP.jump) labels.add(part.end)
  })
  const inOrder = (places: Iterable<number>) => [...places].sort((a, b) => a - b)
  return { labels: inOrder(labels), starts: inOrder([...new Set([...starts, ...labels])]) }
}
