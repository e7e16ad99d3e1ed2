/**
 * The digest of hash.ts kept up to date: what the journals of the kernel and of memory noted since it was asked for last
 * is taken out of the sum and put in as it is now. `mark` and `undo` of the machine go through here, so that the digest goes
 * back with it.
 *
 * Memory is noted by its place, so this keeps whose each slot of storage is: a page of a space, a page of a file, a page
 * table. A write to a slot that nobody is known to own makes everything be read anew.
 */
import { readJournal } from '../../vm/journal'
import { pteOf } from '../../vm/memory'
import { findArea } from '../memory/address-space'
import { addOwned, addWordAt, type Lanes, takeWordAt } from '../state/fold'
import { forget, type MachineJournal, type Mark, mark, remember, undo } from '../state/journal'
import type { AddressSpace, Inode, Machine, Process, Task } from '../state/machine'
import { type Coverage, STATE, TASK } from './coverage'
import { addDeadlines, addFilePage, addNames, addOutput, addRecord, TABLES, type TableName } from './hash'
import { addPage, addStack, isIn, type Stack, stackOf, stacksIn } from './memory-hash'

const PAGE = 4096
const WORDS = 1024
const NOTHING: Lanes = { low: 0, high: 0 }

/** Whose a slot of storage is. */
type Owner =
  | { readonly kind: 'page'; readonly space: AddressSpace; readonly page: number }
  | { readonly kind: 'file'; readonly inode: Inode; readonly page: number }
  /** `table`: number of the second-level table, -1 for the root. */
  | { readonly kind: 'table'; readonly space: AddressSpace; readonly table: number }

type Page = { readonly slot: number; readonly lanes: Lanes }
/** What pages belong to. */
type Holder = AddressSpace | Inode
type Region = { readonly stack: Stack; readonly space: number }

export type RollingHash = {
  readonly machine: Machine
  total: Lanes
  /** What each record contributes, and by its coverage; what tasks have on their stacks, spaces and files in memory. */
  readonly records: Map<unknown, Lanes>
  readonly contents: Map<unknown, Lanes>
  readonly pages: Map<Holder, Map<number, Page>>
  readonly sums: Map<Holder, Lanes>
  readonly owners: Map<number, Owner>
  readonly regions: Map<Task, Region>
  /** What the spaces of processes and the pages of files were. */
  readonly links: Map<object, unknown>
  readonly kinds: WeakMap<object, TableName | 'task' | 'state'>
  /** Triples of each change of those maps: map, key, value before. */
  readonly changes: unknown[]
  /** How far the journals have been read. */
  entries: number
  memory: number
}

export type HashMark = {
  readonly mark: Mark
  readonly total: Lanes
  readonly changes: number
  readonly entries: number
  readonly memory: number
}

/** What has to be looked at again. */
type Work = {
  readonly records: Set<object>
  readonly stacks: Set<Task>
  readonly pages: Map<Holder, Set<number>>
  readonly spaces: Set<AddressSpace>
  readonly unknown: Set<number>
  /** Old values of words that were met, by place: what earlier writes to them made of them. */
  readonly later: Map<number, number>
  names: boolean
}

