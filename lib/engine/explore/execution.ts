/**
 * The number of executions that differ in more than the order of independent steps (Mazurkiewicz traces), by dynamic
 * programming over (state, sleep set): a sleep set holds the moves whose executions were counted already, so that of
 * all orders of independent steps exactly one is followed (Godefroid, Partial-Order Methods, 1996, chapter 5).
 */
import { edgesOf, type Graph, moveOf } from './graph'
import { conflicts } from './model'
import { at } from './vector'

/** (state, sleep set) pairs at most. */
const MOST = 300_000

type Count = {
  readonly key: string
  readonly edges: readonly number[]
  sum: number
  next: number
  asleep: number[]
}

/** Null: infinitely many (a cycle), too many pairs to count, or more than a number of the host holds exactly. */
export function countExecutions(graph: Graph): number | null {
  const known = new Map<string, number>()
  const open = new Set<string>()
  const related = conflictTable(graph)
  const stack: Count[] = [openCount(graph, 0, [])]
  open.add(stack[0]?.key ?? '')
  for (;;) {
    const top = stack[stack.length - 1] as Count
    const edge = top.edges[top.next]
    if (edge === undefined) {
      known.set(top.key, top.sum)
      open.delete(top.key)
      stack.pop()
      const below = stack[stack.length - 1]
      if (!below) return Number.isSafeInteger(top.sum) ? top.sum : null
      below.sum += top.sum
      continue
    }
    top.next++
    if (top.asleep.some((other) => isSameMove(graph, other, edge))) continue
    const asleep = top.asleep.filter(
      (other) => !related(at(graph.operation, other), at(graph.operation, edge)),
    )
    top.asleep = [...top.asleep, edge]
    const after = openCount(graph, at(graph.to, edge), asleep)
    const count = known.get(after.key)
    if (count !== undefined) top.sum += count
    else if (open.has(after.key) || known.size > MOST) return null
    else {
      open.add(after.key)
      stack.push(after)
    }
  }
}

function openCount(graph: Graph, state: number, asleep: readonly number[]): Count {
  // A sleeping move goes on sleeping where the graph has no edge for it: it is the same move there.
  const moves = asleep.map((edge) => at(graph.move, edge)).sort((a, b) => a - b)
  const edges = edgesOf(graph, state)
  return {
    key: `${state}:${moves.join(',')}`,
    edges,
    // Where a task spins for ever nobody makes a move that is another state, yet the run goes on without end.
    sum: edges.length > 0 ? 0 : at(graph.ended, state) < 0 ? Infinity : 1,
    next: 0,
    asleep: [...asleep],
  }
}

function isSameMove(graph: Graph, a: number, b: number): boolean {
  return moveOf(graph, a) === moveOf(graph, b)
}

/** Whether two operations, by number, conflict; asked once a pair. Steps of one task are never exchanged. */
function conflictTable(graph: Graph): (a: number, b: number) => boolean {
  const known = new Map<number, boolean>()
  const size = graph.operations.length
  return (a, b) => {
    const key = Math.min(a, b) * size + Math.max(a, b)
    const found = known.get(key)
    if (found !== undefined) return found
    const [x, y] = [graph.operations[a], graph.operations[b]]
    const result = !x || !y || x.task === y.task || conflicts(x, y)
    known.set(key, result)
    return result
  }
}
