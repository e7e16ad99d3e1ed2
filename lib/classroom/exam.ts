import 'server-only'
import { randomInt } from 'node:crypto'
import type { Scorer } from '@/lib/attempt/answered'
import { storeKept } from '@/lib/attempt/handed-in'
import { isId, viewerOf } from '@/lib/auth/person'
import type { Viewer } from '@/lib/auth/viewer'
import { db, transaction } from '@/lib/db'
import { ASSIGNED_TO, ENDS_AT, EXTENDED, OWN_DUE } from '@/lib/progress/counting'
import type { Answer, Item, PublicItem } from '@/lib/quiz/item'
import { inOrder } from '@/lib/quiz/order'
import { publicItem } from '@/lib/quiz/publish'
import { validate } from '@/lib/quiz/score'
import { isStorable } from '@/lib/quiz/storable'
import { variantAt, variantNow } from '@/lib/quiz/variant'
import { answerSchema } from '@/lib/quiz/wire'
import { Prisma } from '@/prisma/client/client'
import { type ClassFailure, NOT_FOUND } from './failure'

/** Where a learner stands with an exam. */
export type ExamNow = {
  /** How long they have, in minutes, what was added for them included. */
  readonly minutes: number
  /** Null until they begin. */
  readonly sitting: Sitting | null
}
export type Sitting = {
  readonly startedAt: Date
  /** From then on nothing is kept. */
  readonly endsAt: Date
  readonly handedInAt: Date | null
  /** It was handed in by itself. */
  readonly byTime: boolean
  /** In their own order; none once it is handed in. */
  readonly asked: readonly ExamItem[]
}
/** One item in the form in which this learner is asked it, with what is kept of their answer. */
export type ExamItem = {
  readonly item: PublicItem
  readonly answer: Answer | null
  readonly keptAt: Date | null
}

/** At most so many characters of an answer are kept: more than any that can be scored. */
const MAX_KEPT = 64_000

type Known = {
  readonly membershipId: string
  readonly minutes: number
  readonly openAt: Date
  readonly dueAt: Date
  readonly id: string | null
  readonly seed: number | null
  readonly startedAt: Date | null
  readonly endsAt: Date | null
  readonly handedInAt: Date | null
  readonly byTime: boolean | null
}

/** An exam that is for the viewer, with their sitting; null when there is none such. */
async function knownExam(viewer: Viewer, classroomId: string, assignmentId: string): Promise<Known | null> {
  if (!isId(classroomId) || !isId(assignmentId)) return null
  const [row] = await db.$queryRaw<Known[]>`
    SELECT l."id" AS "membershipId", a."examMinutes" + COALESCE(e."extraMinutes", 0) AS "minutes", a."openAt", ${OWN_DUE} AS "dueAt",
           t."id", t."seed", t."startedAt", ${ENDS_AT} AS "endsAt", t."handedInAt", t."byTime"
      FROM "Assignment" a
      JOIN "Membership" l ON l."classroomId" = a."classroomId" AND l."userId" = ${viewer.id}::uuid AND l."role" = 'learner'
                         AND l."status" = 'active' AND ${ASSIGNED_TO}
      ${EXTENDED}
      LEFT JOIN "ExamSitting" t ON t."assignmentId" = a."id" AND t."membershipId" = l."id"
     WHERE a."id" = ${assignmentId}::uuid AND a."classroomId" = ${classroomId}::uuid AND a."examMinutes" IS NOT NULL`
  return row ?? null
}

/** Where the viewer stands with an exam of a class that they learn in; one whose time is over is handed in first. Null when there
 *  is none such. */
export async function examOf(
  viewer: Viewer,
  classroomId: string,
  assignmentId: string,
  locale: 'ko' | 'en',
  scorer: Scorer,
  now = new Date(),
): Promise<ExamNow | null> {
  const known = await knownExam(viewer, classroomId, assignmentId)
  if (!known) return null
  const { minutes, id, startedAt, endsAt, handedInAt } = known
  if (id === null || startedAt === null || endsAt === null) return { minutes, sitting: null }
  if (handedInAt === null && endsAt <= now) {
    await handInOne(id, true, scorer, now)
    return examOf(viewer, classroomId, assignmentId, locale, scorer, now)
  }
  const asked = handedInAt === null ? await askedAt(id, known.seed ?? 0, locale, scorer) : []
  return { minutes, sitting: { startedAt, endsAt, handedInAt, byTime: known.byTime === true, asked } }
}

