/** Sessions, priorities, limits, and what the machine says of itself. */

import { PAGE_SIZE } from '../../vm/abi'
import { limitsOf, setLimit } from '../file/resource-limit'
import { bytesOfString, getI64, putI64, readUser, writeI32, writeUser } from '../memory/user-memory'
import { edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import { type Machine, processOf, type Task, taskAt } from '../state/machine'
import { type HandlerTable, int, long } from '../state/syscall-arguments'
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

export const MORE_IDENTITY_CALLS: HandlerTable = {
  setpgid(machine, task, args) {
    const pid = int(args, 0) || task.pid
    const group = int(args, 1) || pid
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

  getsid(machine, task, args) {
    const process = int(args, 0) === 0 ? processOf(machine, task) : machine.state.processes.get(int(args, 0))
    return process ? process.session : -ERRNO.ESRCH
  },

  setsid(machine, task) {
    const process = processOf(machine, task)
    if (process.group === process.pid) return -ERRNO.EPERM
    const draft = edit(machine, process)
    draft.group = process.pid
    draft.session = process.pid
    return process.pid
  },

  getpriority(machine, task, args) {
    const found = niceTargets(machine, task, int(args, 0), int(args, 1))
    if (found === null) return -ERRNO.EINVAL
    // As the kernel answers: 20 - nice, so that the result is never taken for an error.
    return found.length === 0 ? -ERRNO.ESRCH : Math.max(...found.map((t) => 20 - t.nice))
  },

  setpriority(machine, task, args) {
    const found = niceTargets(machine, task, int(args, 0), int(args, 1))
    if (found === null) return -ERRNO.EINVAL
    if (found.length === 0) return -ERRNO.ESRCH
    for (const target of found) edit(machine, target).nice = Math.max(-20, Math.min(19, int(args, 2)))
    return 0
  },

  nice(machine, task, args) {
    edit(machine, task).nice = Math.max(-20, Math.min(19, task.nice + int(args, 0)))
    return 20 - task.nice
  },

  getrlimit(machine, task, args) {
    const limits = limitsOf(machine, task, int(args, 0))
    if (!limits) return -ERRNO.EINVAL
    const bytes = new Uint8Array(16)
    limits.forEach((limit, i) => {
      // RLIM_INFINITY is all ones.
      if (limit === Infinity) bytes.fill(255, 8 * i, 8 * i + 8)
      else putI64(bytes, 8 * i, limit)
    })
    return writeUser(machine, task, long(args, 1), bytes) ? 0 : -ERRNO.EFAULT
  },

  setrlimit(machine, task, args) {
    const old = limitsOf(machine, task, int(args, 0))
    if (!old) return -ERRNO.EINVAL
    const bytes = readUser(machine, task, long(args, 1), 16)
    if (!bytes) return -ERRNO.EFAULT
    const [soft, hard] = [0, 8].map((at) => (getI64(bytes, at) < 0 ? Infinity : getI64(bytes, at)))
    if (soft === undefined || hard === undefined || soft > hard) return -ERRNO.EINVAL
    // Raising a hard limit takes a privilege that programs here do not have.
    if (hard > old[1]) return -ERRNO.EPERM
    setLimit(machine, task, int(args, 0), soft, hard)
    return 0
  },

  uname(machine, task, args) {
    const fields = ['Linux', 'forklore', '6.1.0', '#1 SMP', 'x86_64', '(none)']
    const bytes = new Uint8Array(65 * fields.length)
    fields.forEach((field, i) => {
      bytes.set(bytesOfString(byteStringOf(field)), 65 * i)
    })
    return writeUser(machine, task, long(args, 0), bytes) ? 0 : -ERRNO.EFAULT
  },

  /** (option, value or int *): parent-death signal and child subreaper; the others have one answer, or none. */
  prctl(machine, task, args) {
    const process = processOf(machine, task)
    const value = long(args, 1)
    const tell = (answer: number) => (writeI32(machine, task, value, answer) ? 0 : -ERRNO.EFAULT)
    switch (int(args, 0)) {
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

  sysconf(machine, task, args) {
    return SYSCONF[int(args, 0)]?.(machine, task) ?? -ERRNO.EINVAL
  },
}

const PRCTL = {
  setDeathSignal: 1,
  getDeathSignal: 2,
  getDumpable: 3,
  setDumpable: 4,
  setReaper: 36,
  getReaper: 37,
} as const

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
