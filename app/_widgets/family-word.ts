import { taskLetter } from '@/lib/engine/task-letter'
import type { FamilyMoment } from '@/lib/player/family'
import { fill } from '../_ui/fill'
import type { Bar, FamilyPicture } from './family-layout'
import type { Labels } from './label'

/** What happened, in one line. */
export function momentWords(moment: FamilyMoment, labels: Labels): string {
  const isPlaced = moment.line > 0 && moment.adopted.length === 0
  return [...happened(moment, labels), ...(isPlaced ? [fill(labels.line, { n: moment.line })] : [])].join(
    ' · ',
  )
}

/** The same for a button on which stands whose line it is: the words that are seen come first, as they are seen. */
export function columnWords(moment: FamilyMoment, labels: Labels): string {
  const { task, line } = moment
  const shown = line > 0 ? [`${taskLetter(task)} ${fill(labels.line, { n: line })}`] : []
  return [...shown, ...happened(moment, labels)].join(' · ')
}

function happened({ kind, task, other, status, path, adopted }: FamilyMoment, labels: Labels): string[] {
  const said = fill(labels[WORD[kind]], {
    task: taskLetter(task),
    other: other === null ? labels.anyChild : taskLetter(other),
    status: status ?? 0,
    path: path?.split('/').at(-1) ?? '',
  })
  const orphans = adopted.map(({ task: child, parent }) =>
    fill(labels.adopted, { child: taskLetter(child), parent: parent === 1 ? 'init' : parent }),
  )
  return [said, ...orphans]
}

const WORD = {
  fork: 'didFork',
  clone: 'didClone',
  exec: 'didExec',
  exit: 'didExit',
  killed: 'wasKilled',
  wait: 'didWait',
  reap: 'didReap',
  join: 'didJoin',
} as const

/** Why a task waits: for another one, or in a call. */
export function waitWords({ task, call }: NonNullable<Bar['why']>, labels: Labels): string {
  return task === null ? call : fill(labels.blockedBy, { task: taskLetter(task) })
}

/** What a task has waited for so far, in order, each once; null: for nothing. */
export function waitedWords(task: number, { bars }: FamilyPicture, labels: Labels): string | null {
  const waits = bars.flatMap((bar) =>
    bar.task === task && bar.why && !bar.isFuture ? [waitWords(bar.why, labels)] : [],
  )
  return waits.length === 0 ? null : fill(labels.waitedFor, { list: [...new Set(waits)].join(', ') })
}
