/**
 * The digest of hash.ts kept up to date: what the journals of the kernel and of memory noted since it was asked for last
 * is taken out of the sum and put in as it is now. `mark` and `undo` of the machine go through here, so that the digest goes
 * back with it.
 *
 * Memory is noted by its place, so this keeps whose each slot of storage is: a page of a space, a page of a file, a page
 * table. A write to a slot that nobody is known to own makes everything be read anew.
 */
import { readJournal } from '../../vm/journal'
import { pagesIn } from '../../vm/memory'
import type { Lanes } from '../state/fold'
import { forget, type JournalMark, type MachineJournal, mark, remember, undo } from '../state/journal'
import type { AddressSpace, Area, Inode, Machine, Process, State, Task } from '../state/machine'
import { type Coverage, differs, STATE, TASK } from './coverage'
import { addDeadlines, addNames, addOutput, addRecord, TABLES, type TableName } from './hash'
import { addStack, stackOf, stacksIn } from './memory-hash'
import {
  dropHolder,
  isPresent,
  isUntold,
  noteWrite,
  readPage,
  readSum,
  scanSpace,
  taskWithStack,
} from './rolling-memory'
import {
  addTo,
  createWork,
  fresh,
  NO_LANES,
  type RollingHash,
  replace,
  setJournaled,
  type Work,
} from './rolling-part'

const PAGE = 4096

export type HashMark = {
  readonly mark: JournalMark
  readonly total: Lanes
  readonly changes: number
  readonly entries: number
  readonly memory: number
}

/** From here on the digest is kept, and the machine can be brought back to marks. */
export function beginHash(machine: Machine): RollingHash {
  remember(machine)
  const hash: RollingHash = {
    machine,
    total: NO_LANES,
    records: new Map(),
    contents: new Map(),
    pages: new Map(),
    sums: new Map(),
    owners: new Map(),
    regions: new Map(),
    links: new Map(),
    kinds: new WeakMap(),
    changes: [],
    entries: 0,
    memory: 0,
  }
  readAll(hash)
  return hash
}

/** The digest is kept no longer. The machine stays as it is now; marks are void. */
export function endHash(hash: RollingHash): void {
  forget(hash.machine)
}

/** A moment to come back to, digest included. */
export function markHash(hash: RollingHash): HashMark {
  update(hash)
  const { total, changes, entries, memory } = hash
  return { mark: mark(hash.machine), total, changes: changes.length, entries, memory }
}

/** Brings the machine, and its digest, back to a mark, which stays one; later marks are void. */
export function undoHash(hash: RollingHash, to: HashMark): void {
  const { changes } = hash
  for (let i = changes.length - 3; i >= to.changes; i -= 3) {
    const map = changes[i] as Map<unknown, unknown>
    if (changes[i + 2] === undefined) map.delete(changes[i + 1])
    else map.set(changes[i + 1], changes[i + 2])
  }
  changes.length = to.changes
  hash.total = to.total
  hash.entries = to.entries
  hash.memory = to.memory
  undo(hash.machine, to.mark)
}

/** The digest of the machine as it is now. */
export function currentHash(hash: RollingHash): Lanes {
  update(hash)
  if (hash.machine.state.nextTimer === Infinity) return hash.total
  const lanes = { ...hash.total }
  addDeadlines(hash.machine, lanes)
  return lanes
}

/** Everything, as at the beginning. */
function readAll(hash: RollingHash): void {
  const { machine } = hash
  const { state } = machine
  const work = createWork()
  hash.kinds.set(state, 'state')
  work.records.add(state)
  for (const task of state.tasks) {
    hash.kinds.set(task, 'task')
    work.records.add(task)
  }
  for (const name of Object.keys(TABLES) as TableName[])
    for (const record of state[name].values()) {
      hash.kinds.set(record, name)
      work.records.add(record)
    }
  for (const record of state.spaces.values()) work.spaces.add(record)
  work.names = true
  finish(hash, work)
}

/** Takes in what both journals have noted since the last time. */
function update(hash: RollingHash): void {
  const { machine } = hash
  const { log } = machine.journal as MachineJournal
  const top = machine.memory.journal?.top ?? 0
  if (log.targets.length === hash.entries && top === hash.memory) return
  const work = createWork()
  for (let i = hash.entries; i < log.targets.length; i++)
    noteEntry(hash, work, log.targets[i] as object, log.before[i])
  const { journal } = machine.memory
  if (journal)
    readJournal(journal, hash.memory, (at, count, old, values) => {
      noteWrite(hash, work, at, count, old, values)
    })
  finish(hash, work)
}

