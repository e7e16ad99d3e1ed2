/** The fewest switches to each end of a small program: a graph in which orders were left out may hold only paths with more. */
import type { Graph } from './graph'
import type { MachineModel } from './machine-model'
import { type Report, reportOf, type Shown } from './report'
import { beginSearch, continueSearch, endSearch } from './search'
import type { TaskNumbers } from './task-number'

/** An ending with its path, and in which graph the path is, by whose numbers of tasks. */
export type ToldEnd = Shown & { readonly graph: Graph; readonly numbers: TaskNumbers }

/** Up to so many states of the graph that there is, nothing is left out in a second one; and what that may come to. */
const FEW_STATES = 300
const WHOLE = { states: 3_000, work: 2_000_000 }
const SLICE = 1_000

/**
 * The ends of a report, each with the path of the fewest switches that there is where the program is small, else of those in its graph.
 * @param graph @param numbers of the report
 * @param model of a machine that has just been booted, made once at most
 */
export function shortestEnds(
  report: Report,
  graph: Graph,
  numbers: TaskNumbers,
  model: () => MachineModel,
): { readonly outcomes: readonly ToldEnd[]; readonly deadlocks: readonly ToldEnd[] } {
  const { outcomes, deadlocks, complete, states } = report
  const known = [...outcomes, ...deadlocks]
  // One order alone has no shorter one, and none is compared with others.
  const whole = complete && states <= FEW_STATES && known.length > 1 ? wholeReport(model()) : null
  const told = (end: Shown): ToldEnd => {
    const shorter = whole?.ends.find(
      ({ ending }) => ending.kind === end.ending.kind && ending.key === end.ending.key,
    )
    return shorter ?? { ...end, graph, numbers }
  }
  return { outcomes: outcomes.map(told), deadlocks: deadlocks.map(told) }
}

/** Null: it has too many states. */
function wholeReport({ model, numbers, close }: MachineModel): { readonly ends: readonly ToldEnd[] } | null {
  const search = beginSearch(model, WHOLE, true)
  while (!continueSearch(search, SLICE));
  const isWhole = search.cut === null
  endSearch(search)
  close()
  if (!isWhole) return null
  const { graph } = search
  const { outcomes, deadlocks } = reportOf(search)
  return { ends: [...outcomes, ...deadlocks].map((end) => ({ ...end, graph, numbers })) }
}
