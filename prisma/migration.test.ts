/** Databases as earlier versions left them, with rows in them, brought to the newest migration. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { expect, inject, test } from 'vitest'
import { migrate } from '@/lib/cli/database/migrate'
import { cardItems } from '@/lib/content/card'
import { catalog } from '@/lib/content/catalog'

const MIGRATIONS = 'prisma/migrations'

test('what was stored under the id that all quizzes shared belongs to the quizzes of the lessons that one has been in', async () => {
  const [reader, answerer, visitor, attempt, response] = [1, 2, 3, 4, 5].map(idOf)
  const rows = await migrated(
    '20261128200000_quiz_sections',
    async (old) => {
      for (const id of [reader, answerer, visitor])
        await old.query(`INSERT INTO "User" ("id") VALUES ($1)`, [id])
      const see = (user: string | undefined, section: string, done: string | null) =>
        old.query(`INSERT INTO "SectionProgress" VALUES ($1, $2, '2026-11-01', $3)`, [user, section, done])
      await see(reader, 'quiz', '2026-11-02')
      await see(reader, 'wall', null)
      await see(reader, 'pipe', null)
      await see(answerer, 'quiz', null)
      await see(visitor, 'quiz', null)
      await old.query(`INSERT INTO "Attempt" ("id", "userId", "section") VALUES ($1, $2, 'keyword-2')`, [
        attempt,
        answerer,
      ])
      await old.query(
        `INSERT INTO "ItemResponse" ("id", "attemptId", "userId", "itemId", "section", "itemHash", "seed", "locale", "answer")
         VALUES ($1, $2, $3, 'x.y', 'keyword-2', 'h', 1, 'ko', '{}')`,
        [response, attempt, answerer],
      )
    },
    (now) =>
      now.query(
        `SELECT "userId", "section", "doneAt" IS NOT NULL AS done FROM "SectionProgress" ORDER BY "userId", "section"`,
      ),
  )
  expect(rows).toEqual([
    { userId: reader, section: 'ipc-quiz', done: true },
    { userId: reader, section: 'pipe', done: false },
    { userId: reader, section: 'wall', done: false },
    { userId: answerer, section: 'interview-keywords-quiz', done: false },
    { userId: visitor, section: 'threads-quiz', done: false },
  ])
})

test('a record of text ids becomes one of native ids, and every row, answer, score and standing is still there', async () => {
  const [ann, teacher, classroom, attempt, code, newer] = [1, 2, 3, 4, 5, 6].map(idOf)
  const [plain, twin, other, mock] = [
    '0000000a-0000-4000-8000-00000000000a',
    '0000000A-0000-4000-8000-00000000000A',
    idOf(11),
    idOf(12),
  ]
  const rows = await migrated(
    '20261128210000_record',
    async (old) => {
      const put = (sql: string, values: unknown[]) => old.query(sql, values)
      for (const id of [ann, teacher]) await put(`INSERT INTO "User" ("id") VALUES ($1)`, [id])
      await put(`INSERT INTO "Classroom" ("id", "name") VALUES ($1, 'c')`, [classroom])
      for (const [i, id] of [code, newer].entries())
        await put(
          `INSERT INTO "Invitation" ("id", "classroomId", "code", "createdById", "createdAt", "expiresAt")
           VALUES ($1, $2, $3, $4, $5, '2027-01-01')`,
          [id, classroom, `CODE${i}`, teacher, `2026-11-0${i + 1}`],
        )
      await put(`INSERT INTO "Attempt" ("id", "userId", "section") VALUES ($1, $2, 'pipe')`, [attempt, ann])
      // Two ids that differ in capitals alone; an answer in another mode than its attempt's; one that never was within bounds.
      const answers = [
        { id: plain, item: 'x.y', mode: 'practice', confidence: 2, by: 'submit', earned: 1, answer: {} },
        { id: twin, item: 'x.y', mode: 'practice', confidence: 9, by: 'regrade', earned: 0, answer: {} },
        {
          id: other,
          item: 'x.card',
          mode: 'practice',
          confidence: null,
          by: teacher,
          earned: 0,
          answer: { rating: 3 },
        },
        {
          id: mock,
          item: 'x.z',
          mode: 'mock',
          confidence: null,
          by: 'somebody who has left',
          earned: 1,
          answer: {},
        },
      ]
      for (const [i, { id, item, mode, confidence, by, earned, answer }] of answers.entries()) {
        await put(
          `INSERT INTO "ItemResponse" ("id", "attemptId", "userId", "itemId", "section", "itemHash", "seed", "locale", "answer",
             "mode", "confidence", "durationMs", "createdAt")
           VALUES ($1, $2, $3, $4, 'pipe', 'h', 1, 'ko', $5, $6, $7, $8, $9)`,
          [
            id,
            attempt,
            ann,
            item,
            answer,
            mode,
            confidence,
            confidence === 9 ? 1e9 : 5,
            `2026-11-01T00:00:0${i}Z`,
          ],
        )
        await put(
          `INSERT INTO "ItemScore" ("responseId", "engineVersion", "itemHash", "state", "earned", "total", "codes", "gradedBy")
           VALUES ($1, '1', 'h', 'scored', $2, 1, '{}', $3)`,
          [id, earned, by],
        )
        await put(
          `INSERT INTO "ItemStanding" VALUES ($1, $2, $3, $3, $4, 1, '{}')
           ON CONFLICT ("userId", "itemId") DO UPDATE SET "newestAt" = excluded."newestAt"`,
          [ann, item, `2026-11-01T00:00:0${i}Z`, earned],
        )
      }
      await put(`INSERT INTO "Mastery" VALUES ($1, 'x', 0.5, 3, now())`, [ann])
    },
    (now) =>
      now.query(
        `SELECT r."itemId", r."createdAt", r."confidence", r."durationMs", a."mode", a."id" = $2::uuid AS same, s."cause",
                s."graderId", t."newestEarned", t."rating"
           FROM "ItemResponse" r JOIN "Attempt" a ON a."id" = r."attemptId" AND a."userId" = $1::uuid
           JOIN "ItemScore" s ON s."responseId" = r."id"
           JOIN "ItemStanding" t ON t."userId" = r."userId" AND t."itemId" = r."itemId"
          ORDER BY r."createdAt"`,
        [ann, attempt],
      ),
    async (now) => {
      const codes = await now.query(`SELECT "code" FROM "Invitation" WHERE "revokedAt" IS NULL`)
      expect(codes.rows).toEqual([{ code: 'CODE1' }])
      const types = await now.query(
        `SELECT DISTINCT data_type FROM information_schema.columns
          WHERE table_schema = 'public' AND column_name IN ('userId', 'classroomId', 'attemptId', 'responseId', 'mergedIntoId')`,
      )
      expect(types.rows).toEqual([{ data_type: 'uuid' }])
      const refuse = (sql: string) => expect(now.query(sql)).rejects.toThrow()
      await refuse(`UPDATE "Invitation" SET "revokedAt" = NULL`)
      await refuse(`UPDATE "Mastery" SET "earned" = "answers" + 1`)
      // Counted from the answers: the second to x.y is of the same day.
      const mastery = await now.query(`SELECT "concept", "earned", "answers" FROM "Mastery"`)
      expect(mastery.rows).toEqual([{ concept: 'x', earned: 2, answers: 3 }])
      await refuse(`UPDATE "ItemScore" SET "earned" = 0`)
      await refuse(`UPDATE "ItemResponse" SET "confidence" = 3`)
      // An attempt that moves takes its responses along; a response alone cannot go.
      await refuse(`UPDATE "ItemResponse" SET "userId" = '${teacher}'`)
      await now.query(`UPDATE "Attempt" SET "userId" = '${teacher}' WHERE "id" = '${attempt}'`)
      const moved = await now.query(
        `SELECT count(*)::int AS n FROM "ItemResponse" WHERE "userId" = '${teacher}'`,
      )
      expect(moved.rows).toEqual([{ n: 3 }])
    },
  )
  const common = { graderId: null, mode: 'practice', same: true, confidence: null, durationMs: 5 }
  const at = (second: number) => new Date(`2026-11-01T00:00:0${second}Z`)
  const none = { rating: null }
  expect(rows).toEqual([
    {
      ...common,
      ...none,
      itemId: 'x.y',
      createdAt: at(0),
      confidence: 2,
      cause: 'submit',
      newestEarned: 0,
    },
    {
      ...common,
      ...none,
      itemId: 'x.y',
      createdAt: at(1),
      durationMs: 86_400_000,
      cause: 'regrade',
      newestEarned: 0,
    },
    {
      ...common,
      itemId: 'x.card',
      createdAt: at(2),
      cause: 'override',
      graderId: teacher,
      rating: 3,
      newestEarned: 0,
    },
    {
      ...common,
      ...none,
      itemId: 'x.z',
      createdAt: at(3),
      mode: 'mock',
      same: false,
      cause: 'override',
      newestEarned: 1,
    },
  ])
})

/** The sections and items that the course had while it was four lessons: what people did is stored under these ids. */
const FOUR_LESSONS = {
  sections:
    'one-flow several-flows own-and-shared why-own-stack price-of-sharing linux-task threads-quiz two-ways fork copy-on-write many-stacks faults multiprocess-and-multithread-quiz wall four-ways file pipe shared-memory socket choosing ipc-quiz keyword-1 keyword-2 keyword-3 interview-keywords-quiz',
  items:
    'single-threaded-process.how-many thread-private-state.which-own thread-shared-resources.one-total why-own-stack.reason linux-task.ids race-condition.possible-values atomicity.count-to-one fork-duplication.child-adds fork-tree.inside-if copy-on-write.same-page file-descriptors.shared-offset multithread-memory-efficiency.new-thread thread-fault-propagation.what-remains process-fault-isolation.second-child ipc-pipe.one-read pipe-blocking-eof.who-holds mmap-shared.two-kinds ipc-shared-memory.lost-count ipc-socket.who-reads ipc-selection.video-frames process-vs-thread.shared-list process-vs-thread-switch.what-stays process-fault-isolation.half-message multiprocess-vs-multithread.untrusted-tabs concurrency.how-many-cores concurrency-vs-parallelism.one-core-race process-vs-thread.card multiprocess-vs-multithread.card concurrency-vs-parallelism.card',
}

