/** What a task does, noted instruction by instruction, for the search for waiting loops (period.ts). */
import { FP, PC } from './control'
import type { Cpu } from './cpu'
import { interpret, Stop } from './interpret'
import type { LoadedProgram } from './load'
import { VISIBLE } from './opcode'
import { type Cell, type Effect, effectOf, firstWord, lastWord, wordAt } from './period-effect'

/** What has been done since a search began. */
export type Trace = {
  readonly effects: Effect[]
  /** Words that were read before they were written to; and what words that were written to held. */
  readonly exposed: Set<number>
  readonly before: Map<number, number>
  visibles: number
}

/** Of a search that begins: nothing has been done. */
export function createTrace(): Trace {
  return { effects: [], exposed: new Set(), before: new Map(), visibles: 0 }
}

/**
 * Makes one instruction and notes what it touched. False: it is of a kind that is not looked into, or stops.
 * What it writes to is put back by the journal, which must be open.
 */
export function noteStep(cpu: Cpu, loaded: LoadedProgram, trace: Trace): boolean {
  const { i32 } = cpu.memory
  const pc = i32[PC >> 2] as number
  if (pc < 0 || pc >= loaded.length) return false
  const effect = effectOf(cpu, loaded, pc, i32[FP >> 2] as number)
  if (!effect) return false
  for (const cell of effect.sources) noteRead(trace, cell)
  for (const cell of effect.fixed) noteRead(trace, cell)
  for (const cell of effect.targets) if (!noteWrite(cpu, trace, cell)) return false
  if (interpret(cpu, loaded, 1, 2, 0) !== Stop.Fuel) return false
  trace.effects.push(effect)
  if (((loaded.code[pc * 4] as number) & VISIBLE) !== 0) trace.visibles++
  return true
}

function noteRead({ before, exposed }: Trace, cell: Cell): void {
  for (let word = firstWord(cell), last = lastWord(cell); word <= last; word++)
    if (!before.has(word)) exposed.add(word)
}

function noteWrite(cpu: Cpu, { before, exposed }: Trace, cell: Cell): boolean {
  for (let word = firstWord(cell), last = lastWord(cell); word <= last; word++) {
    if (before.has(word)) continue
    // What is written to in part keeps the rest.
    if (cell.size < 4) exposed.add(word)
    const value = wordAt(cpu, word)
    if (value === null) return false
    before.set(word, value)
  }
  return true
}
