import 'server-only'
import { XAPI } from '@/lib/exploration/queue-schema'
import { NotTaken, sendStatements } from './lrs'
import { boss, type Happening, jobOf } from './outbox'
import { type Lrs, lrsOf } from './settings'
import type { Statement } from './statement'
import { closedBetween, statementsOf } from './store'

export type Sender = {
  /** Puts assignments that are over in line. */
  readonly tick: () => Promise<void>
  /** Sends what is in line, and looks once a minute for assignments that are over, until `stop`. */
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** How often an instance looks for work, and for what is over, in seconds. */
const POLL = 5
const LOOK = 60
/** So much is sent in one request. */
const BATCH = 50
/** Assignments that were over before this many days are not looked at: an installation that begins to state does not begin with
 *  what was years ago, and one that was away for less loses nothing. */
const DAYS = 7

/** Sends what is in line to a store: at least once, whichever instance is killed, and stored once by the ids of statements. What a
 *  store does not take is tried again, later each time, and kept in a line of its own when that was in vain.
 *  @param now for tests, as `poll` */
export function openSender(
  databaseUrl: string,
  lrs: Lrs,
  now: () => Date = () => new Date(),
  poll = POLL,
): Sender {
  const line = boss(databaseUrl)
  let looking: NodeJS.Timeout | undefined
  const tick = async () => {
    const at = now()
    const over = await closedBetween(new Date(at.getTime() - 86_400_000 * DAYS), at)
    if (over.length > 0) await line.insert(over.map(jobOf))
  }
  const sendAll = async (jobs: readonly { id: string; data: Happening }[]) => {
    const jobOfStatement = new Map<string, string>()
    const made: Statement[] = []
    for (const { id, data } of jobs)
      for (const one of await statementsOf(data, lrs, now())) {
        made.push(one)
        jobOfStatement.set(one.id, id)
      }
    const refused: string[] = []
    for (let i = 0; i < made.length; i += BATCH)
      refused.push(...(await sendStatements(lrs, made.slice(i, i + BATCH))))
    return new Set(refused.map((id) => jobOfStatement.get(id) ?? ''))
  }
  const stop = async () => {
    clearInterval(looking)
    await line.stop({ graceful: false })
  }
  // The database may be away: the next look tries again.
  const look = () => void tick().catch(() => {})
  const start = async () => {
    try {
      await line.start()
      await line.work<Happening>(XAPI, { batchSize: BATCH, pollingIntervalSeconds: poll }, async (jobs) => {
        const refused = await sendAll(jobs)
        if (refused.size === 0) return
        // The others are done with: what is thrown is said of those that are left.
        await line.complete(
          XAPI,
          jobs.flatMap(({ id }) => (refused.has(id) ? [] : [id])),
        )
        throw new NotTaken('the learning record store finds something wrong with a statement')
      })
    } catch (error) {
      await stop().catch(() => {})
      throw error
    }
    looking = setInterval(look, 1000 * LOOK)
    looking.unref()
    look()
  }
  return { tick, start, stop }
}

/** A reload of the development server evaluates this module again: what was begun stays. */
const shared = globalThis as { forkloreSender?: Promise<void> | null }

/** Has this process state what learners do from now on, where a store is set; the second call does nothing.
 *  @throws when the database is out of reach: the next call tries again */
export function startStating(): Promise<void> {
  const lrs = lrsOf(process.env)
  if (!lrs) return Promise.resolve()
  shared.forkloreSender ??= begin(lrs).catch((error) => {
    shared.forkloreSender = null
    throw error
  })
  return shared.forkloreSender
}

async function begin(lrs: Lrs): Promise<void> {
  const sender = openSender(process.env.DATABASE_URL ?? '', lrs)
  await sender.start()
  // What is under way is given back.
  process.once('SIGTERM', () => void sender.stop())
}
