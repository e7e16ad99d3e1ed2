import PgBoss from 'pg-boss'
import { readDatabaseUrl } from '@/lib/database-url'
import type { ExplorationStage } from '@/lib/quiz/wire'
import { LOST, QUEUE, queueSchema } from './queue-schema'

/** Runs one statement, as `pg` numbers its parameters, and gives its rows: a transaction of whoever asks. */
export type Execute = (text: string, values: readonly unknown[]) => Promise<readonly unknown[]>

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

/** What a job says. One that is given up has another id. */
type Job = { readonly response: string }

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
  const { schema, ...connection } = readDatabaseUrl(databaseUrl)
  const boss = new PgBoss({
    ...connection,
    max: 2,
    schema: queueSchema(schema),
    migrate: false,
    schedule: false,
    maintenanceIntervalSeconds: MAINTAIN,
    monitorStateIntervalSeconds: COUNT,
    application_name: 'forklore explorer',
  })
  boss.on('error', () => {
    // The database is away: what is in line stays there, and the next poll tries again.
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
  const workers: string[] = []
  /** Jobs that this instance is at work on. */
  const held = new Set<string>()
  let beating: NodeJS.Timeout | undefined
  const beat = async () => {
    const db = boss.getDb()
    const jobs = `${queueSchema(schema)}.job`
    if (held.size > 0)
      await db.executeSql(`UPDATE ${jobs} SET started_on = now() WHERE id = ANY($1) AND state = 'active'`, [
        [...held],
      ])
    // Whoever has not said for so long that it works on a job has had its time: the next look for such jobs is at once.
    const { rows } = await db.executeSql(
      `UPDATE ${jobs} SET started_on = now() - expire_in - interval '1 second' WHERE name = ANY($1) AND state = 'active'
       AND started_on < now() - make_interval(secs => $2) AND started_on > now() - expire_in RETURNING id`,
      [[QUEUE, LOST], MISSED],
    )
    if (rows.length > 0) await boss.maintain()
  }
  return {
    async add(execute, responseId) {
      const db = {
        executeSql: async (text: string, values: readonly unknown[]) => ({
          rows: [...(await execute(text, values))],
        }),
      }
      await boss.insert([{ id: responseId, name: QUEUE, data: { response: responseId } }], {
        db,
      } as PgBoss.ConnectionOptions)
    },
    wake() {
      for (const id of workers) boss.notifyWorker(id)
    },
    async stage(responseId) {
      await start()
      const job = await boss.getJobById(QUEUE, responseId)
      if (job?.state === 'active') return 'exploring'
      return job?.state === 'created' || job?.state === 'retry' ? 'waiting' : null
    },
    async work(threads, settle, giveUp) {
      await start()
      const options = { batchSize: 1, pollingIntervalSeconds: POLL }
      const each = (work: (id: string) => Promise<void>) => async (jobs: readonly PgBoss.Job<Job>[]) => {
        for (const { id, data } of jobs) {
          held.add(id)
          await work(data.response).finally(() => held.delete(id))
        }
      }
      for (let i = 0; i < threads; i++) workers.push(await boss.work(QUEUE, options, each(settle)))
      await boss.work(LOST, options, each(giveUp))
      // What a killed instance left, without waiting for the next round.
      await boss.maintain()
      // The database may be away: the next beat tries again.
      beating = setInterval(() => void beat().catch(() => {}), 1000 * BEAT)
      beating.unref()
    },
    async stop() {
      clearInterval(beating)
      if (starting) await boss.stop({ graceful: false })
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
