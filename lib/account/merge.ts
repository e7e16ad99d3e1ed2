import 'server-only'
import { moveDaily } from '@/lib/daily/move'
import { type Db, transaction } from '@/lib/db'
import { recounting } from '@/lib/progress/class-store'
import { MOST_READ_MS, recomputeDerived } from '@/lib/progress/store'
import { Prisma } from '@/prisma/client/client'

/** Moves everything that a guest did to an account, in one transaction. Answers are a set keyed by ids that
 *  clients make, so merging is union; what is derived is derived anew. Doing it again changes nothing.
 *  @param guestId a guest; anybody else's work is left where it is
 *  @param accountId who signed in
 *  @returns whether there was something to move */
export async function mergeGuest(guestId: string, accountId: string): Promise<boolean> {
  if (guestId === accountId) return false
  return transaction(async (tx) => {
    if (!(await lockBoth(tx, guestId, accountId))) return false
    await recounting(tx, [guestId, accountId], () => moveWork(tx, guestId, accountId))
    for (const id of [accountId, guestId]) await recomputeDerived(tx, id)
    const retired = { mergedIntoId: accountId, guestKeyRetiredAt: new Date() }
    await tx.user.update({ where: { id: guestId }, data: retired })
    return true
  })
}

async function moveWork(tx: Db, guestId: string, accountId: string): Promise<void> {
  // Before the answers move, because consent to showing them goes by whose they were.
  const consents = await consentsOf(tx, guestId, accountId)
  await uniteMemberships(tx, guestId, accountId)
  // Responses go along with their attempts.
  await tx.attempt.updateMany({ where: { userId: guestId }, data: { userId: accountId } })
  await tx.problem.updateMany({ where: { userId: guestId }, data: { userId: accountId } })
  await tx.mock.updateMany({ where: { userId: guestId }, data: { userId: accountId } })
  await tx.savedProgram.updateMany({ where: { userId: guestId }, data: { userId: accountId } })
  await uniteSections(tx, guestId, accountId)
  await moveDaily(tx, guestId, accountId)
  await keepConsent(tx, accountId, consents)
}

/** Locks both rows, in the order of their ids so that two merges cannot wait for each other. An answer that
 *  is being stored for the guest is waited for; one that comes later finds where the work went.
 *  @returns false when there is no such guest any more, or no such account */
async function lockBoth(tx: Db, guestId: string, accountId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<{ id: string; guest: boolean; mergedIntoId: string | null }[]>`
    SELECT "id", "guest", "mergedIntoId" FROM "User" WHERE "id" IN (${guestId}::uuid, ${accountId}::uuid) ORDER BY "id" FOR UPDATE`
  const guest = rows.find((row) => row.id === guestId)
  const account = rows.find((row) => row.id === accountId)
  return guest?.guest === true && guest.mergedIntoId === null && account?.guest === false
}

