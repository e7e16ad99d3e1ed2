import type { MachineView, TraceEvent } from '@/lib/engine'
import type { ToldEvent } from '@/lib/i18n/tell'
import { endOf } from './closing'

/** What a process that is made gets of pipes, and what one that ends takes with it.
 *  @param pid the process whose event it is
 *  @param before the machine before it; asked only of processes that are made and that end */
export function withHolding<E extends TraceEvent>(
  event: E,
  pid: number,
  before: () => MachineView,
): E | ToldEvent {
  if (event.kind === 'fork')
    return event.sharedPages > 0 && hasPipe(before(), pid) ? { ...event, copiesDescriptors: true } : event
  if (event.kind === 'block') return withOwnEnds(event, pid, before)
  if (event.kind !== 'exit' || !event.wholeProcess) return event
  return hasLastWriteEnd(before(), pid) ? { ...event, closesLastWriteEnd: true } : event
}

/** Of a wait to read from a pipe that nobody else can write into: the descriptors of its own write end. */
function withOwnEnds(
  event: Extract<TraceEvent, { kind: 'block' }>,
  pid: number,
  before: () => MachineView,
): ToldEvent {
  if (event.on.call !== 'read') return event
  const { channels, tasks } = before()
  const pipe = channels.find(({ kind, name }) => kind === 'pipe' && name === event.on.object)
  const isOwn = pipe && pipe.writers.length > 0 && pipe.writers.every(({ task }) => tasks[task]?.pid === pid)
  return isOwn ? { ...event, ownEnds: pipe.writers.map(({ fd }) => fd) } : event
}

function hasPipe({ processes, openFiles }: MachineView, pid: number): boolean {
  const own = processes.find((one) => one.pid === pid)?.descriptors ?? []
  return openFiles.some(({ id, kind }) => kind === 'pipe' && own.some(({ openFile }) => openFile === id))
}

/** Whether a process alone can still write into a pipe that another one can read from. */
function hasLastWriteEnd({ processes, openFiles }: MachineView, pid: number): boolean {
  const pipes = openFiles.filter(({ kind }) => kind === 'pipe')
  const holders = (ids: readonly number[]) =>
    processes.filter(({ descriptors }) => descriptors.some(({ openFile }) => ids.includes(openFile)))
  return pipes
    .filter((file) => endOf(file) === 'write')
    .some(({ writes }) => {
      const writers = holders(pipes.filter((file) => file.writes === writes).map(({ id }) => id))
      const readers = holders(pipes.filter((file) => file.reads === writes).map(({ id }) => id))
      return writers.length === 1 && writers[0]?.pid === pid && readers.some((one) => one.pid !== pid)
    })
}
