/** Limits on what a process may use, as setrlimit sets them; the one on descriptors is a field of its own. */

import { STACK_SIZE } from '../../vm/abi'
import { edit } from '../state/edit'
import { type Machine, processOf, type Task } from '../state/machine'

/** Linux's numbers. */
export const RLIMIT = { stack: 3, processes: 6, descriptors: 7, addressSpace: 9 } as const
const COUNT = 16

/** Soft and hard limit; Infinity is none. Null: there is no such resource. */
export function limitsOf(
  machine: Machine,
  task: Task,
  resource: number,
): readonly [soft: number, hard: number] | null {
  if (resource < 0 || resource >= COUNT) return null
  const process = processOf(machine, task)
  const { limits } = machine.config
  for (let i = 0; i < process.limits.length; i += 3)
    if (process.limits[i] === resource) return [process.limits[i + 1] ?? 0, process.limits[i + 2] ?? 0]
  if (resource === RLIMIT.descriptors) return [process.descriptorLimit, limits.descriptors]
  if (resource === RLIMIT.stack) return [STACK_SIZE, Infinity]
  if (resource === RLIMIT.processes) return [limits.tasks, limits.tasks]
  return [Infinity, Infinity]
}

/** The limit that holds now (getrlimit(2)); Infinity: none, or an unknown resource. */
export function softLimit(machine: Machine, task: Task, resource: number): number {
  return limitsOf(machine, task, resource)?.[0] ?? Infinity
}

/** Sets both limits of a resource; the caller has checked whether it may. */
export function setLimit(machine: Machine, task: Task, resource: number, soft: number, hard: number): void {
  const process = processOf(machine, task)
  if (resource === RLIMIT.descriptors) edit(machine, process).descriptorLimit = soft
  const others: number[] = []
  for (let i = 0; i < process.limits.length; i += 3)
    if (process.limits[i] !== resource) others.push(...process.limits.slice(i, i + 3))
  edit(machine, process).limits = [...others, resource, soft, hard]
}
