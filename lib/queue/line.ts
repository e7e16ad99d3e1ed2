import PgBoss from 'pg-boss'
import { readDatabaseUrl } from '@/lib/database-url'
import { queueSchema } from './schema'

/** Runs one statement, as `pg` numbers its parameters, and gives its rows: a transaction of whoever asks. */
export type Execute = (text: string, values: readonly unknown[]) => Promise<readonly unknown[]>

/** The queues of a database that `migrate` has prepared. Not started, and not connected before its first use.
 *  @param name what the database calls who is connected, after the product's own name
 *  @param settings beside those that all have in common: one connection, and no upkeep of the queues */
export function openLine(databaseUrl: string, name: string, settings: Partial<Upkeep> = {}): PgBoss {
  const { schema, ...connection } = readDatabaseUrl(databaseUrl)
  const line = new PgBoss({
    ...connection,
    ...{ max: 1, schema: queueSchema(schema), migrate: false, schedule: false, supervise: false },
    ...settings,
    application_name: `forklore ${name}`,
  })
  line.on('error', () => {
    // The database is away: what is in line stays there, and the next poll tries again.
  })
  return line
}

type Upkeep = Pick<
  PgBoss.ConstructorOptions,
  'max' | 'supervise' | 'maintenanceIntervalSeconds' | 'monitorStateIntervalSeconds'
>

/** Puts jobs in line in a transaction: they are there when what it does is, and not otherwise. */
export async function insertIn(
  execute: Execute,
  line: PgBoss,
  jobs: readonly PgBoss.JobInsert[],
): Promise<void> {
  const db = {
    executeSql: async (text: string, values: readonly unknown[]) => ({
      rows: [...(await execute(text, values))],
    }),
  }
  await line.insert([...jobs], { db } as PgBoss.ConnectionOptions)
}
