import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { type Postgres, startPostgres, stopPostgres } from '@/lib/cli/database/postgres'
import { isAlive } from '@/lib/cli/host/process'

test('two that start at once get one server, and what it acknowledged is there after a kill -9 of it', async () => {
  const folder = newFolder()
  const [one, two] = await Promise.all([startPostgres(folder), startPostgres(folder)])
  expect(two.pid).toBe(one.pid)
  await query(one, 'CREATE TABLE kept AS SELECT 42 AS answer')

  process.kill(one.pid, 'SIGKILL')
  const again = await startPostgres(folder)
  expect(again.pid).not.toBe(one.pid)
  expect(again.url).toBe(one.url) // whoever was connected finds it where it was
  expect(await query(again, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes'])
    expect(await query(again, `SHOW ${setting}`)).toEqual([{ [setting]: 'on' }])

  await stopPostgres(again)
  expect(isAlive(again.pid)).toBe(false)
})

test('a stale pid file that names somebody else is no hindrance', async () => {
  const folder = newFolder()
  const first = await startPostgres(folder)
  const pidFile = path.join(folder, 'pg/postmaster.pid')
  const text = readFileSync(pidFile, 'utf8')
  await stopPostgres(first)
  writeFileSync(pidFile, text.replace(/^\d+/, String(process.pid)))
  const second = await startPostgres(folder)
  expect(second.pid).not.toBe(process.pid)
  expect(isAlive(process.pid)).toBe(true)
})

test('the role of the product is no superuser, and nobody else may read its folder or come in', async () => {
  const folder = newFolder()
  const server = await startPostgres(folder)
  expect(
    await query(server, 'SELECT rolsuper, rolcreatedb FROM pg_roles WHERE rolname = current_user'),
  ).toEqual([{ rolsuper: false, rolcreatedb: true }])
  for (const name of ['.', 'pg', 'pg-password', 'pg.log'])
    expect(statSync(path.join(folder, name)).mode & 0o077, name).toBe(0)
  const stranger = new pg.Client({ connectionString: server.url.replace(/:[^:@]+@/, ':guess@') })
  await expect(stranger.connect()).rejects.toThrow(/password authentication failed/)
})

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'forklore-postgres-'))
  onTestFinished(async () => {
    const pid = Number(readPid(folder))
    if (pid !== process.pid) await stopPostgres({ pid })
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

function readPid(folder: string): string {
  try {
    return readFileSync(path.join(folder, 'pg/postmaster.pid'), 'utf8').split('\n')[0] ?? ''
  } catch {
    return '0'
  }
}

async function query(server: Postgres, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  const { rows } = await client.query(sql)
  await client.end()
  return rows
}
