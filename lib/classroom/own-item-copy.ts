import 'server-only'
import type { Db } from '@/lib/db'

/** Gives a class copies of the own items of another one, of each the newest version and those that assignments ask.
 *  @returns what each copied version is called in the new class, by what it was: ids of versions */
export async function copyOwnItems(
  tx: Db,
  from: string,
  to: string,
): Promise<readonly { readonly of: string; readonly id: string }[]> {
  return tx.$queryRaw`
    WITH item AS (
      SELECT i."id" AS "of", gen_random_uuid() AS "id", i."createdAt", i."retiredAt"
        FROM "OwnItem" i WHERE i."classroomId" = ${from}::uuid
    ),
    version AS (
      SELECT v."id" AS "of", gen_random_uuid() AS "id", item."id" AS "itemId", v."ordinal", v."locale", v."written", v."found",
             v."createdById", v."createdAt"
        FROM item JOIN "OwnItemVersion" v ON v."itemId" = item."of"
       WHERE NOT EXISTS (SELECT 1 FROM "OwnItemVersion" later WHERE later."itemId" = v."itemId" AND later."ordinal" > v."ordinal")
          OR EXISTS (SELECT 1 FROM "AssignmentItem" asked WHERE asked."itemId" = 'own.' || v."id"::text)
    ),
    items AS (
      INSERT INTO "OwnItem" ("id", "classroomId", "createdAt", "retiredAt")
      SELECT "id", ${to}::uuid, "createdAt", "retiredAt" FROM item
    ),
    versions AS (
      INSERT INTO "OwnItemVersion" ("id", "itemId", "ordinal", "locale", "written", "found", "createdById", "createdAt")
      SELECT "id", "itemId", "ordinal", "locale", "written", "found", "createdById", "createdAt" FROM version
    )
    SELECT "of", "id" FROM version`
}
