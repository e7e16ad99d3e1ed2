import 'server-only'
import type PgBoss from 'pg-boss'
import { canSendMail, type Message, sendMail } from '@/lib/auth/mail'
import { publicUrl } from '@/lib/auth/origin'
import { messages } from '@/lib/i18n/messages'
import { dayOf, hourOf } from '@/lib/progress/day'
import { openLine } from '@/lib/queue/line'
import { DAILY_MAIL } from '@/lib/queue/schema'
import { openWorker, startOnce, type Worker } from '@/lib/queue/worker'
import { uuidOf } from '@/lib/uuid-of'
import type { Entry } from './feed'
import { type Asked, claimMail, peopleToMail, type Recipient, unclaimMail } from './store'

/** What a question is called and where it is answered; null where content does not have it any more. */
export type Compose = (asked: Asked, locale: 'ko' | 'en', origin: string) => Entry | null

/** How often an instance looks for work, in seconds. */
const POLL = 15
/** So many mails an instance takes on at a poll, and so many go out at once: some 9,000 an hour. */
const BATCH = 40
const AT_ONCE = 5
/** A mail that could not go out for so many hours after its own does not go out that day. */
const LATE_HOURS = 3
/** So many people are put in line by a statement. */
const PAGE = 500

/** Mails questions to who wants them: each once a day, however many instances do it and whichever of them is killed. It is in
 *  line by an id of the person and the day, and taken on in the database before it goes out: one that was taken on by an
 *  instance which is killed then does not come that day, rather than twice.
 *  A look puts in line whom to mail.
 *  @param now for tests, as `poll`: seconds between two looks for work */
export function openMailer(
  databaseUrl: string,
  compose: Compose,
  send: (message: Message) => Promise<void> = sendMail,
  now: () => Date = () => new Date(),
  poll = POLL,
): Worker {
  const line = openLine(databaseUrl, 'mail')
  const tick = async () => {
    const day = dayOf(now())
    let after: string | null = null
    do {
      const people = await peopleToMail(day, hoursInTime(now()), { after, limit: PAGE })
      const jobs = people.map((userId) => ({
        ...{ id: uuidOf(`${userId} ${day}`), name: DAILY_MAIL, data: { userId, day } },
      }))
      if (jobs.length > 0) await line.insert(jobs)
      after = people.length === PAGE ? (people.at(-1) ?? null) : null
    } while (after !== null)
  }
  const mail = async ({ userId, day }: Job) => {
    if (day !== dayOf(now())) return
    const recipient = await claimMail(userId, now(), hoursInTime(now()))
    const message = recipient && messageOf(recipient, compose)
    if (!message) return
    try {
      await send(message)
    } catch (error) {
      await unclaimMail(userId, day)
      throw error
    }
  }
  const work = (jobs: readonly PgBoss.Job<Job>[]) => mailAll(jobs, mail)
  return openWorker<Job>(line, { queue: DAILY_MAIL, batch: BATCH, poll, tick, work })
}

/** Mails a batch. Who was mailed is not mailed again when it is tried once more for the sake of who was not.
 *  @throws the first refusal, after all were tried */
async function mailAll(jobs: readonly PgBoss.Job<Job>[], mail: (job: Job) => Promise<void>): Promise<void> {
  const refused: unknown[] = []
  for (let i = 0; i < jobs.length; i += AT_ONCE)
    for (const one of await Promise.allSettled(jobs.slice(i, i + AT_ONCE).map(({ data }) => mail(data))))
      if (one.status === 'rejected') refused.push(one.reason)
  if (refused.length > 0) throw refused[0]
}

/** The hours in Seoul whose mail may go out at a moment. */
function hoursInTime(at: Date): number[] {
  return Array.from({ length: LATE_HOURS + 1 }, (_, i) => hourOf(at) - i).filter((hour) => hour >= 0)
}

type Job = { readonly userId: string; readonly day: number }

/** @returns null where there is nothing to say */
function messageOf({ email, locale, stopKey, asked }: Recipient, compose: Compose): Message | null {
  const origin = publicUrl()?.origin ?? ''
  const entry = compose(asked, locale, origin)
  if (!entry) return null
  const stop = `${origin}/api/daily/stop/${stopKey}`
  const m = messages(locale).daily.mail
  return {
    to: email,
    subject: m.subject(entry.title),
    text: m.text(entry.title, entry.text, entry.href, stop),
    // One press in the reader of mail ends it (RFC 2369, RFC 8058).
    headers: { 'List-Unsubscribe': `<${stop}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
  }
}

/** Has this process mail questions from now on, where mail can be sent: see `startOnce`. */
export async function startDailyMail(compose: Compose): Promise<void> {
  if (canSendMail()) await startOnce(DAILY_MAIL, () => openMailer(process.env.DATABASE_URL ?? '', compose))
}
