import type PgBoss from 'pg-boss'

/** What a job says. One that is given up has another id. */
export type Job = { readonly response: string }

/**
 * A job as it was taken once. When it is taken up again, here or elsewhere, that is another one with the same id: who had it
 * before says no more for it, and neither ends it nor gives it back.
 */
type Taken = { readonly name: string; readonly id: string; readonly attempt: number }

/** All in seconds. */
export type Times = {
  /** Between two looks at the line that nobody asked for. */
  readonly poll: number
  /** One that has not said for so long that it is at work counts as killed. */
  readonly missed: number
  /** What takes longer is given back, whether it comes to an end or not. */
  readonly most: number
}

export type Leases = {
  /** Works off a queue, `threads` jobs at once, until `stop`. What fails is given back, for anybody to take. */
  readonly work: (name: string, threads: number, settle: (responseId: string) => Promise<void>) => void
  /** Looks at the line now. */
  readonly wake: () => void
  /** Says that this instance is at work on what it has, and makes what killed ones had free. */
  readonly beat: () => Promise<void>
  /** Gives back what is under way. */
  readonly stop: () => Promise<void>
}

/** The jobs that an instance has taken from queues of pg-boss, each as long as nobody else has it. @param jobs the table of jobs */
export function openLeases(boss: PgBoss, jobs: string, queues: readonly string[], times: Times): Leases {
  const held = new Set<Taken>()
  const waiting = new Set<() => void>()
  let isStopped = false
  /** Changes jobs that are still those that were taken. */
  const change = async (what: string, taken: readonly Taken[]) => {
    if (taken.length === 0) return
    await boss.getDb().executeSql(
      `UPDATE ${jobs} SET ${what} FROM unnest($1::text[], $2::uuid[], $3::int[]) AS taken ("name", "id", "attempt")
       WHERE job.name = taken.name AND job.id = taken.id AND job.retry_count = taken.attempt AND job.state = 'active'
         AND job.name = ANY($4)`,
      [taken.map(({ name }) => name), taken.map(({ id }) => id), taken.map(({ attempt }) => attempt), queues],
    )
  }
  const giveBack = async (taken: readonly Taken[]) => {
    if (taken.length === 0) return
    await change(OVER, taken)
    await boss.maintain()
  }
  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(() => goOn(), 1000 * times.poll)
      const goOn = () => {
        clearTimeout(timer)
        waiting.delete(goOn)
        resolve()
      }
      waiting.add(goOn)
    })
  const wake = () => {
    for (const goOn of [...waiting]) goOn()
  }
  const workOff = async (name: string, settle: (responseId: string) => Promise<void>) => {
    while (!isStopped) {
      // The database may be away: the next look tries again.
      const [job] = await boss.fetch<Job>(name, { includeMetadata: true }).catch(() => [])
      if (!job) {
        await pause()
        continue
      }
      const taken = { name, id: job.id, attempt: job.retryCount }
      held.add(taken)
      await within(settle(job.data.response), times.most)
        .then(
          () => change(DONE, [taken]),
          () => giveBack(isStopped ? [] : [taken]),
        )
        // Nobody says that it is at work on it any more: so it is free soon.
        .catch(() => {})
      held.delete(taken)
    }
  }
  return {
    work(name, threads, settle) {
      for (let i = 0; i < threads; i++) void workOff(name, settle)
    },
    wake,
    async beat() {
      await change('started_on = now()', [...held])
      // Whoever has not said for so long that it works on a job has had its time: the next look for such jobs is at once.
      const { rows } = await boss.getDb().executeSql(
        `UPDATE ${jobs} SET ${OVER} WHERE name = ANY($1) AND state = 'active'
         AND started_on < now() - make_interval(secs => $2) AND started_on > now() - expire_in RETURNING id`,
        [queues, times.missed],
      )
      if (rows.length > 0) await boss.maintain()
    },
    async stop() {
      isStopped = true
      wake()
      const taken = [...held]
      held.clear()
      await giveBack(taken)
    },
  }
}

const DONE = "state = 'completed', completed_on = now()"
/** Its time is over: whoever looks for such jobs (`maintain`) puts it in line again. */
const OVER = "started_on = now() - expire_in - interval '1 second'"

/** @throws what the work throws, or an Error once it takes longer than `seconds` */
async function within(work: Promise<void>, seconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('it takes too long')), 1000 * seconds)
    timer.unref()
  })
  await Promise.race([work, late]).finally(() => clearTimeout(timer))
}
