/**
 * What a page needs to run most programs. The rest (rest.ts: what fewer programs reach of the library, the kernel and the
 * processor) is added by `complete`; index.ts is both. Without it nothing comes out differently: what asks for
 * something that is not here is said to be partial.
 */
import { BIN_FILES, BIN_PATHS, type BinName } from './bin/path'
import { compileSources } from './compiler/compile'
import { link } from './compiler/link'
import { errorNode } from './compiler/meaning/conversion'
import type { ObjectSymbol } from './compiler/object'
import { type RareRules, skipStatement } from './compiler/parse/parser'
import type { Diagnostic } from './compiler/text/diagnostic'
import { type Mend, mended } from './compiler/text/mend'
import type { KnownNames } from './compiler/text/preprocessor'
import { type ProcFiles, setProcFiles } from './kernel/file/path'
import { type BootOptions, bootMachine } from './kernel/run/boot'
import { recordMachine } from './kernel/run/record'
import { outcomeOf } from './kernel/run/run'
import { decodeSchedule, faultOf, writeRun } from './kernel/run/schedule'
import './kernel/run/syscall'
import { addRows, type RowTable, rowOf } from './kernel/state/call'
import { COST } from './kernel/state/clock'
import { completeConfig, type PartialConfig } from './kernel/state/config'
import type { Machine } from './kernel/state/machine'
import type { Recording, RunOutcome } from './kernel/state/result'
import { type EndReason, isBudgetEnd } from './kernel/state/view'
import { markGiven } from './libc/given'
import { addHeaders, readHeader } from './libc/header'
import { ABSENT, addIntrinsics, type IntrinsicTable, LIBRARY_INTRINSICS } from './libc/intrinsic'
import { addUnits, type LibraryUnit, readLibraryHeader, unitOf } from './libc/library'
import { latin1 } from './libc/string'
import { type Runner, setRunner } from './vm/execute'
import type { Memory } from './vm/frame'
import { OP, OPCODE_MASK, WORDS } from './vm/opcode'
import type { Program, SourceFile } from './vm/program'

/** What things cost in simulated time: ns. */
export const MACHINE_COST: Readonly<typeof COST> = COST

/** Where a text is no schedule, which `record` takes none: the characters before it are the beginning of one. Null: it is one. */
export function scheduleFault(text: string): number | null {
  return faultOf(text)
}

/** Whether a budget ended a run: more would have followed. */
export function isSpent(end: { readonly reason: EndReason }): boolean {
  return isBudgetEnd(end)
}

/** A part of a schedule by its index, which is a run of a task: whose it is, and how it is written.
 *  @throws RangeError where there is none */
export function schedulePart(
  schedule: string,
  index: number,
): { readonly task: number; readonly text: string } {
  const run = decodeSchedule(schedule)?.runs[index]
  if (!run) throw new RangeError(`part ${index} of the schedule ${schedule}`)
  return { task: run.task, text: writeRun(run) }
}

/** What is not here from the beginning. */
export type Rest = {
  /** Texts by name. */
  readonly units: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  readonly intrinsics: IntrinsicTable
  readonly calls: RowTable
  readonly proc: ProcFiles
  /** Programs of /bin, in C. */
  readonly bin: Readonly<Record<BinName, string>>
  readonly known: KnownNames
  readonly rare: RareRules
  readonly runner: Runner
}

/** Null until it is here. */
let whole: Rest | null = null

/** Adds the rest, once. */
export function complete(rest: Rest): void {
  if (whole !== null) return
  whole = rest
  addUnits(rest.units)
  addHeaders(rest.headers)
  addIntrinsics(rest.intrinsics)
  addRows(rest.calls)
  setProcFiles(rest.proc)
  setRunner(rest.runner)
}

/** The text of a file with a mend made in it that a diagnostic brought along. */
export function withMend(source: string, mend: Mend): string {
  return mended(source, mend)
}

export type Compiled = { readonly program: Program | null; readonly diagnostics: readonly Diagnostic[] }

/** As `compile`; null when the answer depends on the rest, which is not here. */
export function compileIfComplete(source: string | readonly SourceFile[]): Compiled | null {
  const search = createSearch()
  const files = typeof source === 'string' ? [{ name: 'main.c', text: source }] : source
  const { object, diagnostics } = compileSources(files, {
    isLibrary: false,
    readHeader: (name) => note(search, readHeader(name)),
    known: search.known,
    rare: search.rare,
  })
  if (search.isPartial) return null
  if (!object) return { program: null, diagnostics }
  const linked = link([object], (name) => note(search, findInLibrary(name)))
  if (search.isPartial || (linked.program !== null && !canRun(linked.program))) return null
  return { program: linked.program, diagnostics: [...diagnostics, ...linked.diagnostics] }
}

/**
 * Compiles a program. Never throws on account of it: what is wrong with it is in the diagnostics, and `program` is null if one of
 * them is an error.
 * @param source the text of one file (named `main.c`), or all files; `#include "name"` finds those among them
 * @throws Error when the program needs the rest and it is not here
 */
