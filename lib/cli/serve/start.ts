import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Build, ensureBuild, markInUse, removeOldBuilds } from '@/lib/cli/build/build'
import { type Database, dataFolder, openDatabase } from '@/lib/cli/database/database'
import { generateClient, migrate } from '@/lib/cli/database/migrate'
import { lastWords } from '@/lib/cli/database/postgres'
import { checkNode, loadEnvironment, progress, type Say } from '@/lib/cli/host/environment'
import { checkPort, readPort } from '@/lib/cli/host/port'
import { isAlive } from '@/lib/cli/host/process'
import { readSecrets, type Secrets } from '@/lib/cli/host/secret'
import { Stopped, untilStopped } from '@/lib/cli/host/stop'
import { GaveUp, waitFor } from '@/lib/cli/host/wait'
import { startWeb, type Web } from '@/lib/cli/serve/web'
import { lrsOf } from '@/lib/xapi/settings'

/** What each part of a start may take, in ms: PostgreSQL recovers for minutes after an accident, a build is slow on a small
 *  machine. */
const DATABASE_MS = 660_000
const MIGRATIONS_MS = 600_000
const BUILD_MS = 1_800_000

/** What a start was asked for. */
interface Request {
  readonly port: number
  /** The address to listen on; all of the machine's when undefined. */
  readonly host: string | undefined
  readonly secrets: Secrets
  readonly stopped: Promise<never>
  readonly say: Say
}

/**
 * `npm start`: database, migrations, build, web server; then watches over them until Ctrl-C.
 * @returns the exit code: 1 when it could not serve
 */
export async function main(): Promise<number> {
  checkNode()
  loadEnvironment()
  lrsOf(process.env) // what is set wrongly is said here: who asks whether the server is ready is told nothing of it
  const say = progress()
  const request = {
    port: readPort(process.env.PORT, 3000),
    host: process.env.HOST || undefined,
    secrets: readSecrets(dataFolder()),
    stopped: untilStopped(),
    say,
  }
  try {
    await start(request)
  } catch (error) {
    if (error instanceof GaveUp) console.error(error.message)
    else if (error instanceof Stopped) say(`ended (${error.message})`)
    else throw error
    process.exit(error instanceof GaveUp ? 1 : 0) // whatever was under way ends with us
  }
  return 0
}

async function start(request: Request): Promise<void> {
  const { say, stopped } = request
  const opening = openDatabase(say)
  const opened = waitFor(process.env.DATABASE_URL ? 'the database of DATABASE_URL' : 'PostgreSQL', opening, {
    say,
    limit: DATABASE_MS,
    reason: () => (process.env.DATABASE_URL ? '' : lastWords(dataFolder())),
  })
  const database = await Promise.race([opened, stopped]).catch(async (error) => {
    // Told to end while PostgreSQL starts: it is not left behind. A second signal does not wait for that.
    if (error instanceof Stopped) await opening.then((late) => late.close()).catch(() => {})
    throw error
  })
  try {
    const build = await Promise.race([prepare(request, database), stopped])
    const release = markInUse(build)
    removeOldBuilds()
    try {
      await serve(request, database, build)
    } finally {
      rmSync(servingFile(), { force: true })
      release()
    }
  } finally {
    await database.close()
  }
}

async function prepare({ port, host, secrets, say }: Request, database: Database): Promise<Build> {
  await ensureAlone(database, port, host)
  await generateClient()
  const applied = await waitFor('the migrations of the database', migrate(database.url), {
    say,
    limit: MIGRATIONS_MS,
    reason: () => 'another command may be at them',
  })
  if (applied > 0) say(`the database is up to date (migrations applied: ${applied})`)
  let part = ''
  const tell = (line: string) => {
    part = line.trim()
    say(line)
  }
  return waitFor('the build', ensureBuild(secrets.actions, tell), {
    say,
    limit: BUILD_MS,
    reason: () => part,
    silence: 60_000,
  })
}

/** Keeps the web server and the database running until told to stop. */
async function serve(request: Request, database: Database, build: Build): Promise<never> {
  const { stopped, say } = request
  for (let failures = 0; ; ) {
    const web = await Promise.race([openWeb(request, database, build).catch(asError), stopped])
    if (web instanceof GaveUp) throw web
    if (web instanceof Error) {
      // Another program may have taken the port since it was looked at.
      await checkPort(request.port, request.host)
      // It may have been killed while it started; what fails each time has another cause.
      if (++failures === 5) throw web
      await sleep(failures * 200)
      continue
    }
    failures = 0
    try {
      saySomebodyServes(web)
      say(`Forklore is at ${web.url} (Ctrl-C ends it)`)
      if (process.env.NEXTAUTH_URL?.startsWith('https:') && !process.env.TRUSTED_PROXIES)
        say(
          'NEXTAUTH_URL speaks of a proxy: name it in TRUSTED_PROXIES, or all who come by it are limited as one',
        )
      await Promise.race([watch(database, web, say), stopped])
    } finally {
      await web.stop()
    }
    say('the web server ended; starting it again')
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}

function openWeb({ port, host, secrets, say }: Request, database: Database, build: Build): Promise<Web> {
  return startWeb({
    build,
    port,
    host,
    databaseUrl: database.url,
    sessionSecret: secrets.session,
    actionsKey: secrets.actions,
    say,
  })
}

/** @returns when the web server is gone, or no longer has the right address of the database */
async function watch(database: Database, web: Web, say: Say): Promise<void> {
  for (;;) {
    const lost = await Promise.race([web.gone.then(() => false), database.lost.then(() => true)])
    if (!lost) return
    say('PostgreSQL ended; starting it again')
    const { url } = database
    await database.reopen()
    await database.tryLock('serving')
    if (database.url !== url) return
  }
}

/** Who reads it while it is written finds the one before, never the half of one. */
function saySomebodyServes(web: Web): void {
  const draft = `${servingFile()}.draft`
  writeFileSync(draft, JSON.stringify({ pid: process.pid, url: web.url, web: web.pid }))
  renameSync(draft, servingFile())
}

/** What a start leaves for another one to read: who serves, and where. */
function servingFile(): string {
  return path.join(dataFolder(), 'serving.json')
}

/** One that is just ending is waited for. @throws Error when another start of this clone is at work, or the port is taken */
async function ensureAlone(database: Database, port: number, host: string | undefined): Promise<void> {
  const deadline = Date.now() + 3_000
  while (!(await database.tryLock('serving'))) {
    if (Date.now() > deadline)
      throw new Error(whoServes() ?? 'Another `npm start` of this clone is at work already.')
    await sleep(200)
  }
  try {
    await checkPort(port, host)
  } catch (error) {
    throw new Error(whoServes(port) ?? (error as Error).message)
  }
}

function whoServes(onPort?: number): string | null {
  try {
    const { pid, url } = JSON.parse(readFileSync(servingFile(), 'utf8'))
    if (!isAlive(pid) || (onPort !== undefined && !url.endsWith(`:${onPort}`))) return null
    return `Forklore is running already, at ${url} (process ${pid}). End that one first, or just use it.`
  } catch {
    return null
  }
}