async function askedAt(sittingId: string, seed: number, locale: 'ko' | 'en', scorer: Scorer) {
  const rows = await db.examAnswer.findMany({ where: { sittingId }, orderBy: { place: 'asc' } })
  const asked = await Promise.all(
    rows.map(async ({ itemId, variant, answer, keptAt }): Promise<ExamItem[]> => {
      const whole = await scorer.loadItem(itemId)
      const item = whole && variantAt(whole, variant)
      if (!item) return []
      return [{ item: publicItem(item, locale, seed), answer: answer as Answer | null, keptAt }]
    }),
  )
  return asked.flat()
}

/** Begins an exam: from now on its time runs for the viewer. Once begun it is not begun again. Each learner is asked the items in an
 *  order of their own, and of one that has variants another than they answered last. */
export async function startExam(
  viewer: Viewer,
  classroomId: string,
  assignmentId: string,
  locale: 'ko' | 'en',
  { loadItem }: Pick<Scorer, 'loadItem'>,
  now = new Date(),
): Promise<{ ok: true } | ClassFailure> {
  const known = await knownExam(viewer, classroomId, assignmentId)
  if (!known) return NOT_FOUND
  if (known.id !== null) return { ok: true }
  if (now < known.openAt || now >= known.dueAt) return { ok: false, code: 'exam-closed' }
  const places = await db.assignmentItem.findMany({ where: { assignmentId }, orderBy: { place: 'asc' } })
  const items = (await Promise.all(places.map(({ itemId }) => loadItem(itemId)))).filter(
    (one) => one !== null,
  )
  const seed = randomInt(0x7fff_ffff)
  const last = await lastVariants(viewer, items)
  const person = known.membershipId
  const answers = inOrder(items, seed, assignmentId).map((item, place) => ({
    ...{ itemId: item.id, place },
    variant: variantNow(item, { last: last.get(item.id) ?? null, person }).variant ?? 0,
  }))
  const data = { assignmentId, membershipId: known.membershipId, seed, locale, startedAt: now }
  try {
    await db.examSitting.create({ data: { ...data, answers: { create: answers } } })
  } catch (error) {
    // Two presses at once: the other one has begun it.
    if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== 'P2002') throw error
  }
  return { ok: true }
}

/** The variant of the newest answer that the viewer gave to each item that has some. */
async function lastVariants(viewer: Viewer, items: readonly Item[]): Promise<ReadonlyMap<string, number>> {
  const varied = items.flatMap(({ id, others }) => (others ? [id] : []))
  const rows = await db.itemResponse.findMany({
    where: { userId: viewer.id, itemId: { in: varied } },
    distinct: ['itemId'],
    orderBy: [{ itemId: 'asc' }, { createdAt: 'desc' }],
    select: { itemId: true, variant: true },
  })
  return new Map(rows.map(({ itemId, variant }) => [itemId, variant]))
}

/** Keeps what the viewer has answered so far; whether their time is over, this decides.
 *  @param input an answer in its form, whole or not, that can be stored and is no longer than one that is scored; null takes it
 *    back
 *  @returns until when they have, which may have become later meanwhile */
