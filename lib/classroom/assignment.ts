import 'server-only'
import { z } from 'zod'
import { isId } from '@/lib/auth/person'
import type { Viewer } from '@/lib/auth/viewer'
import { cardItems } from '@/lib/content/card'
import { catalog } from '@/lib/content/catalog'
import { type Db, db } from '@/lib/db'
import { MINUTES } from '@/lib/interview/draw'
import { RELEASES } from '@/lib/progress/assignment'
import type { Prisma } from '@/prisma/client/client'
import { type ClassFailure, done, NOT_FOUND } from './failure'
import { assignableOwn } from './own-item'
import { act } from './right'
import { ACTIVE_LEARNER } from './store'
import { isTimeZone, localTime, momentOf } from './zone'

/** At most so many answers to an item count. */
export const MAX_ATTEMPTS = 10
/** At most so many items are in one assignment, and so many assignments in a class. */
const MAX_ITEMS = 100
const MAX_ASSIGNMENTS = 500
const MAX_TITLE = 80
/** An exam takes so long at most. */
export const MAX_EXAM_MINUTES = 600

/** How an assignment is set; times as a clock of the class shows them, `2026-11-28T23:59`. */
const terms = z.object({
  title: z
    .string()
    .transform((text) => text.normalize('NFC').trim())
    .pipe(z.string().min(1).max(MAX_TITLE)),
  openAt: z.string(),
  /** Empty: it stays open. */
  dueAt: z.string(),
  latePercent: z.int().min(0).max(100),
  attempts: z.int().min(1).max(MAX_ATTEMPTS),
  release: z.enum(RELEASES),
  scoreRelease: z.enum(RELEASES),
  /** Of an exam, how long each may take, in minutes; null: it is none. */
  examMinutes: z.int().min(1).max(MAX_EXAM_MINUTES).nullable().default(null),
  /** For whom it is; null: for all of the class. */
  sectionId: z.uuid().nullable().default(null),
})
/** What it asks for, which stays as it is: items, or a mock interview of so many minutes. */
const work = z.union([
  z.object({ itemIds: z.array(z.string().max(200)).min(1).max(MAX_ITEMS), mockMinutes: z.null() }),
  z.object({ itemIds: z.array(z.never()).max(0), mockMinutes: z.literal(MINUTES) }),
])

const ILL_FORMED: ClassFailure = { ok: false, code: 'assignment-ill-formed' }

/** Gives a class an assignment.
 *  @param input `terms` and `work` */
export async function createAssignment(
  viewer: Viewer,
  classroomId: string,
  input: unknown,
): Promise<{ ok: true; id: string } | ClassFailure> {
  const [fields, asked] = [terms.safeParse(input), work.safeParse(input)]
  if (!fields.success || !asked.success) return ILL_FORMED
  const itemIds = [...new Set<string>(asked.data.itemIds)]
  const known = knownItems()
  if (!canBeSat(fields.data, asked.data.mockMinutes, itemIds)) return ILL_FORMED
  const create = async (
    tx: Db,
    where: Prisma.ClassroomWhereInput,
  ): Promise<{ ok: true; id: string } | ClassFailure> => {
    const classroom = await tx.classroom.findFirst({ where })
    if (!classroom || !(await isSectionOf(tx, classroomId, fields.data.sectionId))) return NOT_FOUND
    const own = await assignableOwn(tx, classroomId, itemIds)
    if (!itemIds.every((id) => known.has(id) || own.has(id))) return ILL_FORMED
    const when = timesOf(fields.data, classroom.timeZone)
    if (!when) return { ok: false, code: 'dates-ill-formed' }
    if ((await tx.assignment.count({ where: { classroomId } })) >= MAX_ASSIGNMENTS)
      return { ok: false, code: 'too-many' }
    const items = { create: itemIds.map((itemId, place) => ({ itemId, place })) }
    const { mockMinutes } = asked.data
    const data = { ...fields.data, ...when, classroomId, createdById: viewer.id, mockMinutes, items }
    const { id } = await tx.assignment.create({ data, select: { id: true } })
    return { ok: true, id }
  }
  return act(viewer, classroomId, create, () => [{ kind: 'assigned', about: fields.data.title }])
}

/** Changes how an assignment is set; what it asks for stays. Answers count by what is set now.
 *  @param input `terms` */
export async function changeAssignment(
  viewer: Viewer,
  classroomId: string,
  id: string,
  input: unknown,
): Promise<{ ok: true } | ClassFailure> {
  const fields = terms.safeParse(input)
  if (!fields.success) return ILL_FORMED
  const change = async (
    tx: Db,
    classroom: Prisma.ClassroomWhereInput,
  ): Promise<{ ok: true } | ClassFailure> => {
    const where = { id, classroom }
    const known = await tx.assignment.findFirst({
      where,
      include: { classroom: { select: { timeZone: true } } },
    })
    if (!known || !(await isSectionOf(tx, classroomId, fields.data.sectionId))) return NOT_FOUND
    const isExam = fields.data.examMinutes !== null
    // What is an exam stays one: some may have sat it.
    if (isExam !== (known.examMinutes !== null) || !canBeSat(fields.data, known.mockMinutes, []))
      return ILL_FORMED
    const when = timesOf(fields.data, known.classroom.timeZone, known)
    if (!when) return { ok: false, code: 'dates-ill-formed' }
    return done(await tx.assignment.updateMany({ where, data: { ...fields.data, ...when } }))
  }
  return act(viewer, classroomId, change, () => [{ kind: 'reassigned', about: fields.data.title }])
}

