import type { RaceStory, StoryStep } from '@/lib/engine'

/** One row of the drawing of a race: a step that is shown, or steps that are folded between two of them. */
export type RaceRow =
  | { readonly kind: 'step'; readonly step: number }
  | { readonly kind: 'fold'; readonly steps: number }

/** Pairs of unordered accesses whose steps are shown; the others are counted. */
const SHOWN_PAIRS = 4

export type RacePicture = {
  /** One lane each: those that race side by side, else in letter order. */
  readonly tasks: readonly number[]
  readonly rows: readonly RaceRow[]
  /** Links between steps that are shown. */
  readonly orders: RaceStory['orders']
  readonly pairs: readonly { readonly from: number; readonly to: number }[]
  /** Steps of the pairs. */
  readonly accesses: readonly number[]
}

/** What of a run with a race is drawn: its two accesses, other accesses that nothing orders, and what does order its tasks. */
export function racePicture(story: RaceStory): RacePicture {
  const { steps, first, second } = story
  const pairs = shownPairs(story)
  const racing = new Set([first, second, ...pairs.flatMap(({ from, to }) => [from, to])])
  const taskOf = (step: number) => steps[step]?.task ?? []
  const [one, ...others] = [...new Set([first, second].flatMap(taskOf))].sort((a, b) => a - b)
  const rest = [...new Set([...racing].flatMap(taskOf))].sort((a, b) => a - b)
  // What they race on is drawn between their lanes: none stands there.
  const tasks = rest.flatMap((task) =>
    task === one ? [task, ...others] : others.includes(task) ? [] : [task],
  )
  const orders = story.orders.filter(({ from, to }) =>
    [from, to].every((step) => tasks.includes(steps[step]?.task ?? -1)),
  )
  const shown = new Set([...racing, ...orders.flatMap(({ from, to }) => [from, to])])
  return { tasks, rows: rowsOf(steps, shown), orders, pairs, accesses: [...racing] }
}

/** The two accesses themselves first, then those of other steps, each step at most twice. */
function shownPairs({ pairs, first, second }: RaceStory): RaceStory['pairs'] {
  const own = pairs.filter(({ from, to }) => from === first && to === second)
  const others = pairs.filter((pair) => !own.includes(pair))
  return [...own, ...others].slice(0, SHOWN_PAIRS)
}

function rowsOf(steps: readonly StoryStep[], shown: ReadonlySet<number>): RaceRow[] {
  const rows: RaceRow[] = []
  let folded = 0
  steps.forEach((_, step) => {
    if (!shown.has(step)) {
      folded++
      return
    }
    // What comes before the first and after the last is left out without a word.
    if (folded > 0 && rows.length > 0) rows.push({ kind: 'fold', steps: folded })
    folded = 0
    rows.push({ kind: 'step', step })
  })
  return rows
}

/** The end that is compared with: of the outcomes the one that needs the fewest switches, which is what running one task
 *  after the other gives; and of all others the one with the fewest switches. Null: all orders end alike.
 *  @param outcomes @param deadlocks of an exploration
 *  @returns an index into the outcomes, then the deadlocks */
export function shortestOther(outcomes: readonly EndOfRun[], deadlocks: readonly EndOfRun[]): number | null {
  const all = [...outcomes, ...deadlocks]
  const usual = leastSwitches(
    outcomes.map((_, i) => i),
    all,
  )
  const others = all.map((_, i) => i).filter((i) => i !== usual)
  return leastSwitches(others, all)
}

type EndOfRun = { readonly switches: number; readonly length: number }

function leastSwitches(indexes: readonly number[], ends: readonly EndOfRun[]): number | null {
  const order = (i: number) => [ends[i]?.switches ?? 0, ends[i]?.length ?? 0] as const
  return indexes.reduce<number | null>((best, i) => {
    if (best === null) return i
    const [a, b] = [order(i), order(best)]
    return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]) ? i : best
  }, null)
}
