/** `node lib/cli/run.mjs kill-test`: learners answer without pause while the web server is killed, 20 times,
 *  and PostgreSQL with it every second time: what they saw before, which is reviewed, and mock interviews among it. Afterwards
 *  everything that was acknowledged has to be there, once, and what is derived from it is what deriving it anew gives. It runs `npm start` itself, with a folder of data and a port of its own. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type Database, openDatabase } from '@/lib/cli/database/database'
import { freePort } from '@/lib/cli/database/postgres'
import { progress, type Say } from '@/lib/cli/host/environment'
import { readDatabaseUrl } from '@/lib/database-url'
import type { Item } from '@/lib/quiz/item'
import { answerOnAndOn, isTakenAgain, someItems, submission, type Traffic } from './kill-learner'

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
  const learners = Array.from({ length: LEARNERS }, () => ({
    cookie: '',
    acknowledged: [],
    interviews: [],
    resent: new Set<string>(),
  }))
  const traffic: Traffic = { url: site.url, learners, inFlight: 0, isOver: false }
  try {
    await untilServing(site)
    say(`serving at ${site.url}`)
    const answering = learners.map((learner) => answerOnAndOn(traffic, learner, items))
    const inFlight = await killAgainAndAgain(site, traffic, Number(kills), say)
    traffic.isOver = true
    await Promise.all(answering)
    const database = await openDatabase()
    const failures = await check(site, database, traffic, items, inFlight, say)
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

/** Kills when at least one answer is on its way, and waits until somebody is served again.
 *  @returns how many answers were on their way at each kill */
async function killAgainAndAgain(site: Site, traffic: Traffic, kills: number, say: Say): Promise<number[]> {
  const inFlight: number[] = []
  for (let i = 1; i <= kills; i++) {
    const before = total(traffic)
    while (total(traffic) < before + 12) await sleep(20)
    await sleep(Math.random() * 300)
    while (traffic.inFlight === 0) await sleep(1)
    inFlight.push(traffic.inFlight)
    const withDatabase = i % 2 === 0
    if (withDatabase) kill(postgresPid(site))
    kill(webPid(site))
    say(`kill ${i}: web server${withDatabase ? ' and PostgreSQL' : ''}, ${inFlight.at(-1)} on their way`)
    await sleep(200)
    await untilServing(site)
  }
  return inFlight
}

/** Every acknowledged answer is there, once, with one score; and sent again it still is. So is every interview. */
async function check(
  site: Site,
  database: Database,
  traffic: Traffic,
  [item]: readonly [Item, ...Item[]],
  inFlight: readonly number[],
  say: Say,
): Promise<string[]> {
  const { schema: _, ...connection } = readDatabaseUrl(database.url)
  const client = new pg.Client(connection)
  await client.connect()
  const settings = await client.query(
    `SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit')`,
  )
  const rowsOf = async (ids: string[]) => {
    const { rows } = await client.query<{ id: string; scores: number }>(
      `SELECT r.id, count(s.id)::int AS scores FROM "ItemResponse" r LEFT JOIN "ItemScore" s ON s."responseId" = r.id
        WHERE r.id = ANY($1) GROUP BY r.id`,
      [ids],
    )
    return rows
  }
  const acknowledged = traffic.learners.flatMap((learner) => learner.acknowledged)
  const found = await rowsOf(acknowledged)
  let unanswered = 0
  for (const learner of traffic.learners)
    for (const id of learner.acknowledged.slice(-5))
      if (!(await isTakenAgain(traffic, learner, { route: 'responses', body: { ...submission(item), id } })))
        unanswered++
  const again = await rowsOf(acknowledged)
  const interviews = traffic.learners.flatMap((learner) => learner.interviews)
  const kept = await client.query(`SELECT "id" FROM "Mock" WHERE "id" = ANY($1)`, [interviews])
  const derived = await derivedOf(client)
  await deriveAnew(site)
  const anew = await derivedOf(client)
  await client.end()

  const resent = traffic.learners.reduce((sum, learner) => sum + learner.resent.size, 0)
  const lost = acknowledged.length - found.length
  say(
    `${acknowledged.length} answers and ${interviews.length} interviews acknowledged, ${lost} and ${interviews.length - kept.rows.length} lost; ${resent} sent again after a failure; ${inFlight.length} kills`,
  )
  for (const { name, setting } of settings.rows) say(`${name} is ${setting}`)
  const claims: [string, boolean][] = [
    ['fsync and synchronous_commit are on', settings.rows.every((row) => row.setting === 'on')],
    ['at least 200 answers were acknowledged', acknowledged.length >= Math.min(200, inFlight.length * 10)],
    ['at least one was on its way at each kill', inFlight.every((n) => n > 0)],
    ['nothing acknowledged was lost', lost === 0],
    ['at least one interview a kill was acknowledged', interviews.length >= Math.min(40, inFlight.length)],
    ['no interview that was acknowledged was lost', kept.rows.length === interviews.length],
    ['something was reviewed', derived.reviews > 0],
    ['what is due, known and answered is what the answers say', derived.hash === anew.hash],
    ['each has one score', [...found, ...again].every((row) => row.scores === 1)],
    ['sent again, each is acknowledged again', unanswered === 0],
    ['sent again, each is one row', again.length === found.length],
  ]
  return claims.flatMap(([claim, isTrue]) => (isTrue ? [] : [claim]))
}

/** All that is derived from answers, as one hash, and how many items are under review that were answered on. */
async function derivedOf(client: pg.Client): Promise<{ readonly hash: string; readonly reviews: number }> {
  const { rows } = await client.query<{ hash: string; reviews: number }>(
    `SELECT md5(concat(
        (SELECT string_agg(r::text, ',' ORDER BY r."userId", r."itemId") FROM "Review" r),
        (SELECT string_agg(m::text, ',' ORDER BY m."userId", m."concept") FROM "Mastery" m),
        (SELECT string_agg(s::text, ',' ORDER BY s."userId", s."itemId") FROM "ItemStanding" s))) AS hash,
        (SELECT count(*)::int FROM "Review" JOIN (
           SELECT "userId", "itemId" FROM "ItemResponse" GROUP BY "userId", "itemId" HAVING count(*) > 1) again
           USING ("userId", "itemId")) AS reviews`,
  )
  return rows[0] ?? { hash: '', reviews: 0 }
}

/** `npm run recompute`, on the database of what is served. */
async function deriveAnew({ folder }: Site): Promise<void> {
  const env = { ...process.env, FORKLORE_DATA: folder }
  const { status, stderr } = spawnSync(process.execPath, ['lib/cli/run.mjs', 'recompute'], { env })
  if (status !== 0) throw new Error(`recompute ended with ${status}: ${stderr}`)
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
