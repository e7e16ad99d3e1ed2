/** Sessions, priorities, limits, and what the machine says of itself. */

import { PAGE_SIZE } from '../../vm/abi'
import { limitsOf, setLimit } from '../file/resource-limit'
import { touchMemory } from '../memory/footprint'
import { bytesOfString, getI64, putI64, readUser, writeI32, writeUser } from '../memory/user-memory'
import { call, type RowTable } from '../state/call'
import { edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import { EVERYTHING, touchProcess, touchSystem } from '../state/footprint'
import { type Machine, processOf, type Task, taskAt } from '../state/machine'
import { SYSTEM } from '../state/system'
import { byteStringOf } from '../state/text'

/** sysconf names of glibc on x86-64. */
const SYSCONF: Readonly<Record<number, (machine: Machine, task: Task) => number>> = {
  0: () => 2_097_152, // _SC_ARG_MAX
  1: (machine) => machine.config.limits.tasks, // _SC_CHILD_MAX
  2: () => 100, // _SC_CLK_TCK
  4: (machine, task) => processOf(machine, task).descriptorLimit, // _SC_OPEN_MAX
  30: () => PAGE_SIZE, // _SC_PAGESIZE
  83: (machine) => machine.config.cores, // _SC_NPROCESSORS_CONF
  84: (machine) => machine.config.cores, // _SC_NPROCESSORS_ONLN
  85: (machine) => machine.config.limits.memory / PAGE_SIZE, // _SC_PHYS_PAGES
}

export const SESSION_CALLS = {
  setpgid: call({
    args: { pid: 'int', group: 'int' },
    touches: () => EVERYTHING,
    act(machine, task, { pid: who, group: wanted }) {
      const pid = who || task.pid
      const group = wanted || pid
      const process = machine.state.processes.get(pid)
      if (group < 0) return -ERRNO.EINVAL
      if (!process || (process.pid !== task.pid && process.parent !== task.pid)) return -ERRNO.ESRCH
      if (process.pid !== task.pid && process.executed) return -ERRNO.EACCES
      const exists = [...machine.state.processes.values()].some((p) => p.group === group)
      if (group !== pid && !exists) return -ERRNO.EPERM
      if (process.session === process.pid) return -ERRNO.EPERM
      edit(machine, process).group = group
      return 0
    },
  }),

  getsid: call({
    args: { pid: 'int' },
    touches: (_machine, task, { pid }) => [touchProcess(pid || task.pid, 'read')],
    act(machine, task, { pid }) {
      const process = pid === 0 ? processOf(machine, task) : machine.state.processes.get(pid)
      return process ? process.session : -ERRNO.ESRCH
    },
  }),

  setsid: call({
    args: {},
    touches: (_machine, task) => [touchProcess(task.pid, 'write')],
    act(machine, task) {
      const process = processOf(machine, task)
      if (process.group === process.pid) return -ERRNO.EPERM
      const draft = edit(machine, process)
      draft.group = process.pid
      draft.session = process.pid
      return process.pid
    },
  }),

  getpriority: call({
    args: { which: 'int', who: 'int' },
    touches: () => [touchSystem('scheduling', 'write')],
    act(machine, task, { which, who }) {
      const found = niceTargets(machine, task, which, who)
      if (found === null) return -ERRNO.EINVAL
      // As the kernel answers: 20 - nice, so that the result is never taken for an error.
      return found.length === 0 ? -ERRNO.ESRCH : Math.max(...found.map((t) => 20 - t.nice))
    },
  }),

  setpriority: call({
    args: { which: 'int', who: 'int', priority: 'int' },
    touches: () => [touchSystem('scheduling', 'write')],
    act(machine, task, { which, who, priority }) {
      const found = niceTargets(machine, task, which, who)
      if (found === null) return -ERRNO.EINVAL
      if (found.length === 0) return -ERRNO.ESRCH
      for (const target of found) edit(machine, target).nice = Math.max(-20, Math.min(19, priority))
      return 0
    },
  }),

  nice: call({
    args: { increment: 'int' },
    touches: () => [touchSystem('scheduling', 'write')],
    act(machine, task, { increment }) {
      edit(machine, task).nice = Math.max(-20, Math.min(19, task.nice + increment))
      return 20 - task.nice
    },
  }),

  getrlimit: call({
    args: { resource: 'int', out: 'pointer' },
    touches: (machine, task, { out }) => [
      touchProcess(task.pid, 'read'),
      ...touchMemory(machine, task, out, 16, 'write'),
    ],
    act(machine, task, { resource, out }) {
      const limits = limitsOf(machine, task, resource)
      if (!limits) return -ERRNO.EINVAL
      const bytes = new Uint8Array(16)
      limits.forEach((limit, i) => {
        // RLIM_INFINITY is all ones.
        if (limit === Infinity) bytes.fill(255, 8 * i, 8 * i + 8)
        else putI64(bytes, 8 * i, limit)
      })
      return writeUser(machine, task, out, bytes) ? 0 : -ERRNO.EFAULT
    },
  }),

  setrlimit: call({
    args: { resource: 'int', limits: 'pointer' },
    touches: (machine, task, { limits }) => [
      touchProcess(task.pid, 'write'),
      ...touchMemory(machine, task, limits, 16, 'read'),
    ],
    act(machine, task, { resource, limits }) {
      const old = limitsOf(machine, task, resource)
      if (!old) return -ERRNO.EINVAL
      const bytes = readUser(machine, task, limits, 16)
      if (!bytes) return -ERRNO.EFAULT
      const [soft, hard] = [0, 8].map((at) => (getI64(bytes, at) < 0 ? Infinity : getI64(bytes, at)))
      if (soft === undefined || hard === undefined || soft > hard) return -ERRNO.EINVAL
      // Raising a hard limit takes a privilege that programs here do not have.
      if (hard > old[1]) return -ERRNO.EPERM
      setLimit(machine, task, resource, soft, hard)
      return 0
    },
  }),

  uname: call({
    args: { out: 'pointer' },
    touches: (machine, task, { out }) => touchMemory(machine, task, out, 390, 'write'),
    act(machine, task, { out }) {
      const fields = [SYSTEM.name, SYSTEM.node, SYSTEM.release, SYSTEM.version, SYSTEM.machine, '(none)']
      const bytes = new Uint8Array(65 * fields.length)
      fields.forEach((field, i) => {
        bytes.set(bytesOfString(byteStringOf(field)), 65 * i)
      })
      return writeUser(machine, task, out, bytes) ? 0 : -ERRNO.EFAULT
    },
  }),

  /** (option, value or int *): parent-death signal and child subreaper; the others have one answer, or none. */
  prctl: call({
    args: { option: 'int', value: 'long' },
    touches: (machine, task, { value }) => [
      touchProcess(task.pid, 'write'),
      ...touchMemory(machine, task, value, 4, 'write'),
    ],
    act(machine, task, { option, value }) {
      const process = processOf(machine, task)
      const tell = (answer: number) => (writeI32(machine, task, value, answer) ? 0 : -ERRNO.EFAULT)
      switch (option) {
        case PRCTL.setDeathSignal:
          if (value < 0 || value > 64) return -ERRNO.EINVAL
          edit(machine, process).deathSignal = value
          return 0
        case PRCTL.getDeathSignal:
          return tell(process.deathSignal)
        case PRCTL.getDumpable:
          return 1
        case PRCTL.setDumpable:
          return value === 0 || value === 1 ? 0 : -ERRNO.EINVAL
        case PRCTL.setReaper:
          edit(machine, process).isReaper = value !== 0
          return 0
        case PRCTL.getReaper:
          return tell(process.isReaper ? 1 : 0)
        default:
          return -ERRNO.EINVAL
      }
    },
  }),

  sysconf: call({
    args: { name: 'int' },
    touches: (_machine, task) => [touchProcess(task.pid, 'read')],
    act(machine, task, { name }) {
      return SYSCONF[name]?.(machine, task) ?? -ERRNO.EINVAL
    },
  }),
} satisfies RowTable

const PRCTL = {
  setDeathSignal: 1,
  getDeathSignal: 2,
  getDumpable: 3,
  setDumpable: 4,
  setReaper: 36,
  getReaper: 37,
} as const

/**
 * The tasks that setpriority(2) means; null: `which` is none of its kinds. A process is one task here, as on
 * Linux.
 */
function niceTargets(machine: Machine, task: Task, which: number, who: number): Task[] | null {
  const { live, processes } = machine.state
  const tasks = live.map((index) => taskAt(machine, index))
  if (which === 0) return who === 0 ? [task] : tasks.filter((t) => t.tid === who)
  if (which === 1) {
    const group = who === 0 ? processOf(machine, task).group : who
    return tasks.filter((t) => processes.get(t.pid)?.group === group)
  }
  return which === 2 ? tasks : null
}
