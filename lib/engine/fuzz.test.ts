/**
 * Generated sources against everything that must hold of any: nothing throws or hangs, budgets are kept, nothing stays
 * in memory, the same triple gives the same trace, and the interpreter and the generated code agree. What gcc prints for
 * generated programs is compared by `npm run -s sim -- fuzz`. Each time the same few sources are tried; FUZZ_SECONDS=n
 * tries as many as n seconds allow, and FUZZ_SEED=n others. `npm run check:long` does both.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { Worker } from 'node:worker_threads'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import {
  boot,
  compile,
  type PartialConfig,
  POLICIES,
  type Program,
  type RunResult,
  record,
  resultOf,
  run,
  runFor,
} from '.'
import { generateConcurrent } from './fuzz/concurrent'
import { generateNoise } from './fuzz/noise'
import { generateProgram } from './fuzz/program'
import { createMemory } from './vm/frame'

/** Null: a fixed number of sources instead of a time. */
const SECONDS = process.env.FUZZ_SECONDS ? Number(process.env.FUZZ_SECONDS) : null
const SEED = Number(process.env.FUZZ_SEED ?? 1)
/** Sources of each kind: some 10 s in all. */
const [PROGRAMS, NOISE, CONCURRENT] = [25, 60, 15]
/** One source may take this long on a busy machine, milliseconds; most take a hundredth. */
const PATIENCE = 20_000
const LIMITS = { steps: 200_000, memory: 8 << 20, output: 64 << 10, tasks: 24, descriptors: 64 }
/** Steps of a generated program that ends by itself: far more than any of them takes. */
const PROGRAM_STEPS = 20_000_000
/** Bytes of the heap that may be gone for good after any number of sources: the library, once compiled, is kept. */
const GROWTH = 64 << 20
const TIMEOUT = { timeout: (SECONDS ?? 120) * 1000 + 120_000 }

/** The source that is tried now, and the turn it has: what only a second thread can tell when the first one hangs. */
const trying = new Int32Array(new SharedArrayBuffer(8))
const watchdog = new Worker(
  `const { workerData: trying } = require('node:worker_threads')
   let [turn, since] = [0, Date.now()]
   setInterval(() => {
     const now = Atomics.load(trying, 1)
     if (now !== turn) [turn, since] = [now, Date.now()]
     else if (turn % 2 === 1 && Date.now() - since > ${2 * PATIENCE}) {
       require('node:fs').writeSync(2, 'seed ' + trying[0] + ' hangs\\n')
       process.kill(process.pid, 'SIGKILL')
     }
   }, 1000)`,
  { eval: true, workerData: trying },
)

const counts = new Map<string, number>()

afterAll(() => {
  const shown = [...counts].sort(([, a], [, b]) => b - a).map(([name, times]) => `${name} ${times}`)
  void watchdog.terminate()
  console.log(`fuzzing from seed ${SEED}: ${shown.join(', ')}`)
})

test(
  'generated programs end by themselves, and do the same in the interpreter and as generated code',
  TIMEOUT,
  () => {
    fuzz(PROGRAMS, 0.4, (seed) => {
      const { source } = generateProgram(seed)
      const result = sameInBothTiers(source, { limits: { ...LIMITS, steps: PROGRAM_STEPS } })
      expect(result.reason).toBe('exited')
      expect(result.stdout.split('\n').length).toBeGreaterThan(3)
      count('programs')
    })
  },
)

test('what is no program gets diagnostics, in time', TIMEOUT, () => {
  fuzz(NOISE, 0.3, (seed) => {
    const { kind, source } = generateNoise(seed)
    const { program, diagnostics } = compile(source)
    count(kind)
    if (program) {
      count('compiles all the same')
      run(program, { limits: LIMITS })
    } else expect(diagnostics.length).toBeGreaterThan(0)
    for (const { line, column } of diagnostics) expect(line > 0 && column > 0).toBe(true)
  })
})

