/** `npm start` as people and accidents treat it. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
} from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { CLONE_BUILDS } from '@/lib/cli/check/clone-builds'
import { startTlsOnly } from '@/lib/cli/check/test-tls'
import { freePort, startDisposablePostgres } from '@/lib/cli/database/postgres'
import { isAlive } from '@/lib/cli/host/process'
import { readDatabaseUrl } from '@/lib/database-url'

const READY = /Forklore is at/
/** Whether a clone makes its own build, as the long check has it: in the gate it is given the one of the stage before. */
const BUILDS_ITSELF = Boolean(process.env[CLONE_BUILDS])
const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

test('it serves, a second start says so, and Ctrl-C ends all of it', async () => {
  const first = await start()
  await first.until(READY)
  expect(await fetchStatus(first.port)).toBe(200)
  const secret = readFileSync(path.join(first.data, 'secret'), 'utf8')

  const second = await start({ data: first.data })
  expect(await second.ended).toBe(1)
  expect(second.output()).toContain(`Forklore is running already, at http://localhost:${first.port}`)
  expect(await fetchStatus(first.port)).toBe(200)

  const { web, postgres } = first.pids()
  first.signalAll('SIGINT')
  await first.ended
  expect(first.output()).toContain('ended (Ctrl-C)')
  expect([web, postgres].filter(isAlive)).toEqual([])

  const again = await start({ data: first.data })
  await again.until(READY)
  expect(readFileSync(path.join(first.data, 'secret'), 'utf8')).toBe(secret)
})

test('a killed web server and a killed PostgreSQL are started again', async () => {
  const run = await start()
  await run.until(READY)
  for (const victim of ['web', 'postgres', 'web', 'postgres'] as const) {
    const before = run.pids()
    process.kill(before[victim], 'SIGKILL')
    await eventually(async () => {
      expect(run.pids()[victim]).not.toBe(before[victim])
      expect(await fetchStatus(run.port)).toBe(200)
    })
  }
})

test('after a kill of the launcher nothing holds the port, and a start works', async () => {
  const run = await start()
  await run.until(READY)
  const { web, postgres } = run.pids()
  process.kill(run.launcher(), 'SIGKILL')
  await run.ended
  await eventually(async () => expect(isAlive(web)).toBe(false))
  const again = await start({ data: run.data, port: run.port })
  await again.until(READY)
  expect(again.pids().postgres).toBe(postgres) // left over, and used again
  again.signalAll('SIGINT')
  await again.ended
  expect(isAlive(postgres)).toBe(false)
})

test('after a kill of everything at once a start works', async () => {
  const run = await start()
  await run.until(READY)
  const { web, postgres } = run.pids()
  for (const pid of [run.launcher(), web, postgres]) process.kill(pid, 'SIGKILL')
  await run.ended
  const again = await start({ data: run.data, port: run.port })
  await again.until(READY)
})

test('after a kill of npm the rest ends by itself, and a start works', async () => {
  const run = await start()
  await run.until(READY)
  const launcher = run.launcher()
  process.kill(run.npm, 'SIGKILL')
  const again = await start({ data: run.data, port: run.port })
  await again.until(READY)
  expect(isAlive(launcher)).toBe(false)
})

test('a kill in the middle of the first start leaves nothing in the way', async () => {
  const data = newFolder()
  for (const milliseconds of [300, 500, 700, 900, 1_200, 1_600, 2_500]) {
    const run = await start({ data })
    await sleep(milliseconds)
    run.signalAll('SIGKILL')
    await run.ended
  }
  const run = await start({ data })
  await run.until(READY)
})

test('a taken port and a port that is none are said', async () => {
  const taken = createServer().listen(0)
  await once(taken, 'listening')
  onTestFinished(() => void taken.close())
  const { port } = taken.address() as { port: number }
  const run = await start({ port })
  expect(await run.ended).toBe(1)
  expect(run.output()).toContain(`Port ${port} is taken by another program. Choose another`)
  const wrong = await start({ port: 'http' })
  expect(await wrong.ended).toBe(1)
  expect(wrong.output()).toContain('PORT=http is no port number')
})

