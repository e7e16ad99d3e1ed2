import type { Recording } from '@/lib/engine'

/** A page that the kernel gave or copied for a process since the program's own first line. */
export type PageFault = {
  readonly pid: number
  readonly isCopy: boolean
  /** The C library's own access, not one of a line of the program. */
  readonly inLibrary: boolean
  /** Steps of the trace that have been made once it has happened. */
  readonly at: number
}

/** How often that was, by process: because of the program's lines, and of the library's. */
export type FaultCounts = Readonly<Record<number, { readonly own: Counts; readonly library: Counts }>>
type Counts = { readonly minor: number; readonly copied: number }

/** All faults of a run that was not ended by them, in their order.
 *  @param first steps that the library made before the program's own first line */
export function faultsOf(recording: Recording, first: number): PageFault[] {
  const found: PageFault[] = []
  for (let i = first; i < recording.length; i++) {
    const { pid, events } = recording.step(i)
    for (const event of events)
      if (event.kind === 'fault' && (event.copied || event.fault === 'minor'))
        found.push({ pid, isCopy: event.copied, inLibrary: event.inLibrary, at: i + 1 })
  }
  return found
}

/** What of them has happened after so many steps of the trace. */
export function countFaults(faults: readonly PageFault[], now: number): FaultCounts {
  const none = { minor: 0, copied: 0 }
  const counts: Record<number, { own: Counts; library: Counts }> = {}
  for (const { pid, isCopy, inLibrary, at } of faults) {
    if (at > now) break
    const of = counts[pid] ?? { own: none, library: none }
    const who = inLibrary ? 'library' : 'own'
    const what = isCopy ? 'copied' : 'minor'
    counts[pid] = { ...of, [who]: { ...of[who], [what]: of[who][what] + 1 } }
  }
  return counts
}
