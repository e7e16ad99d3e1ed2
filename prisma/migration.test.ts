/** Databases as earlier versions left them, with rows in them, brought to the newest migration. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { expect, inject, test } from 'vitest'
import { migrate } from '@/lib/cli/database/migrate'

const MIGRATIONS = 'prisma/migrations'

test('what was stored under the id that all quizzes shared belongs to the quizzes of the lessons that one has been in', async () => {
  const rows = await migrated(
    '20261128200000_quiz_sections',
    async (old) => {
      for (const id of ['reader', 'answerer', 'visitor'])
        await old.query(`INSERT INTO "User" ("id") VALUES ($1)`, [id])
      const see = (user: string, section: string, done: string | null) =>
        old.query(`INSERT INTO "SectionProgress" VALUES ($1, $2, '2026-11-01', $3)`, [user, section, done])
      await see('reader', 'quiz', '2026-11-02')
      await see('reader', 'wall', null)
      await see('reader', 'pipe', null)
      await see('answerer', 'quiz', null)
      await see('visitor', 'quiz', null)
      await old.query(
        `INSERT INTO "Attempt" ("id", "userId", "section") VALUES ('a', 'answerer', 'keyword-2')`,
      )
      await old.query(
        `INSERT INTO "ItemResponse" ("id", "attemptId", "userId", "itemId", "section", "itemHash", "seed", "locale", "answer")
       VALUES ('r', 'a', 'answerer', 'x.y', 'keyword-2', 'h', 1, 'ko', '{}')`,
      )
    },
    `SELECT "userId", "section", "doneAt" IS NOT NULL AS done FROM "SectionProgress" ORDER BY 1, 2`,
  )
  expect(rows).toEqual([
    { userId: 'answerer', section: 'interview-keywords-quiz', done: false },
    { userId: 'reader', section: 'ipc-quiz', done: true },
    { userId: 'reader', section: 'pipe', done: false },
    { userId: 'reader', section: 'wall', done: false },
    { userId: 'visitor', section: 'threads-quiz', done: false },
  ])
})

/** Makes a database by all migrations before one, has it filled, applies the rest, and asks.
 *  @returns what the query gives then */
async function migrated(
  name: string,
  fillIn: (client: pg.Client) => Promise<unknown>,
  query: string,
): Promise<unknown[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'forklore-migration-'))
  const url = await emptyDatabase(name)
  const client = new pg.Client({ connectionString: url })
  try {
    for (const earlier of readdirSync(MIGRATIONS).filter((entry) => entry < name)) {
      mkdirSync(path.join(folder, earlier), { recursive: true })
      cpSync(path.join(MIGRATIONS, earlier), path.join(folder, earlier), { recursive: true })
    }
    await migrate(url, folder)
    await client.connect()
    await fillIn(client)
    expect(await migrate(url)).toBeGreaterThan(0)
    return (await client.query(query)).rows
  } finally {
    await client.end()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function emptyDatabase(name: string): Promise<string> {
  const server = inject('templateUrl')
  const client = new pg.Client({ connectionString: server.replace('/template?', '/forklore?') })
  await client.connect()
  await client.query(`DROP DATABASE IF EXISTS "${name}"`)
  await client.query(`CREATE DATABASE "${name}"`)
  await client.end()
  return server.replace('/template?', `/${name}?`)
}
