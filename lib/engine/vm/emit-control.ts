/** Control flow in generated code: fuel, exits, branches, calls. */
import { CODE_BASE } from './abi'
import { DEPTH, FP, PC, RV, STATUS, VISIBLES } from './control'
import {
  BASE_LOCAL,
  dropHeld,
  type Emitter,
  FP_LOCAL,
  FUEL_LOCAL,
  get,
  partOf,
  type Region,
  read,
  set,
  settleSlots,
  shiftOf,
  storeAll,
  tee,
  write,
} from './emit-slot'
import { copyValue } from './emit-value'
import { isSealed, onlyReturn } from './function-trait'
import { isWideParameter, type LoadedProgram } from './load'
import { INSTRUCTION_BYTES } from './opcode'
import { access, byte, const32, const64, I32, I64, indexed, type ValueType, VOID, W } from './wasm'

/**
 * A generated function returns the counter and RV after its `ret`, whose index it leaves in the control word PC when
 * there is more than one; or a negative counter, when the processor must leave generated code, after it has stored all registers and one of these.
 */
export const UNPAID = -1
export const PAID = -2
export const SYSTEM_CALL = -3

/** Labels from the outside in; then the blocks, the last one outermost. */
const UP = 0
export const TO_UNPAID = 1
export const TO_PAID = 2
const LOOP = 3
export const FIRST_BLOCK = 4

/** How many labels out a level is from here. */
export function depthOf(e: Emitter, level: number): number {
  return openLabels(e) - 1 - level
}

/**
 * Labels open around the code at hand: those around all blocks, the blocks that have not begun, and what is open
 * in this one.
 */
function openLabels(e: Emitter): number {
  return FIRST_BLOCK + e.blocks.length - 1 - e.block + e.nesting
}

/** Opens a block or a loop; returns its level. */
export function openLabel(e: Emitter, opcode: number, type: ValueType | typeof VOID): number {
  byte(e.body, opcode)
  byte(e.body, type)
  const level = openLabels(e)
  e.nesting++
  return level
}

/** Ends the innermost label that `openLabel` has opened. */
export function closeLabel(e: Emitter): void {
  e.nesting--
  byte(e.body, W.end)
}

function branchTo(e: Emitter, opcode: number, level: number): void {
  indexed(e.body, opcode, depthOf(e, level))
}

/** Pays for the block that begins, or leaves in front of it. `visibles` does not count a system call at its end. */
export function payBlock(e: Emitter, steps: number, visibles: number): void {
  const { body, locals } = e
  if (shiftOf(e) === 0) const32(body, e.pc)
  get(e, FUEL_LOCAL)
  // Fuel is the high word, visible operations used the low one; see control.ts.
  const64(body, visibles, -steps)
  byte(body, W.add64)
  tee(e, locals.paid)
  if (visibles === 0) {
    const64(body, 0, 0)
    byte(body, W.ltS64)
  } else {
    const64(body, -0x8000_0000, -0x8000_0000)
    byte(body, W.and64)
    const64(body, 0, 0)
    byte(body, W.ne64)
  }
  if (shiftOf(e) === 0) {
    branchTo(e, W.brIf, e.region?.levels.unpaid ?? TO_UNPAID)
    byte(body, W.drop)
  } else leaveUnpaid(e)
  get(e, locals.paid)
  set(e, FUEL_LOCAL)
}

/** Takes from the stack whether to leave in front of a function's code that is done in place. */
function leaveUnpaid(e: Emitter): void {
  byte(e.body, W.if)
  byte(e.body, VOID)
  e.nesting++
  enterFrame(e)
  const32(e.body, e.pc)
  branchTo(e, W.br, e.region?.levels.unpaid ?? TO_UNPAID)
  closeLabel(e)
}

/** Makes the frame pointer that of the instruction at hand, since the running function is left for good. */
function enterFrame(e: Emitter): void {
  const shift = shiftOf(e)
  if (shift === 0) return
  get(e, FP_LOCAL)
  const32(e.body, shift)
  byte(e.body, W.add32)
  set(e, FP_LOCAL)
}

