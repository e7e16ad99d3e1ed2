import type { policy } from '@/lib/i18n/en/policy'
import { bestOf, MEASURES, meanOf, type PolicyRun } from '@/lib/player/policy'
import { fill } from '../_ui/fill'

/** Words of the figure of policies, in the reader's language. */
export type PolicyWords = typeof policy

/** ns as µs without a fraction. */
export function micro(ns: number): number {
  return Math.round(ns / 1000)
}

/** What the runs show, in sentences: who is best by what, and that nobody is by all. */
export function policySentences(runs: readonly PolicyRun[], words: PolicyWords): string[] {
  const names = (best: readonly PolicyRun['policy'][]) => best.map((one) => words.names[one]).join(', ')
  const response = (run: PolicyRun) => micro(meanOf(run, 'response'))
  const quickest = bestOf(runs, response)
  const fewest = bestOf(runs, ({ switches }) => switches)
  const columns = [...MEASURES.map((measure) => bestOf(runs, (run) => micro(meanOf(run, measure)))), fewest]
  const isBestOfAll = runs.some(({ policy }) => columns.every((best) => best.includes(policy)))
  const least = runs.find(({ policy }) => quickest.includes(policy))
  const calmest = runs.find(({ policy }) => fewest.includes(policy))
  return [
    words.told,
    fill(words.toldResponse, { names: names(quickest), n: least ? response(least) : 0 }),
    fill(words.toldSwitches, { names: names(fewest), n: calmest?.switches ?? 0 }),
    ...(isBestOfAll ? [] : [words.toldNone]),
  ]
}
