/** fork, vfork, clone and exit_group. */

import { touchTable } from '../file/footprint'
import { pushFrame } from '../memory/first-frame'
import { readUser, writeUser } from '../memory/user-memory'
import {
  call,
  callInPhases,
  GO,
  type Look,
  type Outcome,
  type Phase,
  type RowTable,
  wait,
} from '../state/call'
import { edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import { touchProcess } from '../state/footprint'
import { type Machine, processOf, programOf, spaceOf, type Task } from '../state/machine'
import { KEY, keyOf } from '../state/wait-queue'
import { ordersOfExit, touchExit, touchFork } from './footprint'
import { exitProcess, forkProcess, hasRoomForTask } from './process'
import { functionName, spawnThread } from './thread'

const VFORKED: Phase<unknown, null> = {
  guard: (machine, task, _args, [pid = 0]) => lookAtChild(machine, task, pid),
  act(machine, task, _args, _found, [pid = 0, ...header]) {
    restoreFrameHeader(machine, task, header)
    return pid
  },
  isDeaf: true,
}

const CLONE = { vm: 0x100, files: 0x400, vfork: 0x4000, thread: 0x1_0000 } as const

export const FORK_CALLS = {
  fork: call({
    args: {},
    spawns: true,
    touches: (machine, task) => touchFork(machine, task),
    act(machine, task) {
      return forkProcess(machine, task, { shareSpace: false, shareFiles: false, vfork: false })
    },
  }),

  vfork: callInPhases({
    args: {},
    spawns: true,
    touches: (machine, task) => touchFork(machine, task),
    phases: [
      {
        act(machine, task) {
          const pid = forkProcess(machine, task, { shareSpace: true, shareFiles: false, vfork: true })
          return pid < 0 ? pid : waitForChild(machine, task, pid)
        },
      },
      VFORKED,
    ],
  }),

  /** (flags, stack top or 0, function or 0, argument): with a function the child begins in it, as the C library's clone. */
  clone: callInPhases({
    args: { flags: 'long', stack: 'pointer', start: 'pointer', argument: 'pointer' },
    spawns: true,
    touches: (machine, task) => [
      ...touchFork(machine, task),
      touchProcess(task.pid, 'write'),
      touchTable(machine, task),
    ],
    phases: [{ act: (machine, task, args) => clone(machine, task, args) }, VFORKED],
  }),

  exit_group: call({
    args: { status: 'int' },
    shownAs: 'exit',
    kills: true,
    orders: () => ({ status: 'release' }),
    ordersBesides: (machine, task) => ordersOfExit(machine, task),
    touches: (machine, task) => touchExit(machine, task),
    act(machine, task, { status }) {
      exitProcess(machine, processOf(machine, task), (status & 255) << 8, task)
      return 0
    },
  }),
} satisfies RowTable

type Cloning = {
  readonly flags: number
  readonly stack: number
  readonly start: number
  readonly argument: number
}

function clone(machine: Machine, task: Task, args: Cloning): Outcome {
  const { flags, stack, start, argument } = args
  if (flags & CLONE.thread) return cloneThread(machine, task, args)
  if (start !== 0 && stack === 0) return -ERRNO.EINVAL
  const shareSpace = (flags & CLONE.vm) !== 0
  const shareFiles = (flags & CLONE.files) !== 0
  const vfork = (flags & CLONE.vfork) !== 0
  const pid = forkProcess(machine, task, { shareSpace, shareFiles, vfork })
  if (pid < 0) return pid
  if (start !== 0) beginIn(machine, pid, start, argument, stack)
  return vfork ? waitForChild(machine, task, pid) : pid
}

/** A thread that nobody joins, on memory that the caller has brought. */
function cloneThread(machine: Machine, task: Task, { flags, stack, start, argument }: Cloning): number {
  if ((flags & CLONE.vm) === 0 || stack === 0 || start === 0) return -ERRNO.EINVAL
  if (!hasRoomForTask(machine)) return -ERRNO.EAGAIN
  const thread = spawnThread(machine, task, start, argument, { start: stack, end: stack, owned: false })
  edit(machine, thread).detached = true
  return thread.tid
}

/**
 * Makes a new process begin in a function, as clone(2) of the C library does, on the stack that grows down from
 * `stack`.
 */
function beginIn(machine: Machine, pid: number, start: number, argument: number, stack: number): void {
  const child = machine.state.tasks[machine.state.tids.get(pid) ?? -1]
  if (!child) return
  const { program } = programOf(machine, child)
  const draft = edit(machine, child)
  draft.name = functionName(machine, child, start)
  draft.stackEnd = stack
  pushFrame(machine, child, program, program.threadEntry, stack, [start, argument, 1])
}

const BORROWING = 1

function waitForChild(machine: Machine, task: Task, pid: number): Outcome {
  return { phase: BORROWING, data: [pid, ...frameHeader(machine, task)] }
}

/** The parent sleeps, deaf to signals, until the child has a memory of its own or is gone. */
function lookAtChild(machine: Machine, task: Task, pid: number): Look<null> {
  const child = machine.state.processes.get(pid)
  const leader = child && machine.state.tasks[child.leader]
  const borrowed = child?.state === 'alive' && leader?.vforkParent !== null
  if (!borrowed || child.space !== spaceOf(machine, task).id) return GO
  return wait([keyOf(KEY.ended, pid)], { call: 'vfork', object: null, task: child.leader })
}

const HEADER = 16

/** The child returns from the frame that both stand in and calls into its place, so the parent keeps its header. */
function frameHeader(machine: Machine, task: Task): number[] {
  return [...(readUser(machine, task, task.fp, HEADER) ?? [])]
}

function restoreFrameHeader(machine: Machine, task: Task, header: readonly number[]): void {
  if (header.length === HEADER) writeUser(machine, task, task.fp, Uint8Array.from(header))
}
