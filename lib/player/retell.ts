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
    events: step.events.map((event) => putRight(event, step, view, closings)),
  }))
}

function putRight(
  event: TraceEvent,
  { pid, events, time }: TraceStep,
  view: MachineView,
  closings: readonly Closing[],
): ToldEvent {
  switch (event.kind) {
    case 'switch':
      return { ...event, why: whyLeft(event, view) }
    case 'lock': {
      const { place } = event
      const sync = view.syncs.find((one) => one.pid === pid && one.address === place?.address)
      return sync ? { ...event, sync: sync.kind } : event
    }
    case 'block': {
      const sync = view.syncs.find((one) => one.pid === pid && one.name === event.on.object)
      const { until } = event.on
      return {
        ...event,
        ...(sync && { sync: sync.kind }),
        ...(until !== null && until > time && { lasts: until - time }),
      }
    }
    case 'fault':
      return event.copied ? { ...event, page: pageOf(event.address, pid, view) } : event
    case 'signal':
      return event.action === 'no-effect' && isWoken(event.to, events, view)
        ? { ...event, wakes: true }
        : event
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

/** Calls that wait for a child. */
const WAITS: ReadonlySet<string> = new Set(['wait', 'waitpid', 'wait4', 'waitid'])

/** Whether a task that is in a wait for a child was woken by one of these events. */
function isWoken(index: number, events: readonly TraceEvent[], { tasks }: MachineView): boolean {
  const isAwake = events.some((one) => one.kind === 'wake' && one.task === index)
  return isAwake && tasks[index]?.stack.some((frame) => WAITS.has(frame.function)) === true
}

/** Bytes of a page. */
const PAGE = 4096

/** The place of a page in its part of the address space, from 0; null where the part is one page, or is gone. */
function pageOf(address: number, pid: number, { processes }: MachineView): number | null {
  const segments = processes.find((one) => one.pid === pid)?.segments ?? []
  const segment = segments.find(({ start, end }) => start <= address && address < end)
  if (!segment || segment.pages.length < 2) return null
  return Math.floor((address - segment.start) / PAGE)
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
