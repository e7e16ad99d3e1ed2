import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, watch } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import path from 'node:path'
import { buildFonts } from '@/lib/cli/build/fonts'
import { dataFolder, openDatabase } from '@/lib/cli/database/database'
import { generateClient, migrate } from '@/lib/cli/database/migrate'
import { freePort } from '@/lib/cli/database/postgres'
import { checkNode, loadEnvironment, progress } from '@/lib/cli/host/environment'
import { checkPort, readPort } from '@/lib/cli/host/port'
import { readSecrets } from '@/lib/cli/host/secret'
import { Stopped, untilStopped } from '@/lib/cli/host/stop'

/**
 * `npm run dev`: the development server on the database of this clone. Code is replaced in the open page by Next; a saved
 * lesson, item or program makes the open page ask for itself again.
 * @returns the exit code
 */
export async function main(): Promise<number> {
  checkNode()
  loadEnvironment()
  const say = progress()
  const port = readPort(process.env.PORT, 3000)
  await checkPort(port, undefined)
  const stopped = untilStopped()
  const database = await openDatabase(say)
  try {
    await generateClient()
    await migrate(database.url)
    await buildFonts(process.cwd())
    const refreshPort = await announceContentChanges()
    const child = startNext(port, { DATABASE_URL: database.url, FORKLORE_REFRESH: String(refreshPort) })
    await Promise.race([once(child, 'exit'), stopped.catch(() => child.kill('SIGTERM'))])
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    return child.exitCode ?? 0
  } catch (error) {
    if (error instanceof Stopped) return 0
    // The process ends below, and with it whatever is thrown from here.
    console.error(error)
    process.exitCode = 1
    return 1
  } finally {
    await database.close()
    process.exit()
  }
}

function startNext(port: number, variables: Record<string, string>): ChildProcess {
  const next = path.resolve('node_modules/next/dist/bin/next')
  const secrets = readSecrets(dataFolder())
  return spawn(process.execPath, ['--import', './lib/cli/host/tether.mjs', next, 'dev', '-p', String(port)], {
    stdio: ['pipe', 'inherit', 'inherit'],
    detached: true,
    env: {
      ...process.env,
      NODE_ENV: 'development',
      NEXT_TELEMETRY_DISABLED: '1',
      NEXTAUTH_SECRET: secrets.session,
      FORKLORE_TETHER: String(process.pid),
      ...variables,
    },
  })
}

/**
 * Next watches code; nothing of it watches `content/`. This tells open pages (`app/[locale]/_shell/dev-refresh.tsx`) by
 * server-sent events.
 * @returns the port where it does so
 */
async function announceContentChanges(): Promise<number> {
  const pages = new Set<ServerResponse>()
  const server = createServer((request, response) => {
    response.writeHead(200, {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
      'Access-Control-Allow-Origin': '*',
    })
    response.flushHeaders()
    pages.add(response)
    request.on('close', () => pages.delete(response))
  })
  const port = await freePort()
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  let pending: NodeJS.Timeout | undefined
  const announce = () => {
    clearTimeout(pending) // an editor writes a file in several steps
    pending = setTimeout(async () => {
      await buildFonts(process.cwd()).catch(() => {}) // a lesson may bring a new syllable
      for (const page of pages) page.write('data: changed\n\n')
    }, 100)
  }
  if (existsSync('content')) watch('content', { recursive: true }, announce)
  return port
}
