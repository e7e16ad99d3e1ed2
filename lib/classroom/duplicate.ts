import 'server-only'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { lockOwner } from '@/lib/auth/owner'
import { displayName } from '@/lib/auth/person'
import type { Viewer } from '@/lib/auth/viewer'
import { type Db, db } from '@/lib/db'
import type { Assignment, Prisma } from '@/prisma/client/client'
import { record } from './event-record'
import type { ClassFailure } from './failure'
import { copyOwnItems } from './own-item-copy'
import { act, teaches } from './right'
import { invite, withNewCode } from './store'
import { daysBetween, daysLater, localTime } from './zone'

/** What a class would hand on: how many assignments, and the day on which the first of them opens, as its clock has it. */
export type HandedOn = { readonly assignments: number; readonly firstDay: string | null }

/** Null when the viewer teaches no such class. */
export async function handedOnBy(viewer: Viewer, classroomId: string): Promise<HandedOn | null> {
  if (!(await teaches(viewer, classroomId))) return null
  const classroom = await db.classroom.findUnique({
    where: { id: classroomId },
    select: {
      timeZone: true,
      assignments: { select: { openAt: true }, orderBy: { openAt: 'asc' }, take: 1 },
    },
  })
  if (!classroom) return null
  const [first] = classroom.assignments
  const firstDay = first ? dayOf(first.openAt, classroom.timeZone) : null
  return { assignments: await db.assignment.count({ where: { classroomId } }), firstDay }
}

const wanted = z.object({ name: displayName, firstDay: z.iso.date().nullable() })

/** Opens another class like one that the viewer teaches, who alone teaches it: with whom it lets in, its time zone, its
 *  course and its own items and assignments, the first of which opens on `firstDay` and the others as many days later as they did, each at its hour. Nobody
 *  is in it, no learner's extension is kept, and it is open and not archived whether the first one is or not.
 *  @param input `{ name, firstDay }`; `firstDay`, as `2026-03-02`, is null to keep the dates */
export async function duplicateClassroom(
  viewer: Viewer,
  classroomId: string,
  input: unknown,
): Promise<Duplicated | ClassFailure> {
  const fields = wanted.safeParse(input)
  if (!fields.success) {
    const isDay = fields.error.issues.every(({ path }) => path[0] === 'firstDay')
    return { ok: false, code: isDay ? 'day-ill-formed' : 'name-ill-formed' }
  }
  const { name, firstDay } = fields.data
  return withNewCode((code) =>
    act(viewer, classroomId, duplicateAs(code), () => [{ kind: 'duplicated', about: name }]),
  )
  function duplicateAs(code: string) {
    return async (tx: Db, taught: Prisma.ClassroomWhereInput): Promise<Duplicated | ClassFailure> => {
      const userId = await lockOwner(tx, viewer.id)
      const known = await tx.classroom.findFirst({
        where: taught,
        include: { members: { where: { userId: viewer.id } }, assignments: { orderBy: { openAt: 'asc' } } },
      })
      const [member] = known?.members ?? []
      if (userId === null || !known || !member) return { ok: false, code: 'not-found' }
      const moved = inNewTerm(known.assignments, firstDay, known.timeZone)
      if (!moved) return { ok: false, code: 'day-ill-formed' }
      const { accountsOnly, approval, maxLearners, timeZone, course } = known
      const teacher = { userId, role: 'teacher', displayName: member.displayName } as const
      const settings = { name, accountsOnly, approval, maxLearners, timeZone, course }
      const { id } = await tx.classroom.create({ data: { ...settings, members: { create: teacher } } })
      const own = await copyOwnItems(tx, classroomId, id)
      await copyAssignments(
        tx,
        await inSections(tx, moved, classroomId, id),
        { classroomId: id, createdById: userId },
        own,
      )
      await invite(tx, viewer, id, code)
      await record(tx, userId, id, [{ kind: 'opened' }])
      return { ok: true, id, code }
    }
  }
}

type Duplicated = { readonly ok: true; readonly id: string; readonly code: string }

/** Assignments with their times as many days later as the first one's is: null where a day is none of the calendar.
 *  @param all by when they open */
function inNewTerm(
  all: readonly Assignment[],
  firstDay: string | null,
  timeZone: string,
): Assignment[] | null {
  const [first] = all
  const days = first && firstDay ? daysBetween(dayOf(first.openAt, timeZone), firstDay) : 0
  const moved = all.map((one) => {
    const openAt = daysLater(one.openAt, days, timeZone)
    const dueAt = one.dueAt && daysLater(one.dueAt, days, timeZone)
    if (!openAt || (one.dueAt && !dueAt)) return null
    // An hour that summer time skips could put the opening behind the due time: it stays open as long as it was.
    const isTurned = one.dueAt && dueAt && dueAt <= openAt
    const asLong = new Date(openAt.getTime() + Number(one.dueAt) - Number(one.openAt))
    return { ...one, openAt, dueAt: isTurned ? asLong : dueAt }
  })
  return moved.some((one) => one === null) ? null : moved.flatMap((one) => one ?? [])
}

/** Makes the sections of a class again in another one. @returns the assignments, each for the section that is called as its own */
async function inSections(
  tx: Db,
  all: readonly Assignment[],
  from: string,
  to: string,
): Promise<readonly Assignment[]> {
  const sections = await tx.classSection.findMany({ where: { classroomId: from } })
  const made = await tx.classSection.createManyAndReturn({
    data: sections.map(({ name }) => ({ classroomId: to, name })),
  })
  const idOf = new Map(made.map(({ id, name }) => [name, id]))
  const newId = new Map(sections.map(({ id, name }) => [id, idOf.get(name) ?? null]))
  return all.map((one) => ({ ...one, sectionId: one.sectionId && (newId.get(one.sectionId) ?? null) }))
}

async function copyAssignments(
  tx: Db,
  all: readonly Assignment[],
  to: { readonly classroomId: string; readonly createdById: string },
  own: Awaited<ReturnType<typeof copyOwnItems>>,
): Promise<void> {
  const ids = all.map(() => randomUUID())
  const data = all.map(({ createdAt: _, ...one }, i) => ({ ...one, ...to, id: ids[i] as string }))
  await tx.assignment.createMany({ data })
  await tx.$executeRaw`
    INSERT INTO "AssignmentItem" ("assignmentId", "itemId", "place")
    SELECT copy."id", COALESCE('own.' || own."id"::text, item."itemId"), item."place"
      FROM unnest(${all.map(({ id }) => id)}::uuid[], ${ids}::uuid[]) AS copy ("of", "id")
      JOIN "AssignmentItem" item ON item."assignmentId" = copy."of"
      LEFT JOIN unnest(${own.map(({ of }) => of)}::uuid[], ${own.map(({ id }) => id)}::uuid[]) AS own ("of", "id")
        ON item."itemId" = 'own.' || own."of"::text`
}

function dayOf(at: Date, timeZone: string): string {
  return localTime(at, timeZone).slice(0, 'yyyy-mm-dd'.length)
}
