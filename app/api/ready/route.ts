import { warmScorer, workExplorations } from '@/lib/attempt/scorer'
import { startExamClock } from '@/lib/classroom/exam-clock'
import { startDailyMail } from '@/lib/daily/mailer'
import { startGrading } from '@/lib/lti/grade-sender'
import { readiness } from '@/lib/readiness'
import { startStating } from '@/lib/xapi/sender'
import { answer } from '../answer'
import { entryOf } from '../daily/entry'

export const dynamic = 'force-dynamic'

/** `{ ok: true }` once requests may be sent here: the database answers and is migrated, the first answer to a schedule will
 *  take no longer than any other, and this process explores what is in line, mails what is to be
 *  mailed, hands in exams whose time is over, states what is to be stated and tells learning platforms their scores. 503 and what
 *  is missing otherwise. Asking again costs nothing. */
export async function GET(): Promise<Response> {
  return answer(async () => {
    const { database, migrated } = await readiness()
    if (!database || !migrated) return { ok: false, code: 'unavailable', database, migrated }
    await warmScorer()
    await workExplorations()
    startExamClock()
    // Each begins whatever becomes of the others.
    await Promise.all([startDailyMail(entryOf), startStating(), startGrading()])
    return { ok: true }
  })
}
