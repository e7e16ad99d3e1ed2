import { taskLetter } from '@/lib/engine/task-letter'
import type { FamilyMoment } from '@/lib/player/family'
import { fill } from '../_ui/fill'
import type { Labels } from './label'

/** What happened, in one line. */
export function momentWords(moment: FamilyMoment, labels: Labels): string {
  const { kind, adopted, line } = moment
  const said = fill(labels[WORD[kind]], {
    task: taskLetter(moment.task),
    other: moment.other === null ? labels.anyChild : taskLetter(moment.other),
    status: moment.status ?? 0,
    path: moment.path?.split('/').at(-1) ?? '',
  })
  const orphans = adopted.map(({ task, parent }) =>
    fill(labels.adopted, { child: taskLetter(task), parent: parent === 1 ? 'init' : parent }),
  )
  const place = line > 0 && orphans.length === 0 ? [fill(labels.line, { n: line })] : []
  return [said, ...orphans, ...place].join(' · ')
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
