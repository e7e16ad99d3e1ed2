import type { MachineView, TraceEvent, TraceStep } from '@/lib/engine'

/** What a line of a task left in the buffer of a stream, of which the kernel knows nothing yet. */
export type Buffered = { readonly task: number; readonly fd: number; readonly text: string }

type Buffers = MachineView['processes'][number]['buffers']

/** What steps put into the buffers of streams, where they handed nothing of the stream to the kernel meanwhile.
 *  @param before the machine before them @param after the one after them */
export function bufferedBy(
  steps: readonly TraceStep[],
  before: () => MachineView,
  after: MachineView,
): Buffered[] {
  // Nothing of the source is run in the middle of a call of the library.
  const own = steps.filter(({ file }) => file >= 0)
  if (own.length === 0 || after.processes.every(({ buffers }) => buffers.length === 0)) return []
  const earlier = before()
  const tasks = new Map(own.map(({ pid, task }) => [pid, task]))
  return [...tasks].flatMap(([pid, task]) => {
    const was = buffersOf(pid, earlier)
    return buffersOf(pid, after).flatMap(({ fd, text, bytes }) => {
      const old = was.find((one) => one.fd === fd)?.bytes ?? 0
      const isWritten = own.some(
        (step) => step.pid === pid && step.events.some((event) => isWrite(event, fd)),
      )
      const isKnown = earlier.processes.some((one) => one.pid === pid)
      return bytes > old && isKnown && !isWritten ? [{ task, fd, text: added(text, old) }] : []
    })
  })
}

/** What a process alone has in the buffer of its standard output; null: nothing, or another has that memory too. */
export function pendingOf(pid: number, view: MachineView): string | null {
  if (view.processes.some((other) => other.pid !== pid && haveOneMemory(pid, other, view))) return null
  return buffersOf(pid, view).find(({ fd }) => fd === 1)?.text ?? null
}

type Process = MachineView['processes'][number]

/** Whether two processes write to the same frames, as after `vfork`: a page of data of both that neither has a copy of. */
function haveOneMemory(pid: number, other: Process, { processes }: MachineView): boolean {
  const own = processes.find((one) => one.pid === pid)
  const frames = new Set(own ? framesOf(own) : [])
  return framesOf(other).some((frame) => frames.has(frame))
}

function framesOf({ segments }: Process): number[] {
  return segments
    .filter(({ kind }) => kind === 'data' || kind === 'bss')
    .flatMap(({ pages }) => pages.filter(({ copyOnWrite }) => !copyOnWrite).map(({ frame }) => frame))
}

function buffersOf(pid: number, { processes }: MachineView): Buffers {
  return processes.find((one) => one.pid === pid)?.buffers ?? []
}

function isWrite(event: TraceEvent, fd: number): boolean {
  return event.kind === 'write' && event.fd === fd
}

/** The bytes after the first ones of a text. */
function added(text: string, bytes: number): string {
  return new TextDecoder().decode(new TextEncoder().encode(text).subarray(bytes))
}
