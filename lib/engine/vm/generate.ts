/**
 * WebAssembly from bytecode. A function is a loop over its blocks, entered at any of them; it keeps memory exact at
 * every instruction, pays steps and visible operations block by block, and leaves to the interpreter what it cannot do.
 */
import { BLOCK, PC, RV, STATUS, VISIBLES } from './control'
import { emitterOf } from './emit'
import { depthOf, emitLeave, PAID, parameterTypes, payBlock, TO_UNPAID, UNPAID } from './emit-control'
import {
  findBody,
  locateBody,
  nanBody,
  narrowBody,
  placeBody,
  slowBody,
  toLongBody,
  toUnsignedBody,
  widenBody,
} from './emit-helper'
import { missingTrampoline, TRAMPOLINE_RESULTS, trampoline, trampolineParameters } from './emit-indirect'
import { emitLoop } from './emit-loop'
import { planRanges } from './emit-range'
import {
  BASE_LOCAL,
  beginBlock,
  type Emitter,
  FIRST_ARGUMENT,
  type FixedLocals,
  FP_LOCAL,
  get,
  type Helpers,
  PARAMETERS,
  set,
} from './emit-slot'
import { onlyReturn } from './function-trait'
import { branchTarget, instructionAt, isFinal, opcodeAt } from './instruction'
import type { LoadedProgram } from './load'
import { findLoops } from './loop'
import { ARGUMENT_SHIFT, OP, OPCODE_MASK, OPCODE_NAMES, OPCODES, type OpcodeInfo, VISIBLE } from './opcode'
import type { FunctionInfo } from './program'
import {
  access,
  type Body,
  byte,
  const32,
  const64,
  encodeModule,
  F32,
  F64,
  I32,
  I64,
  indexed,
  type Module,
  newBody,
  newLocal,
  newModule,
  typeIndex,
  unsigned,
  type ValueType,
  VOID,
  W,
} from './wasm'

/** What the processor must know about generated code. */
export type Generated = {
  /** The module for a memory of so many pages. */
  readonly encode: (pages: number) => Uint8Array
  /** By instruction: 1 + number of the block that begins there, 0 for none. */
  readonly blocks: Int32Array
  /** By instruction: what its block has paid for from there to its end. */
  readonly stepsLeft: Int32Array
  readonly visiblesLeft: Int32Array
  /** By instruction: 1 for a call through a pointer that is done in place, as if there were one function to call. */
  readonly guesses: Uint8Array
}

/** Generates a module with the functions of these indexes; function `i` is exported as `f<i>`. */
export function generate(loaded: LoadedProgram, chosen: readonly number[]): Generated {
  const module = newModule()
  const miss = 0
  module.imports.push({ name: 'miss', type: typeIndex(module, [I32, I32], [I32]) })
  module.imports.push({ name: 'rare', type: typeIndex(module, [I32, I32, I32], [I32]) })
  const infos = chosen.map((index) => loaded.program.functions[index] as FunctionInfo)
  const helpers = addHelpers(module, miss, tablesFor(module, loaded, infos))
  const first = module.imports.length + module.bodies.length
  const functions = new Map(infos.map((info, i) => [info.start, first + i]))
  const generated: Generated = {
    encode: (pages) => encodeModule(module, pages),
    blocks: new Int32Array(loaded.length),
    stepsLeft: new Int32Array(loaded.length),
    visiblesLeft: new Int32Array(loaded.length),
    guesses: new Uint8Array(loaded.length),
  }
  for (const info of infos) accountBlocks(loaded, info, findBlocks(loaded, info).blocks, generated)
  for (const info of infos) module.bodies.push(translateFunction(loaded, info, helpers, functions, generated))
  infos.forEach((info, i) => {
    const index = module.imports.length + module.bodies.length
    module.bodies.push(
      entryBody(first + i, parameterTypes(loaded, info.start), onlyReturn(loaded, info.start)),
    )
    module.exports.push({ name: `f${chosen[i]}`, index })
  })
  addTable(module, loaded, infos, first, helpers)
  return generated
}