test('whoever had worked through the four lessons of before finds every section and every answer in the lessons of today', async () => {
  const [learner, attempt] = [idOf(1), idOf(2)]
  const sections = FOUR_LESSONS.sections.split(' ')
  const items = FOUR_LESSONS.items.split(' ')
  const rows = await migrated(
    '20261128210000_record',
    async (old) => {
      await old.query(`INSERT INTO "User" ("id") VALUES ($1)`, [learner])
      for (const section of sections)
        await old.query(`INSERT INTO "SectionProgress" VALUES ($1, $2, '2026-11-01', '2026-11-02')`, [
          learner,
          section,
        ])
      await old.query(`INSERT INTO "Attempt" ("id", "userId", "section") VALUES ($1, $2, 'pipe')`, [
        attempt,
        learner,
      ])
      for (const [i, item] of items.entries()) {
        const response = idOf(100 + i)
        await old.query(
          `INSERT INTO "ItemResponse" ("id", "attemptId", "userId", "itemId", "section", "itemHash", "seed", "locale", "answer")
           VALUES ($1, $2, $3, $4, 'pipe', 'h', 1, 'ko', '{}')`,
          [response, attempt, learner, item],
        )
        await old.query(
          `INSERT INTO "ItemScore" ("responseId", "engineVersion", "itemHash", "state", "earned", "total", "codes", "gradedBy")
           VALUES ($1, '1', 'h', 'scored', 1, 1, '{}', 'submit')`,
          [response],
        )
        await old.query(`INSERT INTO "ItemStanding" VALUES ($1, $2, now(), now(), 1, 1, '{}')`, [
          learner,
          item,
        ])
      }
    },
    (now) =>
      now.query(
        `SELECT "section" AS id FROM "SectionProgress" WHERE "doneAt" IS NOT NULL
         UNION ALL SELECT "itemId" FROM "ItemStanding" WHERE "newestEarned" = 1`,
      ),
  )
  const kept = (rows as { id: string }[]).map(({ id }) => id)
  expect([...kept].sort()).toEqual([...sections, ...items].sort())

  // What the course page and the rail of a lesson count, lesson by lesson: sections done, questions answered.
  const { lessons } = catalog()
  const cards = cardItems()
  const seen = lessons.map(({ slug, sections: own, itemIds }) => ({
    slug,
    sections: own.map(({ id }) => id).filter((id) => kept.includes(id)),
    answered: [...itemIds, ...cards.filter(({ lesson }) => lesson === slug).map(({ id }) => id)].filter(
      (id) => kept.includes(id),
    ),
  }))
  expect(seen.flatMap((lesson) => lesson.sections).sort()).toEqual([...sections].sort())
  expect(seen.flatMap((lesson) => lesson.answered).sort()).toEqual([...items].sort())
  const at = (slug: string) => seen.find((lesson) => lesson.slug === slug)
  expect(at('race-and-mutex')).toMatchObject({
    sections: ['price-of-sharing'],
    answered: [
      'race-condition.possible-values',
      'atomicity.count-to-one',
      'concurrency-vs-parallelism.one-core-race',
    ],
  })
  expect(at('copy-on-write')).toMatchObject({
    sections: ['copy-on-write', 'many-stacks'],
    answered: ['copy-on-write.same-page', 'multithread-memory-efficiency.new-thread'],
  })
})

function idOf(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
}

/** Makes a database by all migrations before one, has it filled, applies the rest, and asks.
 *  @returns the rows of what is asked */
async function migrated(
  name: string,
  fillIn: (client: pg.Client) => Promise<unknown>,
  ask: (client: pg.Client) => Promise<pg.QueryResult>,
  look: (client: pg.Client) => Promise<unknown> = async () => {},
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
    const { rows } = await ask(client)
    await look(client)
    return rows
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