/** Leaves in front of the instruction at hand when `condition` pushes a true value. */
export function exitIf(e: Emitter, condition: () => void): void {
  if (e.region !== null) {
    condition()
    byte(e.body, W.if)
    byte(e.body, VOID)
    e.nesting++
    exit(e)
    closeLabel(e)
    return
  }
  const32(e.body, e.pc)
  condition()
  branchTo(e, W.brIf, TO_PAID)
  byte(e.body, W.drop)
}

/** Leaves in front of the instruction at hand: the interpreter does it. */
export function exit(e: Emitter): void {
  if (e.region !== null) {
    settleSlots(e)
    // A loop may pay for more at once than the block that the instruction is in.
    const steps = e.stepsLeft - (e.paid.stepsLeft[e.pc] as number)
    const visibles = e.visiblesLeft - (e.paid.visiblesLeft[e.pc] as number)
    if (steps !== 0 || visibles !== 0) refund(e, steps, visibles)
    enterFrame(e)
  }
  const32(e.body, e.pc)
  branchTo(e, W.br, e.region?.levels.paid ?? TO_PAID)
}

/** The common ends of a function: the instruction index is on the stack. */
export function emitLeave(e: Emitter, status: number): void {
  set(e, e.locals.entry)
  storeControl(e, PC, () => get(e, e.locals.entry))
  returnStatus(e, status)
}

/** Leaves into the kernel, behind the system call. */
export function emitSystemCall(e: Emitter): void {
  storeControl(e, PC, () => const32(e.body, e.pc + 1))
  returnStatus(e, SYSTEM_CALL)
}

/**
 * Returns a negative counter, by which every caller in generated code leaves as well; the registers are stored.
 */
function returnStatus(e: Emitter, status: number): void {
  storeControl(e, FP, () => get(e, FP_LOCAL))
  storeLeft(e, status)
  const64(e.body, -1, -1)
  const64(e.body, 0, 0)
  byte(e.body, W.return)
}

/** What is left to spend, and why generated code is left. */
function storeLeft(e: Emitter, status: number): void {
  const32(e.body, 0)
  get(e, FUEL_LOCAL)
  access(e.body, W.store64, 3, VISIBLES)
  storeControl(e, STATUS, () => const32(e.body, status))
}

function storeControl(e: Emitter, address: number, value: () => void): void {
  const32(e.body, 0)
  value()
  access(e.body, W.store32, 2, address)
}

/** Goes to an instruction of the function. */
export function jumpTo(e: Emitter, target: number): void {
  if (e.region !== null) {
    const place = partOf(e)?.places.get(target)
    if (place !== undefined) {
      jumpToPlace(e, e.region, place)
      return
    }
    storeAll(e, e.stored)
  }
  const block = e.blockAt[target - e.info.start] as number
  if (block > e.block) branchTo(e, W.br, FIRST_BLOCK + e.blocks.length - 1 - block)
  else {
    const32(e.body, block)
    set(e, e.locals.block)
    branchTo(e, W.br, LOOP)
  }
}

/** Goes to a label in the loop, the slots as it expects them; place 0 is the loop's head. */
function jumpToPlace(e: Emitter, { labels, levels }: Region, place: number): void {
  settleSlots(e)
  branchTo(e, W.br, place === 0 ? levels.loop : (labels.get(place) as number))
}

/** Goes there if `condition` pushes a true value; gives back what the block has paid for and will not do. */
export function branchIf(e: Emitter, target: number, condition: () => void): void {
  const block = e.blockAt[target - e.info.start] as number
  const rest = e.stepsLeft - 1
  if (rest === 0 && block > e.block && e.region === null) {
    condition()
    branchTo(e, W.brIf, FIRST_BLOCK + e.blocks.length - 1 - block)
    return
  }
  condition()
  byte(e.body, W.if)
  byte(e.body, VOID)
  e.nesting++
  if (rest > 0) refund(e, rest, e.visiblesLeft)
  jumpTo(e, target)
  e.nesting--
  byte(e.body, W.end)
}

function refund(e: Emitter, steps: number, visibles: number): void {
  const { body } = e
  get(e, FUEL_LOCAL)
  // One addition for both words of the counter: what is taken from the low one borrows from the high one.
  const64(body, -visibles, visibles > 0 ? steps - 1 : steps)
  byte(body, W.add64)
  set(e, FUEL_LOCAL)
}

