/** Through which objects a call orders what tasks did, from its row. */
import { memoryObject } from '../memory/footprint'
import type { Arguments, Kinds, Row } from '../state/call'
import { kindOf, OBJECT, type ObjectOrder, type Ordering, type Touch } from '../state/footprint'
import { type Machine, spaceOf, type Task } from '../state/machine'

/** What bytes, ends of children and signals go through. */
const CHANNELS: ReadonlySet<number> = new Set([
  OBJECT.children,
  OBJECT.file,
  OBJECT.pipe,
  OBJECT.process,
  OBJECT.queue,
  OBJECT.semaphores,
  OBJECT.socket,
])

/**
 * What a phase of a call orders, as its row says: through the objects in memory that it is made on, named by the
 * argument, and through the channels in its footprint. Changes nothing.
 */
export function objectOrders(
  machine: Machine,
  task: Task,
  row: Row,
  args: Arguments<Kinds>,
  phase: number,
  touches: readonly Touch[],
): readonly ObjectOrder[] {
  const said = row.orders?.(machine, task, args, phase) ?? {}
  const named = Object.entries(said).flatMap(([name, ordering]) =>
    ordering ? orderedThrough(machine, task, row, args, name, ordering, touches) : [],
  )
  return [...named, ...(row.ordersBesides?.(machine, task, args) ?? [])]
}

function orderedThrough(
  machine: Machine,
  task: Task,
  row: Row,
  args: Arguments<Kinds>,
  name: string,
  ordering: Ordering,
  touches: readonly Touch[],
): readonly ObjectOrder[] {
  if (row.args[name] === 'object') {
    const place = memoryObject(spaceOf(machine, task), args[name] as number)
    return place ? [{ object: place.object, offset: place.offset, ordering }] : []
  }
  return touches
    .filter(({ object }) => CHANNELS.has(kindOf(object)))
    .map(({ object }) => ({ object, offset: 0, ordering }))
}

/** Objects in memory that a call is made on: their bytes are its own, and race with nothing. */
export function lockPlaces(machine: Machine, task: Task, row: Row, args: Arguments<Kinds>): readonly Touch[] {
  const record = spaceOf(machine, task)
  return Object.keys(row.args).flatMap((name) => {
    const place = row.args[name] === 'object' ? memoryObject(record, args[name] as number) : null
    return place ? [{ object: place.object, offset: place.offset, length: 1, mode: 'write' as const }] : []
  })
}
