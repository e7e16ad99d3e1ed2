import { taskLetter } from '@/lib/engine/task-letter'
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
  const least = (of: (run: PolicyRun) => number) => Math.min(...runs.map(of))
  const switches = (run: PolicyRun) => run.switches
  const shortest = MEASURES.map((measure) => {
    const mean = (run: PolicyRun) => micro(meanOf(run, measure))
    return { measure, best: bestOf(runs, mean), n: least(mean) }
  })
  const fewest = bestOf(runs, switches)
  const isBestOfAll = fewest.some((policy) => shortest.every(({ best }) => best.includes(policy)))
  const columns = shortest.map(({ measure, best, n }) =>
    fill(words.toldColumn, { column: words[measure].toLowerCase(), names: names(best), n }),
  )
  const hasMaker = runs.some(({ times }) => times.tasks.length > 1)
  return [
    hasMaker ? fill(words.told, { task: taskLetter(0) }) : words.toldAlone,
    fill(words.toldShortest, { columns: columns.join(', ') }),
    fill(words.toldSwitches, { names: names(fewest), n: least(switches) }),
    ...(isBestOfAll ? [] : [words.toldNone]),
  ]
}
