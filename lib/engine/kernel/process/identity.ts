/** Who am I: pids and groups; giving the core up. The rest is in identity-call.ts. */
import { ERRNO } from '../state/errno'
import { processOf } from '../state/machine'
import { type HandlerTable, int } from '../state/syscall-arguments'

export const IDENTITY_CALLS: HandlerTable = {
  getpid: (_machine, task) => task.pid,

  gettid: (_machine, task) => task.tid,

  getppid: (machine, task) => processOf(machine, task).parent,

  getuid: () => 1000,

  getpgid(machine, task, args) {
    const process = int(args, 0) === 0 ? processOf(machine, task) : machine.state.processes.get(int(args, 0))
    return process ? process.group : -ERRNO.ESRCH
  },
}

export const SCHEDULING_CALLS: HandlerTable = {
  sched_yield: () => 0,

  sched_getcpu: (_machine, task) => task.core ?? 0,
}
