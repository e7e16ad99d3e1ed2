/** Address spaces: which ranges of addresses a process may use, and what is behind them. */

import { MMAP_TOP, PAGE_SIZE } from '../../vm/abi'
import { PTE_COW, PTE_NO_ACCESS, PTE_PRESENT, PTE_WRITABLE } from '../../vm/frame'
import {
  countPages,
  createSpace,
  destroySpace,
  forkSpace,
  pagesIn,
  pteOf,
  setPte,
  unmapPage,
} from '../../vm/memory'
import { chargePages } from '../state/clock'
import { drop, edit, put } from '../state/edit'
import { type AddressSpace, type Area, type Machine, newId, type Task } from '../state/machine'
import { must } from '../state/must'
import { inodeAt, releaseInode } from './inode'

export const READ = 1
export const WRITE = 2
export const EXECUTE = 4

/** A part of an area: everything but its range and what follows from it is optional. */
export function areaOf(
  fields: Partial<Area> & Pick<Area, 'start' | 'end' | 'protection' | 'kind' | 'name'>,
): Area {
  return { shared: false, inode: null, offset: 0, task: null, image: null, attached: null, ...fields }
}

/**
 * An address space with nothing mapped, and one user. Its root page table is 0 when no memory is left.
 * @param maker null at boot
 * @param program index in `machine.programs` of what it runs
 */
export function createAddressSpace(machine: Machine, maker: Task | null, program: number): AddressSpace {
  const record: AddressSpace = {
    id: maker ? newId(machine, maker) : ++edit(machine, machine.state).bootCount,
    space: createSpace(machine.memory),
    areas: [],
    heapBase: 0,
    brk: 0,
    users: 1,
    program,
  }
  put(machine, machine.state.spaces, record.id, record)
  return record
}

/** Copies a space for fork: the same areas, the frames shared, private ones copy-on-write in both. Null: no memory. */
export function forkAddressSpace(machine: Machine, from: AddressSpace, maker: Task): AddressSpace | null {
  const space = forkSpace(machine.memory, from.space)
  if (space === 0) return null
  chargePages(machine, countPages(machine.memory, space))
  const record: AddressSpace = { ...from, id: newId(machine, maker), space, users: 1 }
  put(machine, machine.state.spaces, record.id, record)
  for (const area of record.areas) retainArea(machine, area)
  return record
}

/** Gives one use back; the last one frees tables, frames and mappings. */
export function releaseAddressSpace(machine: Machine, record: AddressSpace): void {
  if (--edit(machine, record).users > 0) return
  for (const area of record.areas) releaseArea(machine, area)
  destroySpace(machine.memory, record.space)
  drop(machine, machine.state.spaces, record.id)
}

/** The area that holds an address, or null. */
export function findArea(record: AddressSpace, address: number): Area | null {
  const { areas } = record
  let low = 0
  let high = areas.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const area = areas[middle] as Area
    if (address < area.start) high = middle - 1
    else if (address >= area.end) low = middle + 1
    else return area
  }
  return null
}

/** Adds an area; what was mapped there before is unmapped. Its inode is retained. */
export function insertArea(machine: Machine, record: AddressSpace, area: Area): void {
  removeRange(machine, record, area.start, area.end)
  retainArea(machine, area)
  edit(machine, record).areas = [...record.areas, area].sort((a, b) => a.start - b.start)
}

/** Unmaps a range: areas are cut, pages are given back. */
export function removeRange(machine: Machine, record: AddressSpace, start: number, end: number): void {
  if (!record.areas.some((area) => area.start < end && area.end > start)) return
  const areas: Area[] = []
  for (const area of record.areas) {
    if (area.end <= start || area.start >= end) {
      areas.push(area)
      continue
    }
    dropPages(machine, record, Math.max(start, area.start), Math.min(end, area.end))
    const left = area.start < start ? { ...area, end: start } : null
    const right = area.end > end ? cutFront(area, end) : null
    if (left) areas.push(left)
    if (right) areas.push(right)
    if (left && right) retainArea(machine, area)
    if (!left && !right) releaseArea(machine, area)
  }
  edit(machine, record).areas = areas
}

