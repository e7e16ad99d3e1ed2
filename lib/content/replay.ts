import 'server-only'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { PartialConfig, Program, Recording, RunResult } from '@/lib/engine'
import * as engine from '@/lib/engine'
import { canonicalJson } from '@/lib/quiz/hash'
import type { ItemProgram } from '@/lib/quiz/item'

/** A run as content asks for it. `schedule` null: the policy decides everything. */
export type RunRequest = ItemProgram & { readonly schedule: string | null }

/** What a run leaves behind. */
export type RunFacts = {
  readonly stdout: string
  /** The exit status, or 128 + signal. */
  readonly status: number
  readonly deadlock: boolean
  /** False when a budget ended the run; nothing else is then to be believed. */
  readonly finished: boolean
  /** All choices of the run, as a string that replays it. */
  readonly schedule: string
  /** Tasks that existed during the run. */
  readonly threads: number
}

/** Where content gets the truth from. The default is the engine; tests may count or fail. */
export type Replayer = {
  /** The first complaint of the compiler about a program, or null. */
  readonly complaint: (source: string, file: string) => { line: number; message: string } | null
  readonly facts: (request: RunRequest) => RunFacts
  /** Pages of the heap that copy-on-write copied during the run. */
  readonly heapCopies: (request: RunRequest) => number
  /** The first step before which a task is about to run `line`, or null. */
  readonly stepAtLine: (request: RunRequest, line: number) => number | null
}

/** A run that a page waits for may take this many steps and, when it is not cached, milliseconds. */
const MAX_STEPS = 2_000_000
const MAX_MISS_MS = 2_000

/** Thrown when computing a fact took longer than a build can afford. */
export class SlowRun extends Error {}

/** What of the engine's door is used here. */
export type EngineDoor = {
  readonly engineVersion: number
  readonly compile: (source: readonly { name: string; text: string }[]) => {
    program: Program | null
    diagnostics: readonly { code: string; at?: { line: number }; line?: number }[]
  }
  readonly run: (program: Program, config?: PartialConfig, schedule?: string) => RunResult
  readonly record: (program: Program, config?: PartialConfig, schedule?: string, limit?: number) => Recording
}

/** Facts from the engine, kept in `.cache/replay` under a hash of everything they depend on.
 *  @param folder where to keep them; null computes everything again.
 *  @param door another engine, for tests. */
export function engineReplayer(
  folder: string | null = path.join(process.cwd(), '.cache', 'replay'),
  door: EngineDoor = engine as unknown as EngineDoor,
): Replayer {
  const keep = <T>(what: string, request: RunRequest, compute: () => T): T => {
    const { file, source, config, schedule } = request
    const key = canonicalJson({ what, engineVersion: door.engineVersion, file, source, config, schedule })
    return kept(folder, key, compute)
  }
  const programs = new Map<string, Program>()
  const compiled = (request: RunRequest): Program => {
    const key = `${request.file} ${request.source}`
    const program = programs.get(key) ?? programOf(door, request)
    programs.set(key, program)
    return program
  }
  return {
    complaint: (source, file) => compilerComplaint(door, source, file),
    facts: (request) => keep('facts', request, () => factsOf(door, compiled(request), request)),
    heapCopies: (request) =>
      keep('heapCopies', request, () => countHeapCopies(door, compiled(request), request)),
    stepAtLine: (request, line) =>
      keep(`line ${line}`, request, () => findLine(door, compiled(request), request, line)),
  }
}

/** Reads a cached value or computes, times and stores it. */
function kept<T>(folder: string | null, key: string, compute: () => T): T {
  const name = createHash('sha256').update(key).digest('hex').slice(0, 32)
  const file = folder && path.join(folder, `${name}.json`)
  if (file && existsSync(file)) return (JSON.parse(readFileSync(file, 'utf8')) as { value: T }).value
  const start = performance.now()
  const value = compute()
  const ms = performance.now() - start
  if (ms > MAX_MISS_MS) throw new SlowRun(`the run took ${Math.round(ms)} ms; ${MAX_MISS_MS} are allowed`)
  if (file && folder) storeAtomically(folder, file, JSON.stringify({ value }))
  return value
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
  if (first) return { line: lineOf(first), message: `the compiler says: ${first.code}` }
  return program ? null : { line: 1, message: 'the program does not compile' }
}

function factsOf(door: EngineDoor, program: Program, request: RunRequest): RunFacts {
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

function countHeapCopies(door: EngineDoor, program: Program, request: RunRequest): number {
  const recording = door.record(program, configOf(request), request.schedule ?? undefined)
  let copies = 0
  for (let i = 0; i < recording.length; i++)
    for (const event of recording.step(i).events)
      if (event.kind === 'fault' && event.copied && event.segment === 'heap') copies++
  return copies
}

function findLine(door: EngineDoor, program: Program, request: RunRequest, line: number): number | null {
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

function lineOf(diagnostic: { at?: { line: number }; line?: number }): number {
  return diagnostic.at?.line ?? diagnostic.line ?? 1
}
