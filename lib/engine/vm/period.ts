/**
 * Waiting loops: does a task do the same thing over and over, and will it go on so until somebody else changes something?
 *
 * From where it stands it is run one instruction at a time until it comes by there again; then all is put back. The
 * stretch in between is a period if the next one must be like it: everything that it read from before (in slots,
 * memory, the result register) is what it was, but for counters. A counter goes up by a constant and decides nothing: no branch,
 * no address and no atomic operation depends on it. So `while (!done) n++;` is a period and `while (n < 9) n++;` is not.
 * System calls and library functions end the search: the kernel and the clock would have to be looked into.
 */
import { FRAME_RETURN, FRAME_SAVED_FP } from './abi'
import { FP, PC, RV } from './control'
import type { Cpu } from './cpu'
import { noteBytes } from './frame'
import { type Instruction, instructionAt } from './instruction'
import { interpret, Stop } from './interpret'
import { closeJournal, openJournal, undoMemory } from './journal'
import { placeFrame } from './jump'
import { type LoadedProgram, MASKED_PARAMETERS } from './load'
import { translateActive } from './memory'
import {
  ARGUMENT_SHIFT,
  OP,
  OPCODE_MASK,
  OPCODE_NAMES,
  OPCODES,
  type OpcodeInfo,
  SIZE_SHIFT,
  VISIBLE,
} from './opcode'

/** Instructions that a search looks at, and times that it comes by its beginning. */
const MAX_STEPS = 1500
const MAX_VISITS = 16

export type Counter = { readonly address: number; readonly size: 4 | 8; readonly by: bigint }

/** What is done over and over. */
export type Period = {
  readonly steps: number
  readonly visibles: number
  readonly counters: readonly Counter[]
}

/** A place that an instruction reads or writes: bytes from a user address on. */
type Cell = { readonly address: number; readonly size: number }

/** The result register stands behind all addresses. */
const RESULT = 2 ** 33

/** One executed instruction: what its result comes from, and what must be the same each time. */
type Move = {
  readonly sources: readonly Cell[]
  readonly fixed: readonly Cell[]
  readonly targets: readonly Cell[]
  /** The result is the first source plus `by`, or plus (`sign` 1) or minus (-1) the second one, or anything else (null). */
  readonly sum: { readonly by: bigint; readonly sign: 0 | 1 | -1; readonly values: readonly bigint[] } | null
}

type Search = {
  readonly cpu: Cpu
  readonly loaded: LoadedProgram
  readonly moves: Move[]
  /** Words that were read before they were written to; and what words that were written to held. */
  readonly exposed: Set<number>
  readonly before: Map<number, number>
  visibles: number
}

/** The period that the task whose registers are loaded is in, or null. Changes nothing. */
export function findPeriod(cpu: Cpu, loaded: LoadedProgram): Period | null {
  const { memory } = cpu
  const { i32 } = memory
  const start = { pc: i32[PC >> 2] as number, fp: i32[FP >> 2] as number }
  const [low, high] = [i32[RV >> 2] as number, i32[(RV >> 2) + 1] as number]
  const isOpen = memory.journal !== null
  const journal = memory.journal ?? openJournal(memory)
  const mark = journal.top
  const period = search({ cpu, loaded, moves: [], exposed: new Set(), before: new Map(), visibles: 0 }, start)
  undoMemory(memory, mark)
  if (!isOpen) closeJournal(memory)
  i32[PC >> 2] = start.pc
  i32[FP >> 2] = start.fp
  i32[RV >> 2] = low
  i32[(RV >> 2) + 1] = high
  return period
}

function search(found: Search, start: { readonly pc: number; readonly fp: number }): Period | null {
  const { i32 } = found.cpu.memory
  for (let steps = 1, visits = 0; steps <= MAX_STEPS && visits < MAX_VISITS; steps++) {
    if (!step(found)) return null
    if (i32[PC >> 2] !== start.pc || i32[FP >> 2] !== start.fp) continue
    visits++
    const counters = countersOf(found)
    if (counters) return { steps, visibles: found.visibles, counters }
  }
  return null
}

