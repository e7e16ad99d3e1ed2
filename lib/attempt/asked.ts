import 'server-only'
import type { Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { awaitsAnswer } from '@/lib/progress/asked-store'
import { GIVEN_HERE } from '@/lib/progress/counting'
import type { Item, Locale, PublicItem } from '@/lib/quiz/item'
import { publicItem } from '@/lib/quiz/publish'
import { variantNow } from '@/lib/quiz/variant'
import type { Scorer } from './answered'

/** The order of what a page draws by another seed each time is none of this: a page that asks again makes its own. */
const SEED = 1

/** What an item asks after an answer; null: the same, since it has no variants.
 *  @param last the variant that was answered */
export function askedAfter(item: Item, last: number, locale: Locale): PublicItem | null {
  return item.others ? publicItem(variantNow(item, { last, person: null }), locale, SEED) : null
}

/** What somebody is to answer instead of a variant that they answered; null: it may be answered. While an assignment of a class
 *  waits for their answer, that is the one that they are asked alone: without this an answer that is passed on counts for whoever
 *  sends it with its variant. It guards no more than that. Out of assignments any variant is taken, since one that was answered
 *  without a network is no less an answer; pages that were opened before the learner joined, and every page as it comes, show the
 *  first one; two learners of a class may be asked the same one; and whoever answers as somebody else first sees each key. */
export async function askedInstead(
  viewer: Viewer,
  whole: Item,
  answered: Item,
  locale: Locale,
): Promise<PublicItem | null> {
  const now = (await variantsNow(viewer, [whole])).get(whole.id)
  // In this order: the same answer, sent twice at once, is not refused for having just been stored.
  if (!now || now.variant === answered.variant || !(await awaitsAnswer(viewer, whole.id))) return null
  return publicItem(now, locale, SEED)
}

/** Which variant of each of some items somebody is asked now. Learners of a class begin with different ones, so that an answer
 *  that is passed on fits fewer of them; whoever learns alone begins with the one that every page has. Only `askedInstead` makes
 *  anybody keep to it. */
export async function variantsNow(
  viewer: Viewer,
  items: readonly Item[],
): Promise<ReadonlyMap<string, Item>> {
  const varied = items.filter(({ others }) => others)
  if (varied.length === 0) return new Map()
  const person = (await isLearner(viewer)) ? viewer.id : null
  const ids = varied.map(({ id }) => id)
  const last = await lastVariants(viewer, ids, person)
  return new Map(
    varied.map((item) => [item.id, variantNow(item, { last: last.get(item.id) ?? null, person })]),
  )
}

/** Of the items that ask somebody something else now than their page does, what that is. */
export async function asksOf(
  viewer: Viewer,
  itemIds: readonly string[],
  locale: Locale,
  { loadItem }: Pick<Scorer, 'loadItem'>,
): Promise<PublicItem[]> {
  const items = (await Promise.all(itemIds.map((id) => loadItem(id)))).filter((item) => item !== null)
  const now = await variantsNow(viewer, items)
  return [...now.values()].map((item) => publicItem(item, locale, SEED))
}

/** The variant of the newest answer to each of some items, where there is one. A learner of a class chooses none by a file: of
 *  theirs only what was given here counts. */
async function lastVariants(
  viewer: Viewer,
  itemIds: readonly string[],
  person: string | null,
): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ itemId: string; variant: number }[]>`
    SELECT asked.item AS "itemId", newest."variant"
      FROM unnest(${[...itemIds]}::text[]) AS asked(item)
      JOIN LATERAL (
        SELECT "variant" FROM "ItemResponse" r
         WHERE "userId" = ${viewer.id}::uuid AND "itemId" = asked.item AND (${GIVEN_HERE} OR ${person}::uuid IS NULL)
         ORDER BY "createdAt" DESC, "id" DESC LIMIT 1
      ) newest ON true`
  return new Map(rows.map(({ itemId, variant }) => [itemId, variant]))
}

async function isLearner(viewer: Viewer): Promise<boolean> {
  const where = { userId: viewer.id, role: 'learner', status: 'active' } as const
  return (await db.membership.findFirst({ where, select: { id: true } })) !== null
}
