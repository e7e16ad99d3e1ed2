/**
 * Memory in a digest that is kept up to date: whose page, file or page table each slot of storage is, what each page
 * contributes, and what the journal's words change of it.
 */
import { pteOf } from '../../vm/memory'
import { findArea } from '../memory/address-space'
import { addOwned, addWordAt, takeWordAt } from '../state/fold'
import type { AddressSpace, Machine, Task } from '../state/machine'
import { addFilePage } from './hash'
import { addPage, isIn, type Stack } from './memory-hash'
import {
  addTo,
  fresh,
  type Holder,
  minus,
  NO_LANES,
  type Owner,
  type Page,
  plus,
  type RollingHash,
  replace,
  setJournaled,
  type Work,
} from './rolling-part'

const PAGE = 4096
const WORDS = 1024

/**
 * Takes a write that memory's journal noted, latest first, into account: a few words change their page's sum at
 * once, of anything else it is noted in `work` what to read anew.
 * @param at word index of linear memory; `count` words from there on are now what they are
 * @param values index in `old` of what they were
 */
export function noteWrite(
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
  work.holders.add(holder)
  if (known) setPage(hash, holder, page, { slot: known.slot, lanes: plus(known.lanes, change) })
}

/** The task on whose stack an address of a space lies, as stacks were when last looked at; null: none. */
export function taskWithStack(hash: RollingHash, space: AddressSpace, address: number): Task | null {
  for (const [task, region] of hash.regions)
    if (region.space === space.id && isIn(region.stack, address)) return task
  return null
}

/** Keeps a page's contribution, and the sum over its holder's pages with it. */
function setPage(hash: RollingHash, holder: Holder, page: number, now: Page | undefined): void {
  let pages = hash.pages.get(holder)
  if (!pages) {
    pages = new Map()
    setJournaled(hash, hash.pages, holder, pages)
  }
  const old = pages.get(page)
  const sum = minus(hash.sums.get(holder) ?? NO_LANES, old?.lanes ?? NO_LANES)
  setJournaled(hash, hash.sums, holder, plus(sum, now?.lanes ?? NO_LANES))
  setJournaled(hash, pages, page, now)
}

function slotOf({ memory }: Machine, frame: number): number {
  return memory.frameSlot[frame] as number
}

/** Reads a page anew and keeps whose its slot is. */
export function readPage(hash: RollingHash, holder: Holder, page: number, stacks: readonly Stack[]): void {
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
  setJournaled(hash, hash.owners, slot, owner)
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
        setJournaled(hash, hash.owners, slot, { kind: 'page', space: other, page: number })
        return
      }
  setJournaled(hash, hash.owners, slot, undefined)
}

/** A page table has come, or gone. */
function scanTable(hash: RollingHash, work: Work, space: AddressSpace, table: number): void {
  const { machine } = hash
  const { memory } = machine
  const root = slotOf(machine, space.space) * WORDS
  const frame = memory.i32[root + table] as number
  if (frame === 0) return
  const slot = slotOf(machine, frame)
  setJournaled(hash, hash.owners, slot, { kind: 'table', space, table })
  for (let i = 0; i < WORDS; i++)
    if (memory.i32[slot * WORDS + i] !== 0) addTo(work.pages, space, table * WORDS + i)
}

/** Keeps whose the page tables of a space are, and notes all pages that it has, or had, to be read anew. */
export function scanSpace(hash: RollingHash, work: Work, space: AddressSpace): void {
  setJournaled(hash, hash.owners, slotOf(hash.machine, space.space), { kind: 'table', space, table: -1 })
  for (let table = 0; table < 512; table++) scanTable(hash, work, space, table)
  for (const page of hash.pages.get(space)?.keys() ?? []) addTo(work.pages, space, page)
}

/**
 * A space or a file is gone: takes out what it contributed, and gives the slots of its pages to whoever has them,
 * too.
 */
export function dropHolder(hash: RollingHash, holder: Holder): void {
  for (const [page, known] of [...(hash.pages.get(holder) ?? [])]) {
    setPage(hash, holder, page, undefined)
    release(hash, known.slot, holder, page)
  }
  replace(hash, hash.contents, holder, undefined)
  setJournaled(hash, hash.sums, holder, undefined)
  setJournaled(hash, hash.pages, holder, undefined)
}

/** Whether a space or a file is still, or again after an undo, in the machine's table: this very record. */
export function isPresent({ state }: Machine, holder: Holder): boolean {
  return 'areas' in holder ? state.spaces.get(holder.id) === holder : state.inodes.get(holder.id) === holder
}

/** Counts of references, and storage that nobody has any more. */
export function isUntold({ memory }: Machine, slot: number): boolean {
  for (let frame = 1; frame < memory.top; frame++)
    if (memory.frameSlot[frame] === slot) return frame <= memory.countFrames
  return true
}

/** Puts what a space's or a file's pages sum up to now into the digest, in place of what they did before. */
export function readSum(hash: RollingHash, holder: Holder): void {
  const sum = hash.sums.get(holder) ?? NO_LANES
  const kind = 'areas' in holder ? 'space' : 'pages'
  replace(
    hash,
    hash.contents,
    holder,
    fresh((lanes) => addOwned(lanes, kind, holder.id, sum)),
  )
}
