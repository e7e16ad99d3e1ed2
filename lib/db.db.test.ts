import { expect, test } from 'vitest'
import { db, PLANNED, transaction } from '@/lib/db'

test('two transactions that wait for each other both come through, in raw queries too', async () => {
  const rows = await Promise.all([1, 2].map(() => db.user.create({ data: { guest: true } })))
  const [one = '', two = ''] = rows.map(({ id }) => id)
  let tries = 0
  /** Holds one row, waits until the other transaction holds the other one, then wants that. */
  const reached = [gate(), gate()] as const
  const lockInOrder = (ids: readonly [string, string], own: 0 | 1) =>
    transaction(async (tx) => {
      tries++
      await tx.$queryRaw`SELECT 1 FROM "User" WHERE "id" = ${ids[0]} FOR UPDATE`
      reached[own].resolve()
      await reached[own === 0 ? 1 : 0].promise
      await tx.$queryRaw`SELECT 1 FROM "User" WHERE "id" = ${ids[1]} FOR UPDATE`
      return ids[1]
    })
  expect(await Promise.all([lockInOrder([one, two], 0), lockInOrder([two, one], 1)])).toEqual([two, one])
  // One of them was ended and came back; on a busy machine that can happen twice.
  expect(tries).toBeGreaterThanOrEqual(3)
})

test('the plan of a statement that says so is kept by its connection, and of no other', async () => {
  await transaction(async (tx) => {
    for (const n of [1, 2, 3]) {
      expect(
        await tx.$queryRaw`${PLANNED}
        SELECT ${n}::int AS "planned"`,
      ).toEqual([{ planned: n }])
      expect(await tx.$queryRaw`SELECT ${n}::int AS "anew"`).toEqual([{ anew: n }])
    }
    const kept = await tx.$queryRaw<{ statement: string; plans: number }[]>`
      SELECT "statement", ("generic_plans" + "custom_plans")::int AS "plans" FROM pg_prepared_statements
       WHERE "statement" LIKE '%int AS "planned"' OR "statement" LIKE '%int AS "anew"'`
    expect(kept.map(({ plans }) => plans)).toEqual([3])
  })
})

/** A promise that is resolved from outside; Node 20 has no `Promise.withResolvers`. */
function gate(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}
