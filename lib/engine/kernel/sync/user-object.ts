/**
 * Synchronisation objects live in user memory. Their sleepers are found by the object that the memory belongs to and
 * the offset in it, so that an object in shared memory is one object for all processes that map it.
 */

import { memoryPlaceOf } from '../figure/address-name'
import { findArea, WRITE } from '../memory/address-space'
import { see } from '../memory/argument'
import { memoryObject } from '../memory/footprint'
import { presentAt } from '../memory/peek'
import { populate, readUser, writeI32 } from '../memory/user-memory'
import { forceSignal, SIGSEGV } from '../signal/signal'
import type { Timespec } from '../state/call'
import { clockBase, nanosecondsOf } from '../state/clock'
import { ERRNO } from '../state/errno'
import { DESTROYED } from '../state/layout'
import type { WaitKey } from '../state/machine'
import { type AddressSpace, type Machine, spaceOf, type Task } from '../state/machine'
import { KEY, wake } from '../state/wait-queue'

/** The key of the object at an address, or null when the address is bad. Changes nothing. */
export function objectKey(
  machine: Machine,
  task: Task,
  address: number,
  kind: number = KEY.memory,
): WaitKey | null {
  const record = spaceOf(machine, task)
  const place = isObjectAt(record, address) ? memoryObject(record, address) : null
  return place && `${kind}:${place.object}:${place.offset}`
}

/** Wakes everybody who waits for the object at an address. */
export function wakeObject(machine: Machine, by: Task, address: number): void {
  const key = objectKey(machine, by, address)
  if (key !== null) wake(machine, key, by)
}

/** Whether an object can lie at an address: it is mapped, and may be written to. */
function isObjectAt(record: AddressSpace, address: number): boolean {
  return ((findArea(record, address)?.protection ?? 0) & WRITE) !== 0
}

/** Makes the object's page the task's own to write to, by the faults that the C library would take. */
export function claim(machine: Machine, task: Task, address: number): boolean {
  return populate(machine, task, address, 4, true)
}

/** The fields of an object as 32-bit words, or null when the address is bad. The first access is a write, as the C library's. */
export function readObject(machine: Machine, task: Task, address: number, size: number): Uint8Array | null {
  return claim(machine, task, address) ? readUser(machine, task, address, size) : null
}

/** The same for a guard: null also where it may not be written. */
export function seeObject(machine: Machine, task: Task, address: number, size: number): Uint8Array | null {
  return isObjectAt(spaceOf(machine, task), address) ? see(machine, task, address, size) : null
}

/**
 * Where in `memory.u8` the object lies, for who reads its fields at once; good until anything changes. -1: it is not in
 * one page that is present, or may not be written; then `seeObject` says which.
 */
export function objectAt(machine: Machine, task: Task, address: number, size: number): number {
  const record = spaceOf(machine, task)
  return isObjectAt(record, address) ? presentAt(machine, record, address, size) : -1
}

/** Notes in an object that it is destroyed. @param word where its layout has that @returns 0, or what a bad address brings */
export function destroyObject(machine: Machine, task: Task, address: number, word: number): number {
  const isThere = claim(machine, task, address) && writeI32(machine, task, address + word, DESTROYED)
  return isThere ? 0 : badObject(machine, task, address)
}

/**
 * What a call on an object at a bad address does: the C library would touch it, so the task gets SIGSEGV.
 * The result that the call leaves is never seen unless the signal is handled.
 */
export function badObject(machine: Machine, task: Task, address: number): number {
  const info = { signal: SIGSEGV, code: 1, pid: 0, value: 0, address }
  forceSignal(machine, task, info)
  return -ERRNO.EFAULT
}

/** When a wait until a time of CLOCK_REALTIME ends, ns since boot; for ever without one, NaN when it is no time. */
export function deadlineOf(until: Timespec | null, clock = 0): number {
  return until === null ? Infinity : nanosecondsOf(until, clockBase(clock))
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
  if (!machine.events) return
  machine.events.push({ kind: 'lock', object, operation, place: memoryPlaceOf(machine, task, address, size) })
}
