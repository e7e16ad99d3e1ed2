import 'server-only'
import { openLine } from '@/lib/queue/line'
import { STATING, XAPI } from '@/lib/queue/schema'
import { openWorker, startOnce, type Worker } from '@/lib/queue/worker'
import { NotTaken, sendStatements } from './lrs'
import { type Happening, jobOf, LINE } from './outbox'
import { type Lrs, lrsOf } from './settings'
import type { Statement } from './statement'
import { closedBetween, PAGE, statementsOf } from './store'

/** How often an instance looks for work, in seconds. */
const POLL = 5
/** So much is sent in one request. */
const BATCH = 50
/** It is given up so long before its time is over, in seconds: nobody is at it when it is tried again. */
const MARGIN = 60
/** Assignments that were over before this many days are not looked at: an installation that begins to state does not begin with
 *  what was years ago, and one that was away for less loses nothing. */
const DAYS = 7

/** Sends what is in line to a store: at least once, whichever instance is killed, and stored once by the ids of statements. What a
 *  store does not take is tried again, later each time, and kept in a line of its own when that was in vain. A look puts assignments
 *  that are over in line.
 *  @param now for tests, as `poll` and `page` */
export function openSender(
  databaseUrl: string,
  lrs: Lrs,
  now: () => Date = () => new Date(),
  poll = POLL,
  page = PAGE,
): Worker {
  const line = openLine(databaseUrl, LINE)
  const tick = async () => {
    const at = now()
    const over = await closedBetween(new Date(at.getTime() - 86_400_000 * DAYS), at)
    if (over.length > 0) await line.insert(over.map(jobOf))
  }
  /** @returns the ids of those of which the store finds something wrong with a statement */
  const sendAll = async (jobs: readonly Job[], late: AbortSignal) => {
    const jobOfStatement = new Map<string, string>()
    const made: Statement[] = []
    for (const { id, data } of jobs) {
      const { statements, rest } = await statementsOf(data, lrs, now(), page)
      if (rest) await line.insert([jobOf(rest)])
      made.push(...statements)
      for (const one of statements) jobOfStatement.set(one.id, id)
    }
    const refused: string[] = []
    for (let i = 0; i < made.length; i += BATCH)
      refused.push(...(await sendStatements(lrs, made.slice(i, i + BATCH), late)))
    return new Set(refused.map((id) => jobOfStatement.get(id)))
  }
  const workOff = async (jobs: readonly Job[]) => {
    const late = AbortSignal.timeout(1000 * (STATING - MARGIN))
    let failure: unknown = null
    for (const part of partsOf(jobs)) {
      try {
        const refused = await sendAll(part, late)
        if (refused.size > 0)
          failure = new NotTaken('the learning record store finds something wrong with a statement')
        // What is done is done with, whatever becomes of the others: what is thrown is said of those that are left.
        const done = part.flatMap(({ id }) => (refused.has(id) ? [] : [id]))
        if (done.length > 0) await line.complete(XAPI, done)
      } catch (error) {
        failure = error
      }
    }
    if (failure !== null) throw failure
  }
  return openWorker<Happening>(line, { queue: XAPI, batch: BATCH, poll, tick, work: workOff })
}

type Job = { readonly id: string; readonly data: Happening }

/** What is sent together: a page of an assignment, which makes many statements, by itself, and all others before. */
function partsOf(jobs: readonly Job[]): (readonly Job[])[] {
  const few = jobs.filter(({ data }) => data.kind !== 'assignment')
  const many = jobs.filter(({ data }) => data.kind === 'assignment')
  return [few, ...many.map((one) => [one])].filter((part) => part.length > 0)
}

/** Has this process state what learners do from now on, where a store is set: see `startOnce`. */
export async function startStating(): Promise<void> {
  const lrs = lrsOf(process.env)
  if (lrs) await startOnce(XAPI, () => openSender(process.env.DATABASE_URL ?? '', lrs))
}
