import 'server-only'
import { z } from 'zod'
import { isId } from '@/lib/auth/person'
import type { Viewer } from '@/lib/auth/viewer'
import { loadItem } from '@/lib/content/quiz'
import { db } from '@/lib/db'
import { withheldFrom } from '@/lib/progress/withheld-store'
import { Prisma } from '@/prisma/client/client'
import { isStaff, type Role } from './classroom'
import { type ClassFailure, done, NOT_FOUND } from './failure'
import {
  LIVE_STEPS,
  type LiveNow,
  type LiveQuestion,
  type LiveRun,
  type LiveStep,
  type Move,
  RUN_STEP,
  stepOf,
  type Tally,
} from './live'
import { openSince } from './live-open'
import { act, actAlone } from './right'
import { ACTIVE_LEARNER, countLearners } from './store'

/** Asks a class a question with options; another one that is open ends. */
export async function askLive(
  viewer: Viewer,
  classroomId: string,
  itemId: string,
): Promise<{ ok: true; id: string } | ClassFailure> {
  if (loadItem(itemId)?.kind !== 'choice') return NOT_FOUND
  return actAlone(
    viewer,
    classroomId,
    async (tx) => {
      const ended = { endedAt: new Date() }
      await tx.liveQuestion.updateMany({ where: { classroomId, endedAt: null }, data: ended })
      const { id } = await tx.liveQuestion.create({ data: { classroomId, itemId } })
      return { ok: true, id } as const
    },
    () => [{ kind: 'live_asked' }],
  )
}

/** Goes to a step of the question that is open, or ends it, or the run.
 *  @param step null: it ends */
export async function stepLive(
  viewer: Viewer,
  classroomId: string,
  id: string,
  step: LiveStep | null,
): Promise<{ ok: true } | ClassFailure> {
  const asked = step === null ? {} : { step: { not: RUN_STEP } }
  const open = { endedAt: null, createdAt: { gt: openSince() }, ...asked }
  const data = step === null ? { endedAt: new Date() } : { step }
  return act(
    viewer,
    classroomId,
    async (tx, classroom) =>
      done(await tx.liveQuestion.updateMany({ where: { id, ...open, classroom }, data })),
    () => [],
  )
}

/** `closed`: no answer is taken now, or not to this question. */
export type VoteResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: 'bad-request' | 'not-found' | 'closed' }

const vote = z.strictObject({
  question: z.uuid(),
  round: z
    .int()
    .min(1)
    .max(2 ** 31 - 1),
  option: z.string().min(1).max(200),
})
const questionRound = z.literal([1, 2])
/** A task by its index. */
const taskOption = z.string().regex(/^(0|[1-9]\d{0,3})$/)

/** Stores a learner's answer to the question that their class is asked, or their vote for the task of its run that goes on; given again
 *  in the same round it replaces the one before. It scores nothing.
 *  @param input `{ question, round, option }`: what was chosen in one round is never taken as an answer of another */
export async function voteLive(viewer: Viewer, classroomId: string, input: unknown): Promise<VoteResult> {
  const sent = vote.safeParse(input)
  if (!sent.success || !isId(classroomId)) return { ok: false, code: 'bad-request' }
  const { question: id, round, option } = sent.data
  const question = await db.liveQuestion.findFirst({
    where: { id, classroomId, classroom: { members: { some: { userId: viewer.id, status: 'active' } } } },
  })
  if (!question) return { ok: false, code: 'not-found' }
  const isOpen =
    question.step === RUN_STEP ? runTakes(round, option) : questionTakes(question.itemId, round, option)
  if (typeof isOpen === 'string') return { ok: false, code: isOpen }
  // What the teacher has closed meanwhile is closed: the row itself says which round is open.
  const stored = await db.$executeRaw`
    INSERT INTO "LiveVote" ("questionId", "membershipId", "round", "option")
    SELECT q."id", m."id", ${round}::int, ${option}
      FROM "LiveQuestion" q
      JOIN "Membership" m ON m."classroomId" = q."classroomId" AND m."userId" = ${viewer.id}::uuid
                         AND m."role" = 'learner' AND m."status" = 'active'
     WHERE q."id" = ${id}::uuid AND q."endedAt" IS NULL AND q."createdAt" > ${openSince()}
       AND ${isOpen}
       FOR SHARE OF q
    ON CONFLICT ("questionId", "membershipId", "round") DO UPDATE SET "option" = excluded."option", "at" = now()`
  return stored === 1 ? { ok: true } : { ok: false, code: 'closed' }
}

type Refused = 'bad-request' | 'not-found'

/** The condition that an open question `q` takes an option in a round; why it never does. */
function questionTakes(itemId: string, asked: number, option: string): Prisma.Sql | Refused {
  const item = loadItem(itemId)
  if (item?.kind !== 'choice') return 'not-found'
  const round = questionRound.safeParse(asked)
  if (!round.success || !item.options.some((one) => one.id === option)) return 'bad-request'
  return Prisma.sql`q."step" = ${stepOf(round.data)}`
}

/** The condition that an open run `q` takes a task in a round; why it never does. */
function runTakes(round: number, option: string): Prisma.Sql | Refused {
  if (!taskOption.safeParse(option).success) return 'bad-request'
  return Prisma.sql`q."step" = ${RUN_STEP} AND q."round" = ${round}::int AND ${Number(option)}::int = ANY(q."choices")`
}

