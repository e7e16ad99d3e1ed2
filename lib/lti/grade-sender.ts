import 'server-only'
import { randomUUID } from 'node:crypto'
import { openLine } from '@/lib/queue/line'
import { LTI_GRADES, STATING } from '@/lib/queue/schema'
import { openWorker, startOnce, type Worker } from '@/lib/queue/worker'
import { sendGrades, takeDue } from './grade-store'
import { forgetOver } from './login'
import { addresses } from './settings'

/** How often an instance looks for work, in seconds. */
const POLL = 15
/** So many courses at once. */
const BATCH = 4
/** It is given up so long before its time is over, in seconds: nobody is at it when it is taken again. */
const MARGIN = 60

/** Tells platforms the scores of the courses that are tied to classes: what each was not told yet, whenever it was answered and whichever
 *  instance is killed. No answer waits for it, and none puts anything in line: what is to be told is the difference between what there
 *  is and what was told. A look takes the courses that are due, and forgets sign-ins
 *  that were not finished.
 *  @param now for tests, as `poll` */
export function openGrader(databaseUrl: string, now: () => Date = () => new Date(), poll = POLL): Worker {
  const line = openLine(databaseUrl, 'lti')
  const tick = async () => {
    await forgetOver()
    const due = await takeDue(now())
    const jobs = due.map((contextId) => ({ id: randomUUID(), name: LTI_GRADES, data: { contextId } }))
    if (jobs.length > 0) await line.insert(jobs)
  }
  const work = async (jobs: readonly { readonly data: { readonly contextId: string } }[]) => {
    const late = AbortSignal.timeout(1000 * (STATING - MARGIN))
    await Promise.all(jobs.map(({ data }) => sendGrades(data.contextId, now(), late)))
  }
  return openWorker<{ contextId: string }>(line, { queue: LTI_GRADES, batch: BATCH, poll, tick, work })
}

/** Has this process tell platforms scores from now on, where it has an address that they know: see `startOnce`. */
export async function startGrading(): Promise<void> {
  if (addresses()) await startOnce(LTI_GRADES, () => openGrader(process.env.DATABASE_URL ?? ''))
}
