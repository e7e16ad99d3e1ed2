/** Running a program for its result alone, as fast as it goes. */
import { boot, type World } from './core'
import { resultOf } from './kernel/run/result'
import { runFor } from './kernel/run/run'
import { completeConfig, type PartialConfig } from './kernel/state/config'
import type { RunResult } from './kernel/state/result'
import { createMemory, type Memory } from './vm/frame'
import type { Program } from './vm/program'

/** One memory is kept from run to run: making one costs more than most programs. */
let spareMemory: Memory | null = null

/** Runs a program for its result. */
export function run(
  program: Program,
  config: PartialConfig = {},
  schedule?: string,
  world: World = {},
): RunResult {
  const bytes = completeConfig(config).limits.memory
  const memory = spareMemory?.capacity === bytes / 4096 ? spareMemory : createMemory({ bytes })
  spareMemory = null
  const machine = boot(program, config, schedule, world, memory)
  runFor(machine)
  const result = resultOf(machine)
  spareMemory = memory
  return result
}

/** Runs by a schedule; `misfit` says which part of it could not be followed. */
export function replay(
  program: Program,
  config: PartialConfig,
  schedule: string,
  world: World = {},
): RunResult {
  return run(program, config, schedule, world)
}
