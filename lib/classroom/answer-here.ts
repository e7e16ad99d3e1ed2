import 'server-only'
import type { Scorer } from '@/lib/attempt/answered'
import { isId } from '@/lib/auth/person'
import { type Db, db } from '@/lib/db'
import { versionOf } from '@/lib/own-item/own-id'
import { GIVEN_HERE, scoreIn } from '@/lib/progress/counting'
import { Prisma } from '@/prisma/client/client'
import { askedOwnIds } from './own-item'

/** An answer of a learner of a class that its teachers may see. */
export type AnswerHere = {
  readonly userId: string
  readonly membershipId: string
  readonly itemId: string
  readonly locale: string
  /** What it is worth in the class; null: it is not scored. */
  readonly wasEarned: number | null
  readonly wasTotal: number | null
  /** The points that there are for it; 0: none. */
  readonly full: number
}

/** One of them; null when there is none such. */
export async function answerIn(
  from: Db,
  classroomId: string,
  responseId: string,
): Promise<AnswerHere | null> {
  const [row] = await from.$queryRaw<AnswerHere[]>`
    SELECT r."userId", m."id" AS "membershipId", r."itemId", r."locale", newest."total" AS "full",
           CASE WHEN s."state" = 'scored' THEN s."earned" END AS "wasEarned",
           CASE WHEN s."state" = 'scored' THEN s."total" END AS "wasTotal"
      FROM "ItemResponse" r
      JOIN "Membership" m ON m."userId" = r."userId" AND m."classroomId" = ${classroomId}::uuid AND m."role" = 'learner'
                         AND m."status" = 'active' AND (m."shareEarlier" OR r."createdAt" >= m."joinedAt")
      JOIN LATERAL (
        SELECT "total" FROM "ItemScore" WHERE "responseId" = r."id" ORDER BY "id" DESC LIMIT 1
      ) newest ON true
      ${scoreIn(Prisma.sql`m."classroomId"`)}
     WHERE r."id" = ${responseId}::uuid AND ${GIVEN_HERE}`
  return row ?? null
}

/** The same of an item that the class is asked, of the course or one of its own, with what it asks in words.
 */
export async function answerAskedIn(
  classroomId: string,
  responseId: string,
  { loadItem }: Pick<Scorer, 'loadItem'>,
): Promise<(AnswerHere & { readonly about: string }) | null> {
  if (!isId(classroomId) || !isId(responseId)) return null
  const answer = await answerIn(db, classroomId, responseId)
  if (!answer) return null
  const { itemId, locale } = answer
  if (versionOf(itemId) !== null && !(await askedOwnIds(classroomId)).includes(itemId)) return null
  const item = await loadItem(itemId)
  return { ...answer, about: item?.stem[locale === 'ko' ? 'ko' : 'en'] ?? itemId }
}
