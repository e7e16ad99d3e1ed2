/** A function: where its locals live, its prologue, its body, and the finished piece of code. */
import { FRAME_PARAMETERS } from '../../vm/abi'
import { createNumberStore, keepNumbers, roomFor } from '../../vm/number-store'
import { OP, WORDS } from '../../vm/opcode'
import type { VariableInfo } from '../../vm/program'
import { DOUBLE, isRecord, isVla, pointerTo } from '../meaning/ctype'
import { debugLocal, typeNumber } from '../meaning/debug-information'
import { complain } from '../meaning/environment'
import { type CSymbol, K } from '../meaning/syntax'
import type { FunctionCode, Relocation } from '../object'
import { type FunctionBody, passedType } from '../parse/function'
import type { Parser } from '../parse/parser'
import { locate } from '../text/source'
import { framePlace, placeOf, storeScalar } from './access'
import { emitBranch } from './branch'
import {
  allocate,
  type BytecodeEmitter,
  type Current,
  emit,
  finishPath,
  framePointerSlot,
  noteAccess,
} from './emitter'
import { emitValue } from './expression'
import { emitInitialiser } from './initialisation'
import { recordPlace } from './record'
import { emitEffect, emitStatement } from './statement'

/** Slots that locals may take; temporaries need the rest of the 4096 bytes. */
const MAX_LOCAL_SLOTS = 300
const MAX_FRAME = 4096
const MAX_MEMORY = 1 << 24

const RULES: BytecodeEmitter['rules'] = {
  value: emitValue,
  effect: emitEffect,
  branch: emitBranch,
  place: placeOf,
  record: recordPlace,
  statement: emitStatement,
  initialise: emitInitialiser,
}

const NOTHING: Current = { kind: 'none' }

/**
 * An emitter for a function whose body has been read. One serves all functions of a file, one after the other.
 */
export function createEmitter(p: Parser, body: FunctionBody): BytecodeEmitter {
  return {
    p,
    fn: body.fn,
    words: new Int32Array(4096),
    lines: new Int32Array(1024),
    count: 0,
    relocations: [],
    labels: [],
    targets: [],
    dead: false,
    fixups: [],
    line: 0,
    lineStart: 0,
    lineEnd: 0,
    top: 0,
    maxTop: 0,
    memory: 0,
    maxMemory: 0,
    frameSlot: 0,
    frameUsed: false,
    dynamicSlot: 0,
    dynamicPatches: [],
    resultSlot: 0,
    variadicSlot: 0,
    visible: p.unit.isLibrary ? 0 : 1 << 16,
    saves: new Map(),
    current: NOTHING,
    breakLabel: 0,
    continueLabel: 0,
    caseLabels: new Map(),
    accesses: [],
    kept: createNumberStore(),
    rules: RULES,
  }
}

function reset(e: BytecodeEmitter, body: FunctionBody): void {
  e.fn = body.fn
  e.count = 0
  e.relocations = []
  e.labels = []
  e.targets = []
  e.dead = false
  e.fixups = []
  e.line = 0
  e.lineStart = 0
  e.lineEnd = 0
  e.memory = 0
  e.maxMemory = 0
  e.frameUsed = false
  e.dynamicPatches = []
  e.saves.clear()
  e.caseLabels.clear()
  e.accesses = []
  e.current = NOTHING
}

/** Emits a function and gives its symbol its code. */
export function emitFunction(e: BytecodeEmitter, body: FunctionBody): void {
  reset(e, body)
  const { fn } = body
  const link = fn.symbol.link!
  if (e.p.pp.reporter.errors > 0) return
  const parameters = placeParameters(e, body)
  placeLocals(e, body)
  // two instructions are reserved: `enter`, and the frame pointer's copy if it is used
  emit(e, OP.enter, 0, 0, parameters)
  emit(e, OP.enter, 0, 0, parameters)
  if (fn.usesDynamicStack) {
    framePointerSlot(e)
    emit(e, OP.leaFrame, e.dynamicSlot, 0, 0)
  }
  storeParameters(e, body)
  for (const node of body.prologue) emitEffect(e, node)
  emitStatement(e, body.block)
  e.line = lineOfEnd(e, body)
  emitEnd(e, body)
  const code = finish(e, body, parameters)
  if (code !== null && link.code === null) link.code = code
}

