import 'server-only'
import type { Viewer } from '@/lib/auth/viewer'
import { type Db, db } from '@/lib/db'
import type { Invitee, Prisma } from '@/prisma/client/client'
import { type ClassFailure, NOT_FOUND } from './failure'
import { actAlone, look, teaches } from './right'
import {
  type Listed,
  type RosterFileCode,
  type RosterProblem,
  type RosterRow,
  readRoster,
} from './roster-file'

/** At most so many people are on the list of a class. */
export const MAX_LISTED = 10_000
/** So many of those who have not joined are on a page. */
export const INVITEES_PAGE = 50

/** `roster-full`: the list would be longer than a class's may be. The others: see `RosterFileCode`. */
export type RosterFailure =
  | ClassFailure
  | { readonly ok: false; readonly code: RosterFileCode | 'roster-full' }

/** What a row of a file would do, or why it would do nothing. */
export type PlannedRow = {
  readonly line: number
  readonly text: string
  readonly does: 'new' | 'changed' | 'same' | null
  readonly problem: RosterProblem | null
}
export type RosterPreview = { readonly ok: true; readonly rows: readonly PlannedRow[] }

/** What bringing this file to the list of a class would do, row by row. Writes nothing. */
export async function previewRoster(
  viewer: Viewer,
  classroomId: string,
  text: string,
): Promise<RosterPreview | RosterFailure> {
  if (!(await teaches(viewer, classroomId))) return NOT_FOUND
  const planned = await plan(db, classroomId, text)
  if (!planned.ok) return planned
  return {
    ok: true,
    rows: planned.rows.map(({ line, text, does, problem }) => ({ line, text, does, problem })),
  }
}

/** Brings a file to the list of a class: who is new is invited, and of who is on it what the file says is taken over. Rows with a
 *  problem are left out. The same file again changes nothing. Nobody who is on the list and not in the file goes.
 *  @returns how many rows did what */
export async function importRoster(
  viewer: Viewer,
  classroomId: string,
  text: string,
): Promise<Brought | RosterFailure> {
  const bring = async (tx: Db): Promise<Brought | RosterFailure> => {
    const planned = await plan(tx, classroomId, text)
    if (!planned.ok) return planned
    const made = planned.rows.flatMap(({ does, next }) => (does === 'new' && next ? [next] : []))
    const by = { classroomId, createdById: viewer.id }
    await tx.invitee.createMany({ data: made.map((one) => ({ ...one, ...by })) })
    const changed = planned.rows.flatMap(({ does, next, id }) =>
      does === 'changed' && next && id ? [{ ...next, id }] : [],
    )
    await tx.$executeRaw`
      UPDATE "Invitee" AS known SET "name" = told."name", "email" = told."email", "number" = told."number"
        FROM unnest(${changed.map(({ id }) => id)}::uuid[], ${changed.map(({ name }) => name)}::text[],
                    ${changed.map(({ email }) => email)}::text[], ${changed.map(({ number }) => number)}::text[])
             AS told ("id", "name", "email", "number")
       WHERE known."id" = told."id"`
    const left = planned.rows.filter(({ problem }) => problem !== null).length
    return { ok: true, made: made.length, changed: changed.length, left }
  }
  return actAlone(viewer, classroomId, bring, ({ made, changed }) => [
    { kind: 'list_brought', count: made + changed },
  ])
}

type Brought = {
  readonly ok: true
  readonly made: number
  readonly changed: number
  readonly left: number
}

type Step = PlannedRow & { readonly id: string | null; readonly next: Listed | null }

async function plan(
  from: Db,
  classroomId: string,
  text: string,
): Promise<{ readonly ok: true; readonly rows: readonly Step[] } | RosterFailure> {
  const file = readRoster(text)
  if (!file.ok) return file
  const known = await from.invitee.findMany({ where: { classroomId } })
  const rows = stepsOf(file.rows, known)
  const made = rows.filter(({ does }) => does === 'new').length
  return known.length + made > MAX_LISTED ? { ok: false, code: 'roster-full' } : { ok: true, rows }
}

/** What each row does to a list. Somebody is the same by address or by number; where these are of two, nobody is changed. */
function stepsOf(rows: readonly RosterRow[], known: readonly Invitee[]): Step[] {
  const byEmail = new Map(known.map((one) => [one.email, one]))
  const byNumber = new Map(known.map((one) => [one.number, one]))
  const lines = new Map<string, number>()
  return rows.map(({ line, text, listed, problem }): Step => {
    const at = { line, text }
    const fails = (why: RosterProblem): Step => ({ ...at, does: null, problem: why, id: null, next: null })
    if (!listed) return fails(problem)
    const [one, other] = [
      listed.email === null ? undefined : byEmail.get(listed.email),
      listed.number === null ? undefined : byNumber.get(listed.number),
    ]
    if (one && other && one.id !== other.id) return fails({ code: 'two-people', column: null, other: null })
    const found = one ?? other
    if (!found) return { ...at, does: 'new', problem: null, id: null, next: listed }
    const earlier = lines.get(found.id)
    if (earlier !== undefined)
      return fails({ code: 'twice', column: one ? 'email' : 'number', other: earlier })
    lines.set(found.id, line)
    const next = {
      name: listed.name,
      email: listed.email ?? found.email,
      number: listed.number ?? found.number,
    }
    const isSame = next.name === found.name && next.email === found.email && next.number === found.number
    return { ...at, does: isSame ? 'same' : 'changed', problem: null, id: found.id, next }
  })
}

