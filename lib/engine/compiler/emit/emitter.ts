/** State of code generation for one function: instructions, slots, labels, lines. */

import type { NumberStore } from '../../vm/number-store'
import { OP, WORDS } from '../../vm/opcode'
import { typeNumber } from '../meaning/debug-information'
import type { FunctionState } from '../meaning/environment'
import type { CSymbol, CType, Member, Node } from '../meaning/syntax'
import type { ObjectSymbol, Relocation } from '../object'
import type { Parser } from '../parse/parser'
import { lineOf } from '../text/source'
import type { Place } from './lvalue'

export type BytecodeEmitter = {
  readonly p: Parser
  fn: FunctionState
  /** Instructions so far; the arrays are reused from function to function. */
  words: Int32Array
  lines: Int32Array
  count: number
  relocations: Relocation[]
  /** Instruction index of each label, -1 while unknown; pairs (word index, label) to fill. */
  labels: number[]
  /** Labels that some jump leads to. */
  targets: boolean[]
  /** No execution comes here: instructions are not emitted. */
  dead: boolean
  fixups: number[]
  line: number
  lineStart: number
  lineEnd: number
  /** First free slot (temporaries are a stack above the locals), and the most that was ever used. */
  top: number
  maxTop: number
  /** Bytes of the memory part in use and at most. */
  memory: number
  maxMemory: number
  /** Slot that holds the frame pointer, for access to the memory part. */
  frameSlot: number
  frameUsed: boolean
  dynamicSlot: number
  /** Instructions that hold the size of the memory part, known at the end. */
  dynamicPatches: number[]
  resultSlot: number
  variadicSlot: number
  /** VISIBLE in the learner's code, 0 in the library's. */
  readonly visible: number
  readonly saves: Map<Node, { readonly slot: number; done: boolean }>
  current: Current
  breakLabel: number
  continueLabel: number
  readonly caseLabels: Map<Node, number>
  /** Triples as in `FunctionCode.accesses`. */
  accesses: number[]
  /** Of the functions that are done: their code, lines and accesses. */
  readonly kept: NumberStore
  readonly rules: EmitRules
}

/** What `Current` nodes stand for: a value in a slot, an address computed already, or an lvalue to evaluate again. */
export type Current =
  | { readonly kind: 'none' }
  | { readonly kind: 'slot'; readonly slot: number }
  | { readonly kind: 'place'; readonly place: Place }
  | { readonly kind: 'node'; readonly node: Node }

export type EmitRules = {
  /** The slot that holds the value; `dest` ≥ 0 asks for a certain one. */
  readonly value: (e: BytecodeEmitter, node: Node, dest: number) => number
  /** For its effects only. */
  readonly effect: (e: BytecodeEmitter, node: Node) => void
  /** Goes to `label` if the truth of the value is `when`, else on. */
  readonly branch: (e: BytecodeEmitter, node: Node, label: number, when: boolean) => void
  readonly place: (e: BytecodeEmitter, node: Node) => Place
  readonly record: (e: BytecodeEmitter, node: Node) => Place
  readonly statement: (e: BytecodeEmitter, node: Node) => void
  readonly initialise: (e: BytecodeEmitter, symbol: CSymbol, values: readonly Node[]) => void
}

/** Appends an instruction, unless no execution can come here. */
export function emit(e: BytecodeEmitter, opcode: number, a: number, b: number, c: number): void {
  if (e.dead) return
  const at = e.count * WORDS
  if (at + WORDS > e.words.length) grow(e)
  const { words } = e
  words[at] = opcode
  words[at + 1] = a
  words[at + 2] = b
  words[at + 3] = c
  e.lines[e.count++] = e.line
}

function grow(e: BytecodeEmitter): void {
  const words = new Int32Array(e.words.length * 2)
  words.set(e.words)
  e.words = words
  const lines = new Int32Array(e.lines.length * 2)
  lines.set(e.lines)
  e.lines = lines
}

/** Asks the linker to add a symbol's address to a word (0-3) of the last instruction. */
export function relocate(e: BytecodeEmitter, word: number, symbol: ObjectSymbol, addend: number): void {
  if (e.dead) return
  symbol.referenced = true
  e.relocations.push({ at: (e.count - 1) * WORDS + word, symbol, addend })
}

