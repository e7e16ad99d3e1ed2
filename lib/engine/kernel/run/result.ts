/** The outcome of a run with the digest of its machine. A page shows no digest, and does not load what makes one. */
import type { Machine } from '../state/machine'
import type { RunResult } from '../state/result'
import { hashMachine } from './hash'
import { outcomeOf } from './run'

/** What a machine that has ended (or was stopped) leaves behind. */
export function resultOf(machine: Machine): RunResult {
  return { ...outcomeOf(machine), hash: hashMachine(machine) }
}
