import { type Explored, type ExploreRequest, storedOutcomes } from '@/lib/quiz/explored'
import { comparable } from '@/lib/quiz/grade'
import { MAX_PREDICTION } from '@/lib/quiz/limit'
import type { Written } from './draft'
import type { OwnFault, OwnFaultCode } from './fault'

/** What the programs of own items are called. */
export const PROGRAM = 'program.c'

/** What was found of a program and is kept as the key: every output that some order prints, the one of the fewest switches
 *  first, with a schedule that prints it where a replay shows it; and how many orders there are. */
export type Found = {
  readonly orders: number
  readonly outputs: readonly { readonly stdout: string; readonly schedule: string | null }[]
}

/** What was found, as it was stored: `foundIn` alone gives what is. */
export function foundFrom(stored: unknown): Found | null {
  const found = stored as Found | null
  return found && { ...found, outputs: storedOutcomes(found.outputs) }
}

/** As many outputs as a look keeps: where there are so many there may be more. */
const KEPT = 12

/** What is to be explored before an own item can be saved; null: it has no program. One that is only shown has to be one, too. */
export function programOf({ source }: Written): ExploreRequest | null {
  return source === null ? null : { file: PROGRAM, source }
}

/** The key of an own item whose program the engine decides, or what is wrong with the program; null where it decides nothing. */
export function foundIn(written: Written, explored: Explored | null): Found | null | readonly OwnFault[] {
  if (explored === null) return null
  if (explored.state === 'uncompiled')
    return [{ field: 'source', code: 'uncompiled', n: explored.line } satisfies OwnFault]
  if (written.kind !== 'predict' && written.kind !== 'possible-outputs') return null
  const wrong = unfit(explored)
  if (wrong) return [{ field: 'source', code: wrong }]
  const outputs = outputsOf(explored)
  const found = { orders: explored.executions ?? 0, outputs }
  const faults = written.kind === 'predict' ? unpredictable(outputs) : undecided(written, found)
  return faults.length > 0 ? faults : found
}

type Seen = Extract<Explored, { state: 'explored' }>

function unfit(seen: Seen): OwnFaultCode | null {
  if (seen.endless !== null) return 'endless'
  if (!seen.complete || seen.executions === null || seen.outcomes.length >= KEPT) return 'too-big'
  return seen.outcomes.some(({ deadlock }) => deadlock) ? 'stuck' : null
}

/** Each once: whatever status a run ends with, its output is the same to who reads it. */
function outputsOf({ outcomes }: Seen): Found['outputs'] {
  const byText = new Map<string, { stdout: string; schedule: string | null }>()
  for (const { stdout, schedule } of outcomes) {
    const text = comparable(stdout)
    if (!byText.has(text)) byText.set(text, { stdout: text, schedule })
  }
  return [...byText.values()]
}

function unpredictable(outputs: Found['outputs']): OwnFault[] {
  const [first] = outputs
  if (outputs.length !== 1 || !first) return [{ field: 'source', code: 'varies', n: outputs.length }]
  if (first.stdout.trim() === '') return [{ field: 'source', code: 'silent' }]
  return first.stdout.length > MAX_PREDICTION ? [{ field: 'source', code: 'long-output' }] : []
}

function undecided({ options }: Extract<Written, { kind: 'possible-outputs' }>, found: Found): OwnFault[] {
  const possible = options.filter(({ text }) => isPossible(found, text)).length
  if (possible === 0) return [{ field: 'options', code: 'none-possible' }]
  return possible === options.length ? [{ field: 'options', code: 'all-possible' }] : []
}

/** Whether some order prints an output. */
export function isPossible({ outputs }: Found, stdout: string): boolean {
  return outputs.some((one) => one.stdout === comparable(stdout))
}

/** A schedule that prints an output; null: no order does, or none that a replay shows. */
export function witnessOf({ outputs }: Found, stdout: string): string | null {
  return outputs.find((one) => one.stdout === comparable(stdout))?.schedule ?? null
}
