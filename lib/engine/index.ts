/** The engine's only door. */
import { compileSources } from './compiler/compile'
import type { Diagnostic } from './compiler/diagnostic'
import { link } from './compiler/link'
import type { ObjectSymbol } from './compiler/object'
import { BIN_PATHS, BIN_SOURCES } from './kernel/bin'
import { type BootOptions, bootMachine } from './kernel/boot'
import { completeConfig, type PartialConfig } from './kernel/config'
import type { Machine } from './kernel/machine'
import { recordMachine } from './kernel/record'
import type { Recording, RunResult } from './kernel/result'
import { resultOf, runFor } from './kernel/run'
import { decodeSchedule } from './kernel/schedule'
import { readHeader } from './libc/header'
import { LIBRARY_INTRINSICS } from './libc/intrinsic'
import { type LibraryUnit, libraryIndex, readLibraryHeader } from './libc/library'
import { createMemory, type Memory } from './vm/frame'
import type { Program, SourceFile } from './vm/program'

export type { Diagnostic, DiagnosticCode, Hint } from './compiler/diagnostic'
export { DIAGNOSTIC_CODES, formatGcc } from './compiler/format-gcc'
export type { Config, Limits, PartialConfig, PolicyName } from './kernel/config'
export { completeConfig, DEFAULT_CONFIG, POLICIES } from './kernel/config'
export type { Machine } from './kernel/machine'
export { outputSince } from './kernel/output'
export { traceNext } from './kernel/record'
export type { Metrics, Recording, RunResult, TaskMetrics } from './kernel/result'
export { metricsOf, resultOf, runFor } from './kernel/run'
export { decodeSchedule, taskLetter } from './kernel/schedule'
export { type MachineSnapshot, releaseMachine, restoreMachine, snapshotMachine } from './kernel/snapshot'
export type {
  BlockReason,
  LimitKind,
  Pid,
  Place,
  SegmentKind,
  Tid,
  TraceEvent,
  TraceStep,
} from './kernel/trace'
export type {
  ChannelView,
  DescriptorView,
  EndReason,
  FrameView,
  MachineView,
  PageView,
  ProcessView,
  SegmentView,
  TaskView,
  ValueView,
} from './kernel/view'
export type { Program, SourceFile } from './vm/program'

/** Changes when the meaning of a schedule or of a program does: answers that were stored are then graded anew. */
export const engineVersion = 1

export type Compiled = { readonly program: Program | null; readonly diagnostics: readonly Diagnostic[] }

/**
 * Compiles a program. Never throws: what is wrong with it is in the diagnostics, and `program` is null if one of them
 * is an error.
 * @param source the text of one file (named `main.c`), or all files; `#include "name"` finds those among them
 */
export function compile(source: string | readonly SourceFile[]): Compiled {
  const files = typeof source === 'string' ? [{ name: 'main.c', text: source }] : source
  const { object, diagnostics } = compileSources(files, { isLibrary: false, readHeader })
  if (!object) return { program: null, diagnostics }
  const linked = link([object], findInLibrary)
  return { program: linked.program, diagnostics: [...diagnostics, ...linked.diagnostics] }
}

/** What each unit of the library defines by name; a unit is compiled when a program first reaches into it. */
const compiledUnits = new Map<LibraryUnit, ReadonlyMap<string, ObjectSymbol>>()

function findInLibrary(name: string): ObjectSymbol | null {
  const unit = libraryIndex().get(name)
  if (unit === undefined) return null
  const known = compiledUnits.get(unit)
  if (known !== undefined) return known.get(name) ?? null
  const definitions = compileUnit(unit)
  compiledUnits.set(unit, definitions)
  return definitions.get(name) ?? null
}

function compileUnit(unit: LibraryUnit): ReadonlyMap<string, ObjectSymbol> {
  const { object, diagnostics } = compileSources([unit], { isLibrary: true, readHeader: readLibraryHeader })
  const first = diagnostics[0]
  if (!object) throw new Error(`the C library does not compile: ${unit.name}:${first?.line}: ${first?.code}`)
  const defined = object.symbols.filter((symbol) => symbol.global && (symbol.code ?? symbol.data) !== null)
  return new Map(defined.map((symbol) => [symbol.name, symbol]))
}

const binPrograms = new Map<string, Program>()

/** The programs of the simulated /bin, compiled when first asked for. */
function binProgram(path: string): Program | null {
  const source = BIN_SOURCES[path]
  if (source === undefined) return null
  const known = binPrograms.get(path)
  if (known) return known
  const { program, diagnostics } = compile([{ name: path, text: source }])
  if (!program) throw new Error(`${path} does not compile: ${diagnostics[0]?.line}: ${diagnostics[0]?.code}`)
  binPrograms.set(path, program)
  return program
}

/** Programs that a task can exec, by absolute path, besides those of /bin. */
export type World = { readonly [path: string]: Program }

/**
 * Switches a machine on, with `program` about to run.
 * @param schedule followed as far as it goes, then the policy decides; its policy, quantum and seed win over config's
 * @throws RangeError when the configuration or the schedule is not one
 */
export function boot(
  program: Program,
  config: PartialConfig = {},
  schedule?: string,
  world: World = {},
  memory: Memory | null = null,
): Machine {
  return bootMachine(bootOptions(program, config, schedule, world, memory))
}

function bootOptions(
  program: Program,
  config: PartialConfig,
  schedule: string | undefined,
  world: World,
  memory: Memory | null,
): BootOptions {
  const decoded = schedule ? decodeSchedule(schedule) : null
  if (schedule && !decoded) throw new RangeError(`this is no schedule: ${schedule}`)
  const chosen = decoded ? { policy: decoded.policy, quantum: decoded.quantum, seed: decoded.seed } : {}
  return {
    program,
    config: completeConfig({ ...config, ...chosen }),
    intrinsics: LIBRARY_INTRINSICS,
    findProgram: (path) => world[path] ?? binProgram(path),
    programPaths: [...BIN_PATHS, ...Object.keys(world)],
    schedule: decoded,
    memory,
  }
}

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

/** Runs by a schedule; `fits` says whether it could be followed to its end. */
export function replay(
  program: Program,
  config: PartialConfig,
  schedule: string,
  world: World = {},
): RunResult {
  return run(program, config, schedule, world)
}

/**
 * Runs a program so that every step of it can be looked at.
 * @param limit steps of the trace after which recording stops
 */
export function record(
  program: Program,
  config: PartialConfig = {},
  schedule?: string,
  limit = Number.POSITIVE_INFINITY,
  world: World = {},
): Recording {
  const options = bootOptions(program, config, schedule, world, null)
  return recordMachine({ ...options, storage: options.config.limits.memory * 4 }, limit)
}
