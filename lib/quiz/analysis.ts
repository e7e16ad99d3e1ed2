// How well items measure, from the first answers of a class. Definitions are those of classical test theory (Crocker and
// Algina, Introduction to Classical and Modern Test Theory, 1986, chapters 5, 6 and 14); what is not defined is null.

/** Learners × items: the share of points of a first answer, 0 to 1; null where there is none. */
export type Shares = readonly (readonly (number | null)[])[]

/** One item over those who answered it. */
export type ItemStatistics = {
  readonly n: number
  /** The mean share of points, 0 to 1: high is easy. Null where nobody answered. */
  readonly difficulty: number | null
  /** The share of those who got every point. */
  readonly firstTry: number | null
  /** Pearson's correlation of the item with the rest: the mean share of the learner's other answers. Over those who gave
   *  any; null below three of them, and where either does not vary. */
  readonly itemRest: number | null
  /** The mean share of the upper 27 % of those learners by the rest, less that of the lower 27 %, -1 to 1. Who are alike at
   *  the edge of a group share its last places. Null below four learners, and where all of them are alike. */
  readonly discrimination: number | null
}

/** One quiz over those who answered all of its items. */
export type Reliability = {
  readonly n: number
  /** Cronbach's alpha, which is KR-20 where every answer is right or wrong; null below two items or two learners, and where
   *  all sums are alike. */
  readonly alpha: number | null
  /** Standard error of measurement of a learner's mean share, 0 to 1: SD · sqrt(1 - alpha). */
  readonly standardError: number | null
}

/** The part of the learners that is an upper, or a lower, group (Kelley, 1939). */
const GROUP = 0.27

/** Every column of a table. */
export function itemStatistics(shares: Shares, isRight: (share: number) => boolean): ItemStatistics[] {
  const all = totals(shares)
  return Array.from({ length: shares[0]?.length ?? 0 }, (_, item) => {
    const own = shares.flatMap((row) => row[item] ?? [])
    const pairs = pairsOf(shares, all, item)
    return {
      n: own.length,
      difficulty: mean(own),
      firstTry: mean(own.map((share) => (isRight(share) ? 1 : 0))),
      itemRest: pairs.length < 3 ? null : correlation(pairs),
      discrimination: upperLessLower(pairs),
    }
  })
}

/** Who is in the upper, and who in the lower group of one item: by row of the table a learner's part of one place, from 0 to
 *  1, where they have one at all. */
export type Groups = {
  /** So many places each of them has. */
  readonly size: number
  readonly upper: ReadonlyMap<number, number>
  readonly lower: ReadonlyMap<number, number>
}

/** The groups that an item's discrimination compares; null where it is not defined. */
export function groupsOf(shares: Shares, item: number): Groups | null {
  return group(pairsOf(shares, totals(shares), item))
}

type Totals = readonly { readonly sum: number; readonly count: number }[]

function totals(shares: Shares): Totals {
  return shares.map((row) => {
    const given = row.filter((share) => share !== null)
    return { sum: sum(given), count: given.length }
  })
}

/** Who answered the item and another one. */
function pairsOf(shares: Shares, all: Totals, item: number): Pair[] {
  return shares.flatMap((row, learner) => {
    const share = row[item] ?? null
    const { sum: whole, count } = all[learner] ?? { sum: 0, count: 0 }
    return share === null || count < 2 ? [] : [{ learner, share, rest: (whole - share) / (count - 1) }]
  })
}

/** All columns of a table taken as one quiz. */
export function reliability(shares: Shares): Reliability {
  const full = shares.filter((row): row is readonly number[] => row.every((share) => share !== null))
  const n = full.length
  const items = full[0]?.length ?? 0
  if (items < 2 || n < 2) return { n, alpha: null, standardError: null }
  const total = variance(full.map(sum))
  if (total === 0) return { n, alpha: null, standardError: null }
  const each = sum(Array.from({ length: items }, (_, item) => variance(full.map((row) => row[item] ?? 0))))
  const alpha = (items / (items - 1)) * (1 - each / total)
  return { n, alpha, standardError: Math.sqrt(Math.max(0, total * (1 - alpha))) / items }
}

type Pair = { readonly learner: number; readonly share: number; readonly rest: number }

function correlation(pairs: readonly Pair[]): number | null {
  const [share, rest] = [pairs.map((pair) => pair.share), pairs.map((pair) => pair.rest)]
  const [x, y] = [mean(share) ?? 0, mean(rest) ?? 0]
  const [ofShare, ofRest] = [variance(share), variance(rest)]
  if (ofShare === 0 || ofRest === 0) return null
  const together = sum(pairs.map((pair) => (pair.share - x) * (pair.rest - y))) / (pairs.length - 1)
  return Math.min(1, Math.max(-1, together / Math.sqrt(ofShare * ofRest)))
}

function upperLessLower(pairs: readonly Pair[]): number | null {
  const groups = group(pairs)
  if (!groups) return null
  const meanOf = (places: ReadonlyMap<number, number>) =>
    sum(pairs.map(({ learner, share }) => (places.get(learner) ?? 0) * share)) / groups.size
  return meanOf(groups.upper) - meanOf(groups.lower)
}

function group(pairs: readonly Pair[]): Groups | null {
  const sorted = [...pairs].sort((a, b) => b.rest - a.rest)
  if (sorted.length < 4 || isAlike(sorted[0]?.rest ?? 0, sorted.at(-1)?.rest ?? 0)) return null
  const size = Math.max(1, Math.round(GROUP * pairs.length))
  return { size, upper: placesOfFirst(sorted, size), lower: placesOfFirst(sorted.reverse(), size) }
}

/** A place for each of the first learners, those who are like the last of them sharing the places that are left.
 *  @param sorted by `rest` */
function placesOfFirst(sorted: readonly Pair[], size: number): ReadonlyMap<number, number> {
  const edge = sorted[size - 1]?.rest ?? 0
  const within = sorted.slice(0, size).filter(({ rest }) => !isAlike(rest, edge))
  const alike = sorted.filter(({ rest }) => isAlike(rest, edge))
  const part = (size - within.length) / alike.length
  return new Map([
    ...within.map(({ learner }): [number, number] => [learner, 1]),
    ...alike.map(({ learner }): [number, number] => [learner, part]),
  ])
}

/** Means of the same shares, added up in another order. */
function isAlike(a: number, b: number): boolean {
  return Math.abs(a - b) < 1e-9
}

/** Of a sample. What differs by less than sums of shares do by rounding does not vary. */
function variance(values: readonly number[]): number {
  const middle = mean(values) ?? 0
  const found = sum(values.map((value) => (value - middle) ** 2)) / (values.length - 1)
  return found < 1e-18 ? 0 : found
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : sum(values) / values.length
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
