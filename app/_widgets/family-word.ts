import type { MachineView } from '@/lib/engine'
import { taskLetter } from '@/lib/engine/task-letter'
import type { FamilyMoment } from '@/lib/player/family'
import { fill } from '../_ui/fill'
import type { Bar, FamilyPicture, Lane } from './family-layout'
import { type Labels, stateWord, toldState, waitedTasks } from './label'

/** What happened, in one line. */
export function momentWords(moment: FamilyMoment, labels: Labels): string {
  const isPlaced = moment.line > 0 && moment.adopted.length === 0
  return [...happened(moment, labels), ...(isPlaced ? [fill(labels.line, { n: moment.line })] : [])].join(
    ' · ',
  )
}

/** The same as what has happened so far: a wait may be over by now. */
export function pastWords(moment: FamilyMoment, labels: Labels): string {
  return momentWords(moment, { ...labels, didWait: labels.beganWait, didExit: labels.endedAs })
}

/** The same for a button on which stands whose line it is: the words that are seen come first, as they are seen. */
export function columnWords(moment: FamilyMoment, labels: Labels): string {
  const { task, line } = moment
  const shown = line > 0 ? [`${taskLetter(task)} ${fill(labels.line, { n: line })}`] : []
  return [...shown, ...happened(moment, labels)].join(' · ')
}

function happened(
  { kind, task, other, any = [], status, signal, path, adopted }: FamilyMoment,
  labels: Labels,
): string[] {
  const word = kind === 'reap' && signal !== null ? 'didReapKilled' : WORD[kind]
  const said = fill(labels[word], {
    task: taskLetter(task),
    other: other === null ? anyOf(any, labels) : taskLetter(other),
    status: status ?? 0,
    n: signal ?? 0,
    path: path?.split('/').at(-1) ?? '',
  })
  const orphans = adopted.map(({ task: child, parent }) =>
    fill(labels.adopted, { child: taskLetter(child), parent: parent === 1 ? 'init' : parent }),
  )
  return [said, ...orphans]
}

/** Whom of its children a task waits for, where the drawing has room to say it: the only one, or any. */
function anyOf(children: readonly number[], labels: Labels): string {
  const [only] = children
  return only !== undefined && children.length === 1 ? taskLetter(only) : labels.anyChild
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

/** What a task has waited for so far and does not any more, in order, each once; null: for nothing. */
export function waitedWords(task: number, { bars, now }: FamilyPicture, labels: Labels): string | null {
  const waits = bars.flatMap((bar) =>
    bar.task === task && bar.why && bar.to < now
      ? [
          bar.why.task === null
            ? fill(labels.waitedIn, { call: bar.why.call })
            : fill(labels.waitsOn, { task: taskLetter(bar.why.task) }),
        ]
      : [],
  )
  return waits.length === 0 ? null : fill(labels.waitedFor, { list: [...new Set(waits)].join(', ') })
}

/** A process goes by its program, a thread by the function that it began in. */
export function nameOf(task: number, view: MachineView, names: readonly string[], isThread: boolean): string {
  const process = view.processes.find(({ pid }) => pid === view.tasks[task]?.pid)
  const name = isThread ? names[task] : (process?.name ?? names[task])
  return (name ?? '').split('/').at(-1) ?? ''
}

/** How a process ended; a thread (undefined) has no status of its own. */
function endWords(ended: FamilyMoment | undefined, labels: Labels): string {
  if (ended?.signal) return fill(labels.endedBySignal, { n: ended.signal })
  return !ended || ended.status === null ? labels.gone : fill(labels.endedWith, { n: ended.status })
}

/** What has become of a task so far. */
export function fateWords(task: number, view: MachineView, picture: FamilyPicture, labels: Labels): string {
  const shown = view.tasks[task]
  if (!shown) return labels.notYet
  const done = picture.moments.slice(0, Math.floor(picture.now))
  if (shown.state === 'gone') {
    const reaped = done.findLast(({ kind, other }) => (kind === 'reap' || kind === 'join') && other === task)
    const ends = done.filter((one) => (one.kind === 'exit' || one.kind === 'killed') && one.task === task)
    const how = endWords(shown.tid === shown.pid ? ends.at(-1) : undefined, labels)
    if (!reaped) return how
    const by = reaped.kind === 'join' ? labels.joinedBy : labels.reapedBy
    return `${how} · ${fill(by, { task: taskLetter(reaped.task) })}`
  }
  if (shown.state === 'zombie' && shown.tid === shown.pid) {
    const killed = done.find((one) => one.kind === 'killed' && one.task === task)
    return killed?.signal
      ? fill(labels.zombieKilled, { n: killed.signal })
      : fill(labels.zombieOf, { n: shown.exitStatus ?? 0 })
  }
  if (shown.blocked) {
    const { call } = shown.blocked
    return waitedTasks(shown.blocked, labels)[0] ?? `${labels.sleeping} · ${call}`
  }
  return stateWord(shown, view, labels)
}

/** The same in a sentence, where there is room to say for whom and at what it waits. */
function toldFate(task: number, view: MachineView, picture: FamilyPicture, labels: Labels): string {
  const shown = view.tasks[task]
  const isKilled = picture.moments.some((one) => one.kind === 'killed' && one.task === task)
  const isEnded = shown?.state === 'gone' || (shown?.state === 'zombie' && isKilled)
  return shown && !isEnded ? toldState(shown, view, labels) : fateWords(task, view, picture, labels)
}

/** Each task with its number, what has become of it and what it has waited for; of those that share a lane how many are
 *  how. */
export function memberWords(
  picture: FamilyPicture,
  view: MachineView,
  names: readonly string[],
  labels: Labels,
): string[] {
  return picture.lanes.flatMap((lane) => {
    if (lane.kind === 'init') return []
    if (lane.kind === 'many')
      return [`${fill(labels.manyTasks, { n: lane.tasks.length })}: ${countWords(lane.counts, labels)}`]
    const { task, pid, tid, isThread } = lane.member
    const fate = [toldFate(task, view, picture, labels), waitedWords(task, picture, labels)]
    const name = nameOf(task, view, names, isThread)
    return [
      fill(labels.memberIs, {
        task: taskLetter(task),
        name: fill(isThread ? labels.threadOf : labels.processOf, { name, tid, pid }),
        fate: fate.filter(Boolean).join('; '),
      }),
    ]
  })
}

/** Of tasks that share a lane: how many are how. */
export function countWords(counts: Extract<Lane, { kind: 'many' }>['counts'], labels: Labels): string {
  return Object.entries(counts)
    .map(([state, n]) => `${n} ${labels[state as 'running']}`)
    .join(' · ')
}
