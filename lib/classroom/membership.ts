import 'server-only'
import { z } from 'zod'
import { lockOwner } from '@/lib/auth/owner'
import { displayName } from '@/lib/auth/person'
import { keptOutSince } from '@/lib/auth/platform-tie'
import type { Viewer } from '@/lib/auth/viewer'
import { type Db, db, transaction } from '@/lib/db'
import { lockClassroom } from '@/lib/progress/class-lock'
import { recounting } from '@/lib/progress/class-store'
import type { Membership, Prisma } from '@/prisma/client/client'
import { CONSENT, isStaff, type MembershipStatus, statusByCode, whyNobody } from './classroom'
import { record } from './event-record'
import { type ClassFailure, NOT_FOUND } from './failure'
import { matchOf } from './invitee'
import { looksLike } from './name'
import { learnerNumber } from './roster-file'
import { ACTIVE_LEARNER, findInvitation, standingOf, whoCounts } from './store'

/** Joins a class by its code, a guest too. Who joins as a guest and signs in at the same instant joins as the account
 *  that the guest became. Who was a learner of it before goes on in the same membership: its first answers count as they
 *  did, and what was answered meanwhile counts too. Doing it again changes the name and what is shared, not the day of
 *  joining. Where a teacher lets in each, who is new waits. The caller limits its rate.
 *  @param input `{ code, displayName, shareEarlier, number }`; `number` where the class has a list and they say theirs
 *  @param deviceHash of the browser that asks (`markDevice`); null where there is none */
export async function joinClassroom(
  viewer: Viewer,
  input: unknown,
  deviceHash: string | null = null,
): Promise<Joined | ClassFailure> {
  const name = z.object({ displayName }).safeParse(input)
  if (!name.success) return { ok: false, code: 'name-ill-formed' }
  const rest = z.object({ code: z.string(), shareEarlier: z.boolean().default(false) }).safeParse(input)
  const said = z.object({ number: saidNumber }).safeParse(input)
  if (!said.success) return { ok: false, code: 'number-unknown' }
  const wanted = rest.data?.shareEarlier ?? false
  return transaction(async (tx) => {
    const userId = await lockOwner(tx, viewer.id)
    if (userId === null) return NOT_FOUND
    const shares = sharing(wanted, viewer, userId)
    const choice = { displayName: name.data.displayName, deviceHash, consent: CONSENT, ...shares }
    const found = await findInvitation(tx, rest.data?.code)
    if (!found.ok) return found
    return recounting(tx, [userId], () =>
      enrol(tx, { classroomId: found.classroomId, userId }, choice, found, said.data.number),
    )
  })
}

/** Nothing, or nothing but blanks, is no number. */
const saidNumber = z
  .string()
  .trim()
  .transform((text) => text || null)
  .nullable()
  .default(null)
  .pipe(learnerNumber.nullable())

/** `isWaiting`: not in the class before a teacher says so. */
export type Joined = { readonly ok: true; readonly id: string; readonly isWaiting?: true }

type Place = { readonly classroomId: string; readonly userId: string }
type Choice = {
  readonly displayName: string
  readonly deviceHash: string | null
  readonly consent: number
} & ReturnType<typeof sharing>

async function enrol(
  tx: Db,
  own: Place,
  choice: Choice,
  invitation: { readonly createdAt: Date },
  number: string | null,
): Promise<Joined | ClassFailure> {
  // One after another, so that the last place and a name are given once.
  if (!(await lockClassroom(tx, own.classroomId))) return { ok: false, code: 'code-unknown' }
  const known = await tx.membership.findUnique({ where: { classroomId_userId: own } })
  const refused =
    (known ? whyOut(known, invitation) : await whyNew(tx, own, choice.deviceHash, invitation)) ??
    (known?.status === 'active' ? null : await whyNobodyLike(tx, own)) ??
    (await whyName(tx, own, known, choice.displayName))
  if (refused) return { ok: false, code: refused }
  const teaches = known?.status === 'active' && known.role !== 'learner'
  const match = teaches ? null : await matchOf(tx, own, known?.id ?? null, number)
  if (match === 'number-unknown') return { ok: false, code: match }
  const classroom = await tx.classroom.findUniqueOrThrow({ where: { id: own.classroomId } })
  const status = statusByCode(classroom, await standingOf(tx, known))
  let membershipId = known?.id
  if (!known) {
    const { id } = await tx.membership.create({ data: { ...own, role: 'learner', status, ...choice } })
    membershipId = id
    await note(tx, own.userId, [{ membershipId: id, was: null, status }])
  } else if (known.status !== status) {
    // Who taught the class has agreed to show nothing as a learner until now.
    const isBack = known.role === 'learner' && known.status !== 'waiting' && status === 'active'
    const since = isBack
      ? { returnedAt: new Date() }
      : known.role === 'learner'
        ? {}
        : { joinedAt: new Date() }
    const back = { status, role: 'learner', leftAt: null, ...since, ...choice } as const
    await tx.membership.update({ where: { id: known.id }, data: back })
    await note(tx, own.userId, [{ membershipId: known.id, was: known.status, status }])
  } else if (known.role === 'learner') await tx.membership.update({ where: { id: known.id }, data: choice })
  if (match && membershipId) {
    const { id, matchedBy } = match
    // Of none if the place was taken off the list meanwhile.
    await tx.invitee.updateMany({ where: { id }, data: { membershipId, matchedBy } })
  }
  return { ok: true, id: own.classroomId, ...(status === 'waiting' && { isWaiting: true }) }
}

