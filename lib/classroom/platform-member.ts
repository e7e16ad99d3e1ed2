import 'server-only'
import { z } from 'zod'
import { lockOwner } from '@/lib/auth/owner'
import { displayName } from '@/lib/auth/person'
import { keptOutSince } from '@/lib/auth/platform-tie'
import type { Viewer } from '@/lib/auth/viewer'
import { type Db, db, transaction } from '@/lib/db'
import { lockClassroom } from '@/lib/progress/class-lock'
import { recounting } from '@/lib/progress/class-store'
import type { Membership } from '@/prisma/client/client'
import { CONSENT, type Role, whyNobody } from './classroom'
import { record } from './event-record'
import { type ClassFailure, NOT_FOUND } from './failure'
import { note } from './membership'
import { freeName } from './name'
import { whoCounts } from './store'

// Who comes into a class because a platform says that they are in its course. Pure: what a platform is, `lib/lti` says.

/** What somebody is in a class who comes so.
 *  - `in`: they are in it, as `role`
 *  - `joins`: a learner whom the class has yet to ask what its teacher may see; `staff`: who comes to teach or assist
 *  - `removed`, `closed`, `full`: the class does not let them in */
export type Entry =
  | { readonly state: 'in'; readonly role: Role }
  | { readonly state: 'joins' }
  | { readonly state: 'staff'; readonly role: Exclude<Role, 'learner'> }
  | { readonly state: 'removed' | 'closed' | 'full' }

/** @param role what the platform says they are */
export async function entryOf(viewer: Viewer, classroomId: string, role: Role): Promise<Entry | null> {
  return entryIn(db, { classroomId, userId: viewer.id }, role)
}

type Place = { readonly classroomId: string; readonly userId: string }

async function entryIn(from: Db, own: Place, role: Role): Promise<Entry | null> {
  const classroom = await from.classroom.findUnique({ where: { id: own.classroomId } })
  if (!classroom) return null
  const known = await from.membership.findUnique({ where: { classroomId_userId: own } })
  // What they are in the class its teachers have said, whatever the platform calls them.
  if (known?.status === 'active') return { state: 'in', role: known.role }
  if (known?.status === 'removed' || known?.status === 'blocked') return { state: 'removed' }
  // Of who is new here, or waits, what an account that is gone left.
  if ((!known || known.status === 'waiting') && (await keptOutSince(from, own)) !== null)
    return { state: 'removed' }
  // Who handed a class over or left its staff comes back by an offer of who teaches it.
  if (known?.status === 'left' && known.role !== 'learner' && role !== 'learner') return { state: 'removed' }
  if (role !== 'learner') return { state: 'staff', role }
  // Who waits has their place; the platform's word is what they waited for.
  const learners =
    known?.status === 'waiting' ? 0 : await from.membership.count({ where: whoCounts(own.classroomId) })
  const why = whyNobody({ ...classroom, accountsOnly: false }, learners, false)
  if (why === 'closed' || why === 'full') return { state: why }
  return { state: 'joins' }
}

/** Lets somebody into a class as what a platform says that they are. A learner has seen what its teacher will see.
 *  @param listedAs their address at the platform, where it says one: whom of the class's list they are; it opens nothing else
 *  @param deviceHash the browser's mark: what the class withholds from them it withholds there from whoever is signed out
 *  @param input `{ displayName, shareEarlier }`; of who teaches the name alone counts, and one that is taken is told apart
 *  @returns the failures of joining by a code, but those of a code */
