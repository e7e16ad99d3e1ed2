import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { expect, inject, onTestFinished, test } from 'vitest'
import { migrate, prismaEnvironment } from '@/lib/cli/database/migrate'
import { startDisposablePostgres } from '@/lib/cli/database/postgres'
import { queueSchema } from '@/lib/queue/schema'

test('the migrations make exactly what schema.prisma says, and Prisma agrees that they are applied', async () => {
  const url = process.env.DATABASE_URL ?? ''
  expect(await migrate(url)).toBe(0) // the test's database has them
  const status = await prisma(process.cwd(), url, ['migrate', 'status'])
  expect(status.output).toContain('Database schema is up to date')
  const diff = await prisma(process.cwd(), url, [
    ...['migrate', 'diff', '--from-config-datasource', '--to-schema', 'prisma/schema.prisma', '--exit-code'],
  ])
  expect(diff).toMatchObject({ status: 0 })
}, 120_000)

test('migrate dev writes a migration through our schema engine, which deploy and a start then apply', async () => {
  const folder = project()
  try {
    const [dev, deployed, started] = await Promise.all(['dev', 'deployed', 'started'].map(emptyDatabase))
    expect(await prisma(folder, dev!, ['migrate', 'dev', '--name', 'first'])).toMatchObject({ status: 0 })
    const migrations = path.join(folder, 'prisma/migrations')
    const [name = ''] = readdirSync(migrations).filter((entry) => entry.endsWith('_first'))
    expect(readFileSync(path.join(migrations, name, 'migration.sql'), 'utf8')).toContain('CREATE TABLE "Pet"')

    const inSchema = `${deployed}&schema=own`
    expect(await prisma(folder, inSchema, ['migrate', 'deploy'])).toMatchObject({ status: 0 })
    expect(await tables(deployed!, 'own')).toEqual(['Pet', '_prisma_migrations'])
    expect(await tables(deployed!)).toEqual([])
    expect(await prisma(folder, started!, ['migrate', 'status'])).toMatchObject({ status: 1 })
    // Two that start at once: one applies, the other waits and finds it done.
    const applied = await Promise.all([migrate(started!, migrations), migrate(started!, migrations)])
    expect(applied.sort()).toEqual([0, 1])
    expect(await prisma(folder, started!, ['migrate', 'deploy'])).toMatchObject({ status: 0 })
    for (const url of [dev!, started!]) expect(await tables(url)).toEqual(['Pet', '_prisma_migrations'])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}, 120_000)

test('a migration that fails leaves nothing behind, and one that was changed after it was applied is refused', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'forklore-migrate-'))
  const write = (name: string, sql: string) => {
    mkdirSync(path.join(folder, name), { recursive: true })
    writeFileSync(path.join(folder, name, 'migration.sql'), sql)
  }
  try {
    const url = await emptyDatabase('failing')
    write('1_good', 'CREATE TABLE one (id int);')
    write('2_bad', 'CREATE TABLE two (id int); CREATE TABLE two (id int);')
    await expect(migrate(url, folder)).rejects.toThrow(/2_bad failed, and nothing of it was kept/)
    expect(await tables(url)).toEqual(['_prisma_migrations', 'one'])
    write('2_bad', 'CREATE TABLE two (id int);')
    expect(await migrate(url, folder)).toBe(1)
    write('1_good', 'CREATE TABLE uno (id int);')
    await expect(migrate(url, folder)).rejects.toThrow(/1_good.*was changed after it was applied/)
    rmSync(path.join(folder, '1_good'), { recursive: true })
    await expect(migrate(url, folder)).rejects.toThrow(/has the migration 1_good, which this version/)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('the queue stands beside the schema, whatever that is called, and two products in one database have two', async () => {
  const url = await emptyDatabase('queue')
  const folder = mkdtempSync(path.join(tmpdir(), 'forklore-none-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const schema of ['public', 'own', 'It is "mine"']) {
    const named = `${url}&schema=${encodeURIComponent(schema)}`
    // Again, as at every start.
    for (let i = 0; i < 2; i++) await migrate(named, folder)
    expect(await tables(url, queueSchema(schema))).toEqual(
      expect.arrayContaining(['job', 'queue', 'version']),
    )
    expect(await tables(url, schema)).toEqual(['_prisma_migrations'])
  }
  expect(new Set(['public', 'own', 'It is "mine"', 'it is "mine"'].map(queueSchema)).size).toBe(4)
})

test('a role that may make no schema is told what it needs, and takes what it is given', async () => {
  const server = await startDisposablePostgres()
  onTestFinished(server.stop)
  const run = async (url: string, sql: string) => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query(sql)
    await client.end()
  }
  await run(server.adminUrl, `CREATE ROLE guest LOGIN PASSWORD 'guest'`)
  await run(server.adminUrl, 'CREATE DATABASE house')
  const house = new URL(server.adminUrl)
  house.pathname = '/house'
  await run(house.href, 'CREATE SCHEMA room AUTHORIZATION guest')
  const guest = new URL(house.href)
  Object.assign(guest, { username: 'guest', password: 'guest' })
  guest.searchParams.set('schema', 'room')
  await expect(migrate(guest.href)).rejects.toThrow(/CREATE SCHEMA "room_queue" AUTHORIZATION "guest"/)
  await run(house.href, 'CREATE SCHEMA room_queue AUTHORIZATION guest')
  expect(await migrate(guest.href)).toBe(0)
  expect(await tables(house.href, 'room_queue')).toContain('job')
  expect(await tables(house.href, 'room')).toContain('ItemResponse')
})

test('answers from before there were variants answer the first one, and an instance of the version before stores on', async () => {
  const url = await emptyDatabase('variants')
  const before = mkdtempSync(path.join(tmpdir(), 'forklore-before-'))
  onTestFinished(() => rmSync(before, { recursive: true }))
  for (const name of readdirSync('prisma/migrations').sort())
    if (name < '20261130010000_variants')
      cpSync(path.join('prisma/migrations', name), path.join(before, name), { recursive: true })
  await migrate(url, before)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  onTestFinished(() => client.end())
  const [user, attempt] = [randomUUID(), randomUUID()]
  const answer = (id: string) =>
    client.query(
      `INSERT INTO "ItemResponse" ("id", "attemptId", "userId", "itemId", "itemHash", "seed", "locale", "answer")
       VALUES ($1, $2, $3, 'fork.one', 'h', 1, 'ko', '{"kind":"choice","option":"a"}')`,
      [id, attempt, user],
    )
  const [old, late] = [randomUUID(), randomUUID()]
  await client.query(`INSERT INTO "User" ("id") VALUES ($1)`, [user])
  await client.query(`INSERT INTO "Attempt" ("id", "userId") VALUES ($1, $2)`, [attempt, user])
  await answer(old)
  expect(await migrate(url)).toBeGreaterThanOrEqual(2)
  await answer(late)
  const { rows } = await client.query(`SELECT "id", "variant" FROM "ItemResponse"`)
  expect(new Map(rows.map((row) => [row.id, row.variant]))).toEqual(
    new Map([
      [old, 0],
      [late, 0],
    ]),
  )
  await expect(client.query(`UPDATE "ItemResponse" SET "variant" = -1`)).rejects.toThrow(
    /variant_is_a_number|never changed/,
  )
})

/** A project of its own: `migrate dev` writes into the folder that it works on. */
function project(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'forklore-prisma-'))
  mkdirSync(path.join(folder, 'prisma'))
  cpSync('prisma.config.ts', path.join(folder, 'prisma.config.ts'))
  symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'))
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(
    path.join(folder, 'prisma/schema.prisma'),
    `generator client {
  provider = "prisma-client"
  output   = "./client"
}
datasource db {
  provider = "postgresql"
}
model Pet {
  id   String   @id @default(uuid()) @db.Uuid
  name String   @unique
  tags String[]
  born DateTime @default(now())
}
`,
  )
  return folder
}

async function emptyDatabase(name: string): Promise<string> {
  const server = inject('templateUrl')
  const client = new pg.Client({ connectionString: server.replace('/template?', '/forklore?') })
  await client.connect()
  await client.query(`DROP DATABASE IF EXISTS migrate_${name}`)
  await client.query(`CREATE DATABASE migrate_${name}`)
  await client.end()
  return server.replace('/template?', `/migrate_${name}?`)
}

async function tables(url: string, schema = 'public'): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ tablename: string }>(
    `SELECT tablename FROM pg_tables WHERE schemaname = $1 ORDER BY tablename COLLATE "C"`,
    [schema],
  )
  await client.end()
  return rows.map((row) => row.tablename)
}

async function prisma(cwd: string, url: string, args: string[]): Promise<{ status: number; output: string }> {
  const cli = path.resolve('node_modules/prisma/build/index.js')
  const child = spawn(process.execPath, [cli, ...args], { cwd, env: await prismaEnvironment(url) })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const [status] = await once(child, 'close')
  return { status, output }
}
