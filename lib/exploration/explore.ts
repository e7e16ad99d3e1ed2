/** A learner's program, explored within a budget. Pure: the same program gives the same, on every machine. */
import { boot, compile, type Exploration, explore, type ProgramOutcome } from '@/lib/engine'
import type { Explored, ExploredOutcome, ExploreRequest } from '@/lib/quiz/explored'

/** What a look at all orders may take: states, instructions of all paths together, different endings, and what each run has of
 *  a machine. No program of a lesson comes near any of it; who runs out is told which. */
export const BUDGET = {
  states: 12_000,
  work: 6_000_000,
  endings: 64,
  memory: 8 << 20,
  output: 4 << 10,
  tasks: 32,
} as const

/** Moves between two looks at how many endings there are. */
const SLICE = 500

/** Outcomes and races that are kept, and how much of an output. */
const KEPT = 12
const KEPT_OUTPUT = 2_000

/** Looks at every order, whoever sleeps waking at any time: that one slept longer orders nothing. */
export function exploreProgram({ file, source }: ExploreRequest): Explored {
  const { program, diagnostics } = compile([{ name: file, text: source }])
  if (!program) {
    const first = diagnostics.find(({ severity }) => severity === 'error') ?? diagnostics[0]
    return { state: 'uncompiled', line: first?.line ?? 1, code: first?.code ?? '' }
  }
  const { memory, output, tasks, states, work, endings } = BUDGET
  const limits = { memory, output, tasks, steps: work }
  const run = explore(
    (asked, memory) => boot(program, { ...asked, limits }, undefined, {}, memory),
    { states, work },
    { wakes: 'any time' },
  )
  while (!run.advance(SLICE)) if (run.outcomes() > endings) return told(run.result(), 'endings')
  return told(run.result(), null)
}

/** What is told of a program whose look was ended from outside, which takes all with it that was seen. */
export function unexplored(cut: string): Explored {
  const nothing = { states: 0, executions: null, outcomes: [], races: [], endless: null }
  return {
    state: 'explored',
    complete: false,
    cut,
    ...nothing,
    crew: { started: 0, together: 0, writers: {} },
  }
}

function told(found: Exploration, cut: string | null): Explored {
  const { complete, states, executions, outcomes, deadlocks, races, endless, crew } = found
  return {
    state: 'explored',
    complete,
    // Where the search itself was not cut, the machine of some run was too small.
    cut: complete ? null : (cut ?? found.cut ?? 'machine'),
    states,
    executions,
    outcomes: distinct([
      ...outcomes.map((one) => outcomeOf(one, false)),
      ...deadlocks.map((one) => outcomeOf(one, true)),
    ]).slice(0, KEPT),
    races: races.slice(0, KEPT).map(({ location, accesses, schedule }) => ({
      location,
      lines: accesses.map(({ line }) => line),
      schedule,
    })),
    // Under sequential consistency each path is a schedule.
    endless: endless?.schedule ?? null,
    crew,
  }
}

function outcomeOf(
  { stdout, status, schedule, switches, turned, length }: ProgramOutcome,
  deadlock: boolean,
): ExploredOutcome {
  const one = { stdout: stdout.slice(0, KEPT_OUTPUT), status, deadlock, schedule, switches }
  return turned < 0 ? one : { ...one, turned: { at: turned, of: length } }
}

/** Of those that differ in nothing that is asked (standard error is not) the one of the fewest switches. */
function distinct(outcomes: readonly ExploredOutcome[]): ExploredOutcome[] {
  const known = new Map<string, ExploredOutcome>()
  for (const one of [...outcomes].sort((a, b) => a.switches - b.switches)) {
    const key = JSON.stringify([one.stdout, one.status, one.deadlock])
    if (!known.has(key)) known.set(key, one)
  }
  return [...known.values()]
}
