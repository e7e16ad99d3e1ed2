/** Snapshots: the machine's whole state put aside, at the price of its small tables. */
import { type MemorySnapshot, releaseSnapshot, restoreSnapshot, takeSnapshot } from '../vm/memory'
import type { Machine, State } from './machine'

export type MachineSnapshot = { readonly memory: MemorySnapshot; readonly state: State }

/** Takes the machine's whole state; costs a copy of its small tables, no page is copied. Release it when done. */
export function snapshotMachine(machine: Machine): MachineSnapshot {
  return { memory: takeSnapshot(machine.memory), state: cloneState(machine.state) }
}

export function restoreMachine(machine: Machine, snapshot: MachineSnapshot): void {
  restoreSnapshot(machine.memory, snapshot.memory)
  machine.state = cloneState(snapshot.state)
}

export function releaseMachine(machine: Machine, snapshot: MachineSnapshot): void {
  releaseSnapshot(machine.memory, snapshot.memory)
}

export function cloneState(state: State): State {
  return {
    ...state,
    tasks: state.tasks.map((task) => (task.state === 'gone' ? task : { ...task })),
    processes: cloneTable(state.processes),
    spaces: cloneTable(state.spaces),
    tables: cloneTable(state.tables),
    openFiles: cloneTable(state.openFiles),
    inodes: cloneTable(state.inodes),
    pipes: cloneTable(state.pipes),
    sockets: cloneTable(state.sockets),
    queues: cloneTable(state.queues),
    semaphores: cloneTable(state.semaphores),
    epolls: cloneTable(state.epolls),
    timers: cloneTable(state.timers),
    names: new Map(state.names),
    cores: state.cores.map((core) => ({ ...core })),
    slice: state.slice && { ...state.slice },
    run: state.run && { ...state.run },
    script: state.script && { ...state.script },
  }
}

function cloneTable<K, V extends object>(table: Map<K, V>): Map<K, V> {
  const copy = new Map<K, V>()
  for (const [key, value] of table) copy.set(key, { ...value })
  return copy
}
