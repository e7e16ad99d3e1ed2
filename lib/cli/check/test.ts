import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { ensureBuild, markInUse } from '@/lib/cli/build/build'
import { findChromium } from '@/lib/cli/check/chromium'
import { dataFolder } from '@/lib/cli/database/database'
import { generateClient, migrate } from '@/lib/cli/database/migrate'
import { freePort, startDisposablePostgres } from '@/lib/cli/database/postgres'
import { checkNode, progress, type Say } from '@/lib/cli/host/environment'
import { readSecrets } from '@/lib/cli/host/secret'
import { startWeb } from '@/lib/cli/serve/web'

/** How a stage went. A check without parts counts as one. */
interface Count {
  readonly passed: number
  readonly failed: number
}

type Stage = (filters: string[], say: Say) => Promise<Count>

/** Of `.env.example`, what decides where a server keeps its data and how people reach it and sign in. */
const SETTINGS = [
  ...[
    'DATABASE_URL',
    'NEXTAUTH_URL',
    'NEXTAUTH_SECRET',
    'TRUSTED_PROXIES',
    'PORT',
    'HOST',
    'SMTP_URL',
    'MAIL_FROM',
  ],
  ...['GITHUB_ID', 'GITHUB_SECRET', 'GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
]

/** In this order: what fails soon comes first, and the launcher finds the build that the browser tests have made. */
const STAGES: Readonly<Record<string, Stage>> = { types, lint, unit, e2e, launcher, kill }

/**
 * `npm test`: everything. `npm test -- unit lib/quiz`: one stage (`types`, `lint`, `unit`, `e2e`, `launcher`, `kill`),
 * with the tool's own arguments after it.
 * @returns the exit code: 0 when everything passed
 */
export async function main(args: string[]): Promise<number> {
  checkNode()
  const say = progress()
  const [only, ...filters] = args
  if (only !== undefined && !(only in STAGES))
    throw new Error(`There is no stage ${only}: ${Object.keys(STAGES).join(', ')}.`)
  // Nothing of the one who runs the tests reaches them: they have a database and a secret of their own. What is set, if
  // only to nothing, is not read from .env either.
  for (const name of SETTINGS) process.env[name] = ''
  // A build is named by this key too: the stages with data of their own shall not each make one.
  process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY = readSecrets(dataFolder()).actions
  await generateClient()

  const total = { passed: 0, failed: 0 }
  const failing: string[] = []
  for (const name of only === undefined ? Object.keys(STAGES) : [only]) {
    say(`${name} …`)
    const count = await STAGES[name]!(filters, say).catch((error: Error) => {
      console.error(error.message)
      return { passed: 0, failed: 1 }
    })
    say(`${name}: ${count.passed} passed, ${count.failed} failed`)
    total.passed += count.passed
    total.failed += count.failed
    if (count.failed > 0) failing.push(name)
  }
  if (failing.length > 0) console.log(`failing: ${failing.join(', ')}`)
  console.log(`${total.passed} passed, ${total.failed} failed`)
  return total.failed === 0 ? 0 : 1
}

async function types(): Promise<Count> {
  const projects = ['tsconfig.json', 'lib/engine/tsconfig.json'].filter(existsSync)
  return checks(projects.map((project) => ['node_modules/typescript/bin/tsc', '--noEmit', '-p', project]))
}

async function lint(): Promise<Count> {
  return checks([['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings']])
}

async function unit(filters: string[]): Promise<Count> {
  return vitest(['--project', 'engine', '--project', 'product', ...filters])
}

/** `npm start` as people and accidents treat it, with data and ports of its own. */
async function launcher(filters: string[]): Promise<Count> {
  return vitest(['--project', 'launcher', ...filters])
}

async function vitest(args: string[]): Promise<Count> {
  const report = `.cache/vitest-${process.pid}.json`
  const status = await run([
    ...['node_modules/vitest/vitest.mjs', 'run', '--config', 'lib/vitest.config.ts'],
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    ...args,
  ])
  const found = readReport(report) as { numPassedTests: number; numFailedTests: number } | null
  return counted(status, found?.numPassedTests ?? 0, found?.numFailedTests ?? 0)
}

/** Playwright against the production build, with a server and a database that nobody else sees. */
async function e2e(filters: string[], say: Say): Promise<Count> {
  const chromium = await findChromium(say)
  const { actions } = readSecrets(dataFolder())
  const build = await ensureBuild(actions, say)
  const release = markInUse(build)
  const postgres = await startDisposablePostgres()
  try {
    await migrate(postgres.url)
    const sessionSecret = 'a secret that only tests use'
    const log = '.cache/e2e-web.log'
    rmSync(log, { force: true })
    const web = await startWeb({
      build,
      port: await freePort(),
      databaseUrl: postgres.url,
      sessionSecret,
      actionsKey: actions,
      onLine: (text) => appendFileSync(log, text),
    })
    say(`the product under test is at ${web.url}`)
    try {
      const report = `.cache/playwright-${process.pid}.json`
      const args = ['node_modules/@playwright/test/cli.js', 'test', '--config', 'e2e/playwright.config.ts']
      const status = await run([...args, ...filters], {
        BASE_URL: web.url,
        CHROMIUM: chromium,
        DATABASE_URL: postgres.url,
        NEXTAUTH_SECRET: sessionSecret,
        FORKLORE_DIST: build.folder,
        FORKLORE_BUILD: build.hash,
        NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: actions,
        // What is `server-only` may be loaded: this is the server's side.
        NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --conditions=react-server`.trim(),
        PLAYWRIGHT_JSON_OUTPUT_FILE: path.resolve(report),
      })
      if (status !== 0) say(`what the web server said is in ${log}`)
      const found = readReport(report) as {
        stats: Record<'expected' | 'unexpected' | 'flaky', number>
      } | null
      const { expected = 0, unexpected = 0, flaky = 0 } = found?.stats ?? {}
      return counted(status, expected, unexpected + flaky)
    } finally {
      await web.stop()
    }
  } finally {
    await postgres.stop()
    release()
  }
}

/** Answers that are acknowledged survive `kill -9` of what stored them. */
async function kill(filters: string[]): Promise<Count> {
  return checks([['lib/cli/run.mjs', 'kill-test', ...filters]])
}

/** A tool may fail without a failing test: a file that does not load, an error after the last test, no test at all. */
function counted(status: number, passed: number, failed: number): Count {
  return { passed, failed: failed === 0 && (status !== 0 || passed === 0) ? 1 : failed }
}

async function checks(commands: string[][]): Promise<Count> {
  let failed = 0
  for (const command of commands) if ((await run(command)) !== 0) failed++
  return { passed: commands.length - failed, failed }
}

const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

async function run(args: string[], variables: Record<string, string> = {}): Promise<number> {
  const child = spawn(process.execPath, args, { stdio: 'inherit', env: { ...process.env, ...variables } })
  // Told to end, we end the tool, and then what was started for it.
  const pass = (signal: NodeJS.Signals) => child.kill(signal)
  for (const signal of ENDING) process.on(signal, pass)
  const [status] = await once(child, 'exit')
  for (const signal of ENDING) process.off(signal, pass)
  return status ?? 1
}

function readReport(file: string): unknown {
  mkdirSync('.cache', { recursive: true })
  if (!existsSync(file)) return null
  const report = JSON.parse(readFileSync(file, 'utf8'))
  rmSync(file)
  return report
}
