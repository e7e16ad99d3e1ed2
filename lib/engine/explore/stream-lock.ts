/**
 * The lock of a stream, which every function of stdio takes (libc/source/stdio.ts). The explorer takes it as it takes a mutex: who
 * cannot have it waits in front of it, so that what the library does meanwhile makes no execution of its own.
 */
import { peek } from '../kernel/memory/peek'
import { getI64 } from '../kernel/memory/user-memory'
import type { NextOperation } from '../kernel/run/next-operation'
import type { Touch } from '../kernel/state/footprint'
import { type Machine, programOf, spaceOf, type Task, taskAt } from '../kernel/state/machine'

/** The library's function that takes one: its one atomic access that can be met here is the one to the lock. */
const TAKES = '__lock'

/** Where a stream says who has it, from its lock. */
const OWNER = 8

export type StreamLock = {
  /** Its bytes, as who takes it or gives it back touches them. */
  readonly lock: Touch
  readonly address: number
  /** The task that has it; null: it is no more. */
  readonly holder: Task | null
}

/** The lock that a task stands in front of and cannot have, since another task has it; null: it waits for none. */
export function streamLockAhead(machine: Machine, task: Task, next: NextOperation): StreamLock | null {
  const [lock] = next.data
  if (next.kind !== 'atomic' || !lock || lock.length !== 4) return null
  const { loaded, program } = programOf(machine, task)
  const info = program.functions[loaded.functionAt[task.pc] ?? -1]
  if (!info?.isLibrary || info.name !== TAKES) return null
  const { space } = spaceOf(machine, task)
  const bytes = peek(machine, space, lock.offset, OWNER + 8)
  if (!bytes?.[0]) return null
  const owner = getI64(bytes, OWNER)
  const holder = machine.state.live
    .map((index) => taskAt(machine, index))
    .find(({ pid, tp }) => pid === task.pid && tp === owner)
  return { lock: { ...lock, mode: 'write' }, address: lock.offset, holder: holder ?? null }
}
