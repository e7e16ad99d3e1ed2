import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { lockOwner } from '@/lib/auth/owner'
import { displayName } from '@/lib/auth/person'
import type { Viewer } from '@/lib/auth/viewer'
import { type Db, db, transaction } from '@/lib/db'
import { lockClassroom } from '@/lib/progress/class-lock'
import { recounting } from '@/lib/progress/class-store'
import type { StaffOffer } from '@/prisma/client/client'
import { OFFERS, type Offer, type Role } from './classroom'
import { record } from './event-record'
import { type ClassFailure, done } from './failure'
import { note } from './membership'
import { act, actAlone, look } from './right'

/** How long an offer stands, in days, and how many of a class at a time. */
export const OFFER_DAYS = 7
const MAX_OFFERS = 20

/** Makes a link by which somebody comes to teach a class, or to assist in it. Who has it is let in, once.
 *  @returns `token`, which the link carries and nothing keeps */
export async function offerClass(
  viewer: Viewer,
  classroomId: string,
  kind: Offer,
): Promise<{ ok: true; token: string } | ClassFailure> {
  const token = randomBytes(24).toString('base64url')
  const expiresAt = new Date(Date.now() + OFFER_DAYS * 24 * 3600_000)
  const make = async (tx: Db): Promise<{ ok: true; token: string } | ClassFailure> => {
    await tx.staffOffer.deleteMany({ where: { classroomId, expiresAt: { lt: new Date() } } })
    if ((await tx.staffOffer.count({ where: { classroomId } })) >= MAX_OFFERS)
      return { ok: false, code: 'too-many-offers' }
    const data = { classroomId, kind, createdById: viewer.id, tokenHash: hashOf(token), expiresAt }
    await tx.staffOffer.create({ data })
    return { ok: true, token }
  }
  return actAlone(viewer, classroomId, make, () => [{ kind: 'offered', about: kind }])
}

/** Takes back every offer of a class that nobody has taken. */
export async function withdrawOffers(
  viewer: Viewer,
  classroomId: string,
): Promise<{ ok: true } | ClassFailure> {
  return actAlone(
    viewer,
    classroomId,
    async (tx) => {
      await tx.staffOffer.deleteMany({ where: { classroomId } })
      return { ok: true } as const
    },
    () => [{ kind: 'offers_withdrawn' }],
  )
}

/** What a link offers; null when it is none that stands. */
export async function offerOf(token: string): Promise<{
  readonly kind: Offer
  readonly name: string
  readonly teacher: string
} | null> {
  const offer = await findOffer(db, token)
  if (!offer) return null
  const { classroomId, createdById: userId } = offer
  const maker = await db.membership.findUniqueOrThrow({
    where: { classroomId_userId: { classroomId, userId } },
    include: { classroom: { select: { name: true } } },
  })
  return { kind: offer.kind, name: maker.classroom.name, teacher: maker.displayName }
}

/** Takes an offer: whoever does teaches or assists in the class from now on, and of a handover who made it does not any more.
 *  Who learnt in the class does not any more, and none of their answers is counted in it.
 *  @param input `{ displayName }`: in the class */
export async function acceptOffer(
  viewer: Viewer,
  token: unknown,
  input: unknown,
): Promise<{ ok: true; id: string } | ClassFailure> {
  if (viewer.isGuest) return { ok: false, code: 'sign-up-first' }
  const name = z.object({ displayName }).safeParse(input)
  if (!name.success) return { ok: false, code: 'name-ill-formed' }
  return transaction(async (tx) => {
    const userId = await lockOwner(tx, viewer.id)
    const known = userId !== null && typeof token === 'string' ? await findOffer(tx, token) : null
    if (userId === null || !known || !(await lockClassroom(tx, known.classroomId))) return UNKNOWN
    // Of two who take it at once, one finds it gone; and who made it may have left meanwhile.
    const offer = await findOffer(tx, String(token))
    if (!offer) return UNKNOWN
    const place = { classroomId: offer.classroomId, userId }
    const own = await tx.membership.findUnique({ where: { classroomId_userId: place } })
    if (own?.status === 'active' && own.role === 'teacher') return { ok: false, code: 'already-in' }
    const role = offer.kind === 'assistant' ? 'assistant' : 'teacher'
    const change = { role, status: 'active', leftAt: null, displayName: name.data.displayName } as const
    const { id } = await recounting(tx, [userId], () =>
      tx.membership.upsert({
        where: { classroomId_userId: place },
        create: { ...place, ...change },
        update: change,
      }),
    )
    const was = own?.status ?? null
    if (was !== 'active') await note(tx, userId, [{ membershipId: id, was, status: 'active' }])
    await record(tx, userId, offer.classroomId, [{ kind: 'staff_joined', about: role }])
    if (offer.kind === 'handover') await handOver(tx, offer)
    else await tx.staffOffer.delete({ where: { id: offer.id } })
    return { ok: true, id: offer.classroomId }
  })
}

