/** brk, mmap and their kin; POSIX shared memory by name. */

import { PAGE_SIZE } from '../../vm/abi'
import {
  areaOf,
  findGap,
  insertArea,
  isMapped,
  pageUp,
  protectRange,
  removeRange,
  WRITE,
} from '../memory/address-space'
import { touchMapped, touchMapping } from '../memory/footprint'
import { createInode, inodeAt, releaseInode, truncateInode } from '../memory/inode'
import { call, type RowTable } from '../state/call'
import { chargeSteps } from '../state/clock'
import { drop, edit, put } from '../state/edit'
import { ERRNO } from '../state/errno'
import { EVERYTHING } from '../state/footprint'
import { type Area, type Machine, processOf, spaceOf, type Task } from '../state/machine'
import { touchDescriptor } from './footprint'
import {
  createOpenFile,
  fileOf,
  installFile,
  isReadable,
  isWritableFile,
  O_CREAT,
  O_EXCL,
  O_TRUNC,
} from './open-file'
import { RLIMIT, softLimit } from './resource-limit'

const MAP = { shared: 1, private: 2, fixed: 16, anonymous: 32, noReplace: 0x10_0000 } as const
/** PROT_SEM is taken and means nothing; PROT_GROWSDOWN and PROT_GROWSUP want areas that grow, which there are none of. */
const PROT = { any: 0x0300_000f, grows: 0x0300_0000 } as const
const MS = { later: 1, now: 4, any: 7 } as const
/** What madvise(2) knows: up to `dontNeed`, and from `free` to `last`. */
const MADV = { dontNeed: 4, free: 8, remove: 9, last: 25 } as const
const USER_LIMIT = 0x7fff_f000
/** Linux's vm.max_map_count. */
const MOST_AREAS = 65_530
/** A call that looks through more areas than that is charged 16 steps for each, about the time that it takes, so that the
 *  budget of steps bounds it. */
const FREE_AREAS = 64

