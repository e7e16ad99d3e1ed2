/** The interpreter in parts of a bounded size, with the counting that each part wants. */
import type { Cpu } from './cpu'
import { interpret, type Stop } from './interpret'
import type { LoadedProgram } from './load'

/** One call of the interpreter, accounted for; `visibles` is the limit of the whole run. */
export function interpretPart(
  cpu: Cpu,
  loaded: LoadedProgram,
  steps: number,
  visibles: number,
  watch: number,
): Stop {
  const fuel = Math.min(steps, 0x4000_0000)
  // One more than the steps of a part: only the caller's own limit ends a part for its visible operations.
  const allowed = Math.min(visibles - cpu.visiblesUsed, 0x4000_0001)
  const stop = interpret(cpu, loaded, fuel, allowed, watch)
  cpu.stepsUsed += fuel - cpu.fuelLeft
  cpu.visiblesUsed += allowed - cpu.visiblesLeft
  return stop
}
