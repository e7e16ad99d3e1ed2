import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { bundle } from '@/lib/cli/bundle.mjs'
import { isAlive } from '@/lib/cli/process'
import { quoteIdentifier, readDatabaseUrl } from '@/lib/database-url'

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
    env: {
      ...process.env,
      ...(url ? { DATABASE_URL: url } : {}),
      CHECKPOINT_DISABLE: '1',
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      PRISMA_SCHEMA_ENGINE_BINARY: await bundle('schema-engine'),
      // The engine's first line asks for `node`: this one.
      PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env.PATH ?? ''}`,
    },
  })
  let output = ''
  child.stdout?.on('data', (chunk) => (output += chunk))
  child.stderr?.on('data', (chunk) => (output += chunk))
  const [status] = await once(child, 'close')
  if (quiet && status !== 0) process.stderr.write(output)
  return status ?? 1
}

/**
 * Brings a database to the newest migration; returns at once when it is there already.
 * @throws Error when a migration fails; what Prisma says is on stderr
 */
export async function migrate(url: string): Promise<void> {
  if (await isMigrated(url)) return
  const status = await prisma(['migrate', 'deploy'], url, true)
  if (status !== 0) throw new Error('The database could not be brought up to date; the reason is above.')
}

/** Asks the table that Prisma keeps, so that an ordinary start does not pay a second for the CLI. */
async function isMigrated(url: string): Promise<boolean> {
  const { schema, ...connection } = readDatabaseUrl(url)
  const client = new pg.Client(connection)
  await client.connect()
  try {
    const { rows } = await client.query<{ migration_name: string; checksum: string; done: boolean }>(
      `SELECT migration_name, checksum, finished_at IS NOT NULL AND rolled_back_at IS NULL AS done
         FROM ${quoteIdentifier(schema)}._prisma_migrations WHERE rolled_back_at IS NULL`,
    )
    const applied = new Map(rows.map((row) => [row.migration_name, row]))
    const known = migrationsOnDisk()
    return (
      rows.length === known.length &&
      known.every(({ name, checksum }) => {
        const row = applied.get(name)
        return row?.done === true && row.checksum === checksum
      })
    )
  } catch (error) {
    if ((error as { code?: string }).code === '42P01') return false // no such table: a new database
    throw error
  } finally {
    await client.end()
  }
}

function migrationsOnDisk(): { name: string; checksum: string }[] {
  const folder = 'prisma/migrations'
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => existsSync(path.join(folder, name, 'migration.sql')))
    .map((name) => ({ name, checksum: sha256(readFileSync(path.join(folder, name, 'migration.sql'))) }))
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
