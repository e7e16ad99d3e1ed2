import 'server-only'
import { createHash } from 'node:crypto'
import type { RateLimited } from './store'

/** What is limited in memory, because it comes with every look and every answer: it costs no write then, and each web server
 *  guards its own thread. How many at once, and how many more a minute; by address a classroom of 40 may open page after
 *  page. */
export const LOCAL_LIMITS = {
  'submit-by-address': { burst: 2400, perMinute: 2400 },
  'submit-by-person': { burst: 90, perMinute: 60 },
  'read-by-address': { burst: 2400, perMinute: 2400 },
  'read-by-browser': { burst: 300, perMinute: 600 },
  // A class of 200 behind one address, each looking every two seconds while a question is open, its teacher more often.
  'live-by-address': { burst: 6000, perMinute: 9000 },
  'live-by-browser': { burst: 120, perMinute: 150 },
  // When somebody was last seen is kept to the hour.
  'session-seen': { burst: 1, perMinute: 1 / 60 },
  // Parts of a file, of 50 rows or so.
  'import-by-person': { burst: 20, perMinute: 60 },
  'export-by-person': { burst: 5, perMinute: 2 },
  // A class of 500 behind one address, each of whom takes a few steps from a platform's link to the class.
  'lti-by-address': { burst: 2400, perMinute: 2400 },
  // A class has five files.
  'class-export-by-person': { burst: 12, perMinute: 4 },
  // Programs that read a class, page by page; and when their token was last seen, which is kept to the hour.
  'api-by-person': { burst: 60, perMinute: 60 },
  'token-seen': { burst: 1, perMinute: 1 / 60 },
  // Readers of feeds ask every few minutes at most.
  'feed-by-address': { burst: 600, perMinute: 600 },
  'feed-by-key': { burst: 20, perMinute: 6 },
} as const
export type LocalLimitName = keyof typeof LOCAL_LIMITS

type Bucket = { readonly tokens: number; readonly at: number }

/** Buckets that are not full, those taken from last being last. */
const buckets = new Map<string, Bucket>()
/** More are never kept: whoever comes from that many addresses is not stopped by counting them. */
const MAX_BUCKETS = 20_000

/** Takes a token, as `take` does.
 *  @param now ms
 *  @returns null when the request may go on */
export function takeLocally(name: LocalLimitName, subject: string, now = Date.now()): RateLimited | null {
  const { burst, perMinute } = LOCAL_LIMITS[name]
  const key = keyOf(name, subject)
  const bucket = buckets.get(key) ?? { tokens: burst, at: now }
  const tokens = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.at) * perMinute) / 60_000)
  const isAllowed = tokens >= 1
  buckets.delete(key)
  buckets.set(key, { tokens: isAllowed ? tokens - 1 : tokens, at: now })
  const [oldest] = buckets.keys()
  if (buckets.size > MAX_BUCKETS && oldest !== undefined) buckets.delete(oldest)
  if (isAllowed) return null
  return { ok: false, code: 'rate-limited', seconds: Math.max(1, Math.ceil(((1 - tokens) * 60) / perMinute)) }
}

/** What is under way for each, the last of it. */
const turns = new Map<string, Promise<unknown>>()

/** Does one thing at a time for each subject, and after each rests three times as long as it took: whoever asks for many
 *  at once waits for the own ones and has a quarter of the time at most, and others go on in between. */
export async function inTurn<T>(subject: string, work: () => Promise<T>): Promise<T> {
  const key = keyOf('turn', subject)
  let took = 0
  const mine = (turns.get(key) ?? Promise.resolve()).then(async () => {
    const start = performance.now()
    try {
      return await work()
    } finally {
      took = performance.now() - start
    }
  })
  const rest = () => new Promise<void>((resolve) => setTimeout(resolve, 3 * took).unref())
  const over = mine.then(rest, rest)
  turns.set(key, over)
  void over.then(() => {
    if (turns.get(key) === over) turns.delete(key)
  })
  return mine
}

/** How many of each are under way or wait. */
const lines = new Map<string, number>()
const [MOST_IN_LINE, LINE_SECONDS] = [2, 5]

/** `inTurn`, of which one may wait while another is under way: more are told to come again, and hold nothing meanwhile. */
export async function inShortTurn<T>(subject: string, work: () => Promise<T>): Promise<T | RateLimited> {
  const key = keyOf('line', subject)
  const before = lines.get(key) ?? 0
  if (before >= MOST_IN_LINE) return { ok: false, code: 'rate-limited', seconds: LINE_SECONDS }
  lines.set(key, before + 1)
  try {
    return await inTurn(subject, work)
  } finally {
    const left = (lines.get(key) ?? 1) - 1
    if (left > 0) lines.set(key, left)
    else lines.delete(key)
  }
}

/** What somebody is known by is not kept. */
function keyOf(name: string, subject: string): string {
  return `${name} ${createHash('sha256').update(subject).digest('base64url').slice(0, 22)}`
}
