/**
 * The replay law: a run is its schedule. For every program of `testdata`, whatever the seed, the policy, the number of
 * cores and whoever chose, following the schedule that a run left behind gives the same run: output, status, steps,
 * metrics, digest, and the same steps of the trace. `ENGINE_MATRIX=full` tries many more settings and choices, and the
 * steps of all programs.
 */
import { setImmediate } from 'node:timers/promises'
import { afterEach, expect, test, vi } from 'vitest'
import {
  type PartialConfig,
  POLICIES,
  type Program,
  type Recording,
  type RunResult,
  record,
  recordTelling,
  replay,
  resultOf,
  run,
  type TraceStep,
} from '.'
import { compiled, FULL, FULL_TIMEOUT, PROGRAMS, recordOf } from './test-programs'
import { createDice } from './vm/random-program'

const LIMITS = { steps: 300_000_000 }
/** Settings of each program whose results, and whose recordings, are compared. */
const RESULTS = FULL ? 60 : 1
const RECORDINGS = FULL ? 6 : 1
/** One program in so many is recorded. It has no divisor in common with the numbers of cores and policies that they get in turn. */
const SPARSE = FULL ? 1 : 4
/** Steps of a recording, and choices one after another in it. */
const STEPS = FULL ? 3000 : 60
const CHOICES = FULL ? 4 : 1

if (FULL) vi.setConfig({ testTimeout: FULL_TIMEOUT })

// Programs run without a pause; the reporter waits for an answer, and gives up after a minute without one.
afterEach(() => setImmediate())

for (const [turn, name] of PROGRAMS.entries())
  test(`${name} does by its schedule what it did`, () => {
    const program = compiled(name)
    const stdin = stdinOf(name)
    for (let i = 0; i < RESULTS; i++) {
      const config = { ...settingOf(turn, i), stdin, limits: LIMITS }
      const result = run(program, config)
      expect(told(replay(program, config, result.schedule)), result.schedule).toEqual(told(result))
    }
    if (turn % SPARSE !== 0) return
    for (let i = 0; i < RECORDINGS; i++) {
      const config = { ...settingOf(turn, RESULTS + i), stdin, limits: LIMITS }
      const recording = recordTelling(resultOf, program, config, undefined, STEPS)
      expectSameSteps(recording, record(program, config, recording.schedule(recording.length), STEPS))
      expectChoicesReplay(program, config, recording, turn)
    }
  })

/** Neighbouring programs get different ones, so that together they cover all. */
function settingOf(turn: number, i: number): Pick<PartialConfig, 'seed' | 'cores' | 'policy'> {
  return {
    seed: (turn + 7 * i) % 20,
    cores: [1, 2, 4][(turn + i) % 3] ?? 1,
    policy: POLICIES[(2 * turn + i) % POLICIES.length] ?? 'rr',
  }
}

function told(result: RunResult): Partial<RunResult> {
  const { stdoutBytes: _out, stderrBytes: _err, ...rest } = result
  return rest
}

function expectSameSteps(first: Recording, second: Recording): void {
  expect(second.length).toBe(first.length)
  for (let i = 0; i < first.length; i++) {
    const there = shown(second.step(i))
    if (there !== shown(first.step(i))) expect(there).toBe(shown(first.step(i)))
  }
}

/** Why a task was switched to is another reason when a schedule said so. */
function shown(step: TraceStep): string {
  return JSON.stringify(step, (key, value) => (key === 'why' ? undefined : value))
}

/** Chooses tasks at random moments, as a learner does, and follows what came of it from the beginning. */
function expectChoicesReplay(
  program: Program,
  config: PartialConfig,
  first: Recording<RunResult>,
  seed: number,
): void {
  const dice = createDice(seed + 1)
  let recording = first
  let from = 0
  for (let choice = 0; choice < CHOICES && from < recording.length; choice++) {
    const at = from + dice(recording.length - from)
    const tasks = recording.choices(at)
    if (tasks.length === 0) return
    recording = recording.choose(at, tasks[dice(tasks.length)] ?? 0)
    from = at + 1
    const schedule = recording.schedule(recording.length)
    if (recording.complete)
      expect(told(replay(program, config, schedule)), schedule).toEqual(told(recording.result))
    else expectSameSteps(recording, record(program, config, schedule, STEPS))
  }
}

function stdinOf(name: string): string | null {
  return (recordOf(name) as { stdin: string | null } | null)?.stdin ?? null
}