/** Why a code does not let back in whoever was in the class before: it has to be newer than a removal. */
function whyOut(known: Membership, invitation: { readonly createdAt: Date }) {
  if (known.status === 'blocked') return 'blocked'
  const isOlder = known.leftAt !== null && known.leftAt >= invitation.createdAt
  return known.status === 'removed' && isOlder ? 'removed' : null
}

/** Why a code does not let in somebody new: a platform knows them as whoever was removed and deleted the account since; or as a guest, or
 *  as an account that is younger than the removal, they may be whoever was removed on the same device. A room of computers that many
 *  share still lets in everybody who has an account. */
async function whyNew(
  tx: Db,
  { classroomId, userId }: Place,
  deviceHash: string | null,
  invitation: { readonly createdAt: Date },
) {
  const since = await keptOutSince(tx, { classroomId, userId })
  if (since !== null && since >= invitation.createdAt) return 'removed'
  if (deviceHash === null) return null
  const { guest, createdAt } = await tx.user.findUniqueOrThrow({ where: { id: userId } })
  const older = guest ? {} : { lte: createdAt }
  const others = await tx.membership.count({
    where: {
      classroomId,
      deviceHash,
      OR: [
        { status: 'blocked', leftAt: older },
        { status: 'removed', leftAt: { gte: invitation.createdAt, ...older } },
      ],
    },
  })
  return others > 0 ? 'removed-here' : null
}

/** `whyNobody`, of whoever is not in the class. */
async function whyNobodyLike(tx: Db, { classroomId, userId }: Place) {
  const classroom = await tx.classroom.findUniqueOrThrow({ where: { id: classroomId } })
  // Who waits already has their place.
  const learners = await tx.membership.count({
    where: { ...whoCounts(classroomId), userId: { not: userId } },
  })
  const { guest } = await tx.user.findUniqueOrThrow({ where: { id: userId } })
  return whyNobody(classroom, learners, guest)
}

/** A name that nobody else in the class has, or has one that looks like it; a teacher's neither, nor one of who waits. Whoever is called so
 *  already may stay so. */
async function whyName(tx: Db, { classroomId, userId }: Place, known: Membership | null, name: string) {
  if (known?.status === 'active' && (known.role === 'teacher' || known.displayName === name)) return null
  const others = await tx.membership.findMany({
    where: { classroomId, status: { in: ['active', 'waiting'] }, userId: { not: userId } },
    select: { displayName: true },
  })
  const like = looksLike(name)
  return others.some((other) => looksLike(other.displayName) === like) ? 'name-taken' : null
}

/** A choice as it is stored. A guest who became part of an account since cannot have meant what the account did before,
 *  and is asked again. */
function sharing(wanted: boolean, viewer: Viewer, ownerId: string) {
  const isSame = viewer.id === ownerId
  return { shareEarlier: wanted && isSame, shareAgain: wanted && !isSame }
}

/** Changes whether the teacher sees work from before joining. */
export async function setSharing(
  viewer: Viewer,
  classroomId: string,
  shareEarlier: boolean,
): Promise<{ ok: true } | ClassFailure> {
  return transaction(async (tx) => {
    const userId = await lockOwner(tx, viewer.id)
    if (userId === null) return NOT_FOUND
    const where = { classroomId, userId, ...ACTIVE_LEARNER }
    const data = sharing(shareEarlier, viewer, userId)
    const { count } = await recounting(tx, [userId], () => tx.membership.updateMany({ where, data }))
    return count === 1 ? { ok: true } : NOT_FOUND
  })
}

/** Agrees to the text of what a teacher sees as it is now. */
export async function agree(viewer: Viewer, classroomId: string): Promise<{ ok: true } | ClassFailure> {
  const where = { classroomId, userId: viewer.id, ...ACTIVE_LEARNER }
  const { count } = await db.membership.updateMany({ where, data: { consent: CONSENT } })
  return count === 1 ? { ok: true } : NOT_FOUND
}

/** Leaves a class, or waits for it no longer; its teacher sees nothing of this learner until they come back. */
export async function leaveClassroom(
  viewer: Viewer,
  classroomId: string,
): Promise<{ ok: true } | ClassFailure> {
  return transaction(async (tx) => {
    const userId = await lockOwner(tx, viewer.id)
    if (userId === null) return NOT_FOUND
    // Two teachers who leave at once must not both be the last but one.
    await lockClassroom(tx, classroomId)
    const isThere = { status: { in: ['active', 'waiting'] } } satisfies Prisma.MembershipWhereInput
    const own = await tx.membership.findFirst({ where: { classroomId, userId, ...isThere } })
    if (!own) return NOT_FOUND
    const teachers = { classroomId, role: 'teacher', status: 'active' } as const
    if (own.role === 'teacher' && (await tx.membership.count({ where: teachers })) === 1)
      return { ok: false, code: 'only-teacher' }
    const left = { status: 'left', leftAt: new Date() } as const
    await recounting(tx, [userId], () => tx.membership.update({ where: { id: own.id }, data: left }))
    await note(tx, userId, [{ membershipId: own.id, was: own.status, status: 'left' }])
    if (isStaff(own.role)) await record(tx, userId, classroomId, [{ kind: 'staff_left' }])
    return { ok: true }
  })
}

/** Adds to the history of memberships. */
export async function note(
  tx: Db,
  actorId: string,
  changes: readonly { membershipId: string; was: MembershipStatus | null; status: MembershipStatus }[],
): Promise<string[]> {
  const data = changes.map((change) => ({ ...change, actorId }))
  const made = await tx.membershipChange.createManyAndReturn({ data, select: { id: true } })
  return made.map(({ id }) => String(id))
}