/** A record that was changed, or a table or list with what it was. */
function noteEntry(hash: RollingHash, work: Work, target: object, before: unknown): void {
  const { state } = hash.machine
  if (target === state.names) work.names = true
  else if (target === state.tasks)
    for (const task of state.tasks.slice(before as number)) {
      hash.kinds.set(task, 'task')
      work.records.add(task)
    }
  else if (target instanceof Map) noteTable(hash, work, target, before as readonly unknown[])
  else if (hasChanged(hash, target, before)) work.records.add(target)
}

/** `before` is the record as it was. What is on a stack depends on the result register, too. */
function hasChanged(hash: RollingHash, record: object, before: unknown): boolean {
  const kind = hash.kinds.get(record)
  if (kind === undefined) return false
  if (kind === 'state')
    return (
      hash.links.get(hash) !== hash.machine.state.output || differs(STATE, before as State, record as State)
    )
  if (kind === 'task') {
    const [old, now] = [before as Task, record as Task]
    return old.rvLow !== now.rvLow || old.rvHigh !== now.rvHigh || differs(TASK, old, now)
  }
  // Pages of files are looked at from their records.
  return kind === 'inodes' || differs(TABLES[kind] as Coverage<object>, before as object, record)
}

/** `before` is a key and its record, or all entries of the table. */
function noteTable(
  hash: RollingHash,
  work: Work,
  table: Map<unknown, object>,
  before: readonly unknown[],
): void {
  const name = (Object.keys(TABLES) as TableName[]).find(
    (key) => (hash.machine.state[key] as unknown) === table,
  )
  if (!name) return
  const isAll = before.length !== 2 || Array.isArray(before[0])
  const entries = (isAll ? before : [before]) as readonly (readonly [unknown, object | undefined])[]
  for (const [key, record] of entries) {
    const now = table.get(key)
    if (record && record !== now) work.records.add(record)
    if (!now) continue
    if (!hash.kinds.has(now)) hash.kinds.set(now, name)
    if (record !== now) work.records.add(now)
  }
}

/**
 * Reads anew what is to be looked at: records first, which may add spaces, pages and stacks; stacks last, which
 * need to know whose the pages are.
 */
function finish(hash: RollingHash, work: Work): void {
  const { machine } = hash
  for (const record of work.records) readRecord(hash, work, record)
  for (const space of work.spaces)
    if (machine.state.spaces.get(space.id) === space) scanSpace(hash, work, space)
  for (const [holder, pages] of work.pages) {
    if (!isPresent(machine, holder)) continue
    const stacks = 'areas' in holder ? stacksIn(machine, holder) : []
    for (const page of pages) {
      readPage(hash, holder, page, stacks)
      const task = 'areas' in holder ? taskWithStack(hash, holder, page * PAGE) : null
      if (task) work.stacks.add(task)
    }
    readSum(hash, holder)
  }
  for (const holder of work.holders) readSum(hash, holder)
  for (const task of work.stacks) {
    const isThere = task.state !== 'gone'
    replace(hash, hash.contents, task, isThere ? fresh((lanes) => addStack(machine, lanes, task)) : undefined)
  }
  if (work.names)
    replace(
      hash,
      hash.contents,
      'names',
      fresh((lanes) => addNames(lanes, machine.state.names)),
    )
  const { log } = machine.journal as MachineJournal
  hash.entries = log.targets.length
  // What changes from now on is to be noted anew.
  log.from = hash.entries
  hash.memory = machine.memory.journal?.top ?? 0
  for (const slot of work.unknown)
    if (!hash.owners.has(slot) && !isUntold(machine, slot)) {
      readAll(hash)
      return
    }
}

function readRecord(hash: RollingHash, work: Work, record: object): void {
  const kind = hash.kinds.get(record)
  if (kind === undefined) return
  const { machine } = hash
  const { state } = machine
  if (kind === 'state') {
    replace(
      hash,
      hash.records,
      record,
      fresh((lanes) => addRecord(machine, lanes, kind, STATE, state)),
    )
    readOutput(hash)
  } else if (kind === 'task') readTask(hash, work, record as Task)
  else {
    const { id, pid } = record as { readonly id?: number; readonly pid?: number }
    const isThere = (state[kind].get((id ?? pid) as number) as object | undefined) === record
    const add = (lanes: Lanes) => addRecord(machine, lanes, kind, TABLES[kind] as Coverage<object>, record)
    replace(hash, hash.records, record, isThere ? fresh(add) : undefined)
    follow(hash, work, kind, record, isThere)
  }
}

