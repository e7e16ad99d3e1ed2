import type PgBoss from 'pg-boss'

/** Who puts in line what is due, and works off what is in line. */
export type Worker = {
  /** Looks once what is due. */
  readonly tick: () => Promise<void>
  /** Works off what is in line, and looks once a minute, until `stop`.
   *  @throws when the database is out of reach: nothing has begun then */
  readonly start: () => Promise<void>
  /** What is under way is given back. */
  readonly stop: () => Promise<void>
}

/** What a worker does. */
export type Task<Data> = {
  readonly queue: string
  /** So many jobs are taken on at once. */
  readonly batch: number
  /** How often an instance looks for work, in seconds. */
  readonly poll: number
  /** Puts in line what is due: by ids that are made of it, so that however many instances look it is there once. */
  readonly tick: () => Promise<void>
  /** Does what was taken on; what it throws has those that it has not completed tried again. */
  readonly work: (jobs: readonly PgBoss.Job<Data>[]) => Promise<void>
}

/** How often what is due is looked for, in ms. */
const LOOK = 60_000

/** @param line not started; the worker ends it */
export function openWorker<Data extends object>(
  line: PgBoss,
  { queue, batch, poll, tick, work }: Task<Data>,
): Worker {
  let looking: NodeJS.Timeout | undefined
  const stop = async () => {
    clearInterval(looking)
    await line.stop({ graceful: false })
  }
  // The database may be away: the next look tries again.
  const look = () => void tick().catch(() => {})
  const start = async () => {
    try {
      await line.start()
      await line.work<Data>(queue, { batchSize: batch, pollingIntervalSeconds: poll }, work)
    } catch (error) {
      await stop().catch(() => {})
      throw error
    }
    looking = setInterval(look, LOOK)
    looking.unref()
    look()
  }
  return { tick, start, stop }
}

/** A reload of the development server evaluates this module again: what was begun stays. */
const shared = globalThis as {
  forkloreWorkers?: Map<string, Promise<void>>
  /** Queues whose worker is begun again by itself, later. */
  forkloreRetries?: Set<string>
}

/** Begins a worker of this process, which ends with it; the second call for the same queue does nothing.
 *  @throws when the database is out of reach: it is tried again by itself, and by the next call */
export function startOnce(queue: string, open: () => Worker): Promise<void> {
  shared.forkloreWorkers ??= new Map()
  const begun = shared.forkloreWorkers
  const known = begun.get(queue)
  if (known) return known
  const beginning = begin(open).catch((error) => {
    begun.delete(queue)
    retryLater(queue, open)
    throw error
  })
  begun.set(queue, beginning)
  return beginning
}

/** One retry a queue, however many have asked meanwhile. */
function retryLater(queue: string, open: () => Worker): void {
  shared.forkloreRetries ??= new Set()
  const waiting = shared.forkloreRetries
  if (waiting.has(queue)) return
  waiting.add(queue)
  const retry = () => {
    waiting.delete(queue)
    void startOnce(queue, open).catch(() => {})
  }
  setTimeout(retry, LOOK).unref()
}

async function begin(open: () => Worker): Promise<void> {
  const worker = open()
  await worker.start()
  process.once('SIGTERM', () => void worker.stop())
}
