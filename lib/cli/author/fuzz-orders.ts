/**
 * `npm run -s sim -- fuzz-orders [--count N] [--seed S]`: small programs of threads and of processes, generated, each run
 * many times as gcc compiles it: whatever comes out must be in the set that the explorer found. For a developer's machine with
 * gcc.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { boot, compile, type Exploration, explore, formatGcc } from '@/lib/engine'
import { generateFamily } from '@/lib/engine/fuzz/family'
import { generateInterleaving } from '@/lib/engine/fuzz/interleaving'

const GENERATORS = [generateInterleaving, generateFamily]
const BOUNDS = { states: 60_000, work: 100_000_000 }
const RUNS = 40
/** A program that has not ended by then, in seconds, waits for ever. */
const PATIENCE = '1'
const KILLED = 137

/** @returns the exit status: 1 if a run gave what is not in the set, 2 for a wrong option */
export function main(args: readonly string[]): number {
  const options = readOptions(args)
  if (options === null) return 2
  const folder = mkdtempSync(path.join(tmpdir(), 'fuzz-orders-'))
  const tally = { programs: 0, cut: 0, runs: 0, seen: 0, possible: 0, outside: 0 }
  try {
    for (let seed = options.seed; seed < options.seed + options.count; seed++)
      for (const generate of GENERATORS) {
        const source = generate(seed)
        const found = explored(source)
        if (!found.complete) {
          tally.cut++
          continue
        }
        const inside = new Set(keysOf(found))
        const seen = nativeKeys(folder, source)
        const outside = [...seen].filter((key) => !inside.has(key))
        for (const key of outside) process.stdout.write(`seed ${seed}: ${key} is not in the set\n${source}\n`)
        tally.programs++
        tally.runs += RUNS
        tally.seen += seen.size - outside.length
        tally.possible += inside.size
        tally.outside += outside.length
      }
  } finally {
    rmSync(folder, { recursive: true })
  }
  const { programs, cut, runs, seen, possible, outside } = tally
  process.stdout.write(
    `${programs} programs (${cut} more have too many orders), ${runs} runs: ${seen} of ${possible} outcomes seen, ${outside} outside\n`,
  )
  return outside > 0 ? 1 : 0
}

function readOptions(args: readonly string[]): { readonly count: number; readonly seed: number } | null {
  const text = { type: 'string' } as const
  try {
    const { values } = parseArgs({ args: [...args], options: { count: text, seed: text } })
    const [count, seed] = [values.count ?? '50', values.seed ?? '1'].map(Number)
    if (!Number.isInteger(count) || !Number.isInteger(seed)) throw new Error('that is no whole number')
    return { count: count as number, seed: seed as number }
  } catch (error) {
    process.stderr.write(`sim fuzz-orders: ${(error as Error).message}\n`)
    return null
  }
}

function explored(source: string): Exploration {
  const { program, diagnostics } = compile(source)
  if (!program) throw new Error(diagnostics.map(formatGcc).join('\n'))
  const run = explore((asked, memory) => boot(program, asked, undefined, {}, memory), BOUNDS)
  while (!run.advance(5_000));
  return run.result()
}

const FOR_EVER = 'waits for ever'

function keysOf({ outcomes, deadlocks, endless }: Exploration): string[] {
  const ends = outcomes.map(({ stdout, status }) => JSON.stringify([stdout, status]))
  return deadlocks.length > 0 || endless !== null ? [...ends, FOR_EVER] : ends
}

/** What many runs gave; one that waits for ever is not made again. */
function nativeKeys(folder: string, source: string): Set<string> {
  const [file, program] = [path.join(folder, 'it.c'), path.join(folder, 'it')]
  writeFileSync(file, source)
  const { status, stderr } = spawnSync('gcc', ['-O0', '-std=gnu11', '-pthread', '-w', '-o', program, file], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`gcc says:\n${stderr}`)
  const seen = new Set<string>()
  for (let i = 0; i < RUNS && !seen.has(FOR_EVER); i++) {
    // It ends the whole family.
    const run = spawnSync('timeout', ['-s', 'KILL', PATIENCE, program], { encoding: 'utf8' })
    const isKilled = run.status === null || run.status === KILLED
    seen.add(isKilled ? FOR_EVER : JSON.stringify([run.stdout, run.status]))
  }
  return seen
}
