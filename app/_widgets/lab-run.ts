import type { LabProgram } from '@/lib/lab/program'
import { SIMULATOR_PARTS } from '@/lib/player/part'
import type { RunInput } from '@/lib/player/session'

/** Steps of the machine that a run may take that a learner wrote: as many as an order that the explorer found is replayed for, and what
 *  goes on without end is cut in about two seconds. */
export const LEARNER_LIMITS = { steps: 20_000_000 } as const

/** A program of the lab as a figure opens it, with all that there is to show. */
export function inputOf(program: LabProgram, locale: 'ko' | 'en'): RunInput {
  const { files, config, grain, stdin, args, schedule } = program
  return {
    files,
    config: {
      ...config,
      stdin,
      arguments: args.split(/\s+/).filter((part) => part !== ''),
      limits: LEARNER_LIMITS,
    },
    schedule,
    grain,
    locale,
    parts: SIMULATOR_PARTS,
  }
}
