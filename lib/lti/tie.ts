import 'server-only'
import type { Viewer } from '@/lib/auth/viewer'
import { type ClassFailure, NOT_FOUND } from '@/lib/classroom/failure'
import { act, look } from '@/lib/classroom/right'
import { createClassroom } from '@/lib/classroom/store'
import { db } from '@/lib/db'
import type { LtiContext } from '@/prisma/client/client'
import { type Launch, SCOPE } from './claim'
import { GRADE_FAILURES, type GradeFailure } from './grade'
import type { Platform } from './platform'

/** Which course of a platform a launch is from; null: from none. */
function courseOf(platform: Platform, { deploymentId, context }: Launch) {
  return context && { platformId: platform.id, deploymentId, contextId: context.id }
}

/** What ties the course of a launch to a class; null where nothing does yet. */
export async function tieOf(platform: Platform, launch: Launch): Promise<LtiContext | null> {
  const course = courseOf(platform, launch)
  return course && db.ltiContext.findUnique({ where: { platformId_deploymentId_contextId: course } })
}

/** Keeps what the platform says of the course now: how it is called, and where its gradebook is and its list. What a launch says nothing
 *  of stays as it was: a platform may tell its list to who teaches alone, and its gradebook to nobody who makes links. */
export async function refreshTie(tie: LtiContext, launch: Launch): Promise<void> {
  const known = {
    ...{ title: tie.title, lineItemsUrl: tie.lineItemsUrl, scopes: tie.scopes },
    membersUrl: tie.membersUrl,
  }
  const said = { ...known, ...saidOf(launch) }
  if (JSON.stringify(said) === JSON.stringify(known)) return
  // What is offered now may be sent now, also where it was refused before.
  const dueAt = said.scopes.includes(SCOPE.score) ? new Date() : null
  await db.ltiContext.updateMany({ where: { id: tie.id }, data: { ...said, dueAt } })
}

function saidOf({ context, grades, membersUrl }: Launch) {
  return {
    ...(context && { title: context.title }),
    ...(grades && { lineItemsUrl: grades.lineItems, scopes: [...grades.scopes].sort() }),
    ...(membersUrl !== null && { membersUrl }),
  }
}

/** Keeps that a learner of the class has come from the course. */
export async function keepLearner({ id, classroomId }: LtiContext, viewer: Viewer): Promise<void> {
  const from = { classroomId, userId: viewer.id, role: 'learner', status: 'active' } as const
  const learner = await db.membership.findFirst({ where: from, select: { id: true } })
  if (!learner) return
  const row = { contextId: id, membershipId: learner.id }
  await db.ltiLearner.createMany({ data: [row], skipDuplicates: true })
}

/** Keeps which column of the platform's gradebook the link of an assignment has. A second link to the same assignment does not take over
 *  from the first, whose column has its scores, before the platform says that this one is gone.
 *  @param assignmentId of the class that the course is tied to */
export async function keepLineItem(tie: LtiContext, assignmentId: string, { grades }: Launch): Promise<void> {
  if (!grades?.lineItem) return
  const place = { contextId: tie.id, assignmentId }
  const url = grades.lineItem
  const known = await db.ltiLineItem.findUnique({ where: { contextId_assignmentId: place } })
  if (known && (known.url === url || (await isInUse(place)))) return
  await db.ltiLineItem.upsert({
    where: { contextId_assignmentId: place },
    create: { ...place, url },
    update: { url },
  })
  // Of another column the platform was told nothing yet: all of it is looked at again.
  await db.ltiScore.deleteMany({ where: place })
  await db.ltiContext.updateMany({ where: { id: tie.id }, data: { wholeAt: null } })
}

/** Whether the platform took what it was told last for a column. */
async function isInUse(place: { readonly contextId: string; readonly assignmentId: string }) {
  const last = await db.ltiScore.findFirst({ where: place, orderBy: { at: 'desc' } })
  return last !== null && last.refused !== 404
}

