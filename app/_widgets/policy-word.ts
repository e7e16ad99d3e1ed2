import { taskLetter } from '@/lib/engine/task-letter'
import type { policy } from '@/lib/i18n/en/policy'
import { bestOf, MEASURES, meanOf, type PolicyRun, waitsOf } from '@/lib/player/policy'
import { fill } from '../_ui/fill'

/** Words of the figure of policies, in the reader's language. */
export type PolicyWords = typeof policy

/** ns as µs without a fraction. */
export function micro(ns: number): number {
  return Math.round(ns / 1000)
}

/** From the least to the most in µs; one number where they are the same. */
export function span([least, most]: readonly [number, number]): string {
  return micro(least) === micro(most) ? String(micro(least)) : `${micro(least)}–${micro(most)}`
}

/** Of the task that the policy matters most to: where it waits least, and where most. */
function widest(runs: readonly PolicyRun[], words: PolicyWords): string[] {
  const ranges = waitsOf(runs).map(({ task, waits }) => {
    const [least, most] = [Math.min(...waits), Math.max(...waits)]
    return { task, waits, least, most }
  })
  const [first] = [...ranges].sort((a, b) => b.most - b.least - (a.most - a.least))
  if (!first || micro(first.least) === micro(first.most)) return []
  const { task, waits, least, most } = first
  const under = (ns: number) =>
    runs.flatMap(({ policy }, i) => (waits[i] === ns ? [words.names[policy]] : [])).join(', ')
  const values = { task: taskLetter(task), least: micro(least), most: micro(most) }
  return [fill(words.toldWaits, { ...values, best: under(least), worst: under(most) })]
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
    ...widest(runs, words),
    fill(words.toldShortest, { columns: columns.join(', ') }),
    fill(words.toldSwitches, { names: names(fewest), n: least(switches) }),
    ...(isBestOfAll ? [] : [words.toldNone]),
  ]
}
