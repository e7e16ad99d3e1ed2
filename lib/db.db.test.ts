import { expect, test } from 'vitest'
import { db, transaction } from '@/lib/db'

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

/** A promise that is resolved from outside; Node 20 has no `Promise.withResolvers`. */
function gate(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}
