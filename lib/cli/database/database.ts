import path from 'node:path'
import pg from 'pg'
import { type Postgres, startPostgres, stopPostgres } from '@/lib/cli/database/postgres'
import type { Say } from '@/lib/cli/host/environment'
import { readDatabaseUrl } from '@/lib/database-url'

/** The database that a command works on. */
export interface Database {
  readonly url: string
  /** Settles when our own server was lost; never on an external one, whose clients reconnect by themselves. */
  readonly lost: Promise<void>
  /** Starts our own server again after it was lost. `url` and `lost` are new ones; locks are to be taken again. */
  reopen(): Promise<void>
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
export async function openDatabase(say: Say = () => {}): Promise<Database> {
  const given = process.env.DATABASE_URL
  if (given) {
    await checkReachable(given)
    const nothing = async () => {}
    return {
      url: given,
      lost: new Promise(() => {}),
      reopen: nothing,
      tryLock: async () => true,
      close: nothing,
    }
  }
  let opening = holdServer(dataFolder())
  let hold = await opening
  say(hold.server.reused ? 'PostgreSQL was running already' : 'PostgreSQL is up')
  return {
    get url() {
      return hold.server.url
    },
    get lost() {
      return hold.lost
    },
    reopen: async () => {
      await hold.client.end().catch(() => {})
      opening = holdServer(dataFolder())
      hold = await opening
    },
    tryLock: (name) => tryLock(hold.client, LOCKS[name]),
    close: async () => {
      // One that is just being started again is ended too.
      hold = await opening.catch(() => hold)
      if (await isLastUser(hold.client)) await stopPostgres(hold.server)
      await hold.client.end().catch(() => {})
    },
  }
}

/** A connection kept open for as long as the command runs: it carries the locks, and its end tells of the server's. */
interface Hold {
  readonly server: Postgres
  readonly client: pg.Client
  readonly lost: Promise<void>
}

async function holdServer(folder: string): Promise<Hold> {
  for (;;) {
    const server = await startPostgres(folder)
    const client = new pg.Client({ connectionString: server.adminUrl })
    const lost = new Promise<void>((settle) => client.on('end', () => settle()).on('error', () => settle()))
    try {
      await client.connect()
      // Waits while another command is stopping the server; then the connection ends, and we start it again.
      await client.query('SELECT pg_advisory_lock_shared($1)', [LOCKS.using])
      return { server, client, lost }
    } catch {
      await client.end().catch(() => {})
    }
  }
}

async function tryLock(client: pg.Client, key: number): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [key])
  return rows[0]?.held === true
}

async function isLastUser(client: pg.Client): Promise<boolean> {
  try {
    await client.query('SELECT pg_advisory_unlock_shared($1)', [LOCKS.using])
    return await tryLock(client, LOCKS.using)
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