/** Who made a handover goes, and with them everything that they offered, this one included. */
async function handOver(tx: Db, { classroomId, createdById: userId }: StaffOffer): Promise<void> {
  const left = { status: 'left', leftAt: new Date() } as const
  const { id } = await tx.membership.update({
    where: { classroomId_userId: { classroomId, userId } },
    data: left,
  })
  await note(tx, userId, [{ membershipId: id, was: 'active', status: 'left' }])
  await record(tx, userId, classroomId, [{ kind: 'handed_over' }])
  await tx.staffOffer.deleteMany({ where: { classroomId, createdById: userId } })
}

/** Who teaches a class and who assists. */
export type StaffMember = {
  readonly membershipId: string
  readonly name: string
  readonly role: Exclude<Role, 'learner'>
  readonly isOwn: boolean
}

/** Null when there is no such class of the viewer's. `offers`: how many nobody has taken yet. */
export async function staffOf(
  viewer: Viewer,
  classroomId: string,
): Promise<{ readonly members: readonly StaffMember[]; readonly offers: number } | null> {
  if (!(await look(viewer, classroomId, null))) return null
  const [rows, offers] = await Promise.all([
    db.membership.findMany({
      where: { classroomId, role: { not: 'learner' }, status: 'active' },
      orderBy: [{ role: 'asc' }, { joinedAt: 'asc' }],
    }),
    db.staffOffer.count({ where: { classroomId, expiresAt: { gt: new Date() } } }),
  ])
  const members = rows.flatMap(({ id: membershipId, displayName: name, role, userId }) =>
    role === 'learner' ? [] : [{ membershipId, name, role, isOwn: userId === viewer.id }],
  )
  return { members, offers }
}

/** Lets an assistant go. A teacher goes of their own accord. */
export async function removeAssistant(
  viewer: Viewer,
  classroomId: string,
  membershipId: string,
): Promise<{ ok: true } | ClassFailure> {
  return act(
    viewer,
    classroomId,
    async (tx, classroom) => {
      const where = { id: membershipId, role: 'assistant', status: 'active' } as const
      const data = { status: 'removed', leftAt: new Date() } as const
      const { count } = await tx.membership.updateMany({ where: { ...where, classroom }, data })
      if (count > 0) await note(tx, viewer.id, [{ membershipId, was: 'active', status: 'removed' }])
      return done({ count })
    },
    () => [{ kind: 'assistant_removed', subjectId: membershipId }],
  )
}

const UNKNOWN: ClassFailure = { ok: false, code: 'offer-unknown' }

/** One that stands: in time, and of somebody who still teaches the class. */
async function findOffer(from: Db, token: string): Promise<(StaffOffer & { readonly kind: Offer }) | null> {
  const offer = await from.staffOffer.findUnique({
    where: { tokenHash: hashOf(token), expiresAt: { gt: new Date() } },
  })
  const kind = OFFERS.find((one) => one === offer?.kind)
  if (!offer || !kind) return null
  const { classroomId, createdById: userId } = offer
  const teaches = { classroomId, userId, role: 'teacher', status: 'active' } as const
  return (await from.membership.count({ where: teaches })) === 1 ? { ...offer, kind } : null
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
