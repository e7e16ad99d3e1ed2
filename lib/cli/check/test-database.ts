import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { generateClient, migrate } from '@/lib/cli/database/migrate'
import { NOT_DURABLE, startDisposablePostgres } from '@/lib/cli/database/postgres'

declare module 'vitest' {
  interface ProvidedContext {
    /** The migrated, empty database that each worker copies. */
    readonly templateUrl: string
  }
}

/** A real PostgreSQL for the tests of stores, beside whatever else runs; it goes away with them. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await generateClient()
  const server = await startDisposablePostgres(NOT_DURABLE)
  const templateUrl = server.url.replace(/\/forklore\?/, '/template?')
  const admin = new pg.Client({ connectionString: server.url })
  await admin.connect()
  await admin.query('CREATE DATABASE template')
  await admin.end()
  await migrate(templateUrl)
  project.provide('templateUrl', templateUrl)
  return server.stop
}