/** Makes one instruction and notes what it touched. False: it is of a kind that is not looked into, or stops. */
function step(found: Search): boolean {
  const { cpu, loaded, exposed, before } = found
  const { i32 } = cpu.memory
  const pc = i32[PC >> 2] as number
  if (pc < 0 || pc >= loaded.length) return false
  const instruction = instructionAt(loaded.code, pc)
  const move = moveOf(found, instruction, i32[FP >> 2] as number)
  if (!move) return false
  for (const cell of [...move.sources, ...move.fixed])
    for (const word of wordsOf(cell)) if (!before.has(word)) exposed.add(word)
  for (const cell of move.targets)
    for (const word of wordsOf(cell)) {
      if (before.has(word)) continue
      // What is written to in part keeps the rest.
      if (cell.size < 4) exposed.add(word)
      const value = wordAt(cpu, word)
      if (value === null) return false
      before.set(word, value)
    }
  if (interpret(cpu, loaded, 1, MAX_STEPS, 0) !== Stop.Fuel) return false
  found.moves.push(move)
  if ((instruction.word & VISIBLE) !== 0) found.visibles++
  return true
}

// ---- what an instruction touches

function wordAt(cpu: Cpu, word: number): number | null {
  if (word >= RESULT / 4) return cpu.memory.i32[(RV >> 2) + word - RESULT / 4] as number
  const at = translateActive(cpu.memory, word * 4, false)
  return at < 0 ? null : (cpu.memory.i32[at >> 2] as number)
}

function wordsOf({ address, size }: Cell): number[] {
  const words: number[] = []
  for (let word = Math.floor(address / 4); word * 4 < address + size; word++) words.push(word)
  return words
}

function valueIn(cpu: Cpu, { address, size }: Cell): bigint {
  const low = BigInt(wordAt(cpu, address / 4) ?? 0)
  if (size !== 8) return low
  return (BigInt(wordAt(cpu, address / 4 + 1) ?? 0) << 32n) | BigInt.asUintN(32, low)
}

const NOTHING: Move = { sources: [], fixed: [], targets: [], sum: null }

function moveOf(found: Search, instruction: Instruction, fp: number): Move | null {
  const name = OPCODE_NAMES[instruction.word & OPCODE_MASK] ?? 'illegal'
  const info: OpcodeInfo = OPCODES[name]
  const slot = (offset: number, kind: string): Cell => ({
    address: fp + offset,
    size: kind.endsWith('64') ? 8 : 4,
  })
  const { a, b, c } = instruction
  if (name.startsWith('atomic')) return atomicMove(found.cpu, instruction, fp)
  if (/^(load|store)/.test(name)) return accessMove(found.cpu, name, instruction, fp)
  if (name === 'call') return callMove(found, instruction, fp)
  if (name.startsWith('ret')) {
    const fixed = [
      { address: fp + FRAME_SAVED_FP, size: 8 },
      { address: fp + FRAME_RETURN, size: 8 },
    ] // where it goes on
    return name === 'ret'
      ? { ...NOTHING, fixed }
      : { sources: [slot(a, info.a)], fixed, targets: [{ address: RESULT, size: 8 }], sum: null }
  }
  if (name.startsWith('getRv'))
    return { ...NOTHING, sources: [{ address: RESULT, size: 8 }], targets: [slot(a, info.a)] }
  if (name === 'jump' || name === 'enter' || name === 'fence') return NOTHING
  if (info.mayFault && !name.startsWith('div') && !name.startsWith('rem')) return null
  if (name === 'sys') return null
  const operands = [
    { kind: info.a, offset: a },
    { kind: info.b, offset: b },
    { kind: info.c, offset: c },
  ]
  const read = operands
    .filter(({ kind }) => kind.startsWith('r'))
    .map(({ kind, offset }) => slot(offset, kind))
  if (info.c === 'code') return { ...NOTHING, fixed: read }
  // A division may stop the program.
  if (info.mayFault) return { ...NOTHING, fixed: read, targets: [slot(a, info.a)] }
  return { sources: read, fixed: [], targets: [slot(a, info.a)], sum: sumOf(found.cpu, name, c, read) }
}