function lineOfEnd(e: BytecodeEmitter, body: FunctionBody): number {
  return locate(e.p.pp.reporter.map, body.block.high).line
}

/** Falling off the end returns; main returns 0. */
function emitEnd(e: BytecodeEmitter, body: FunctionBody): void {
  const { fn } = body
  if (fn.symbol.name === 'main' && fn.type.base!.kind !== K.Void) {
    const slot = e.top
    e.maxTop = Math.max(e.maxTop, slot + 8)
    emit(e, OP.li32, slot, 0, 0)
    finishPath(e, OP.ret32, slot, 0)
  } else finishPath(e, OP.ret, 0, 0)
}

/** Gives parameters their slots; the hidden result pointer comes first, the variadic block last. Returns how many. */
function placeParameters(e: BytecodeEmitter, body: FunctionBody): number {
  const { type } = body.fn
  let slot = FRAME_PARAMETERS
  if (isRecord(type.base!)) {
    e.resultSlot = slot
    slot += 8
  }
  for (const parameter of body.parameters) {
    parameter.offset = slot
    slot += 8
  }
  if (type.variadic) {
    e.variadicSlot = slot
    slot += 8
  }
  e.frameSlot = slot
  e.dynamicSlot = slot + 8
  e.top = slot + (body.fn.usesDynamicStack ? 16 : 8)
  return (e.frameSlot - FRAME_PARAMETERS) / 8
}

function needsMemory(symbol: CSymbol): boolean {
  if (isVla(symbol.type)) return false
  return symbol.addressTaken || symbol.type.kind === K.Array || isRecord(symbol.type)
}

function placeLocals(e: BytecodeEmitter, body: FunctionBody): void {
  for (const symbol of body.fn.locals) {
    if (symbol.isParameter && body.parameters.includes(symbol)) continue
    const full = e.top - FRAME_PARAMETERS >= MAX_LOCAL_SLOTS * 8
    if (needsMemory(symbol) || (full && !isVla(symbol.type))) placeInMemory(e, symbol)
    else {
      symbol.offset = e.top
      e.top += 8
    }
  }
  e.maxTop = e.top
}

function placeInMemory(e: BytecodeEmitter, symbol: CSymbol): void {
  symbol.inMemory = true
  const { type } = symbol
  symbol.offset = allocate(
    e,
    Math.max(1, type.size),
    Math.max(type.align, symbol.align, type.size >= 16 ? 16 : 8),
  )
}

/** Parameters that need memory are moved there; K&R ones are converted from what was passed. */
function storeParameters(e: BytecodeEmitter, body: FunctionBody): void {
  const { type } = body.fn
  for (const parameter of body.parameters) {
    const slot = parameter.offset
    const passed = passedType(parameter.type, type.parameters !== null)
    if (passed === DOUBLE && parameter.type.kind === K.Float) emit(e, OP.f32FromF64, slot, slot, 0)
    else if (passed !== parameter.type && parameter.type.size < 4) narrowParameter(e, parameter, slot)
    if (!needsMemory(parameter)) continue
    placeInMemory(e, parameter)
    const place = framePlace(e, parameter.offset, 0)
    if (isRecord(parameter.type)) copyParameter(e, parameter, slot)
    else storeScalar(e, place, parameter.type, slot)
  }
}

function narrowParameter(e: BytecodeEmitter, parameter: CSymbol, slot: number): void {
  const { kind, size } = parameter.type
  if (size === 1) emit(e, kind === K.Char || kind === K.SignedChar ? OP.sext8 : OP.zext8, slot, slot, 0)
  else if (size === 2) emit(e, kind === K.Short ? OP.sext16 : OP.zext16, slot, slot, 0)
}