function addHelpers(module: Module, miss: number, tables: Helpers['tables']): Helpers {
  const add = (body: Body) => module.imports.length + module.bodies.push(body) - 1
  const toLong = add(toLongBody())
  const slow = add(slowBody(miss))
  const find = add(findBody(slow))
  return {
    miss,
    rare: 1,
    slow,
    place: add(placeBody(miss)),
    find,
    locate: add(locateBody(find)),
    nan64: add(nanBody(true)),
    nan32: add(nanBody(false)),
    widen: add(widenBody()),
    narrow: add(narrowBody()),
    toLong,
    toUnsigned: add(toUnsignedBody(toLong)),
    tables,
  }
}

/** A part of the table of indirect calls for each number of arguments that there is. */
function tablesFor(module: Module, loaded: LoadedProgram, infos: readonly FunctionInfo[]): Helpers['tables'] {
  const tables = new Map<number, { type: number; offset: number }>()
  for (const info of infos)
    for (let pc = info.start; pc < info.end; pc++) {
      const word = loaded.code[pc * 4] as number
      const count = (word >>> ARGUMENT_SHIFT) & 255
      if ((word & OPCODE_MASK) !== OP.callIndirect || tables.has(count)) continue
      const type = typeIndex(module, trampolineParameters(count), TRAMPOLINE_RESULTS)
      tables.set(count, { type, offset: tables.size * loaded.length })
    }
  return tables
}

function addTable(
  module: Module,
  loaded: LoadedProgram,
  infos: readonly FunctionInfo[],
  first: number,
  helpers: Helpers,
): void {
  const add = (body: Body) => module.imports.length + module.bodies.push(body) - 1
  const elements: number[] = []
  for (const [count, { offset }] of helpers.tables) {
    const missing = add(missingTrampoline(count))
    for (let pc = 0; pc < loaded.length; pc++) elements.push(missing)
    infos.forEach((info, i) => {
      const parameters = parameterTypes(loaded, info.start)
      // The callee takes all its parameters; what the caller does not give is what lies in the new frame.
      if (count < parameters.length) return
      const frameSize = loaded.frameSizes[info.start] as number
      elements[offset + info.start] = add(
        trampoline(first + i, count, frameSize, parameters, helpers.place, onlyReturn(loaded, info.start)),
      )
    })
  }
  module.elements = elements
}

const BLOCK_ARG = 2

/**
 * What JavaScript calls: (frame pointer, byte address, block) → why generated code was left, or the index of the `ret`
 * by which the function returned. Takes the arguments from the frame.
 */
function entryBody(index: number, parameters: readonly ValueType[], end: number): Body {
  const body = newBody([I32, I32, I32], [I32])
  const fuel = newLocal(body, I64)
  const32(body, 0)
  indexed(body, W.get, BLOCK_ARG)
  access(body, W.store32, 2, BLOCK)
  indexed(body, W.get, FP_LOCAL)
  const32(body, 1)
  byte(body, W.or32)
  indexed(body, W.get, BASE_LOCAL)
  const32(body, 0)
  access(body, W.load64, 3, VISIBLES)
  parameters.forEach((type, i) => {
    indexed(body, W.get, BASE_LOCAL)
    access(body, type === I32 ? W.load32 : W.load64, 2, 16 + 8 * i)
  })
  indexed(body, W.call, index)
  byte(body, W.drop)
  indexed(body, W.tee, fuel)
  const64(body, 0, 0)
  byte(body, W.ltS64)
  byte(body, W.if)
  byte(body, I32)
  const32(body, 0)
  access(body, W.load32, 2, STATUS)
  byte(body, W.else)
  const32(body, 0)
  indexed(body, W.get, fuel)
  access(body, W.store64, 3, VISIBLES)
  const32(body, Math.max(end, 0))
  if (end < 0) access(body, W.load32, 2, PC)
  byte(body, W.end)
  return body
}