/** Seen latest counts, with its passage; done earliest counts, and done stays done; times add up. */
async function uniteSections(tx: Db, guestId: string, accountId: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "SectionProgress" AS known ("userId", "section", "seenAt", "doneAt", "passage", "spentMs")
    SELECT ${accountId}::uuid, "section", "seenAt", "doneAt", "passage", "spentMs" FROM "SectionProgress"
     WHERE "userId" = ${guestId}::uuid
    ON CONFLICT ("userId", "section") DO UPDATE SET
      "seenAt" = GREATEST(known."seenAt", excluded."seenAt"),
      "doneAt" = LEAST(known."doneAt", excluded."doneAt"),
      "passage" = CASE WHEN excluded."seenAt" > known."seenAt" THEN excluded."passage" ELSE known."passage" END,
      "spentMs" = LEAST(known."spentMs" + excluded."spentMs", ${MOST_READ_MS})`
  await tx.sectionProgress.deleteMany({ where: { userId: guestId } })
}

/** A class in which the guest or the account is or was a learner: who of them shares earlier work there, and when each first
 *  answered anything. */
type Consent = {
  readonly classroomId: string
  readonly guestShares: boolean
  readonly accountShares: boolean
  readonly guestFirst: Date | null
  readonly accountFirst: Date | null
  /** Where both are, and who came later had answered between the two joinings and shows nothing earlier: that joining. */
  readonly notBefore: Date | null
}

async function consentsOf(tx: Db, guestId: string, accountId: string): Promise<Consent[]> {
  const ids = { in: [guestId, accountId] }
  const [memberships, first] = [
    await tx.membership.findMany({ where: { userId: ids, role: 'learner' } }),
    await tx.itemResponse.groupBy({ by: ['userId'], where: { userId: ids }, _min: { createdAt: true } }),
  ]
  const firstOf = (id: string) => first.find((one) => one.userId === id)?._min.createdAt ?? null
  const consents: Consent[] = []
  for (const classroomId of new Set(memberships.map((m) => m.classroomId))) {
    const here = memberships.filter((m) => m.classroomId === classroomId)
    // Who left has withdrawn it; who was removed has not.
    const sharesHere = (userId: string) =>
      here.some((m) => m.userId === userId && m.shareEarlier && m.status !== 'left')
    consents.push({
      classroomId,
      guestShares: sharesHere(guestId),
      accountShares: sharesHere(accountId),
      guestFirst: firstOf(guestId),
      accountFirst: firstOf(accountId),
      notBefore: await laterJoining(tx, here),
    })
  }
  return consents
}

type Joining = { readonly userId: string; readonly joinedAt: Date; readonly shareEarlier: boolean }

/** See `Consent.notBefore`. */
async function laterJoining(tx: Db, memberships: readonly Joining[]): Promise<Date | null> {
  const [earlier, later] = [...memberships].sort((a, b) => a.joinedAt.getTime() - b.joinedAt.getTime())
  if (!earlier || !later || later.shareEarlier) return null
  const between = { gte: earlier.joinedAt, lt: later.joinedAt }
  const answers = await tx.itemResponse.count({ where: { userId: later.userId, createdAt: between } })
  return answers > 0 ? later.joinedAt : null
}

/** Consent covers the answers of who gave it. Earlier work stays shared where everybody whose work it is said so, or had
 *  none; otherwise nothing earlier is shown, and who had shared is asked again. */
async function keepConsent(tx: Db, accountId: string, consents: readonly Consent[]): Promise<void> {
  for (const { classroomId, guestShares, accountShares, guestFirst, accountFirst, notBefore } of consents) {
    const place = { classroomId, userId: accountId }
    const own = await tx.membership.findUnique({ where: { classroomId_userId: place } })
    if (own?.role !== 'learner' || !(guestShares || accountShares || notBefore)) continue
    const joinedAt = notBefore ?? own.joinedAt
    const agrees = (shares: boolean, since: Date | null) => shares || since === null || since >= joinedAt
    const shareEarlier = agrees(guestShares, guestFirst) && agrees(accountShares, accountFirst)
    const data = { joinedAt, shareEarlier, shareAgain: !shareEarlier }
    await tx.membership.update({ where: { id: own.id }, data })
  }
}

/** Where a class's list has the account's proven address and nobody is known by it, that is who the account is there: what the
 *  guest was known by on less is free again. */
async function takeProvenPlaces(tx: Db, accountId: string, classroomIds: readonly string[]): Promise<void> {
  const proven = Prisma.sql`
    "Membership" own JOIN "User" person ON person."id" = own."userId" AND person."emailVerified" IS NOT NULL
      JOIN "Invitee" proven ON proven."classroomId" = own."classroomId" AND proven."email" = person."email"
                           AND proven."membershipId" IS NULL
     WHERE own."userId" = ${accountId}::uuid AND own."role" = 'learner' AND own."status" IN ('active', 'waiting')
       AND own."classroomId" = ANY(${[...classroomIds]}::uuid[])`
  // Who drops it from the list or is found by it meanwhile is waited for, and it is looked at again.
  const found = await tx.$queryRaw<{ membershipId: string; id: string }[]>`
    SELECT own."id" AS "membershipId", proven."id" FROM ${proven} ORDER BY proven."id" FOR UPDATE OF proven`
  for (const { membershipId, id } of found) {
    await tx.invitee.updateMany({ where: { membershipId }, data: { membershipId: null, matchedBy: null } })
    await tx.invitee.update({ where: { id }, data: { membershipId, matchedBy: 'proven' } })
  }
}

/** In a class where only the guest was, the account takes the place. Where both were, the account's membership stands, with
 *  the history of both and since the earlier joining: who was removed stays so, a teacher stays one, and otherwise it is
 *  active if either is, and waits if either does. */
async function uniteMemberships(tx: Db, guestId: string, accountId: string): Promise<void> {
  const both = Prisma.sql`
    own."userId" = ${accountId}::uuid AND guests."userId" = ${guestId}::uuid AND own."classroomId" = guests."classroomId"`
  const gives = Prisma.sql`(own."status" = 'left' OR own."status" = 'waiting' AND guests."status" <> 'left')`
  await tx.$executeRaw`
    UPDATE "Membership" AS own SET
      "status" = CASE WHEN ${gives} THEN guests."status" ELSE own."status" END,
      "leftAt" = CASE WHEN ${gives} THEN guests."leftAt" ELSE own."leftAt" END,
      "joinedAt" = LEAST(own."joinedAt", guests."joinedAt"),
      "returnedAt" = GREATEST(own."returnedAt", guests."returnedAt",
        CASE WHEN own."status" = 'left' AND guests."status" = 'active' THEN guests."joinedAt" END),
      "deviceHash" = COALESCE(own."deviceHash", guests."deviceHash"),
      "consent" = LEAST(own."consent", guests."consent"),
      "sectionId" = COALESCE(own."sectionId", guests."sectionId"),
      "shareEarlier" = false
    FROM "Membership" AS guests
    WHERE ${both} AND own."role" = 'learner'`
  await tx.$executeRaw`
    UPDATE "MembershipChange" AS change SET "membershipId" = own."id"
      FROM "Membership" AS own, "Membership" AS guests WHERE change."membershipId" = guests."id" AND ${both}`
  await tx.$executeRaw`
    INSERT INTO "AssignmentExtension" AS known ("assignmentId", "membershipId", "dueAt", "extraMinutes")
    SELECT e."assignmentId", own."id", e."dueAt", e."extraMinutes" FROM "AssignmentExtension" e, "Membership" AS own, "Membership" AS guests
     WHERE e."membershipId" = guests."id" AND ${both}
    ON CONFLICT ("assignmentId", "membershipId") DO UPDATE SET
      "dueAt" = GREATEST(known."dueAt", excluded."dueAt"),
      "extraMinutes" = GREATEST(known."extraMinutes", excluded."extraMinutes")`
  // An exam is sat once: where both sat it, the account's stands.
  await tx.$executeRaw`
    UPDATE "ExamSitting" AS sat SET "membershipId" = own."id" FROM "Membership" AS own, "Membership" AS guests
     WHERE sat."membershipId" = guests."id" AND ${both} AND NOT EXISTS (
       SELECT 1 FROM "ExamSitting" has WHERE has."membershipId" = own."id" AND has."assignmentId" = sat."assignmentId")`
  await tx.$executeRaw`
    INSERT INTO "LiveVote" ("questionId", "membershipId", "round", "option", "at")
    SELECT v."questionId", own."id", v."round", v."option", v."at" FROM "LiveVote" v, "Membership" AS own, "Membership" AS guests
     WHERE v."membershipId" = guests."id" AND ${both}
    ON CONFLICT DO NOTHING`
  await tx.$executeRaw`
    UPDATE "ClassEvent" AS event SET "subjectId" = own."id"
      FROM "Membership" AS own, "Membership" AS guests WHERE event."subjectId" = guests."id" AND ${both}`
  await tx.$executeRaw`
    UPDATE "ClassNote" AS note SET "membershipId" = own."id"
      FROM "Membership" AS own, "Membership" AS guests WHERE note."membershipId" = guests."id" AND ${both}`
  // Where the account has no place on a class's list, it takes the guest's; otherwise that one is free again.
  await tx.$executeRaw`
    UPDATE "Invitee" AS listed SET "membershipId" = own."id" FROM "Membership" AS own, "Membership" AS guests
     WHERE listed."membershipId" = guests."id" AND ${both}
       AND NOT EXISTS (SELECT 1 FROM "Invitee" has WHERE has."membershipId" = own."id")`
  const joined = await tx.membership.findMany({ where: { userId: guestId }, select: { classroomId: true } })
  await tx.$executeRaw`DELETE FROM "Membership" AS guests USING "Membership" AS own WHERE ${both}`
  await tx.membership.updateMany({ where: { userId: guestId }, data: { userId: accountId } })
  await takeProvenPlaces(
    tx,
    accountId,
    joined.map(({ classroomId }) => classroomId),
  )
  await tx.membershipChange.updateMany({ where: { actorId: guestId }, data: { actorId: accountId } })
}
