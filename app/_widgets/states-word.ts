import type { SourceFile, StateMap } from '@/lib/engine'
import type { Fate } from '@/lib/player/state-fate'
import { fill } from '../_ui/fill'
import { deedWord, endWord, nameOfTask, type OrderLabels, placeWord } from './order-word'

/** What is certain of a state, in a few words: its one end, where there is one. */
export function fateWord(map: StateMap, state: number, fate: Fate, labels: OrderLabels): string {
  const ends = map.fates[map.states[state]?.fate ?? -1] ?? []
  const only = ends.length === 1 ? map.ends[ends[0] ?? -1] : undefined
  if (only) return fill(labels.fateOnly, { end: endOf(only, labels) })
  return kindWord(fate, labels)
}

export function kindWord(fate: Fate, labels: OrderLabels): string {
  const words = { open: 'fateOpen', wanted: 'fateWanted', other: 'fateOther', stuck: 'fateStuck' } as const
  return labels[words[fate]]
}

export function endOf(end: StateMap['ends'][number], labels: OrderLabels): string {
  return endWord({ ...end, isDeadlock: end.kind === 'deadlock' }, labels)
}

/** A step with what follows of it without a choice. */
export function wayWord(map: StateMap, way: readonly number[], labels: OrderLabels): string {
  const edge = map.edges[way[0] ?? -1]
  const deed = edge ? deedWord(edge.deed, labels) : ''
  return way.length > 1 ? fill(labels.stepThen, { deed, n: way.length - 1 }) : deed
}

/** Where the tasks are and what the variables hold, as a sentence. */
export function stateWords(
  map: StateMap,
  state: number,
  files: readonly SourceFile[],
  labels: OrderLabels,
): string {
  const here = map.states[state]
  if (!here) return ''
  const values = map.names.map((name, i) => `${name} = ${here.values[i] ?? ''}`)
  const tasks = here.tasks.map((at) =>
    fill(labels.taskAt, { task: nameOfTask(at.task), place: placeWord(at, files, labels) }),
  )
  return [...values, ...tasks].join(', ')
}

/** Kinds of steps that decide: the same task at the same place with the same fate, once, and how often that is in the map. */
export function decidingSteps(map: StateMap, fates: readonly Fate[], labels: OrderLabels) {
  const known = new Map<string, { readonly edge: number; readonly fate: string; count: number }>()
  map.edges.forEach(({ from, to, task, line, file = 0, deed }, edge) => {
    if (fates[from] !== 'open' || fates[to] === 'open') return
    const fate = fateWord(map, to, fates[to] ?? 'open', labels)
    const key = `${task} ${file}:${line} ${JSON.stringify(deed)} ${fate}`
    const one = known.get(key) ?? { edge, fate, count: 0 }
    one.count++
    known.set(key, one)
  })
  return [...known.values()]
}
