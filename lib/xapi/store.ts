import 'server-only'
import { type Assigned, resultsOf, SELECT_ASSIGNED } from '@/lib/classroom/assignment-result'
import { catalog } from '@/lib/content/catalog'
import { db } from '@/lib/db'
import type { Answer } from '@/lib/quiz/item'
import type { Happening } from './outbox'
import type { Lrs } from './settings'
import { answered, completed, judged, type Member, type Statement } from './statement'

/** Of so many learners it is stated at once what they have of an assignment. */
export const PAGE = 200

type Said = {
  readonly statements: readonly Statement[]
  /** What of it is to be stated by itself. */
  readonly rest: Happening | null
}

/** What is stated of what happened: for each class in which it happened a statement, none where it is gone or not finished.
 *  @param page so many learners of an assignment */
export async function statementsOf(happening: Happening, lrs: Lrs, now: Date, page: number): Promise<Said> {
  switch (happening.kind) {
    case 'answer':
      return { statements: await ofAnswer(happening.responseId, lrs), rest: null }
    case 'section':
      return { statements: await ofLesson(happening.userId, happening.section, lrs), rest: null }
    case 'assignment':
      return ofAssignment(happening, lrs, now, page)
  }
}

async function ofAnswer(id: string, lrs: Lrs): Promise<Statement[]> {
  const response = await db.itemResponse.findUnique({
    where: { id, givenAt: null },
    include: { scores: { where: { cause: 'submit' }, orderBy: { id: 'desc' }, take: 1 } },
  })
  const score = response?.scores[0]
  if (!response || !score || score.state === 'exploring') return []
  const { createdAt: at, answer, ...rest } = response
  const { earned, total, engineVersion } = score
  const given = {
    ...rest,
    responseId: id,
    at,
    answer: answer as unknown as Answer,
    earned,
    total,
    engineVersion,
  }
  return (await membersAt(response.userId, at)).map((member) => answered(lrs, member, given))
}

/** @param doneBy a guest among them whose work is an account's by now */
async function ofLesson(doneBy: string, section: string, lrs: Lrs): Promise<Statement[]> {
  const lesson = catalog().lessons.find(({ sections }) => sections.some(({ id }) => id === section))
  const person = await db.user.findUnique({ where: { id: doneBy }, select: { mergedIntoId: true } })
  if (!lesson || !person) return []
  const userId = person.mergedIntoId ?? doneBy
  const rows = await db.sectionProgress.findMany({
    where: { userId, section: { in: lesson.sections.map(({ id }) => id) }, doneAt: { not: null } },
    select: { doneAt: true },
  })
  if (rows.length < lesson.sections.length) return []
  const at = new Date(Math.max(...rows.map(({ doneAt }) => doneAt?.getTime() ?? 0)))
  return (await membersAt(userId, at)).map((member) => completed(lrs, member, lesson, at))
}

async function ofAssignment(
  happening: Extract<Happening, { readonly kind: 'assignment' }>,
  lrs: Lrs,
  now: Date,
  page: number,
): Promise<Said> {
  const { assignmentId: id, after } = happening
  const [assigned] = await db.$queryRaw<Assigned[]>`${SELECT_ASSIGNED} WHERE a."id" = ${id}::uuid`
  if (!assigned?.closesAt || assigned.closesAt > now) return { statements: [], rest: null }
  const { title, closesAt: at, sectionId } = assigned
  const rows = await db.membership.findMany({
    where: {
      classroomId: assigned.classroomId,
      ...LEARNER,
      ...(sectionId && { sectionId }),
      ...(after && { id: { gt: after } }),
    },
    ...{ select: MEMBER, orderBy: { id: 'asc' }, take: page },
  })
  const results = await resultsOf(
    [assigned],
    rows.map((row) => row.id),
  )
  const statements = rows.flatMap((row) => {
    const { share } = results(assigned, row.id).result
    // Nothing in it has points.
    return share === null ? [] : [judged(lrs, memberOf(row), { id, title, at, share }, lrs.pass)]
  })
  const last = rows.length === page ? rows.at(-1) : undefined
  return { statements, rest: last ? { ...happening, after: last.id } : null }
}

/** The assignments whose time was over between two moments. */
export async function closedBetween(from: Date, to: Date): Promise<Happening[]> {
  const rows = await db.$queryRaw<Assigned[]>`
    WITH assigned AS (${SELECT_ASSIGNED} WHERE a."dueAt" <= ${to}::timestamptz)
    SELECT * FROM assigned WHERE "closesAt" > ${from}::timestamptz AND "closesAt" <= ${to}::timestamptz`
  return rows.map(({ id, closesAt }) => ({
    ...{ kind: 'assignment', assignmentId: id, closedAt: closesAt?.toISOString() ?? '' },
  }))
}

const LEARNER = { role: 'learner', status: 'active' } as const
const MEMBER = {
  id: true,
  displayName: true,
  classroom: { select: { id: true, name: true } },
  user: { select: { email: true, emailVerified: true } },
} as const
type MemberRow = {
  readonly id: string
  readonly displayName: string
  readonly classroom: { readonly id: string; readonly name: string }
  readonly user: { readonly email: string | null; readonly emailVerified: Date | null }
}

/** Somebody as a learner of each class that they were one of at a moment. */
async function membersAt(userId: string, at: Date): Promise<Member[]> {
  const rows = await db.membership.findMany({
    where: {
      ...{ userId, role: 'learner', joinedAt: { lte: at } },
      OR: [{ status: 'active' }, { leftAt: { gt: at } }],
    },
    select: MEMBER,
  })
  return rows.map(memberOf)
}

function memberOf({ id, displayName, classroom, user }: MemberRow): Member {
  const email = user.emailVerified ? user.email : null
  return { membershipId: id, classId: classroom.id, className: classroom.name, displayName, email }
}
