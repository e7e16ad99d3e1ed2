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
  /** Each thing that is asked of it, as it was asked, and what came of it; none of a program that does not compile. */
  readonly checked: readonly Checked[]
  /** The schedule with the fewest switches that breaks it, of one core, and how it does; null: none does that a replay shows. */
  readonly witness: { readonly schedule: string; readonly shows: Breaking } | null
  /** Where it must have none: what is raced for, each variable once, with all lines that do. */
  readonly races: readonly { readonly location: string; readonly lines: readonly number[] }[]
  /** Of the compiler's first complaint. */
  readonly line: number | null
}

/** How an order breaks a program. */
export type Breaking = 'deadlock' | 'endless' | 'output' | 'race'

/** One thing that is asked of a mended program, as its learner reads it. */
export type Requirement =
  | { readonly what: 'end' | 'race-free' }
  | { readonly what: 'print'; readonly text: string }
  | { readonly what: 'status' | 'start' | 'together'; readonly n: number }
  | { readonly what: 'write'; readonly n: number; readonly name: string }

/** What came of a requirement.
 *  - `open`: nothing broke it, but not all was seen
 *  - `unreached`: no run ends, so that there is nothing to judge it by */
export type Checked = Requirement & { readonly state: 'met' | 'broken' | 'open' | 'unreached' }

/** All that is asked, in the order in which it is told, before an answer and after it. */
export function requirementsOf({
  stdout,
  status,
  started,
  together,
  writers,
  raceFree,
}: Must): Requirement[] {
  return [
    { what: 'end' },
    { what: 'print', text: stdout },
    { what: 'status', n: status },
    ...(started > 0 ? [{ what: 'start' as const, n: started }] : []),
    ...(together > 1 ? [{ what: 'together' as const, n: together }] : []),
    ...Object.entries(writers).map(([name, n]) => ({ what: 'write' as const, n, name })),
    ...(raceFree ? [{ what: 'race-free' as const }] : []),
  ]
}

/** What is wrong with a program, by what was found of it. What must still happen is judged only where all was seen. */
export function faultsOf(must: Must, found: Explored): MendFault[] {
  if (found.state === 'uncompiled') return ['compile']
  const { outcomes, races, endless, crew } = found
  const complete = found.complete && !neverEnds(found)
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
  const { complete, cut, states, executions, races } = found
  const outcomes = found.outcomes.map((one) => ({ ...one, holds: !one.deadlock && ends(must, one) }))
  return {
    faults,
    holds: complete && faults.length === 0,
    complete,
    cut,
    states,
    orders: executions,
    outcomes,
    checked: requirementsOf(must).map((one) => ({ ...one, state: stateOf(one, found) })),
    witness: witnessOf(must, found),
    races: must.raceFree ? byVariable(races) : [],
    line: null,
  }
}

const NOTHING = { states: 0, orders: null, outcomes: [], checked: [], witness: null, races: [] }

type Seen = Exclude<Explored, { readonly state: 'uncompiled' }>

/** Whether some order never ends and none is known that does: there is no end then to judge anything by. */
function neverEnds({ endless, outcomes }: Seen): boolean {
  return (endless !== null || outcomes.length > 0) && outcomes.every(({ deadlock }) => deadlock)
}

function stateOf(asked: Requirement, found: Seen): Checked['state'] {
  const { outcomes, endless, races, complete, crew } = found
  const ended = outcomes.filter(({ deadlock }) => !deadlock)
  const unbroken = complete ? 'met' : 'open'
  const judged = (broken: boolean) => (broken ? 'broken' : neverEnds(found) ? 'unreached' : unbroken)
  const counted = (n: number, least: number) => judged(complete && !neverEnds(found) && n < least)
  switch (asked.what) {
    case 'end':
      return endless !== null || ended.length < outcomes.length ? 'broken' : unbroken
    case 'print':
      return judged(ended.some(({ stdout }) => stdout !== asked.text))
    case 'status':
      return judged(ended.some(({ status }) => status !== asked.n))
    case 'start':
      return counted(crew.started, asked.n)
    case 'together':
      return counted(crew.together, asked.n)
    case 'write':
      return counted(crew.writers[asked.name] ?? 0, asked.n)
    case 'race-free':
      return races.length > 0 ? 'broken' : unbroken
  }
}

function witnessOf(must: Must, { outcomes, endless, races }: Seen): Proof['witness'] {
  for (const one of outcomes) {
    const { deadlock, schedule } = one
    if (schedule === null || (!deadlock && ends(must, one))) continue
    return { schedule, shows: deadlock ? 'deadlock' : 'output' }
  }
  if (endless !== null) return { schedule: endless, shows: 'endless' }
  const race = must.raceFree ? races[0] : undefined
  return race ? { schedule: race.schedule, shows: 'race' } : null
}

function byVariable(races: Seen['races']): { location: string; lines: number[] }[] {
  const lines = new Map<string, Set<number>>()
  for (const race of races)
    lines.set(race.location, new Set([...(lines.get(race.location) ?? []), ...race.lines]))
  return [...lines].map(([location, own]) => ({ location, lines: [...own].sort((a, b) => a - b) }))
}

function ends(must: Must, { stdout, status }: ExploredOutcome): boolean {
  return stdout === must.stdout && status === must.status
}
