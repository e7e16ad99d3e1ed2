/** Puts objects together: picks what is reachable, lays it out, fills in addresses. */
import { CODE_BASE, callNumber, FRAME_PARAMETERS, PAGE_SIZE } from '../vm/abi'
import { createNumberStore, keepNumbers, type NumberStore } from '../vm/number-store'
import {
  ARGUMENT_SHIFT,
  INSTRUCTION_BYTES,
  OP,
  OPCODE_MASK,
  OPCODE_NAMES,
  OPCODES,
  WORDS,
} from '../vm/opcode'
import type { FunctionInfo, Program, SegmentImage, SourceFile, TypeInfo, VariableInfo } from '../vm/program'
import {
  alignUp,
  createObjectSymbol,
  type FunctionCode,
  type ObjectFile,
  type ObjectSymbol,
  type Relocation,
} from './object'
import { type Diagnostic, linkDiagnostic } from './text/diagnostic'

export type Linked = { readonly program: Program | null; readonly diagnostics: readonly Diagnostic[] }

const MAX_IMAGE = 0x4000_0000

/** What the machine itself starts: always linked, whether a program names it or not. */
const ENTRIES = ['_start', '__thread_start', '__sigreturn'] as const

/** The library's definition of a name, or null; it may be compiled only now. */
export type Library = (name: string) => ObjectSymbol | null

/** A definition, and where it goes. */
type Placed = {
  readonly symbol: ObjectSymbol
  /** It is among what goes in. */
  isTaken: boolean
  /** Instruction index, address, or offset in the thread block; -1 until it is laid out. */
  place: number
  /** What each of its relocations refers to, in their order; null: nobody defines it. Filled as it is taken. */
  readonly needs: (Placed | null)[]
}

type Linker = {
  readonly diagnostics: Diagnostic[]
  readonly files: readonly SourceFile[]
  /** Definitions of the program by name; and where the library's are found. */
  readonly defined: Map<string, ObjectSymbol>
  readonly findInLibrary: Library
  /** What a symbol stands for that is referred to; null: nobody defines it. */
  readonly resolved: Map<ObjectSymbol, Placed | null>
  /** Definitions that were met; and those of them that go in, in order. */
  readonly placed: Map<ObjectSymbol, Placed>
  readonly functions: Placed[]
  readonly data: Placed[]
  readonly tls: Placed[]
  /** What the library calls as `main` instead of the program's own. */
  startMain: ObjectSymbol | null
}

/**
 * Links a program. Everything in `objects` goes in; of the library what is reachable from it and from the three
 * entry points. Undefined and doubly defined symbols are diagnostics.
 */
export function link(objects: readonly ObjectFile[], findInLibrary: Library): Linked {
  const linker: Linker = {
    diagnostics: [],
    files: objects.flatMap((object) => object.files),
    defined: new Map(),
    findInLibrary,
    resolved: new Map(),
    placed: new Map(),
    functions: [],
    data: [],
    tls: [],
    startMain: null,
  }
  for (const object of objects) define(linker, object)
  addConstructors(linker, objects)
  for (const object of objects)
    for (const symbol of object.symbols) if (isDefined(symbol)) reach(linker, symbol)
  const entries = ENTRIES.map((name) => entry(linker, name))
  if (linker.diagnostics.length > 0) return { program: null, diagnostics: linker.diagnostics }
  return build(linker, objects, entries)
}

const isDefined = (symbol: ObjectSymbol): boolean => symbol.code !== null || symbol.data !== null

function define(linker: Linker, object: ObjectFile): void {
  for (const symbol of object.symbols) {
    if (!symbol.global || !(isDefined(symbol) || symbol.alias !== null)) continue
    const known = linker.defined.get(symbol.name)
    if (known === undefined || known.weak) linker.defined.set(symbol.name, symbol)
    else if (!symbol.weak) {
      linker.diagnostics.push(linkDiagnostic('multiple-definition', symbol.file, symbol.line, [symbol.name]))
    }
  }
}

/**
 * What the library leaves to the program: `main`, and what glibc calls by its public name so that a program can put its
 * own in place of it (glibc manual, 3.2.5).
 */
const REPLACEABLE = new Set([
  'main',
  'malloc',
  'free',
  'calloc',
  'realloc',
  'memalign',
  'aligned_alloc',
  'posix_memalign',
])

/** Whether the library means its own function even if the program has one of that name. */
const isLibrarysOwn = ({ isLibrary, name }: ObjectSymbol): boolean => isLibrary && !REPLACEABLE.has(name)

