/** The processor's door: one call runs one task until only the kernel can go on. */
import type { Cpu } from './cpu'
import { Stop, WATCH_LINE } from './interpret'
import { interpretPart } from './interpret-part'
import type { LoadedProgram } from './load'
import { VISIBLE } from './opcode'

export type Mode = 'run' | 'before' | 'line'

/** Runs up to `steps` steps and `visibles` visible operations. Adds to `cpu.stepsUsed` and `cpu.visiblesUsed`. */
export type Runner = (cpu: Cpu, code: LoadedProgram, steps: number, visibles: number) => Stop

/** What runs without looking: the interpreter, until there is something faster that does the very same. */
let runner: Runner = runInterpreted

/**
 * Sets what `run` mode uses, for all processors of the host. It must stop where the interpreter stops, with the
 * same memory.
 */
export function setRunner(faster: Runner): void {
  runner = faster
}

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
  cpu.stepsUsed = 0
  cpu.visiblesUsed = 0
  if (visibles <= 0) return Stop.Visibles
  if (mode === 'run') return runner(cpu, code, steps, visibles)
  return interpretPart(cpu, code, steps, visibles, mode === 'before' ? VISIBLE : WATCH_LINE)
}

/** A `Runner` by the interpreter alone. Stops as `execute` says for `run`. */
export function runInterpreted(cpu: Cpu, code: LoadedProgram, steps: number, visibles: number): Stop {
  for (;;) {
    const left = steps - cpu.stepsUsed
    if (left <= 0) return Stop.Fuel
    const stop = interpretPart(cpu, code, left, visibles, 0)
    if (stop !== Stop.Fuel) return stop
  }
}
