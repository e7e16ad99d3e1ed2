/** What a value in memory means by what is around it. */
import { contents } from '../memory/peek'
import type { AddressSpace, Machine } from '../state/machine'
import type { Surroundings } from './value'

/** The surroundings of the values of a process, as the machine stands. */
export function surroundingsOf(machine: Machine, record: AddressSpace, pid: number): Surroundings {
  return {
    read: (address, length) => contents(machine, record, address, length),
    thread: (number) => threadOf(machine, pid, Number(number)),
  }
}

/** A number is given again once its thread is gone: it names the last who had it. What a child of fork has copied still
 *  names its parent's threads. */
function threadOf({ state }: Machine, pid: number, number: number): number | null {
  if (number === 0) return null
  const had = state.tasks.filter(({ tp }) => tp === number)
  const own = had.filter((task) => task.pid === pid)
  return (own.at(-1) ?? had.at(-1))?.index ?? null
}