/** The definition that a symbol stands for, or null. */
function resolve(linker: Linker, symbol: ObjectSymbol): Placed | null {
  const known = linker.resolved.get(symbol)
  if (known !== undefined) return known
  const found = definitionOf(linker, symbol)
  const placed = found === null ? null : found.alias ? resolve(linker, found.alias) : entryOf(linker, found)
  linker.resolved.set(symbol, placed)
  return placed
}

/** The one row of a definition. */
function entryOf({ placed }: Linker, symbol: ObjectSymbol): Placed {
  const known = placed.get(symbol)
  if (known !== undefined) return known
  const entry: Placed = { symbol, isTaken: false, place: -1, needs: [] }
  placed.set(symbol, entry)
  return entry
}

function definitionOf(linker: Linker, symbol: ObjectSymbol): ObjectSymbol | null {
  if (symbol.alias !== null) return symbol
  if (!symbol.global) return isDefined(symbol) ? symbol : null
  if (linker.startMain !== null && symbol.name === 'main' && !isDefined(symbol)) return linker.startMain
  return isLibrarysOwn(symbol)
    ? (linker.findInLibrary(symbol.name) ?? linker.defined.get(symbol.name) ?? null)
    : (linker.defined.get(symbol.name) ?? linker.findInLibrary(symbol.name))
}

function entry(linker: Linker, name: string): Placed | null {
  const symbol = linker.defined.get(name) ?? linker.findInLibrary(name)
  return symbol === null ? null : reach(linker, symbol)
}

/** Takes a definition and all that it needs. */
function reach(linker: Linker, first: ObjectSymbol): Placed {
  const entry = entryOf(linker, first)
  const pending = [entry]
  for (let placed = pending.pop(); placed !== undefined; placed = pending.pop()) {
    if (placed.isTaken) continue
    placed.isTaken = true
    const { symbol } = placed
    if (symbol.code !== null) linker.functions.push(placed)
    else if (symbol.kind === 'tls') linker.tls.push(placed)
    else linker.data.push(placed)
    for (const { symbol: needed } of symbol.code?.relocations ?? symbol.data!.relocations) {
      const found = resolve(linker, needed)
      placed.needs.push(found)
      if (found !== null && !found.isTaken) pending.push(found)
      else if (found === null && !needed.weak) missing(linker, needed)
    }
  }
  return entry
}

function missing(linker: Linker, symbol: ObjectSymbol): void {
  const known = linker.diagnostics.some((diagnostic) => diagnostic.args[0] === symbol.name)
  if (known) return
  const isMain = symbol.name === 'main'
  const place = isMain ? linker.files[0]?.name : symbol.file
  const line = isMain ? 1 : symbol.line
  linker.diagnostics.push(
    linkDiagnostic(isMain ? 'no-main' : 'undefined-reference', place ?? '', line, [symbol.name]),
  )
}

/**
 * If the program has constructors or destructors, the library's call of `main` goes to a function made here: it
 * registers the destructors, which so come after all that the program registers, calls the constructors, then `main`
 * with the same three arguments.
 */
function addConstructors(linker: Linker, objects: readonly ObjectFile[]): void {
  const symbols = objects.flatMap((object) => object.symbols)
  const before = symbols.filter((symbol) => symbol.code?.constructor === true)
  const after = symbols.filter((symbol) => symbol.code?.destructor === true)
  const main = linker.defined.get('main')
  if (before.length + after.length === 0 || main === undefined) return
  const register = linker.findInLibrary('atexit')
  if (register === null) return
  const symbol = createObjectSymbol('__main', 'function', false)
  const relocations: Relocation[] = []
  const instructions = [[OP.enter, FRAME, 0, 3]]
  const refer = (word: number, to: ObjectSymbol) =>
    relocations.push({ at: (instructions.length - 1) * WORDS + word, symbol: to, addend: 0 })
  for (const target of after) {
    instructions.push([OP.li64, FRAME_ARGUMENT, 0, 0])
    refer(2, target)
    instructions.push([OP.call | (1 << ARGUMENT_SHIFT), 0, FRAME_ARGUMENT, 0])
    refer(1, register)
  }
  for (const target of before) {
    instructions.push([OP.call, 0, FRAME_PARAMETERS, 0])
    refer(1, target)
  }
  instructions.push([OP.call | (3 << ARGUMENT_SHIFT), 0, FRAME_PARAMETERS, 0])
  refer(1, main)
  instructions.push([OP.getRv32, FRAME_PARAMETERS, 0, 0], [OP.ret32, FRAME_PARAMETERS, 0, 0])
  symbol.code = {
    name: '__main',
    words: Int32Array.from(instructions.flat()),
    calls: [],
    relocations,
    frameSize: FRAME,
    memorySize: 0,
    parameters: 3,
    dynamicStackSlot: 0,
    lines: new Int32Array(0),
    file: '',
    isLibrary: true,
    returns: -1,
    locals: [],
    accesses: new Int32Array(0),
    constructor: false,
    destructor: false,
  }
  linker.startMain = symbol
}

