import 'server-only'
import type { Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { type RunProgram, type Turned, turnsOfRun } from '@/lib/player/run-point'
import { GIVEN_HERE } from '@/lib/progress/counting'
import type { Item, ItemProgram } from '@/lib/quiz/item'
import { variantAt } from '@/lib/quiz/variant'
import { look } from './right'
import { learnersTaught } from './visible'

/** Orders of one program that end alike and turn at the same places. */
export type FoundOrder = {
  readonly turns: readonly Turned[]
  /** The one that most learners sent, and the program that it is of. */
  readonly schedule: string
  readonly program: ItemProgram
  readonly learners: number
}
/** How a run ended, and the orders that ended so, the most frequent first. */
export type FoundEnd = {
  readonly stdout: string
  readonly status: number
  readonly isDeadlock: boolean
  /** It is what the item asks for. */
  readonly isRight: boolean
  readonly learners: number
  readonly orders: readonly FoundOrder[]
  /** So many different schedules of it, the least frequent of all, were not looked at for where they turn. */
  readonly unlooked: number
}

/** So many different schedules are looked at, of those that most learners sent. */
export const LOOKED_AT = 40

/** The schedules that a class sent to an item, in all tries that its teacher may see, by how their runs ended and where they turned. A
 *  learner counts once in each. Null where the class is not there to look at.
 *  @param item a schedule */
export async function foundOrdersOf(
  viewer: Viewer,
  classroomId: string,
  item: Item,
): Promise<readonly FoundEnd[] | null> {
  const looked = await look(viewer, classroomId, null)
  if (!looked) return null
  const rows = await db.$queryRaw<Row[]>`
    WITH ${learnersTaught(looked)}
    SELECT r."answer"->>'schedule' AS "schedule", r."variant", s."replayed"->>'stdout' AS "stdout",
           (s."replayed"->>'status')::int AS "status", (s."replayed"->>'deadlock')::boolean AS "isDeadlock",
           bool_or(s."earned" > s."total" - 1e-9) AS "isRight", array_agg(DISTINCT l."userId") AS "userIds"
      FROM learner l
      JOIN "ItemResponse" r ON r."userId" = l."userId" AND r."itemId" = ${item.id} AND ${GIVEN_HERE}
                           AND (l."shareEarlier" OR r."createdAt" >= l."joinedAt")
      JOIN LATERAL (
        SELECT "earned", "total", "replayed" FROM "ItemScore" WHERE "responseId" = r."id" ORDER BY "id" DESC LIMIT 1
      ) s ON true
     WHERE s."replayed"->>'state' = 'finished'
     GROUP BY 1, 2, 3, 4, 5
     ORDER BY count(DISTINCT l."userId") DESC, 1`
  const found = rows.flatMap((row) => {
    const program = variantAt(item, row.variant)?.program
    return program ? [{ ...row, program }] : []
  })
  const turned = new Map<Sent, readonly Turned[] | null>()
  for (const one of found.slice(0, LOOKED_AT)) turned.set(one, await turnsIn(one))
  const ends = grouped(found, ({ stdout, status, isDeadlock, isRight }) =>
    JSON.stringify([stdout, status, isDeadlock, isRight]),
  )
  return ends.map(([first, all]): FoundEnd => {
    const { stdout, status, isDeadlock, isRight } = first
    const known = all.filter((one) => turned.get(one))
    const orders = grouped(known, (one) => JSON.stringify([one.variant, turned.get(one)]))
    return {
      ...{ stdout, status, isDeadlock, isRight, learners: peopleIn(all) },
      orders: orders.map(([{ schedule, program }, some]) => {
        const turns = turned.get(some[0]) ?? []
        return { turns, schedule, program, learners: peopleIn(some) }
      }),
      unlooked: all.length - known.length,
    }
  })
}

type Row = Pick<FoundEnd, 'stdout' | 'status' | 'isDeadlock' | 'isRight'> & {
  readonly schedule: string
  readonly variant: number
  readonly userIds: readonly string[]
}
type Sent = Row & { readonly program: ItemProgram }
type Some = readonly [Sent, ...Sent[]]

/** What has one key is together, each with the first of it; what most learners sent comes first. */
function grouped(all: readonly Sent[], keyOf: (one: Sent) => string): [Sent, Some][] {
  const groups = new Map<string, [Sent, ...Sent[]]>()
  for (const one of all) {
    const key = keyOf(one)
    const group = groups.get(key)
    if (group) group.push(one)
    else groups.set(key, [one])
  }
  return [...groups.values()]
    .map((group): [Sent, Some] => [group[0], group])
    .sort(([, a], [, b]) => peopleIn(b) - peopleIn(a))
}

function peopleIn(all: readonly Sent[]): number {
  return new Set(all.flatMap(({ userIds }) => userIds)).size
}

/** Where runs turned, the latest asked last: a run is its program and its schedule, and is the same every time. */
const known = new Map<string, readonly Turned[] | null>()
const KEPT = 2_000

/** Whoever else waits for this thread gets it in between. */
async function turnsIn({ program, schedule }: Sent): Promise<readonly Turned[] | null> {
  const { file, source, config } = program
  const key = JSON.stringify([source, config, schedule])
  let turns = known.get(key)
  if (turns === undefined) {
    await new Promise((resolve) => setImmediate(resolve))
    turns = turnsOfRun({ file, source, config: config as RunProgram['config'] }, schedule)
  }
  known.delete(key)
  known.set(key, turns)
  for (const oldest of known.keys()) {
    if (known.size <= KEPT) break
    known.delete(oldest)
  }
  return turns
}
