/** What an answer costs: the processor time of the web server and of PostgreSQL, beside a bare insert of the same rows; and
 *  how many a second 40 learners who answer at once get through. */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import pg from 'pg'
import type { Web } from '@/lib/cli/serve/web'
import { answering, choiceItems, newLearner, withServer } from './bench-server'

const CLIENTS = 40
/** Each client's answers, and those before that are not counted. */
const ANSWERS = 40
const WARM = 5
const GOAL = { ratio: 2, perSecond: 60, p95: 400 }

/** Lines to print. Linux only: processor time is read from /proc. */
export function answerFigures(): Promise<string[]> {
  return withServer(measure)
}

async function measure(web: Web, databaseUrl: string): Promise<string[]> {
  const items = await choiceItems()
  const database = new pg.Client({ connectionString: databaseUrl })
  await database.connect()
  try {
    const learners = Array.from({ length: CLIENTS }, () => answering(newLearner(web.url), items))
    await Promise.all(learners.map((answer) => repeat(WARM, answer)))
    const before = { web: cpuOf(web.pid), database: await backends(database), at: performance.now() }
    const times = (await Promise.all(learners.map((answer) => repeat(ANSWERS, answer)))).flat()
    const seconds = (performance.now() - before.at) / 1000
    const count = CLIENTS * ANSWERS
    const ofWeb = (cpuOf(web.pid) - before.web) / count
    const ofDatabase = since(before.database, await backends(database)) / count
    const refused = await cpuOfRefused(web, count)
    const bare = await bareInserts(database, count)
    const ofBare = bare.client + bare.database
    const ratio = (ofWeb + ofDatabase) / ofBare
    const own = (ofWeb + ofDatabase - refused) / ofBare
    const sorted = times.sort((a, b) => a - b)
    const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN
    const missed = (isMissed: boolean) => (isMissed ? ', missed' : '')
    return [
      `answer      ${ms(ofWeb + ofDatabase)} of processor time: web ${ms(ofWeb)}, PostgreSQL ${ms(ofDatabase)}`,
      `            a request that is refused unread, which is HTTP and Next alone, ${ms(refused)}; without it ratio ${own.toFixed(1)}`,
      `            a bare insert of the same rows ${ms(ofBare)}: client ${ms(bare.client)}, PostgreSQL ${ms(bare.database)}; ` +
        `ratio ${ratio.toFixed(1)} (goal ${GOAL.ratio}${missed(ratio > GOAL.ratio)}), of PostgreSQL alone ${(ofDatabase / bare.database).toFixed(1)}`,
      `            ${CLIENTS} clients at once: ${(count / seconds).toFixed(0)} answers a second (goal ${GOAL.perSecond}${missed(count / seconds < GOAL.perSecond)}), ` +
        `median ${at(0.5).toFixed(0)} ms, p95 ${at(0.95).toFixed(0)} ms (goal ${GOAL.p95}${missed(at(0.95) > GOAL.p95)})`,
    ]
  } finally {
    await database.end()
  }
}

/** What the web server uses for a request that stores nothing and asks nothing of the database, from as many clients. In ms. */
async function cpuOfRefused(web: Web, count: number): Promise<number> {
  const headers = { 'content-type': 'application/json', origin: web.url }
  const before = cpuOf(web.pid)
  const refused = async () => {
    const response = await fetch(`${web.url}/api/responses`, { method: 'POST', headers, body: '{}' })
    await response.arrayBuffer()
    return response.status
  }
  await Promise.all(Array.from({ length: CLIENTS }, () => repeat(count / CLIENTS, refused)))
  return (cpuOf(web.pid) - before) / count
}

async function repeat(times: number, work: () => Promise<number>): Promise<number[]> {
  const taken: number[] = []
  for (let i = 0; i < times; i++) taken.push(await work())
  return taken
}

/** Stores what an answer stores, and nothing more: one client, one connection, a transaction for each. In ms each. */
async function bareInserts(
  database: pg.Client,
  count: number,
): Promise<{ client: number; database: number }> {
  const user = randomUUID()
  const attempt = randomUUID()
  await database.query(`INSERT INTO "User" ("id") VALUES ($1)`, [user])
  await database.query(`INSERT INTO "Attempt" ("id", "userId") VALUES ($1, $2)`, [attempt, user])
  const { rows } = await database.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  const pid = rows[0]?.pid ?? 0
  const start = { client: process.cpuUsage(), database: cpuOf(pid) }
  for (let i = 0; i < count; i++) {
    const [id, item] = [randomUUID(), `concept.${i % 20}`]
    await database.query('BEGIN')
    await database.query(
      `INSERT INTO "ItemResponse" ("id", "attemptId", "userId", "itemId", "itemHash", "seed", "locale", "answer", "durationMs")
       VALUES ($1, $2, $3, $4, '0123456789abcdef', 1, 'ko', '{"kind": "choice", "option": "a"}', 900)`,
      [id, attempt, user, item],
    )
    await database.query(
      `INSERT INTO "ItemScore" ("responseId", "engineVersion", "itemHash", "state", "earned", "total", "codes", "cause")
       VALUES ($1, '1', '0123456789abcdef', 'scored', 1, 1, '{}', 'submit')`,
      [id],
    )
    await database.query(
      `INSERT INTO "Mastery" ("userId", "concept", "earned", "answers", "updatedAt")
       VALUES ($1, 'concept', 1, 1, now()) ON CONFLICT ("userId", "concept") DO UPDATE SET "updatedAt" = now()`,
      [user],
    )
    await database.query(
      `INSERT INTO "ItemStanding" ("userId", "itemId", "newestAt", "newestGivenAt", "newestEarned", "newestTotal")
       VALUES ($1, $2, now(), now(), 1, 1) ON CONFLICT ("userId", "itemId") DO UPDATE SET "newestAt" = now()`,
      [user, item],
    )
    await database.query('COMMIT')
  }
  const { user: own, system } = process.cpuUsage(start.client)
  return {
    client: (own + system) / 1000 / count,
    database: (cpuOf(pid) - start.database) / count,
  }
}

/** Processor time of every backend that is connected, in ms, by process. */
async function backends(database: pg.Client): Promise<Map<number, number>> {
  const { rows } = await database.query<{ pid: number }>('SELECT pid FROM pg_stat_activity')
  return new Map(rows.map(({ pid }) => [pid, cpuOf(pid)]))
}

/** What those that are here now have used since then. */
function since(then: ReadonlyMap<number, number>, now: ReadonlyMap<number, number>): number {
  return [...now].reduce((sum, [pid, used]) => sum + used - (then.get(pid) ?? 0), 0)
}

/** Processor time that a process has used, its own and the system's on its behalf, in ms; 0 when it is gone.
 *  Fields 14 and 15 of /proc/<pid>/stat, in ticks of 10 ms (proc(5)). */
function cpuOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) * 10
  } catch {
    return 0
  }
}

function ms(value: number): string {
  return `${value.toFixed(2)} ms`
}
