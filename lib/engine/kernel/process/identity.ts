/** Who am I: pids and groups; giving the core up. */

import { USER } from '../memory/inode'
import { call, type RowTable } from '../state/call'
import { ERRNO } from '../state/errno'
import { EVERYTHING, NOTHING, touchProcess } from '../state/footprint'
import { processOf } from '../state/machine'

export const IDENTITY_CALLS = {
  getpid: call({
    args: {},
    touches: () => NOTHING,
    act: (_machine, task) => task.pid,
  }),

  gettid: call({
    args: {},
    touches: () => NOTHING,
    act: (_machine, task) => task.tid,
  }),

  getppid: call({
    args: {},
    touches: (_machine, task) => [touchProcess(task.pid, 'read')],
    act: (machine, task) => processOf(machine, task).parent,
  }),

  getuid: call({
    args: {},
    touches: () => NOTHING,
    act: () => USER,
  }),

  getpgid: call({
    args: { pid: 'int' },
    touches: (_machine, task, { pid }) => [touchProcess(pid || task.pid, 'read')],
    act(machine, task, { pid }) {
      const process = pid === 0 ? processOf(machine, task) : machine.state.processes.get(pid)
      return process ? process.group : -ERRNO.ESRCH
    },
  }),

  sched_yield: call({
    args: {},
    yields: true,
    touches: () => NOTHING,
    act: () => 0,
  }),

  sched_getcpu: call({
    args: {},
    touches: () => EVERYTHING,
    act: (_machine, task) => task.core ?? 0,
  }),
} satisfies RowTable
