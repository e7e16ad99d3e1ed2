import type { Deed, ProgramDeadlock, SourceFile, SourceLine } from '@/lib/engine'
import { taskLetter } from '@/lib/engine/task-letter'
import type { orders } from '@/lib/i18n/en/orders'
import { fill } from '../_ui/fill'

/** Words of the figures over all orders, in the reader's language. */
export type OrderLabels = typeof orders

/** What a step does, in a few words. */
export function deedWord(deed: Deed, labels: OrderLabels): string {
  switch (deed.kind) {
    case 'read':
      return fill(labels.deedRead, { name: deed.name })
    case 'write':
      return fill(labels.deedWrite, { name: deed.name })
    case 'update':
      return fill(labels.deedUpdate, { name: deed.name })
    case 'call':
      return deed.object === null
        ? fill(labels.deedCall, { call: deed.call })
        : fill(labels.deedCallOn, { call: deed.call, object: deed.object })
    case 'end':
      return labels.deedEnd
    case 'signal':
      return labels.deedSignal
    case 'fence':
      return labels.deedFence
    case 'library':
      return labels.deedLibrary
    case 'clock':
      return labels.deedClock
  }
}

/** Where that is, with the name of the file where the program has several. */
export function placeWord({ line, file = 0 }: SourceLine, files: readonly SourceFile[], labels: OrderLabels) {
  if (line === 0) return labels.inLibrary
  const name = files.length > 1 ? files[file]?.name : undefined
  return name === undefined ? fill(labels.line, { n: line }) : fill(labels.lineIn, { file: name, n: line })
}

/** The name of a task; of the clock, none. */
export function nameOfTask(task: number): string {
  return task < 0 ? '' : taskLetter(task)
}

export type ToldEnd = { readonly stdout: string; readonly status: number; readonly isDeadlock: boolean }

/** How a run ended, in a few words. */
export function endWord({ stdout, status, isDeadlock }: ToldEnd, labels: OrderLabels): string {
  if (isDeadlock) return labels.deadlock
  const text = stdout.trimEnd()
  const printed = text === '' ? labels.printsNothing : fill(labels.prints, { text })
  return status === 0 ? printed : `${printed}, ${fill(labels.exitStatus, { n: status })}`
}

/** What of the tasks of a deadlock has missed a wake-up, a sentence each. */
export function missedWords(
  { tasks }: Pick<ProgramDeadlock, 'tasks'>,
  files: readonly SourceFile[],
  labels: OrderLabels,
): string[] {
  return tasks.flatMap((task) => {
    const { missed, object, call } = task
    if (missed === null) return []
    const place = placeWord(task, files, labels)
    return [
      fill(labels.missedWake, { missed: placeWord(missed, files, labels), place, object: object ?? call }),
    ]
  })
}