test('a port that another program takes after it was looked at is said too, and nobody is sent there', async () => {
  const run = await start()
  // Said between the look at the port and the start of the web server.
  await run.until(/the database is up to date/)
  const other = createHttpServer((_, response) => response.end('somebody else')).listen(run.port)
  await once(other, 'listening')
  onTestFinished(() => void other.close())
  expect(await run.ended).toBe(1)
  expect(run.output()).toContain(`Port ${run.port} is taken by another program. Choose another`)
  expect(run.output()).not.toMatch(READY)
})

test('with DATABASE_URL that server is used, by TLS and in its schema, and none is started', async () => {
  const server = await startTlsOnly()
  onTestFinished(server.stop, 60_000)
  const url = server.url.replace(
    /\?.*/,
    `?sslmode=verify-full&sslrootcert=${server.certificateFile}&schema=school`,
  )
  const run = await start({ databaseUrl: url })
  await run.until(READY)
  const me = await fetch(`http://localhost:${run.port}/api/me`)
  expect(me.status).toBe(200)
  expect(existsSync(path.join(run.data, 'pg'))).toBe(false)
  const client = new pg.Client(readDatabaseUrl(url))
  await client.connect()
  const { rows } = await client.query(
    `SELECT DISTINCT table_schema FROM information_schema.tables WHERE table_name IN ('User', 'ItemResponse')`,
  )
  await client.end()
  expect(rows).toEqual([{ table_schema: 'school' }])

  const wrong = await start({ databaseUrl: url.replace(/:[^:@]+@/, ':guess@') })
  expect(await wrong.ended).toBe(1)
  expect(wrong.output()).toMatch(/DATABASE_URL: no connection to .*password authentication failed/)
  expect(wrong.output()).not.toContain('guess')
})

test('a clone in a folder that only its owner may enter works, under umask 077 and from another folder', async () => {
  const closed = newFolder()
  const clone = path.join(closed, 'forklore')
  mkdirSync(clone, { mode: 0o700 })
  // Links to the same packages: a copy without the time and the room.
  const made = /^(\.git|\.data|\.cache|\.next.*|node_modules)$/
  execFileSync('cp', ['-r', '-t', clone, ...readdirSync('.').filter((name) => !made.test(name))])
  execFileSync('cp', ['-al', 'node_modules', path.join(clone, 'node_modules')])
  // What programs of the content print was computed by the build of the stage before.
  if (existsSync('.cache/replay')) execFileSync('cp', ['-r', '--parents', '-t', clone, '.cache/replay'])
  if (!BUILDS_ITSELF && existsSync('.next')) execFileSync('cp', ['-al', '.next', path.join(clone, '.next')])
  const run = await start({ root: clone, data: path.join(clone, '.data'), umask: '077' })
  await run.until(READY)
  expect(await fetchStatus(run.port)).toBe(200)
  for (const name of ['.data', '.data/secret', '.data/pg-password', '.data/pg'])
    expect(statSync(path.join(clone, name)).mode & 0o077, name).toBe(0)
  if (!BUILDS_ITSELF) return

  // The same clone with a mistake in its sources: said with its place, and nothing is left running.
  run.signalAll('SIGINT')
  await run.ended
  appendFileSync(path.join(clone, 'app/_ui/icon.tsx'), '\nexport const mistake = (\n')
  const broken = await start({ root: clone, data: path.join(clone, '.data'), umask: '077' })
  expect(await broken.ended).toBe(1)
  expect(broken.output()).toMatch(/app\/_ui\/icon\.tsx/)
  expect(broken.output()).toMatch(/The build of .* failed; the reason is above\./)
  expect(broken.output()).not.toMatch(READY)
})

test('a PostgreSQL that cannot start is given up with its reason, soon', async () => {
  const run = await start()
  await run.until(READY)
  run.signalAll('SIGINT')
  await run.ended
  appendFileSync(path.join(run.data, 'pg/postgresql.conf'), "\nno_such_setting = 'on'\n")
  const broken = await start({ data: run.data })
  expect(await broken.ended).toBe(1)
  expect(broken.output()).toMatch(/PostgreSQL does not start: .*no_such_setting/s)
})

