import { conceptOf } from '@/lib/quiz/item'
import { dayOf } from './day'

/** One answer, as mastery sees it. Of a card's self-rating `total` is 0: it is evidence of nothing. */
export type GivenAnswer = {
  readonly itemId: string
  readonly state: 'scored' | 'exploring' | 'unfinished'
  readonly earned: number
  readonly total: number
  readonly at: Date
}

/** What is known of how well a concept is mastered: `answers` that count and the sum of their shares of points. */
export type ConceptMastery = {
  readonly concept: string
  readonly earned: number
  readonly answers: number
  /** Of the newest answer that counts. */
  readonly updatedAt: Date
}

/** How likely the next answer is right, 0 to 1, and the interval that it lies in with a chance of 90 %. */
export type Estimate = { readonly level: number; readonly low: number; readonly high: number }

/** Counts what answers say, concept by concept. Of one item the first answer of a day counts, where it could be scored: one
 *  that is given again just after its key was shown says nothing. The order of `answers` does not matter, so that merging
 *  two accounts is union, then this. */
export function masteryOf(answers: readonly GivenAnswer[]): ConceptMastery[] {
  const seen = new Set<string>()
  const byConcept = new Map<string, ConceptMastery>()
  for (const { itemId, state, earned, total, at } of [...answers].sort(byTime)) {
    const occasion = `${itemId} ${dayOf(at)}`
    const isFirst = !seen.has(occasion)
    seen.add(occasion)
    if (!isFirst || state !== 'scored' || total <= 0) continue
    const concept = conceptOf(itemId)
    const before = byConcept.get(concept) ?? { earned: 0, answers: 0 }
    const more = { earned: before.earned + earned / total, answers: before.answers + 1 }
    byConcept.set(concept, { concept, ...more, updatedAt: at })
  }
  return [...byConcept.values()].sort((a, b) => (a.concept < b.concept ? -1 : 1))
}

/** The estimate that answers give: before any, every level is as likely as every other, and each answer moves it. That is the
 *  posterior of a binomial share under a flat prior, Beta(1 + right, 1 + wrong), its mean and its central interval (Gelman
 *  et al., Bayesian Data Analysis, 3rd ed., sections 2.1 to 2.4); a partly right answer counts as a part of each. */
export function estimateOf({ earned, answers }: Pick<ConceptMastery, 'earned' | 'answers'>): Estimate {
  const [a, b] = [1 + earned, 1 + answers - earned]
  return { level: a / (a + b), low: betaQuantile(0.05, a, b), high: betaQuantile(0.95, a, b) }
}

/** The share below which Beta(a, b) has `chance`, to a thousandth of a per cent, by halving. */
function betaQuantile(chance: number, a: number, b: number): number {
  let [low, high] = [0, 1]
  const scale = logGamma(a + b) - logGamma(a) - logGamma(b)
  while (high - low > 1e-5) {
    const middle = (low + high) / 2
    if (betaBelow(middle, a, b, scale) < chance) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** The chance that Beta(a, b) is below x: the regularized incomplete beta function, by its continued fraction (Press et al.,
 *  Numerical Recipes, 3rd ed., section 6.4).
 *  @param scale ln Γ(a + b) / (Γ(a) Γ(b)), the same for every x */
function betaBelow(x: number, a: number, b: number, scale: number): number {
  // The fraction comes together quickly on this side alone.
  if (x > (a + 1) / (a + b + 2)) return 1 - betaBelow(1 - x, b, a, scale)
  const front = Math.exp(scale + a * Math.log(x) + b * Math.log(1 - x))
  return (front * fraction(x, a, b)) / a
}

/** By the modified method of Lentz. */
function fraction(x: number, a: number, b: number): number {
  let c = 1
  let d = 1 / (1 - ((a + b) * x) / (a + 1))
  let value = d
  for (let m = 1; m <= 300; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / (1 + even * d)
    c = 1 + even / c
    value *= c * d
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / (1 + odd * d)
    c = 1 + odd / c
    value *= c * d
    if (Math.abs(c * d - 1) < 1e-12) break
  }
  return value
}

/** ln Γ(x) for x ≥ 1: Stirling's series, after x was made large enough by Γ(x + 1) = x Γ(x). */
function logGamma(x: number): number {
  if (x < 10) return logGamma(x + 1) - Math.log(x)
  const series = 1 / (12 * x) - 1 / (360 * x ** 3) + 1 / (1260 * x ** 5)
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series
}

/** Two answers of one millisecond are ordered by item, so that the count has one result. */
function byTime(a: GivenAnswer, b: GivenAnswer): number {
  return a.at.getTime() - b.at.getTime() || (a.itemId < b.itemId ? -1 : a.itemId > b.itemId ? 1 : 0)
}
