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
import { LIVE_STEPS, type LiveNow, type LiveStep, type Move, stepOf, type Tally } from './live'
import { act, actAlone } from './right'
import { countLearners } from './store'

/** A question that nobody ends is over after so long, in ms: no lesson takes it. */
const OPEN_FOR = 6 * 3600_000

/** The questions made since then are open where nobody has ended them. */
function openSince(): Date {
  return new Date(Date.now() - OPEN_FOR)
}

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

/** Goes to a step of the question that is open, or ends it.
 *  @param step null: it ends */
export async function stepLive(
  viewer: Viewer,
  classroomId: string,
  id: string,
  step: LiveStep | null,
): Promise<{ ok: true } | ClassFailure> {
  const open = { endedAt: null, createdAt: { gt: openSince() } }
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
  round: z.literal([1, 2]),
  option: z.string().min(1).max(200),
})

/** Stores a learner's answer to the question that their class is asked; given again in the same round it replaces the one
 *  before. It scores nothing.
 *  @param input `{ question, round, option }`: what was chosen in one round is never taken as an answer of the other */
export async function voteLive(viewer: Viewer, classroomId: string, input: unknown): Promise<VoteResult> {
  const sent = vote.safeParse(input)
  if (!sent.success || !isId(classroomId)) return { ok: false, code: 'bad-request' }
  const { question: id, round, option } = sent.data
  const question = await db.liveQuestion.findFirst({
    where: { id, classroomId, classroom: { members: { some: { userId: viewer.id, status: 'active' } } } },
  })
  const item = question && loadItem(question.itemId)
  if (!question || item?.kind !== 'choice') return { ok: false, code: 'not-found' }
  if (!item.options.some((one) => one.id === option)) return { ok: false, code: 'bad-request' }
  // What the teacher has closed meanwhile is closed: the row itself says which round is open.
  const stored = await db.$executeRaw`
    INSERT INTO "LiveVote" ("questionId", "membershipId", "round", "option")
    SELECT q."id", m."id", ${round}::int, ${option}
      FROM "LiveQuestion" q
      JOIN "Membership" m ON m."classroomId" = q."classroomId" AND m."userId" = ${viewer.id}::uuid
                         AND m."role" = 'learner' AND m."status" = 'active'
     WHERE q."id" = ${id}::uuid AND q."endedAt" IS NULL AND q."createdAt" > ${openSince()}
       AND q."step" = ${stepOf(round)}
       FOR SHARE OF q
    ON CONFLICT ("questionId", "membershipId", "round") DO UPDATE SET "option" = excluded."option", "at" = now()`
  return stored === 1 ? { ok: true } : { ok: false, code: 'closed' }
}

type Row = {
  readonly role: Role
  readonly id: string | null
  readonly itemId: string
  readonly step: string
  readonly own: readonly string[] | null
  readonly rounds: readonly number[] | null
}

/** What a member of a class is told of its open question; `live` is null where none is, or none that can still be shown: its
 *  item is gone. Null to whom the class is not there. */
export async function liveOf(
  viewer: Viewer,
  classroomId: string,
): Promise<{ readonly live: LiveNow | null } | null> {
  if (!isId(classroomId)) return null
  const [row] = await db.$queryRaw<Row[]>`
    SELECT m."role", q."id", q."itemId", q."step",
           ARRAY(SELECT v."option" FROM "LiveVote" v
                  WHERE v."questionId" = q."id" AND v."membershipId" = m."id" ORDER BY v."round") AS "own",
           ARRAY(SELECT v."round" FROM "LiveVote" v
                  WHERE v."questionId" = q."id" AND v."membershipId" = m."id" ORDER BY v."round") AS "rounds"
      FROM "Membership" m
      LEFT JOIN "LiveQuestion" q ON q."classroomId" = m."classroomId" AND q."endedAt" IS NULL
                                 AND q."createdAt" > ${openSince()}
     WHERE m."classroomId" = ${classroomId}::uuid AND m."userId" = ${viewer.id}::uuid AND m."status" = 'active'`
  if (!row) return null
  const step = LIVE_STEPS.find((one) => one === row.step)
  if (!row.id || !step || loadItem(row.itemId)?.kind !== 'choice') return { live: null }
  const ownOf = (round: 1 | 2) => row.own?.[row.rounds?.indexOf(round) ?? -1] ?? null
  const staff = isStaff(row.role)
  const live: LiveNow = {
    ...{ id: row.id, itemId: row.itemId, step },
    own: [ownOf(1), ownOf(2)],
    // A whole class asks every other second: nothing is counted for who is not told.
    tally: staff || step === 'shown' ? await tallyOf(classroomId, row.id) : null,
    right: staff && step === 'shown' ? await rightFor(viewer, row.itemId) : null,
  }
  return { live }
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