/** From here on the digest is kept, and the machine can be brought back to marks. */
export function beginHash(machine: Machine): RollingHash {
  remember(machine)
  const hash: RollingHash = {
    machine,
    total: NOTHING,
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

export function endHash(hash: RollingHash): void {
  forget(hash.machine)
}

/** A moment to come back to, digest included. */
export function markHash(hash: RollingHash): HashMark {
  update(hash)
  const { total, changes, entries, memory } = hash
  return { mark: mark(hash.machine), total, changes: changes.length, entries, memory }
}

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

// ---- parts

function set<K, V>(hash: RollingHash, map: Map<K, V>, key: K, value: V | undefined): void {
  hash.changes.push(map, key, map.get(key))
  if (value === undefined) map.delete(key)
  else map.set(key, value)
}

function replace(hash: RollingHash, map: Map<unknown, Lanes>, key: unknown, lanes: Lanes | undefined): void {
  const old = map.get(key) ?? NOTHING
  const now = lanes ?? NOTHING
  if (old.low === now.low && old.high === now.high) return
  const { low, high } = hash.total
  hash.total = { low: (low - old.low + now.low) | 0, high: (high - old.high + now.high) | 0 }
  set(hash, map, key, lanes)
}

function fresh(add: (lanes: Lanes) => void): Lanes {
  const lanes = { low: 0, high: 0 }
  add(lanes)
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

function createWork(): Work {
  return {
    records: new Set(),
    stacks: new Set(),
    pages: new Map(),
    spaces: new Set(),
    unknown: new Set(),
    later: new Map(),
    names: false,
  }
}

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
  else work.records.add(target)
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

// ---- writes to memory

function noteWrite(
  hash: RollingHash,
  work: Work,
  at: number,
  count: number,
  old: Int32Array,
  values: number,
): void {
  const slot = at >> 10
  const owner = hash.owners.get(slot)
  if (!owner) {
    work.unknown.add(slot)
    return
  }
  const first = at & (WORDS - 1)
  if (owner.kind === 'table') {
    if (owner.table < 0) scanTable(hash, work, owner.space, first)
    else addTo(work.pages, owner.space, owner.table * WORDS + first)
    return
  }
  const holder = owner.kind === 'page' ? owner.space : owner.inode
  const start = owner.page * PAGE + 4 * first
  const space = owner.kind === 'page' ? owner.space : null
  const task = space && taskWithStack(hash, space, start)
  if (space && task) {
    work.stacks.add(task)
    if (taskWithStack(hash, space, start + 4 * (count - 1)) === task) return
  }
  if (count > 64 || task) {
    addTo(work.pages, holder, owner.page)
    return
  }
  noteWords(hash, work, holder, owner.page, at, count, old, values)
}

function noteWords(
  hash: RollingHash,
  work: Work,
  holder: Holder,
  page: number,
  at: number,
  count: number,
  old: Int32Array,
  values: number,
): void {
  const { i32 } = hash.machine.memory
  const change = { low: 0, high: 0 }
  for (let i = 0; i < count; i++) {
    const before = old[values + i] as number
    const now = work.later.get(at + i) ?? (i32[at + i] as number)
    work.later.set(at + i, before)
    const place = page * WORDS + ((at + i) & (WORDS - 1))
    takeWordAt(change, place, before)
    addWordAt(change, place, now)
  }
  const known = hash.pages.get(holder)?.get(page)
  if (known) setPage(hash, holder, page, { slot: known.slot, lanes: plus(known.lanes, change) })
}

function plus(a: Lanes, b: Lanes): Lanes {
  return { low: (a.low + b.low) | 0, high: (a.high + b.high) | 0 }
}

function minus(a: Lanes, b: Lanes): Lanes {
  return { low: (a.low - b.low) | 0, high: (a.high - b.high) | 0 }
}

function addTo<K, V>(sets: Map<K, Set<V>>, key: K, value: V): void {
  const known = sets.get(key)
  if (known) known.add(value)
  else sets.set(key, new Set([value]))
}

function taskWithStack(hash: RollingHash, space: AddressSpace, address: number): Task | null {
  for (const [task, region] of hash.regions)
    if (region.space === space.id && isIn(region.stack, address)) return task
  return null
}

// ---- pages

function setPage(hash: RollingHash, holder: Holder, page: number, now: Page | undefined): void {
  let pages = hash.pages.get(holder)
  if (!pages) {
    pages = new Map()
    set(hash, hash.pages, holder, pages)
  }
  const old = pages.get(page)
  const sum = minus(hash.sums.get(holder) ?? NOTHING, old?.lanes ?? NOTHING)
  set(hash, hash.sums, holder, plus(sum, now?.lanes ?? NOTHING))
  set(hash, pages, page, now)
}

function slotOf({ memory }: Machine, frame: number): number {
  return memory.frameSlot[frame] as number
}

/** Reads a page anew and keeps whose its slot is. */
function readPage(hash: RollingHash, holder: Holder, page: number, stacks: readonly Stack[]): void {
  const { machine } = hash
  const lanes = { low: 0, high: 0 }
  let frame = 0
  if ('areas' in holder) {
    const area = findArea(holder, page * PAGE)
    frame = pteOf(machine.memory, holder.space, page) >>> 12
    const isFile = area?.inode != null && (area.shared || isPageOf(machine, area.inode, frame))
    if (!area || isFile) frame = 0
    else addPage(machine, lanes, holder, area, page, stacks)
  } else {
    frame = holder.pages[page] ?? 0
    addFilePage(machine, lanes, frame, page)
  }
  const slot = frame === 0 ? 0 : slotOf(machine, frame)
  const old = hash.pages.get(holder)?.get(page)
  if (!old && slot === 0) return
  setPage(hash, holder, page, slot === 0 ? undefined : { slot, lanes })
  if (old && old.slot !== slot) release(hash, old.slot, holder, page)
  if (slot === 0) return
  const owner: Owner =
    'areas' in holder ? { kind: 'page', space: holder, page } : { kind: 'file', inode: holder, page }
  set(hash, hash.owners, slot, owner)
}

function isPageOf(machine: Machine, inode: number, frame: number): boolean {
  return frame !== 0 && (machine.state.inodes.get(inode)?.pages.includes(frame) ?? false)
}

/** A page has left a slot: it is now that of whoever else has it, as after a fork. */
function release(hash: RollingHash, slot: number, holder: Holder, page: number): void {
  const owner = hash.owners.get(slot)
  if (!owner || owner.kind === 'table' || owner.page !== page) return
  if ((owner.kind === 'page' ? owner.space : owner.inode) !== holder) return
  for (const [other, pages] of hash.pages)
    for (const [number, known] of pages)
      if (known.slot === slot && 'areas' in other) {
        set(hash, hash.owners, slot, { kind: 'page', space: other, page: number })
        return
      }
  set(hash, hash.owners, slot, undefined)
}

/** A page table has come, or gone. */
function scanTable(hash: RollingHash, work: Work, space: AddressSpace, table: number): void {
  const { machine } = hash
  const { memory } = machine
  const root = slotOf(machine, space.space) * WORDS
  const frame = memory.i32[root + table] as number
  if (frame === 0) return
  const slot = slotOf(machine, frame)
  set(hash, hash.owners, slot, { kind: 'table', space, table })
  for (let i = 0; i < WORDS; i++)
    if (memory.i32[slot * WORDS + i] !== 0) addTo(work.pages, space, table * WORDS + i)
}

function scanSpace(hash: RollingHash, work: Work, space: AddressSpace): void {
  set(hash, hash.owners, slotOf(hash.machine, space.space), { kind: 'table', space, table: -1 })
  for (let table = 0; table < 512; table++) scanTable(hash, work, space, table)
  for (const page of hash.pages.get(space)?.keys() ?? []) addTo(work.pages, space, page)
}

// ---- all that has to be looked at again

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
  for (const holder of hash.sums.keys()) readSum(hash, holder)
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
  hash.entries = (machine.journal as MachineJournal).log.targets.length
  hash.memory = machine.memory.journal?.top ?? 0
  for (const slot of work.unknown)
    if (!hash.owners.has(slot) && !isUntold(machine, slot)) {
      readAll(hash)
      return
    }
}

function isPresent({ state }: Machine, holder: Holder): boolean {
  return 'areas' in holder ? state.spaces.get(holder.id) === holder : state.inodes.get(holder.id) === holder
}

/** Counts of references, and storage that nobody has any more. */
function isUntold({ memory }: Machine, slot: number): boolean {
  for (let frame = 1; frame < memory.top; frame++)
    if (memory.frameSlot[frame] === slot) return frame <= memory.countFrames
  return true
}

function readSum(hash: RollingHash, holder: Holder): void {
  const sum = hash.sums.get(holder) ?? NOTHING
  const kind = 'areas' in holder ? 'space' : 'pages'
  replace(
    hash,
    hash.contents,
    holder,
    fresh((lanes) => addOwned(lanes, kind, holder.id, sum)),
  )
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
    else if (hash.links.get(space) !== space.areas) work.spaces.add(space)
    set(hash, hash.links, space, isThere ? space.areas : undefined)
  } else if (kind === 'inodes') {
    const inode = record as Inode
    if (hash.links.get(inode) === inode.pages && isThere) return
    set(hash, hash.links, inode, isThere ? inode.pages : undefined)
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
    set(hash, hash.links, process, now)
    for (const id of [before, now]) {
      const space = id === undefined ? undefined : spaces.get(id as number)
      if (space) work.spaces.add(space)
    }
    for (const index of process.tasks) work.records.add(hash.machine.state.tasks[index] as Task)
  }
}

function dropHolder(hash: RollingHash, holder: Holder): void {
  for (const [page, known] of [...(hash.pages.get(holder) ?? [])]) {
    setPage(hash, holder, page, undefined)
    release(hash, known.slot, holder, page)
  }
  replace(hash, hash.contents, holder, undefined)
  set(hash, hash.sums, holder, undefined)
  set(hash, hash.pages, holder, undefined)
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
  set(hash, hash.regions, task, stack && process ? { stack, space: process.space } : undefined)
  for (const id of [before?.space, process?.space]) {
    const space = id === undefined ? undefined : machine.state.spaces.get(id)
    if (space) work.spaces.add(space)
  }
}

function readOutput(hash: RollingHash): void {
  const { output } = hash.machine.state
  if (hash.contents.has('output') && hash.links.get(hash) === output) return
  set(hash, hash.links, hash, output)
  replace(
    hash,
    hash.contents,
    'output',
    fresh((lanes) => {
      for (const stream of [1, 2]) addOutput(lanes, output, stream)
    }),
  )
}
