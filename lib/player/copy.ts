import type { Recording } from '@/lib/engine'

/** A page that was copied because its owner wrote to it while another still had the frame (copy-on-write). */
export type PageCopy = {
  readonly pid: number
  /** First address of the page. */
  readonly page: number
  /** The frame that the copy is in. */
  readonly frame: number
  /** The C library's own write, not one of a line of the program. */
  readonly inLibrary: boolean
  /** Steps of the trace that have been made once it is there. */
  readonly at: number
}

/** All copies of a run, in their order. */
export function copiesOf(recording: Recording): PageCopy[] {
  const found: PageCopy[] = []
  for (let i = 0; i < recording.length; i++) {
    const { pid, events } = recording.step(i)
    for (const event of events)
      if (event.kind === 'fault' && event.copied && event.frame !== null)
        found.push({
          pid,
          page: event.address,
          frame: event.frame,
          inLibrary: event.inLibrary,
          at: i + 1,
        })
  }
  return found
}
