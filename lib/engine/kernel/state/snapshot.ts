/**
 * Snapshots: the machine's whole state put aside, at the price of its small tables. Nobody changes what a snapshot
 * holds, so two of them share the records, and the whole tables, that are the same in both.
 */
import { type MemorySnapshot, releaseSnapshot, restoreSnapshot, takeSnapshot } from '../../vm/memory'
import type { Machine, State } from './machine'
import { isSameInode, isSameProcess, isSameTask } from './same'

export type MachineSnapshot = { readonly memory: MemorySnapshot; readonly state: State }

/** Takes the machine's whole state; costs what has changed of its small tables since the last snapshot, no page is copied. Release it when done. */
export function snapshotMachine(machine: Machine): MachineSnapshot {
  const memory = takeSnapshot(machine.memory)
  const state = cloneState(machine.state, machine.kept)
  machine.kept = state
  return { memory, state }
}

/**
 * Makes the machine what it was at a snapshot, which stays as it is and can be used again. What has happened
 * since is lost; no journal may be open.
 */
export function restoreMachine(machine: Machine, snapshot: MachineSnapshot): void {
  restoreSnapshot(machine.memory, snapshot.memory)
  machine.state = cloneState(snapshot.state, null)
  machine.kept = snapshot.state
}

/** Gives the storage of a snapshot's memory back. The snapshot must not be used afterwards. */
export function releaseMachine(machine: Machine, snapshot: MachineSnapshot): void {
  releaseSnapshot(machine.memory, snapshot.memory)
}

/** A copy of a state; records and tables that are the same in `kept` are those of `kept`. */
export function cloneState(state: State, kept: State | null): State {
  return {
    ...state,
    tasks: cloneList(state.tasks, kept?.tasks ?? [], isSameTask, (task) =>
      task.state === 'gone' ? task : { ...task },
    ),
    tids: cloneNumbers(state.tids, kept?.tids),
    processes: cloneTable(state.processes, kept?.processes, isSameProcess, (record) => ({ ...record })),
    spaces: cloneTable(state.spaces, kept?.spaces, isEqual, (record) => ({ ...record })),
    tables: cloneTable(state.tables, kept?.tables, isEqual, (record) => ({ ...record })),
    openFiles: cloneTable(state.openFiles, kept?.openFiles, isEqual, (record) => ({ ...record })),
    inodes: cloneTable(state.inodes, kept?.inodes, isSameInode, (record) => ({ ...record })),
    pipes: cloneTable(state.pipes, kept?.pipes),
    sockets: cloneTable(state.sockets, kept?.sockets),
    queues: cloneTable(state.queues, kept?.queues),
    semaphores: cloneTable(state.semaphores, kept?.semaphores),
    epolls: cloneTable(state.epolls, kept?.epolls),
    timers: cloneTable(state.timers, kept?.timers),
    names: cloneNumbers(state.names, kept?.names),
    cores: cloneList(state.cores, kept?.cores ?? [], isEqual, (core) => ({ ...core })),
    slice: state.slice && { ...state.slice },
    run: state.run && { ...state.run },
    script: state.script && { ...state.script },
  }
}

/**
 * @param copyOf written out where the table is named: the host copies records several times faster at a place that sees
 * one kind of them only
 */
function cloneTable<K, V extends object>(
  table: ReadonlyMap<K, V>,
  kept: ReadonlyMap<K, V> | undefined,
  isSame: (a: V, b: V) => boolean = isEqual,
  copyOf: (record: V) => V = (record) => ({ ...record }),
): ReadonlyMap<K, V> {
  if (kept && isSameTable(table, kept, isSame)) return kept
  const copy = new Map<K, V>()
  for (const [key, value] of table) {
    const known = kept?.get(key)
    copy.set(key, known !== undefined && isSame(value, known) ? known : copyOf(value))
  }
  return copy
}

/** The order of a table is part of the state: a shared table has the same keys in the same order. */
function isSameTable<K, V>(
  table: ReadonlyMap<K, V>,
  kept: ReadonlyMap<K, V>,
  isSame: (a: V, b: V) => boolean,
): boolean {
  if (table.size !== kept.size) return false
  const keys = kept.keys()
  for (const key of table.keys()) if (keys.next().value !== key) return false
  const records = kept.values()
  for (const record of table.values()) if (!isSame(record, records.next().value as V)) return false
  return true
}

/** @param copyOf the record itself where nobody changes it any more */
function cloneList<V extends object>(
  list: readonly V[],
  kept: readonly V[],
  isSame: (a: V, b: V) => boolean,
  copyOf: (record: V) => V,
): readonly V[] {
  let isWhole = kept.length === list.length
  const copy = list.map((value, i) => {
    const keptValue = kept[i]
    if (keptValue && isSame(value, keptValue)) return keptValue
    isWhole = false
    return copyOf(value)
  })
  return isWhole ? kept : copy
}

function cloneNumbers<K>(
  numbers: ReadonlyMap<K, number>,
  kept: ReadonlyMap<K, number> | undefined,
): ReadonlyMap<K, number> {
  if (kept?.size !== numbers.size) return new Map(numbers)
  const before = kept.entries()
  for (const [key, number] of numbers) {
    const [keptKey, keptNumber] = before.next().value ?? []
    if (keptKey !== key || keptNumber !== number) return new Map(numbers)
  }
  return kept
}

/** Records of one table have the same fields; what they refer to is never changed, only replaced. */
function isEqual<V extends object>(a: V, b: V): boolean {
  for (const key in a) if (!Object.is(a[key], b[key])) return false
  return true
}