const FRAME = 48
const FRAME_ARGUMENT = 40

function build(linker: Linker, objects: readonly ObjectFile[], entries: readonly (Placed | null)[]): Linked {
  const { files } = linker
  const { code, functions } = layOutCode(linker, files, objects)
  const segments: SegmentImage[] = [
    { kind: 'code', start: CODE_BASE, size: code.length * 4, bytes: new Uint8Array(0) },
  ]
  let end = alignUp(CODE_BASE + code.length * 4, PAGE_SIZE)
  for (const kind of ['rodata', 'data', 'bss'] as const) {
    const size = layOutData(linker, kind, end)
    if (size > 0) segments.push({ kind, start: end, size, bytes: new Uint8Array(kind === 'bss' ? 0 : size) })
    end = alignUp(end + size, PAGE_SIZE)
  }
  const tls = layOutTls(linker)
  if (end - CODE_BASE > MAX_IMAGE) {
    return { program: null, diagnostics: [linkDiagnostic('program-too-large', '', 0, [])] }
  }
  const calls = patchCode(linker, code)
  fillData(linker, segments)
  const types = objects.flatMap((object, i) => shiftTypes(object.types, typeBase(objects, i)))
  const program: Program = {
    files,
    code,
    calls,
    entry: entries[0]?.place ?? 0,
    threadEntry: entries[1]?.place ?? 0,
    signalReturn: entries[2]?.place ?? 0,
    library: {
      streams: placeInLibrary(linker, '__files'),
      fastBins: placeInLibrary(linker, 'fast'),
      top: placeInLibrary(linker, 'top'),
    },
    segments: segments.map((segment) =>
      segment.kind === 'code' ? { ...segment, bytes: new Uint8Array(code.buffer) } : segment,
    ),
    heapBase: end,
    tls,
    functions,
    globals: globalsOf(
      linker,
      objects,
      linker.files.map(({ name }) => name),
    ),
    types,
  }
  return { program, diagnostics: [] }
}

/** Where a variable of the library lies; null: nothing of the program needs it. No two of it have the names that are asked for. */
function placeInLibrary({ data }: Linker, name: string): number | null {
  return data.find(({ symbol }) => symbol.isLibrary && symbol.name === name)?.place ?? null
}

const typeBase = (objects: readonly ObjectFile[], count: number): number =>
  objects.slice(0, count).reduce((sum, object) => sum + object.types.length, 0)

function shiftTypes(types: readonly TypeInfo[], base: number): TypeInfo[] {
  if (base === 0) return [...types]
  return types.map((type) => {
    if (type.kind === 'pointer') return { ...type, to: type.to + base }
    if (type.kind === 'array') return { ...type, of: type.of + base }
    if (type.kind !== 'struct' && type.kind !== 'union') return type
    return { ...type, fields: type.fields.map((field) => ({ ...field, type: field.type + base })) }
  })
}

function layOutCode(
  linker: Linker,
  files: readonly SourceFile[],
  objects: readonly ObjectFile[],
): { code: Int32Array; functions: FunctionInfo[] } {
  let count = 0
  for (const placed of linker.functions) {
    placed.place = count
    count += placed.symbol.code!.words.length / WORDS
  }
  const bases = new Map<FunctionCode, number>()
  objects.forEach((object, i) => {
    const base = typeBase(objects, i)
    if (base === 0) return
    for (const { code } of object.symbols) if (code !== null) bases.set(code, base)
  })
  const code = new Int32Array(count * WORDS)
  const names = files.map((file) => file.name)
  const store = createNumberStore()
  const functions = linker.functions.map(({ symbol, place }) => {
    const fn = symbol.code!
    code.set(fn.words, place * WORDS)
    return describeFunction(store, fn, place, names, bases.get(fn) ?? 0)
  })
  return { code, functions }
}

function describeFunction(
  store: NumberStore,
  fn: FunctionCode,
  start: number,
  files: readonly string[],
  base: number,
): FunctionInfo {
  const lines = keepNumbers(store, fn.lines)
  for (let i = 0; i < lines.length; i += 2) lines[i] = lines[i]! + start
  const accesses = keepNumbers(store, fn.accesses)
  for (let i = 0; i < accesses.length; i += 3) {
    accesses[i] = accesses[i]! + start
    accesses[i + 1] = accesses[i + 1]! + base
  }
  return {
    name: fn.name,
    start,
    end: start + fn.words.length / WORDS,
    frameSize: fn.frameSize,
    memorySize: fn.memorySize,
    parameters: fn.parameters,
    isLibrary: fn.isLibrary,
    dynamicStackSlot: fn.dynamicStackSlot,
    returns: fn.isLibrary ? -1 : fn.returns + base,
    locals: base === 0 ? fn.locals : fn.locals.map((local) => ({ ...local, type: local.type + base })),
    accesses,
    file: fn.isLibrary ? -1 : files.indexOf(fn.file),
    lines,
  }
}