export const MAPPING_CALLS = {
  brk: call({
    args: { end: 'pointer' },
    givesAddress: true,
    touches: (machine, task) => [touchMapping(machine, task)],
    act(machine, task, { end }) {
      const record = spaceOf(machine, task)
      const wanted = end
      if (wanted < record.heapBase || wanted - record.heapBase > machine.config.limits.memory)
        return record.brk
      const oldEnd = pageUp(record.brk)
      const newEnd = pageUp(wanted)
      if (newEnd > oldEnd && exceedsLimit(machine, task, newEnd - oldEnd)) return record.brk
      const next = record.areas.find((area) => area.start >= oldEnd)
      if (newEnd > oldEnd && next && newEnd + PAGE_SIZE > next.start) return record.brk
      if (newEnd < oldEnd) removeRange(machine, record, newEnd, oldEnd)
      if (newEnd !== oldEnd) growHeap(machine, task, newEnd)
      edit(machine, record).brk = wanted
      return wanted
    },
  }),

  mmap: call({
    args: {
      address: 'pointer',
      length: 'long',
      protection: 'int',
      flags: 'int',
      fd: 'descriptor',
      offset: 'long',
    },
    givesAddress: true,
    touches: (machine, task, { fd }) => [
      touchMapping(machine, task),
      ...touchMapped(machine, task),
      ...touchDescriptor(machine, task, fd, 'write'),
    ],
    act(machine, task, args) {
      const { address, length, protection, flags, offset } = args
      const anonymous = (flags & MAP.anonymous) !== 0
      const style = flags & (MAP.shared | MAP.private)
      if (length === 0 || style === 0 || offset % PAGE_SIZE !== 0) return -ERRNO.EINVAL
      // The length is unsigned: what looks negative is more than any address space.
      // As Linux overcommits: what is promised need not fit into memory, only what is touched.
      if (length < 0) return -ERRNO.ENOMEM
      const size = pageUp(length)
      if (exceedsLimit(machine, task, size)) return -ERRNO.ENOMEM
      if (spendOnAreas(machine, task) >= MOST_AREAS) return -ERRNO.ENOMEM
      const shared = (style & MAP.shared) !== 0
      const inode = anonymous
        ? anonymousBacking(machine, task, shared, size)
        : fileBacking(machine, task, args, shared)
      if (inode !== null && inode < 0) return inode
      const start = chooseStart(machine, task, address, size, flags)
      if (start < 0) return start
      const area: Area = areaOf({
        start,
        end: start + size,
        protection: protection & 7,
        kind: shared ? 'shared' : 'mapping',
        name: anonymous || inode === null ? 'anonymous' : inodeAt(machine, inode).name,
        shared,
        inode,
        offset: anonymous ? 0 : offset,
      })
      insertArea(machine, spaceOf(machine, task), area)
      return start
    },
  }),

  munmap: call({
    args: { address: 'pointer', length: 'long' },
    touches: (machine, task) => [touchMapping(machine, task), ...touchMapped(machine, task)],
    act(machine, task, { address, length }) {
      const start = address
      if (start % PAGE_SIZE !== 0 || length <= 0 || start < 0 || start + length > 0x8000_0000)
        return -ERRNO.EINVAL
      spendOnAreas(machine, task)
      removeRange(machine, spaceOf(machine, task), start, start + pageUp(length))
      return 0
    },
  }),

  mprotect: call({
    args: { address: 'pointer', length: 'long', protection: 'int' },
    touches: (machine, task) => [touchMapping(machine, task), ...touchMapped(machine, task)],
    act(machine, task, { address, length, protection }) {
      const start = address
      const size = pageUp(length)
      if (start % PAGE_SIZE !== 0 || (protection & ~PROT.any) !== 0 || protection & PROT.grows)
        return -ERRNO.EINVAL
      if (length === 0) return 0
      if (length < 0) return -ERRNO.ENOMEM
      spendOnAreas(machine, task)
      const changed = protectRange(machine, spaceOf(machine, task), start, start + size, protection & 7)
      return changed ? 0 : -ERRNO.ENOMEM
    },
  }),

  msync: call({
    args: { address: 'pointer', length: 'long', flags: 'int' },
    touches: (machine, task) => [touchMapping(machine, task, 'read')],
    act(machine, task, { address, length, flags }) {
      const isBoth = (flags & MS.later) !== 0 && (flags & MS.now) !== 0
      if ((flags & ~MS.any) !== 0 || isBoth || address % PAGE_SIZE !== 0) return -ERRNO.EINVAL
      return checkRange(machine, task, address, length)
    },
  }),

  mlock: call({
    args: { address: 'pointer', length: 'long' },
    touches: (machine, task) => [touchMapping(machine, task, 'read')],
    act: (machine, task, { address, length }) => checkRange(machine, task, address, length),
  }),

  madvise: call({
    args: { address: 'pointer', length: 'long', advice: 'int' },
    touches: (machine, task) => [touchMapping(machine, task)],
    act(machine, task, { address, length, advice }) {
      const start = address
      const size = pageUp(length)
      if (!isAdvice(advice) || start % PAGE_SIZE !== 0 || length < 0) return -ERRNO.EINVAL
      const record = spaceOf(machine, task)
      spendOnAreas(machine, task)
      if (!isMapped(record, start, start + size)) return -ERRNO.ENOMEM
      const areas = record.areas.filter((area) => area.start < start + size && area.end > start)
      if (advice === MADV.remove && areas.some((area) => !area.shared)) return -ERRNO.EINVAL
      if (advice !== MADV.dontNeed) return 0
      for (const area of areas) {
        const from = Math.max(area.start, start)
        const end = Math.min(area.end, start + size)
        insertArea(machine, record, { ...area, start: from, end, offset: area.offset + from - area.start })
      }
      return 0
    },
  }),

  shm_open: call({
    args: { name: 'string', flags: 'int', mode: 'int' },
    shows: 1,
    fromLibrary: { waits: false },
    touches: () => EVERYTHING,
    act(machine, task, { name: wanted, flags, mode }) {
      const name = sharedName(wanted)
      if (typeof name === 'number') return name
      let id = machine.state.names.get(name)
      if (id !== undefined && flags & O_CREAT && flags & O_EXCL) return -ERRNO.EEXIST
      if (id === undefined) {
        if ((flags & O_CREAT) === 0) return -ERRNO.ENOENT
        const inode = createInode(
          machine,
          task,
          'file',
          mode & 0o777 & ~processOf(machine, task).umask,
          name.slice(4),
        )
        edit(machine, inode).links = 1
        id = inode.id
        put(machine, machine.state.names, name, id)
      }
      const inode = inodeAt(machine, id)
      if (flags & O_TRUNC) truncateInode(machine, inode, 0)
      edit(machine, inode).users++
      const file = createOpenFile(machine, task, 'file', flags & ~(O_CREAT | O_EXCL | O_TRUNC), id)
      // POSIX: the descriptor of a shared memory object is closed on exec.
      return installFile(machine, task, file, true)
    },
  }),

  shm_unlink: call({
    args: { name: 'string' },
    fromLibrary: { waits: false },
    touches: () => EVERYTHING,
    act(machine, _task, { name: wanted }) {
      const name = sharedName(wanted)
      if (typeof name === 'number') return name === -ERRNO.EINVAL ? -ERRNO.ENOENT : name
      const id = machine.state.names.get(name)
      if (id === undefined) return -ERRNO.ENOENT
      drop(machine, machine.state.names, name)
      const inode = inodeAt(machine, id)
      const draft = edit(machine, inode)
      draft.links = 0
      draft.users++
      releaseInode(machine, inode)
      return 0
    },
  }),
} satisfies RowTable

