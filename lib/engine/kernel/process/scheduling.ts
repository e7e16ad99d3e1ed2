/** Policies that programs ask for, and the cores that a task may use. */

import { touchMemory } from '../memory/footprint'
import { getI32, putU32, readUser, writeI32, writeUser } from '../memory/user-memory'
import { call, type RowTable } from '../state/call'
import { edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import { touchSystem } from '../state/footprint'
import { type Machine, type Task, taskAt } from '../state/machine'

const POLICY = { other: 0, fifo: 1, rr: 2, batch: 3, idle: 5 } as const

/** Said with a policy, and of no consequence here: sched(7). */
const SCHED_RESET_ON_FORK = 0x4000_0000

export const SCHEDULING_CALLS = {
  /** (pid, policy or -1 to keep it, sched_param *) */
  sched_setscheduler: call({
    args: { tid: 'int', policy: 'int', parameter: 'pointer' },
    touches: (machine, task, { parameter }) => [
      touchSystem('scheduling', 'write'),
      ...touchMemory(machine, task, parameter, 4, 'read'),
    ],
    act(machine, task, { tid, policy: wanted, parameter: address }) {
      const target = taskOf(machine, task, tid)
      if (typeof target === 'number') return target
      const parameter = readUser(machine, task, address, 4)
      if (!parameter) return -ERRNO.EFAULT
      const policy = wanted === -1 ? target.schedulingClass : wanted & ~SCHED_RESET_ON_FORK
      const priority = getI32(parameter, 0)
      const realtime = policy === POLICY.fifo || policy === POLICY.rr
      if (!(Object.values(POLICY) as number[]).includes(policy)) return -ERRNO.EINVAL
      if (realtime ? priority < 1 || priority > 99 : priority !== 0) return -ERRNO.EINVAL
      const draft = edit(machine, target)
      draft.schedulingClass = policy
      draft.realtimePriority = priority
      return 0
    },
  }),

  /** (pid, sched_param * or 0) → policy */
  sched_getscheduler: call({
    args: { tid: 'int', out: 'pointer' },
    touches: (machine, task, { out }) => [
      touchSystem('scheduling', 'write'),
      ...touchMemory(machine, task, out, 4, 'write'),
    ],
    act(machine, task, { tid, out }) {
      const target = taskOf(machine, task, tid)
      if (typeof target === 'number') return target
      if (out !== 0 && !writeI32(machine, task, out, target.realtimePriority)) return -ERRNO.EFAULT
      return target.schedulingClass
    },
  }),

  sched_setaffinity: call({
    args: { tid: 'int', size: 'long', mask: 'pointer' },
    touches: (machine, task, { mask }) => [
      touchSystem('scheduling', 'write'),
      ...touchMemory(machine, task, mask, 8, 'read'),
    ],
    act(machine, task, { tid, size, mask: address }) {
      const target = taskOf(machine, task, tid)
      if (typeof target === 'number') return target
      const bytes = readUser(machine, task, address, Math.min(8, Math.max(0, size)))
      if (!bytes) return -ERRNO.EFAULT
      const mask = (bytes[0] ?? 0) & ((1 << machine.config.cores) - 1)
      if (mask === 0) return -ERRNO.EINVAL
      edit(machine, target).affinity = mask
      return 0
    },
  }),

  sched_getaffinity: call({
    args: { tid: 'int', size: 'long', out: 'pointer' },
    touches: (machine, task, { out }) => [
      touchSystem('scheduling', 'write'),
      ...touchMemory(machine, task, out, 128, 'write'),
    ],
    act(machine, task, { tid, size: room, out }) {
      const target = taskOf(machine, task, tid)
      if (typeof target === 'number') return target
      const size = Math.min(128, room)
      if (size < 8) return -ERRNO.EINVAL
      const bytes = new Uint8Array(size)
      putU32(bytes, 0, target.affinity & ((1 << machine.config.cores) - 1))
      return writeUser(machine, task, out, bytes) ? 8 : -ERRNO.EFAULT
    },
  }),
} satisfies RowTable

function taskOf(machine: Machine, task: Task, tid: number): Task | number {
  if (tid < 0) return -ERRNO.EINVAL
  if (tid === 0) return task
  const index = machine.state.live.find((i) => taskAt(machine, i).tid === tid)
  return index === undefined ? -ERRNO.ESRCH : taskAt(machine, index)
}