/** What hangs on a record: the memory of a space and a file, the space whose stacks a process has. */
function follow(hash: RollingHash, work: Work, kind: TableName, record: object, isThere: boolean): void {
  const { spaces } = hash.machine.state
  if (kind === 'spaces') {
    const space = record as AddressSpace
    if (!isThere) dropHolder(hash, space)
    else scanAreas(hash, work, space, hash.links.get(space) as readonly Area[] | undefined)
    setJournaled(hash, hash.links, space, isThere ? space.areas : undefined)
  } else if (kind === 'inodes') {
    const inode = record as Inode
    if (hash.links.get(inode) === inode.pages && isThere) return
    setJournaled(hash, hash.links, inode, isThere ? inode.pages : undefined)
    if (!isThere) dropHolder(hash, inode)
    else for (let i = 0; i < inode.pages.length; i++) addTo(work.pages, inode, i)
    for (const page of hash.pages.get(inode)?.keys() ?? []) addTo(work.pages, inode, page)
    for (const space of spaces.values())
      if (space.areas.some((area) => area.inode === inode.id && !area.shared)) work.spaces.add(space)
  } else if (kind === 'processes') {
    const process = record as Process
    const now = isThere && process.state === 'alive' ? process.space : undefined
    const before = hash.links.get(process)
    if (before === now) return
    setJournaled(hash, hash.links, process, now)
    for (const id of [before, now]) {
      const space = id === undefined ? undefined : spaces.get(id as number)
      if (space) work.spaces.add(space)
    }
    for (const index of process.tasks) work.records.add(hash.machine.state.tasks[index] as Task)
  }
}

function readTask(hash: RollingHash, work: Work, task: Task): void {
  const { machine } = hash
  const isThere = task.state !== 'gone'
  const add = (lanes: Lanes) => addRecord(machine, lanes, 'task', TASK, task)
  replace(hash, hash.records, task, isThere ? fresh(add) : undefined)
  work.stacks.add(task)
  const process = machine.state.processes.get(task.pid)
  const stack = isThere && process?.state === 'alive' ? stackOf(task) : null
  const before = hash.regions.get(task)
  if (
    before?.stack.start === stack?.start &&
    before?.stack.end === stack?.end &&
    before?.space === (stack && process ? process.space : undefined)
  )
    return
  setJournaled(hash, hash.regions, task, stack && process ? { stack, space: process.space } : undefined)
  for (const [id, range] of [
    [before?.space, before?.stack],
    [process?.space, stack],
  ] as const) {
    const space = id === undefined ? undefined : machine.state.spaces.get(id)
    if (space && range) scanRange(hash, work, space, range.start, range.end)
  }
}

/** What the areas that have come, gone or changed say of the pages in them. */
function scanAreas(
  hash: RollingHash,
  work: Work,
  space: AddressSpace,
  before: readonly Area[] | undefined,
): void {
  if (before === space.areas) return
  if (!before) {
    work.spaces.add(space)
    return
  }
  for (const area of before)
    if (!space.areas.includes(area)) scanRange(hash, work, space, area.start, area.end)
  for (const area of space.areas)
    if (!before.includes(area)) scanRange(hash, work, space, area.start, area.end)
}

/** The pages of a range that are there or were. */
function scanRange(hash: RollingHash, work: Work, space: AddressSpace, start: number, end: number): void {
  const [from, to] = [Math.floor(start / PAGE), Math.ceil(end / PAGE)]
  for (const page of pagesIn(hash.machine.memory, space.space, from, to)) addTo(work.pages, space, page)
  for (const page of hash.pages.get(space)?.keys() ?? [])
    if (page >= from && page < to) addTo(work.pages, space, page)
}

function readOutput(hash: RollingHash): void {
  const { output } = hash.machine.state
  if (hash.contents.has('output') && hash.links.get(hash) === output) return
  setJournaled(hash, hash.links, hash, output)
  replace(
    hash,
    hash.contents,
    'output',
    fresh((lanes) => {
      for (const stream of [1, 2]) addOutput(lanes, output, stream)
    }),
  )
}
