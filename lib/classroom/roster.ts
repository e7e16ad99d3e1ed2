import 'server-only'
import { z } from 'zod'
import type { Viewer } from '@/lib/auth/viewer'
import { type Db, db } from '@/lib/db'
import { recounting } from '@/lib/progress/class-store'
import type { Membership, Prisma } from '@/prisma/client/client'
import {
  type Deed,
  type Happening,
  happening,
  MEMBERSHIP_STATUSES,
  type MembershipStatus,
  statusAfter,
} from './classroom'
import type { EventKind } from './event'
import { type ClassFailure, NOT_FOUND } from './failure'
import { BY_NAME, IS_GUEST } from './grades'
import { LISTED, MATCHED_BY, type Matched } from './invitee'
import { note } from './membership'
import { act, look } from './right'
import type { Listed } from './roster-file'

/** At most so many learners are changed at once: as many as a page of the roster shows, and some to spare. */
export const MAX_AT_ONCE = 200

/** `changes` says what was done, to be handed to `undoChanges`. */
export type Changed = { readonly ok: true; readonly changes: readonly string[] }

/** Removes learners, blocks them, or lets them back in; their answers stay theirs and nothing of the membership is lost. Of
 *  several, those are changed that can be.
 *  @param membershipIds ids of rows, at most `MAX_AT_ONCE` */
export async function changeLearners(
  viewer: Viewer,
  classroomId: string,
  membershipIds: readonly string[],
  deed: Deed,
): Promise<Changed | ClassFailure> {
  const which = { classroomId, membershipIds, isReturn: deed === 'readmit' }
  const decide: Decide = (member) => statusAfter(deed, member.status, member.changes)
  return change(viewer, which, EVENT_OF[deed], async (tx, taught) =>
    changeIn(tx, viewer, taught, which, decide),
  )
}

/** Takes back what a teacher did, of those learners with whom nothing happened since: each is what they were before.
 *  @param changes of `Changed` */
export async function undoChanges(
  viewer: Viewer,
  classroomId: string,
  changes: readonly string[],
): Promise<Changed | ClassFailure> {
  const ids = z.array(z.coerce.bigint()).safeParse(changes)
  if (!ids.success) return NOT_FOUND
  return change(viewer, { classroomId }, 'undone', async (tx, taught) => {
    const rows = await tx.membershipChange.findMany({ where: { id: { in: ids.data } } })
    const membershipIds = rows.map((row) => row.membershipId)
    return changeIn(
      tx,
      viewer,
      taught,
      { membershipIds, isReturn: false },
      ({ userId, status, changes: [newest] }) => {
        const isLast = newest !== undefined && newest.status === status && ids.data.includes(newest.id)
        return isLast && newest.actorId !== userId ? newest.was : null
      },
    )
  })
}

const EVENT_OF = { remove: 'removed', block: 'blocked', readmit: 'readmitted' } as const satisfies Record<
  Deed,
  EventKind
>

type Which = {
  readonly membershipIds: readonly string[]
  /** Whether who becomes active by it counts as having come back. */
  readonly isReturn: boolean
}
type Member = Membership & {
  readonly changes: readonly {
    readonly id: bigint
    readonly was: MembershipStatus | null
    readonly status: MembershipStatus
    readonly actorId: string | null
    readonly at: Date
  }[]
}
/** `changes` come the newest first. */
type Decide = (member: Member) => MembershipStatus | null

/** What was changed, and of whom. */
type ChangedIn = Changed & { readonly membershipIds: readonly string[] }

async function change(
  viewer: Viewer,
  { classroomId }: { readonly classroomId: string },
  kind: (typeof EVENT_OF)[Deed] | 'undone',
  work: (tx: Db, taught: Prisma.ClassroomWhereInput) => Promise<ChangedIn | ClassFailure>,
): Promise<Changed | ClassFailure> {
  const done = await act(viewer, classroomId, work, ({ membershipIds }) =>
    membershipIds.map((subjectId) => ({ kind, subjectId })),
  )
  return done.ok ? { ok: true, changes: done.changes } : done
}

async function changeIn(
  tx: Db,
  viewer: Viewer,
  classroom: Prisma.ClassroomWhereInput,
  which: Which,
  decide: Decide,
): Promise<ChangedIn | ClassFailure> {
  const members = await lockLearners(tx, classroom, which)
  const moves = members.flatMap((member) => {
    const status = decide(member)
    return status === null || status === member.status ? [] : [{ member, status }]
  })
  if (moves.length === 0) return NOT_FOUND
  await recounting(
    tx,
    moves.map(({ member }) => member.userId),
    async () => {
      const now = new Date()
      for (const status of new Set(moves.map((move) => move.status)))
        for (const isReturn of [true, false]) {
          const some = moves.filter((move) => move.status === status && isBack(which, move) === isReturn)
          if (some.length === 0) continue
          const leftAt = status === 'active' || status === 'waiting' ? null : now
          const data = { status, leftAt, ...(isReturn && { returnedAt: now }) }
          await tx.membership.updateMany({ where: { id: { in: some.map(({ member }) => member.id) } }, data })
        }
    },
  )
  const rows = moves.map(({ member, status }) => ({ membershipId: member.id, was: member.status, status }))
  const membershipIds = rows.map((row) => row.membershipId)
  return { ok: true, changes: await note(tx, viewer.id, rows), membershipIds }
}

