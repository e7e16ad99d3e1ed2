/** `npm run -s sim -- run|trace|explore|bench|fuzz|fuzz-orders`: the engine without a browser. */
import { existsSync, readdirSync, readFileSync, statSync, writeSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import {
  boot,
  type Compiled,
  compile,
  formatGcc,
  type Machine,
  outputSince,
  type PartialConfig,
  type PolicyName,
  type Program,
  resultOf,
  runFor,
  type SourceFile,
  traceNext,
} from '@/lib/engine'
import { bundle, commandFile } from '../bundle.mjs'

const USAGE = `usage: sim run FILE.c [--stdin FILE] [--tty] [--cores N] [--policy fifo|rr|priority|mlfq|fair] [--quantum N]
               [--seed N] [--schedule STRING] [--max-steps N] [-- ARG...]
       sim trace FILE.c --json [the options of run]
       sim explore FILE.c --json [--stdin FILE] [--max-executions N] [--max-steps N] [--memory-model sc|tso] [--any-time] [-- ARG...]
       sim bench
       sim fuzz [--count N] [--seed S] [--sanitize K]
       sim fuzz-orders [--count N] [--seed S]`

/** A mistake in how the command was called. */
class UsageError extends Error {}

/** Steps between two looks at the output, so that it comes while the program runs. */
const PORTION = 2_000_000
const USAGE_STATUS = 2

/** Returns the exit status. Nothing is thrown for what a user can get wrong. */
export async function main(argv: string[]): Promise<number> {
  const [command = '', ...rest] = argv
  try {
    switch (command) {
      case 'run':
        return runCommand(rest)
      case 'trace':
        return traceCommand(rest)
      case 'bench':
        return await delegate('bench', rest)
      case 'fuzz':
        return await delegate('fuzz', rest)
      case 'fuzz-orders':
        return await delegate('fuzz-orders', rest)
      case 'explore':
        return await delegate('explore', rest)
      default:
        throw new UsageError(command === '' ? USAGE : `there is no command named ${command}\n${USAGE}`)
    }
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof RangeError)) throw error
    process.stderr.write(`sim: ${error.message}\n`)
    return USAGE_STATUS
  }
}

/** Commands that have a file of their own. */
async function delegate(name: string, args: string[]): Promise<number> {
  if (commandFile(name) === undefined) throw new UsageError(`${name} is not there yet`)
  const command = await import(pathToFileURL(await bundle(name)).href)
  return (await command.main(args)) ?? 0
}

// ---- run

function runCommand(args: string[]): number {
  const request = readRequest(args)
  if (!request) return 1
  const machine = bootRequest(request)
  let shown = 0
  for (let over = false; !over; ) {
    over = runFor(machine, PORTION)
    shown = flush(machine, shown)
  }
  return finish(machine)
}

/** Writes what has been printed since `shown` bytes. Returns the bytes written in all. */
function flush(machine: Machine, shown: number): number {
  for (const { fd, bytes, total } of outputSince(machine.state.output, shown)) {
    writeAll(fd, bytes)
    shown = total
  }
  return shown
}

/** A pipe that is full for the moment is tried again; one that nobody reads ends the command as SIGPIPE would. */
function writeAll(fd: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) {
    try {
      done += writeSync(fd, bytes, done)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'EPIPE') process.exit(141)
      if (code !== 'EAGAIN') throw error
    }
  }
}

const COMPLAINTS: Readonly<Record<string, (machine: Machine) => string>> = {
  steps: (machine) => `out of steps: the budget of ${machine.config.limits.steps} instructions is used up`,
  memory: (machine) => `out of memory: ${machine.config.limits.memory} bytes are in use`,
  output: (machine) => `too much output: more than ${machine.config.limits.output} bytes`,
  deadlock: () => 'deadlock: all tasks are blocked for ever',
}

function finish(machine: Machine): number {
  const { ended } = machine.state
  const complaint = ended && COMPLAINTS[ended.reason]
  if (complaint) process.stderr.write(`sim: ${complaint(machine)}\n`)
  return ended?.status ?? 124
}

// ---- trace

function traceCommand(args: string[]): number {
  const request = readRequest(args)
  if (!request) return 1
  const machine = bootRequest(request)
  for (let index = 0; ; index++) {
    const step = traceNext(machine, index)
    if (!step) break
    const { events, ...where } = step
    const lines = events.map((event) => `${JSON.stringify({ ...event, step: where })}\n`)
    writeAll(1, Buffer.from(lines.join('')))
  }
  const { metrics, steps, status, reason, schedule, hash } = resultOf(machine)
  const { tasks, ...totals } = metrics
  writeAll(
    1,
    Buffer.from(
      `${JSON.stringify({ summary: { steps, ...totals, status, reason, schedule, hash, tasks } })}\n`,
    ),
  )
  return finish(machine)
}

