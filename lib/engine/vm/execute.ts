/** The processor's door: one call runs one task until only the kernel can go on. */
import type { Cpu } from './cpu'
import { interpret, Stop, WATCH_LINE } from './interpret'
import type { LoadedProgram } from './load'
import { VISIBLE } from './opcode'

export {
  accessFault,
  argumentDouble,
  argumentHigh,
  argumentLong,
  argumentLow,
  argumentPointer,
  type Cpu,
  createCpu,
  type FaultKind,
  type Intrinsic,
  loadRegisters,
  type Registers,
  saveRegisters,
  setResult,
  setResultDouble,
  setResultLong,
  touch,
  touchRange,
} from './cpu'
export { describeVisible, type VisibleOperation } from './describe'
export { Stop } from './interpret'
export { type LoadedProgram, loadProgram } from './load'

export type Mode = 'run' | 'before' | 'line'

/** Steps of one part of a run, so that counters stay small and generated code is replaced by a better one. */
const SLICE = 1 << 20

/**
 * Runs from the loaded registers on, in the active space.
 * - `run` stops right after `visibles` visible operations, or after `steps` instructions;
 * - `before` also in front of the next visible operation, without running it;
 * - `line` also in front of the first instruction of another source line.
 *
 * A system call stops behind its instruction; it is a step but not yet a visible operation: the kernel counts it. A
 * fault stops in front of its instruction, which is not counted and runs again. Afterwards `cpu.stepsUsed`,
 * `cpu.visiblesUsed`, and by the kind of stop `cpu.systemCall` and `cpu.fault…` tell the rest.
 */
export function execute(cpu: Cpu, code: LoadedProgram, steps: number, visibles: number, mode: Mode): Stop {
  const watch = mode === 'run' ? 0 : mode === 'before' ? VISIBLE : WATCH_LINE
  cpu.stepsUsed = 0
  cpu.visiblesUsed = 0
  if (visibles <= 0) return Stop.Visibles
  for (;;) {
    const fuel = Math.min(steps - cpu.stepsUsed, SLICE)
    const allowed = Math.min(visibles - cpu.visiblesUsed, SLICE + 1)
    const stop = interpret(cpu, code, fuel, allowed, watch)
    cpu.stepsUsed += fuel - cpu.fuelLeft
    cpu.visiblesUsed += allowed - cpu.visiblesLeft
    if (stop !== Stop.Fuel || cpu.stepsUsed >= steps) return stop
  }
}