function translateFunction(
  loaded: LoadedProgram,
  info: FunctionInfo,
  helpers: Helpers,
  functions: ReadonlyMap<number, number>,
  generated: Generated,
): Body {
  const parameters = parameterTypes(loaded, info.start)
  const body = newBody([...PARAMETERS, ...parameters], [I64, I64])
  const { blocks, targets } = findBlocks(loaded, info)
  const loops = findLoops(loaded, info, functions)
  const blockAt = new Int32Array(info.end - info.start).fill(-1)
  blocks.forEach((pc, i) => {
    blockAt[pc - info.start] = i
    generated.blocks[pc] = i + 1
  })
  const e: Emitter = {
    body,
    loaded,
    info,
    helpers,
    functions,
    blocks,
    blockAt,
    block: -1,
    nesting: 0,
    pc: info.start,
    stepsLeft: 0,
    visiblesLeft: 0,
    held: new Map(),
    stored: [],
    region: null,
    goesBack: goesBack(loaded, info),
    frameSlots: frameSlots(loaded, info),
    ranges: planRanges(loaded, loops, body),
    guesses: generated.guesses,
    paid: generated,
    assigned: new Map(),
    pools: {
      [I32]: { locals: [], used: 0 },
      [I64]: { locals: [], used: 0 },
      [F32]: { locals: [], used: 0 },
      [F64]: { locals: [], used: 0 },
    },
    locals: fixedLocals(body),
  }
  openFunction(e)
  for (e.block = 0; e.block < blocks.length; e.block++) {
    byte(body, W.end)
    beginBlock(e)
    if (e.block === 0 && !targets.has(info.start + 1))
      parameters.forEach((type, i) => {
        e.held.set(16 + 8 * i, { type, local: FIRST_ARGUMENT + i })
      })
    const loop = loops.get(blocks[e.block] as number)
    if (loop === undefined || !emitLoop(e, blocks[e.block] as number, loop)) translateBlock(e)
  }
  closeFunction(e)
  return body
}

function fixedLocals(body: Body): FixedLocals {
  return {
    paid: newLocal(body, I64),
    block: newLocal(body, I32),
    address: newLocal(body, I64),
    offset: newLocal(body, I64),
    entry: newLocal(body, I32),
    detour: newLocal(body, I32),
    physical: newLocal(body, I32),
    frame: newLocal(body, I32),
    rv: newLocal(body, I64),
    float: newLocal(body, F32),
    double: newLocal(body, F64),
  }
}

/**
 * The labels of a function, and the way to the block that it is entered at (emit-slot.ts says how that is told).
 */
function openFunction(e: Emitter): void {
  const { body, blocks, info, loaded } = e
  if (usesRv(loaded, info)) {
    const32(body, 0)
    access(body, W.load64, 3, RV)
    set(e, e.locals.rv)
  }
  get(e, FP_LOCAL)
  const32(body, 1)
  byte(body, W.and32)
  byte(body, W.if)
  byte(body, VOID)
  get(e, FP_LOCAL)
  const32(body, -2)
  byte(body, W.and32)
  set(e, FP_LOCAL)
  const32(body, 0)
  access(body, W.load32, 2, BLOCK)
  set(e, e.locals.block)
  byte(body, W.end)
  byte(body, W.block)
  byte(body, VOID)
  for (let i = 0; i < 2; i++) {
    byte(body, W.block)
    byte(body, I32)
  }
  // A loop would ask for interrupts at its head.
  byte(body, e.goesBack ? W.loop : W.block)
  byte(body, VOID)
  for (let i = 0; i < blocks.length; i++) {
    byte(body, W.block)
    byte(body, VOID)
  }
  // A call begins at block 0, and a predicted branch is cheaper than a jump through a table.
  get(e, e.locals.block)
  byte(body, W.eqz32)
  indexed(body, W.brIf, 0)
  get(e, e.locals.block)
  byte(body, W.brTable)
  unsigned(body, blocks.length - 1)
  for (let i = 0; i < blocks.length; i++) unsigned(body, i)
}

