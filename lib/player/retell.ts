import type { MachineView, TraceEvent, TraceStep } from '@/lib/engine'
import type { ToldEvent } from '@/lib/i18n/tell'
import type { Birth } from './birth'
import { pendingOf } from './buffer'
import { type Closing, endOf } from './closing'
import { deedOf } from './deed'

/** A step whose events are as they are to be told. */
export type ToldStep = Omit<TraceStep, 'events'> & {
  readonly events: readonly ToldEvent[]
  /** It is the first one of a task that another one made, in this way. */
  readonly birth?: Birth
}

/** The steps as they are to be told: what an event says is put right, and added to, by what the figure knows besides.
 *  @param view the machine after the steps
 *  @param closings descriptors that were closed by these steps
 *  @param births first steps of tasks, by their index
 *  @param viewAt the machine after so many steps of the trace; asked only of steps that make a pipe or a
 *  process, or end one, or that a call comes back in which has a deed */
export function retell(
  steps: readonly TraceStep[],
  view: MachineView,
  closings: readonly Closing[],
  births: ReadonlyMap<number, Birth>,
  viewAt: (steps: number) => MachineView,
): ToldStep[] {
  return steps.map((step) => {
    const birth = births.get(step.index)
    return {
      ...step,
      events: withoutCalls(step.events).map((event) => putRight(event, step, view, closings, viewAt)),
      ...(birth && { birth }),
    }
  })
}

/** That a handler was called is told with the signal that it is called for. */
function withoutCalls(events: readonly TraceEvent[]): readonly TraceEvent[] {
  const handlers = events.flatMap((event) => (event.kind === 'signal' && event.handler) || [])
  return events.filter((event) => event.kind !== 'call' || !handlers.includes(event.function))
}

function putRight(
  event: TraceEvent,
  { index, pid, events, time }: TraceStep,
  view: MachineView,
  closings: readonly Closing[],
  viewAt: (steps: number) => MachineView,
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
      if (event.action === 'killed') {
        const before = viewAt(index)
        return { ...event, ...pendingAt(before.tasks[event.to]?.pid ?? pid, before) }
      }
      if (event.action === 'handled') return { ...event, ...(!isIn(event, view) && { hasReturned: true }) }
      return event.action === 'no-effect' && isWoken(event.to, events, view)
        ? { ...event, wakes: true }
        : event
    case 'fork':
      return event.sharedPages === 0 ? event : { ...event, ...pendingAt(pid, viewAt(index)) }
    case 'exit':
      return event.wholeProcess ? { ...event, ...pendingAt(pid, viewAt(index)) } : event
    case 'reap': {
      const child = view.tasks.find((task) => task.pid === event.pid)?.index
      return child === undefined ? event : { ...event, child }
    }
    case 'syscall': {
      if (event.result === '0') {
        if (event.name === 'pipe' || event.name === 'pipe2')
          return { ...event, ...endsOf(pid, viewAt(index), viewAt(index + 1)) }
        if (event.name === 'close') {
          const closed = closings.find((one) => one.pid === pid && one.fd === Number(event.arguments[0]))
          return closed ? { ...event, closed: { object: closed.file.name, end: endOf(closed.file) } } : event
        }
      }
      const deed = deedOf(
        event,
        pid,
        () => viewAt(index),
        () => viewAt(index + 1),
      )
      return deed ? { ...event, deed } : event
    }
    default:
      return event
  }
}

function pendingAt(pid: number, view: MachineView): Pick<ToldEvent, 'pending'> {
  const pending = pendingOf(pid, view)
  return pending === null ? {} : { pending }
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

/** Whether the handler of a signal is still on the stack. */
function isIn({ to, handler }: Extract<TraceEvent, { kind: 'signal' }>, { tasks }: MachineView): boolean {
  return tasks[to]?.stack.some((frame) => frame.function === handler) === true
}

/** The descriptors of a pipe that a process has made: those that it did not have before. */
function endsOf(
  pid: number,
  before: MachineView,
  { processes, openFiles }: MachineView,
): Pick<ToldEvent, 'ends'> {
  const had = new Set(descriptorsOf(pid, before).map(({ fd }) => fd))
  const found = descriptorsOf(pid, { processes }).flatMap(({ fd, openFile }) => {
    const file = openFiles.find(({ id }) => id === openFile)
    return !had.has(fd) && file?.kind === 'pipe' ? [{ fd, end: endOf(file) }] : []
  })
  const read = found.find(({ end }) => end === 'read')
  const write = found.find(({ end }) => end === 'write')
  return read && write ? { ends: { read: read.fd, write: write.fd } } : {}
}

function descriptorsOf(pid: number, { processes }: Pick<MachineView, 'processes'>) {
  return processes.find((one) => one.pid === pid)?.descriptors ?? []
}
