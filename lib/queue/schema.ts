import { createHash } from 'node:crypto'

/** Programs that wait to be explored, and those that no instance could finish: queues of pg-boss. A job's id is that of the
 *  response that it is of, so that there is one for each, and nothing else of it is in it. */
export const QUEUE = 'explore'
export const LOST = 'explore-lost'

/** People to whom a day's question is to be mailed; a job's id is made of the person and the day. */
export const DAILY_MAIL = 'daily-mail'

/** What learners of classes did, to be stated to a learning record store, and what it never took. */
export const XAPI = 'xapi'
export const XAPI_LOST = 'xapi-lost'

/** Courses of learning platforms whose scores are looked at, to be sent. What is to be sent is what the platform was not told yet, so
 *  that a job which is lost is only late: it is not tried again, the next one does it. */
export const LTI_GRADES = 'lti-grades'

/** After so many seconds an instance gives a job back itself: longer than a look may take by the clock. What a killed one had
 *  is missed sooner (queue.ts). */
export const EXPIRY = 90

/** So many seconds an instance has for what it states at once: where a store refuses a request, its statements go one by one. */
export const STATING = 900

/** How each queue is kept. What was taken from an instance three times is given up: its program may be what ends them. */
export const QUEUES = [
  { name: LOST, policy: 'standard', retryLimit: 20, retryDelay: 10, expireInSeconds: EXPIRY },
  {
    name: QUEUE,
    policy: 'standard',
    retryLimit: 2,
    retryDelay: 1,
    expireInSeconds: EXPIRY,
    deadLetter: LOST,
  },
  {
    name: DAILY_MAIL,
    policy: 'standard',
    retryLimit: 8,
    retryDelay: 60,
    retryBackoff: true,
    expireInSeconds: EXPIRY,
  },
  { name: XAPI_LOST, policy: 'standard', retryLimit: 0, expireInSeconds: EXPIRY },
  {
    name: XAPI,
    policy: 'standard',
    // Twice as long each time: a store may be away for some five days.
    ...{
      retryLimit: 13,
      retryDelay: 60,
      retryBackoff: true,
      expireInSeconds: STATING,
      deadLetter: XAPI_LOST,
    },
  },
  { name: LTI_GRADES, policy: 'standard', retryLimit: 0, expireInSeconds: STATING },
] as const

/** The schema of the queue's tables: pg-boss names them as it likes, so they stand beside the product's own schema and not in
 *  it. A name of its own where the product's is none that pg-boss takes. */
export function queueSchema(schema: string): string {
  if (schema === 'public') return 'forklore_queue'
  if (/^[a-z_][a-z0-9_]{0,39}$/.test(schema)) return `${schema}_queue`
  return `queue_${createHash('sha256').update(schema).digest('hex').slice(0, 16)}`
}
