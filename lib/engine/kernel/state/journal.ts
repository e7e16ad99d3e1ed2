/**
 * Going back: `mark` says where the machine is, `undo` brings it back there, as often and as deeply nested as one likes.
 * Costs what has changed since, not what there is; memory has a journal of its own (vm/journal.ts).
 *
 * Of records the journal keeps a copy as they were before their first change since the mark. It is shallow and yet
 * whole, because what fields refer to is never changed (machine.ts).
 */
import { closeJournal, openJournal, undoMemory } from '../../vm/journal'
import { assignCore, assignProcess, assignRun, assignSlice, assignState, assignTask } from './assign'
import type { Journal, Mutable } from './edit'
import type { Core, Machine, Process, State, Task } from './machine'
import type { OpenRun, Slice } from './run-state'

/** How an entry is undone. */
const RECORD = 0 // before: its copy
const PUT = 1 // before: key and value, undefined for none
const DROP = 2 // before: all entries, since their order is part of the table
const APPEND = 3 // before: the length
// Records of the kinds that every step changes; before: as for RECORD.
const STATE = 4
const TASK = 5
const PROCESS = 6
const SLICE = 7
const RUN = 8
const CORE = 9

/** Entries in order of time: what was changed, and what it was before. */
type Log = {
  readonly kinds: number[]
  readonly targets: object[]
  readonly before: unknown[]
  /** Copies of those kinds that are of no use any more, to be used again. */
  readonly spare: object[][]
  /** First entry since the last mark. */
  from: number
}

export type MachineJournal = Journal & { readonly log: Log }

/** A moment to come back to. */
export type JournalMark = {
  readonly entries: number
  readonly memory: number
  readonly programs: number
  readonly lastTask: number
  readonly lastCore: number
}

/** So many of the latest entries are searched for a record: an operation changes few, and a second copy does no harm. */
const RECENT = 12

/** From here on the machine can be brought back. Generated code does not run until `forget`. */
export function remember(machine: Machine): void {
  openJournal(machine.memory)
  const log: Log = { kinds: [], targets: [], before: [], spare: [], from: 0 }
  for (let kind = STATE; kind <= CORE; kind++) log.spare[kind] = []
  const journal: MachineJournal = {
    log,
    record: (record) => noteRecord(machine, log, record),
    put: (table, key) => note(log, PUT, table, [key, table.get(key)]),
    drop: (table, key) => {
      if (table.has(key)) note(log, DROP, table, [...table])
    },
    append: (list) => note(log, APPEND, list, list.length),
  }
  machine.journal = journal
}

/** The machine stays as it is now; marks are void. */
export function forget(machine: Machine): void {
  closeJournal(machine.memory)
  machine.journal = null
}

function logOf(machine: Machine): Log {
  if (!machine.journal) throw new Error('the machine keeps no journal')
  return (machine.journal as MachineJournal).log
}

/**
 * The present moment, to come back to with `undo`. Costs nothing by itself: from here on records are kept anew
 * before they change.
 * @throws Error when the machine keeps no journal (`remember`)
 */
export function mark(machine: Machine): JournalMark {
  const log = logOf(machine)
  log.from = log.targets.length
  return {
    entries: log.from,
    memory: machine.memory.journal?.top ?? 0,
    programs: machine.programs.length,
    lastTask: machine.lastTask,
    lastCore: machine.lastCore,
  }
}

/** Makes the machine what it was at a mark, which stays one; later marks are void. */
export function undo(machine: Machine, to: JournalMark): void {
  const log = logOf(machine)
  const { kinds, targets, before } = log
  for (let i = targets.length - 1; i >= to.entries; i--)
    undoEntry(log, kinds[i] as number, targets[i] as object, before[i])
  kinds.length = to.entries
  targets.length = to.entries
  before.length = to.entries
  log.from = to.entries
  undoMemory(machine.memory, to.memory)
  machine.programs.length = to.programs
  machine.lastTask = to.lastTask
  machine.lastCore = to.lastCore
}

function noteRecord(machine: Machine, log: Log, record: object): void {
  const { targets } = log
  const end = Math.max(log.from, targets.length - RECENT)
  for (let i = targets.length - 1; i >= end; i--) if (targets[i] === record) return
  const kind = kindOf(machine, record)
  const copy = log.spare[kind]?.pop()
  if (copy) assign(kind, copy, record)
  note(log, kind, record, copy ?? { ...record })
}

function note(log: Log, kind: number, target: object, before: unknown): void {
  log.kinds.push(kind)
  log.targets.push(target)
  log.before.push(before)
}

/** The kinds that every step changes are told apart, so that they are copied fast. */
function kindOf({ state }: Machine, record: object): number {
  if (record === state) return STATE
  if (record === state.slice) return SLICE
  if (record === state.run) return RUN
  const { index, pid } = record as Partial<Task>
  if (index !== undefined && state.tasks[index] === record) return TASK
  if (pid !== undefined && (state.processes.get(pid) as object | undefined) === record) return PROCESS
  return (state.cores as readonly object[]).includes(record) ? CORE : RECORD
}

function assign(kind: number, to: object, from: object): void {
  if (kind === TASK) assignTask(to as Mutable<Task>, from as Task)
  else if (kind === STATE) assignState(to as Mutable<State>, from as State)
  else if (kind === PROCESS) assignProcess(to as Mutable<Process>, from as Process)
  else if (kind === SLICE) assignSlice(to as Mutable<Slice>, from as Slice)
  else if (kind === RUN) assignRun(to as Mutable<OpenRun>, from as OpenRun)
  else if (kind === CORE) assignCore(to as Mutable<Core>, from as Core)
  else Object.assign(to, from)
}

function undoEntry({ spare }: Log, kind: number, target: object, before: unknown): void {
  if (kind === RECORD || kind >= STATE) {
    assign(kind, target, before as object)
    spare[kind]?.push(before as object)
  } else if (kind === APPEND) (target as unknown[]).length = before as number
  else if (kind === PUT) undoPut(target as Map<unknown, unknown>, before as [unknown, unknown])
  else refill(target as Map<unknown, unknown>, before as [unknown, unknown][])
}

function undoPut(table: Map<unknown, unknown>, [key, value]: [unknown, unknown]): void {
  if (value === undefined) table.delete(key)
  else table.set(key, value)
}

/** The order of a table is state, too, so what was dropped from it cannot merely be put back. */
function refill(table: Map<unknown, unknown>, entries: [unknown, unknown][]): void {
  table.clear()
  for (const [key, value] of entries) table.set(key, value)
}