/** Returns: the caller compares the frame's header with what it wrote, so a smashed one is found there. */
export function emitReturn(e: Emitter, value: (() => void) | null): void {
  const { body, locals } = e
  if (value !== null) {
    const32(body, 0)
    value()
    tee(e, locals.rv)
    access(body, W.store64, 3, RV)
  }
  const end = partOf(e)?.end ?? -1
  if (e.region !== null && end >= 0) {
    if (e.region.place + 1 !== end) jumpToPlace(e, e.region, end)
    return
  }
  storeAll(e, e.stored)
  if (onlyReturn(e.loaded, e.info.start) < 0) storeControl(e, PC, () => const32(body, e.pc))
  get(e, FUEL_LOCAL)
  get(e, locals.rv)
  byte(body, W.return)
}

/** Calls a generated function. `memory` is word c of the call; its slots are byte offsets. */
export function emitDirectCall(
  e: Emitter,
  target: number,
  args: number,
  count: number,
  memory: number,
): void {
  const { body, locals, loaded } = e
  if (e.region !== null) {
    callInPlace(e, e.region, target, args)
    return
  }
  const frameSize = loaded.code[target * 4 + 1] as number
  const parameters = loaded.code[target * 4 + 3] as number
  const index = e.functions.get(target)
  // The callee takes all its parameters; what the caller does not give is what lies in the new frame.
  if (index === undefined || count < parameters) {
    exit(e)
    return
  }
  placeFrame(e, frameSize, memory)
  writeHeader(e)
  const types = parameterTypes(loaded, target)
  types.forEach((type, i) => {
    get(e, locals.physical)
    read(e, args + 8 * i, type)
    if (type === I32) access(body, W.store32, 2, 16 + 8 * i)
    else access(body, W.store64, 3, 16 + 8 * i)
  })
  get(e, locals.frame)
  get(e, locals.physical)
  get(e, FUEL_LOCAL)
  types.forEach((type, i) => {
    read(e, args + 8 * i, type)
  })
  indexed(body, W.call, index)
  afterCall(e, target)
}

/** Makes the frame of a function whose instructions follow in the loop. */
function callInPlace(e: Emitter, region: Region, target: number, args: number): void {
  const { loop, place } = region
  const frame = loop.steps[place + 1]?.part.shift ?? 0
  write(e, frame, I64, () => {
    get(e, FP_LOCAL)
    const32(e.body, shiftOf(e))
    byte(e.body, W.add32)
    byte(e.body, W.extendU)
  })
  write(e, frame + 8, I64, () => const64(e.body, returnAddress(e), 0))
  parameterTypes(e.loaded, target).forEach((type, i) => {
    write(e, frame + 16 + 8 * i, type, () => read(e, args + 8 * i, type))
    copyValue(region.values, frame + 16 + 8 * i, args + 8 * i, type === I64)
  })
}

/** Types of a function's parameters in generated code, behind `PARAMETERS`. */
export function parameterTypes(loaded: LoadedProgram, start: number): (typeof I32 | typeof I64)[] {
  const count = loaded.code[start * 4 + 3] as number
  return Array.from({ length: count }, (_, i) => (isWideParameter(loaded, start, i) ? I64 : I32))
}

/** Takes counter and RV from the stack; leaves upwards unless the callee returned to where it was called from. */
function afterCall(e: Emitter, target: number): void {
  const { locals, loaded } = e
  set(e, locals.rv)
  tee(e, FUEL_LOCAL)
  leaveIfNegative(e)
  if (!isSealed(loaded, target)) checkHeader(e, target)
  dropHeld(e)
}

/** Takes the counter from the stack: a negative one says that the processor is leaving generated code. */
export function leaveIfNegative(e: Emitter): void {
  const64(e.body, 0, 0)
  byte(e.body, W.ltS64)
  branchTo(e, W.brIf, UP)
}

/** The callee's frame must say that it returns to here. */
function checkHeader(e: Emitter, target: number): void {
  const { body, locals } = e
  get(e, locals.physical)
  access(body, W.load64, 3, 0)
  get(e, FP_LOCAL)
  byte(body, W.extendU)
  byte(body, W.xor64)
  get(e, locals.physical)
  access(body, W.load64, 3, 8)
  const64(body, returnAddress(e), 0)
  byte(body, W.xor64)
  byte(body, W.or64)
  const64(body, 0, 0)
  byte(body, W.ne64)
  byte(body, W.if)
  byte(body, VOID)
  e.nesting++
  // The header was overwritten: the interpreter runs the callee's `ret` again and sees where it leads.
  const end = onlyReturn(e.loaded, target)
  if (end >= 0) storeControl(e, PC, () => const32(body, end))
  storeControl(e, FP, () => get(e, locals.frame))
  storeLeft(e, PAID)
  branchTo(e, W.br, UP)
  e.nesting--
  byte(body, W.end)
}