test(
  'threads, processes and pipes keep to the budgets, and the same triple gives the same trace',
  TIMEOUT,
  () => {
    fuzz(CONCURRENT, 0.3, (seed) => {
      const source = generateConcurrent(seed)
      const config: PartialConfig = {
        cores: 1 + (seed % 4),
        policy: POLICIES[seed % 5] ?? 'rr',
        seed: seed % 1000,
        quantum: 1 + (seed % 30),
        limits: LIMITS,
      }
      const result = sameInBothTiers(source, config)
      count(`concurrent: ${result.reason}`)
      expect(result.steps).toBeLessThanOrEqual(LIMITS.steps)
      expect(result.stdoutBytes.length + result.stderrBytes.length).toBeLessThanOrEqual(LIMITS.output)
      const program = built(source)
      expect(told(run(program, config))).toBe(told(result))
      // A schedule says nothing about what comes behind its last visible operation, where a budget or a fault may end the run.
      if (result.reason === 'exited' || result.reason === 'deadlock') {
        const { stdout, stderr, status, hash, misfit } = run(program, config, result.schedule)
        const found = { stdout, stderr, status, hash, misfit }
        expect(found).toEqual({
          stdout: result.stdout,
          stderr: result.stderr,
          status: result.status,
          hash: result.hash,
          misfit: null,
        })
      }
      const trace = traceOf(program, config)
      expect(traceOf(program, config) === trace).toBe(true)
    })
  },
)

test('macros that double forty times, one inside the other, are given up', () => {
  const nesting = Array.from({ length: 40 }, (_, i) => `#define B${i + 1}(x) B${i}(B${i}(x))`).join('\n')
  const { program, diagnostics } = compile(`#define B0(x) x\n${nesting}\nint x = B40(1);`)
  expect(program).toBe(null)
  expect(diagnostics.map(({ code }) => code)).toContain('expansion-limit')
})

test('a file that includes itself twice, or a thousand headers a thousand times, is given up', () => {
  const codesOf = (text: string) => compile([{ name: 'main.c', text }]).diagnostics.map(({ code }) => code)
  expect(codesOf('int x;\n#include "main.c"\n#include "main.c"\n')).toContain('include-depth')
  expect(codesOf('#include <stdio.h>\n'.repeat(55_000))).toContain('include-limit')
})

function count(name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}

/** Calls `check` with so many seeds, or until a share of the time is over. A failure names its seed. */
function fuzz(times: number, share: number, check: (seed: number) => void): void {
  const warm = 5
  let [tried, before] = [0, 0]
  const timed = (seed: number) => {
    if (tried++ === warm) before = heapBytes()
    const started = performance.now()
    trying[0] = seed
    Atomics.add(trying, 1, 1)
    try {
      check(seed)
    } finally {
      Atomics.add(trying, 1, 1)
    }
    const took = performance.now() - started
    if (took > PATIENCE) throw new Error(`it took ${Math.round(took)} ms`)
  }
  fc.assert(fc.property(fc.integer({ min: 0, max: 1_000_000 }), timed), {
    seed: SEED,
    ...(SECONDS === null
      ? { numRuns: times }
      : { numRuns: 1_000_000, interruptAfterTimeLimit: SECONDS * 1000 * share }),
    // Neighbouring seeds have nothing in common: there is nothing to shrink to.
    endOnFailure: true,
  })
  if (tried > warm) expect(heapBytes() - before).toBeLessThan(GROWTH)
}

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

function heapBytes(): number {
  collectGarbage()
  return process.memoryUsage().heapUsed
}

function built(source: string): Program {
  const { program, diagnostics } = compile(source)
  if (!program) throw new Error(`line ${diagnostics[0]?.line}: ${diagnostics[0]?.code}`)
  return program
}

const memory = createMemory({ bytes: LIMITS.memory })

function sameInBothTiers(source: string, config: PartialConfig): RunResult {
  const [interpreted, generated] = [Number.POSITIVE_INFINITY, 50].map((heat) => {
    const machine = boot(built(source), config, undefined, {}, memory)
    machine.cpu.heatLimit = heat
    runFor(machine)
    return resultOf(machine)
  })
  expect(told(generated)).toBe(told(interpreted))
  return interpreted as RunResult
}

/** All that a result says, as one line: comparing the bytes one by one takes longer than the run. */
function told(result: RunResult | undefined): string {
  return JSON.stringify(result, (key, value) => (key.endsWith('Bytes') ? undefined : value))
}

function traceOf(program: Program, config: PartialConfig): string {
  const recording = record(program, config, undefined, 60)
  return JSON.stringify(Array.from({ length: recording.length }, (_, i) => recording.step(i)))
}
