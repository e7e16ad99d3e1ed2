/** What a teacher's pages cost in a full database, and with a tenth of it: a class of 500 among others. */
import { createHash } from 'node:crypto'
import pg from 'pg'
import type { Web } from '@/lib/cli/serve/web'
import { allItems, withServer } from './bench-server'

const CLASS = 500
const ITEMS = 300
const LEARNERS = [1_000, 10_000] as const
const [WARM, ASKED] = [5, 40]
const KEY = 'only-measuring-uses-this'.padEnd(43, '-')
/** Of a class: ms at the 95th percentile, and bytes of HTML. */
const PAGES = [
  { name: 'heat map', path: () => '', goal: 300 },
  { name: 'items', path: () => '/items', goal: 500 },
  { name: 'one item', path: ({ item }: Shown) => `/items/${item}`, goal: 500 },
  { name: 'by question', path: () => '/grid', goal: 300 },
  { name: 'concepts', path: () => '/concepts', goal: 300 },
  { name: 'one learner', path: ({ learner }: Shown) => `/learners/${learner}`, goal: 500 },
] as const
/** What a page of one thing is asked for: ids of an item and of a membership. */
type Shown = { readonly item: string; readonly learner: string }
const MOST_BYTES = 300_000

type Measured = { readonly p50: number; readonly p95: number; readonly bytes: number }

/** Lines to print. */
export function classFigures(): Promise<string[]> {
  return withServer(measure)
}

async function measure(web: Web, databaseUrl: string): Promise<string[]> {
  const { revealing } = await import('@/lib/content/revealing')
  const codeOf = new Map([...revealing()].flatMap(([code, ids]) => ids.map((id) => [id, code])))
  const items = (await allItems()).slice(0, ITEMS).map(({ id }) => ({ id, code: codeOf.get(id) ?? null }))
  const database = new pg.Client({ connectionString: databaseUrl })
  await database.connect()
  try {
    const lines: string[] = []
    let before: readonly Measured[] = []
    let from = 0
    for (const learners of LEARNERS) {
      await fill(database, from, learners, items)
      from = learners
      const { rows } = await database.query<{ id: string }>(
        `SELECT "id" FROM "Classroom" ORDER BY "name" LIMIT 1`,
      )
      const classId = rows[0]?.id ?? ''
      const { rows: members } = await database.query<{ id: string }>(
        `SELECT "id" FROM "Membership" WHERE "classroomId" = $1 AND "role" = 'learner' ORDER BY "displayName" LIMIT 1`,
        [classId],
      )
      const shown = { item: items[0]?.id ?? '', learner: members[0]?.id ?? '' }
      lines.push(
        `class       ${learners.toLocaleString('en')} learners, ${(learners * items.length).toLocaleString('en')} answers`,
      )
      const now: Measured[] = []
      for (const [i, { name, path, goal }] of PAGES.entries()) {
        const found = await ask(`${web.url}/en/classes/${classId}${path(shown)}`)
        now.push(found)
        lines.push(`            ${lineOf(name, goal, found, before[i])}`)
      }
      before = now
      lines.push(
        `            ${await exported(`${web.url}/api/classes/${classId}/export/responses?locale=en`)}`,
      )
    }
    return lines
  } finally {
    await database.end()
  }
}

function lineOf(
  name: string,
  goal: number,
  { p50, p95, bytes }: Measured,
  before: Measured | undefined,
): string {
  const growth = before ? p95 / before.p95 : null
  return [
    `${name.padEnd(11)} median ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms (goal ${goal}${p95 > goal ? ', missed' : ''})`,
    ...(growth === null
      ? []
      : [`${growth.toFixed(2)} times a tenth's (goal 2${growth > 2 ? ', missed' : ''})`]),
    `HTML ${(bytes / 1000).toFixed(0)} KB (goal ${MOST_BYTES / 1000}${bytes > MOST_BYTES ? ', missed' : ''})`,
  ].join('; ')
}

const headers = { cookie: `forklore.guest=${KEY}` }

async function ask(address: string): Promise<Measured> {
  const times: number[] = []
  let bytes = 0
  for (let i = -WARM; i < ASKED; i++) {
    const start = performance.now()
    const response = await fetch(address, { headers })
    const text = await response.text()
    if (!response.ok || !text.includes('class 0000')) throw new Error(`${address} answers ${response.status}`)
    if (i >= 0) times.push(performance.now() - start)
    bytes = Math.max(bytes, Buffer.byteLength(text))
  }
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.ceil(share * times.length) - 1] ?? Number.NaN
  return { p50: at(0.5), p95: at(0.95), bytes }
}

/** Every answer of the class as a file. */
async function exported(address: string): Promise<string> {
  const start = performance.now()
  const response = await fetch(address, { headers })
  if (!response.ok) throw new Error(`${address} answers ${response.status}`)
  const bytes = new Uint8Array(await response.arrayBuffer())
  const lines = bytes.reduce((sum, byte) => sum + (byte === 10 ? 1 : 0), 0)
  const seconds = (performance.now() - start) / 1000
  return `answers as CSV: ${lines.toLocaleString('en')} lines, ${(bytes.length / 1e6).toFixed(1)} MB in ${seconds.toFixed(1)} s`
}

/** The misconceptions that an answer of `given` shows. */
const CODES = `CASE WHEN code IS NOT NULL AND earned = 0 THEN ARRAY[code] ELSE '{}' END`

/** An item, and a misconception that a wrong answer to it shows. */
type Asked = { readonly id: string; readonly code: string | null }

