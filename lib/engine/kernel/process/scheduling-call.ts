/** Policies that programs ask for, and the cores that a task may use. */

import { getI32, putU32, readUser, writeI32, writeUser } from '../memory/user-memory'
import { edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import { type Machine, type Task, taskAt } from '../state/machine'
import { type HandlerTable, int, long } from '../state/syscall-arguments'

const POLICY = { other: 0, fifo: 1, rr: 2, batch: 3, idle: 5 } as const

export const MORE_SCHEDULING_CALLS: HandlerTable = {
  /** (pid, policy or -1 to keep it, sched_param *) */
  sched_setscheduler(machine, task, args) {
    const target = taskOf(machine, task, int(args, 0))
    if (typeof target === 'number') return target
    const parameter = readUser(machine, task, long(args, 2), 4)
    if (!parameter) return -ERRNO.EFAULT
    const policy = int(args, 1) === -1 ? target.schedulingClass : int(args, 1) & 7
    const priority = getI32(parameter, 0)
    const realtime = policy === POLICY.fifo || policy === POLICY.rr
    if (!(Object.values(POLICY) as number[]).includes(policy)) return -ERRNO.EINVAL
    if (realtime ? priority < 1 || priority > 99 : priority !== 0) return -ERRNO.EINVAL
    const draft = edit(machine, target)
    draft.schedulingClass = policy
    draft.realtimePriority = priority
    return 0
  },

  /** (pid, sched_param * or 0) → policy */
  sched_getscheduler(machine, task, args) {
    const target = taskOf(machine, task, int(args, 0))
    if (typeof target === 'number') return target
    const out = long(args, 1)
    if (out !== 0 && !writeI32(machine, task, out, target.realtimePriority)) return -ERRNO.EFAULT
    return target.schedulingClass
  },

  sched_setaffinity(machine, task, args) {
    const target = taskOf(machine, task, int(args, 0))
    if (typeof target === 'number') return target
    const bytes = readUser(machine, task, long(args, 2), Math.min(8, Math.max(0, long(args, 1))))
    if (!bytes) return -ERRNO.EFAULT
    const mask = (bytes[0] ?? 0) & ((1 << machine.config.cores) - 1)
    if (mask === 0) return -ERRNO.EINVAL
    edit(machine, target).affinity = mask
    return 0
  },

  sched_getaffinity(machine, task, args) {
    const target = taskOf(machine, task, int(args, 0))
    if (typeof target === 'number') return target
    const size = Math.min(128, long(args, 1))
    if (size < 8) return -ERRNO.EINVAL
    const bytes = new Uint8Array(size)
    putU32(bytes, 0, target.affinity & ((1 << machine.config.cores) - 1))
    return writeUser(machine, task, long(args, 2), bytes) ? 8 : -ERRNO.EFAULT
  },
}

function taskOf(machine: Machine, task: Task, tid: number): Task | number {
  if (tid < 0) return -ERRNO.EINVAL
  if (tid === 0) return task
  const index = machine.state.live.find((i) => taskAt(machine, i).tid === tid)
  return index === undefined ? -ERRNO.ESRCH : taskAt(machine, index)
}