type Row = {
  readonly role: Role
  readonly id: string | null
  readonly itemId: string
  readonly step: string
  readonly own: readonly string[] | null
  readonly rounds: readonly number[] | null
  readonly round: number
  readonly choices: readonly number[]
  readonly made: number
}

/** What a member of a class is told of what it is asked; `live` is null where none is, or none that can still be shown: its
 *  item is gone. Null to whom the class is not there. */
export async function liveOf(
  viewer: Viewer,
  classroomId: string,
): Promise<{ readonly live: LiveNow | null } | null> {
  if (!isId(classroomId)) return null
  const [row] = await db.$queryRaw<Row[]>`
    SELECT m."role", q."id", q."itemId", q."step", q."round", q."choices", cardinality(q."stops") - 1 AS "made",
           ARRAY(SELECT v."option" FROM "LiveVote" v
                  WHERE v."questionId" = q."id" AND v."membershipId" = m."id" ORDER BY v."round") AS "own",
           ARRAY(SELECT v."round" FROM "LiveVote" v
                  WHERE v."questionId" = q."id" AND v."membershipId" = m."id" ORDER BY v."round") AS "rounds"
      FROM "Membership" m
      LEFT JOIN "LiveQuestion" q ON q."classroomId" = m."classroomId" AND q."endedAt" IS NULL
                                 AND q."createdAt" > ${openSince()}
     WHERE m."classroomId" = ${classroomId}::uuid AND m."userId" = ${viewer.id}::uuid AND m."status" = 'active'`
  if (!row) return null
  const { id } = row
  if (!id) return { live: null }
  const told = { ...row, id }
  return {
    live:
      row.step === RUN_STEP ? await runOf(classroomId, told) : await questionOf(viewer, classroomId, told),
  }
}

type Asked = Row & { readonly id: string }

async function questionOf(viewer: Viewer, classroomId: string, row: Asked): Promise<LiveQuestion | null> {
  const step = LIVE_STEPS.find((one) => one === row.step)
  if (!step || loadItem(row.itemId)?.kind !== 'choice') return null
  const ownOf = (round: 1 | 2) => row.own?.[row.rounds?.indexOf(round) ?? -1] ?? null
  const staff = isStaff(row.role)
  return {
    ...{ id: row.id, itemId: row.itemId, step },
    own: [ownOf(1), ownOf(2)],
    // A whole class asks every other second: nothing is counted for who is not told.
    tally: staff || step === 'shown' ? await tallyOf(classroomId, row.id) : null,
    right: staff && step === 'shown' ? await rightFor(viewer, row.itemId) : null,
  }
}

async function runOf(classroomId: string, row: Asked): Promise<LiveRun | null> {
  if (!loadItem(row.itemId)?.program) return null
  const { id, itemId, round, choices, made } = row
  const own = row.own?.[row.rounds?.indexOf(round) ?? -1]
  return {
    ...{ id, itemId, step: RUN_STEP, round, choices, made },
    own: own === undefined ? null : Number(own),
    counts: isStaff(row.role) ? await votesOf(classroomId, id, round) : null,
  }
}

/** How who learns in the class now votes in a round. */
async function votesOf(
  classroomId: string,
  id: string,
  round: number,
): Promise<NonNullable<LiveRun['counts']>> {
  const [learners, rows] = await Promise.all([
    countLearners(classroomId),
    db.liveVote.groupBy({
      by: ['option'],
      where: { questionId: id, round, membership: { ...ACTIVE_LEARNER } },
      _count: true,
    }),
  ])
  return { learners, votes: rows.map(({ option, _count }) => ({ task: Number(option), learners: _count })) }
}

/** Of who learns in the class now. */
async function tallyOf(classroomId: string, questionId: string): Promise<Tally> {
  const [learners, moves] = await Promise.all([countLearners(classroomId), movesOf(questionId)])
  return { learners, moves }
}

function movesOf(questionId: string): Promise<Move[]> {
  const round = (n: number) => Prisma.sql`
    (SELECT v."membershipId", v."option" FROM "LiveVote" v JOIN "Membership" m ON m."id" = v."membershipId"
      WHERE v."questionId" = ${questionId}::uuid AND v."round" = ${n}::int AND m."role" = 'learner' AND m."status" = 'active')`
  return db.$queryRaw<Move[]>`
    SELECT one."option" AS "first", two."option" AS "second", count(*)::int AS "learners"
      FROM ${round(1)} one FULL JOIN ${round(2)} two ON two."membershipId" = one."membershipId"
     GROUP BY 1, 2 ORDER BY 1, 2`
}

/** Nothing where an assignment withholds it from who looks: whoever teaches here may learn elsewhere. */
async function rightFor(viewer: Viewer, itemId: string): Promise<string[] | null> {
  const withheld = await withheldFrom({ viewer, device: null }, [itemId])
  return withheld.of(itemId).key ? null : rightOf(itemId)
}

function rightOf(itemId: string): string[] {
  const item = loadItem(itemId)
  return item?.kind === 'choice' ? item.options.flatMap(({ id, correct }) => (correct ? [id] : [])) : []
}