/** The part of an area from an address on, at the same place in what it maps. */
function cutFront(area: Area, start: number): Area {
  return { ...area, start, offset: area.offset + (start - area.start) }
}

/** Changes the protection of a range. False: a part of it is not mapped. */
export function protectRange(
  machine: Machine,
  record: AddressSpace,
  start: number,
  end: number,
  protection: number,
): boolean {
  if (!isMapped(record, start, end)) return false
  const areas: Area[] = []
  for (const area of record.areas) {
    if (area.end <= start || area.start >= end) {
      areas.push(area)
      continue
    }
    const pieces: Area[] = []
    if (area.start < start) pieces.push({ ...area, end: start })
    const from = Math.max(area.start, start)
    const to = Math.min(area.end, end)
    pieces.push({ ...cutFront(area, from), end: to, protection })
    if (area.end > end) pieces.push(cutFront(area, end))
    for (let i = 1; i < pieces.length; i++) retainArea(machine, area)
    areas.push(...pieces)
    protectPages(machine, record, from, to, area, protection)
  }
  edit(machine, record).areas = areas
  return true
}

/** Pages stay; a writable private page that others map stays copy-on-write. */
function protectPages(
  machine: Machine,
  record: AddressSpace,
  from: number,
  to: number,
  area: Area,
  protection: number,
) {
  for (let vpn = from / PAGE_SIZE; vpn < to / PAGE_SIZE; vpn++) {
    const pte = pteOf(machine.memory, record.space, vpn)
    if ((pte & PTE_PRESENT) === 0) continue
    if (protection === 0) {
      // Not readable: the frame stays with the area only while it is present, so it must not be lost. Linux keeps it
      // present and protected; here the bit `no access` says the same.
      setPte(machine.memory, record.space, vpn, (pte & ~PTE_WRITABLE) | PTE_NO_ACCESS)
      continue
    }
    const open = pte & ~PTE_NO_ACCESS
    // Writability comes back through a fault, which knows whether the frame has other users.
    if (protection & WRITE) {
      const cow = area.shared ? 0 : PTE_COW
      setPte(
        machine.memory,
        record.space,
        vpn,
        area.shared ? open | PTE_WRITABLE : (open & ~PTE_WRITABLE) | cow,
      )
    } else setPte(machine.memory, record.space, vpn, open & ~PTE_WRITABLE & ~PTE_COW)
  }
}

/** Takes the page table entries of a range away; frames that nobody else maps go with them. */
function dropPages(machine: Machine, record: AddressSpace, start: number, end: number): void {
  for (const vpn of pagesIn(machine.memory, record.space, start / PAGE_SIZE, end / PAGE_SIZE))
    unmapPage(machine.memory, record.space, vpn)
}

/** Whether areas cover all of a range, whatever they allow; `areas` are in order and do not overlap. */
export function isMapped(record: AddressSpace, start: number, end: number): boolean {
  let at = start
  for (const area of record.areas) {
    if (area.end <= at) continue
    if (area.start > at) return false
    at = area.end
    if (at >= end) return true
  }
  return at >= end
}

/**
 * A free range below the mappings, as Linux's top-down layout gives; 0: none. It may touch its neighbours: who wants a guard
 * page asks for one page more. `size` is of whole pages.
 */
export function findGap(record: AddressSpace, size: number): number {
  let end = MMAP_TOP
  for (let i = record.areas.length - 1; i >= 0; i--) {
    const area = record.areas[i] as Area
    if (area.start >= MMAP_TOP) continue
    if (end - area.end >= size) return end - size
    end = Math.min(end, area.start)
  }
  const floor = Math.max(record.brk, PAGE_SIZE)
  return end - size >= floor ? end - size : 0
}

/** Each area of a file is a use of its inode. */
function retainArea(machine: Machine, area: Area): void {
  if (area.inode !== null) edit(machine, inodeAt(machine, area.inode)).users++
}

function releaseArea(machine: Machine, area: Area): void {
  if (area.inode !== null)
    releaseInode(machine, must(machine.state.inodes.get(area.inode), 'inode of a mapping'))
}

/** Bytes rounded up to whole pages. */
export function pageUp(bytes: number): number {
  return Math.ceil(bytes / PAGE_SIZE) * PAGE_SIZE
}
