import type { MachineView, TraceEvent, TraceStep } from '@/lib/engine'
import type { ToldEvent } from '@/lib/i18n/tell'
import { type Closing, endOf } from './closing'

/** A step whose events are as they are to be told. */
export type ToldStep = Omit<TraceStep, 'events'> & { readonly events: readonly ToldEvent[] }

/** The steps as they are to be told: what an event says is put right, and added to, by what the figure knows besides.
 *  @param view the machine after the steps
 *  @param closings descriptors that were closed by these steps */
export function retell(
  steps: readonly TraceStep[],
  view: MachineView,
  closings: readonly Closing[],
): ToldStep[] {
  return steps.map((step) => ({
    ...step,
    events: step.events.map((event) => putRight(event, step.pid, view, closings)),
  }))
}

function putRight(
  event: TraceEvent,
  pid: number,
  view: MachineView,
  closings: readonly Closing[],
): ToldEvent {
  switch (event.kind) {
    case 'switch':
      return { ...event, why: whyLeft(event, view) }
    case 'reap': {
      const child = view.tasks.find((task) => task.pid === event.pid)?.index
      return child === undefined ? event : { ...event, child }
    }
    case 'syscall': {
      if (event.result !== '0') return event
      if (event.name === 'pipe' || event.name === 'pipe2') return withEnds(event, pid, view)
      if (event.name !== 'close') return event
      const closed = closings.find((one) => one.pid === pid && one.fd === Number(event.arguments[0]))
      return closed ? { ...event, closed: { object: closed.file.name, end: endOf(closed.file) } } : event
    }
    default:
      return event
  }
}

/** A core is given up at the next turn only; by then the task may have ended or gone to sleep. A schedule that is followed
 *  says who runs next; who sleeps by then would have given way whatever it said. */
function whyLeft({ from, why }: Extract<TraceEvent, { kind: 'switch' }>, view: MachineView) {
  const state = from === null ? undefined : view.tasks[from]?.state
  if (state === 'zombie' || state === 'gone') return 'exit'
  return state === 'sleeping' && (why === 'quantum' || why === 'chosen') ? 'blocked' : why
}

/** A pipe with its descriptors, where the process has one pipe and each end of it once. */
function withEnds(
  event: Extract<TraceEvent, { kind: 'syscall' }>,
  pid: number,
  { processes, openFiles }: MachineView,
): ToldEvent {
  const descriptors = processes.find((one) => one.pid === pid)?.descriptors ?? []
  const found = descriptors.flatMap(({ fd, openFile }) => {
    const file = openFiles.find(({ id }) => id === openFile)
    const end = file?.kind === 'pipe' ? endOf(file) : 'none'
    return end === 'none' ? [] : [{ fd, end }]
  })
  const read = found.find(({ end }) => end === 'read')
  const write = found.find(({ end }) => end === 'write')
  return found.length === 2 && read && write ? { ...event, ends: { read: read.fd, write: write.fd } } : event
}
