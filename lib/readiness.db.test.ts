import { expect, test, vi } from 'vitest'
import { db } from '@/lib/db'
import { readiness } from './readiness'

test('however often it is asked, the database is asked once a second, and a missing migration is told', async () => {
  const ask = vi.spyOn(db, '$queryRaw')
  const many = await Promise.all(Array.from({ length: 500 }, () => readiness(10_000)))
  expect(new Set(many)).toEqual(new Set([many[0]]))
  expect(many[0]).toEqual({ database: true, migrated: true })
  expect(ask).toHaveBeenCalledTimes(1)
  await db.$executeRaw`UPDATE "_prisma_migrations" SET "migration_name" = 'x' || "migration_name"`
  try {
    expect(await readiness(10_999)).toEqual({ database: true, migrated: true })
    expect(await readiness(11_000)).toEqual({ database: true, migrated: false })
  } finally {
    await db.$executeRaw`UPDATE "_prisma_migrations" SET "migration_name" = substr("migration_name", 2)`
  }
  ask.mockRejectedValueOnce(new Error('gone'))
  expect(await readiness(12_000)).toEqual({ database: false, migrated: false })
  expect(ask).toHaveBeenCalledTimes(3)
})