export async function enterByPlatform(
  viewer: Viewer,
  classroomId: string,
  role: Role,
  input: unknown,
  listedAs: string | null = null,
  deviceHash: string | null = null,
): Promise<{ readonly ok: true } | ClassFailure> {
  const name = z.object({ displayName }).safeParse(input)
  if (!name.success) return { ok: false, code: 'name-ill-formed' }
  const shareEarlier = z.object({ shareEarlier: z.literal(true) }).safeParse(input).success
  return transaction(async (tx) => {
    const userId = await lockOwner(tx, viewer.id)
    if (userId === null || !(await lockClassroom(tx, classroomId))) return NOT_FOUND
    const own = { classroomId, userId }
    const entry = await entryIn(tx, own, role)
    if (!entry) return NOT_FOUND
    if (entry.state === 'in') return { ok: true }
    if (entry.state !== 'joins' && entry.state !== 'staff') return { ok: false, code: entry.state }
    const as = entry.state === 'staff' ? entry.role : 'learner'
    const shown = {
      displayName: await nameIn(tx, own, name.data.displayName),
      shareEarlier: as === 'learner' && shareEarlier,
      ...(as === 'learner' && { deviceHash }),
    }
    await recounting(tx, [userId], () => put(tx, own, as, shown))
    if (as === 'learner' && listedAs !== null) await takePlace(tx, own, listedAs)
    if (as !== 'learner') await record(tx, userId, classroomId, [{ kind: 'staff_joined', about: as }])
    return { ok: true }
  })
}

async function put(
  tx: Db,
  own: Place,
  role: Role,
  shown: {
    readonly displayName: string
    readonly shareEarlier: boolean
    readonly deviceHash?: string | null
  },
): Promise<void> {
  const known = await tx.membership.findUnique({ where: { classroomId_userId: own } })
  const data = { role, status: 'active', leftAt: null, consent: CONSENT, ...shown } as const
  const { id } = known
    ? await tx.membership.update({ where: { id: known.id }, data: { ...data, ...since(known, role) } })
    : await tx.membership.create({ data: { ...own, ...data } })
  await note(tx, own.userId, [{ membershipId: id, was: known?.status ?? null, status: 'active' }])
}

/** Whom of a class's list somebody is: by the address that the platform has, where nobody has that place and they have none. */
async function takePlace(tx: Db, own: Place, email: string): Promise<void> {
  const { id: membershipId } = await tx.membership.findUniqueOrThrow({ where: { classroomId_userId: own } })
  if ((await tx.invitee.count({ where: { membershipId } })) > 0) return
  await tx.invitee.updateMany({
    where: { classroomId: own.classroomId, email, membershipId: null },
    data: { membershipId, matchedBy: 'email' },
  })
}

/** Who learnt here before goes on where they stopped; who taught has agreed to show nothing as a learner until now. */
function since(known: Membership, role: Role) {
  if (role !== 'learner') return {}
  if (known.role !== 'learner') return { joinedAt: new Date() }
  return known.status === 'left' ? { returnedAt: new Date() } : {}
}

/** The name that somebody gets in a class: the one that they have elsewhere, told apart from whoever has it here. */
async function nameIn(tx: Db, { classroomId, userId }: Place, wanted: string): Promise<string> {
  const others = await tx.membership.findMany({
    where: { classroomId, status: { in: ['active', 'waiting'] }, userId: { not: userId } },
    select: { displayName: true },
  })
  return freeName(
    wanted,
    others.map((other) => other.displayName),
  )
}

/** What a learner is told of a class before they come in; null where it is gone. */
export async function classToJoin(viewer: Viewer, classroomId: string) {
  const classroom = await db.classroom.findUnique({ where: { id: classroomId }, select: { name: true } })
  if (!classroom) return null
  const [teacher, learners, earlierAnswers] = await Promise.all([
    db.membership.findFirst({
      where: { classroomId, role: 'teacher', status: 'active' },
      orderBy: { joinedAt: 'asc' },
    }),
    db.membership.count({ where: { classroomId, role: 'learner', status: 'active' } }),
    db.itemResponse.count({ where: { userId: viewer.id } }),
  ])
  return { name: classroom.name, teacher: teacher?.displayName ?? '', learners, earlierAnswers }
}

/** The classes that somebody teaches and that are not over, by name. */
export function classesTaught({ id }: Viewer): Promise<{ readonly id: string; readonly name: string }[]> {
  return db.classroom.findMany({
    where: { archivedAt: null, members: { some: { userId: id, role: 'teacher', status: 'active' } } },
    select: { id: true, name: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: 200,
  })
}
