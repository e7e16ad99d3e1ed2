import 'server-only'
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { lockOwner } from '@/lib/auth/owner'
import { displayName, isId } from '@/lib/auth/person'
import type { Viewer } from '@/lib/auth/viewer'
import { type Db, db, isUniqueViolation, transaction } from '@/lib/db'
import type { Membership, Prisma } from '@/prisma/client/client'
import { CODE_DAYS, CONSENT, codeFrom, type Role, readCode, statusByCode, whyNobody } from './classroom'
import { chosenLessons } from './course'
import { record } from './event-record'
import { type ClassFailure, done } from './failure'
import { act, actAlone } from './right'

export type Invitation = { readonly code: string; readonly expiresAt: Date }

/** A class as its members list it. `invitation` only for those who teach it. */
export type ClassSummary = {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly displayName: string
  readonly learners: number
  /** It is over, and out of the way. */
  readonly isArchived: boolean
  /** The slugs of the lessons that it has chosen, in its order; empty: it has the whole course. */
  readonly course: readonly string[]
  readonly joinedAt: Date
  readonly shareEarlier: boolean
  /** Signing in brought earlier answers here that were not part of the choice: it has to be made again. */
  readonly shareAgain: boolean
  /** Whether this learner has agreed to the text of what a teacher sees as it is now. */
  readonly agreed: boolean
  readonly invitation: Invitation | null
}

/** What somebody sees before joining. `earlierAnswers`: own answers from before, which are shared or not. `memberSince`: of
 *  who was a learner of it before and would go on where they stopped. */
export type ClassPreview = {
  readonly ok: true
  readonly id: string
  readonly name: string
  readonly teacher: string
  readonly learners: number
  readonly alreadyIn: boolean
  /** That a teacher lets them in, for which they wait; and whether they do already. */
  readonly approval: boolean
  readonly isWaiting: boolean
  readonly earlierAnswers: number
  /** That there is a list, on which they may be. */
  readonly hasList: boolean
  readonly memberSince: Date | null
}

/** Opens a class that the viewer teaches, with a first code.
 *  @param input `{ name, displayName }`: of the class, and of the teacher in it */
export async function createClassroom(
  viewer: Viewer,
  input: unknown,
): Promise<{ ok: true; id: string; code: string } | ClassFailure> {
  if (viewer.isGuest) return { ok: false, code: 'sign-up-first' }
  const fields = z.object({ name: displayName, displayName }).safeParse(input)
  if (!fields.success) return { ok: false, code: 'name-ill-formed' }
  return withNewCode((code) =>
    transaction(async (tx) => {
      // Who deletes the account at the same instant leaves no class behind that nobody teaches.
      const userId = await lockOwner(tx, viewer.id)
      if (userId === null) return { ok: false, code: 'sign-up-first' }
      const teacher = { userId, role: 'teacher', displayName: fields.data.displayName } as const
      const data = { name: fields.data.name, members: { create: teacher } }
      const { id } = await tx.classroom.create({ data })
      await invite(tx, viewer, id, code)
      await record(tx, userId, id, [{ kind: 'opened' }])
      return { ok: true, id, code }
    }),
  )
}

/** The classes of one person, the newest joined first. */
export function classroomsOf(viewer: Viewer): Promise<ClassSummary[]> {
  return summaries({ userId: viewer.id })
}

/** A class that the viewer is in, or null. */
export async function classroomOf(viewer: Viewer, id: string): Promise<ClassSummary | null> {
  return isId(id) ? ((await summaries({ userId: viewer.id, classroomId: id }))[0] ?? null) : null
}

/** Asks as often for many classes as for one: every page does. */
async function summaries(whose: { userId: string; classroomId?: string }): Promise<ClassSummary[]> {
  const memberships = await db.membership.findMany({
    where: { ...whose, status: 'active' },
    include: {
      classroom: {
        include: { invitations: CURRENT_CODE, _count: { select: { members: { where: ACTIVE_LEARNER } } } },
      },
    },
    orderBy: { joinedAt: 'desc' },
  })
  return memberships.map(({ role, displayName, joinedAt, shareEarlier, shareAgain, consent, classroom }) => {
    const { id, name, invitations, archivedAt, _count } = classroom
    const course = chosenLessons(classroom.course).map(({ slug }) => slug)
    const [current] = role === 'teacher' ? invitations : []
    const invitation = current ? { code: current.code, expiresAt: current.expiresAt } : null
    const own = { role, displayName, joinedAt, shareEarlier, shareAgain, agreed: consent >= CONSENT }
    return { id, name, ...own, learners: _count.members, isArchived: archivedAt !== null, course, invitation }
  })
}

/** What joining by a code would mean. The caller limits its rate.
 *  @param viewer null for somebody who has stored nothing */
