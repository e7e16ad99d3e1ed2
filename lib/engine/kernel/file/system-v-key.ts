/** Keys and numbers of System V's objects. */

import { drop, put } from '../state/edit'
import { ERRNO } from '../state/errno'
import { type Machine, newId, type Task } from '../state/machine'

export const IPC = {
  create: 0o1000,
  exclusive: 0o2000,
  noWait: 0o4000,
  remove: 0,
  set: 1,
  stat: 2,
  private: 0,
} as const

/**
 * Finds or makes the object of a System V key. `names` holds `<kind>:<key>`.
 * @param make makes a new one and gives its id
 */
export function getByKey(
  machine: Machine,
  kind: string,
  key: number,
  flags: number,
  make: () => number,
): number {
  const name = `${kind}:${key}`
  const known = key === IPC.private ? undefined : machine.state.names.get(name)
  if (known !== undefined) return flags & IPC.create && flags & IPC.exclusive ? -ERRNO.EEXIST : known
  if (key !== IPC.private && (flags & IPC.create) === 0) return -ERRNO.ENOENT
  const id = make()
  if (id >= 0 && key !== IPC.private) put(machine, machine.state.names, name, id)
  return id
}

const IPC_IDS = 0x4000_0000

/** A number that programs can hold in an int: the first that is free from one on that depends on its maker alone. */
export function newIpcId(machine: Machine, task: Task, taken: (id: number) => boolean): number {
  newId(machine, task)
  let id = (task.tid * 4096 + task.made) % IPC_IDS
  while (taken(id)) id = (id + 1) % IPC_IDS
  return id
}

/**
 * Takes the keys that lead to an object away, so that its key makes a new one.
 * @param kind prefix of such names
 */
export function forgetName(machine: Machine, kind: string, id: number): void {
  for (const [name, owner] of machine.state.names)
    if (owner === id && name.startsWith(`${kind}:`)) drop(machine, machine.state.names, name)
}
