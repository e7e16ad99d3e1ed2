/**
 * Files as the kernel holds them: inodes, their pages in physical frames (the page cache is all the disk there is),
 * and names in directories. A frame of a file is pinned, so mappings of the file share it.
 */

import { allocateFrame, pin, readFrame, unpin, writeFrame } from '../../vm/frame'
import { pagesIn, unmapPage } from '../../vm/memory'
import { drop, edit, put } from '../state/edit'
import { type Inode, type InodeKind, type Machine, newId, type Task } from '../state/machine'
import { must } from '../state/must'

const PAGE = 4096
/** The user whose programs run, and the one whom the machine's own files belong to. */
export const USER = 1000
export const ROOT = 0
/** Largest file, bytes: as many pages as an index may have. */
export const MAX_FILE = 1 << 28

/**
 * @throws Error when there is none: who holds a number of an inode keeps it from being freed, by a link or a use
 */
export function inodeAt(machine: Machine, id: number): Inode {
  return must(machine.state.inodes.get(id), 'inode', id)
}

/** @param maker null at boot */
export function createInode(
  machine: Machine,
  maker: Task | null,
  kind: InodeKind,
  mode: number,
  name: string,
): Inode {
  const { state } = machine
  const inode: Inode = {
    id: maker ? newId(machine, maker) : ++edit(machine, state).bootCount,
    kind,
    mode,
    owner: maker ? USER : ROOT,
    links: 0,
    users: 0,
    size: 0,
    pages: [],
    entries: [],
    target: '',
    object: 0,
    accessed: state.now,
    modified: state.now,
    changed: state.now,
    locks: [],
    name,
  }
  put(machine, state.inodes, inode.id, inode)
  return inode
}

/** The frame of a file's page. Holes get one when `create`; 0: a hole, or no memory is left. */
export function pageFrame(machine: Machine, inode: Inode, index: number, create: boolean): number {
  const frame = inode.pages[index] ?? 0
  if (frame !== 0 || !create) return frame
  const fresh = allocateFrame(machine.memory)
  if (fresh === 0) return 0
  pin(machine.memory, fresh)
  const pages = inode.pages.slice()
  while (pages.length <= index) pages.push(0)
  pages[index] = fresh
  edit(machine, inode).pages = pages
  return fresh
}

/** Bytes from `offset`, fewer at the end of the file; it counts as an access. */
export function readInode(machine: Machine, inode: Inode, offset: number, length: number): Uint8Array {
  const bytes = inodeBytes(machine, inode, offset, length)
  edit(machine, inode).accessed = machine.state.now
  return bytes
}

/** The same, for those who only look. */
export function inodeBytes(machine: Machine, inode: Inode, offset: number, length: number): Uint8Array {
  const count = Math.max(0, Math.min(length, inode.size - offset))
  const bytes = new Uint8Array(count)
  for (let done = 0; done < count; ) {
    const at = offset + done
    const part = Math.min(count - done, PAGE - (at % PAGE))
    const frame = inode.pages[Math.floor(at / PAGE)] ?? 0
    if (frame !== 0) bytes.set(readFrame(machine.memory, frame, at % PAGE, part), done)
    done += part
  }
  return bytes
}

/** Writes and grows the file. Returns the bytes written: fewer when memory runs out. */
export function writeInode(machine: Machine, inode: Inode, offset: number, bytes: Uint8Array): number {
  let done = 0
  while (done < bytes.length) {
    const at = offset + done
    const part = Math.min(bytes.length - done, PAGE - (at % PAGE))
    const frame = pageFrame(machine, inode, Math.floor(at / PAGE), true)
    if (frame === 0) break
    writeFrame(machine.memory, frame, at % PAGE, bytes.subarray(done, done + part))
    done += part
  }
  if (offset + done > inode.size) edit(machine, inode).size = offset + done
  const draft = edit(machine, inode)
  draft.modified = machine.state.now
  draft.changed = machine.state.now
  return done
}

/** Sets the size; what is cut off is gone, what is added is zero. */
export function truncateInode(machine: Machine, inode: Inode, size: number): void {
  const keep = Math.ceil(size / PAGE)
  for (let i = keep; i < inode.pages.length; i++) {
    const frame = inode.pages[i] ?? 0
    if (frame !== 0) unpin(machine.memory, frame)
  }
  if (inode.pages.length > keep) edit(machine, inode).pages = inode.pages.slice(0, keep)
  if (size < inode.size) unmapBeyond(machine, inode, keep)
  const last = inode.pages[keep - 1] ?? 0
  if (last !== 0 && size % PAGE !== 0 && size < inode.size)
    writeFrame(machine.memory, last, size % PAGE, new Uint8Array(PAGE - (size % PAGE)))
  const draft = edit(machine, inode)
  draft.size = size
  draft.modified = machine.state.now
  draft.changed = machine.state.now
}

/** Pages of a file that are no more cannot be reached through its mappings either, nor can private copies of them. */
function unmapBeyond(machine: Machine, inode: Inode, keep: number): void {
  for (const { areas, space } of machine.state.spaces.values())
    for (const area of areas) {
      if (area.inode !== inode.id) continue
      const from = Math.max(area.start, area.start - area.offset + keep * PAGE)
      for (const vpn of pagesIn(machine.memory, space, from / PAGE, area.end / PAGE))
        unmapPage(machine.memory, space, vpn)
    }
}

/** Gives one use back; an inode that no name and no user keeps is freed with its frames. */
export function releaseInode(machine: Machine, inode: Inode): void {
  edit(machine, inode).users--
  collectInode(machine, inode)
}

/**
 * Frees an inode, and its frames, if no name and no user keeps it: to be asked after either has gone (unlink(2)).
 */
export function collectInode(machine: Machine, inode: Inode): void {
  if (inode.users > 0 || inode.links > 0) return
  for (const frame of inode.pages) if (frame !== 0) unpin(machine.memory, frame)
  drop(machine, machine.state.inodes, inode.id)
}

/** Adds a name; the caller has checked that it is free. */
export function linkEntry(machine: Machine, directory: Inode, name: string, inode: Inode): void {
  const draft = edit(machine, directory)
  draft.entries = [...directory.entries, { name, inode: inode.id }]
  draft.modified = machine.state.now
  edit(machine, inode).links++
}

/** Removes a name and, when it was the last, the file. */
export function unlinkEntry(machine: Machine, directory: Inode, name: string): void {
  const entry = must(
    directory.entries.find((e) => e.name === name),
    name,
  )
  const directoryDraft = edit(machine, directory)
  directoryDraft.entries = directory.entries.filter((e) => e !== entry)
  directoryDraft.modified = machine.state.now
  const inode = inodeAt(machine, entry.inode)
  const inodeDraft = edit(machine, inode)
  inodeDraft.links--
  inodeDraft.changed = machine.state.now
  collectInode(machine, inode)
}
