/**
 * Calls through a pointer in generated code. The table has an element for each instruction: at a function's `enter` a
 * trampoline that knows its frame, everywhere else one that says that nothing was done, so the interpreter decides.
 */
import { CODE_BASE } from './abi'
import { DEPTH, FP, PC } from './control'
import { depthOf, exitIf, PAID, UP } from './emit-control'
import { BASE_LOCAL, dropHeld, type Emitter, FP_LOCAL, get, read, set, tee } from './emit-slot'
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
  VOID,
  W,
} from './wasm'

/** A trampoline's answer when it did nothing. */
export const NOT_DONE = -4

/** Caller's frame pointer and base, offset and count of the arguments, base of the new frame, return address. */
export const TRAMPOLINE_PARAMETERS = [I32, I32, I32, I32, I32, I32] as const
export const TRAMPOLINE_RESULTS = [I32, I64] as const
const [FP_ARG, BASE_ARG, OFFSET_ARG, COUNT_ARG, TOP_ARG, RETURN_ARG] = [0, 1, 2, 3, 4, 5]

export function emitIndirectCall(
  e: Emitter,
  pointer: number,
  args: number,
  count: number,
  memory: number,
): void {
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
  get(e, FP_LOCAL)
  get(e, BASE_LOCAL)
  const32(body, args)
  const32(body, count)
  if (memory < 0) {
    read(e, -memory, I64)
    byte(body, W.wrap)
  } else {
    get(e, FP_LOCAL)
    const32(body, memory)
    byte(body, W.sub32)
  }
  const32(body, CODE_BASE + (e.pc + 1) * INSTRUCTION_BYTES)
  get(e, locals.address)
  byte(body, W.wrap)
  indexed(body, W.callIndirect, e.helpers.trampoline)
  byte(body, 0)
  set(e, locals.rv)
  set(e, locals.status)
  exitIf(e, () => {
    get(e, locals.status)
    const32(body, NOT_DONE)
    byte(body, W.eq32)
  })
  get(e, locals.status)
  const32(body, 0)
  byte(body, W.ltS32)
  indexed(body, W.brIf, depthOf(e, UP))
  dropHeld(e)
}

/** The trampoline of no function. */
export function missingTrampoline(): Body {
  const body = newBody(TRAMPOLINE_PARAMETERS, TRAMPOLINE_RESULTS)
  const32(body, NOT_DONE)
  const64(body, 0, 0)
  return body
}

/** The trampoline of a function: places its frame, copies its arguments, calls it and checks where it returned to. */
export function trampoline(
  index: number,
  frameSize: number,
  parameters: readonly (typeof I32 | typeof I64)[],
  place: number,
): Body {
  const body = newBody(TRAMPOLINE_PARAMETERS, TRAMPOLINE_RESULTS)
  const frame = newLocal(body, I32)
  const physical = newLocal(body, I32)
  const status = newLocal(body, I32)
  const rv = newLocal(body, I64)
  const load = (local: number) => indexed(body, W.get, local)
  placeFrame(body, frame, physical, { frameSize, arity: parameters.length, place })
  fillFrame(body, physical, parameters)
  load(frame)
  load(physical)
  const32(body, 0)
  parameters.forEach((type, i) => {
    load(physical)
    access(body, type === I32 ? W.load32 : W.load64, 2, 16 + 8 * i)
  })
  indexed(body, W.call, index)
  indexed(body, W.set, rv)
  indexed(body, W.tee, status)
  const32(body, 0)
  byte(body, W.ltS32)
  byte(body, W.if)
  byte(body, VOID)
  load(status)
  const64(body, 0, 0)
  byte(body, W.return)
  byte(body, W.end)
  checkHeader(body, physical, frame, status)
  const32(body, 0)
  load(rv)
  return body
}

/** Leaves the frame's address and its place in the memory in two locals, or answers that nothing was done. */
function placeFrame(
  body: Body,
  frame: number,
  physical: number,
  { frameSize, arity, place }: { frameSize: number; arity: number; place: number },
): void {
  const load = (local: number) => indexed(body, W.get, local)
  load(TOP_ARG)
  const32(body, frameSize)
  byte(body, W.sub32)
  const32(body, -16)
  byte(body, W.and32)
  indexed(body, W.tee, frame)
  const32(body, frameSize)
  byte(body, W.add32)
  load(FP_ARG)
  byte(body, W.gtS32)
  load(COUNT_ARG)
  const32(body, arity)
  byte(body, W.ltS32)
  byte(body, W.or32)
  answerIf(body, NOT_DONE)
  load(frame)
  const32(body, frameSize)
  indexed(body, W.call, place)
  indexed(body, W.set, physical)
  indexed(body, W.tee, frame)
  const32(body, 0)
  access(body, W.load32, 2, DEPTH)
  byte(body, W.ltS32)
  load(physical)
  const32(body, 0)
  byte(body, W.ltS32)
  byte(body, W.or32)
  answerIf(body, NOT_DONE)
}

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
    load(BASE_ARG)
    load(OFFSET_ARG)
    byte(body, W.add32)
    access(body, type === I32 ? W.load32 : W.load64, 2, 8 * i)
    access(body, type === I32 ? W.store32 : W.store64, 2, 16 + 8 * i)
  })
}

function checkHeader(body: Body, physical: number, frame: number, status: number): void {
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
  for (const [address, local] of [
    [PC, status],
    [FP, frame],
  ] as const) {
    const32(body, 0)
    load(local)
    access(body, W.store32, 2, address)
  }
  const32(body, PAID)
  const64(body, 0, 0)
  byte(body, W.return)
  byte(body, W.end)
}

/** Returns an answer if the value on the stack is true. */
function answerIf(body: Body, answer: number): void {
  byte(body, W.if)
  byte(body, VOID)
  const32(body, answer)
  const64(body, 0, 0)
  byte(body, W.return)
  byte(body, W.end)
}
