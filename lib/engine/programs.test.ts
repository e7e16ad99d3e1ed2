/**
 * The one runner over `testdata`: every NAME.c must do what NAME.json says gcc and Linux did, under several seeds,
 * numbers of cores and policies. `ENGINE_MATRIX=full` runs all of them (20 seeds × 1, 2, 4 cores × every policy, and
 * 100 seeds for programs with several outcomes); without it each program gets a few, different ones for each.
 */
import { setImmediate } from 'node:timers/promises'
import { afterEach, expect, test, vi } from 'vitest'
import { POLICIES, type PolicyName, type Program, type RunResult, run } from '.'
import { compiled, FULL, FULL_TIMEOUT, PROGRAMS, recordOf } from './test-programs'

type Outcome = { readonly stdout: string; readonly status: number }

/** What was recorded beside a program; `outcomes` where Linux leaves the order open. */
type Truth = Outcome & {
  readonly stdin: string | null
  readonly outcomes?: readonly Outcome[]
  readonly deadlock_possible?: boolean
}

type Setting = { readonly seed: number; readonly cores: number; readonly policy: PolicyName }

const CORES = [1, 2, 4]
/** Far more than any of them needs; a program that runs away fails instead of taking all day. */
const LIMITS = { steps: 300_000_000 }
const REACHED_BY_SEED = 2000

if (FULL) vi.setConfig({ testTimeout: FULL_TIMEOUT })

// Programs run without a pause; the reporter waits for an answer, and gives up after a minute without one.
afterEach(() => setImmediate())

// Of those in explore, some stop or never end by design, and some outcomes are too rare for a seed: explore/program.test.ts
// holds every order of them to the record.
const programs = PROGRAMS.filter((name) => !name.startsWith('explore/'))

for (const [turn, name] of programs.entries()) {
  const truth = recordOf(name) as Truth | null
  if (truth?.outcomes) describeOpen(name, turn, truth, truth.outcomes)
  else
    test(`${name} prints and returns what was recorded`, () => {
      if (!truth) throw new Error(`nothing is recorded beside ${name}: npm run record-truth`)
      const program = compiled(name)
      for (const setting of FULL ? everySetting() : fewSettings(turn)) {
        const result = execute(program, truth, setting)
        expect(outcomeOf(result), tell(setting, result)).toEqual({
          stdout: truth.stdout,
          status: truth.status,
        })
      }
    })
}

function describeOpen(name: string, turn: number, truth: Truth, outcomes: readonly Outcome[]): void {
  test(`${name} shows one of its recorded outcomes under every seed`, () => {
    const program = compiled(name)
    for (let seed = 1; seed <= (FULL ? 100 : 4); seed++) {
      const varied = { seed, cores: CORES[(seed + turn) % 3] ?? 1, policy: POLICIES[seed % 5] ?? 'rr' }
      for (const setting of [varied, { seed, cores: 1, policy: 'rr' } as const]) {
        const result = execute(program, truth, setting)
        if (result.status === 125 && truth.deadlock_possible) continue
        expect(outcomes, tell(setting, result)).toContainEqual(outcomeOf(result))
      }
    }
  })

  test(`${name} shows each of its recorded outcomes under some seed up to ${REACHED_BY_SEED}`, () => {
    const program = compiled(name)
    const missing = new Set(outcomes.map((outcome) => outcome.stdout))
    let deadlocked = !truth.deadlock_possible
    for (let seed = 1; seed <= REACHED_BY_SEED && (missing.size > 0 || !deadlocked); seed++) {
      const result = execute(program, truth, { seed, cores: 1, policy: 'rr' })
      if (result.status === 125) deadlocked = true
      else missing.delete(result.stdout)
    }
    expect([...missing]).toEqual([])
    expect(deadlocked).toBe(true)
  })
}

test('there are programs', () => {
  expect(programs.length).toBeGreaterThan(100)
})

function execute(program: Program, truth: Truth, setting: Setting): RunResult {
  return run(program, { ...setting, stdin: truth.stdin, limits: LIMITS })
}

function outcomeOf({ stdout, status }: RunResult): Outcome {
  return { stdout, status }
}

function tell({ cores }: Setting, { schedule, stderr }: RunResult): string {
  return `${cores} cores, replay with --schedule "${schedule}"${stderr ? `, it said: ${stderr}` : ''}`
}

function everySetting(): Setting[] {
  const seeds = Array.from({ length: 20 }, (_, i) => i + 1)
  return seeds.flatMap((seed) =>
    CORES.flatMap((cores) => POLICIES.map((policy) => ({ seed, cores, policy }))),
  )
}

/** Neighbouring programs get different ones, so that together they cover all. */
function fewSettings(turn: number): Setting[] {
  return Array.from({ length: 2 }, (_, i) => ({
    seed: 1 + ((turn + 3 * i) % 20),
    cores: CORES[(turn + i) % 3] ?? 1,
    policy: POLICIES[(turn + i) % 5] ?? 'rr',
  }))
}
