import 'server-only'
import { randomUUID } from 'node:crypto'
import { headers } from 'next/headers'
import { db, transaction } from '@/lib/db'
import { lockOwner } from './owner'
import type { Viewer } from './person'
import { SESSION_SECONDS, type Session, writeSession } from './session'
import { closeSession } from './session-user'
import { type Device, type DeviceForm, deviceOf } from './user-agent'

/** A session as whose it is sees it. */
export type OpenSession = Device & {
  readonly id: string
  /** Written again once an hour at most. */
  readonly seenAt: Date
  /** Whether it is the one that asks. */
  readonly isHere: boolean
}

/** The newest that are kept of one person: who signs in more often is told of these, and ends all at once. */
const MOST_LISTED = 50

/** Starts a session of this browser. */
export async function startSession(userId: string, epoch: number): Promise<void> {
  const session = { userId, epoch, id: randomUUID() }
  await writeSession(session.userId, session.epoch, session.id)
  await noteSession(session)
}

/** Remembers that a session was seen just now, on what its browser says it is. One that has ended is not remembered; those of the
 *  person that are over are forgotten. It only feeds a list: where it fails, that is logged, and whoever signs in goes on. */
export async function noteSession(session: SessionKey): Promise<void> {
  await remember(session).catch((error: unknown) => console.error(error))
}

type SessionKey = Pick<Session, 'userId' | 'epoch' | 'id'>

async function remember({ userId, epoch, id }: SessionKey): Promise<void> {
  const { form, system, browser } = await deviceHere()
  await db.$executeRaw`
    INSERT INTO "OpenSession" AS known ("id", "userId", "epoch", "form", "system", "browser")
    SELECT ${id}::uuid, "id", ${epoch}::int, ${form}, ${system}, ${browser} FROM "User"
     WHERE "id" = ${userId}::uuid AND NOT EXISTS (SELECT 1 FROM "EndedSession" WHERE "id" = ${id}::uuid)
    ON CONFLICT ("id") DO UPDATE SET "seenAt" = CURRENT_TIMESTAMP, "form" = excluded."form", "system" = excluded."system",
      "browser" = excluded."browser" WHERE known."userId" = excluded."userId"`
  await db.$executeRaw`
    DELETE FROM "OpenSession" WHERE "userId" = ${userId}::uuid AND ("epoch" < ${epoch}::int OR "id" IN (
      SELECT "id" FROM "OpenSession" WHERE "userId" = ${userId}::uuid ORDER BY "seenAt" DESC OFFSET ${MOST_LISTED}))`
}

/** Where a person is signed in: here first, then the one that was seen last.
 *  @param here the session that asks */
export async function openSessions(viewer: Viewer, here: Session): Promise<OpenSession[]> {
  const rows = await db.openSession.findMany({
    where: { ...openOf(viewer, here.epoch), id: { not: here.id } },
    select: { id: true, form: true, system: true, browser: true, seenAt: true },
    orderBy: [{ seenAt: 'desc' }, { id: 'asc' }],
    take: MOST_LISTED,
  })
  const others = rows.map((row) => ({ ...row, form: row.form as DeviceForm, isHere: false }))
  return [{ ...(await deviceHere()), id: here.id, seenAt: new Date(), isHere: true }, ...others]
}

/** What is stored of the sessions of a person that are not over, for their export. */
export async function storedSessions(viewer: Viewer): Promise<object[]> {
  const { sessionEpoch } = await db.user.findUniqueOrThrow({
    where: { id: viewer.id },
    select: { sessionEpoch: true },
  })
  return db.openSession.findMany({
    where: openOf(viewer, sessionEpoch),
    omit: { id: true, userId: true, epoch: true },
    orderBy: { startedAt: 'asc' },
  })
}

/** Which sessions of a person are not over. */
function openOf({ id }: Viewer, epoch: number) {
  return { userId: id, epoch, seenAt: { gt: new Date(Date.now() - SESSION_SECONDS * 1000) } }
}

/** Ends one session of a person, whoever has its token, and voids the address that they have asked for: it may have been asked
 *  for there.
 *  @returns false where there is none such */
export async function endOpenSession(viewer: Viewer, id: string): Promise<boolean> {
  if ((await db.openSession.count({ where: { id, userId: viewer.id } })) === 0) return false
  await closeSession(id)
  // A wish that is being written at this instant is either voided here or finds the session ended.
  await transaction(async (tx) => {
    await lockOwner(tx, viewer.id)
    await tx.emailChange.deleteMany({ where: { userId: viewer.id } })
  })
  return true
}

async function deviceHere(): Promise<Device> {
  return deviceOf((await headers()).get('user-agent') ?? '')
}
