import type { Explored, ExploredOutcome, MendFault, Must } from './explored'

/** What was found of a learner's own program, as its learner is told. */
export type Proof = {
  readonly faults: readonly MendFault[]
  /** Every order was looked at, and nothing is wrong in any. */
  readonly holds: boolean
  readonly complete: boolean
  /** The bound that ended the look, or null. */
  readonly cut: string | null
  readonly states: number
  /** Orders that differ in more than independent steps; null: without end, too many to count, or not all were seen. */
  readonly orders: number | null
  readonly outcomes: readonly (ExploredOutcome & { readonly holds: boolean })[]
  /** The schedule with the fewest switches that breaks it, of one core; null: none does. */
  readonly witness: string | null
  /** Lines of the first race, where it must have none. */
  readonly race: { readonly location: string; readonly lines: readonly number[] } | null
  /** Of the compiler's first complaint. */
  readonly line: number | null
}

/** What is wrong with a program, by what was found of it. What must still happen is judged only where all was seen. */
export function faultsOf(must: Must, found: Explored): MendFault[] {
  if (found.state === 'uncompiled') return ['compile']
  const { outcomes, races, endless, complete, crew } = found
  const wrong: readonly (MendFault | false)[] = [
    outcomes.some(({ deadlock }) => deadlock) && 'deadlock',
    endless !== null && 'endless',
    outputsThatBreak(must, found).length > 0 && 'output',
    must.raceFree && races.length > 0 && 'race',
    complete && crew.started < must.started && 'started',
    complete && crew.together < must.together && 'together',
    complete && Object.entries(must.writers).some(([name, n]) => (crew.writers[name] ?? 0) < n) && 'writers',
  ]
  return wrong.filter((fault) => fault !== false)
}

/** Outputs of runs that end, but not as they must; the one of the fewest switches first. */
export function outputsThatBreak(must: Must, found: Explored): string[] {
  if (found.state === 'uncompiled') return []
  return found.outcomes.filter((one) => !one.deadlock && !ends(must, one)).map(({ stdout }) => stdout)
}

export function proofOf(must: Must, found: Explored): Proof {
  const faults = faultsOf(must, found)
  if (found.state === 'uncompiled')
    return { ...NOTHING, faults, holds: false, complete: true, cut: null, line: found.line }
  const { complete, cut, states, executions, races, endless } = found
  const outcomes = found.outcomes.map((one) => ({ ...one, holds: !one.deadlock && ends(must, one) }))
  const race = must.raceFree ? (races[0] ?? null) : null
  const breaking = outcomes.find((one) => !one.holds)?.schedule ?? endless ?? race?.schedule ?? null
  return {
    faults,
    holds: complete && faults.length === 0,
    complete,
    cut,
    states,
    orders: executions,
    outcomes,
    witness: breaking,
    race: race && { location: race.location, lines: race.lines },
    line: null,
  }
}

const NOTHING = { states: 0, orders: null, outcomes: [], witness: null, race: null }

function ends(must: Must, { stdout, status }: ExploredOutcome): boolean {
  return stdout === must.stdout && status === must.status
}
