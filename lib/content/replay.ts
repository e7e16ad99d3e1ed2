import 'server-only'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type {
  BootWith,
  Compiled,
  Exploration,
  PartialConfig,
  Program,
  Recording,
  RunResult,
  SourceFile,
  StateMap,
  Stories,
} from '@/lib/engine'
import * as engine from '@/lib/engine'
import { BUDGET, exploreProgram } from '@/lib/exploration/explore'
import type { Kin, Replayer, RunFacts, RunRequest } from '@/lib/quiz/build'
import { canonicalJson } from '@/lib/quiz/hash'

/** A run that a page waits for may take this many steps and, when it is not cached, milliseconds. */
const MAX_STEPS = 2_000_000
const MAX_MISS_MS = 2_000
/** Seeded runs that are looked at when any order of execution is wanted. */
const SEEDS = 100

/** States, and steps of the machine, that a look at every order may take. */
const BOUNDS = { states: 60_000, work: 50_000_000 }
/** The same, where only what an item's program prints is asked. */
const BOUNDS_OF_OUTPUTS = { states: 1_500, work: 5_000_000 }

/** Of a map of all states: one of more is no picture, and too much for a page. */
const BOUNDS_OF_MAP = { states: 400, work: 20_000_000 }

/** Thrown when computing a fact took longer than a build can afford. */
export class SlowRun extends Error {}

/** What of the engine's door is used here. */
export type EngineDoor = {
  readonly engineVersion: number
  readonly compile: (source: readonly SourceFile[]) => Compiled
  readonly run: (program: Program, config?: PartialConfig, schedule?: string) => RunResult
  readonly explore: typeof engine.explore
  readonly mapStates: typeof engine.mapStates
  readonly scheduleOfMoves: typeof engine.scheduleOfMoves
  readonly boot: typeof engine.boot
  readonly record: (program: Program, config?: PartialConfig, schedule?: string, limit?: number) => Recording
}

/** Facts from the engine, kept in `.cache/replay` under a hash of everything they depend on.
 *  @param folder where to keep them; null computes everything again.
 *  @param door another engine, for tests.
 *  @param allowed how long a run may take, ms; another time for tests. */
export function engineReplayer(
  folder: string | null = path.join(process.cwd(), '.cache', 'replay'),
  door: EngineDoor = engine,
  allowed: number = MAX_MISS_MS,
): Replayer {
  const programs = new Map<string, Program>()
  const compiled = (request: RunRequest): Program => {
    const key = `${request.file} ${request.source}`
    const program = programs.get(key) ?? programOf(door, request)
    programs.set(key, program)
    return program
  }
  const keep = <T>(what: string, request: RunRequest, compute: (run: Run) => T): T => {
    const { file, source, config, schedule } = request
    const key = canonicalJson({ what, engine: engineOf(door), file, source, config, schedule })
    return kept(folder, key, () => {
      const run = { door, program: compiled(request), request, allowed }
      return UNTIMED.has(what.split(' ', 1)[0] ?? '') ? compute(run) : timed(allowed, () => compute(run))
    })
  }
  return {
    complaint: (source, file) => compilerComplaint(door, source, file),
    facts: (request) => keep('facts', request, factsOf),
    ends: (request) => keep('ends', request, endsOf),
    orders: (request) => keep('orders', request, (run) => ordersOf(run, BOUNDS)),
    stories: (request) => keep('stories', request, storiesOf),
    map: (request) => keep('map', request, mapOf),
    way: (request, moves) =>
      keep(`way ${canonicalJson(moves)}`, request, (run) => run.door.scheduleOfMoves(bootOf(run), moves)),
    explored: (program) =>
      keep(`explored ${canonicalJson(BUDGET)}`, { ...program, schedule: null }, () =>
        exploreProgram(program),
      ),
    outputs: (request) => keep('outputs', request, outputsOf),
    kin: (request) => keep('kin', request, kinOf),
    heapCopies: (request) => keep('heapCopies', request, countHeapCopies),
    stepAtLine: (request, line) => keep(`line ${line}`, request, (run) => findLine(run, line)),
  }
}

/** These are bounded by themselves. */
const UNTIMED: ReadonlySet<string> = new Set(['ends', 'orders', 'stories', 'map', 'explored', 'outputs'])

/** A compiled program about to be run: compiling is not part of what is timed. */
type Run = {
  readonly door: EngineDoor
  readonly program: Program
  readonly request: RunRequest
  /** Milliseconds. */
  readonly allowed: number
}

let sources: string | null = null

/** Which engine gave a fact: its version, and its sources and those of this file where they are at hand, because where
 *  a step ends may change without a change of what a schedule means. */
function engineOf(door: EngineDoor): string {
  const folder = path.join(process.cwd(), 'lib', 'engine')
  if (door !== engine || !existsSync(folder)) return `${door.engineVersion}`
  sources ??= hashSources(folder)
  return `${door.engineVersion} ${sources}`
}

function hashSources(folder: string): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort())
    if (/(?<!\.test)\.ts$/.test(name)) hash.update(name).update(readFileSync(path.join(folder, name)))
  for (const file of ['lib/content/replay.ts', 'lib/exploration/explore.ts'])
    hash.update(readFileSync(path.join(process.cwd(), file)))
  return hash.digest('hex').slice(0, 16)
}

/** Reads a cached value, or computes and stores it. */
function kept<T>(folder: string | null, key: string, compute: () => T): T {
  const name = createHash('sha256').update(key).digest('hex').slice(0, 32)
  const file = folder && path.join(folder, `${name}.json`)
  if (file && existsSync(file)) return (JSON.parse(readFileSync(file, 'utf8')) as { value: T }).value
  const value = compute()
  if (file && folder) storeAtomically(folder, file, JSON.stringify({ value }))
  return value
}