/** The caller passes a struct's address; the copy is made here. */
function copyParameter(e: BytecodeEmitter, parameter: CSymbol, slot: number): void {
  if (parameter.type.size === 0) return
  const address = e.top
  e.maxTop = Math.max(e.maxTop, address + 8)
  emit(e, OP.leaFrame, address, parameter.offset, 0)
  emit(e, OP.copy | e.visible, address, slot, parameter.type.size)
  noteAccess(e, parameter.type, null)
}

function finish(e: BytecodeEmitter, body: FunctionBody, parameters: number): FunctionCode | null {
  const { fn } = body
  const start = e.frameUsed ? 0 : 1
  const frameSize = (e.maxTop + 15) & ~15
  const memorySize = (e.maxMemory + 15) & ~15
  if (frameSize > MAX_FRAME || memorySize > MAX_MEMORY) {
    complain(e.p, 'frame-too-large', fn.symbol.at, [fn.symbol.name])
    return null
  }
  if (e.frameUsed) {
    e.words[WORDS] = OP.leaFrame
    e.words[WORDS + 1] = e.frameSlot
    e.words[WORDS + 2] = 0
    e.words[WORDS + 3] = 0
  }
  const words = keepNumbers(e.kept, e.words.subarray(start * WORDS, e.count * WORDS))
  words[0] = OP.enter
  words[1] = frameSize
  words[2] = memorySize
  words[3] = parameters
  if (fn.usesDynamicStack) words[2 * WORDS + 2] = -memorySize
  const size = fn.usesDynamicStack ? -e.dynamicSlot : memorySize
  for (const index of e.dynamicPatches) words[(index - start) * WORDS + 3] = size
  for (let i = 0; i < e.fixups.length; i += 2)
    words[e.fixups[i]! - start * WORDS] = e.labels[e.fixups[i + 1]!]! - start
  const { isLibrary } = e.p.unit
  return {
    name: fn.symbol.name,
    words,
    calls: e.p.unit.calls,
    relocations: shiftRelocations(e.relocations, start * WORDS),
    frameSize,
    memorySize,
    parameters,
    dynamicStackSlot: fn.usesDynamicStack ? e.dynamicSlot : 0,
    lines: encodeLines(e, start),
    // Not where it was declared first: that may be a header.
    file: locate(e.p.pp.reporter.map, body.block.at).file,
    isLibrary,
    returns: isLibrary ? -1 : typeNumber(e.p.unit, fn.type.base!),
    locals: isLibrary ? [] : debugLocals(e, body),
    accesses: shiftAccesses(e, start),
    constructor: body.constructor,
    destructor: body.destructor,
  }
}

/** Brings positions to where the code is kept: the arrays of the emitter begin `words` earlier. */
function shiftRelocations(relocations: readonly Relocation[], words: number): readonly Relocation[] {
  if (words !== 0) for (const relocation of relocations) relocation.at -= words
  return relocations
}

function shiftAccesses({ accesses, kept }: BytecodeEmitter, start: number): Int32Array {
  const shifted = roomFor(kept, accesses.length)
  for (let i = 0; i < shifted.length; i += 3) {
    shifted[i] = accesses[i]! - start
    shifted[i + 1] = accesses[i + 1]!
    shifted[i + 2] = accesses[i + 2]!
  }
  return shifted
}

function encodeLines(e: BytecodeEmitter, start: number): Int32Array {
  let changes = 0
  for (let i = start; i < e.count; i++) if (i === start || e.lines[i] !== e.lines[i - 1]) changes++
  const pairs = roomFor(e.kept, changes * 2)
  let at = 0
  for (let i = start; i < e.count; i++) {
    if (i !== start && e.lines[i] === e.lines[i - 1]) continue
    pairs[at++] = i - start
    pairs[at++] = e.lines[i]!
  }
  return pairs
}

function debugLocals(e: BytecodeEmitter, body: FunctionBody): VariableInfo[] {
  const locals: VariableInfo[] = []
  for (const symbol of body.fn.locals) {
    if (symbol.name === '') continue
    // a variable-length array is shown as the pointer that its slot holds
    const shown = isVla(symbol.type) ? { ...symbol, type: pointerTo(symbol.type.base!) } : symbol
    locals.push(debugLocal(e.p, shown))
  }
  return locals
}
