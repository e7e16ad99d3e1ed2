import { z } from 'zod'
import { needProgram, type Workshop } from '../build'
import { type KindRow, remedyFor } from '../grade'
import type { ItemProgram, OutcomePredicate, Slip } from '../item'
import { MAX_SCHEDULE } from '../limit'
import { program, slip } from '../written'
import { buildSlips } from './predict'

const fields = {
  program,
  outcome: z.strictObject({
    stdout: z.string().nullable().default(null),
    status: z.int().nullable().default(null),
    deadlock: z.boolean().nullable().default(null),
  }),
  maxSteps: z.int().min(100).max(1_000_000).default(100_000),
  slips: z.array(slip),
}

declare module '../item' {
  interface Kinds {
    schedule: {
      item: {
        readonly program: ItemProgram
        /** What the learner's schedule must bring about, one schedule that does, and how many steps a replay of
         *  an answer may take. Private. */
        readonly key: {
          readonly outcome: OutcomePredicate
          readonly witness: string
          readonly maxSteps: number
        }
        readonly slips: readonly Slip[]
      }
      shown: unknown
      asked: unknown
      answer: { readonly schedule: string }
      /** `end`: what was asked of it; `schedule`: one that brings it about, with the fewest switches that were found. */
      key: { readonly stdout: string | null; readonly end: OutcomePredicate; readonly schedule: string }
    }
  }
}

/** An order of execution that brings about what the stem asks for. The answer is replayed, never searched
 *  for: the cost is bounded by the item's own step budget. */
export const schedule: KindRow<'schedule', typeof fields> = {
  interaction: 'performance',
  isWorkedOut: true,
  isOne: true,
  isLong: true,
  file: {
    fields,
    build(shop, written) {
      const { outcome, maxSteps } = written
      const shown = needProgram(shop, written.program)
      const slips = buildSlips(shop, written.slips)
      const key = { outcome, witness: witnessOf(shop, shown, outcome), maxSteps }
      return { program: shown, key, slips, partial: 'whole' }
    },
  },
  answer: { schedule: z.string() },
  ids: () => ({ options: [] }),
  // Not the witness: another schedule that does the same is another illustration, not another key.
  key: ({ key }) => ({ outcome: key.outcome, maxSteps: key.maxSteps }),
  publish: () => ({}),
  validate(_asked, answer) {
    if (answer.schedule.trim() === '') return 'unanswered'
    if (answer.schedule.length > MAX_SCHEDULE) return 'too-long'
    return /^[\x20-\x7e]+$/.test(answer.schedule) ? null : 'ill-formed'
  },
  replay(item, answer) {
    const { source, config } = item.program
    return { source, config, schedule: answer.schedule, maxSteps: item.key.maxSteps }
  },
  score(item, _answer, run) {
    const total = item.rubric.points
    if (run?.state === 'unfinished') return { state: 'unfinished', total }
    if (run?.state !== 'finished') return { state: 'invalid', why: 'ill-formed' }
    const correct = holds(item.key.outcome, run)
    const chosen = { option: null, correct, stdout: run.stdout, ...remedyFor(item.slips, run.stdout) }
    return { state: 'scored', earned: correct ? total : 0, total, chosen: [chosen] }
  },
  reveal: ({ key: { outcome, witness } }) => ({
    kind: 'schedule',
    stdout: outcome.stdout,
    end: outcome,
    schedule: witness,
  }),
  // The policy's own schedule does not do it, which the build makes sure of.
  chance: () => 0,
  right: ({ key }) => ({ kind: 'schedule', schedule: key.witness }),
  // Schedules are not invented here.
  wrong: () => null,
  said: ({ schedule }) => schedule,
  read: (_shown, answer) => [answer.schedule],
}

/** A schedule that brings about the wanted outcome: of those of the explorer the one with the fewest switches between tasks, where it does
 *  so as the item runs its program too. */
function witnessOf(shop: Workshop, shown: ItemProgram, outcome: OutcomePredicate): string {
  const request = { ...shown, schedule: null }
  const isWanted = (run: Ending & { readonly finished: boolean }) => run.finished && holds(outcome, run)
  if (isWanted(shop.replayer.facts(request)))
    shop.complain(['outcome'], 'the run does this by itself: there is nothing to construct')
  const { outcomes, deadlocks } = shop.replayer.orders(request)
  const found = [
    ...outcomes.map((end) => ({ ...end, deadlock: false })),
    ...deadlocks.map((end) => ({ ...end, deadlock: true })),
  ]
    // The status of who waits for ever is the replay's to say.
    .filter((end) => holds({ ...outcome, status: null }, end))
    .sort((a, b) => a.switches - b.switches || a.length - b.length)
  for (const { schedule } of [...found, ...shop.replayer.ends(request).filter(isWanted)])
    if (schedule && isWanted(shop.replayer.facts({ ...shown, schedule }))) return schedule
  shop.complain(['outcome'], 'no schedule that was tried brings this about')
  return ''
}

type Ending = { readonly stdout: string; readonly status: number; readonly deadlock: boolean }

function holds(wanted: OutcomePredicate, run: Ending): boolean {
  return (
    (wanted.stdout === null || wanted.stdout === run.stdout) &&
    (wanted.status === null || wanted.status === run.status) &&
    (wanted.deadlock === null || wanted.deadlock === run.deadlock)
  )
}
