/** `node lib/cli/run.mjs kill-test`: learners answer without pause while the web server is killed, 20 times,
 *  and PostgreSQL with it every second time. Their answers are of one day after the other, so that they reschedule reviews,
 *  and a mock interview is on its way when it is killed. Afterwards the answers that were given are there, each once, and
 *  what is derived from them is what deriving it anew gives. It runs `npm start` itself, with a folder of data and a port of
 *  its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '@/lib/cli/database/database'
import { freePort } from '@/lib/cli/database/postgres'
import { progress, type Say } from '@/lib/cli/host/environment'
import { check, type InFlight, MOCK_KILLS } from './kill-check'
import { answerOnAndOn, beginVolley, newTraffic, someItems, type Traffic } from './kill-learner'

const LEARNERS = 8

type Site = { readonly url: string; readonly folder: string; readonly launcher: ChildProcess }

/** @returns the exit code: 0 when nothing acknowledged was lost and nothing is there twice */
export async function main([kills = '20']: string[]): Promise<number> {
  const say = progress()
  const folder = mkdtempSync(path.join(tmpdir(), 'forklore-kill-'))
  process.env.FORKLORE_DATA = folder
  process.env.DATABASE_URL = '' // nothing: one in .env is not taken either
  const items = await someItems()
  const site = await launch(folder)
  const traffic = newTraffic(site.url, LEARNERS)
  try {
    await untilServing(site)
    say(`serving at ${site.url}`)
    const answering = traffic.learners.map((learner) => answerOnAndOn(traffic, learner, items))
    const inFlight = await killAgainAndAgain(site, traffic, Number(kills), say)
    traffic.isOver = true
    await Promise.all(answering)
    const database = await openDatabase()
    const failures = await check(folder, database, traffic, items, inFlight, say)
    await database.close()
    for (const failure of failures) say(`FAILED: ${failure}`)
    return failures.length === 0 ? 0 : 1
  } finally {
    await end(site.launcher)
    rmSync(folder, { recursive: true, force: true })
  }
}

async function launch(folder: string): Promise<Site> {
  const port = await freePort()
  const launcher = spawn(process.execPath, ['lib/cli/run.mjs', 'start'], {
    env: { ...process.env, PORT: String(port), FORKLORE_DATA: folder },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return { url: `http://localhost:${port}`, folder, launcher }
}

async function end(launcher: ChildProcess): Promise<void> {
  if (launcher.exitCode !== null || launcher.signalCode !== null) return
  const ended = once(launcher, 'exit')
  launcher.kill('SIGTERM')
  await ended
}

/** Kills when an answer and an interview are on their way, as long as there are interviews, and waits until somebody is served
 *  again.
 *  @returns how many of each were on their way at each kill */
async function killAgainAndAgain(site: Site, traffic: Traffic, kills: number, say: Say): Promise<InFlight[]> {
  const inFlight: InFlight[] = []
  for (let i = 1; i <= kills; i++) {
    const before = total(traffic)
    while (total(traffic) < before + 12) await sleep(20)
    await sleep(Math.random() * 300)
    const now = await untilInFlight(traffic, i <= MOCK_KILLS)
    const withDatabase = i % 2 === 0
    if (withDatabase) kill(postgresPid(site))
    kill(webPid(site))
    inFlight.push(now)
    const killed = `web server${withDatabase ? ' and PostgreSQL' : ''}`
    say(`kill ${i}: ${killed}, ${now.responses} answers and ${now.mocks} interviews on their way`)
    await sleep(200)
    await untilServing(site)
  }
  return inFlight
}

/** @returns what is on its way: an answer, and an interview where one is asked for, at any stage of what becomes of them */
async function untilInFlight(traffic: Traffic, withMock: boolean): Promise<InFlight> {
  for (let volley = 1; volley <= 30; volley++) {
    if (withMock) beginVolley(traffic)
    await sleep(Math.random() * 12)
    for (const end = Date.now() + 1000; Date.now() < end; await sleep(1)) {
      const { responses, mocks } = traffic.inFlight
      if (responses > 0 && (mocks > 0 || !withMock)) return { responses, mocks }
    }
  }
  throw new Error('nothing was on its way for half a minute')
}

function total(traffic: Traffic): number {
  return traffic.learners.reduce((sum, learner) => sum + learner.acknowledged.length, 0)
}

function webPid(site: Site): number {
  return JSON.parse(readFileSync(path.join(site.folder, 'serving.json'), 'utf8')).web
}

function postgresPid(site: Site): number {
  return Number(readFileSync(path.join(site.folder, 'pg', 'postmaster.pid'), 'utf8').split('\n', 1)[0])
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

async function untilServing(site: Site): Promise<void> {
  for (;;) {
    if (site.launcher.exitCode !== null) throw new Error('npm start ended')
    try {
      const response = await fetch(`${site.url}/api/me`, { signal: AbortSignal.timeout(5_000) })
      await response.arrayBuffer()
      if (response.ok) return
    } catch {
      // Not yet, or not again.
    }
    await sleep(100)
  }
}
