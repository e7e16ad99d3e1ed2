import 'server-only'
import { createHash } from 'node:crypto'
import { db } from '@/lib/db'

/** What is limited: how many at once, and how many more a minute. Whatever is counted by address lets a
 *  classroom of 40 behind one address through: all of them arriving, failing once and trying again. */
export const LIMITS = {
  'guest-by-address': { burst: 160, perMinute: 60 },
  'sign-in-by-address': { burst: 120, perMinute: 40 },
  // Of an account from one address; and, from devices that it was never signed in from, in all. A password that is not among
  // the commonest stands ten thousand guesses a day for longer than anybody tries.
  'sign-in-by-email-and-address': { burst: 10, perMinute: 2 },
  'sign-in-by-email': { burst: 100, perMinute: 6 },
  'sign-in-by-device': { burst: 10, perMinute: 2 },
  'password-by-person': { burst: 10, perMinute: 2 },
  // By address too, but no classroom needs it: how often somebody is told that an address has an account already.
  'taken-told': { burst: 10, perMinute: 1 },
  'sign-up-by-address': { burst: 120, perMinute: 20 },
  'link-by-address': { burst: 80, perMinute: 10 },
  'link-by-email': { burst: 4, perMinute: 0.2 },
  // Wrong codes; and codes of any kind, right ones included: at ten a second somebody finds one of a hundred classes among
  // 24^8 codes in some three years.
  'join-by-address': { burst: 160, perMinute: 60 },
  'code-by-address': { burst: 2000, perMinute: 600 },
  'join-by-person': { burst: 12, perMinute: 4 },
  'class-by-person': { burst: 10, perMinute: 0.5 },
  'code-by-person': { burst: 10, perMinute: 1 },
  // A teacher who clears a class of 40, or a learner who cannot decide.
  'class-change-by-person': { burst: 60, perMinute: 20 },
  // Whoever writes keeps what they wrote every other second.
  'exam-by-person': { burst: 240, perMinute: 120 },
  // To as many learners as a page of a class shows, each time.
  'message-by-person': { burst: 10, perMinute: 1 },
  'live-step-by-person': { burst: 60, perMinute: 60 },
  'account-change-by-person': { burst: 20, perMinute: 4 },
  'daily-by-person': { burst: 20, perMinute: 4 },
  'section-by-person': { burst: 240, perMinute: 60 },
  'problem-by-person': { burst: 10, perMinute: 0.5 },
  // A program may cost ten seconds of a thread.
  'explore-by-person': { burst: 12, perMinute: 3 },
  'explore-by-address': { burst: 160, perMinute: 60 },
  'mock-by-person': { burst: 10, perMinute: 0.5 },
  'share-by-person': { burst: 20, perMinute: 4 },
  'program-by-person': { burst: 60, perMinute: 20 },
} as const satisfies Record<string, { burst: number; perMinute: number }>
export type LimitName = keyof typeof LIMITS

/** `seconds` until the next try can succeed. */
export type RateLimited = { readonly ok: false; readonly code: 'rate-limited'; readonly seconds: number }

/** Since this process began; old buckets are forgotten now and then. */
let taken = 0

/** Takes a token from a bucket in PostgreSQL, shared by all web servers. One statement, so that two requests
 *  at once cannot both take the last one.
 *  @param subject whom the bucket is for; only its hash is stored
 *  @returns null when the request may go on */
export async function take(name: LimitName, subject: string): Promise<RateLimited | null> {
  if (++taken % 1000 === 0) void forgetOldBuckets().catch(() => {})
  const { burst, perMinute } = LIMITS[name]
  const perSecond = perMinute / 60
  const key = keyOf(name, subject)
  const rows = await db.$queryRaw<unknown[]>`
    INSERT INTO "RateLimit" AS bucket ("key", "tokens", "updatedAt") VALUES (${key}, ${burst - 1}, clock_timestamp())
    ON CONFLICT ("key") DO UPDATE SET
      "tokens" = LEAST(${burst}::float, bucket."tokens" + ${perSecond}::float * EXTRACT(EPOCH FROM clock_timestamp() - bucket."updatedAt")) - 1,
      "updatedAt" = clock_timestamp()
    WHERE bucket."tokens" + ${perSecond}::float * EXTRACT(EPOCH FROM clock_timestamp() - bucket."updatedAt") >= 1
    RETURNING 1`
  if (rows.length > 0) return null
  return { ok: false, code: 'rate-limited', seconds: await secondsUntilToken(key, perSecond) }
}

/** Takes from several buckets, the first empty one deciding. */
export async function takeAll(
  buckets: readonly (readonly [LimitName, string])[],
): Promise<RateLimited | null> {
  for (const [name, subject] of buckets) {
    const limited = await take(name, subject)
    if (limited) return limited
  }
  return null
}

/** Puts a token back that was taken for what then did not happen. */
export async function giveBack(name: LimitName, subject: string): Promise<void> {
  const { burst } = LIMITS[name]
  await db.$executeRaw`
    UPDATE "RateLimit" SET "tokens" = LEAST(${burst}::float, "tokens" + 1) WHERE "key" = ${keyOf(name, subject)}`
}

/** Forgets buckets that have been full for long. */
export async function forgetOldBuckets(): Promise<void> {
  await db.rateLimit.deleteMany({ where: { updatedAt: { lt: new Date(Date.now() - 24 * 3600_000) } } })
}

function keyOf(name: LimitName, subject: string): string {
  return `${name}:${createHash('sha256').update(subject).digest('base64url').slice(0, 22)}`
}

async function secondsUntilToken(key: string, perSecond: number): Promise<number> {
  const [bucket] = await db.$queryRaw<{ tokens: number; age: number }[]>`
    SELECT "tokens", EXTRACT(EPOCH FROM clock_timestamp() - "updatedAt")::float AS age FROM "RateLimit" WHERE "key" = ${key}`
  if (!bucket) return 1
  return Math.max(1, Math.ceil((1 - bucket.tokens) / perSecond - bucket.age))
}