/** Notes what the last instruction, a visible one of the learner's code, reads or writes. */
export function noteAccess(e: BytecodeEmitter, type: CType, member: Member | null): void {
  if (e.dead || e.visible === 0) return
  const bits = member === null ? 0 : member.bit | (member.width << 8)
  e.accesses.push(e.count - 1, typeNumber(e.p.unit, type), bits)
}

/**
 * What is emitted from here on belongs to the line of a position. Positions of the same line are not looked up
 * again.
 */
export function setLine(e: BytecodeEmitter, at: number): void {
  if (at >= e.lineStart && at < e.lineEnd) return
  const { map } = e.p.pp.reporter
  e.line = lineOf(map, at)
  e.lineStart = map.cacheStart
  e.lineEnd = map.cacheEnd
}

/** A label that is nowhere yet: `placeLabel` puts it somewhere, and jumps may come before that. */
export function newLabel(e: BytecodeEmitter): number {
  e.labels.push(-1)
  e.targets.push(false)
  return e.labels.length - 1
}

/** Puts a label here. What follows is dead if nothing falls into it and no jump made so far leads here. */
export function placeLabel(e: BytecodeEmitter, label: number): void {
  e.labels[label] = e.count
  if (e.targets[label]) e.dead = false
}

/** Puts a label here to which later jumps may lead back. */
export function placeLoopLabel(e: BytecodeEmitter, label: number): void {
  e.dead = false
  placeLabel(e, label)
}

/** Notes that a word of the last instruction is a label's position. */
export function referToLabel(e: BytecodeEmitter, word: number, label: number): void {
  if (e.dead) return
  e.fixups.push((e.count - 1) * WORDS + word, label)
  e.targets[label] = true
}

/** An unconditional jump. What follows is dead until a label is placed. */
export function jump(e: BytecodeEmitter, label: number): void {
  emit(e, OP.jump, 0, 0, 0)
  referToLabel(e, 1, label)
  e.dead = true
}

/** A return, or another instruction that nothing comes after. */
export function finishPath(e: BytecodeEmitter, opcode: number, a: number, b: number): void {
  emit(e, opcode, a, b, 0)
  e.dead = true
}

/** A fresh slot above the ones in use. The caller sets `top` back when it is done. */
export function temporary(e: BytecodeEmitter): number {
  const slot = e.top
  e.top += 8
  if (e.top > e.maxTop) e.maxTop = e.top
  return slot
}

/** The first of some fresh slots, one beside the other. The caller sets `top` back when it is done. */
export function reserve(e: BytecodeEmitter, slots: number): number {
  const slot = e.top
  e.top += 8 * slots
  if (e.top > e.maxTop) e.maxTop = e.top
  return slot
}

/** `dest` if one was asked for, else a fresh slot. */
export const target = (e: BytecodeEmitter, dest: number): number => (dest >= 0 ? dest : temporary(e))

/** Offset (negative) of fresh bytes in the memory part. The caller sets `memory` back when it is done. */
export function allocate(e: BytecodeEmitter, size: number, align: number): number {
  const unit = Math.max(8, align)
  e.memory = Math.ceil((e.memory + size) / unit) * unit
  if (e.memory > e.maxMemory) e.maxMemory = e.memory
  return -e.memory
}

/** The slot that holds the frame pointer. */
export function framePointerSlot(e: BytecodeEmitter): number {
  e.frameUsed = true
  return e.frameSlot
}

/** Whether a scalar of the type takes all 8 bytes of its slot, and so the 64-bit instructions. */
export function isWord64(type: CType): boolean {
  return type.size === 8
}

/** Copies a slot, 8 bytes of it or 4; nothing when it is the same one. */
export function move(e: BytecodeEmitter, dest: number, source: number, wide: boolean): void {
  if (dest !== source) emit(e, wide ? OP.mov64 : OP.mov32, dest, source, 0)
}

/** The value in `dest` if one was asked for, else where it is. */
export function deliver(e: BytecodeEmitter, source: number, dest: number, wide: boolean): number {
  if (dest < 0) return source
  move(e, dest, source, wide)
  return dest
}

/** Puts a constant into a slot: both halves, or the lower one alone. */
export function loadConstant(
  e: BytecodeEmitter,
  dest: number,
  low: number,
  high: number,
  wide: boolean,
): void {
  if (wide) emit(e, OP.li64, dest, low, high)
  else emit(e, OP.li32, dest, low, 0)
}
