import 'server-only'
import { z } from 'zod'
import { isId } from '@/lib/auth/person'
import type { Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { Prisma } from '@/prisma/client/client'
import { EVENT_GROUPS, EVENT_KINDS, type EventGroup, type EventKind, LOG_DAYS } from './event'
import { type ClassFailure, NOT_FOUND } from './failure'
import { act, look, teaches } from './right'

/** So many events are on a page of the log. */
export const LOG_PAGE = 50
/** So many a learner is told of. */
export const TOLD = 30
/** So many are read at once where all are. */
const BATCH = 500

/** Something that happened to a class. Names are those of today, null where that person is gone. */
export type EventRow = {
  readonly id: string
  readonly at: Date
  readonly kind: EventKind
  readonly actor: string | null
  readonly subject: string | null
  readonly about: string | null
  readonly count: number | null
}

/** Whom and what a page of the log is about; null: everybody, everything. */
export type LogFilter = { readonly group: EventGroup | null; readonly actorId: string | null }

export type ClassLog = {
  readonly rows: readonly EventRow[]
  /** From 1 on; never beyond the last. */
  readonly page: number
  readonly pages: number
  /** Who is named in it, by name: to be chosen from. */
  readonly actors: readonly { readonly id: string; readonly name: string }[]
  /** For how many days it is kept. */
  readonly days: number
}

/** A page of a class's log for who teaches it, the newest first; null when there is none such. */
export async function logOf(
  viewer: Viewer,
  classroomId: string,
  filter: LogFilter,
  page: number,
): Promise<ClassLog | null> {
  if (!(await teaches(viewer, classroomId))) return null
  const where = wanted(classroomId, filter)
  const [counted, actors, { logDays: days }] = await Promise.all([
    db.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total FROM "ClassEvent" e WHERE ${where}`,
    db.$queryRaw<{ id: string; name: string }[]>`
      SELECT m."userId" AS "id", m."displayName" AS "name" FROM "Membership" m
       WHERE m."classroomId" = ${classroomId}::uuid
         AND EXISTS (SELECT 1 FROM "ClassEvent" e WHERE e."actorId" = m."userId" AND e."classroomId" = m."classroomId")
       ORDER BY m."displayName", m."userId"`,
    db.classroom.findUniqueOrThrow({ where: { id: classroomId }, select: { logDays: true } }),
  ])
  const pages = Math.max(1, Math.ceil((counted[0]?.total ?? 0) / LOG_PAGE))
  const shown = Math.min(Math.max(1, page), pages)
  const rows = await events(where, LOG_PAGE, (shown - 1) * LOG_PAGE)
  return { rows, page: shown, pages, actors, days }
}

/** The whole log of a class, the newest first, for who teaches it. That it was taken away is its newest row. */
export async function* everyEvent(viewer: Viewer, classroomId: string): AsyncGenerator<EventRow> {
  if (!(await teaches(viewer, classroomId))) return
  await look(viewer, classroomId, { kind: 'exported', about: 'log' })
  let before = Prisma.empty
  for (;;) {
    const rows = await events(Prisma.sql`${wanted(classroomId, EVERYTHING)} ${before}`, BATCH, 0)
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < BATCH) return
    before = Prisma.sql`AND e."id" < ${BigInt(last.id)}`
  }
}

const EVERYTHING: LogFilter = { group: null, actorId: null }

/** Who looked at a learner's work or took it away, and what was changed for them, as they are told it themselves: the newest
 *  first, since they joined. Nothing for who is no learner of the class. Which assignment's results somebody looked at, and who
 *  holds what, is left out: it may be one that has not opened, or that was deleted. */
export async function toldOf(viewer: Viewer, classroomId: string): Promise<EventRow[]> {
  const everybody = [...EVENT_KINDS.seen, ...EVENT_KINDS.taken]
  const rows = await events(
    Prisma.sql`
      e."classroomId" = ${classroomId}::uuid AND e."expiresAt" > now() AND e."actorId" IS DISTINCT FROM ${viewer.id}::uuid
      AND EXISTS (
        SELECT 1 FROM "Membership" own
         WHERE own."classroomId" = e."classroomId" AND own."userId" = ${viewer.id}::uuid AND own."role" = 'learner'
           AND own."status" = 'active' AND own."joinedAt" <= e."at"
           AND (e."subjectId" = own."id" OR e."subjectId" IS NULL AND e."kind"::text = ANY(${everybody}::text[])
                AND (e."kind" <> 'exported' OR e."about" <> 'log')))`,
    TOLD,
    0,
  )
  return rows.map((row) =>
    EVENT_KINDS.seen.some((kind) => kind === row.kind) ? { ...row, about: null } : row,
  )
}

/** Sets for how many days a class keeps its log; what is older goes.
 *  @param days one of `LOG_DAYS` */
export async function setLogDays(
  viewer: Viewer,
  classroomId: string,
  days: unknown,
): Promise<{ ok: true } | ClassFailure> {
  const logDays = z.literal(LOG_DAYS).safeParse(days)
  if (!logDays.success) return NOT_FOUND
  const { data: count } = logDays
  return act(
    viewer,
    classroomId,
    async (tx, where) => {
      await tx.classroom.updateMany({ where, data: { logDays: count } })
      await tx.$executeRaw`
        UPDATE "ClassEvent" SET "expiresAt" = "at" + make_interval(days => ${count}::int)
         WHERE "classroomId" = ${classroomId}::uuid`
      await tx.classEvent.deleteMany({ where: { classroomId, expiresAt: { lt: new Date() } } })
      return { ok: true } as const
    },
    () => [{ kind: 'log_days_set', count }],
  )
}

/** What a page was asked with, as a filter. */
export function filterOf(query: Readonly<Record<string, unknown>>): LogFilter {
  const group = EVENT_GROUPS.find((one) => one === query.of) ?? null
  return { group, actorId: typeof query.by === 'string' && isId(query.by) ? query.by : null }
}

function wanted(classroomId: string, { group, actorId }: LogFilter): Prisma.Sql {
  const ofGroup = group
    ? Prisma.sql`AND e."kind"::text = ANY(${[...EVENT_KINDS[group]]}::text[])`
    : Prisma.empty
  const byActor = actorId ? Prisma.sql`AND e."actorId" = ${actorId}::uuid` : Prisma.empty
  return Prisma.sql`e."classroomId" = ${classroomId}::uuid AND e."expiresAt" > now() ${ofGroup} ${byActor}`
}

/** @param where of `e`, an event */
function events(where: Prisma.Sql, take: number, skip: number): Promise<EventRow[]> {
  return db.$queryRaw<EventRow[]>`
    SELECT e."id"::text AS "id", e."at", e."kind"::text AS "kind", e."about", e."count",
           actor."displayName" AS "actor", subject."displayName" AS "subject"
      FROM "ClassEvent" e
      LEFT JOIN "Membership" actor ON actor."classroomId" = e."classroomId" AND actor."userId" = e."actorId"
      LEFT JOIN "Membership" subject ON subject."id" = e."subjectId"
     WHERE ${where}
     ORDER BY e."id" DESC LIMIT ${take}::int OFFSET ${skip}::int`
}
