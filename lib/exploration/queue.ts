import { readDatabaseUrl } from '@/lib/database-url'
import { type Execute, insertIn, openLine } from '@/lib/queue/line'
import { EXPIRY, LOST, QUEUE, queueSchema } from '@/lib/queue/schema'
import type { ExplorationStage } from '@/lib/quiz/wire'
import { openLeases } from './lease'

/** How often an instance asks for work that nobody told it of, and looks for what killed ones left, in seconds. */
const POLL = 2
const MAINTAIN = 15

/** How often an instance says that it is still at work on what it took, and how long one that has not said so counts as killed,
 *  in seconds: three times may be missed. With the poll and the delay of a retry a job of a killed instance is taken up again
 *  after `MISSED + BEAT + POLL + 1` at most. */
const BEAT = 3
const MISSED = 10
export const TAKEN_UP_AGAIN = MISSED + BEAT + POLL + 1

/** How often the log is told of what waits, where something does, in seconds. */
const COUNT = 60

export type Queue = {
  /** Puts a response's program in line, in the transaction that stores the response: both are there, or neither. */
  readonly add: (execute: Execute, responseId: string) => Promise<void>
  /** Tells this instance, after that transaction, that there is work. */
  readonly wake: () => void
  /** Null: it is in no line any more. */
  readonly stage: (responseId: string) => Promise<ExplorationStage | null>
  /** Works off what is in line until `stop`, here beside all other instances that do.
   *  @param threads how many at once
   *  @param settle scores one response; called again for one that was cut short, so twice must be as once
   *  @param giveUp scores one that could not be explored */
  readonly work: (
    threads: number,
    settle: (responseId: string) => Promise<void>,
    giveUp: (responseId: string) => Promise<void>,
  ) => Promise<void>
  /** Gives back what is under way, for others to take. */
  readonly stop: () => Promise<void>
}

/** The line of programs in a database that `migrate` has prepared. Connects at the first use. */
export function openQueue(databaseUrl: string): Queue {
  const { schema } = readDatabaseUrl(databaseUrl)
  const boss = openLine(databaseUrl, 'explorer', {
    ...{ max: 2, supervise: true },
    maintenanceIntervalSeconds: MAINTAIN,
    monitorStateIntervalSeconds: COUNT,
  })
  boss.on('monitor-states', ({ queues }) => tell(queues[QUEUE]))
  let starting: Promise<unknown> | null = null
  const start = () => {
    starting ??= boss.start().catch((error) => {
      starting = null
      throw error
    })
    return starting
  }
  const leases = openLeases(boss, `${queueSchema(schema)}.job`, [QUEUE, LOST], {
    poll: POLL,
    missed: MISSED,
    most: EXPIRY,
  })
  let beating: NodeJS.Timeout | undefined
  return {
    add: (execute, responseId) =>
      insertIn(execute, boss, [{ id: responseId, name: QUEUE, data: { response: responseId } }]),
    wake: leases.wake,
    async stage(responseId) {
      await start()
      const job = await boss.getJobById(QUEUE, responseId)
      if (job?.state === 'active') return 'exploring'
      return job?.state === 'created' || job?.state === 'retry' ? 'waiting' : null
    },
    async work(threads, settle, giveUp) {
      await start()
      leases.work(QUEUE, threads, settle)
      leases.work(LOST, 1, giveUp)
      // What a killed instance left, without waiting for the next round.
      await boss.maintain()
      // The database may be away: the next beat tries again.
      beating = setInterval(() => void leases.beat().catch(() => {}), 1000 * BEAT)
      beating.unref()
    },
    async stop() {
      clearInterval(beating)
      if (!starting) return
      // The database may be away: what was under way is missed soon.
      await leases.stop().catch(() => {})
      await boss.stop({ graceful: false })
    },
  }
}

/** A line of the log, while something waits or is under way: how much, in all instances together. */
function tell(
  counts: { readonly created: number; readonly retry: number; readonly active: number } | undefined,
) {
  const { created = 0, retry = 0, active = 0 } = counts ?? {}
  if (created + retry + active === 0) return
  const explorations = { waiting: created + retry, exploring: active }
  process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), explorations })}\n`)
}
