/** fork, vfork, clone and exit_group. */

import { pushFrame } from '../memory/stack'
import { readUser, writeUser } from '../memory/user-memory'
import { edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import { type Machine, processOf, programOf, spaceOf, type Task } from '../state/machine'
import { type HandlerTable, int, long } from '../state/syscall-arguments'
import { BLOCK_AFTER_EFFECT, block, enterPhase, KEY, keyOf } from '../state/wait-queue'
import { exitProcess, forkProcess, hasRoomForTask } from './process'
import { functionName, spawnThread } from './thread'

const CLONE = { vm: 0x100, files: 0x400, vfork: 0x4000, thread: 0x1_0000 } as const

export const PROCESS_CALLS: HandlerTable = {
  fork(machine, task) {
    return forkProcess(machine, task, { shareSpace: false, shareFiles: false, vfork: false })
  },

  vfork(machine, task) {
    return task.pending?.phase === 1 ? awaitVfork(machine, task) : beginVfork(machine, task, false)
  },

  /** (flags, stack top or 0, function or 0, argument): with a function the child begins in it, as the C library's clone. */
  clone(machine, task, args) {
    if (task.pending?.phase === 1) return awaitVfork(machine, task)
    const flags = long(args, 0)
    const [stack, start, argument] = [long(args, 1), long(args, 2), long(args, 3)]
    if (flags & CLONE.thread) return cloneThread(machine, task, flags, stack, start, argument)
    if (start !== 0 && stack === 0) return -ERRNO.EINVAL
    const shareSpace = (flags & CLONE.vm) !== 0
    const shareFiles = (flags & CLONE.files) !== 0
    const vfork = (flags & CLONE.vfork) !== 0
    const pid = forkProcess(machine, task, { shareSpace, shareFiles, vfork })
    if (pid < 0) return pid
    if (start !== 0) beginIn(machine, pid, start, argument, stack)
    return vfork ? sleepForVfork(machine, task, pid) : pid
  },

  exit_group(machine, task, args) {
    exitProcess(machine, processOf(machine, task), (int(args, 0) & 255) << 8, task)
    return 0
  },
}

function cloneThread(
  machine: Machine,
  task: Task,
  flags: number,
  stack: number,
  start: number,
  argument: number,
): number {
  if ((flags & CLONE.vm) === 0 || stack === 0 || start === 0) return -ERRNO.EINVAL
  if (!hasRoomForTask(machine)) return -ERRNO.EAGAIN
  const thread = spawnThread(machine, task, start, argument, { start: stack, end: stack, owned: false })
  edit(machine, thread).detached = true
  return thread.tid
}

function beginIn(machine: Machine, pid: number, start: number, argument: number, stack: number): void {
  const child = machine.state.tasks[machine.state.tids.get(pid) ?? -1]
  if (!child) return
  const { program } = programOf(machine, child)
  const draft = edit(machine, child)
  draft.name = functionName(machine, child, start)
  draft.stackEnd = stack
  pushFrame(machine, child, program, program.threadEntry, stack, [start, argument, 1])
}

function beginVfork(machine: Machine, task: Task, shareFiles: boolean): number {
  const pid = forkProcess(machine, task, { shareSpace: true, shareFiles, vfork: true })
  return pid < 0 ? pid : sleepForVfork(machine, task, pid)
}

function sleepForVfork(machine: Machine, task: Task, pid: number): number {
  if (!task.pending) return pid
  enterPhase(machine, task, task.pending, 1, [pid, ...frameHeader(machine, task)])
  edit(machine, task).interrupted = false
  block(machine, task, [keyOf(KEY.vfork, pid)], { call: 'vfork', object: null, task: null })
  return BLOCK_AFTER_EFFECT
}

/** The parent sleeps, deaf to signals, until the child has a memory of its own or is gone. */
function awaitVfork(machine: Machine, task: Task): number {
  const pid = task.pending?.data[0] ?? 0
  const child = machine.state.processes.get(pid)
  const leader = child && machine.state.tasks[child.leader]
  const borrowed = child?.state === 'alive' && leader?.vforkParent !== null
  if (!borrowed || child.space !== spaceOf(machine, task).id) {
    if (!machine.probing) restoreFrameHeader(machine, task)
    return pid
  }
  edit(machine, task).interrupted = false
  return block(machine, task, [keyOf(KEY.vfork, pid)], { call: 'vfork', object: null, task: child.leader })
}

const HEADER = 16

/** The child returns from the frame that both stand in and calls into its place, so the parent keeps its header. */
function frameHeader(machine: Machine, task: Task): number[] {
  return [...(readUser(machine, task, task.fp, HEADER) ?? [])]
}

function restoreFrameHeader(machine: Machine, task: Task): void {
  const header = task.pending?.data.slice(1) ?? []
  if (header.length === HEADER) writeUser(machine, task, task.fp, Uint8Array.from(header))
}