export function compile(source: string | readonly SourceFile[]): Compiled {
  const compiled = compileIfComplete(source)
  if (compiled === null) throw new Error('this program needs the rest of the engine')
  return compiled
}

/** What is looked for while a program is compiled, and whether that was in vain although the rest may have it. */
type Search = { readonly known: KnownNames; readonly rare: RareRules; isPartial: boolean }

function createSearch(): Search {
  if (whole !== null) return { known: whole.known, rare: whole.rare, isPartial: false }
  const miss = <T>(answer: T) => {
    search.isPartial = true
    return answer
  }
  const known: KnownNames = {
    headerOf: () => miss(undefined),
    isRefused: () => miss(false),
    isRefusedHeader: () => miss(false),
    numberFault: () => miss(['bad-number', '']),
    isBuiltinName: () => miss(false),
    isAttribute: () => miss(true),
    specifierFault: () => miss(['bad-specifiers']),
    runtimeText: () => miss(''),
  }
  const rare: RareRules = {
    asm: (p) => miss(skipStatement(p)),
    wide: {
      literal: (_env, _text, at) => miss(errorNode(at)),
      binary: (_env, _kind, left) => miss(left),
      unary: (_env, _kind, operand) => miss(operand),
      truth: (_env, node) => miss(node),
      convert: (_env, node) => miss(node),
      assignment: (_env, _kind, left) => miss(left),
    },
    staticValues: (value) => miss([value]),
    foldCall: () => miss(null),
    runtimeBuiltin: () => miss(null),
  }
  const search: Search = { known, rare, isPartial: false }
  return search
}

/** Passes on what was found. */
function note<T>(search: Search, found: T | null): T | null {
  if (found === null && whole === null) search.isPartial = true
  return found
}

/** Whether all that a program asks of the kernel and of the intrinsics is here. */
function canRun(program: Program): boolean {
  if (whole !== null) return true
  const { code } = program
  if (program.calls.some((name) => rowOf(name) === null)) return false
  if (namesProc(program)) return false
  for (let at = 0; at < code.length; at += WORDS) {
    const opcode = (code[at] as number) & OPCODE_MASK
    if (opcode === OP.intrinsic && LIBRARY_INTRINSICS[code[at + 1] as number] === ABSENT) return false
  }
  return true
}

/** Whether a text of the program begins a path below /proc, which is in the rest (kernel/file/proc.ts). */
function namesProc(program: Program): boolean {
  return program.segments.some(({ kind, bytes }) => kind === 'rodata' && latin1(bytes).includes('/proc'))
}

/** What each unit of the library defines by name; a unit is compiled when a program first reaches into it. */
const compiledUnits = new Map<LibraryUnit, ReadonlyMap<string, ObjectSymbol>>()

function findInLibrary(name: string): ObjectSymbol | null {
  const unit = unitOf(name)
  if (unit === undefined) return null
  const known = compiledUnits.get(unit)
  if (known !== undefined) return known.get(name) ?? null
  const definitions = compileUnit(unit)
  compiledUnits.set(unit, definitions)
  return definitions.get(name) ?? null
}

function compileUnit(unit: LibraryUnit): ReadonlyMap<string, ObjectSymbol> {
  const { object, diagnostics } = compileSources([unit], {
    isLibrary: true,
    readHeader: readLibraryHeader,
    ...createSearch(),
  })
  const first = diagnostics[0]
  if (!object) throw new Error(`the C library does not compile: ${unit.name}:${first?.line}: ${first?.code}`)
  for (const { code } of object.symbols) if (code) markGiven(code.words, unit.name)
  const defined = object.symbols.filter((symbol) => symbol.global && (symbol.code ?? symbol.data) !== null)
  return new Map(defined.map((symbol) => [symbol.name, symbol]))
}

const binPrograms = new Map<string, Program>()

/** The programs of the simulated /bin, compiled when first asked for. */
function binProgram(path: string): Program | null {
  const name = BIN_PATHS[path]
  const source = name && whole?.bin[name]
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
    programPaths: [...BIN_FILES, ...Object.keys(world)],
    schedule: decoded,
    memory,
  }
}

/**
 * Runs a program so that every step of it can be looked at.
 * @param limit steps of the trace after which recording stops; where there is one it also stops where it is seen that the run
 *  never ends
 */
export function record(
  program: Program,
  config: PartialConfig = {},
  schedule?: string,
  limit = Number.POSITIVE_INFINITY,
  world: World = {},
): Recording {
  return recordTelling(outcomeOf, program, config, schedule, limit, world)
}

/** As `record`; `tell` says what is told of the end. */
export function recordTelling<Result extends RunOutcome>(
  tell: (machine: Machine) => Result,
  program: Program,
  config: PartialConfig = {},
  schedule?: string,
  limit = Number.POSITIVE_INFINITY,
  world: World = {},
): Recording<Result> {
  const options = bootOptions(program, config, schedule, world, null)
  return recordMachine({ ...options, storage: options.config.limits.memory * 4 }, limit, tell)
}