function sumOf(cpu: Cpu, name: string, constant: number, read: readonly Cell[]): Move['sum'] {
  if (/^mov(32|64)$/.test(name)) return { by: 0n, sign: 0, values: [] }
  if (/^addI(32|64)$/.test(name)) return { by: BigInt(constant), sign: 0, values: [] }
  const sign = /^add(32|64)$/.test(name) ? 1 : /^sub(32|64)$/.test(name) ? -1 : null
  return sign === null ? null : { by: 0n, sign, values: read.map((cell) => valueIn(cpu, cell)) }
}

const SIZES = /^(?:load|store)(G?)(8|16|32|64)/

function accessMove(cpu: Cpu, name: string, { a, b, c }: Instruction, fp: number): Move | null {
  const [, global = '', bits = ''] = SIZES.exec(name) ?? []
  const size = Number(bits) / 8
  const isLoad = name.startsWith('load')
  const value: Cell = { address: fp + (isLoad ? a : b), size: size === 8 ? 8 : 4 }
  const pointer: Cell = { address: fp + (isLoad ? b : a), size: 8 }
  const address = global ? (isLoad ? b : a) >>> 0 : addressIn(cpu, pointer, c)
  if (address === null) return null
  const place: Cell = { address, size }
  const fixed = global ? [] : [pointer]
  const sum = size >= 4 && address % 4 === 0 ? { by: 0n, sign: 0 as const, values: [] } : null
  return isLoad
    ? { sources: [place], fixed, targets: [value], sum }
    : { sources: [value], fixed, targets: [place], sum }
}

/** The address that a pointer in a slot gives; null when it is none. */
function addressIn(cpu: Cpu, pointer: Cell, offset: number): number | null {
  const address = valueIn(cpu, pointer) + BigInt(offset)
  return address >= 0n && address < 0x8000_0000n ? Number(address) : null
}

function atomicMove(cpu: Cpu, { word, a, b, c }: Instruction, fp: number): Move | null {
  const pointer = { address: fp + b, size: 8 }
  const address = addressIn(cpu, pointer, 0)
  if (address === null) return null
  const place = { address, size: (word >>> SIZE_SHIFT) & 15 }
  const operands = { address: fp + c, size: (word & OPCODE_MASK) === OP.atomicCas ? 16 : 8 }
  return {
    sources: [],
    fixed: [pointer, place, operands],
    targets: [{ address: fp + a, size: 8 }, place],
    sum: null,
  }
}

function callMove({ cpu, loaded }: Search, { word, a, b, c }: Instruction, fp: number): Move | null {
  const at = translateActive(cpu.memory, fp, true)
  if (at < 0) return null
  const frameSize = loaded.code[a * 4 + 1] as number
  const callee = placeFrame(cpu, { pc: 0, fp, base: at >> 2 }, at >> 2, fp, c, frameSize)
  if (callee < 0 || c < 0) return null
  const fixed: Cell[] = []
  const targets: Cell[] = [{ address: callee, size: 16 }]
  const count = Math.min((word >>> ARGUMENT_SHIFT) & 255, loaded.code[a * 4 + 3] as number)
  const wide = loaded.code[a * 4 + 2] as number
  for (let i = 0; i < count; i++) {
    const size = i >= MASKED_PARAMETERS || ((wide >> i) & 1) === 1 ? 8 : 4
    fixed.push({ address: fp + b + 8 * i, size })
    targets.push({ address: callee + 16 + 8 * i, size })
  }
  return { sources: [], fixed, targets, sum: null }
}

// ---- what depends on what

/** A value that changes from period to period: the old value of a counter plus a constant, or anything else (null). */
type Changing = { readonly size: number; readonly root: number; readonly by: bigint } | null

