import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { db } from '@/lib/db'
import { forgetOldBuckets, LIMITS, type LimitName, take } from './store'

test('a bucket gives its burst and no more, to requests at once too', async () => {
  const subject = randomUUID()
  const taken = await Promise.all(
    Array.from({ length: 30 }, () => take('sign-in-by-email-and-address', subject)),
  )
  expect(taken.filter((t) => t === null)).toHaveLength(LIMITS['sign-in-by-email-and-address'].burst)
  const refused = taken.find((t) => t !== null)
  // 2 a minute: the next one is there within 30 s.
  expect(refused).toMatchObject({ ok: false, code: 'rate-limited' })
  expect(refused?.seconds).toBeGreaterThan(0)
  expect(refused?.seconds).toBeLessThanOrEqual(30)
})

test('a bucket fills with time, up to its burst', async () => {
  const subject = randomUUID()
  const burst = LIMITS['sign-in-by-email-and-address'].burst
  for (let i = 0; i < burst; i++) await take('sign-in-by-email-and-address', subject)
  const age = async (minutes: number) =>
    db.$executeRaw`UPDATE "RateLimit" SET "updatedAt" = "updatedAt" - make_interval(mins => ${minutes}) WHERE "tokens" < 1`
  await age(1)
  expect(await takenInARow('sign-in-by-email-and-address', subject)).toBe(2)
  await age(1000)
  expect(await takenInARow('sign-in-by-email-and-address', subject)).toBe(burst)
})

test('one subject does not pay for another, nor one limit for another', async () => {
  const subject = randomUUID()
  while (!(await take('join-by-person', subject)));
  expect(await take('join-by-person', randomUUID())).toBe(null)
  expect(await take('sign-in-by-email-and-address', subject)).toBe(null)
})

test('a classroom of 40 behind one address gets through: each arrives, fails once, and tries again', async () => {
  const byAddress = Object.keys(LIMITS).filter((name) => name.endsWith('-by-address')) as LimitName[]
  for (const name of byAddress) {
    const address = randomUUID()
    const taken = await Promise.all(Array.from({ length: 80 }, () => take(name, address)))
    expect(
      taken.every((t) => t === null),
      name,
    ).toBe(true)
  }
})

test('nothing that says who it was is stored, and old buckets go', async () => {
  const email = `${randomUUID()}@example.org`
  await take('sign-in-by-email-and-address', email)
  expect((await db.rateLimit.findMany()).some((b) => b.key.includes(email))).toBe(false)
  await db.$executeRaw`UPDATE "RateLimit" SET "updatedAt" = "updatedAt" - interval '2 days'`
  await forgetOldBuckets()
  expect(await db.rateLimit.count()).toBe(0)
})

async function takenInARow(name: LimitName, subject: string): Promise<number> {
  let count = 0
  while (!(await take(name, subject))) count++
  return count
}