// ---- what is asked for

type Request = {
  readonly program: Program
  readonly config: PartialConfig
  readonly schedule: string | undefined
  readonly world: Readonly<Record<string, Program>>
}

function bootRequest({ program, config, schedule, world }: Request): Machine {
  return boot(program, config, schedule, world)
}

/** Reads the command line and compiles; null after saying what the compiler found. */
function readRequest(args: string[]): Request | null {
  const { values, positionals, passed } = parse(args)
  const [name, ...more] = positionals
  if (name === undefined) throw new UsageError(`no FILE.c was given\n${USAGE}`)
  if (more.length > 0) throw new UsageError(`what is ${more[0]}? arguments of the program stand after --`)
  const file = fromCaller(name)
  const files = sourcesOf(file, name)
  const { program, diagnostics } = compile(files)
  for (const diagnostic of diagnostics) process.stderr.write(`${formatGcc(diagnostic)}\n`)
  if (!program) return null
  const stem = path.basename(name).replace(/\.c$/, '')
  const config: PartialConfig = {
    cores: whole(values.cores, '--cores') ?? 1,
    policy: (values.policy ?? 'rr') as PolicyName,
    seed: whole(values.seed, '--seed') ?? 1,
    tty: values.tty ?? false,
    stdin: values.stdin === undefined ? null : readText(fromCaller(values.stdin), values.stdin),
    arguments: [`./${stem}`, ...passed],
    limits: { steps: whole(values['max-steps'], '--max-steps') ?? 1e9, output: 1 << 30 },
    ...(values.quantum === undefined ? {} : { quantum: whole(values.quantum, '--quantum') ?? 1 }),
  }
  return { program, config, schedule: values.schedule, world: neighbours(file, files[0]?.text ?? '') }
}

function parse(args: string[]) {
  const end = args.indexOf('--')
  const own = end < 0 ? args : args.slice(0, end)
  try {
    const parsed = parseArgs({
      args: own,
      allowPositionals: true,
      options: {
        stdin: { type: 'string' },
        tty: { type: 'boolean' },
        cores: { type: 'string' },
        policy: { type: 'string' },
        quantum: { type: 'string' },
        seed: { type: 'string' },
        schedule: { type: 'string' },
        'max-steps': { type: 'string' },
        json: { type: 'boolean' },
      },
    })
    return { ...parsed, passed: end < 0 ? [] : args.slice(end + 1) }
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n${USAGE}`)
  }
}

function whole(text: string | undefined, option: string): number | null {
  if (text === undefined) return null
  if (!/^\d+(e\d+)?$/.test(text)) throw new UsageError(`${option} wants a whole number, not ${text}`)
  return Number(text)
}

/** npm changes the working directory; paths are meant from where the caller stood. */
function fromCaller(name: string): string {
  return path.resolve(process.env.INIT_CWD ?? process.cwd(), name)
}

function readText(file: string, name: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new UsageError(`cannot read ${name}: ${(error as NodeJS.ErrnoException).code ?? error}`)
  }
}

/** The program's file, and what it may include of the files beside it and below, however deep. */
function sourcesOf(file: string, name: string): SourceFile[] {
  const folder = path.dirname(file)
  const files: SourceFile[] = [{ name, text: readText(file, name) }]
  const seen = new Set<string>()
  for (const source of files)
    for (const included of includedNames(source)) {
      const place = path.resolve(folder, included)
      if (seen.has(included) || !existsSync(place) || !statSync(place).isFile()) continue
      seen.add(included)
      files.push({ name: included, text: readText(place, included) })
    }
  return files
}

/** Names in quotes of #include and of #define, which may name a file for one: beside the file itself, then as they are. */
function includedNames({ name, text }: SourceFile): string[] {
  const lines = text.matchAll(/^[ \t]*#[ \t]*(?:include|define)\b[^"\n]*"([^"\n]+)"/gm)
  return [...lines].flatMap(([, included = '']) => [
    path.posix.join(path.posix.dirname(name), included),
    included,
  ])
}

/** Programs beside this one that it may exec: those whose names stand in its text. Compiled when they are first run. */
function neighbours(file: string, text: string): Record<string, Program> {
  const folder = path.dirname(file)
  const world: Record<string, Program> = {}
  for (const other of readdirSync(folder)) {
    const stem = other.replace(/\.c$/, '')
    if (stem === other || other === path.basename(file)) continue
    if (!text.includes(`"./${stem}"`) && !text.includes(`"${stem}"`)) continue
    let compiled: Compiled | null = null
    Object.defineProperty(world, `/home/user/${stem}`, {
      enumerable: true,
      get() {
        compiled ??= compile(sourcesOf(path.join(folder, other), other))
        return compiled.program ?? undefined
      },
    })
  }
  return world
}
