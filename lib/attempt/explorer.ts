import 'server-only'
import { type Db, db } from '@/lib/db'
import { openPool, POOL_SIZE, type Pool } from '@/lib/exploration/pool'
import { openQueue, type Queue } from '@/lib/exploration/queue'
import type { Explored, ExploreRequest } from '@/lib/quiz/explored'
import type { ExplorationStage } from '@/lib/quiz/wire'

type Explorer = { pool: Pool | null; queue: Queue | null; working: Promise<void> | null }

/** Routes may be bundled apart, and a reload of the development server evaluates this module again: threads and line stay. */
const shared = globalThis as { forkloreExplorer?: Explorer }
shared.forkloreExplorer ??= { pool: null, queue: null, working: null }
const explorer: Explorer = shared.forkloreExplorer

/** The line of programs of this database. */
export function explorations(): Queue {
  explorer.queue ??= openQueue(process.env.DATABASE_URL ?? '')
  return explorer.queue
}

/** Where the program of a response stands that has no score yet. One that is in no line, since its database was restored
 *  without the queue's tables, say, is put there again. */
export async function explorationStage(responseId: string): Promise<ExplorationStage> {
  const stage = await explorations().stage(responseId)
  if (stage) return stage
  await lineUp(db, responseId)
  return 'waiting'
}

/** Puts a response's program in line, in the transaction that stores it. */
export function lineUp(tx: Db, responseId: string): Promise<void> {
  return explorations().add((text, values) => tx.$queryRawUnsafe<unknown[]>(text, ...values), responseId)
}

/** Explores in a thread of this process's pool. */
export function exploreInPool(request: ExploreRequest): Promise<Explored> {
  explorer.pool ??= openPool()
  return explorer.pool.explore(request)
}

/** Has this process work off what is in line, from now on; the second call does nothing.
 *  @throws when the database is out of reach; the next call tries again */
export function startExplorer(
  settle: (responseId: string) => Promise<unknown>,
  giveUp: (responseId: string) => Promise<unknown>,
): Promise<void> {
  explorer.working ??= explorations()
    .work(
      POOL_SIZE,
      async (id) => void (await settle(id)),
      async (id) => void (await giveUp(id)),
    )
    .then(() => {
      // Who is told to end gives back what is under way, so that it need not be missed first.
      process.once('SIGTERM', () => void stopExplorer())
    })
    .catch((error) => {
      explorer.working = null
      throw error
    })
  return explorer.working
}

/** Gives back what is under way and ends the threads. */
export async function stopExplorer(): Promise<void> {
  const { queue, pool } = explorer
  Object.assign(explorer, { pool: null, queue: null, working: null })
  await queue?.stop()
  await pool?.close()
}
