/** What a page fault means: fill the page, copy it, or end the program. */

import { PAGE_SIZE } from '../../vm/abi'
import {
  allocateFrame,
  copyFrame,
  PTE_ACCESSED,
  PTE_COW,
  PTE_DIRTY,
  PTE_EXECUTABLE,
  PTE_NO_ACCESS,
  PTE_PRESENT,
  PTE_SHARED,
  PTE_WRITABLE,
  references,
  writeFrame,
} from '../../vm/frame'
import { mapPage, pteOf, setPte } from '../../vm/memory'
import { COST, spend } from '../state/clock'
import { edit } from '../state/edit'
import { type Area, type Machine, processOf, programOf, spaceOf, type Task } from '../state/machine'
import type { SegmentKind } from '../state/trace'
import { EXECUTE, findArea, READ, WRITE } from './address-space'
import { inodeAt, pageFrame } from './inode'

/** `memory`: no physical memory is left. */
export type FaultOutcome = 'mended' | 'unmapped' | 'protection' | 'bus' | 'memory'

/** Makes a page present and, for a write, writable by this task alone or by all who share it. */
export function handlePageFault(machine: Machine, task: Task, address: number, write: boolean): FaultOutcome {
  const record = spaceOf(machine, task)
  const area = address >= 0 && address < 0x8000_0000 ? findArea(record, address) : null
  if (!area) return report(machine, task, address, 'unmapped', 'none')
  // x86 has no pages that can be written or executed, but not read.
  const needed = write ? WRITE : READ | WRITE | EXECUTE
  if ((area.protection & needed) === 0) return report(machine, task, address, 'protection', area.kind)
  const vpn = Math.floor(address / PAGE_SIZE)
  const pte = pteOf(machine.memory, record.space, vpn)
  if (pte & PTE_PRESENT) {
    if (!write || (pte & PTE_WRITABLE) !== 0) {
      if ((pte & PTE_NO_ACCESS) !== 0) return report(machine, task, address, 'protection', area.kind)
      return 'mended'
    }
    return copyOnWrite(machine, task, area, vpn, pte)
  }
  return fill(machine, task, area, vpn, write)
}

/** A write to a private page that is mapped read-only. The sole user keeps the frame: a fault, but no copy. */
function copyOnWrite(machine: Machine, task: Task, area: Area, vpn: number, pte: number): FaultOutcome {
  const { memory } = machine
  const { space } = spaceOf(machine, task)
  const open = (pte & 0xfff & ~PTE_COW) | PTE_WRITABLE | PTE_DIRTY | PTE_ACCESSED
  const frame = pte >>> 12
  if (area.shared || references(memory, frame) <= 1) {
    setPte(memory, space, vpn, (frame << 12) | open)
    return count(machine, task, area, vpn, 'cow', false, frame)
  }
  const copy = copyFrame(memory, frame)
  if (copy === 0) return outOfMemory(machine)
  mapPage(memory, space, vpn, copy, open)
  return count(machine, task, area, vpn, 'cow', true, copy)
}

/**
 * Makes an absent page present: zeroes or the program's bytes for an anonymous area, else the page of the file.
 * Who only reads a private mapping of a file shares the file's frame, copy-on-write; the first write is what
 * copies.
 */
function fill(machine: Machine, task: Task, area: Area, vpn: number, write: boolean): FaultOutcome {
  const { memory } = machine
  const { space } = spaceOf(machine, task)
  const inside = vpn * PAGE_SIZE - area.start + area.offset
  let flags = PTE_PRESENT | PTE_ACCESSED | (area.protection & EXECUTE ? PTE_EXECUTABLE : 0)
  if (area.inode === null) {
    const frame = allocateFrame(memory)
    if (frame === 0) return outOfMemory(machine)
    if (area.image !== null) loadImage(machine, task, area, inside, frame)
    if (area.protection & WRITE) flags |= PTE_WRITABLE | (write ? PTE_DIRTY : 0)
    mapPage(memory, space, vpn, frame, flags)
    return count(machine, task, area, vpn, 'minor', false, frame)
  }
  const inode = inodeAt(machine, area.inode)
  const index = Math.floor(inside / PAGE_SIZE)
  // A whole page behind the end of the file: SIGBUS, as mmap(2) says.
  if (inode.kind === 'file' && index * PAGE_SIZE >= inode.size) return 'bus'
  const frame = pageFrame(machine, inode, index, true)
  if (frame === 0) return outOfMemory(machine)
  if (area.shared) {
    if (write) {
      const draft = edit(machine, inode)
      draft.modified = machine.state.now
      draft.changed = machine.state.now
    }
    flags |= PTE_SHARED | (area.protection & WRITE ? PTE_WRITABLE : 0)
    mapPage(memory, space, vpn, frame, flags)
    return count(machine, task, area, vpn, 'minor', false, frame)
  }
  if (!write) {
    mapPage(memory, space, vpn, frame, flags | (area.protection & WRITE ? PTE_COW : 0))
    return count(machine, task, area, vpn, 'minor', false, frame)
  }
  const copy = copyFrame(memory, frame)
  if (copy === 0) return outOfMemory(machine)
  mapPage(memory, space, vpn, copy, flags | PTE_WRITABLE | PTE_DIRTY)
  return count(machine, task, area, vpn, 'cow', true, copy)
}

/** Puts the program's own bytes into a fresh frame; what its segment has no bytes for stays zero. */
function loadImage(machine: Machine, task: Task, area: Area, inside: number, frame: number): void {
  const segment = programOf(machine, task).program.segments[area.image ?? -1]
  const bytes = segment?.bytes.subarray(inside, inside + PAGE_SIZE)
  if (bytes && bytes.length > 0) writeFrame(machine.memory, frame, 0, bytes)
}

/** There is no killer that chooses a process, as Linux has: the run ends. */
function outOfMemory(machine: Machine): FaultOutcome {
  machine.events?.push({ kind: 'limit', limit: 'memory' })
  return 'memory'
}

function count(
  machine: Machine,
  task: Task,
  area: Area,
  vpn: number,
  fault: 'minor' | 'cow',
  copied: boolean,
  frame: number,
): FaultOutcome {
  const { state } = machine
  const process = processOf(machine, task)
  edit(machine, process).minorFaults++
  edit(machine, state).minorFaults++
  if (copied) {
    edit(machine, process).copiedFaults++
    edit(machine, state).copiedFaults++
  }
  spend(machine, task, COST.fault + (copied ? COST.copyPage : 0))
  machine.events?.push({
    kind: 'fault',
    fault,
    address: vpn * PAGE_SIZE,
    segment: area.kind,
    copied,
    frame,
    inLibrary: isInLibrary(machine, task),
  })
  return 'mended'
}

/** Whether the library's code took the fault, and not the learner's. */
export function isInLibrary(machine: Machine, task: Task): boolean {
  const { program, loaded } = programOf(machine, task)
  return program.functions[loaded.functionAt[task.pc] ?? -1]?.isLibrary ?? true
}

function report(
  machine: Machine,
  task: Task,
  address: number,
  fault: 'unmapped' | 'protection',
  segment: SegmentKind,
): FaultOutcome {
  const inLibrary = isInLibrary(machine, task)
  machine.events?.push({ kind: 'fault', fault, address, segment, copied: false, frame: null, inLibrary })
  return fault
}
