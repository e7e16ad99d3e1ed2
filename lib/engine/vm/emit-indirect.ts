/**
 * Calls through a pointer in generated code. In a loop they are taken to go where they have always gone; a guess that
 * proves wrong makes a new module (tier.ts). Elsewhere, what the site called last in the interpreter is called directly, behind a
 * comparison. For all else there is a table with an element for each instruction and each number of arguments: at a
 * function's `enter` a trampoline that knows its frame, elsewhere one that says that nothing was done, so the
 * interpreter decides.
 */
import { CODE_BASE } from './abi'
import { DEPTH, FP, PC, STATUS, VISIBLES } from './control'
import { emitDirectCall, exitIf, leaveIfNegative, PAID } from './emit-control'
import { BASE_LOCAL, dropHeld, type Emitter, FP_LOCAL, FUEL_LOCAL, get, read, set, tee } from './emit-slot'
import { INSTRUCTION_BYTES } from './opcode'
import {
  access,
  type Body,
  byte,
  const32,
  const64,
  I32,
  I64,
  indexed,
  newBody,
  newLocal,
  type ValueType,
  VOID,
  W,
} from './wasm'

/** A trampoline's answer, in place of the counter, when it did nothing. */
const NOT_DONE = -2

/** Caller's frame pointer and base, base of the new frame, return address, counter; then the arguments. */
const FIXED = [I32, I32, I32, I32, I64] as const
const [FP_ARG, BASE_ARG, TOP_ARG, RETURN_ARG, FUEL_ARG] = [0, 1, 2, 3, 4]
export const TRAMPOLINE_RESULTS = [I64, I64] as const

/**
 * Parameter types of the trampolines for calls with `count` arguments: each argument as all 8 bytes of its slot.
 */
export function trampolineParameters(count: number): ValueType[] {
  return [...FIXED, ...new Array<ValueType>(count).fill(I64)]
}

/**
 * Calls the function whose address is in the slot `pointer`, with `count` arguments from the slot `args` on.
 * @param memory word c of the call, as in `placeFrame` of jump.ts
 */
export function emitIndirectCall(
  e: Emitter,
  pointer: number,
  args: number,
  count: number,
  memory: number,
): void {
  const { body, loaded } = e
  const likely = (loaded.targets[e.pc] as number) - 1
  if (e.region !== null) {
    exitIf(e, () => {
      read(e, pointer, I64)
      const64(body, CODE_BASE + likely * INSTRUCTION_BYTES, 0)
      byte(body, W.ne64)
    })
    e.guesses[e.pc] = 1
    emitDirectCall(e, likely, args, count, memory)
    return
  }
  const isKnown = likely >= 0 && e.functions.has(likely) && count >= (loaded.code[likely * 4 + 3] as number)
  if (isKnown) {
    read(e, pointer, I64)
    const64(body, CODE_BASE + likely * INSTRUCTION_BYTES, 0)
    byte(body, W.eq64)
    byte(body, W.if)
    byte(body, VOID)
    e.nesting++
    const held = [...e.held]
    emitDirectCall(e, likely, args, count, memory)
    e.held.clear()
    for (const [slot, value] of held) e.held.set(slot, value)
    byte(body, W.else)
  }
  emitTableCall(e, pointer, args, count, memory)
  if (!isKnown) return
  e.nesting--
  byte(body, W.end)
}

function emitTableCall(e: Emitter, pointer: number, args: number, count: number, memory: number): void {
  const { body, locals } = e
  exitIf(e, () => {
    read(e, pointer, I64)
    const64(body, CODE_BASE, 0)
    byte(body, W.sub64)
    // An address between two instructions becomes a huge index.
    const64(body, 4, 0)
    byte(body, W.rotateRight64)
    tee(e, locals.address)
    const64(body, e.loaded.length, 0)
    byte(body, W.geU64)
  })
  if (memory < 0)
    exitIf(e, () => {
      read(e, -memory, I64)
      const64(body, 31, 0)
      byte(body, W.shrU64)
      byte(body, W.wrap)
    })
  pushFixed(e, memory)
  for (let i = 0; i < count; i++) read(e, args + 8 * i, I64)
  const { type, offset } = e.helpers.tables.get(count) as { type: number; offset: number }
  get(e, locals.address)
  byte(body, W.wrap)
  const32(body, offset)
  byte(body, W.add32)
  indexed(body, W.callIndirect, type)
  byte(body, 0)
  set(e, locals.rv)
  tee(e, locals.paid)
  const64(body, 0, 0)
  byte(body, W.ltS64)
  byte(body, W.if)
  byte(body, VOID)
  e.nesting++
  exitIf(e, () => {
    get(e, locals.paid)
    const64(body, NOT_DONE, -1)
    byte(body, W.eq64)
  })
  e.nesting--
  byte(body, W.end)
  get(e, locals.paid)
  tee(e, FUEL_LOCAL)
  leaveIfNegative(e)
  dropHeld(e)
}

/** Pushes what a trampoline takes before the arguments: see FIXED. */
function pushFixed(e: Emitter, memory: number): void {
  const { body } = e
  get(e, FP_LOCAL)
  get(e, BASE_LOCAL)
  if (memory < 0) {
    read(e, -memory, I64)
    byte(body, W.wrap)
  } else {
    get(e, FP_LOCAL)
    const32(body, memory)
    byte(body, W.sub32)
  }
  const32(body, CODE_BASE + (e.pc + 1) * INSTRUCTION_BYTES)
  get(e, FUEL_LOCAL)
}

