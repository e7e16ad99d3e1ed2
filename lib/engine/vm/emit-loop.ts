/**
 * Innermost loops in generated code. Their slots stay in locals from one round to the next and reach memory when the
 * loop is left, by whatever way: so memory is exact whenever anybody can look. Pages are looked up once and then known
 * by range (emit-range.ts). A loop is entered at its head only; its blocks exist a second time, as everywhere else,
 * for who comes back from the interpreter into the middle of it.
 */
import { emitterOf } from './emit'
import { closeLabel, depthOf, FIRST_BLOCK, openLabel, payBlock, TO_PAID, TO_UNPAID } from './emit-control'
import {
  type Emitter,
  forgetSlots,
  localFor,
  pushSlot,
  type Region,
  resumeSlots,
  type Stored,
  set,
  settleSlots,
  storeAll,
} from './emit-slot'
import { branchTarget, instructionAt, isFinal, isLongBlock, opcodeAt } from './instruction'
import type { LoadedProgram } from './load'
import { OP, OPCODE_MASK, VISIBLE } from './opcode'
import type { FunctionInfo } from './program'
import { byte, I32, I64, indexed, type ValueType, VOID, W } from './wasm'

/** Longer loops, and such with more slots, are left as they are. */
const MAX_LENGTH = 300
const MAX_SLOTS = 40

/** Innermost loops that nothing is called in: the last instruction, by the first. */
export function findLoops(loaded: LoadedProgram, info: FunctionInfo): Map<number, number> {
  const found = new Map<number, number>()
  for (let pc = info.start; pc < info.end; pc++) {
    const target = branchTarget(loaded, pc)
    if (target > info.start && target <= pc) found.set(target, pc)
  }
  for (const [head, last] of found)
    if (last + 1 >= info.end || !isSimple(loaded, head, last)) found.delete(head)
  return found
}

function isSimple(loaded: LoadedProgram, head: number, last: number): boolean {
  if (last - head > MAX_LENGTH) return false
  for (let pc = head; pc <= last; pc++) {
    const target = branchTarget(loaded, pc)
    if (target > head && target <= pc) return false
    const opcode = opcodeAt(loaded, pc)
    const isReturn = opcode >= OP.ret && opcode <= OP.ret64
    const isCall = opcode >= OP.call && !isReturn && opcode !== OP.getRv32 && opcode !== OP.getRv64
    const isAtomic = opcode >= OP.atomicExchange && opcode <= OP.atomicCas
    if (isCall || isAtomic || isLongBlock(loaded, pc) || opcode === OP.illegal) return false
  }
  return true
}

/** Emits a loop in place of the block at its head. False: it has too many slots, and nothing was emitted. */
export function emitLoop(e: Emitter, head: number, last: number): boolean {
  const { body, nesting } = e
  const region: Region = {
    head,
    labels: new Map(),
    levels: { paid: 0, unpaid: 0, loop: 0 },
    uses: new Map(),
    held: [],
    stored: [],
  }
  e.region = region
  // A first time only to see which slots there are.
  const { length } = body
  emitRounds(e, region, last)
  body.length = length
  e.nesting = nesting
  const isFew = region.uses.size <= MAX_SLOTS
  if (isFew) {
    keepSlots(e, region)
    emitWhole(e, region, last)
  }
  e.region = null
  forgetSlots(e)
  return isFew
}

function emitWhole(e: Emitter, region: Region, last: number): void {
  const { body } = e
  const kept = new Map([...region.held, ...region.stored].map((stored) => [stored.local, stored]))
  for (const { slot, type, local } of kept.values()) {
    pushSlot(e, type, slot)
    set(e, local)
  }
  if (emitRounds(e, region, last)) {
    storeAll(e, region.stored)
    const block = e.blockAt[last + 1 - e.info.start] as number
    indexed(body, W.br, depthOf(e, FIRST_BLOCK + e.blocks.length - 1 - block))
  } else byte(body, W.unreachable)
  for (const level of [TO_UNPAID, TO_PAID]) {
    closeLabel(e)
    storeAll(e, region.stored)
    indexed(body, W.br, depthOf(e, level))
  }
}

/**
 * How each slot is kept from round to round: in one local; in two, when it is written both as 4 and as 8 bytes and the
 * upper half of the latter stays; or, when it holds a float as well as an integer, in memory.
 */
function keepSlots(e: Emitter, region: Region): void {
  for (const [slot, { writes, read }] of region.uses) {
    const types = [...writes]
    const isSplit = types.length === 2 && writes.has(I32) && writes.has(I64)
    const type: ValueType | null = isSplit ? I32 : (types[0] ?? read)
    if ((types.length > 1 && !isSplit) || type === null) continue
    const stored = (isSplit ? ([I64, I32] as const) : types).map((t) => entry(e, slot, t))
    region.held.push(entry(e, slot, type))
    region.stored.push(...stored)
  }
}

function entry(e: Emitter, slot: number, type: ValueType): Stored {
  return { slot, type, local: localFor(e, slot, type) }
}

/** The loop itself, in the two labels by which it is left before an instruction. False: nothing comes out behind it. */
function emitRounds(e: Emitter, region: Region, last: number): boolean {
  const { body, loaded } = e
  const { labels, starts } = segmentsOf(loaded, region.head, last)
  region.levels.paid = openLabel(e, W.block, I32)
  region.levels.unpaid = openLabel(e, W.block, I32)
  region.levels.loop = openLabel(e, W.loop, VOID)
  for (const pc of [...labels].reverse()) region.labels.set(pc, openLabel(e, W.block, VOID))
  resumeSlots(e)
  let isReachable = true
  starts.forEach((start, i) => {
    if (labels.includes(start)) {
      if (isReachable) settleSlots(e)
      closeLabel(e)
      resumeSlots(e)
      isReachable = true
    }
    if (!isReachable) return
    const end = starts[i + 1] ?? last + 1
    emitSegment(e, start, end)
    isReachable = !isFinal(loaded, end - 1)
  })
  if (isReachable) settleSlots(e)
  byte(body, W.end)
  e.nesting--
  return isReachable
}

/** Targets of branches inside the loop but its head, and the beginnings of what is paid for in one piece; in order. */
function segmentsOf(
  loaded: LoadedProgram,
  head: number,
  last: number,
): { labels: number[]; starts: number[] } {
  const labels = new Set<number>()
  const starts = new Set<number>([head])
  for (let pc = head; pc <= last; pc++) {
    const target = branchTarget(loaded, pc)
    if (target > head && target <= last) labels.add(target)
    if (isFinal(loaded, pc) && pc < last) starts.add(pc + 1)
  }
  const inOrder = (pcs: Iterable<number>) => [...pcs].sort((a, b) => a - b)
  return { labels: inOrder(labels), starts: inOrder([...new Set([...starts, ...labels])]) }
}

function emitSegment(e: Emitter, start: number, end: number): void {
  const { loaded } = e
  const visibles = new Int32Array(end - start + 1)
  for (let pc = end - 1; pc >= start; pc--) {
    const isVisible = ((loaded.code[pc * 4] as number) & VISIBLE) !== 0
    visibles[pc - start] = (visibles[pc - start + 1] as number) + (isVisible ? 1 : 0)
  }
  e.pc = start
  payBlock(e, end - start, visibles[0] as number)
  for (let pc = start; pc < end; pc++) {
    e.pc = pc
    e.stepsLeft = end - pc
    e.visiblesLeft = visibles[pc - start] as number
    const instruction = instructionAt(loaded.code, pc)
    emitterOf(instruction.word & OPCODE_MASK)(e, instruction)
  }
}