/** Which word of an instruction is a position in the code; 0 if none. */
const CODE_WORD = Uint8Array.from(OPCODE_NAMES, (name) => {
  const { a, b, c } = OPCODES[name]
  return a === 'code' ? 1 : b === 'code' ? 2 : c === 'code' ? 3 : 0
})

/** Fills in places and the numbers of system calls; gives the names of the calls. */
function patchCode(linker: Linker, code: Int32Array): string[] {
  const names: string[] = []
  for (const { symbol, place, needs } of linker.functions) {
    const { words, relocations, calls } = symbol.code!
    const start = place * WORDS
    for (let i = 0; i < words.length; i += WORDS) {
      const word = CODE_WORD[words[i]! & OPCODE_MASK]!
      if (word !== 0) code[start + i + word] = words[i + word]! + start / WORDS
      if ((words[i]! & OPCODE_MASK) === OP.sys) code[start + i + 1] = callNumber(names, calls[words[i + 1]!]!)
    }
    for (let i = 0; i < needs.length; i++) {
      const { at, addend } = relocations[i]!
      const found = needs[i]!
      const opcode = words[at - (at % WORDS)]! & OPCODE_MASK
      if (found === null) code[start + at] = 0
      else if (opcode === OP.call) code[start + at] = found.place
      else code[start + at] = addressOf(found) + addend
    }
  }
  return names
}

function addressOf({ symbol, place }: Placed): number {
  return symbol.code === null ? place : CODE_BASE + INSTRUCTION_BYTES * place
}

function segmentOf(symbol: ObjectSymbol): SegmentImage['kind'] {
  const data = symbol.data!
  if (data.readOnly) return 'rodata'
  return data.bytes === null ? 'bss' : 'data'
}

/** Gives the objects of a segment their addresses; returns its size. */
function layOutData(linker: Linker, kind: SegmentImage['kind'], start: number): number {
  let end = start
  for (const placed of linker.data) {
    if (segmentOf(placed.symbol) !== kind) continue
    const { align, size } = placed.symbol.data!
    end = alignUp(end, align)
    placed.place = end
    // an object without size still has an address of its own
    end += Math.max(1, size)
  }
  return end - start
}

function fillData(linker: Linker, segments: readonly SegmentImage[]): void {
  for (const placed of linker.data) {
    const segment = segments.find((candidate) => candidate.kind === segmentOf(placed.symbol))
    if (segment !== undefined && segment.kind !== 'bss') fillObject(placed, segment.bytes, segment.start)
  }
}

function fillObject({ symbol, place, needs }: Placed, image: Uint8Array, start: number): void {
  const data = symbol.data!
  const at = place - start
  if (data.bytes !== null) image.set(data.bytes, at)
  const view = new DataView(image.buffer)
  data.relocations.forEach((relocation, i) => {
    const found = needs[i] ?? null
    const address = found === null ? 0 : addressOf(found) + relocation.addend
    view.setBigInt64(at + relocation.at, BigInt(address), true)
  })
}

function layOutTls(linker: Linker): Program['tls'] {
  let size = 0
  let align = 16
  for (const placed of linker.tls) {
    const data = placed.symbol.data!
    size = alignUp(size, data.align)
    placed.place = size
    size += data.size
    align = Math.max(align, data.align)
  }
  const image = new Uint8Array(alignUp(size, align))
  for (const placed of linker.tls) fillObject(placed, image, 0)
  return { image, align }
}

function globalsOf(linker: Linker, objects: readonly ObjectFile[], files: readonly string[]): VariableInfo[] {
  const globals: VariableInfo[] = []
  objects.forEach((object, i) => {
    for (const global of object.globals) {
      const place = linker.placed.get(global.symbol)?.place
      if (place === undefined) continue
      const { name, line, lastLine } = global
      const where =
        global.symbol.kind === 'tls'
          ? ({ in: 'tls', offset: place } as const)
          : ({ in: 'memory', address: place } as const)
      const file = files.indexOf(global.file)
      const type = global.type + typeBase(objects, i)
      globals.push({ name, type, line, lastLine, place: where, ...(file >= 0 && { file }) })
    }
  })
  const key = (variable: VariableInfo): number =>
    variable.place.in === 'memory'
      ? variable.place.address
      : variable.place.in === 'tls'
        ? -1e9 + variable.place.offset
        : 0
  return globals.sort((a, b) => key(a) - key(b))
}
