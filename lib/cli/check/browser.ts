import { appendFileSync, rmSync } from 'node:fs'
import { type Build, ensureBuild, markInUse } from '@/lib/cli/build/build'
import { findChromium } from '@/lib/cli/check/chromium'
import type { StageCall } from '@/lib/cli/check/stage'
import { tookInPlaywright } from '@/lib/cli/check/took'
import { type Count, counted, readReport, reportFile } from '@/lib/cli/check/tool'
import { dataFolder } from '@/lib/cli/database/database'
import { migrate } from '@/lib/cli/database/migrate'
import { freePort, NOT_DURABLE, startDisposablePostgres } from '@/lib/cli/database/postgres'
import { readSecrets } from '@/lib/cli/host/secret'
import { startWeb } from '@/lib/cli/serve/web'

const LOG = '.cache/e2e-web.log'

/** Playwright against the production build, with a server and a database that nobody else sees. */
export async function browser(call: StageCall): Promise<Count> {
  const chromium = await findChromium(call.say)
  const build = await ensureBuild(readSecrets(dataFolder()).actions, call.say)
  const release = markInUse(build)
  const postgres = await startDisposablePostgres(NOT_DURABLE)
  try {
    await migrate(postgres.url)
    return await onServer(call, chromium, build, postgres.url)
  } finally {
    await postgres.stop()
    release()
  }
}

async function onServer(
  { say, run, filters }: StageCall,
  chromium: string,
  build: Build,
  databaseUrl: string,
): Promise<Count> {
  const { actions } = readSecrets(dataFolder())
  const sessionSecret = 'a secret that only tests use'
  rmSync(LOG, { force: true })
  const web = await startWeb({
    build,
    port: await freePort(),
    databaseUrl,
    sessionSecret,
    actionsKey: actions,
    onLine: (text) => appendFileSync(LOG, text),
    // The tests look at the figures in a page that no other production server has.
    variables: { FORKLORE_GALLERY: '1' },
  })
  say(`the product under test is at ${web.url}`)
  try {
    const report = reportFile('playwright')
    const args = ['node_modules/@playwright/test/cli.js', 'test', '--config', 'e2e/playwright.config.ts']
    const status = await run([...args, ...filters], {
      BASE_URL: web.url,
      CHROMIUM: chromium,
      DATABASE_URL: databaseUrl,
      NEXTAUTH_SECRET: sessionSecret,
      FORKLORE_DIST: build.folder,
      FORKLORE_BUILD: build.hash,
      NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: actions,
      // What is `server-only` may be loaded: this is the server's side.
      NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --conditions=react-server`.trim(),
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    })
    if (status !== 0) say(`what the web server said is in ${LOG}`)
    const found = readReport(report) as
      | ({ stats: Record<'expected' | 'unexpected' | 'flaky', number> } & Parameters<
          typeof tookInPlaywright
        >[0])
      | null
    if (!found) return counted(status, 0, 0)
    const { expected, unexpected, flaky } = found.stats
    return { ...counted(status, expected, unexpected + flaky), took: tookInPlaywright(found) }
  } finally {
    await web.stop()
  }
}