/** A machine with other work makes a run wait and pushes it out of the caches; a program that is too slow is so
 *  each time. So what counts is time at work, and a slow run gets a second try. */
function timed<T>(allowed: number, compute: () => T): T {
  const [value, first] = atWork(compute)
  if (first <= allowed) return value
  const ms = Math.min(first, atWork(compute)[1])
  if (ms > allowed) throw new SlowRun(`the run took ${Math.round(ms)} ms; ${allowed} are allowed`)
  return value
}

/** A value, and the ms that computing it took: of the clock or of the processor, whichever is less. The clock goes on
 *  while other programs run, the processor's time includes other threads of this process. */
function atWork<T>(compute: () => T): readonly [value: T, ms: number] {
  const [start, before] = [performance.now(), process.cpuUsage()]
  const value = compute()
  const { user, system } = process.cpuUsage(before)
  return [value, Math.min(performance.now() - start, (user + system) / 1000)]
}

/** Several build workers may store the same value at once: the rename makes either of them whole. */
function storeAtomically(folder: string, file: string, text: string): void {
  mkdirSync(folder, { recursive: true })
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, text)
  renameSync(draft, file)
}

function compilerComplaint(
  door: EngineDoor,
  source: string,
  file: string,
): { line: number; message: string } | null {
  const { program, diagnostics } = door.compile([{ name: file, text: source }])
  const first = diagnostics[0]
  if (first) return { line: first.line, message: `the compiler says: ${first.code}` }
  return program ? null : { line: 1, message: 'the program does not compile' }
}

function factsOf({ door, program, request }: Run): RunFacts {
  const result = door.run(program, configOf(request), request.schedule ?? undefined)
  return {
    stdout: result.stdout,
    status: result.status,
    deadlock: result.reason === 'deadlock',
    finished: result.reason === 'exited' || result.reason === 'signalled' || result.reason === 'deadlock',
    schedule: result.schedule,
    threads: result.metrics.tasks.length,
  }
}

function endsOf(run: Run): RunFacts[] {
  const found = new Map<string, RunFacts>()
  for (let seed = 1; seed <= SEEDS; seed++) {
    const config = { ...run.request.config, quantum: 1 + (seed % 3), seed }
    const facts = timed(run.allowed, () =>
      factsOf({ ...run, request: { ...run.request, config, schedule: null } }),
    )
    const key = canonicalJson([facts.stdout, facts.status, facts.deadlock])
    if (!found.has(key)) found.set(key, facts)
  }
  return [...found.values()]
}

function outputsOf(run: Run): string[] {
  const all = ordersOf(run, BOUNDS_OF_OUTPUTS)
  const ends = all.complete ? [...all.outcomes, ...all.deadlocks] : endsOf(run)
  return [...new Set(ends.map(({ stdout }) => stdout))]
}

function ordersOf(run: Run, bounds: typeof BOUNDS): Exploration {
  // What a lesson's program orders by sleeping is ordered, as it is on a machine that is not overloaded.
  const search = run.door.explore(bootOf(run), bounds, { wakes: 'when idle' })
  while (!search.advance(1_000));
  return search.result()
}

function storiesOf(run: Run): Stories {
  const search = run.door.explore(bootOf(run), BOUNDS)
  while (!search.advance(1_000));
  search.result()
  return search.stories()
}

function mapOf(run: Run): StateMap | null {
  const search = run.door.mapStates(bootOf(run), BOUNDS_OF_MAP)
  while (!search.advance(1_000));
  return search.result()
}

function bootOf({ door, program, request }: Run): BootWith {
  const { config } = request as { config: PartialConfig }
  return (asked, memory) => door.boot(program, { ...config, ...asked }, undefined, {}, memory)
}

function countHeapCopies({ door, program, request }: Run): number {
  const recording = door.record(program, configOf(request), request.schedule ?? undefined)
  let copies = 0
  for (let i = 0; i < recording.length; i++)
    for (const event of recording.step(i).events)
      if (event.kind === 'fault' && event.copied && event.segment === 'heap') copies++
  return copies
}

function kinOf({ door, program, request }: Run): Kin[] {
  const recording = door.record(program, configOf(request), request.schedule ?? undefined)
  const kin = new Map<number, Kin>()
  for (let i = 0; i < recording.length; i++) {
    const { pid, events } = recording.step(i)
    const own = kin.get(pid) ?? { pid, parent: null, printed: '' }
    kin.set(pid, own)
    for (const event of events) {
      if (event.kind === 'fork') kin.set(event.childPid, { pid: event.childPid, parent: pid, printed: '' })
      if (event.kind === 'write' && event.fd === 1)
        kin.set(pid, { ...own, printed: (kin.get(pid)?.printed ?? '') + event.text })
    }
  }
  return [...kin.values()]
}

function findLine({ door, program, request }: Run, line: number): number | null {
  const recording = door.record(program, configOf(request), request.schedule ?? undefined)
  for (let i = 0; i < recording.length; i++) {
    const step = recording.step(i)
    if (step.file === 0 && step.line === line) return i
  }
  return null
}

function programOf(door: EngineDoor, request: RunRequest): Program {
  const { program, diagnostics } = door.compile([{ name: request.file, text: request.source }])
  if (!program) throw new Error(`${request.file} does not compile: ${diagnostics[0]?.code}`)
  return program
}

/** Content's flat configuration as the engine's. */
function configOf({ config }: RunRequest): PartialConfig {
  return { ...config, limits: { steps: MAX_STEPS } } as PartialConfig
}