/** Somebody on the list of a class who has not joined. */
export type InvitedRow = Listed & { readonly id: string }
export type Invited = {
  readonly rows: readonly InvitedRow[]
  readonly total: number
  /** From 1 on; never beyond the last. */
  readonly page: number
  readonly pages: number
}

/** Who is on the list of a class and has not joined, by name; null when the viewer sees no such class.
 *  @param page null: how many they are, and none of them */
export async function invitedTo(
  viewer: Viewer,
  classroomId: string,
  page: number | null,
): Promise<Invited | null> {
  if (!(await look(viewer, classroomId, page === null ? null : { kind: 'roster_seen' }))) return null
  const where = { classroomId, membershipId: null }
  const total = await db.invitee.count({ where })
  const pages = Math.max(1, Math.ceil(total / INVITEES_PAGE))
  const shown = Math.min(Math.max(1, page ?? 1), pages)
  if (page === null) return { rows: [], total, page: shown, pages }
  const rows = await db.invitee.findMany({
    where,
    select: { id: true, ...LISTED.select },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    skip: (shown - 1) * INVITEES_PAGE,
    take: INVITEES_PAGE,
  })
  return { rows, total, page: shown, pages }
}

/** What is read of somebody on a list. */
export const LISTED = { select: { name: true, email: true, number: true } } as const

/** Takes people off the list of a class who have not joined.
 *  @param ids at most `MAX_AT_ONCE` */
export async function dropInvitees(
  viewer: Viewer,
  classroomId: string,
  ids: readonly string[],
): Promise<{ readonly ok: true; readonly dropped: number } | ClassFailure> {
  const drop = async (
    tx: Db,
    classroom: Prisma.ClassroomWhereInput,
  ): Promise<{ readonly ok: true; readonly dropped: number } | ClassFailure> => {
    const where = { id: { in: [...ids] }, membershipId: null, classroom }
    const { count } = await tx.invitee.deleteMany({ where })
    return count > 0 ? { ok: true, dropped: count } : NOT_FOUND
  }
  // Who joins meanwhile keeps the place that they were found in.
  return actAlone(viewer, classroomId, drop, ({ dropped }) => [{ kind: 'list_dropped', count: dropped }])
}

/** What somebody on a list was known by: an address that is proven to be theirs, one that is not, or a number on their word. */
export const MATCHED_BY = ['proven', 'email', 'number'] as const
export type Matched = { readonly id: string; readonly matchedBy: (typeof MATCHED_BY)[number] }

/** Whom of a class's list somebody is who joins: by the number that they give, or by the address of their account; one that is
 *  proven goes before everything, and takes its place from who has it on less. A place that somebody in the class has, or was
 *  put out of, is not given again. Null: nobody. The caller has locked the class.
 *  @param membershipId of who joins; null where there is none yet
 *  @returns `number-unknown` for a number that nobody on the list has, or somebody else by now */
export async function matchOf(
  tx: Db,
  own: { readonly classroomId: string; readonly userId: string },
  membershipId: string | null,
  number: string | null,
): Promise<Matched | 'number-unknown' | null> {
  const { classroomId, userId } = own
  const has = membershipId === null ? null : await tx.invitee.findUnique({ where: { membershipId } })
  if (has) return number === null || number === has.number ? null : 'number-unknown'
  const { email, emailVerified } = await tx.user.findUniqueOrThrow({ where: { id: userId } })
  const include = { membership: { select: { status: true } } } as const
  const byEmail =
    email === null
      ? null
      : await tx.invitee.findUnique({ where: { classroomId_email: { classroomId, email } }, include })
  const byNumber =
    number === null
      ? null
      : await tx.invitee.findUnique({ where: { classroomId_number: { classroomId, number } }, include })
  const isFree = (one: typeof byEmail) =>
    one !== null && (!one.membership || one.membership.status === 'left')
  const isProven = emailVerified !== null && byEmail !== null
  if (isProven && (isFree(byEmail) || byEmail.matchedBy !== 'proven'))
    return { id: byEmail.id, matchedBy: 'proven' }
  if (number !== null)
    return byNumber && isFree(byNumber) ? { id: byNumber.id, matchedBy: 'number' } : 'number-unknown'
  return byEmail && isFree(byEmail) ? { id: byEmail.id, matchedBy: 'email' } : null
}
