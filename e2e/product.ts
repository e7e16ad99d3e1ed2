import type { Build } from '../lib/cli/build'
import { migrate } from '../lib/cli/migrate'
import { freePort, startDisposablePostgres, startPostgres } from '../lib/cli/postgres'
import { startWeb, type Web } from '../lib/cli/web'

/** A product of a test's own, beside the one that the other tests share: it may be killed. */
export interface Product {
  /** The same after every restart. */
  readonly url: string
  readonly databaseUrl: string
  /** `kill -9` of the web server. */
  killWeb(): Promise<void>
  /** `kill -9` of PostgreSQL, the parent of all its processes. */
  killDatabase(): Promise<void>
  /** Starts again what was killed; returns when it answers. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/**
 * Starts the build under test on a database of its own, with the durable settings that `npm start` has.
 * @param variables further environment of the web server
 */
export async function startProduct(variables: Readonly<Record<string, string>> = {}): Promise<Product> {
  const postgres = await startDisposablePostgres()
  await migrate(postgres.url)
  const port = await freePort()
  const build: Build = { folder: required('FORKLORE_DIST'), hash: required('FORKLORE_BUILD') }
  const open = () =>
    startWeb({
      build,
      port,
      databaseUrl: postgres.url,
      sessionSecret: required('NEXTAUTH_SECRET'),
      actionsKey: required('NEXT_SERVER_ACTIONS_ENCRYPTION_KEY'),
      variables,
      onLine: () => {},
    })
  let pid = postgres.pid
  let web: Web | null = await open()
  return {
    url: `http://localhost:${port}`,
    databaseUrl: postgres.url,
    async killWeb() {
      if (web) process.kill(web.pid, 'SIGKILL')
      await web?.gone
      web = null
    },
    async killDatabase() {
      process.kill(pid, 'SIGKILL')
    },
    async restart() {
      pid = (await startPostgres(postgres.folder)).pid
      web ??= await open()
    },
    async stop() {
      await web?.stop()
      await postgres.stop()
    },
  }
}

function required(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set: run the browser tests with \`npm test -- e2e\``)
  return value
}