/** The trampoline of no function. */
export function missingTrampoline(count: number): Body {
  const body = newBody(trampolineParameters(count), TRAMPOLINE_RESULTS)
  const64(body, NOT_DONE, -1)
  const64(body, 0, 0)
  return body
}

/**
 * The trampoline of a function: places its frame, writes its arguments, calls it and checks where it returned to.
 * @param end its only `ret`, or -1
 */
export function trampoline(
  index: number,
  count: number,
  frameSize: number,
  parameters: readonly (typeof I32 | typeof I64)[],
  place: number,
  end: number,
): Body {
  const body = newBody(trampolineParameters(count), TRAMPOLINE_RESULTS)
  const frame = newLocal(body, I32)
  const physical = newLocal(body, I32)
  const fuel = newLocal(body, I64)
  const rv = newLocal(body, I64)
  const load = (local: number) => indexed(body, W.get, local)
  placeFrame(body, frame, physical, frameSize, place)
  fillFrame(body, physical, parameters)
  load(frame)
  load(physical)
  load(FUEL_ARG)
  parameters.forEach((type, i) => {
    load(FIXED.length + i)
    if (type === I32) byte(body, W.wrap)
  })
  indexed(body, W.call, index)
  indexed(body, W.set, rv)
  indexed(body, W.tee, fuel)
  const64(body, 0, 0)
  byte(body, W.ltS64)
  byte(body, W.if)
  byte(body, VOID)
  answer(body, -1)
  byte(body, W.end)
  checkHeader(body, { physical, frame, fuel, end })
  load(fuel)
  load(rv)
  return body
}

/** Leaves the frame's address and its place in the memory in two locals, or answers that nothing was done. */
function placeFrame(body: Body, frame: number, physical: number, frameSize: number, place: number): void {
  const load = (local: number) => indexed(body, W.get, local)
  const refuseIf = (condition: () => void) => {
    condition()
    byte(body, W.if)
    byte(body, VOID)
    answer(body, NOT_DONE)
    byte(body, W.end)
  }
  load(TOP_ARG)
  const32(body, frameSize)
  byte(body, W.sub32)
  const32(body, -16)
  byte(body, W.and32)
  indexed(body, W.set, frame)
  refuseIf(() => {
    load(frame)
    const32(body, frameSize)
    byte(body, W.add32)
    load(FP_ARG)
    byte(body, W.gtS32)
  })
  load(frame)
  load(FP_ARG)
  byte(body, W.xor32)
  const32(body, 4096)
  byte(body, W.ltU32)
  byte(body, W.if)
  byte(body, VOID)
  load(BASE_ARG)
  load(frame)
  byte(body, W.add32)
  load(FP_ARG)
  byte(body, W.sub32)
  indexed(body, W.set, physical)
  byte(body, W.else)
  load(frame)
  const32(body, frameSize)
  indexed(body, W.call, place)
  indexed(body, W.set, physical)
  indexed(body, W.set, frame)
  refuseIf(() => {
    load(frame)
    const32(body, 0)
    access(body, W.load32, 2, DEPTH)
    byte(body, W.ltS32)
    load(physical)
    const32(body, 0)
    byte(body, W.ltS32)
    byte(body, W.or32)
  })
  byte(body, W.end)
}

/** Writes the callee's header and its parameters; of a narrow one only the lower half, as calls do (load.ts). */
function fillFrame(body: Body, physical: number, parameters: readonly (typeof I32 | typeof I64)[]): void {
  const load = (local: number) => indexed(body, W.get, local)
  load(physical)
  load(FP_ARG)
  byte(body, W.extendU)
  access(body, W.store64, 3, 0)
  load(physical)
  load(RETURN_ARG)
  byte(body, W.extendU)
  access(body, W.store64, 3, 8)
  parameters.forEach((type, i) => {
    load(physical)
    load(FIXED.length + i)
    if (type === I32) byte(body, W.wrap)
    access(body, type === I32 ? W.store32 : W.store64, 2, 16 + 8 * i)
  })
}

/** As in emit-control.ts: a smashed header leaves it to the interpreter to run the callee's `ret` again. */
function checkHeader(
  body: Body,
  { physical, frame, fuel, end }: Record<'physical' | 'frame' | 'fuel' | 'end', number>,
): void {
  const load = (local: number) => indexed(body, W.get, local)
  for (const [offset, expected] of [
    [0, FP_ARG],
    [8, RETURN_ARG],
  ] as const) {
    load(physical)
    access(body, W.load64, 3, offset)
    load(expected)
    byte(body, W.extendU)
    byte(body, W.xor64)
  }
  byte(body, W.or64)
  const64(body, 0, 0)
  byte(body, W.ne64)
  byte(body, W.if)
  byte(body, VOID)
  if (end >= 0) {
    const32(body, 0)
    const32(body, end)
    access(body, W.store32, 2, PC)
  }
  const32(body, 0)
  load(frame)
  access(body, W.store32, 2, FP)
  const32(body, 0)
  load(fuel)
  access(body, W.store64, 3, VISIBLES)
  const32(body, 0)
  const32(body, PAID)
  access(body, W.store32, 2, STATUS)
  answer(body, -1)
  byte(body, W.end)
}

/** Returns a negative counter. */
function answer(body: Body, value: number): void {
  const64(body, value, -1)
  const64(body, 0, 0)
  byte(body, W.return)
}
