import type { Recording, TraceEvent } from '@/lib/engine'

/** How a task came to be, told at its first step: in a child `fork` comes back with 0, a thread begins in its function. */
export type Birth = 'fork' | 'thread'

/** Calls that come back twice, in who made the child and in the child; after `clone` the child begins in a function. */
const TWICE: ReadonlySet<string> = new Set(['fork', '_Fork', 'vfork'])

/** The first steps of the tasks of a run that another one made, by the step's index. */
export function birthsOf(recording: Recording): ReadonlyMap<number, Birth> {
  const made = new Map<number, Birth>()
  const births = new Map<number, Birth>()
  for (let i = 0; i < recording.length; i++) {
    const { task, events } = recording.step(i)
    const birth = made.get(task)
    if (birth !== undefined) births.set(i, birth)
    made.delete(task)
    for (const event of events) {
      if (event.kind === 'clone') made.set(event.child, 'thread')
      if (event.kind === 'fork' && events.some(comesBackTwice)) made.set(event.child, 'fork')
    }
  }
  return births
}

function comesBackTwice(event: TraceEvent): boolean {
  return event.kind === 'syscall' && TWICE.has(event.name)
}