/** Whether somebody becomes active again by it who was so before. */
function isBack(
  { isReturn }: Which,
  { member, status }: { member: Member; status: MembershipStatus },
): boolean {
  return isReturn && status === 'active' && member.status !== 'waiting'
}

/** The learners as they are once nothing of theirs can change but by this transaction: a merge that was under way may have
 *  made a membership somebody else's, whose row is locked then too. */
async function lockLearners(
  tx: Db,
  classroom: Prisma.ClassroomWhereInput,
  { membershipIds }: Which,
): Promise<Member[]> {
  const where: Prisma.MembershipWhereInput = {
    id: { in: [...membershipIds] },
    role: 'learner',
    classroom,
  }
  const locked = new Set<string>()
  for (;;) {
    const members = await tx.membership.findMany({ where, include: { changes: { orderBy: { id: 'desc' } } } })
    const fresh = members.map(({ userId }) => userId).filter((id) => !locked.has(id))
    if (fresh.length === 0) return members
    await tx.$queryRaw`SELECT 1 FROM "User" WHERE "id" = ANY(${fresh}::uuid[]) ORDER BY "id" FOR NO KEY UPDATE`
    for (const id of fresh) locked.add(id)
  }
}

/** So many learners are on a page of the roster. */
export const ROSTER_PAGE = 50

/** A learner of a class, of now or of before. Times are ISO 8601. */
export type RosterRow = {
  readonly membershipId: string
  readonly name: string
  readonly isGuest: boolean
  readonly status: MembershipStatus
  readonly joinedAt: string
  readonly returnedAt: string | null
  /** The name of the section that they are in; null: in none. */
  readonly section: string | null
  /** As the class's list has them, and what they were known by; null where they are not on it. */
  readonly listed: (Listed & { readonly matchedBy: Matched['matchedBy'] }) | null
  /** The oldest first. */
  readonly history: readonly { readonly what: Happening; readonly at: string }[]
}

/** A page of who is or was in a class. */
export type Roster = {
  readonly counts: Readonly<Record<MembershipStatus, number>>
  readonly rows: readonly RosterRow[]
  /** From 1 on; never beyond the last. */
  readonly page: number
  readonly pages: number
}

/** Who is or was a learner of a class that the viewer teaches, by state and name; null when there is none such.
 *  @param status null for all of them */
export async function rosterOf(
  viewer: Viewer,
  classroomId: string,
  status: MembershipStatus | null,
  page: number,
): Promise<Roster | null> {
  if (!(await look(viewer, classroomId, { kind: 'roster_seen' }))) return null
  const learners = { classroomId, role: 'learner' } as const
  const counted = await db.membership.groupBy({ by: ['status'], where: learners, _count: true })
  const countOf = (one: MembershipStatus) => counted.find((row) => row.status === one)?._count ?? 0
  const counts = Object.fromEntries(MEMBERSHIP_STATUSES.map((one) => [one, countOf(one)])) as Roster['counts']
  const total = status ? counts[status] : counted.reduce((sum, row) => sum + row._count, 0)
  const pages = Math.max(1, Math.ceil(total / ROSTER_PAGE))
  const shown = Math.min(Math.max(1, page), pages)
  const members = await db.membership.findMany({
    where: { ...learners, ...(status && { status }) },
    include: WITH_HISTORY,
    orderBy: [{ status: 'asc' }, ...BY_NAME],
    skip: (shown - 1) * ROSTER_PAGE,
    take: ROSTER_PAGE,
  })
  return { counts, rows: members.map(rosterRow), page: shown, pages }
}

/** What a row of the roster is made of. */
export const WITH_HISTORY = {
  ...IS_GUEST,
  changes: { orderBy: { id: 'asc' } },
  invitee: { select: { ...LISTED.select, matchedBy: true } },
  section: { select: { name: true } },
} satisfies Prisma.MembershipInclude

/** One learner of a class as the roster has them. */
export function rosterRow(
  member: Member & {
    readonly user: { readonly guest: boolean }
    readonly invitee: (Listed & { readonly matchedBy: string | null }) | null
    readonly section: { readonly name: string } | null
  },
): RosterRow {
  const { id, displayName, userId, user, status, joinedAt, returnedAt, changes, invitee } = member
  const matchedBy = MATCHED_BY.find((one) => one === invitee?.matchedBy)
  const listed = invitee && matchedBy ? { ...invitee, matchedBy } : null
  const history = changes.map((one) => ({
    what: happening(one.was, one.status, one.actorId === userId),
    at: one.at.toISOString(),
  }))
  const times = { joinedAt: joinedAt.toISOString(), returnedAt: returnedAt?.toISOString() ?? null }
  const who = { membershipId: id, name: displayName, isGuest: user.guest, status }
  return { ...who, ...times, section: member.section?.name ?? null, listed, history }
}
