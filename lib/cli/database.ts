import path from 'node:path'
import pg from 'pg'
import { startPostgres, stopPostgres } from '@/lib/cli/postgres'
import { readDatabaseUrl } from '@/lib/database-url'

/** The database that a command works on. */
export interface Database {
  readonly url: string
  /** DATABASE_URL was given: a server that is not ours to stop. */
  readonly external: boolean
  /** @returns false when another command holds the lock of this name on our own server; always true on an external one */
  tryLock(name: keyof typeof LOCKS): Promise<boolean>
  /** Ends our own server too, unless another command is using it. */
  close(): Promise<void>
}

/** Advisory locks on our own server; the numbers are arbitrary and never change. They end with their command. */
const LOCKS = { using: 4811, serving: 4812 } as const

/** @returns where everything of this clone is kept: `.data/`, or what FORKLORE_DATA names */
export function dataFolder(): string {
  return path.resolve(process.env.FORKLORE_DATA ?? '.data')
}

/**
 * Opens DATABASE_URL, or our own server in `.data/`.
 * @param say told what takes a moment
 * @throws Error with a sentence that says what to do
 */
export async function openDatabase(say: (line: string) => void = () => {}): Promise<Database> {
  const given = process.env.DATABASE_URL
  if (given) {
    await checkReachable(given)
    return { url: given, external: true, tryLock: async () => true, close: async () => {} }
  }
  for (;;) {
    const server = await startPostgres(dataFolder())
    say(server.reused ? 'PostgreSQL was running already' : 'PostgreSQL is up')
    const holder = new pg.Client({ connectionString: server.adminUrl })
    // It says so when PostgreSQL ends; who serves notices by the exit of what depends on it.
    holder.on('error', () => {})
    try {
      await holder.connect()
      // Waits while another command is stopping the server; then the connection ends, and we start it again.
      await holder.query('SELECT pg_advisory_lock_shared($1)', [LOCKS.using])
    } catch {
      await holder.end().catch(() => {})
      continue
    }
    return {
      url: server.url,
      external: false,
      tryLock: (name) => tryLock(holder, LOCKS[name]),
      close: async () => {
        const last = await isLastUser(holder)
        if (last) await stopPostgres(server)
        await holder.end().catch(() => {})
      },
    }
  }
}

async function tryLock(client: pg.Client, key: number): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [key])
  return rows[0]?.held === true
}

async function isLastUser(holder: pg.Client): Promise<boolean> {
  try {
    await holder.query('SELECT pg_advisory_unlock_shared($1)', [LOCKS.using])
    return await tryLock(holder, LOCKS.using)
  } catch {
    return true // the server is gone or unwell already
  }
}

async function checkReachable(url: string): Promise<void> {
  const { schema: _, ...connection } = readDatabaseUrl(url)
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  try {
    await client.connect()
  } catch (error) {
    const { message } = error as Error
    const where = `${connection.host}:${connection.port}/${connection.database}`
    const hint = /no encryption|SSL required|SSL\/TLS required/i.test(message)
      ? ' It wants TLS: add sslmode=require to DATABASE_URL.'
      : ''
    throw new Error(`DATABASE_URL: no connection to ${where}: ${message || String(error)}.${hint}`)
  } finally {
    await client.end().catch(() => {})
  }
}
