/**
 * Innermost loops in generated code. Their slots stay in locals from one round to the next and reach memory when the
 * loop is left, by whatever way: so memory is exact whenever anybody can look. Pages are looked up once and then known
 * by range (emit-range.ts). A loop is entered at its head only; its blocks exist a second time, as everywhere else,
 * for who comes back from the interpreter into the middle of it. Small functions that the loop calls are done in place:
 * their frames are more slots, which lie below the frame pointer, and who leaves in the middle of one leaves in its
 * frame.
 */
import { RV } from './control'
import { emitterOf } from './emit'
import { closeLabel, depthOf, FIRST_BLOCK, openLabel, payBlock, TO_PAID, TO_UNPAID } from './emit-control'
import { closeMark, emitDetours, openMarks, planDetours } from './emit-detour'
import { findPages } from './emit-range'
import {
  type Emitter,
  FP_LOCAL,
  forgetSlots,
  get,
  localFor,
  pushSlot,
  type Region,
  resumeSlots,
  type Stored,
  set,
  settleSlots,
  storeAll,
} from './emit-slot'
import { newValues, noteValue, termOf } from './emit-value'
import { instructionAt, isWideResult } from './instruction'
import { isEnd, type Loop, type Step, segmentsOf } from './loop'
import { OPCODE_MASK, VISIBLE } from './opcode'
import { access, byte, const32, I32, I64, indexed, type ValueType, VOID, W } from './wasm'

/** Loops with more slots are left as they are. */
const MAX_SLOTS = 64

/**
 * Emits a loop in front of the block at its head. True: that block is not needed; else it runs when the frames of the
 * loop's calls do not lie in one page, or, as the loop has too many slots and nothing was emitted, always.
 */
export function emitLoop(e: Emitter, head: number, loop: Loop): boolean {
  const { body, nesting } = e
  const region: Region = {
    head,
    loop,
    place: 0,
    labels: new Map(),
    levels: { paid: 0, unpaid: 0, loop: 0, outer: 0, detour: 0 },
    marks: [],
    isPlanned: false,
    isLeftForDetours: true,
    detours: [],
    values: newValues(),
    ranges: e.ranges.uses.get(head) ?? new Map(),
    uses: new Map(),
    held: [],
    stored: [],
  }
  e.region = region
  // A first time only to see which slots there are, and how often the loop is left and entered.
  const { length } = body
  emitRounds(e, region)
  region.isPlanned = true
  planDetours(region)
  region.values.found = 0
  body.length = length
  e.nesting = nesting
  const isFew = region.uses.size <= MAX_SLOTS
  if (isFew) {
    keepSlots(e, region)
    if (loop.low < 0) emitInPage(e, region)
    else emitWhole(e, region)
  }
  e.region = null
  forgetSlots(e)
  return isFew && loop.low === 0
}

/** The loop, if its frames lie in one page, as a call would put them elsewhere otherwise. */
function emitInPage(e: Emitter, region: Region): void {
  const { body } = e
  const level = openLabel(e, W.block, VOID)
  get(e, FP_LOCAL)
  const32(body, region.loop.low)
  byte(body, W.add32)
  get(e, FP_LOCAL)
  byte(body, W.xor32)
  const32(body, 4096)
  byte(body, W.geU32)
  indexed(body, W.brIf, depthOf(e, level))
  const32(body, 0)
  access(body, W.load64, 3, RV)
  set(e, e.locals.rv)
  emitWhole(e, region)
  closeLabel(e)
}

function emitWhole(e: Emitter, region: Region): void {
  const { body } = e
  const kept = new Map([...region.held, ...region.stored].map((stored) => [stored.local, stored]))
  for (const { slot, type, local } of kept.values()) {
    pushSlot(e, type, slot)
    set(e, local)
  }
  findPages(e, region)
  emitRounds(e, region)
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

/** The loop itself, with its detours, in the two labels by which it is left before an instruction. */
function emitRounds(e: Emitter, region: Region): void {
  const { body } = e
  const { levels } = region
  const hasDetours = region.detours.length > 0
  region.detours.length = 0
  levels.paid = openLabel(e, W.block, I32)
  levels.unpaid = openLabel(e, W.block, I32)
  if (hasDetours) {
    levels.outer = openLabel(e, W.loop, VOID)
    levels.detour = openLabel(e, W.block, VOID)
  }
  levels.loop = openLabel(e, W.loop, VOID)
  openMarks(e, region)
  const isLeft = emitSegments(e, region)
  closeLabel(e)
  if (isLeft) {
    storeAll(e, region.stored)
    const block = e.blockAt[region.loop.last + 1 - e.info.start] as number
    indexed(body, W.br, depthOf(e, FIRST_BLOCK + e.blocks.length - 1 - block))
  } else byte(body, W.unreachable)
  if (!hasDetours) return
  closeLabel(e)
  emitDetours(e, region)
  closeLabel(e)
  byte(body, W.unreachable)
}

/** A round. False: nothing comes out behind it. */
function emitSegments(e: Emitter, region: Region): boolean {
  const { loaded } = e
  const { steps } = region.loop
  const { labels, starts } = segmentsOf(loaded, steps)
  resumeSlots(e)
  let isReachable = true
  starts.forEach((start, i) => {
    if (labels.includes(start)) {
      if (isReachable) settleSlots(e)
      closeMark(e, region, { kind: 'label', number: start })
      resumeSlots(e)
      isReachable = true
    }
    if (!isReachable) return
    const end = starts[i + 1] ?? steps.length
    emitSegment(e, region, start, end)
    isReachable = !isEnd(loaded, steps, end - 1)
  })
  if (isReachable) settleSlots(e)
  return isReachable
}

function emitSegment(e: Emitter, region: Region, start: number, end: number): void {
  const { loaded } = e
  const steps = region.loop.steps.slice(start, end)
  const visibles = new Int32Array(steps.length + 1)
  for (let i = steps.length - 1; i >= 0; i--) {
    const { pc } = steps[i] as Step
    const isVisible = ((loaded.code[pc * 4] as number) & VISIBLE) !== 0
    visibles[i] = (visibles[i + 1] as number) + (isVisible ? 1 : 0)
  }
  steps.forEach(({ pc, part }, i) => {
    e.pc = pc
    region.place = start + i
    if (i === 0) payBlock(e, steps.length, visibles[0] as number)
    e.stepsLeft = steps.length - i
    e.visiblesLeft = visibles[i] as number
    const instruction = instructionAt(loaded.code, pc, part.shift)
    const term = termOf(region.values, instruction, part.shift)
    emitterOf(instruction.word & OPCODE_MASK)(e, instruction)
    if (term !== null) noteValue(region.values, instruction.a, isWideResult(instruction.word), term)
  })
}
