/** A path told step by step: who does what where, and what the shared variables hold after it. */
import { sourcePosition } from '../kernel/figure/backtrace'
import type { Machine, Task } from '../kernel/state/machine'
import { liveTask } from './clock-move'
import { type Deed, deedOf } from './deed'
import { type Graph, moveOf } from './graph'
import { beginMoves, makeMove } from './machine-step'
import type { Move, Operation, OrderedAccess } from './model'
import { valuesOf } from './shared-name'
import { CLOCK, type TaskNumbers } from './task-number'
import { at } from './vector'

/** A place in the source: a line from 1, or 0 in the library, and the index of its file where that is not the first. */
export type SourceLine = { readonly line: number; readonly file?: number }

export type StoryStep = SourceLine & {
  /** The task, in letter order; -1: the clock. */
  readonly task: number
  readonly deed: Deed
  /** Visible operations of all tasks before it, as a schedule counts them. */
  readonly made: number
  /** After the step, in the order of the names. */
  readonly values: readonly string[]
}

export type Story = {
  /** Variables that several tasks touch. */
  readonly names: readonly string[]
  readonly steps: readonly StoryStep[]
}

/** One step of a path, and what is known of it from the search. */
export type PathStep = { readonly move: Move; readonly accesses: readonly OrderedAccess[] }

/** What a story needs of an edge: its move, and what that does to memory. */
export function pathStep(graph: Graph, edge: number): PathStep {
  const { accesses } = graph.operations[at(graph.operation, edge)] as Operation
  return { move: moveOf(graph, edge), accesses }
}

/** @param machine that has just been booted; it makes the path */
export function storyOf(
  machine: Machine,
  numbers: TaskNumbers,
  path: readonly PathStep[],
  names: readonly string[],
): Story {
  beginMoves(machine)
  const steps = path.map(({ move, accesses }): StoryStep => {
    const told = tellMove(machine, numbers, move, accesses)
    makeMove(machine, numbers, move)
    return { ...told, values: valuesOf(machine, names) }
  })
  return { names, steps }
}

/** What a move is, before it is made. */
export function tellMove(
  machine: Machine,
  { tids }: TaskNumbers,
  { task: number }: Move,
  accesses: readonly OrderedAccess[],
): Omit<StoryStep, 'values'> {
  const made = machine.state.visibles
  const task = number === CLOCK ? null : liveTask(machine, tids[number] as number)
  if (!task) return { task: -1, line: 0, deed: { kind: 'clock' }, made }
  return { task: task.index, ...sourceLine(machine, task), deed: deedOf(machine, task, accesses), made }
}

/** Where a task is in the source. */
export function sourceLine(machine: Machine, task: Task): SourceLine {
  const { file, line } = sourcePosition(machine, task)
  if (file < 0) return { line: 0 }
  return file === 0 ? { line } : { line, file }
}
