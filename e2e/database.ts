import pg from 'pg'
import { required } from './environment'

/** Asks the database of this run. */
export async function query<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: required('DATABASE_URL') })
  await client.connect()
  try {
    return (await client.query(text, [...values])).rows as Row[]
  } finally {
    await client.end()
  }
}

/** Puts all that a person answered so many days back, so that it is due. */
export async function waitDays(userId: string, days: number): Promise<void> {
  await query(
    `UPDATE "Review" SET "dueAt" = "dueAt" - make_interval(days => $2), "lastAt" = "lastAt" - make_interval(days => $2)
      WHERE "userId" = $1`,
    [userId, days],
  )
}
