import type { MachineView } from '@/lib/engine'
import { taskLetter } from '@/lib/engine/task-letter'
import { lostUpdate, type UpdateState } from '@/lib/player/update'
import { fill } from '../_ui/fill'
import { type Labels, toldState } from './label'

/** What has happened to a variable, in its order; null: no more than one thing. */
export function orderWords(states: readonly UpdateState[], labels: Labels): string | null {
  const happened = states.flatMap(({ task, read, value, readAt, wroteAt }) => [
    ...(readAt === null ? [] : [{ at: readAt, task, word: labels.didReadValue, value: read }]),
    ...(wroteAt === null ? [] : [{ at: wroteAt, task, word: labels.didWriteValue, value }]),
  ])
  if (happened.length < 2) return null
  const list = happened
    .sort((a, b) => a.at - b.at)
    .map(({ task, word, value }) => fill(word, { task: taskLetter(task), value: value ?? '' }))
  return fill(labels.inOrder, { list: list.join(', ') })
}

/** Tasks that are named at most; of more their number is told. */
const MOST_NAMED = 6

/** Who uses the variable: by their letters, or how many they are. */
export function usersWords(states: readonly UpdateState[], labels: Labels): string {
  const tasks =
    states.length > MOST_NAMED
      ? fill(labels.manyTasks, { n: states.length })
      : states.map(({ task }) => taskLetter(task)).join(', ')
  return fill(labels.inData, { tasks })
}

/** How far a task has come with its update, in a word or two. */
export function stageWord(state: UpdateState | undefined, labels: Labels): string {
  if (!state) return ''
  const word = {
    before: labels.nextRead,
    read: labels.nextCompute,
    computed: labels.nextWrite,
    written: labels.hasWritten,
  }[state.stage]
  return fill(word, { value: state.value ?? '', read: state.read ?? '' })
}

/** The figure in sentences: the variable, each task with what it holds, what happened in which order, what was lost.
 *  @param told how many of the tasks have a sentence of their own */
export function updateWords(
  states: readonly UpdateState[],
  told: number,
  view: MachineView,
  labels: Labels,
): string[] {
  const name = states[0]?.name ?? ''
  const value = variableIn(view, name)?.value ?? ''
  return [
    `${fill(labels.inMemoryIs, { name, value })}, ${usersWords(states, labels)}`,
    ...states.slice(0, told).map((state) => taskWords(state, view, labels)),
    ...(states.length > told ? [`+ ${fill(labels.manyTasks, { n: states.length - told })}`] : []),
    ...[orderWords(states, labels), lostWords(states, labels)].filter((words) => words !== null),
  ]
}

function taskWords(state: UpdateState, view: MachineView, labels: Labels): string {
  const task = view.tasks[state.task]
  const held = state.stage === 'written' ? labels.heldLast : labels.heldValue
  const words = [
    task ? toldState(task, view, labels) : labels.notYet,
    `${held}: ${state.value ?? labels.printedNothing}`,
    stageWord(state, labels),
  ]
  return fill(labels.updateOf, {
    task: taskLetter(state.task),
    name: task?.name ?? '',
    words: words.join('; '),
  })
}

/** What the machine holds of a variable. */
export function variableIn(view: MachineView, name: string) {
  for (const { pid, segments } of view.processes)
    for (const { values } of segments) {
      const found = values.find((value) => value.name === name)
      if (found) return { pid, address: found.address, value: found.value }
    }
  return undefined
}

/** How an update was lost; null: none was. */
export function lostWords(updates: readonly UpdateState[], labels: Labels): string | null {
  const lost = lostUpdate(updates)
  if (!lost) return null
  const { first, late } = lost
  return fill(labels.updateLost, {
    first: taskLetter(first.task),
    late: taskLetter(late.task),
    value: late.read ?? '',
  })
}