function isAdvice(advice: number): boolean {
  return (advice >= 0 && advice <= MADV.dontNeed) || (advice >= MADV.free && advice <= MADV.last)
}

/** Charges a call for the areas that it has to look through. @returns how many there are */
function spendOnAreas(machine: Machine, task: Task): number {
  const { length } = spaceOf(machine, task).areas
  if (length > FREE_AREAS) chargeSteps(machine, 16 * length)
  return length
}

/** Would the process then have more mapped than RLIMIT_AS allows? */
function exceedsLimit(machine: Machine, task: Task, more: number): boolean {
  const limit = softLimit(machine, task, RLIMIT.addressSpace)
  if (limit === Infinity) return false
  const mapped = spaceOf(machine, task).areas.reduce((sum, area) => sum + area.end - area.start, 0)
  return mapped + more > limit
}

function growHeap(machine: Machine, task: Task, end: number): void {
  const record = spaceOf(machine, task)
  const heap = record.areas.find((area) => area.kind === 'heap')
  if (heap && end > heap.start)
    edit(machine, record).areas = record.areas.map((area) => (area === heap ? { ...area, end } : area))
  else if (!heap && end > record.heapBase)
    insertArea(
      machine,
      record,
      areaOf({ start: record.heapBase, end, protection: 3, kind: 'heap', name: 'heap' }),
    )
}

/** Shared anonymous memory is a file without a name. */
function anonymousBacking(machine: Machine, task: Task, shared: boolean, size: number): number | null {
  if (!shared) return null
  const inode = createInode(machine, task, 'anonymous', 0o600, 'anonymous')
  edit(machine, inode).size = size
  return inode.id
}

type Backing = { readonly length: number; readonly protection: number; readonly fd: number }

function fileBacking(
  machine: Machine,
  task: Task,
  { length, protection, fd }: Backing,
  shared: boolean,
): number | null {
  const file = fileOf(machine, task, fd)
  if (!file) return -ERRNO.EBADF
  if (file.kind === 'zero') return anonymousBacking(machine, task, shared, pageUp(length))
  if (file.kind !== 'file') return -ERRNO.ENODEV
  if (!isReadable(file)) return -ERRNO.EACCES
  if (shared && protection & WRITE && !isWritableFile(file)) return -ERRNO.EACCES
  edit(machine, inodeAt(machine, file.object)).accessed = machine.state.now
  return file.object
}

function chooseStart(machine: Machine, task: Task, hint: number, size: number, flags: number): number {
  const record = spaceOf(machine, task)
  if (flags & (MAP.fixed | MAP.noReplace)) {
    if (hint % PAGE_SIZE !== 0 || hint <= 0 || hint + size > USER_LIMIT) return -ERRNO.EINVAL
    const taken = record.areas.some((area) => area.start < hint + size && area.end > hint)
    if (flags & MAP.noReplace && taken) return -ERRNO.EEXIST
    return hint
  }
  const wanted = Math.floor(hint / PAGE_SIZE) * PAGE_SIZE
  const free = !record.areas.some((area) => area.start < wanted + size && area.end > wanted)
  if (wanted > record.brk && wanted + size <= USER_LIMIT && free) return wanted
  const gap = findGap(record, size)
  return gap === 0 ? -ERRNO.ENOMEM : gap
}

function checkRange(machine: Machine, task: Task, address: number, length: number): number {
  const start = Math.floor(address / PAGE_SIZE) * PAGE_SIZE
  return isMapped(spaceOf(machine, task), start, start + pageUp(length)) ? 0 : -ERRNO.ENOMEM
}

function sharedName(name: string): string | number {
  const bare = name.replace(/^\/+/, '')
  if (bare === '' || bare.includes('/')) return -ERRNO.EINVAL
  return bare.length > 255 ? -ERRNO.ENAMETOOLONG : `shm:/${bare}`
}
