/** What is asked about accesses of the library to memory that the program has given it (run/given.ts). */
import type { Touch } from './footprint'

export type SharedMemory<Machine, Task> = {
  /** Whether any may be an operation. */
  readonly isAny: () => boolean
  /** Whether one that would touch this is. */
  readonly isShared: (machine: Machine, task: Task, touches: readonly Touch[]) => boolean
  /** One that is none is made. */
  readonly pass: (machine: Machine, task: Task) => void
  /** A task that others are there with would make an operation that touches this, or gives back a block of the heap that lies there. */
  readonly meet: (machine: Machine, task: Task, touches: readonly Touch[]) => void
}
