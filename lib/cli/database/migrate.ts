import { spawn } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import PgBoss from 'pg-boss'
import { bundle } from '@/lib/cli/bundle.mjs'
import { isAlive } from '@/lib/cli/host/process'
import { quoteIdentifier, readDatabaseUrl } from '@/lib/database-url'
import { QUEUES, queueSchema } from '@/lib/queue/schema'

/**
 * Runs the Prisma CLI without its download: our own schema engine answers it.
 * @param args as on its command line
 * @param url the database; not needed for `generate`, `format` and `validate`
 * @param quiet keeps what it prints and shows it only when it fails
 * @returns its exit code
 */
export async function prisma(args: readonly string[], url?: string, quiet = false): Promise<number> {
  const child = spawn(process.execPath, ['node_modules/prisma/build/index.js', ...args], {
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    env: await prismaEnvironment(url),
  })
  let output = ''
  child.stdout?.on('data', (chunk) => (output += chunk))
  child.stderr?.on('data', (chunk) => (output += chunk))
  const [status] = await once(child, 'close')
  if (quiet && status !== 0) process.stderr.write(output)
  return status ?? 1
}

/** @returns the environment in which the Prisma CLI works offline, on the database `url` */
export async function prismaEnvironment(url?: string): Promise<NodeJS.ProcessEnv> {
  return {
    ...process.env,
    ...(url ? { DATABASE_URL: url } : {}),
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    PRISMA_SCHEMA_ENGINE_BINARY: await bundle('schema-engine'),
    // The engine's first line asks for `node`: this one.
    PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env.PATH ?? ''}`,
  }
}

/** Prisma's own number, so that its CLI and we wait for each other. */
const MIGRATION_LOCK = 72707369

/** The table that Prisma keeps; its CLI takes up where we leave off and the other way round. */
const LEDGER = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`

/**
 * Brings a database to the newest of the migrations in `folder`.
 * Not by `prisma migrate deploy`: that keeps its books outside of the migration's transaction, so that a kill between the
 * two leaves a database which no longer starts. Here a migration and its row are one transaction.
 *
 * @returns how many migrations were applied
 * @throws Error with a sentence, when a migration fails or the database is another version's
 */
export async function migrate(url: string, folder = 'prisma/migrations'): Promise<number> {
  const { schema, ...connection } = readDatabaseUrl(url)
  const client = new pg.Client(connection)
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK])
    await ensureSchema(client, schema)
    await client.query(`SET client_min_messages = warning; ${LEDGER}`)
    const pending = await pendingMigrations(client, folder)
    for (const migration of pending) await apply(client, migration)
    await prepareQueue(client, queueSchema(schema))
    return pending.length
  } finally {
    await client.end()
  }
}

/** A schema that is there already is enough: who may not make one can be given it.
 *  @throws Error that says so */
async function ensureSchema(client: pg.Client, schema: string): Promise<void> {
  if ((await client.query('SELECT 1 FROM pg_namespace WHERE nspname = $1', [schema])).rowCount !== 0) return
  try {
    await client.query(`CREATE SCHEMA ${quoteIdentifier(schema)}`)
  } catch (error) {
    const { message } = error as Error
    const name = quoteIdentifier(schema)
    throw new Error(
      `The schema ${name} could not be made (${message}). Somebody who may can do it: CREATE SCHEMA ${name} AUTHORIZATION ${quoteIdentifier(client.user ?? '')}`,
    )
  }
}

/** Makes the tables of the queue, or brings them to this version of pg-boss, which has migrations of its own. */
async function prepareQueue(client: pg.Client, schema: string): Promise<void> {
  await ensureSchema(client, schema)
  // pg-boss makes its schema, too, and PostgreSQL asks for the right to do so even where there is nothing to make.
  const executeSql = (text: string, values: unknown[]) =>
    client.query(text.replace(/CREATE SCHEMA IF NOT EXISTS \w+\s*;/, ''), values)
  const boss = new PgBoss({ db: { executeSql }, schema, supervise: false, schedule: false })
  await boss.start()
  for (const { name, ...options } of QUEUES) {
    await boss.createQueue(name, { name, ...options })
    await boss.updateQueue(name, { name, ...options })
  }
  await boss.stop({ graceful: false })
}

interface Migration {
  readonly name: string
  readonly sql: string
  readonly checksum: string
}

async function pendingMigrations(client: pg.Client, folder: string): Promise<Migration[]> {
  const { rows } = await client.query<{ migration_name: string; checksum: string; finished_at: Date | null }>(
    'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  )
  const known = new Map(migrationsOnDisk(folder).map((migration) => [migration.name, migration]))
  for (const { migration_name: name, checksum, finished_at } of rows) {
    const migration = known.get(name)
    if (!migration)
      throw new Error(`The database has the migration ${name}, which this version of Forklore does not.`)
    if (finished_at === null)
      throw new Error(`The migration ${name} failed earlier. See: npm run db -- migrate resolve --help`)
    if (migration.checksum !== checksum)
      throw new Error(
        `prisma/migrations/${name}/migration.sql was changed after it was applied. Add a new one instead.`,
      )
    known.delete(name)
  }
  return [...known.values()]
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query(sql)
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
       VALUES ($1, $2, now(), $3, 1)`,
      [randomUUID(), checksum, name],
    )
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw new Error(`The migration ${name} failed, and nothing of it was kept: ${(error as Error).message}`)
  }
}

function migrationsOnDisk(folder: string): Migration[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => existsSync(path.join(folder, name, 'migration.sql')))
    .sort()
    .map((name) => {
      const sql = readFileSync(path.join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: sha256(sql) }
    })
}

/**
 * Writes the client of `prisma/schema.prisma` to `prisma/client` when it is missing or another schema's.
 * @throws Error when the schema is wrong; what Prisma says is on stderr
 */
export async function generateClient(): Promise<void> {
  await withFolderLock('.cache/generate.lock', async () => {
    const wanted = sha256(readFileSync('prisma/schema.prisma') + readPrismaVersion())
    const stamp = 'prisma/client/.schema-hash'
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
    const status = await prisma(['generate'], undefined, true)
    if (status !== 0) throw new Error('The Prisma client could not be generated; the reason is above.')
    writeFileSync(stamp, wanted)
  })
}

function readPrismaVersion(): string {
  return JSON.parse(readFileSync('node_modules/prisma/package.json', 'utf8')).version
}

/** Making a folder is atomic; one left by a command that was killed is taken over. */
async function withFolderLock(folder: string, work: () => Promise<void>): Promise<void> {
  mkdirSync(path.dirname(folder), { recursive: true })
  const holder = path.join(folder, 'pid')
  for (;;) {
    try {
      mkdirSync(folder)
      break
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const made = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
      const pid = existsSync(holder) ? Number(readFileSync(holder, 'utf8')) : 0
      if (Date.now() - made > 2_000 && !isAlive(pid)) rmSync(folder, { recursive: true, force: true })
      else await sleep(100)
    }
  }
  try {
    writeFileSync(holder, String(process.pid))
    await work()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function sha256(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}
