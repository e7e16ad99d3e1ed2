/** System V shared memory. */

import { PAGE_SIZE } from '../../vm/abi'
import { areaOf, findGap, insertArea, pageUp, READ, removeRange, WRITE } from '../memory/address-space'
import { collectInode, createInode, inodeAt } from '../memory/inode'
import { putI64, putU32, writeUser } from '../memory/user-memory'
import { call, type RowTable } from '../state/call'
import { edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import { EVERYTHING } from '../state/footprint'
import { IPC_PERM, SHMID } from '../state/layout'
import { type Inode, type Machine, spaceOf } from '../state/machine'
import { forgetName, getByKey, IPC, newIpcId } from './system-v-key'

const SHM = { readOnly: 0o10000, round: 0o20000 } as const

export const SYSTEM_V_MEMORY_CALLS = {
  shmget: call({
    args: { key: 'int', size: 'long', flags: 'int' },
    touches: () => EVERYTHING,
    act(machine, task, { key, size, flags }) {
      const id = getByKey(machine, 'sysv-shm', key, flags, () => {
        if (size <= 0 || size > machine.config.limits.memory) return -ERRNO.EINVAL
        const inode = createInode(machine, task, 'anonymous', flags & 0o777, `shm ${key}`)
        const draft = edit(machine, inode)
        draft.links = 1
        draft.size = size
        draft.object = newIpcId(machine, task, (candidate) => segmentOf(machine, candidate) !== null)
        return inode.object
      })
      const segment = id >= 0 ? segmentOf(machine, id) : null
      return segment && size > segment.size ? -ERRNO.EINVAL : id
    },
  }),

  shmat: call({
    args: { id: 'int', address: 'pointer', flags: 'int' },
    givesAddress: true,
    touches: () => EVERYTHING,
    act(machine, task, { id, address, flags }) {
      const segment = segmentOf(machine, id)
      if (!segment) return -ERRNO.EINVAL
      const record = spaceOf(machine, task)
      const size = pageUp(segment.size)
      let start = address
      if (start === 0) start = findGap(record, size)
      else if (flags & SHM.round) start = Math.floor(start / PAGE_SIZE) * PAGE_SIZE
      if (start === 0) return -ERRNO.ENOMEM
      const taken = record.areas.some((area) => area.start < start + size && area.end > start)
      if (start % PAGE_SIZE !== 0 || start < 0 || taken) return -ERRNO.EINVAL
      const range = { start, end: start + size, protection: flags & SHM.readOnly ? READ : READ | WRITE }
      const attached = segment.object
      const backing = { shared: true, inode: segment.id, attached, name: segment.name }
      insertArea(machine, record, areaOf({ ...range, kind: 'shared', ...backing }))
      return start
    },
  }),

  shmdt: call({
    args: { address: 'pointer' },
    touches: () => EVERYTHING,
    act(machine, task, { address }) {
      const record = spaceOf(machine, task)
      const area = record.areas.find(
        (a) => a.start === address && a.attached !== null && !a.name.startsWith('sem:'),
      )
      if (!area) return -ERRNO.EINVAL
      removeRange(machine, record, area.start, area.end)
      return 0
    },
  }),

  shmctl: call({
    args: { id: 'int', command: 'int', argument: 'pointer' },
    touches: () => EVERYTHING,
    act(machine, task, { id, command, argument }) {
      const segment = segmentOf(machine, id)
      if (!segment) return -ERRNO.EINVAL
      if (command === IPC.remove) {
        // It stays until the last process has detached it, but can no longer be found.
        edit(machine, segment).links = 0
        forgetName(machine, 'sysv-shm', segment.object)
        collectInode(machine, segment)
        return 0
      }
      if (command !== IPC.stat) return command === IPC.set ? 0 : -ERRNO.EINVAL
      const bytes = new Uint8Array(SHMID.size)
      putU32(bytes, IPC_PERM.uid, 1000)
      putU32(bytes, IPC_PERM.mode, segment.mode)
      putI64(bytes, SHMID.bytes, segment.size)
      putI64(bytes, SHMID.attached, segment.users)
      return writeUser(machine, task, argument, bytes) ? 0 : -ERRNO.EFAULT
    },
  }),
} satisfies RowTable

function segmentOf(machine: Machine, id: number): Inode | null {
  for (const inode of machine.state.inodes.values())
    if (inode.kind === 'anonymous' && inode.object === id && inode.links > 0)
      return inodeAt(machine, inode.id)
  return null
}
