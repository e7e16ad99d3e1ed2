import 'server-only'
import { isId } from '@/lib/auth/person'
import type { Viewer } from '@/lib/auth/viewer'
import { type Db, db, transaction } from '@/lib/db'
import { lockClassroom } from '@/lib/progress/class-lock'
import type { Prisma } from '@/prisma/client/client'
import type { ClassEvent, Sight } from './event'
import { record } from './event-record'
import { type ClassFailure, NOT_FOUND } from './failure'

// Who may look at a class and who may change it is decided here and nowhere else, and so is what its log says of that: nothing
// that a learner did is read without a `Look`, and nothing is changed but by `act` and `actAlone`.

declare const DECIDED: unique symbol

/** That somebody looks at a class whose staff they are, and that its log says so where it has to. */
export type Look = {
  readonly viewer: Viewer
  readonly classroomId: string
  /** At whom: the learners of one section of the class; null: all of them. */
  readonly sectionId: string | null
  /** The condition that it is still so. */
  readonly seen: Prisma.ClassroomWhereInput
  readonly [DECIDED]: true
}

/** Within which looks of one kind at one thing are one, in ms. */
const ONE_LOOK = 3600_000

/** Lets somebody look at a class that they teach or assist in; null when there is none such.
 *  @param sight what they look at; null for what tells of no learner: figures without names, or how the class is set */
export async function look(viewer: Viewer, classroomId: string, sight: Sight | null): Promise<Look | null> {
  if (!isId(classroomId)) return null
  const seen = seenBy(viewer, classroomId)
  if ((await db.classroom.count({ where: seen })) === 0) return null
  if (sight) await record(db, viewer.id, classroomId, [sight], ONE_LOOK)
  return { viewer, classroomId, sectionId: null, seen } as Look
}

/** A look at one section of the class and no more of it; there is nobody in what is no section of this class.
 *  @param sectionId null: all of the class */
export function within(looked: Look, sectionId: string | null): Look {
  return { ...looked, sectionId }
}

/** Whether somebody teaches a class: what an assistant does not see, and learners have no part in. */
export async function teaches(viewer: Viewer, classroomId: string, from: Db = db): Promise<boolean> {
  return isId(classroomId) && (await from.classroom.count({ where: taughtBy(viewer, classroomId) })) > 0
}

/** Does something to a class that the viewer teaches, and adds it to the class's log, in one transaction.
 *  @param work is given the condition that it is the viewer's to teach; what it does not do (`ok: false`) is no event. It may
 *    be run again: see `transaction`
 *  @param events what was done; none where nobody need know */
export function act<Done extends { readonly ok: boolean }>(
  viewer: Viewer,
  classroomId: string,
  work: Work<Done>,
  events: Events<Done>,
): Promise<Done | ClassFailure> {
  return transaction((tx) => actIn(tx, viewer, classroomId, work, events))
}

/** The same while nobody joins, leaves or hands the class over, and nobody else does what is done alone: whether the viewer teaches
 *  it is asked when all that is over. Not for work that locks rows of people, which are locked before a class. */
export function actAlone<Done extends { readonly ok: boolean }>(
  viewer: Viewer,
  classroomId: string,
  work: Work<Done>,
  events: Events<Done>,
): Promise<Done | ClassFailure> {
  return transaction(async (tx) => {
    // Asked before, too: nobody else may make others wait.
    if (!(await teaches(viewer, classroomId, tx))) return NOT_FOUND
    await lockClassroom(tx, classroomId)
    return actIn(tx, viewer, classroomId, work, events)
  })
}

type Work<Done> = (tx: Db, taught: Prisma.ClassroomWhereInput) => Promise<Done>
type Events<Done> = (done: Extract<Done, { readonly ok: true }>) => readonly ClassEvent[]

async function actIn<Done extends { readonly ok: boolean }>(
  tx: Db,
  viewer: Viewer,
  classroomId: string,
  work: Work<Done>,
  events: Events<Done>,
): Promise<Done | ClassFailure> {
  if (!(await teaches(viewer, classroomId, tx))) return NOT_FOUND
  const done = await work(tx, taughtBy(viewer, classroomId))
  if (done.ok) await record(tx, viewer.id, classroomId, events(done as Extract<Done, { readonly ok: true }>))
  return done
}

/** The condition that a class is this person's to teach. */
function taughtBy(viewer: Viewer, classroomId: string): Prisma.ClassroomWhereInput {
  const teacher = { userId: viewer.id, role: 'teacher', status: 'active' } as const
  return { id: classroomId, members: { some: teacher } }
}

/** The condition that a class is this person's to look at: as who teaches it, or as an assistant. */
function seenBy(viewer: Viewer, classroomId: string): Prisma.ClassroomWhereInput {
  const staff = { userId: viewer.id, role: { not: 'learner' }, status: 'active' } as const
  return { id: classroomId, members: { some: staff } }
}
