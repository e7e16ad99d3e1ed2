/** What the pages of a learner cost who has answered for years: what comes with every page, what is due, and the map. */
import { createHash } from 'node:crypto'
import pg from 'pg'
import type { Web } from '@/lib/cli/serve/web'
import { allItems, withServer } from './bench-server'

const ANSWERS = 5_000
const [WARM, ASKED] = [5, 40]
const GOAL = 100
const [KEY, NEW_KEY] = ['years-of-answers', 'one-answer'].map((key) => key.padEnd(43, '-')) as [
  string,
  string,
]
const PATHS = ['/api/me', '/api/review', '/ko/review', '/ko/map', '/ko/today', '/api/me/export'] as const

/** Lines to print: the time from asking to the last byte, each beside that of somebody who has one answer. */
export function historyFigures(): Promise<string[]> {
  return withServer(measure)
}

async function measure(web: Web, databaseUrl: string): Promise<string[]> {
  const items = (await allItems()).map(({ id }) => id)
  const { cardItems } = await import('@/lib/content/card')
  const ids = [...items, ...cardItems().map(({ id }) => id)]
  const database = new pg.Client({ connectionString: databaseUrl })
  await database.connect()
  try {
    await fill(database, databaseUrl, KEY, ids, ANSWERS)
    await fill(database, databaseUrl, NEW_KEY, ids, 1)
    await database.query('VACUUM (ANALYZE)')
  } finally {
    await database.end()
  }
  const lines = [`history     ${ANSWERS.toLocaleString('en')} answers to ${ids.length} items and cards`]
  for (const path of PATHS) {
    const few = await ask(`${web.url}${path}`, NEW_KEY)
    const { p50, p95, bytes } = await ask(`${web.url}${path}`, KEY)
    lines.push(
      `            ${path.padEnd(15)} median ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms` +
        `${path === '/api/me/export' ? '' : ` (goal ${GOAL}${p95 > GOAL ? ', missed' : ''})`}; ` +
        `with one answer ${few.p50.toFixed(1)} ms, ratio ${(p50 / few.p50).toFixed(1)}; ${(bytes / 1000).toFixed(0)} KB`,
    )
  }
  return lines
}

type Measured = { readonly p50: number; readonly p95: number; readonly bytes: number }

async function ask(address: string, key: string): Promise<Measured> {
  const times: number[] = []
  let bytes = 0
  const headers = { cookie: `forklore.guest=${key}` }
  const asked = address.endsWith('export') ? 0 : ASKED
  for (let i = asked === 0 ? -1 : -WARM; i <= asked; i++) {
    const start = performance.now()
    const response = await fetch(address, { headers })
    const body = await response.arrayBuffer()
    if (!response.ok) throw new Error(`${address} answers ${response.status}`)
    if (i >= 0) times.push(performance.now() - start)
    bytes = Math.max(bytes, body.byteLength)
  }
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.ceil(share * times.length) - 1] ?? Number.NaN
  return { p50: at(0.5), p95: at(0.95), bytes }
}

/** Adds a guest with answers over two years, one item after another and again, right or wrong by hashes of their numbers: the same
 *  ones each time. What rests on them is derived as the product derives it. */
async function fill(
  database: pg.Client,
  databaseUrl: string,
  key: string,
  ids: readonly string[],
  answers: number,
): Promise<void> {
  const made = await database.query<{ id: string }>(
    `INSERT INTO "User" ("id", "guest", "guestKeyHash") VALUES (uuidv7(), true, $1) RETURNING "id"`,
    [createHash('sha256').update(key).digest('hex')],
  )
  const user = made.rows[0]?.id ?? ''
  await database.query(`INSERT INTO "Attempt" ("id", "userId") VALUES ($1, $1)`, [user])
  await database.query(
    `WITH nth AS (SELECT n, md5($1 || n::text)::uuid AS id FROM generate_series(0, $3::int - 1) n),
          given AS (
            INSERT INTO "ItemResponse" ("id", "attemptId", "userId", "itemId", "itemHash", "seed", "locale", "answer", "createdAt")
            SELECT id, $1::uuid, $1::uuid, ($2::text[])[1 + n % cardinality($2::text[])], '0123456789abcdef', 1, 'ko',
                   '{"kind": "choice", "option": "a"}', now() - interval '730 days' + n * interval '730 days' / $3::int
              FROM nth
          )
     INSERT INTO "ItemScore" ("responseId", "engineVersion", "itemHash", "state", "earned", "total", "codes", "cause")
     SELECT id, '1', '0123456789abcdef', 'scored', CASE WHEN hashint4(n) % 3 = 0 THEN 0 ELSE 1 END, 1, '{}', 'submit' FROM nth`,
    [user, ids, answers],
  )
  // Only now: the client connects to what this says when it is loaded.
  process.env.DATABASE_URL = databaseUrl
  const { recomputeAll } = await import('@/lib/attempt/regrade')
  await recomputeAll([user])
}
