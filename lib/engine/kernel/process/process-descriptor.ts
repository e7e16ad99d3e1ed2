/** Descriptors of processes (pidfd_open(2)): a name that no later process can take over. */

import { touchDescriptor, touchTable } from '../file/footprint'
import { createOpenFile, fileOf, installFile, O_NONBLOCK, O_RDWR } from '../file/open-file'
import { describedProcess } from '../file/readiness'
import { touchMemory } from '../memory/footprint'
import { getI32, getI64, readUser } from '../memory/user-memory'
import { checkSignal, postProcessSignal } from '../signal/signal'
import { call, type RowTable } from '../state/call'
import { ERRNO } from '../state/errno'
import { touchSystem } from '../state/footprint'
import { SIGINFO } from '../state/layout'
import { type Machine, type SignalInfo, type Task, taskAt } from '../state/machine'
import { touchSignal } from './footprint'
import { infoOf } from './signal-action'

export const PROCESS_DESCRIPTOR_CALLS = {
  /** Always closed on exec. A thread's number is none that can be opened. */
  pidfd_open: call({
    args: { pid: 'int', flags: 'int' },
    touches: (machine, task) => [touchTable(machine, task), touchSystem('births', 'read')],
    act(machine, task, { pid, flags }) {
      if (pid <= 0 || (flags & ~O_NONBLOCK) !== 0) return -ERRNO.EINVAL
      const process = machine.state.processes.get(pid)
      const isThread = machine.state.live.some((index) => taskAt(machine, index).tid === pid)
      if (!process) return isThread ? -ERRNO.EINVAL : -ERRNO.ESRCH
      const file = createOpenFile(machine, task, 'pidfd', O_RDWR | flags, process.leader)
      return installFile(machine, task, file, true)
    },
  }),

  /** (descriptor, signal, siginfo_t * or 0 to send it as kill does, 0) */
  pidfd_send_signal: call({
    args: { fd: 'descriptor', signal: 'int', info: 'pointer', flags: 'int' },
    touches(machine, task, { fd, signal, info }) {
      const file = fileOf(machine, task, fd)
      const process = file?.kind === 'pidfd' ? describedProcess(machine, file) : null
      return [
        ...touchDescriptor(machine, task, fd, 'read'),
        ...touchMemory(machine, task, info, info === 0 ? 0 : SIGINFO.size, 'read'),
        ...(process ? touchSignal(machine, process, signal) : []),
      ]
    },
    act(machine, task, { fd, signal, info: address, flags }) {
      if (flags !== 0) return -ERRNO.EINVAL
      const file = fileOf(machine, task, fd)
      if (file?.kind !== 'pidfd') return -ERRNO.EBADF
      if (checkSignal(signal) < 0) return -ERRNO.EINVAL
      const process = describedProcess(machine, file)
      const info = address === 0 ? infoOf(task, signal, 0) : readInfo(machine, task, address, signal)
      if (typeof info === 'number') return info
      if (!process) return -ERRNO.ESRCH
      // Only to itself may a process say that the kernel, or kill, has sent it.
      if (info.code >= 0 && address !== 0 && process.pid !== task.pid) return -ERRNO.EPERM
      if (signal !== 0) postProcessSignal(machine, process, info, task)
      return 0
    },
  }),
} satisfies RowTable

function readInfo(machine: Machine, task: Task, address: number, signal: number): SignalInfo | number {
  const bytes = readUser(machine, task, address, SIGINFO.size)
  if (!bytes) return -ERRNO.EFAULT
  if (getI32(bytes, SIGINFO.signal) !== signal) return -ERRNO.EINVAL
  const [code, pid] = [getI32(bytes, SIGINFO.code), getI32(bytes, SIGINFO.pid)]
  return { signal, code, pid, value: getI64(bytes, SIGINFO.value), address: 0 }
}
