/**
 * Waiting loops: does a task do the same thing over and over, and will it go on so until somebody else changes something?
 *
 * From where it stands it is run until it comes by there again; then all is put back. The
 * stretch in between is a period if the next one must be like it: everything that it read from before (in slots,
 * memory, the result register) is what it was, but for counters. A counter goes up by a constant and decides nothing: no branch,
 * no address and no atomic operation depends on it. So `while (!done) n++;` is a period and `while (n < 9) n++;` is not.
 * System calls and library functions end the search: the kernel and the clock would have to be looked into.
 *
 * What each instruction touches is noted one by one, which takes some hundred times as long as to run it. So the noting waits: the
 * task is first run up to where it comes by again, and when what decided something in the stretches that were noted
 * (`n` in `n < 9`) has changed, the next time that it comes by is the first that needs to be looked at.
 */
import { FP, PC, RV } from './control'
import type { Cpu } from './cpu'
import { noteBytes } from './frame'
import { interpret, Stop } from './interpret'
import { closeJournal, openJournal, undoMemory } from './journal'
import { type LoadedProgram, SEARCH } from './load'
import { translateActive } from './memory'
import { type Counter, countersOf, decisiveOf } from './period-counter'
import { valueIn, wordAt } from './period-effect'
import { createTrace, noteStep, type Trace } from './period-trace'

/** Instructions that a search looks at, and times that it comes by its beginning. */
export const MAX_STEPS = 1500
export const MAX_VISITS = 16

/** What is done over and over. */
export type Period = {
  readonly steps: number
  readonly visibles: number
  readonly counters: readonly Counter[]
}

/** Registers of a place to come back to. */
type Place = {
  readonly mark: number
  readonly pc: number
  readonly fp: number
  readonly low: number
  readonly high: number
}

/** Instructions that have been made, and how often it has come by its beginning. */
type Count = { readonly steps: number; readonly visits: number }

/** The period that the task whose registers are loaded is in, or null. Changes nothing. */
export function findPeriod(cpu: Cpu, loaded: LoadedProgram): Period | null {
  const { memory } = cpu
  const isOpen = memory.journal !== null
  if (!isOpen) openJournal(memory)
  const start = placeOf(cpu)
  const period = search(cpu, loaded, start)
  goTo(cpu, start)
  if (!isOpen) closeJournal(memory)
  return period
}

function search(cpu: Cpu, loaded: LoadedProgram, start: Place): Period | null {
  const trace = createTrace()
  for (let visits = 0; ; ) {
    const next = nextVisit(cpu, loaded, trace, start, visits)
    if (!next) return null
    while (trace.effects.length < next.steps) if (!noteStep(cpu, loaded, trace)) return null
    const counters = countersOf(cpu, trace)
    if (counters) return { steps: next.steps, visibles: trace.visibles, counters }
    visits = next.visits
  }
}

// ---- without noting anything

/** When it comes by its beginning the next time, and may have gone through a period; null: never. Changes nothing. */
function nextVisit(
  cpu: Cpu,
  loaded: LoadedProgram,
  trace: Trace,
  start: Place,
  visits: number,
): Count | null {
  const { code } = loaded
  const at = start.pc * 4
  const word = code[at] as number
  if (start.pc < 0 || start.pc >= loaded.length || (word & SEARCH) !== 0) return null
  const here = placeOf(cpu)
  const decisive = decisiveOf(trace)
  code[at] = word | SEARCH
  let found: Count | null = { steps: trace.effects.length, visits }
  do found = comeBy(cpu, loaded, start, found)
  while (found && decisive.some((place) => wordAt(cpu, place) !== trace.before.get(place)))
  code[at] = word
  goTo(cpu, here)
  return found
}

/** So many visible operations that they end nothing. */
const ANY = MAX_STEPS + 1

/** Runs up to where it comes by its beginning; null: not in time. */
function comeBy(cpu: Cpu, loaded: LoadedProgram, start: Place, { steps, visits }: Count): Count | null {
  const { i32 } = cpu.memory
  if (visits >= MAX_VISITS) return null
  while (steps < MAX_STEPS) {
    // The mark would stop it where it stands.
    let stop = interpret(cpu, loaded, 1, ANY, 0)
    steps++
    if (stop === Stop.Fuel && i32[PC >> 2] !== start.pc) {
      const fuel = MAX_STEPS - steps
      stop = interpret(cpu, loaded, fuel, ANY, SEARCH)
      steps += fuel - cpu.fuelLeft
    }
    if ((stop !== Stop.Before && stop !== Stop.Fuel) || i32[PC >> 2] !== start.pc) return null
    if (i32[FP >> 2] === start.fp) return { steps, visits: visits + 1 }
  }
  return null
}

function placeOf({ memory }: Cpu): Place {
  const { i32, journal } = memory
  return {
    mark: journal?.top ?? 0,
    pc: i32[PC >> 2] as number,
    fp: i32[FP >> 2] as number,
    low: i32[RV >> 2] as number,
    high: i32[(RV >> 2) + 1] as number,
  }
}

/** Puts back what has been written since. */
function goTo({ memory }: Cpu, { mark, pc, fp, low, high }: Place): void {
  const { i32 } = memory
  undoMemory(memory, mark)
  i32[PC >> 2] = pc
  i32[FP >> 2] = fp
  i32[RV >> 2] = low
  i32[(RV >> 2) + 1] = high
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
