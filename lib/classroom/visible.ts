import 'server-only'
import { Prisma } from '@/prisma/client/client'
import { CONSENT } from './classroom'
import type { Look } from './right'

/** The learners of a class, of which there are none for whom it is not there to look at. `agreed`: to the text that lists how
 *  an answer was given.
 *  @param userIds only these; null for all */
export function learnersTaught(
  { viewer, classroomId, sectionId }: Look,
  userIds: readonly string[] | null = null,
): Prisma.Sql {
  return Prisma.sql`
    learner AS MATERIALIZED (
      SELECT m."id", m."displayName", m."userId", m."joinedAt", m."shareEarlier",
             m."consent" >= ${CONSENT} AS "agreed"
        FROM "Membership" m
        JOIN "Membership" t ON t."classroomId" = m."classroomId" AND t."userId" = ${viewer.id}::uuid
                           AND t."role" IN ('teacher', 'assistant') AND t."status" = 'active'
       WHERE m."classroomId" = ${classroomId}::uuid AND m."role" = 'learner' AND m."status" = 'active'
         ${sectionId === null ? Prisma.empty : Prisma.sql`AND m."sectionId" = ${sectionId}::uuid`}
         ${userIds ? Prisma.sql`AND m."userId" = ANY(${[...userIds]}::uuid[])` : Prisma.empty}
    )`
}