function returnAddress(e: Emitter): number {
  return CODE_BASE + (e.pc + 1) * INSTRUCTION_BYTES
}

/** Sets `frame` and `physical` to the callee's frame, which lies below this one's memory part. */
function placeFrame(e: Emitter, frameSize: number, memory: number): void {
  const { body, locals } = e
  if (memory < 0) placeDynamic(e, frameSize, -memory)
  else {
    get(e, FP_LOCAL)
    const32(body, memory + frameSize)
    byte(body, W.sub32)
    // Frame pointers are aligned to 16, and so are sizes of frames.
    if ((memory & 15) !== 0) {
      const32(body, -16)
      byte(body, W.and32)
    }
    set(e, locals.frame)
  }
  placeInPage(e, frameSize)
}

/** Below what alloca has taken. A wild stack pointer may point above: then the order of reads and writes would matter. */
function placeDynamic(e: Emitter, frameSize: number, slot: number): void {
  const { body, locals } = e
  exitIf(e, () => {
    read(e, slot, I64)
    const64(body, 31, 0)
    byte(body, W.shrU64)
    byte(body, W.wrap)
  })
  read(e, slot, I64)
  byte(body, W.wrap)
  const32(body, frameSize)
  byte(body, W.sub32)
  const32(body, -16)
  byte(body, W.and32)
  set(e, locals.frame)
  exitIf(e, () => {
    get(e, locals.frame)
    const32(body, frameSize)
    byte(body, W.add32)
    get(e, FP_LOCAL)
    byte(body, W.gtS32)
  })
}

/**
 * In the page of the running frame the callee's place is known; elsewhere a helper moves it into one page, looks
 * it up, and may find that it cannot be had: the interpreter takes the fault.
 */
function placeInPage(e: Emitter, frameSize: number): void {
  const { body, locals } = e
  get(e, locals.frame)
  get(e, FP_LOCAL)
  byte(body, W.xor32)
  const32(body, 4096)
  byte(body, W.ltU32)
  byte(body, W.if)
  byte(body, VOID)
  e.nesting++
  get(e, BASE_LOCAL)
  get(e, locals.frame)
  byte(body, W.add32)
  get(e, FP_LOCAL)
  byte(body, W.sub32)
  set(e, locals.physical)
  byte(body, W.else)
  get(e, locals.frame)
  const32(body, frameSize)
  indexed(body, W.call, e.helpers.place)
  set(e, locals.physical)
  set(e, locals.frame)
  // How deep the host's stack may become is asked page by page.
  exitIf(e, () => {
    get(e, locals.physical)
    const32(body, 0)
    byte(body, W.ltS32)
    get(e, locals.frame)
    const32(body, 0)
    access(body, W.load32, 2, DEPTH)
    byte(body, W.ltS32)
    byte(body, W.or32)
  })
  e.nesting--
  byte(body, W.end)
}

/** Writes saved frame pointer and return address, as 8 bytes each. The caller compares them after the return. */
function writeHeader(e: Emitter): void {
  const { body, locals } = e
  get(e, locals.physical)
  get(e, FP_LOCAL)
  byte(body, W.extendU)
  access(body, W.store64, 3, 0)
  get(e, locals.physical)
  const64(body, returnAddress(e), 0)
  access(body, W.store64, 3, 8)
}

/** Runs the instruction at hand in JavaScript: one that is rare, or a library function. */
export function emitRare(e: Emitter): void {
  const { body, locals } = e
  exitIf(e, () => {
    const32(body, e.pc)
    get(e, FP_LOCAL)
    get(e, BASE_LOCAL)
    indexed(body, W.call, e.helpers.rare)
    byte(body, W.eqz32)
  })
  const32(body, 0)
  access(body, W.load64, 3, RV)
  set(e, locals.rv)
  dropHeld(e)
}
