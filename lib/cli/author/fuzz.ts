/**
 * `npm run -s sim -- fuzz [--count N] [--seed S] [--sanitize K]`: generated programs, each compiled with gcc -O0 and with
 * the engine, must print the same and end with the same status. K of them are also run under gcc's address and
 * undefined-behaviour sanitizers. Programs on which the two disagree are kept in .cache/fuzz. For a developer's machine
 * with gcc.
 */
import { execFile } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { compile, formatGcc, run } from '@/lib/engine'
import { type Generated, generateProgram } from '@/lib/engine/fuzz/program'
import { root } from '../bundle.mjs'

const GCC = ['-O0', '-std=gnu11', '-pthread', '-w', '-pipe']
const SANITIZE = ['-O0', '-std=gnu11', '-w', '-g1', '-fsanitize=address,undefined,float-cast-overflow']
/** Files that gcc works on at one time, while the engine runs programs, and programs in a file. */
const AT_ONCE = 2
const BATCH = 25
/** Instructions of the engine and milliseconds of gcc or of a native program: far more than any of them needs. */
const STEPS = 200_000_000
const PATIENCE = 300_000
const KEPT = '.cache/fuzz'

type Outcome = { readonly stdout: string; readonly status: number; readonly stderr: string }

type Tally = {
  readonly used: Map<string, number>
  readonly programsWith: Map<string, number>
  readonly disagreements: string[]
  agreed: number
  /** Programs that gcc's own compiler crashes on. */
  refused: number
  sanitized: number
  bytes: number
  steps: number
}

/** @returns the exit status: 1 if a program was found on which the engine and gcc disagree, 2 for a wrong option */
export async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args)
  if (!options) return 2
  const folder = mkdtempSync(path.join(tmpdir(), 'fuzz-'))
  const tally = createTally()
  const started = performance.now()
  try {
    let next = options.seed
    const end = options.seed + options.count
    const work = async () => {
      while (next < end) {
        const seeds = Array.from({ length: Math.min(BATCH, end - next) }, (_, i) => next + i)
        next += seeds.length
        const isSample = tally.sanitized < options.sanitize
        if (isSample) tally.sanitized += seeds.length
        await checkBatch(folder, seeds, isSample, tally)
        const done = tally.agreed + tally.refused + tally.disagreements.length
        if (done % 500 < BATCH)
          say(`${done} of ${options.count}, ${tally.disagreements.length} disagreements`)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
  } finally {
    rmSync(folder, { recursive: true })
  }
  printSummary(tally, options, (performance.now() - started) / 1000)
  return tally.disagreements.length > 0 ? 1 : 0
}

type Options = { readonly count: number; readonly seed: number; readonly sanitize: number }

function readOptions(args: readonly string[]): Options | null {
  const text = { type: 'string' } as const
  try {
    const { values } = parseArgs({ args: [...args], options: { count: text, seed: text, sanitize: text } })
    const [count, seed, sanitize] = [values.count ?? '1000', values.seed ?? '1', values.sanitize ?? '0'].map(
      (value) => {
        if (!/^\d{1,9}$/.test(value)) throw new Error(`${value} is no whole number`)
        return Number(value)
      },
    )
    return { count: count as number, seed: seed as number, sanitize: sanitize as number }
  } catch (error) {
    process.stderr.write(`sim fuzz: ${(error as Error).message}\n`)
    return null
  }
}

function createTally(): Tally {
  const counts = { agreed: 0, refused: 0, sanitized: 0, bytes: 0, steps: 0 }
  return { used: new Map(), programsWith: new Map(), disagreements: [], ...counts }
}

// ---- some programs at a time, since most of gcc's time goes by for each file

async function checkBatch(
  folder: string,
  seeds: readonly number[],
  isSample: boolean,
  tally: Tally,
): Promise<void> {
  const programs = seeds.map((seed) => generateProgram(seed))
  for (const { used, source } of programs) {
    tally.bytes += source.length
    for (const [construct, times] of used) {
      add(tally.used, construct, times)
      add(tally.programsWith, construct, 1)
    }
  }
  const file = path.join(folder, `${seeds[0]}-all.c`)
  writeFileSync(file, joined(programs))
  const native = gccOutcome(file, GCC)
  const sanitized = isSample ? gccOutcome(file, SANITIZE) : null
  const expected = separated(await native, seeds.length)
  const isClean = sanitized === null || complaintOf(await sanitized) === null
  rmSync(file)
  for (const [turn, seed] of seeds.entries()) {
    const { source } = programs[turn] as Generated
    const found = engineOutcome(source, tally)
    const alone = expected?.[turn]
    // Together they may differ for reasons of their own (a crash ends them all): what counts is the program alone.
    if (isClean && alone && difference(alone, found) === null) tally.agreed++
    else await checkAlone(folder, seed, source, found, isSample, tally)
  }
}

async function checkAlone(
  folder: string,
  seed: number,
  source: string,
  found: Outcome,
  isSample: boolean,
  tally: Tally,
): Promise<void> {
  const file = path.join(folder, `${seed}.c`)
  writeFileSync(file, source)
  const expected = await gccOutcome(file, GCC)
  const complaint = isSample ? complaintOf(await gccOutcome(file, SANITIZE)) : null
  const why = complaint ?? (typeof expected === 'string' ? expected : difference(expected, found))
  if (why === null) tally.agreed++
  else if (why.includes('internal compiler error')) tally.refused++
  else keep(file, seed, why, tally)
  rmSync(file)
}

/** One file of several programs: what they name gets a number, and each `main` is called in turn. */
function joined(programs: readonly Generated[]): string {
  const bodies = programs.map(({ body }, turn) => body.map(renamer(turn)).join('\n'))
  const calls = programs.map(
    (_, turn) =>
      `  checksum = 14695981039346656037ULL, fuel = 200;\n  status = main_${turn}();\n  printf("\\036%d\\037", status & 255);\n`,
  )
  return `${programs[0]?.head}\n${bodies.join('\n')}\nint main(void) {\n  int status;\n${calls.join('')}  return 0;\n}\n`
}

/** Leaves strings alone; `__func__` is still the name that the program gave. */
function renamer(turn: number): (line: string) => string {
  let current = ''
  return (line) => {
    current = /^\S.*?(\w+)\([^=]*\) \{$/.exec(line)?.[1] ?? current
    const renamed = line.replace(
      /"(?:[^"\\]|\\.)*"|\b(?:(?:make|mix|bump)_)?(?:S|U|g|p|f|op|table|operation)\d+\b/g,
      (text) => (text.startsWith('"') ? text : `${text}_${turn}`),
    )
    return renamed.replace('int main(void)', `int main_${turn}(void)`).replaceAll('__func__', `"${current}"`)
  }
}

