/**
 * Every state of a small program and every step between them: the picture of all orders. Unlike what `explore` reports,
 * nothing is left out for being like another order: every task goes on in every state.
 */

import { nextOperation } from '../kernel/run/next-operation'
import { encodeSchedule } from '../kernel/run/schedule'
import type { PartialConfig } from '../kernel/state/config'
import { type Machine, taskAt } from '../kernel/state/machine'
import type { BootWith } from './boot-with'
import { contestOf, givesBack } from './contest'
import { endingsFrom, fatesOf } from './fate'
import { edgesOf, type Graph, moveOf, stateCount } from './graph'
import { type MachineModel, machineModel, readEnding } from './machine-model'
import { beginMoves, makeMove } from './machine-step'
import type { Ending, Operation } from './model'
import { racesOf } from './race'
import { type Bounds, beginSearch, continueSearch, endSearch, type Search } from './search'
import { sharedNames, valuesOf } from './shared-name'
import { type SourceLine, type StoryStep, sourceLine, tellMove } from './story'
import { numberOfTid, taskNumbers } from './task-number'
import { at } from './vector'

export type StateMap = {
  /** Variables that several tasks touch. */
  readonly names: readonly string[]
  /** Ways in which a run can end, each once. */
  readonly ends: readonly MapEnd[]
  /** Sets of ends, as indexes: what a state can still come to. Empty: no end can be reached from it. */
  readonly fates: readonly (readonly number[])[]
  /** By number, in order of discovery; 0 is the beginning. */
  readonly states: readonly MapState[]
  /** Those of one state follow each other, in the order of tasks. */
  readonly edges: readonly MapEdge[]
}

export type MapEnd = {
  readonly kind: Ending['kind']
  readonly stdout: string
  readonly stderr: string
  readonly status: number
}

export type MapState = {
  /** What the variables hold, in the order of the names. */
  readonly values: readonly string[]
  readonly tasks: readonly MapTask[]
  /** Index of its end; -1: a run goes on from here. */
  readonly end: number
  /** Index of its fate. */
  readonly fate: number
}

/** A task that is there, in letter order, and the line that it runs next. */
export type MapTask = SourceLine & { readonly task: number }

export type MapEdge = Omit<StoryStep, 'values' | 'made'> & {
  readonly from: number
  readonly to: number
  readonly move: MapMove
}

/** A move that means the same on every path; tid -1: the clock. */
export type MapMove = { readonly tid: number; readonly choice: number }

export type MapRun = {
  /** Goes on for so many steps. True: it is done. */
  readonly advance: (steps: number) => boolean
  readonly states: () => number
  /** Null: it was not done, or cut by a bound, or what the library does is in contest, so that some states are missing. */
  readonly result: () => StateMap | null
}

/** What a schedule of the map is played with: that of `explore`. */
const ASKED = { cores: 1, policy: 'rr', quantum: 1, seed: 0 } as const satisfies PartialConfig

/** All states of a program, each with what it shows, where they are few enough for a picture. @param bounds of the search */
export function mapStates(bootWith: BootWith, bounds: Bounds): MapRun {
  const machine = bootWith(ASKED, null)
  const contest = contestOf()
  machine.shared = contest
  contest.begin()
  const explored = machineModel(machine)
  const search = beginSearch(explored.model, bounds, true)
  let map: StateMap | null | undefined
  return {
    advance: (steps) => continueSearch(search, steps),
    states: () => stateCount(search.graph),
    result() {
      if (map !== undefined) return map
      const isDone = search.done && search.cut === null
      if (isDone && givesBack(search.graph)) contest.race(racesOf(search.graph).freed)
      const isWhole = isDone && !contest.isNew()
      endSearch(search)
      map = isWhole ? mapOf(search, explored, machine) : null
      explored.close()
      return map
    },
  }
}

function mapOf({ graph }: Search, explored: MachineModel, machine: Machine): StateMap {
  const names = sharedNames(graph.operations)
  const reach = fatesOf(graph)
  const fates: number[][] = []
  const known = new Map<string, number>()
  const fateOf = (state: number) => {
    const ends = endingsFrom(graph, reach, state)
    const key = ends.join()
    const found = known.get(key) ?? fates.push(ends) - 1
    known.set(key, found)
    return found
  }
  const seen = look(graph, explored, machine, names)
  return {
    names,
    ends: graph.endings.map((ending) => ({ kind: ending.kind, ...readEnding(ending) })),
    fates,
    states: seen.states.map((state, i) => ({ ...state, end: at(graph.ended, i), fate: fateOf(i) })),
    edges: seen.edges,
  }
}

type Seen = {
  readonly states: Pick<MapState, 'values' | 'tasks'>[]
  readonly edges: MapEdge[]
}

/** Goes to every state once, by the path on which it was discovered, and looks around. */
function look(
  graph: Graph,
  { model, numbers, stand }: MachineModel,
  machine: Machine,
  names: readonly string[],
): Seen {
  const states: Seen['states'] = []
  const out: MapEdge[][] = []
  const open: { readonly state: number; readonly mark: number; readonly edges: number[] }[] = []
  const enter = (state: number, mark: number) => {
    stand()
    states[state] = { values: valuesOf(machine, names), tasks: tasksOf(machine) }
    const edges = edgesOf(graph, state)
    out[state] = edges.map((edge): MapEdge => {
      const move = moveOf(graph, edge)
      const { accesses } = graph.operations[at(graph.operation, edge)] as Operation
      const tid = numbers.tids[move.task] as number
      const { task, line, deed } = tellMove(machine, numbers, move, accesses)
      return { from: state, to: at(graph.to, edge), move: { tid, choice: move.choice }, task, line, deed }
    })
    open.push({ state, mark, edges: [...edges] })
  }
  enter(0, model.mark())
  for (let top = open.at(-1); top; top = open.at(-1)) {
    const edge = top.edges.shift()
    if (edge === undefined) {
      model.undo(top.mark)
      open.pop()
      continue
    }
    const to = at(graph.to, edge)
    if (states[to]) continue
    const mark = model.mark()
    model.step(moveOf(graph, edge))
    enter(to, mark)
  }
  return { states, edges: out.flat() }
}

function tasksOf(machine: Machine): MapTask[] {
  return machine.state.live.flatMap((index) => {
    const task = taskAt(machine, index)
    if (nextOperation(machine, task) === null) return []
    return [{ task: task.index, ...sourceLine(machine, task) }]
  })
}

/**
 * The schedule of a path through a map, for a simulator.
 * @param moves from the beginning; those that cannot be made are left out
 */
export function scheduleOfMoves(bootWith: BootWith, moves: readonly MapMove[]): string {
  const machine = bootWith(ASKED, null)
  const numbers = taskNumbers()
  beginMoves(machine)
  for (const { tid, choice } of moves) makeMove(machine, numbers, { task: numberOfTid(numbers, tid), choice })
  return encodeSchedule(machine)
}