test('a database that somebody else is migrating is waited for, and that is said', async () => {
  const server = await startDisposablePostgres()
  onTestFinished(server.stop, 60_000)
  const other = new pg.Client(readDatabaseUrl(server.url))
  await other.connect()
  // Prisma's own number, which its CLI holds while it migrates.
  await other.query('SELECT pg_advisory_lock(72707369)')
  const run = await start({ databaseUrl: server.url })
  await run.until(/waiting for the migrations of the database \(another command may be at them\)/)
  await other.end()
  await run.until(READY)
})

/** A start under test. */
interface Run {
  readonly data: string
  readonly port: number
  readonly npm: number
  /** The exit code of npm. */
  readonly ended: Promise<number | null>
  output(): string
  until(sign: RegExp): Promise<void>
  launcher(): number
  pids(): { web: number; postgres: number }
  /** As the terminal does it: to npm and to what it started. */
  signalAll(signal: NodeJS.Signals): void
}

async function start(
  options: {
    data?: string
    port?: number | string
    root?: string
    umask?: string
    databaseUrl?: string
  } = {},
): Promise<Run> {
  const { root = process.cwd(), data = newFolder() } = options
  const port = options.port ?? (await freePort())
  const npm = `npm --prefix ${JSON.stringify(root)} start`
  const child: ChildProcess = spawn('sh', ['-c', `umask ${options.umask ?? '022'}; exec ${npm}`], {
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      FORKLORE_DATA: data,
      PORT: String(port),
      // Nothing, where none is asked for: one in .env is not taken either.
      DATABASE_URL: options.databaseUrl ?? '',
      NODE_ENV: undefined,
    } as unknown as NodeJS.ProcessEnv,
  })
  const pid = child.pid ?? 0
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (text += chunk))
  const ended = once(child, 'close').then(([status]) => status as number | null)
  const run: Run = {
    data,
    port: Number(port),
    npm: pid,
    ended,
    output: () => text,
    until: (sign) =>
      eventually(
        async () => expect(text).toMatch(sign),
        1_200_000,
        ended,
        () => text,
      ),
    launcher: () => findLauncher(pid),
    pids: () => ({
      web: JSON.parse(readFileSync(path.join(data, 'serving.json'), 'utf8')).web,
      postgres: Number(readFileSync(path.join(data, 'pg/postmaster.pid'), 'utf8').split('\n')[0]),
    }),
    signalAll: (signal) => {
      try {
        process.kill(-pid, signal)
      } catch {
        // gone already
      }
    },
  }
  onTestFinished(async () => {
    run.signalAll('SIGTERM')
    await ended
    await eventually(async () => expect(leftRunning(data)).toEqual([]), 5_000)
  }, 60_000)
  return run
}

/** npm, a shell, and then us: the Node in npm's group that runs run.mjs. */
function findLauncher(group: number): number {
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const [program = '', script = ''] = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0')
      const pgrp = readFileSync(`/proc/${name}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')[2]
      if (Number(pgrp) === group && program.endsWith('node') && script.endsWith('run.mjs'))
        return Number(name)
    } catch {
      // it ended while we looked
    }
  }
  throw new Error('the launcher is not running')
}

/** The processes that stand in a folder: PostgreSQL does, in its data. */
function leftRunning(folder: string): string[] {
  return readdirSync('/proc').filter((name) => {
    try {
      return /^\d+$/.test(name) && readlinkSync(`/proc/${name}/cwd`).startsWith(`${folder}/`)
    } catch {
      return false // it ended while we looked
    }
  })
}

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'forklore-launcher-'))
  folders.push(folder)
  return folder
}

async function fetchStatus(port: number): Promise<number> {
  const response = await fetch(`http://localhost:${port}/ko`)
  await response.arrayBuffer()
  return response.status
}

async function eventually(
  claim: () => Promise<void>,
  milliseconds = 30_000,
  ended?: Promise<unknown>,
  output: () => string = () => '',
): Promise<void> {
  const deadline = Date.now() + milliseconds
  let over = false
  ended?.then(() => (over = true))
  for (;;) {
    try {
      return await claim()
    } catch (error) {
      if (over || Date.now() > deadline) throw new Error(`${(error as Error).message}\n${output()}`)
      await sleep(100)
    }
  }
}
