/** Footprints of accesses to user memory. */
import {
  NOTHING,
  OBJECT,
  objectOf,
  type Touch,
  type TouchMode,
  touchOf,
  touchProcess,
  touchUse,
} from '../state/footprint'
import { type AddressSpace, type Machine, spaceOf, type Task } from '../state/machine'
import { findArea, WRITE } from './address-space'

/**
 * The object that an address of a space lies in, and where: the inode behind a shared mapping, so that all that map it
 * mean the same, else the space itself. Null: nothing is mapped there.
 */
export function memoryObject(
  record: AddressSpace,
  address: number,
): { readonly object: number; readonly offset: number; readonly end: number } | null {
  const area = address >= 0 ? findArea(record, address) : null
  if (!area) return null
  if (!area.shared || area.inode === null)
    return { object: objectOf(OBJECT.memory, record.id), offset: address, end: area.end }
  const offset = address - area.start + area.offset
  return { object: objectOf(OBJECT.inode, area.inode), offset, end: area.end }
}

/** An access to user memory: its bytes, and how the addresses are mapped; where it cannot be made, what the process does
 *  with the signal that the C library's own access would bring, since that cannot be put off. */
export function touchMemory(
  machine: Machine,
  task: Task,
  address: number,
  length: number,
  mode: TouchMode,
): readonly Touch[] {
  if (length <= 0) return NOTHING
  const record = spaceOf(machine, task)
  const touches: Touch[] = [touchOf(objectOf(OBJECT.mapping, record.id), 'read', address, length)]
  for (let at = address; at < address + length; ) {
    const place = memoryObject(record, at)
    const protection = findArea(record, at)?.protection ?? 0
    if (!place || (mode !== 'read' && (protection & WRITE) === 0))
      touches.push(touchProcess(task.pid, 'write'))
    if (!place) break
    const part = Math.min(address + length, place.end) - at
    touches.push(touchOf(place.object, mode, place.offset, part))
    at += part
  }
  return touches
}

/** The files that a space maps: their areas are added, split or removed. */
export function touchMapped(machine: Machine, task: Task): readonly Touch[] {
  const touches: Touch[] = []
  for (const area of spaceOf(machine, task).areas) if (area.inode !== null) touches.push(touchUse(area.inode))
  return touches
}

/** Changing which addresses are mapped, or how; without a range, anywhere. */
export function touchMapping(
  machine: Machine,
  task: Task,
  mode: TouchMode = 'write',
  start = 0,
  length = Infinity,
): Touch {
  return touchOf(objectOf(OBJECT.mapping, spaceOf(machine, task).id), mode, start, length)
}
