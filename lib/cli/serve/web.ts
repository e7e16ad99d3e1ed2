import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Build } from '@/lib/cli/build/build'
import type { Say } from '@/lib/cli/host/environment'
import { isAlive } from '@/lib/cli/host/process'
import { waitFor } from '@/lib/cli/host/wait'

/** What the web server is told. */
export interface WebOptions {
  readonly build: Build
  readonly port: number
  /** The address to listen on; all of the machine's when absent. */
  readonly host?: string | undefined
  readonly databaseUrl: string
  readonly sessionSecret: string
  readonly actionsKey: string
  readonly variables?: Readonly<Record<string, string>>
  /** Told when it takes long to answer. */
  readonly say?: Say
  /** Its own lines; the terminal's when absent. */
  readonly onLine?: (text: string) => void
}

/** A running web server. */
export interface Web {
  readonly url: string
  readonly pid: number
  /** Settles when it is gone, however that came. */
  readonly gone: Promise<void>
  /** Lets answers that are under way be sent, 10 s at most. */
  stop(): Promise<void>
}

/**
 * Starts the web server on a finished build; it ends when this process does, by kill -9 too.
 * @returns when it answers
 * @throws Error when it ends before that, GaveUp when it does not answer
 */
export async function startWeb(options: WebOptions): Promise<Web> {
  const { build, port, host, onLine } = options
  const next = path.resolve('node_modules/next/dist/bin/next')
  const word = randomUUID()
  const child = spawn(
    process.execPath,
    [
      ...['--import', './lib/cli/host/tether.mjs', '--import', './lib/cli/serve/client-address.mjs'],
      ...['--import', './lib/cli/serve/answering.mjs', '--import', './lib/cli/serve/request-log.mjs'],
      ...[next, 'start', '-p', String(port), ...(host ? ['-H', host] : [])],
    ],
    {
      // The pipe on stdin is the tether. Of its own group, so that Ctrl-C reaches the launcher alone.
      stdio: ['pipe', onLine ? 'pipe' : 'ignore', onLine ? 'pipe' : 'inherit'],
      detached: true,
      env: {
        ...process.env,
        NODE_ENV: 'production',
        NEXT_TELEMETRY_DISABLED: '1',
        FORKLORE_TETHER: String(process.pid),
        FORKLORE_WEB: word,
        FORKLORE_DIST: build.folder,
        FORKLORE_BUILD: build.hash,
        DATABASE_URL: options.databaseUrl,
        NEXTAUTH_SECRET: options.sessionSecret,
        NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: options.actionsKey,
        ...options.variables,
      },
    },
  )
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => onLine?.(String(chunk)))
  const gone = once(child, 'exit').then(
    () => {},
    () => {},
  )
  const web: Web = {
    url: `http://localhost:${port}`,
    pid: child.pid ?? 0,
    gone,
    stop: () => stopWeb(child, gone),
  }
  const at =
    !host || host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host
  const url = web.url.replace('localhost', at)
  try {
    await untilItAnswers(web.gone, url, word, options.say)
  } catch (error) {
    await web.stop()
    throw error
  }
  await warm(url)
  return web
}

/** Has the server compile what the first answers need, before anybody is told its address. It serves without that, too. */
async function warm(url: string): Promise<void> {
  await fetch(`${url}/api/ready`, { signal: AbortSignal.timeout(20_000) })
    .then((response) => response.arrayBuffer())
    .catch(() => {})
}

/** A web server answers within seconds; on a machine that is busy with much else within a minute. */
const ANSWERING_MS = 180_000

/**
 * Waits until the web server answers. What answers may be another program that took the port first: only what knows the
 * word is ours.
 * @param gone settles when the web server has ended
 * @throws Error when it ended; GaveUp, which names a program that answers in its place, when it does not answer
 */
export async function untilItAnswers(
  gone: Promise<void>,
  url: string,
  word: string,
  say: Say = () => {},
  limit: number = ANSWERING_MS,
): Promise<void> {
  let isOver = false
  const settle = () => (isOver = true)
  gone.then(settle)
  let last = ''
  const asking = async () => {
    while (!isOver) {
      last = await ask(url, word)
      if (last === '') return
      await sleep(50)
    }
    throw new Error('The web server ended before it answered.')
  }
  try {
    await waitFor(`the web server at ${url}`, asking(), { say, limit, reason: () => last })
  } finally {
    settle()
  }
}

/** @returns why this was no answer of ours; empty when it was one */
async function ask(url: string, word: string): Promise<string> {
  try {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { 'x-forklore-web': word },
      signal: AbortSignal.timeout(10_000),
    })
    await response.arrayBuffer()
    if (response.headers.get('x-forklore-web') === word) return ''
    return 'another program answers there: end it, or choose another port, as in: PORT=3001 npm start'
  } catch (error) {
    const { message, cause } = error as Error
    return cause instanceof Error ? cause.message || String(cause) : message
  }
}

async function stopWeb(child: ChildProcess, gone: Promise<void>): Promise<void> {
  child.kill('SIGTERM')
  await Promise.race([gone, sleep(10_000, undefined, { ref: false })])
  if (child.pid && isAlive(child.pid)) child.kill('SIGKILL')
  await gone
}
