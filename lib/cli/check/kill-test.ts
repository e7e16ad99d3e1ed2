/** `node lib/cli/run.mjs kill-test`: learners answer without pause while the web server is killed, 20 times,
 *  and PostgreSQL with it every second time. Afterwards every answer that was acknowledged has to be there,
 *  once. It runs `npm start` itself, with a folder of data and a port of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
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
import type { Answer, Item } from '@/lib/quiz/item'
import { publicItem } from '@/lib/quiz/publish'

const LEARNERS = 8
/** Between two answers of one learner, in ms. What the rate limit of a person then refuses is sent again, as anything that
 *  failed. */
const PAUSE = 250

/** A browser with its cookies, and what it was told is stored. */
type Learner = { cookie: string; readonly acknowledged: string[]; readonly resent: Set<string> }
type Site = { readonly url: string; readonly folder: string; readonly launcher: ChildProcess }
type Traffic = { readonly learners: readonly Learner[]; inFlight: number; isOver: boolean }

/** @returns the exit code: 0 when nothing acknowledged was lost and nothing is there twice */
export async function main([kills = '20']: string[]): Promise<number> {
  const say = progress()
  const folder = mkdtempSync(path.join(tmpdir(), 'forklore-kill-'))
  process.env.FORKLORE_DATA = folder
  process.env.DATABASE_URL = '' // nothing: one in .env is not taken either
  const item = await anItem()
  const site = await launch(folder)
  const learners = Array.from({ length: LEARNERS }, () => ({
    cookie: '',
    acknowledged: [],
    resent: new Set<string>(),
  }))
  const traffic: Traffic = { learners, inFlight: 0, isOver: false }
  try {
    await untilServing(site)
    say(`serving at ${site.url}`)
    const answering = learners.map((learner) => answerOnAndOn(site, traffic, learner, item))
    const inFlight = await killAgainAndAgain(site, traffic, Number(kills), say)
    traffic.isOver = true
    await Promise.all(answering)
    const database = await openDatabase()
    const failures = await check(site, database, traffic, item, inFlight, say)
    await database.close()
    for (const failure of failures) say(`FAILED: ${failure}`)
    return failures.length === 0 ? 0 : 1
  } finally {
    await end(site.launcher)
    rmSync(folder, { recursive: true, force: true })
  }
}

/** An item that can be answered without knowing anything: a card. */
async function anItem(): Promise<Item> {
  const { cardItems } = await import('@/lib/content/card')
  const [card] = cardItems()
  if (!card) throw new Error('content has no card')
  return card
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

async function answerOnAndOn(site: Site, traffic: Traffic, learner: Learner, item: Item): Promise<void> {
  while (!traffic.isOver) {
    const body = submission(item)
    // As a page does: the same answer, with the same id, until it is acknowledged.
    for (let tries = 1; !(await post(site, traffic, learner, body)); tries++) {
      learner.resent.add(body.id)
      await sleep(100)
      if (tries > 3000) throw new Error('an answer was not taken in five minutes')
    }
    learner.acknowledged.push(body.id)
    await sleep(PAUSE)
  }
}

function submission(item: Item) {
  const { hash, seed } = publicItem(item, 'ko', 1)
  const answer: Answer = { kind: 'card', rating: 3 }
  return { id: randomUUID(), attemptId: randomUUID(), itemId: item.id, hash, seed, locale: 'ko', answer }
}

/** @returns whether the answer was acknowledged */
async function post(site: Site, traffic: Traffic, learner: Learner, body: object): Promise<boolean> {
  traffic.inFlight++
  try {
    const response = await fetch(`${site.url}/api/responses`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: site.url, cookie: learner.cookie },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(20_000),
    })
    const result = (await response.json()) as { ok: boolean; code?: string }
    const [set] = response.headers.getSetCookie()
    if (set) learner.cookie = set.split(';', 1)[0] ?? ''
    if (result.code === 'refused') throw new Refused()
    return result.ok
  } catch (error) {
    if (error instanceof Refused) throw new Error('an answer was refused to who sent it')
    return false
  } finally {
    traffic.inFlight--
  }
}
class Refused extends Error {}

/** Every acknowledged answer is there, once, with one score; and sent again it still is. */
async function check(
  site: Site,
  database: Database,
  traffic: Traffic,
  item: Item,
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
      if (!(await isTakenAgain(site, traffic, learner, { ...submission(item), id }))) unanswered++
  const again = await rowsOf(acknowledged)
  await client.end()

  const resent = traffic.learners.reduce((sum, learner) => sum + learner.resent.size, 0)
  const lost = acknowledged.length - found.length
  say(
    `${acknowledged.length} acknowledged, ${lost} lost; ${resent} sent again after a failure; ${inFlight.length} kills`,
  )
  for (const { name, setting } of settings.rows) say(`${name} is ${setting}`)
  const claims: [string, boolean][] = [
    ['fsync and synchronous_commit are on', settings.rows.every((row) => row.setting === 'on')],
    ['at least 200 answers were acknowledged', acknowledged.length >= Math.min(200, inFlight.length * 10)],
    ['at least one was on its way at each kill', inFlight.every((n) => n > 0)],
    ['nothing acknowledged was lost', lost === 0],
    ['each has one score', [...found, ...again].every((row) => row.scores === 1)],
    ['sent again, each is acknowledged again', unanswered === 0],
    ['sent again, each is one row', again.length === found.length],
  ]
  return claims.flatMap(([claim, isTrue]) => (isTrue ? [] : [claim]))
}

async function isTakenAgain(site: Site, traffic: Traffic, learner: Learner, body: object): Promise<boolean> {
  for (let tries = 1; tries <= 10; tries++) {
    if (await post(site, traffic, learner, body)) return true
    await sleep(1000)
  }
  return false
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
