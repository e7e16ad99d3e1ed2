import 'server-only'
import type { Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { type Estimate, estimateOf } from '@/lib/progress/mastery'
import { BANDS, bandOf } from './classroom'
import type { Sight } from './event'
import { look, within } from './right'
import { learnersTaught } from './visible'

/** Whose level is below this with a chance of 95 % is low for sure. */
export const LOW = 0.5

/** How well a class masters a concept, over those of its learners who answered anything that is evidence of it. */
export type ConceptOfClass = {
  readonly concept: string
  readonly learners: number
  /** The mean of their levels, and the interval that it lies in with a chance of 90 %. */
  readonly mean: Estimate
  /** How many have which level, band by band from the lowest on (`BANDS`). */
  readonly bands: readonly number[]
  /** How many are low for sure. */
  readonly low: number
}

/** What is known of a class's learners concept by concept, the lowest mean first; null when there is no such class of the viewer's.
 *  It is read from a row a learner and concept, and each combination of points and answers is worked out once.
 *  @param conceptIds those of the course
 *  @param sectionId of this section alone; null: of all of the class */
export async function conceptsOfClass(
  viewer: Viewer,
  classroomId: string,
  conceptIds: readonly string[],
  sectionId: string | null = null,
): Promise<readonly ConceptOfClass[] | null> {
  const seen = await look(viewer, classroomId, null)
  if (!seen) return null
  const rows = await db.$queryRaw<Group[]>`
    WITH ${learnersTaught(within(seen, sectionId))}
    SELECT c."concept", c."permille", c."answers", count(*)::int AS "learners"
      FROM learner l JOIN "LearnerConcept" c ON c."membershipId" = l."id"
     WHERE c."concept" = ANY(${[...conceptIds]}::text[])
     GROUP BY 1, 2, 3`
  const groups = new Map<string, Group[]>()
  for (const row of rows) groups.set(row.concept, [...(groups.get(row.concept) ?? []), row])
  const estimates = new Map<string, Estimate>()
  return [...groups]
    .map(([concept, of]) => ({ concept, ...distributionOf(of, estimates) }))
    .sort((a, b) => a.mean.level - b.mean.level || (a.concept < b.concept ? -1 : 1))
}

/** What learners' answers say of a concept. */
type Evidence = { readonly permille: number; readonly answers: number }
/** So many `learners` of whom the same is known. */
type Group = Evidence & { readonly concept: string; readonly learners: number }

/** The mean of independent posteriors has the mean of their means, and for its variance the sum of theirs by the square of their
 *  number; of many it is nearly normal.
 *  @param known estimates that were worked out before */
function distributionOf(groups: readonly Group[], known: Map<string, Estimate>) {
  const bands = Array.from({ length: BANDS.length + 1 }, () => 0)
  let [learners, sum, variance, low] = [0, 0, 0, 0]
  for (const group of groups) {
    const key = `${group.permille} ${group.answers}`
    const estimate = known.get(key) ?? estimateFrom(group)
    known.set(key, estimate)
    const { level } = estimate
    learners += group.learners
    sum += group.learners * level
    variance += (group.learners * level * (1 - level)) / (group.answers + 3)
    const band = bandOf(level) - 1
    bands[band] = (bands[band] ?? 0) + group.learners
    if (estimate.high < LOW) low += group.learners
  }
  const [level, reach] = [sum / learners, (NORMAL_95 * Math.sqrt(variance)) / learners]
  const mean = { level, low: Math.max(0, level - reach), high: Math.min(1, level + reach) }
  return { learners, mean, bands, low }
}

/** The standard normal's 95 % quantile. */
const NORMAL_95 = 1.6448536269514722

function estimateFrom({ permille, answers }: Evidence): Estimate {
  return estimateOf({ earned: permille / 1000, answers })
}

/** A learner's mastery of a concept. */
export type ConceptOfLearner = Estimate & {
  readonly membershipId: string
  readonly name: string
  readonly answers: number
}

/** So many learners are on a page. */
export const LEARNERS_PAGE = 50

/** Who stands where with a concept, the lowest level first; null when there is no such class of the viewer's.
 *  @param page from 1 on; one beyond the last is the last */
export async function learnersOfConcept(
  viewer: Viewer,
  classroomId: string,
  concept: string,
  page: number,
  sectionId: string | null = null,
): Promise<{
  readonly rows: readonly ConceptOfLearner[]
  /** All who answered anything that is evidence of it, and all others. */
  readonly learners: number
  readonly others: number
  readonly page: number
  readonly pages: number
} | null> {
  const sight: Sight = { kind: 'grades_seen' }
  const seen = await look(viewer, classroomId, sight)
  if (!seen) return null
  const found = await db.$queryRaw<({ id: string; name: string } & Evidence)[]>`
    WITH ${learnersTaught(within(seen, sectionId))}
    SELECT l."id", l."displayName" AS "name", COALESCE(c."permille", 0) AS "permille", COALESCE(c."answers", 0) AS "answers"
      FROM learner l LEFT JOIN "LearnerConcept" c ON c."membershipId" = l."id" AND c."concept" = ${concept}
     ORDER BY (1 + COALESCE(c."permille", 0) / 1000.0) / (2 + COALESCE(c."answers", 0)), l."displayName", l."id"`
  const known = found.filter(({ answers }) => answers > 0)
  const pages = Math.max(1, Math.ceil(known.length / LEARNERS_PAGE))
  const shown = Math.min(Math.max(1, page), pages)
  const rows = known
    .slice((shown - 1) * LEARNERS_PAGE, shown * LEARNERS_PAGE)
    .map(({ id, name, ...evidence }) => ({
      membershipId: id,
      name,
      answers: evidence.answers,
      ...estimateFrom(evidence),
    }))
  return { rows, learners: known.length, others: found.length - known.length, page: shown, pages }
}