function separated(outcome: Outcome | string, count: number): Outcome[] | null {
  if (typeof outcome === 'string') return null
  const parts = outcome.stdout.split('\x1f')
  if (parts.length !== count + 1) return null
  return parts.slice(0, count).map((part) => {
    const [stdout = '', status] = part.split('\x1e')
    return { stdout, status: Number(status), stderr: '' }
  })
}

function engineOutcome(source: string, tally: Tally): Outcome {
  try {
    const { program, diagnostics } = compile(source)
    if (!program) return { stdout: '', status: -1, stderr: diagnostics.map(formatGcc).join('\n') }
    const { stdout, status, stderr, steps } = run(program, { limits: { steps: STEPS } })
    tally.steps += steps
    return { stdout, status, stderr }
  } catch (error) {
    return { stdout: '', status: -2, stderr: (error as Error).stack ?? String(error) }
  }
}

function difference(expected: Outcome, found: Outcome): string | null {
  if (expected.stdout === found.stdout && expected.status === found.status) return null
  if (found.status < 0) return found.stderr.split('\n')[0] ?? ''
  const wanted = expected.stdout.split('\n')
  const shown = found.stdout.split('\n')
  const at = wanted.findIndex((text, i) => text !== shown[i])
  if (at < 0) return `status ${expected.status} from gcc, ${found.status} here ${found.stderr}`
  return `line ${at + 1}: gcc "${wanted[at]}", here "${shown[at] ?? '(nothing)'}" ${found.stderr}`
}

function keep(file: string, seed: number, why: string, tally: Tally): void {
  const kept = path.join(root, KEPT, `${seed}.c`)
  mkdirSync(path.dirname(kept), { recursive: true })
  copyFileSync(file, kept)
  tally.disagreements.push(`seed ${seed}: ${why}\n  ${kept}`)
  say(tally.disagreements.at(-1) as string)
}

// ---- gcc

/** What the program does when gcc compiled it; a sentence when it does not compile or end. */
async function gccOutcome(file: string, options: readonly string[]): Promise<Outcome | string> {
  const binary = `${file}-${options === GCC ? 'native' : 'sanitized'}`
  const built = await start('gcc', [...options, file, '-o', binary, '-lm'])
  if (built.status !== 0)
    return `gcc: ${built.stderr.split('\n').find((text) => text.includes('error')) ?? built.stderr}`
  const ran = await start(binary, [])
  rmSync(binary)
  return ran.status === null ? 'the native program did not end by itself' : { ...ran, status: ran.status }
}

function complaintOf(outcome: Outcome | string): string | null {
  if (typeof outcome === 'string') return outcome
  const complaint = outcome.stderr.split('\n').find((text) => /runtime error|ERROR/.test(text))
  return complaint === undefined ? null : `a sanitizer says: ${complaint}`
}

type Ran = { readonly stdout: string; readonly stderr: string; readonly status: number | null }

function start(command: string, args: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(
      command,
      args,
      { timeout: PATIENCE, maxBuffer: 1 << 26, encoding: 'utf8' },
      (error, stdout, stderr) => {
        const status = error === null ? 0 : typeof error.code === 'number' ? error.code : null
        resolve({ stdout, stderr: stderr || (status === null ? String(error) : ''), status })
      },
    )
  })
}

// ---- what is said

function add(counts: Map<string, number>, name: string, times: number): void {
  counts.set(name, (counts.get(name) ?? 0) + times)
}

function printSummary(tally: Tally, { count, seed, sanitize }: Options, seconds: number): void {
  say('construct: times written, programs with it')
  const rows = [...tally.used].sort(([, a], [, b]) => b - a)
  const most = rows[0]?.[1] ?? 1
  for (const [construct, times] of rows) {
    const bar = '#'.repeat(Math.ceil((24 * Math.log(1 + times)) / Math.log(1 + most)))
    say(
      `  ${construct.padEnd(34)}${String(times).padStart(9)}${String(tally.programsWith.get(construct)).padStart(8)}  ${bar}`,
    )
  }
  say(
    `${count} programs from seed ${seed}, ${tally.bytes} bytes of C, ${tally.steps} instructions, ${seconds.toFixed(0)} s`,
  )
  if (sanitize > 0) say(`${tally.sanitized} of them under gcc's address and undefined-behaviour sanitizers`)
  say(
    `${tally.agreed} agree with gcc -O0, ${tally.disagreements.length} do not; on ${tally.refused} gcc itself fails`,
  )
  for (const text of tally.disagreements) say(text)
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