export async function keepExamAnswer(
  viewer: Viewer,
  classroomId: string,
  assignmentId: string,
  itemId: string,
  input: unknown,
  { loadItem }: Pick<Scorer, 'loadItem'>,
  now = new Date(),
): Promise<{ ok: true; endsAt: Date } | ClassFailure> {
  const ill = { ok: false, code: 'exam-answer-ill-formed' } as const
  const answer = answerSchema.nullable().safeParse(input)
  if (!answer.success || JSON.stringify(input).length > MAX_KEPT || !isStorable(answer.data)) return ill
  const known = await knownExam(viewer, classroomId, assignmentId)
  if (!known || known.id === null || known.endsAt === null) return NOT_FOUND
  if (known.handedInAt !== null || known.endsAt <= now) return { ok: false, code: 'exam-over' }
  const { id: sittingId, endsAt } = known
  const item = answer.data && (await loadItem(itemId))
  if (item && answer.data && validate(item, answer.data) === 'too-long') return ill
  const stored = await transaction(async (tx) => {
    // Whoever hands it in waits, and then has it.
    const open = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM "ExamSitting" WHERE "id" = ${sittingId}::uuid AND "handedInAt" IS NULL FOR SHARE`
    if (open.length === 0) return { ok: false, code: 'exam-over' } as const
    const kept = { answer: answer.data ?? Prisma.DbNull, keptAt: now }
    const { count } = await tx.examAnswer.updateMany({ where: { sittingId, itemId }, data: kept })
    return count > 0 ? ({ ok: true } as const) : NOT_FOUND
  })
  return stored.ok ? { ok: true, endsAt } : stored
}

/** Hands in what the viewer has kept. Once it is, nothing is kept any more. */
export async function handInExam(
  viewer: Viewer,
  classroomId: string,
  assignmentId: string,
  scorer: Scorer,
  now = new Date(),
): Promise<{ ok: true } | ClassFailure> {
  const known = await knownExam(viewer, classroomId, assignmentId)
  if (!known || known.id === null || known.endsAt === null) return NOT_FOUND
  await handInOne(known.id, known.endsAt <= now, scorer, now)
  return { ok: true }
}

/** Closes a sitting, where it is not closed yet, and stores what was kept as answers. One that was closed and not stored, since
 *  whoever did it was killed, is stored now. */
async function handInOne(id: string, byTime: boolean, scorer: Scorer, now: Date): Promise<void> {
  await close(id, byTime, now)
  const sitting = await db.examSitting.findUnique({
    where: { id },
    include: { answers: true, membership: { include: { user: true } } },
  })
  if (!sitting?.handedInAt || sitting.storedAt !== null) return
  const { seed, membership, answers } = sitting
  const owner = viewerOf(membership.user)
  const locale = sitting.locale === 'ko' ? 'ko' : 'en'
  for (const { responseId, itemId, variant, answer } of answers) {
    if (answer === null) continue
    const kept = {
      id: responseId,
      attemptId: id,
      itemId,
      variant,
      seed,
      locale,
      answer: answer as Answer,
    } as const
    await storeKept(owner, kept, scorer)
  }
  await db.examSitting.updateMany({ where: { id, storedAt: null }, data: { storedAt: now } })
}

/** By time only where it is over still: whoever teaches may have given more meanwhile. */
async function close(id: string, byTime: boolean, now: Date): Promise<void> {
  const isOver = byTime ? Prisma.sql`AND ${ENDS_AT} <= ${now}::timestamptz` : Prisma.empty
  await db.$executeRaw`
    UPDATE "ExamSitting" t SET "handedInAt" = ${now}::timestamptz, "byTime" = ${byTime}
      FROM "Assignment" a JOIN "Membership" l ON l."classroomId" = a."classroomId" ${EXTENDED}
     WHERE t."id" = ${id}::uuid AND t."handedInAt" IS NULL AND a."id" = t."assignmentId" AND l."id" = t."membershipId" ${isOver}`
}

/** So many are handed in at once. */
const AT_ONCE = 20

/** Hands in sittings whose time is over, and stores those that were left half done, the first to have begun first.
 *  @returns how many */
export async function handInOver(scorer: Scorer, now = new Date()): Promise<number> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT t."id"
      FROM "ExamSitting" t
      JOIN "Assignment" a ON a."id" = t."assignmentId"
      JOIN "Membership" l ON l."id" = t."membershipId"
      ${EXTENDED}
     WHERE t."storedAt" IS NULL AND a."examMinutes" IS NOT NULL
       AND (${ENDS_AT} <= ${now}::timestamptz OR t."handedInAt" < ${now}::timestamptz - interval '1 minute')
     ORDER BY t."startedAt" LIMIT ${AT_ONCE}`
  // One that cannot be stored now keeps no other waiting.
  const done = await Promise.allSettled(rows.map(({ id }) => handInOne(id, true, scorer, now)))
  return done.filter(({ status }) => status === 'fulfilled').length
}