/** Has it a branch to where it has been? */
function goesBack(loaded: LoadedProgram, info: FunctionInfo): boolean {
  for (let pc = info.start; pc < info.end; pc++) {
    const target = branchTarget(loaded, pc)
    if (target >= 0 && target <= pc) return true
  }
  return false
}

function frameSlots(loaded: LoadedProgram, info: FunctionInfo): Set<number> {
  const slots = new Set<number>()
  for (let pc = info.start; pc < info.end; pc++)
    if (opcodeAt(loaded, pc) === OP.leaFrame) slots.add(instructionAt(loaded.code, pc).a)
  return slots
}

/** Does it read RV before it is set here, or return without setting it? */
function usesRv(loaded: LoadedProgram, info: FunctionInfo): boolean {
  for (let pc = info.start; pc < info.end; pc++) {
    const opcode = (loaded.code[pc * 4] as number) & OPCODE_MASK
    if (opcode === OP.getRv32 || opcode === OP.getRv64 || opcode === OP.ret) return true
  }
  return false
}

function closeFunction(e: Emitter): void {
  const { body } = e
  byte(body, W.end)
  byte(body, W.unreachable)
  byte(body, W.end)
  emitLeave(e, PAID)
  byte(body, W.end)
  emitLeave(e, UNPAID)
  byte(body, W.end)
  const64(body, -1, -1)
  const64(body, 0, 0)
}

/** What each block pays for, by instruction. */
function accountBlocks(
  loaded: LoadedProgram,
  info: FunctionInfo,
  blocks: readonly number[],
  to: Generated,
): void {
  blocks.forEach((start, i) => {
    const end = blocks[i + 1] ?? info.end
    let visibles = 0
    for (let pc = end - 1; pc >= start; pc--) {
      const word = loaded.code[pc * 4] as number
      if ((word & VISIBLE) !== 0 && (word & OPCODE_MASK) !== OP.sys) visibles++
      to.stepsLeft[pc] = end - pc
      to.visiblesLeft[pc] = visibles
    }
  })
}

function translateBlock(e: Emitter): void {
  const { blocks, info, loaded, body, paid } = e
  const start = blocks[e.block] as number
  const end = blocks[e.block + 1] ?? info.end
  e.pc = start
  payBlock(e, end - start, paid.visiblesLeft[start] as number)
  for (let pc = start; pc < end; pc++) {
    e.pc = pc
    e.stepsLeft = end - pc
    e.visiblesLeft = paid.visiblesLeft[pc] as number
    const instruction = instructionAt(loaded.code, pc)
    emitterOf(instruction.word & OPCODE_MASK)(e, instruction)
  }
  if (end !== info.end || isFinal(loaded, end - 1)) return
  const32(body, end)
  indexed(body, W.br, depthOf(e, TO_UNPAID))
}

/** First instructions of blocks, in order, and all targets of branches. */
function findBlocks(loaded: LoadedProgram, info: FunctionInfo): { blocks: number[]; targets: Set<number> } {
  const targets = new Set<number>()
  const starts = new Set<number>([info.start + 1])
  for (let pc = info.start + 1; pc < info.end; pc++) {
    const opcode = (loaded.code[pc * 4] as number) & OPCODE_MASK
    const opInfo: OpcodeInfo = OPCODES[OPCODE_NAMES[opcode] ?? 'illegal']
    if (!opInfo.endsBlock) {
      if (opcode === OP.setjmp) starts.add(pc + 1)
      continue
    }
    const operand = opInfo.a === 'code' ? 1 : 3
    const target = loaded.code[pc * 4 + operand] as number
    const isBranch = opInfo.c === 'code' || opcode === OP.jump
    if (isBranch) {
      targets.add(target)
      starts.add(target)
    }
    // A branch forwards stays inside its block: when it is taken, it gives back what was paid for the rest.
    if (!isBranch || opcode === OP.jump || target <= pc) starts.add(pc + 1)
  }
  const blocks = [...starts].filter((pc) => pc < info.end).sort((a, b) => a - b)
  return { blocks, targets }
}