export async function previewClassroom(
  viewer: Viewer | null,
  typedCode: unknown,
): Promise<ClassPreview | ClassFailure> {
  const found = await findInvitation(db, typedCode)
  if (!found.ok) return found
  const { classroomId } = found
  const [classroom, counted, own, earlierAnswers, listed] = await Promise.all([
    db.classroom.findUniqueOrThrow({
      where: { id: classroomId },
      include: {
        members: { where: { role: 'teacher', status: 'active' }, orderBy: { joinedAt: 'asc' }, take: 1 },
      },
    }),
    db.membership.groupBy({ by: ['status'], where: whoCounts(classroomId), _count: true }),
    viewer && db.membership.findFirst({ where: { classroomId, userId: viewer.id } }),
    viewer ? db.itemResponse.count({ where: { userId: viewer.id } }) : 0,
    db.invitee.findFirst({ where: { classroomId }, select: { id: true } }),
  ])
  const teacher = classroom.members[0]?.displayName ?? ''
  const alreadyIn = own?.status === 'active'
  const isWaiting = own?.status === 'waiting'
  const places = counted.reduce((sum, one) => sum + one._count, 0)
  const refused = alreadyIn || isWaiting ? null : whyNobody(classroom, places, viewer?.isGuest ?? true)
  if (refused) return { ok: false, code: refused }
  const standing = await standingOf(db, own)
  const isBack = own?.role === 'learner' && standing?.wasIn && !alreadyIn && !isWaiting
  const memberSince = isBack ? own.joinedAt : null
  const learners = counted.find(({ status }) => status === 'active')?._count ?? 0
  const approval = statusByCode(classroom, standing) === 'waiting'
  const its = { id: classroomId, name: classroom.name, teacher, learners }
  return {
    ok: true,
    ...its,
    alreadyIn,
    approval,
    isWaiting,
    earlierAnswers,
    hasList: listed !== null,
    memberSince,
  }
}

/** Makes a new code; the old ones let nobody in any more. */
export async function regenerateCode(
  viewer: Viewer,
  classroomId: string,
): Promise<{ ok: true; code: string } | ClassFailure> {
  return withNewCode((code) =>
    actAlone(
      viewer,
      classroomId,
      async (tx) => {
        const revoked = { revokedAt: new Date() }
        await tx.invitation.updateMany({ where: { classroomId, revokedAt: null }, data: revoked })
        await invite(tx, viewer, classroomId, code)
        return { ok: true, code } as const
      },
      () => [{ kind: 'code_renewed' }],
    ),
  )
}

/** Calls a class otherwise.
 *  @param input `{ name }` */
export async function renameClassroom(
  viewer: Viewer,
  classroomId: string,
  input: unknown,
): Promise<{ ok: true } | ClassFailure> {
  const fields = z.object({ name: displayName }).safeParse(input)
  if (!fields.success) return { ok: false, code: 'name-ill-formed' }
  const { name } = fields.data
  return act(
    viewer,
    classroomId,
    async (tx, where) => done(await tx.classroom.updateMany({ where, data: { name } })),
    () => [{ kind: 'renamed', about: name }],
  )
}

/** Puts a class out of the way, or takes it back: while it is archived nobody new comes in, and everything in it stays. */
export async function archiveClassroom(
  viewer: Viewer,
  classroomId: string,
  isArchived: boolean,
): Promise<{ ok: true } | ClassFailure> {
  const data = { archivedAt: isArchived ? new Date() : null }
  return act(
    viewer,
    classroomId,
    async (tx, where) => done(await tx.classroom.updateMany({ where, data })),
    () => [{ kind: isArchived ? 'archived' : 'unarchived' }],
  )
}

/** Deletes a class with its codes, memberships and log; nobody's answers. */
export async function deleteClassroom(
  viewer: Viewer,
  classroomId: string,
): Promise<{ ok: true } | ClassFailure> {
  return act(
    viewer,
    classroomId,
    async (tx, where) => done(await tx.classroom.deleteMany({ where })),
    () => [],
  )
}

const CURRENT_CODE = {
  where: { revokedAt: null },
  orderBy: { createdAt: 'desc' },
  take: 1,
} as const

export const ACTIVE_LEARNER = { role: 'learner', status: 'active' } as const

/** How many learn in a class now. */
export function countLearners(classroomId: string): Promise<number> {
  return db.membership.count({ where: { classroomId, ...ACTIVE_LEARNER } })
}

/** What a membership is, and whether it ever was active: who asked to come in and took it back was not in the class. */
export async function standingOf(from: Db, known: Pick<Membership, 'id' | 'status'> | null) {
  if (!known) return null
  const wasIn = await from.membershipChange.count({ where: { membershipId: known.id, status: 'active' } })
  return { status: known.status, wasIn: wasIn > 0 }
}

/** How many wait to be let into a class. */
export function countWaiting(classroomId: string): Promise<number> {
  return db.membership.count({ where: { classroomId, role: 'learner', status: 'waiting' } })
}

/** Who has a place in a class: its learners, and who waits to be one. */
export function whoCounts(classroomId: string) {
  return {
    classroomId,
    role: 'learner',
    status: { in: ['active', 'waiting'] },
  } satisfies Prisma.MembershipWhereInput
}

/** The invitation that a typed code is, while it lets people in. */
export async function findInvitation(
  from: Db,
  typed: unknown,
): Promise<{ ok: true; classroomId: string; createdAt: Date } | ClassFailure> {
  const code = typeof typed === 'string' ? readCode(typed) : null
  const found = code && (await from.invitation.findUnique({ where: { code } }))
  if (!found) return { ok: false, code: 'code-unknown' }
  const isOver = found.revokedAt !== null || found.expiresAt < new Date()
  return isOver ? { ok: false, code: 'code-expired' } : { ok: true, ...found }
}

/** Gives a class the code by which people come in from now on. */
export async function invite(tx: Db, viewer: Viewer, classroomId: string, code: string): Promise<void> {
  const expiresAt = new Date(Date.now() + CODE_DAYS * 24 * 3600_000)
  await tx.invitation.create({ data: { classroomId, code, createdById: viewer.id, expiresAt } })
}

/** Tries codes until one is free. */
export async function withNewCode<T>(work: (code: string) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const code = codeFrom(randomBytes(32))
    if (code === null) continue
    try {
      return await work(code)
    } catch (error) {
      if (attempt === 5 || !isUniqueViolation(error)) throw error
    }
  }
}
