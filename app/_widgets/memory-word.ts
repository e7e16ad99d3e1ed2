import type { MachineView, ProcessView, SegmentView, TaskView } from '@/lib/engine'
import { taskLetter } from '@/lib/engine/task-letter'
import type { Frame } from '@/lib/player/frame'
import { fill } from '../_ui/fill'
import type { Labels } from './label'

/** Whether several tasks have a segment together: by their process, or as a mapping. */
export function isTogether({ kind, task }: SegmentView, owners: readonly TaskView[]): boolean {
  return kind === 'shared' || (task === null && owners.length > 1)
}

/** Whose the addresses of a segment are.
 *  @param owners tasks of the process that have not ended
 *  @param isOneOfSeveral other address spaces stand beside it */
export function ownerWords(
  segment: SegmentView,
  owners: readonly TaskView[],
  isOneOfSeveral: boolean,
  labels: Labels,
): string {
  if (isTogether(segment, owners) && !isOneOfSeveral) return labels.together
  const task = segment.task ?? owners[0]?.index
  return fill(isOneOfSeveral ? labels.inSpace : labels.only, {
    task: task === undefined ? '' : taskLetter(task),
  })
}

/** Whose the addresses are is one thing, whose the frames behind them another: what is told of these; null: nothing.
 *  @param isSameProgram another process runs the same program */
export function frameWords(segment: SegmentView, isSameProgram: boolean, labels: Labels): string | null {
  // Nobody writes to a program's text, so its frames never part.
  if (isSameProgram && (segment.kind === 'code' || segment.kind === 'rodata')) return labels.textShared
  const shared = segment.pages.filter((page) => page.references > 1)
  if (shared.length === 0) return null
  const told = fill(labels.framesShared, { n: shared.length, total: segment.pages.length })
  return shared.some((page) => page.copyOnWrite) ? `${told} · ${labels.copyOnWrite}` : told
}

/** What threads of one process have together beside what lies in its memory, and that there is no heap to have; null: it
 *  has one thread. */
export function togetherWords(process: ProcessView, view: MachineView, labels: Labels): string | null {
  if (view.tasks.filter(({ pid, state }) => pid === process.pid && state !== 'gone').length < 2) return null
  const list = process.descriptors.map(({ fd }) => fd)
  const said = [
    ...(list.length > 0 ? [fill(labels.alsoShared, { n: list.length, list: list.join(', ') })] : []),
    ...(process.segments.some(({ kind }) => kind === 'heap') ? [] : [labels.noHeap]),
  ]
  return said.length > 0 ? said.join(' ') : null
}

/** How often the kernel had to give or copy a page of a process because of a line of the program. */
export function faultWords({ pid }: ProcessView, frame: Frame, labels: Labels): string {
  const { own } = faultsOf(pid, frame)
  return fill(labels.faults, { minor: own.minor, copied: own.copied })
}

/** The same with what the C library's own accesses brought, for who asks. */
export function allFaultWords(process: ProcessView, frame: Frame, labels: Labels): string {
  const { library: inside } = faultsOf(process.pid, frame)
  const told = faultWords(process, frame, labels)
  if (inside.minor + inside.copied === 0) return told
  return `${told} (${fill(labels.faultsOfLibrary, { minor: inside.minor, copied: inside.copied })})`
}

function faultsOf(pid: number, { faults }: Frame) {
  return faults[pid] ?? { own: NO_FAULTS, library: NO_FAULTS }
}

const NO_FAULTS = { minor: 0, copied: 0 }
