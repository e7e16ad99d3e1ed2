import type { OpenFileView, Recording } from '@/lib/engine'
import type { PipeEnd } from '@/lib/i18n/tell'

/** A descriptor that a process has closed by itself: what is no longer there often is what the reader looks for. */
export type Closing = {
  readonly pid: number
  readonly fd: number
  /** The open file description that it referred to, as it was then. */
  readonly file: OpenFileView
  /** Line of the source that closed it; 0: none. */
  readonly line: number
  /** Steps of the trace that have been made when it is closed. */
  readonly at: number
}

/** More than so many are not looked up: each costs a look at the machine at that moment. */
const MOST = 24

/** All closings of a run by lines of the learner's source, in their order. */
export function closingsOf(recording: Recording, from: number): Closing[] {
  const found: Closing[] = []
  for (let i = from; i < recording.length && found.length < MOST; i++) {
    const step = recording.step(i)
    if (step.file < 0) continue
    for (const event of step.events) {
      if (event.kind !== 'syscall' || event.name !== 'close' || event.result !== '0') continue
      const fd = Number(event.arguments[0])
      const { processes, openFiles } = recording.view(i)
      const process = processes.find(({ pid }) => pid === step.pid)
      const referred = process?.descriptors.find((descriptor) => descriptor.fd === fd)?.openFile
      const file = openFiles.find(({ id }) => id === referred)
      if (file) found.push({ pid: step.pid, fd, file, line: step.line, at: i + 1 })
    }
  }
  return found
}

/** Which end of a channel an open file is. */
export function endOf({ reads, writes }: OpenFileView): PipeEnd {
  if (reads === null) return writes === null ? 'none' : 'write'
  return writes === null ? 'read' : 'both'
}