/** Adds learners until there are so many, in classes of 500 with one teacher, each with an answer to every item: the same ones
 *  each time, by hashes of their numbers. */
async function fill(database: pg.Client, from: number, to: number, items: readonly Asked[]): Promise<void> {
  const run = (sql: string, values: unknown[] = []) => database.query(sql, values)
  await run(`CREATE TEMP TABLE IF NOT EXISTS teacher AS SELECT uuidv7() AS id`)
  await run(
    `INSERT INTO "User" ("id", "guest", "guestKeyHash") SELECT id, true, $1 FROM teacher ON CONFLICT DO NOTHING`,
    [createHash('sha256').update(KEY).digest('hex')],
  )
  await run(`DROP TABLE IF EXISTS learner, class, item`)
  await run(
    `CREATE TEMP TABLE item AS SELECT * FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS t(id, code, i)`,
    [items.map(({ id }) => id), items.map(({ code }) => code)],
  )
  await run(
    `CREATE TEMP TABLE class AS SELECT c, uuidv7() AS id FROM generate_series($1::int / ${CLASS}, ($2::int - 1) / ${CLASS}) c`,
    [from, to],
  )
  await run(
    `CREATE TEMP TABLE learner AS
       SELECT n, uuidv7() AS id, uuidv7() AS attempt, class.id AS class
         FROM generate_series($1::int, $2::int - 1) n JOIN class ON class.c = n / ${CLASS}`,
    [from, to],
  )
  await run(`INSERT INTO "Classroom" ("id", "name") SELECT id, 'class ' || lpad(c::text, 4, '0') FROM class`)
  await run(`INSERT INTO "User" ("id", "email") SELECT id, 'bench-' || n || '@example.org' FROM learner`)
  await run(
    `INSERT INTO "Membership" ("id", "classroomId", "userId", "role", "displayName", "joinedAt")
       SELECT uuidv7(), class, id, 'learner'::"MembershipRole", 'learner ' || lpad(n::text, 6, '0'), now() - interval '60 days' FROM learner
       UNION ALL SELECT uuidv7(), class.id, teacher.id, 'teacher', 'teacher', now() FROM class, teacher`,
  )
  await run(`INSERT INTO "Attempt" ("id", "userId") SELECT attempt, id FROM learner`)
  await run(
    `CREATE TEMP TABLE given AS
       SELECT uuidv7() AS id, l.attempt, l.id AS "userId", item.id AS "itemId", r.roll,
              now() - interval '50 days' + (l.n % 5000 + item.i * 300) * interval '1 s' AS at,
              CASE WHEN r.roll < 0.25 + 0.5 * ((l.n % ${CLASS})::float / ${CLASS}) THEN 1.0 ELSE 0.0 END AS earned, item.code
         FROM learner l CROSS JOIN item
         CROSS JOIN LATERAL (SELECT (hashint8(l.n * 1000 + item.i) & 2147483647) / 2147483647.0 AS roll) r`,
  )
  await run(
    `INSERT INTO "ItemResponse" ("id", "attemptId", "userId", "itemId", "itemHash", "seed", "locale", "answer", "durationMs", "confidence", "createdAt")
       SELECT id, attempt, "userId", "itemId", '0123456789abcdef', 1, 'en', jsonb_build_object('kind', 'choice', 'option', CASE earned WHEN 1 THEN 'a' ELSE 'b' END),
              (roll * 90000)::int, 1 + floor(roll * 2.999)::int, at FROM given`,
  )
  await run(
    `INSERT INTO "ItemScore" ("responseId", "engineVersion", "itemHash", "state", "earned", "total", "codes", "cause")
       SELECT id, '1', '0123456789abcdef', 'scored', earned, 1, ${CODES}, 'submit' FROM given`,
  )
  await run(
    `INSERT INTO "ItemStanding" ("userId", "itemId", "newestAt", "newestGivenAt", "newestEarned", "newestTotal")
       SELECT "userId", "itemId", at, at, earned, 1 FROM given`,
  )
  await run(
    `INSERT INTO "ClassroomItem" ("classroomId", "itemId", "answered", "right", "hinted", "permille")
       SELECT l.class, g."itemId", count(*), sum(earned), 0, 1000 * sum(earned) FROM given g JOIN learner l ON l.id = g."userId" GROUP BY 1, 2`,
  )
  await run(
    `INSERT INTO "ClassroomPart" ("classroomId", "itemId", "part", "learners")
       SELECT l.class, g."itemId", CASE earned WHEN 1 THEN 'a' ELSE 'b' END, count(*) FROM given g JOIN learner l ON l.id = g."userId" GROUP BY 1, 2, 3`,
  )
  await run(
    `INSERT INTO "AnswerSheet" ("membershipId", "items", "shares", "durations", "confidences", "beliefs", "newestAt")
       SELECT m."id", array_agg(g."itemId"), array_agg(earned), array_agg((roll * 90000)::int), array_agg(1 + floor(roll * 2.999)::int),
              COALESCE(array_agg(g."itemId" || ' ' || code) FILTER (WHERE code IS NOT NULL AND earned = 0), '{}'), max(at)
         FROM given g JOIN "Membership" m ON m."userId" = g."userId" GROUP BY 1`,
  )
  await run(
    `INSERT INTO "LearnerConcept" ("membershipId", "concept", "permille", "answers")
       SELECT m."id", split_part(g."itemId", '.', 1), 1000 * sum(earned), count(*)
         FROM given g JOIN "Membership" m ON m."userId" = g."userId" GROUP BY 1, 2`,
  )
  await run(`DROP TABLE given`)
  await run(`VACUUM (ANALYZE)`)
}
