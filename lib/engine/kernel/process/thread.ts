/** Threads: tasks that share everything but stack, registers, signal mask and thread-local storage. */

import { STACK_SIZE } from '../../vm/abi'
import { areaOf, findGap, insertArea, pageUp, READ, WRITE } from '../memory/address-space'
import { pushFrame } from '../memory/stack'
import { getI32, getI64, putI64, readTimespec, readUser, writeI64, writeUser } from '../memory/user-memory'
import { COST, clockBase, spend } from '../state/clock'
import { edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import { THREAD_ATTRIBUTES } from '../state/layout'
import { type Machine, processOf, programOf, spaceOf, type Task, taskAt } from '../state/machine'
import { type HandlerTable, int, long } from '../state/syscall-arguments'
import { BLOCK, block, INTERRUPTED, KEY, keyOf, wakeTask } from '../state/wait-queue'
import { isCancelled, takeCancellation } from '../sync/cancel'
import { physicalKey } from '../sync/user-object'
import { createTask, exitTask, forgetThread, hasRoomForTask, isAlive } from './process'

const PAGE = 4096

export const THREAD_CALLS: HandlerTable = {
  thread_create(machine, task, args) {
    const attributes = readAttributes(machine, task, long(args, 1))
    if (!attributes) return -ERRNO.EFAULT
    if (!hasRoomForTask(machine)) return -ERRNO.EAGAIN
    const stack = makeStack(machine, task, attributes)
    if (!stack) return -ERRNO.EAGAIN
    const thread = spawnThread(machine, task, long(args, 2), long(args, 3), stack)
    edit(machine, thread).detached = attributes.detached
    if (attributes.explicit) {
      const draft = edit(machine, thread)
      draft.schedulingClass = attributes.policy
      draft.realtimePriority = attributes.priority
    }
    if (!writeI64(machine, task, long(args, 0), thread.tp)) return -ERRNO.EFAULT
    return 0
  },

  thread_exit(machine, task, args) {
    exitTask(machine, task, long(args, 0), 0)
    return 0
  },

  exit(machine, task, args) {
    exitTask(machine, task, 0, (int(args, 0) & 255) << 8)
    return 0
  },

  thread_join(machine, task, args) {
    const thread = threadAt(machine, task, long(args, 0))
    if (!thread) return absent(machine, task, long(args, 0))
    if (thread === task || task.joinedBy === thread.index) return -ERRNO.EDEADLK
    if (thread.detached || (thread.joinedBy !== null && thread.joinedBy !== task.index)) return -ERRNO.EINVAL
    if (isAlive(thread)) return waitForThread(machine, task, thread, args)
    if (machine.probing) return 0
    const out = long(args, 1)
    if (out !== 0 && !writeI64(machine, task, out, thread.exitValue)) return -ERRNO.EFAULT
    forgetThread(machine, processOf(machine, task), thread)
    return 0
  },

  thread_detach(machine, task, args) {
    const thread = threadAt(machine, task, long(args, 0))
    if (!thread) return absent(machine, task, long(args, 0))
    if (thread.detached) return -ERRNO.EINVAL
    edit(machine, thread).detached = true
    if (!isAlive(thread)) forgetThread(machine, processOf(machine, task), thread)
    return 0
  },

  thread_self(_machine, task) {
    return task.tp
  },

  thread_tid(machine, task, args) {
    const thread = threadAt(machine, task, long(args, 0))
    if (!thread) return -ERRNO.ESRCH
    return isAlive(thread) ? thread.tid : 0
  },

  /** (thread, out): where its stack begins, its size, and whether it is detached, as three longs. */
  thread_stack(machine, task, args) {
    const thread = threadAt(machine, task, long(args, 0))
    if (!thread) return -ERRNO.ESRCH
    const bytes = new Uint8Array(24)
    putI64(bytes, 0, thread.stackStart)
    putI64(bytes, 8, thread.stackEnd - thread.stackStart)
    putI64(bytes, 16, thread.detached ? 1 : 0)
    return writeUser(machine, task, long(args, 1), bytes) ? 0 : -ERRNO.EFAULT
  },

  thread_cancel(machine, task, args) {
    const thread = threadAt(machine, task, long(args, 0))
    if (!thread) return -ERRNO.ESRCH
    if (!isAlive(thread)) return 0
    edit(machine, thread).cancelRequested = true
    if (thread.cancelDisabled) return 0
    // Asleep on a condition variable it acts on that once it has the mutex again: whose unlocking must find it.
    if (thread.blocked?.object === 'condition variable') {
      const mutex = physicalKey(machine, thread, thread.pending?.args[1] ?? 0)
      if (mutex !== null) edit(machine, thread).waitKeys = [...thread.waitKeys, mutex]
    }
    wakeTask(machine, thread, task)
    return 0
  },

  thread_testcancel(machine, task) {
    return isCancelled(task) ? takeCancellation(machine, task) : 0
  },

  thread_setcancelstate(machine, task, args) {
    if (int(args, 0) !== 0 && int(args, 0) !== 1) return -ERRNO.EINVAL
    const old = task.cancelDisabled ? 1 : 0
    edit(machine, task).cancelDisabled = int(args, 0) === 1
    return old
  },

  thread_setcanceltype(machine, task, args) {
    if (int(args, 0) !== 0 && int(args, 0) !== 1) return -ERRNO.EINVAL
    const old = task.cancelAsynchronous ? 1 : 0
    edit(machine, task).cancelAsynchronous = int(args, 0) === 1
    return old
  },
}

/** The thread that a pthread_t names in the caller's process, ended but unjoined ones included. */
export function threadAt(machine: Machine, task: Task, thread: number): Task | null {
  for (const index of processOf(machine, task).tasks) {
    const found = taskAt(machine, index)
    if (found.tp === thread && found.state !== 'gone') return found
  }
  return null
}

/** What glibc says of a thread that is no more: a detached one is still known to have been detached. */
function absent(machine: Machine, task: Task, thread: number): number {
  const was = machine.state.tasks.filter((other) => other.tp === thread && other.pid === task.pid).pop()
  return was?.detached ? -ERRNO.EINVAL : -ERRNO.ESRCH
}

function waitForThread(machine: Machine, task: Task, thread: Task, args: readonly number[]): number {
  if (int(args, 3) !== 0) return -ERRNO.EBUSY
  let deadline = Infinity
  if (long(args, 2) !== 0) {
    deadline = readTimespec(machine, task, long(args, 2), clockBase(0)) ?? Number.NaN
    if (Number.isNaN(deadline)) return -ERRNO.EINVAL
    if (task.timedOut || deadline <= machine.state.now) return -ERRNO.ETIMEDOUT
  }
  const reason = { call: 'pthread_join', object: null, task: thread.index }
  const result = block(machine, task, [keyOf(KEY.thread, thread.tid)], reason, deadline)
  if (machine.probing) return result
  edit(machine, thread).joinedBy = result === BLOCK ? task.index : null
  return result === INTERRUPTED ? INTERRUPTED : result
}

type Attributes = {
  readonly detached: boolean
  readonly explicit: boolean
  readonly policy: number
  readonly priority: number
  readonly stackAddress: number
  readonly stackSize: number
}

function readAttributes(machine: Machine, task: Task, address: number): Attributes | null {
  const bytes =
    address === 0
      ? new Uint8Array(THREAD_ATTRIBUTES.size)
      : readUser(machine, task, address, THREAD_ATTRIBUTES.size)
  if (!bytes) return null
  const flags = getI32(bytes, THREAD_ATTRIBUTES.flags)
  return {
    detached: (flags & 1) !== 0,
    explicit: (flags & 2) !== 0,
    policy: getI32(bytes, THREAD_ATTRIBUTES.policy),
    priority: getI32(bytes, THREAD_ATTRIBUTES.priority),
    stackAddress: getI64(bytes, THREAD_ATTRIBUTES.stackAddress),
    stackSize: getI64(bytes, THREAD_ATTRIBUTES.stackSize),
  }
}

export type Stack = { readonly start: number; readonly end: number; readonly owned: boolean }

/** The caller's own memory, or a new mapping with a guard page below. Large stacks give way when addresses run out. */
function makeStack(machine: Machine, task: Task, attributes: Attributes): Stack | null {
  const { stackAddress, stackSize } = attributes
  if (stackAddress !== 0) return { start: stackAddress, end: stackAddress + stackSize, owned: false }
  const record = spaceOf(machine, task)
  for (const size of [pageUp(stackSize) || STACK_SIZE, 1 << 20, 256 << 10]) {
    const gap = findGap(record, size + PAGE)
    if (gap !== 0) return { start: gap + PAGE, end: gap + PAGE + size, owned: true }
  }
  return null
}

/** Makes a task in the caller's process that begins in `__thread_start(function, argument)`. */
export function spawnThread(
  machine: Machine,
  task: Task,
  start: number,
  argument: number,
  stack: Stack,
): Task {
  const process = processOf(machine, task)
  const { program } = programOf(machine, task)
  const thread = createTask(machine, task, task.pid, functionName(machine, task, start))
  edit(machine, process).tasks = [...process.tasks, thread.index]
  if (stack.owned) {
    const range = { start: stack.start, end: stack.end, protection: READ | WRITE }
    insertArea(
      machine,
      spaceOf(machine, task),
      areaOf({ ...range, kind: 'stack', name: 'stack', task: thread.index }),
    )
  }
  const draft = edit(machine, thread)
  draft.stackStart = stack.start
  draft.stackEnd = stack.end
  draft.ownsStack = stack.owned
  draft.tp = placeThreadLocals(machine, thread, stack.end)
  pushFrame(machine, thread, program, program.threadEntry, thread.tp, [start, argument, 0])
  spend(machine, task, COST.thread)
  machine.events?.push({ kind: 'clone', child: thread.index, childTid: thread.tid })
  return thread
}

/**
 * Lays the thread-local block at the top of a stack; its address is the thread pointer, and the pthread_t. At least
 * 64 bytes are kept, so that the pointer is the thread's own even without thread-local variables.
 */
export function placeThreadLocals(machine: Machine, task: Task, top: number): number {
  const { image, align } = programOf(machine, task).program.tls
  const size = Math.max(64, image.length)
  const start = Math.floor((top - size) / Math.max(align, 64)) * Math.max(align, 64)
  writeUser(machine, task, start, image)
  return start
}

/** The name of the function at a code address, for figures. */
export function functionName(machine: Machine, task: Task, address: number): string {
  const { program } = programOf(machine, task)
  const index = (address - 0x40_0000) / 16
  const found = program.functions.find((f) => index >= f.start && index < f.end)
  return found?.name ?? 'thread'
}