/** Ties the course of a launch to a class that the viewer teaches. Of two who do at once the first does, and the other finds the course
 *  tied.
 *  @param launch of somebody who teaches in the course, as the platform says */
export async function tieClass(
  viewer: Viewer,
  classroomId: string,
  platform: Platform,
  launch: Launch,
): Promise<{ readonly ok: true } | ClassFailure> {
  const course = courseOf(platform, launch)
  if (!course) return NOT_FOUND
  const title = launch.context?.title ?? ''
  return act(
    viewer,
    classroomId,
    async (tx) => {
      await tx.ltiContext.createMany({
        data: [{ ...course, title, classroomId, scopes: [] }],
        skipDuplicates: true,
      })
      return { ok: true } as const
    },
    () => [{ kind: 'platform_tied', about: `${platform.name}: ${title}` }],
  )
}

/** Opens a class for the course of a launch, called as the course is, and ties it.
 *  @param displayName of the teacher in it
 *  @param name what the class is called where the course's title is no name */
export async function openTiedClass(
  viewer: Viewer,
  displayName: string,
  platform: Platform,
  launch: Launch,
): Promise<{ readonly ok: true } | ClassFailure> {
  const title = [...new Intl.Segmenter().segment((launch.context?.title ?? '').replace(/\s+/g, ' ').trim())]
  const name = title
    .slice(0, 40)
    .map(({ segment }) => segment)
    .join('')
    .trim()
  const made = await createClassroom(viewer, { name, displayName })
  return made.ok ? tieClass(viewer, made.id, platform, launch) : made
}

/** A course that is tied to a class, as its teachers see it. */
export type Tied = {
  readonly id: string
  readonly platform: string
  readonly title: string
  readonly createdAt: Date
  /** Whether the platform tells who is in the course. */
  readonly hasMembers: boolean
  /** How the scores of assignments reach the platform's gradebook; null: it offers none to us. */
  readonly grades: {
    /** Up to when what was answered has been sent; null: nothing yet. */
    readonly sentTo: Date | null
    /** Why it does not work at present. */
    readonly failure: GradeFailure | null
    /** So many scores the platform did not take. */
    readonly refused: number
  } | null
}

/** The courses that are tied to a class; null where the viewer neither teaches it nor assists in it. */
export async function tiesOf(viewer: Viewer, classroomId: string): Promise<Tied[] | null> {
  if (!(await look(viewer, classroomId, null))) return null
  const rows = await db.ltiContext.findMany({
    where: { classroomId },
    include: {
      platform: { select: { name: true } },
      _count: { select: { scores: { where: { NOT: { refused: null } } } } },
    },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map(({ id, platform, title, createdAt, membersUrl, scopes, sentTo, failure, _count }) => {
    const why = GRADE_FAILURES.find((one) => one === failure) ?? null
    const grades = scopes.includes(SCOPE.score) ? { sentTo, failure: why, refused: _count.scores } : null
    return { id, platform: platform.name, title, createdAt, hasMembers: membersUrl !== null, grades }
  })
}

/** Unties a course: who comes from it comes into no class any more, and everybody who is in the class stays. */
export async function untieClass(
  viewer: Viewer,
  classroomId: string,
  id: string,
): Promise<{ readonly ok: true } | ClassFailure> {
  type Untied = { readonly ok: true; readonly about: string }
  const untied = await act(
    viewer,
    classroomId,
    async (tx): Promise<Untied | ClassFailure> => {
      const where = { id, classroomId }
      const tie = await tx.ltiContext.findFirst({ where, include: { platform: true } })
      if (!tie) return NOT_FOUND
      await tx.ltiContext.deleteMany({ where })
      return { ok: true, about: `${tie.platform.name}: ${tie.title}` }
    },
    ({ about }) => [{ kind: 'platform_untied', about }],
  )
  return untied.ok ? { ok: true } : untied
}