/** The counters of what has been done so far, if it is a period; else null. */
function countersOf({ cpu, moves, exposed, before }: Search): Counter[] | null {
  const changed = [...exposed].filter((word) => before.has(word) && wordAt(cpu, word) !== before.get(word))
  if (changed.length === 0) return []
  const roots = rootsOf(moves, new Set(changed))
  if (!roots) return null
  const values = new Map<number, Changing>()
  for (const { address, size } of roots) values.set(address, { size, root: address, by: 0n })
  for (const move of moves) if (!follow(move, values)) return null
  const counters: Counter[] = []
  for (const [address, value] of values) {
    // What the next period does not read before it writes to it comes out of itself.
    if (!wordsOf({ address, size: value?.size ?? 8 }).some((word) => exposed.has(word))) continue
    if (value === null || value.root !== address) return null
    counters.push({ address, size: value.size as 4 | 8, by: value.by })
  }
  return counters
}

/** The whole places that changed words belong to; null when not all instructions see them alike. */
function rootsOf(moves: readonly Move[], changed: ReadonlySet<number>): Cell[] | null {
  const roots = new Map<number, Cell>()
  const isChanged = (cell: Cell) => wordsOf(cell).some((word) => changed.has(word))
  for (const { sources, fixed, targets } of moves) {
    if (fixed.some(isChanged)) return null
    for (const cell of [...sources, ...targets].filter(isChanged)) {
      if ((cell.size !== 4 && cell.size !== 8) || cell.address % 4 !== 0 || cell.address >= RESULT)
        return null
      const known = roots.get(cell.address)
      if (known ? known.size !== cell.size : overlaps(roots.values(), cell)) return null
      roots.set(cell.address, cell)
    }
  }
  return [...roots.values()]
}

function overlaps(cells: Iterable<Cell>, { address, size }: Cell): boolean {
  for (const other of cells)
    if (other.address < address + size && address < other.address + other.size) return true
  return false
}

/** Follows changing values through an instruction. False: one of them decides something, or is taken apart. */
function follow(move: Move, values: Map<number, Changing>): boolean {
  const touched = (cell: Cell): Changing | undefined => {
    for (const [address, value] of values) {
      const size = value?.size ?? 8
      if (address < cell.address + cell.size && cell.address < address + size)
        return address === cell.address && value?.size === cell.size ? value : null
    }
    return undefined
  }
  if (move.fixed.some((cell) => touched(cell) !== undefined)) return false
  const sources = move.sources.map(touched)
  const [target] = move.targets
  if (!target) return sources.every((value) => value === undefined)
  for (const cell of move.targets) {
    const old = touched(cell)
    // Only whole places are written to anew.
    if (old === null && !isWhole(values, cell)) return false
    values.delete(cell.address)
  }
  if (sources.some((value) => value !== undefined))
    values.set(target.address, resultOf(move, sources, target))
  return true
}

function isWhole(values: ReadonlyMap<number, Changing>, { address, size }: Cell): boolean {
  for (const [at, value] of values)
    if (at < address + size && address < at + (value?.size ?? 8) && at !== address) return false
  return true
}

function resultOf(
  { sum }: Move,
  [first, second]: readonly (Changing | undefined)[],
  { size }: Cell,
): Changing {
  if (!sum) return null
  if (first && second === undefined && first.size === size)
    return { ...first, by: first.by + sum.by + BigInt(sum.sign) * (sum.values[1] ?? 0n) }
  if (second && first === undefined && sum.sign === 1 && second.size === size)
    return { ...second, by: second.by + (sum.values[0] ?? 0n) }
  return null
}

// ---- doing it many times at once

/** Leaves counters as `times` periods leave them. The address space must be active. */
export function countUp(cpu: Cpu, { counters }: Period, times: number): void {
  const { memory } = cpu
  for (const { address, size, by } of counters) {
    const value = valueIn(cpu, { address, size }) + by * BigInt(times)
    for (let word = 0; word < size / 4; word++) {
      const at = translateActive(memory, address + 4 * word, true)
      if (at < 0) throw new Error('a counter was written to a moment ago')
      noteBytes(memory, at, 4)
      memory.i32[at >> 2] = Number(BigInt.asIntN(32, value >> BigInt(32 * word)))
    }
  }
}
