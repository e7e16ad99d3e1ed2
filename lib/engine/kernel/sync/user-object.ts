/**
 * Synchronisation objects live in user memory. Their sleepers are found by the physical place of the object, so that
 * an object in shared memory is one object for all processes that map it.
 */
import { PAGE_SIZE } from '../../vm/abi'
import { pteOf } from '../../vm/memory'
import { placeOf } from '../figure/place'
import { populate, readUser } from '../memory/user-memory'
import { postSignal, SIGSEGV } from '../signal/signal'
import { ERRNO } from '../state/errno'
import { type Machine, spaceOf, type Task } from '../state/machine'
import { KEY, keyOf } from '../state/wait-queue'

/** The key of the object at an address, or null when the address is bad. A private page is made its own first. */
export function physicalKey(
  machine: Machine,
  task: Task,
  address: number,
  kind: number = KEY.memory,
): number | null {
  if (!populate(machine, task, address, 4, true)) return null
  const pte = pteOf(machine.memory, spaceOf(machine, task).space, Math.floor(address / PAGE_SIZE))
  return keyOf(kind, (pte >>> 12) * PAGE_SIZE + (address % PAGE_SIZE))
}

/** The fields of an object as 32-bit words, or null when the address is bad. */
export function readObject(machine: Machine, task: Task, address: number, size: number): Uint8Array | null {
  return readUser(machine, task, address, size)
}

/**
 * What a call on an object at a bad address does: the C library would touch it, so the task gets SIGSEGV.
 * The result that the call leaves is never seen unless the signal is handled.
 */
export function badObject(machine: Machine, task: Task, address: number): number {
  if (machine.probing) return 0
  const info = { signal: SIGSEGV, code: 1, pid: 0, value: 0, address }
  postSignal(machine, task, info, null)
  return -ERRNO.EFAULT
}

/** Reports an operation on a lock, with the place in the words of the source. */
export function reportLock(
  machine: Machine,
  task: Task,
  object: string,
  address: number,
  size: number,
  operation: 'acquired' | 'released' | 'busy' | 'shared',
): void {
  if (!machine.events || machine.probing) return
  machine.events.push({ kind: 'lock', object, operation, place: placeOf(machine, task, address, size) })
}