/** An exam has an end, is sat once and not late, and shows nothing before all have sat it; it asks what can be right or wrong. What
 *  is none can be set as it likes. */
function canBeSat(
  { examMinutes, dueAt, latePercent, attempts, release, scoreRelease }: z.output<typeof terms>,
  mockMinutes: number | null,
  itemIds: readonly string[],
): boolean {
  if (examMinutes === null) return true
  const cards = new Set(cardItems().map(({ id }) => id))
  const isSatOnce = latePercent === 100 && attempts === 1 && dueAt !== ''
  const isQuiet = release !== 'after_answer' && scoreRelease !== 'after_answer'
  return isSatOnce && isQuiet && mockMinutes === null && !itemIds.some((id) => cards.has(id))
}

/** Whether a class has this section; null, all of the class, it always has. */
async function isSectionOf(tx: Db, classroomId: string, id: string | null): Promise<boolean> {
  return id === null || (await tx.classSection.count({ where: { id, classroomId } })) > 0
}

/** Takes an assignment back. Nobody's answers go. */
export async function deleteAssignment(
  viewer: Viewer,
  classroomId: string,
  id: string,
): Promise<{ ok: true } | ClassFailure> {
  return act(
    viewer,
    classroomId,
    async (tx, classroom) => {
      const where = { id, classroom }
      const known = await tx.assignment.findFirst({ where, select: { title: true } })
      if (!known) return NOT_FOUND
      await tx.assignment.deleteMany({ where })
      return { ok: true, ...known } as const
    },
    ({ title }) => [{ kind: 'unassigned', about: title }],
  ).then((gone) => (gone.ok ? { ok: true } : gone))
}

/** Gives one learner more time than the others, or takes it back.
 *  @param until as a clock of the class shows it; null: as everybody */
export async function extendAssignment(
  viewer: Viewer,
  classroomId: string,
  id: string,
  membershipId: string,
  until: string | null,
): Promise<{ ok: true } | ClassFailure> {
  type Extended = { readonly ok: true; readonly title: string }
  const extend = async (tx: Db, classroom: Prisma.ClassroomWhereInput): Promise<Extended | ClassFailure> => {
    const assignment = await tx.assignment.findFirst({
      where: { id, classroom },
      include: { classroom: { select: { timeZone: true } } },
    })
    const learners = { id: membershipId, classroomId, ...ACTIVE_LEARNER }
    if (!assignment || (await tx.membership.count({ where: learners })) === 0) return NOT_FOUND
    const [place, { title }] = [{ assignmentId: id, membershipId }, assignment]
    if (until === null) {
      await tx.assignmentExtension.deleteMany({ where: place })
      return { ok: true, title }
    }
    const dueAt = momentOf(until, assignment.classroom.timeZone)
    if (!dueAt || !assignment.dueAt || dueAt <= assignment.dueAt)
      return { ok: false, code: 'extension-ill-formed' }
    await tx.assignmentExtension.upsert({
      where: { assignmentId_membershipId: place },
      create: { ...place, dueAt },
      update: { dueAt },
    })
    return { ok: true, title }
  }
  const kind = until === null ? 'extension_ended' : 'extended'
  const events = ({ title }: Extended) => [{ kind, subjectId: membershipId, about: title } as const]
  const extended = await act(viewer, classroomId, extend, events)
  return extended.ok ? { ok: true } : extended
}

/** Sets the clock by which a class is told its dates. The moments themselves stay. */
export async function setTimeZone(
  viewer: Viewer,
  classroomId: string,
  timeZone: unknown,
): Promise<{ ok: true } | ClassFailure> {
  if (typeof timeZone !== 'string' || !isTimeZone(timeZone)) return { ok: false, code: 'zone-unknown' }
  return act(
    viewer,
    classroomId,
    async (tx, where) => done(await tx.classroom.updateMany({ where, data: { timeZone } })),
    () => [{ kind: 'zone_set', about: timeZone }],
  )
}

/** The clock of a class that the viewer is in; null when there is none such. */
export async function timeZoneOf(viewer: Viewer, classroomId: string): Promise<string | null> {
  if (!isId(classroomId)) return null
  const where = { id: classroomId, members: { some: { userId: viewer.id, status: 'active' } } } as const
  return (await db.classroom.findFirst({ where, select: { timeZone: true } }))?.timeZone ?? null
}

/** Null where they are no times, or due before it opens, or where what comes after the due time would never come.
 *  @param known what was set before: a time that the clock shows as it did stays, also where it shows that one twice */
function timesOf(
  { openAt, dueAt, release, scoreRelease }: z.output<typeof terms>,
  timeZone: string,
  known: { readonly openAt: Date | null; readonly dueAt: Date | null } = { openAt: null, dueAt: null },
) {
  const at = (local: string, was: Date | null) =>
    was && localTime(was, timeZone) === local ? was : momentOf(local, timeZone)
  const open = at(openAt, known.openAt)
  const due = dueAt === '' ? null : at(dueAt, known.dueAt)
  const isEndless = due === null && (release === 'after_due' || scoreRelease === 'after_due')
  if (!open || (dueAt !== '' && !due) || (due && due <= open) || isEndless) return null
  return { openAt: open, dueAt: due }
}

function knownItems(): ReadonlySet<string> {
  return new Set([...catalog().lessons.flatMap(({ itemIds }) => itemIds), ...cardItems().map(({ id }) => id)])
}
