/** Runs with generated code where there is some, and with the interpreter where there is none or where it must decide. */
import { DEPTH, FP, FUEL, PC, VISIBLES } from './control'
import type { Cpu } from './cpu'
import { PAID, SYSTEM_CALL } from './emit-control'
import { runInterpreted } from './execute'
import { Stop } from './interpret'
import { interpretPart } from './interpret-part'
import { enterFrame, translateFrame } from './jump'
import { ENTRY, type LoadedProgram } from './load'
import { checkGuess, instanceFor, noteHeat, type Tier, tierOf } from './tier'

/** Steps of one stretch of generated code: the host replaces a running function by a better one only at a new call. */
const SLICE = 1 << 18
/** Steps of one stretch of the interpreter, after which it asks whether a function has become hot. */
const SAMPLE = 1 << 13
/** With fewer steps left, entering generated code costs more than it saves. */
const WORTH = 20
/** Bytes of simulated stack below which generated calls do not nest, so that the host's stack suffices. */
const HOST_DEPTH = 32 << 10

/** Runs up to `steps` steps and `visibles` visible operations. Adds to `cpu.stepsUsed` and `cpu.visiblesUsed`. */
export function runFast(cpu: Cpu, loaded: LoadedProgram, steps: number, visibles: number): Stop {
  // Generated code writes without telling the journal.
  if (cpu.memory.journal !== null) return runInterpreted(cpu, loaded, steps, visibles)
  const tier = tierOf(loaded)
  const { i32 } = cpu.memory
  for (;;) {
    const left = steps - cpu.stepsUsed
    if (left <= 0) return Stop.Fuel
    const block = left >= WORTH ? (tier.generated?.blocks[i32[PC >> 2] as number] ?? 0) : 0
    const isWorth = block > 0 && visibles - cpu.visiblesUsed >= 2
    const stop = isWorth
      ? enter(cpu, loaded, tier, block - 1, left, visibles)
      : interpretSample(cpu, loaded, tier, left, visibles, block > 0)
    if (stop !== Stop.Fuel && stop !== Stop.Before) return stop
  }
}

/** Interprets for a while, up to the next block of generated code. */
function interpretSample(
  cpu: Cpu,
  loaded: LoadedProgram,
  tier: Tier,
  left: number,
  visibles: number,
  isAtBlock: boolean,
): Stop {
  if (isAtBlock) return interpretPart(cpu, loaded, 1, visibles, 0)
  const before = cpu.stepsUsed
  const pc = cpu.memory.i32[PC >> 2] as number
  const watch = tier.generated !== null && left >= WORTH ? ENTRY : 0
  const stop = interpretPart(cpu, loaded, Math.min(left, SAMPLE), visibles, watch)
  noteHeat(cpu, loaded, tier, pc, cpu.stepsUsed - before)
  return stop
}

/** Enters generated code at a block. `Fuel` only says that there is no reason to stop yet. */
function enter(
  cpu: Cpu,
  loaded: LoadedProgram,
  tier: Tier,
  block: number,
  left: number,
  visibles: number,
): Stop {
  const { i32 } = cpu.memory
  const pc = i32[PC >> 2] as number
  const fp = i32[FP >> 2] as number
  const base = enterFrame(cpu, loaded, pc, fp)
  if (base < 0) return Stop.Fault
  const run = instanceFor(cpu, loaded, tier)[loaded.functionAt[pc] as number]
  if (run === undefined) return interpretPart(cpu, loaded, 1, visibles, 0)
  const fuel = Math.min(left, SLICE)
  const allowed = Math.min(visibles - cpu.visiblesUsed, SLICE)
  i32[FUEL >> 2] = fuel
  i32[VISIBLES >> 2] = -0x8000_0000 - allowed
  i32[DEPTH >> 2] = fp - HOST_DEPTH
  const status = run(fp, base << 2, block)
  const steps = fuel - (i32[FUEL >> 2] as number)
  cpu.stepsUsed += steps
  cpu.visiblesUsed += allowed + ((i32[VISIBLES >> 2] as number) ^ -0x8000_0000)
  if (status === SYSTEM_CALL) return systemCall(cpu, loaded)
  if (status >= 0) {
    // The function that was entered returns: that is the interpreter's to do.
    i32[PC >> 2] = status
    i32[FP >> 2] = fp
    cpu.stepsUsed--
  } else if (status === PAID) {
    const at = i32[PC >> 2] as number
    cpu.stepsUsed -= tier.generated?.stepsLeft[at] as number
    cpu.visiblesUsed -= tier.generated?.visiblesLeft[at] as number
  } else if (steps > 0) return Stop.Fuel
  const at = i32[PC >> 2] as number
  const stop = interpretPart(cpu, loaded, 1, visibles, 0)
  checkGuess(cpu, loaded, tier, at)
  return stop
}

/** Says of the system call that generated code has stopped behind what the interpreter would have said. */
function systemCall(cpu: Cpu, loaded: LoadedProgram): Stop {
  const { i32 } = cpu.memory
  const at = ((i32[PC >> 2] as number) - 1) << 2
  cpu.systemCall = loaded.code[at + 1] as number
  cpu.systemArguments = (loaded.code[at + 2] as number) << 2
  cpu.base = translateFrame(cpu, i32[FP >> 2] as number) << 2
  return Stop.Syscall
}
