import { taskLetter } from '@/lib/engine/task-letter'
import type { UpdateState } from '@/lib/player/update'
import { fill } from '../_ui/fill'
import type { Labels } from './label'

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
