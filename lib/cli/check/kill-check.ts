/** What has to be so after the kills of `kill-test.ts`. */
import { spawnSync } from 'node:child_process'
import pg from 'pg'
import type { Database } from '@/lib/cli/database/database'
import type { Say } from '@/lib/cli/host/environment'
import { readDatabaseUrl } from '@/lib/database-url'
import type { Item } from '@/lib/quiz/item'
import { isTakenAgain, submission, type Traffic } from './kill-learner'

/** At so many kills, the first ones, an interview is on its way: the server takes no more of them. */
export const MOCK_KILLS = 20

/** What was on its way at a kill. */
export type InFlight = Readonly<Traffic['inFlight']>

/** Every answer that was given is there, once, with one score, and no other; and sent again it still is. So is every interview.
 *  @param folder the data of what is served
 *  @returns what is not so */
export async function check(
  folder: string,
  database: Database,
  traffic: Traffic,
  [item]: readonly [Item, ...Item[]],
  inFlight: readonly InFlight[],
  say: Say,
): Promise<string[]> {
  const { schema: _, ...connection } = readDatabaseUrl(database.url)
  const client = new pg.Client(connection)
  await client.connect()
  const settings = await client.query(
    `SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit')`,
  )
  const acknowledged = traffic.learners.flatMap((learner) => learner.acknowledged)
  const found = await responsesIn(client)
  let unanswered = 0
  for (const learner of traffic.learners)
    for (const id of learner.acknowledged.slice(-5))
      if (
        !(await isTakenAgain(traffic, learner, { route: 'responses', body: { ...submission(item, 1), id } }))
      )
        unanswered++
  const again = await responsesIn(client)
  const interviews = traffic.learners.flatMap((learner) => learner.interviews)
  const kept = await client.query<{ id: string }>(`SELECT "id" FROM "Mock"`)
  const derived = await derivedOf(client)
  await deriveAnew(folder)
  const anew = await derivedOf(client)
  await client.end()

  const resent = traffic.learners.reduce((sum, learner) => sum + learner.resent.size, 0)
  const lost = acknowledged.filter((id) => !found.has(id)).length
  say(
    `${acknowledged.length} answers and ${interviews.length} interviews acknowledged, ${lost} answers lost; ${resent} sent again after a failure; ${derived.rescheduled} reviews rescheduled, ${derived.scored} answers scored; ${inFlight.length} kills`,
  )
  for (const { name, setting } of settings.rows) say(`${name} is ${setting}`)
  const claims: [string, boolean][] = [
    ['fsync and synchronous_commit are on', settings.rows.every((row) => row.setting === 'on')],
    ['at least 200 answers were acknowledged', acknowledged.length >= Math.min(200, inFlight.length * 10)],
    ['an answer was on its way at each kill', inFlight.every(({ responses }) => responses > 0)],
    [
      `an interview was on its way at each of the first ${MOCK_KILLS} kills`,
      inFlight.slice(0, MOCK_KILLS).every(({ mocks }) => mocks > 0),
    ],
    ['the answers are those that were given', isSame([...found.keys()], acknowledged)],
    [
      'the interviews are those that were held',
      isSame(
        kept.rows.map(({ id }) => id),
        interviews,
      ),
    ],
    ['half of the answers and more have rescheduled a review', derived.rescheduled > acknowledged.length / 2],
    ['a quarter of the answers and more are scored', derived.scored > acknowledged.length / 4],
    ['what is due, known and answered is what the answers say', derived.hash === anew.hash],
    ['each has one score', [...found.values(), ...again.values()].every((scores) => scores === 1)],
    ['sent again, each is acknowledged again', unanswered === 0],
    ['sent again, each is one row', isSame([...again.keys()], acknowledged)],
  ]
  return claims.flatMap(([claim, isTrue]) => (isTrue ? [] : [claim]))
}

/** How many scores each answer has that is there, by its id. */
async function responsesIn(client: pg.Client): Promise<ReadonlyMap<string, number>> {
  const { rows } = await client.query<{ id: string; scores: number }>(
    `SELECT r.id, count(s.id)::int AS scores FROM "ItemResponse" r LEFT JOIN "ItemScore" s ON s."responseId" = r.id GROUP BY r.id`,
  )
  return new Map(rows.map(({ id, scores }) => [id, scores]))
}

/** Whether two lists hold the same, each once. */
function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && new Set([...some, ...others]).size === some.length
}

type Derived = {
  /** Of all of it. */
  readonly hash: string
  /** How often an answer gave a new day to an item that had one. */
  readonly rescheduled: number
  /** Answers that say something of a concept. */
  readonly scored: number
}

/** What is derived from answers. */
async function derivedOf(client: pg.Client): Promise<Derived> {
  const { rows } = await client.query<Derived>(
    `SELECT md5(concat(
        (SELECT string_agg(r::text, ',' ORDER BY r."userId", r."itemId") FROM "Review" r),
        (SELECT string_agg(m::text, ',' ORDER BY m."userId", m."concept") FROM "Mastery" m),
        (SELECT string_agg(s::text, ',' ORDER BY s."userId", s."itemId") FROM "ItemStanding" s))) AS hash,
        (SELECT COALESCE(sum("reps" - 1), 0)::int FROM "Review") AS rescheduled,
        (SELECT COALESCE(sum("answers"), 0)::int FROM "Mastery") AS scored`,
  )
  return rows[0] ?? { hash: '', rescheduled: 0, scored: 0 }
}

/** `npm run recompute`, on the database of what is served. */
async function deriveAnew(folder: string): Promise<void> {
  const env = { ...process.env, FORKLORE_DATA: folder }
  const { status, stderr } = spawnSync(process.execPath, ['lib/cli/run.mjs', 'recompute'], { env })
  if (status !== 0) throw new Error(`recompute ended with ${status}: ${stderr}`)
}
