/** Threads: tasks that share everything but stack, registers, signal mask and thread-local storage. */

import { STACK_SIZE } from '../../vm/abi'
import { areaOf, findGap, insertArea, pageUp, READ, WRITE } from '../memory/address-space'
import { renewKeys } from '../memory/argument'
import { pushFrame } from '../memory/first-frame'
import { touchMapping, touchMemory } from '../memory/footprint'
import { getI32, getI64, putI64, readUser, writeI64, writeUser } from '../memory/user-memory'
import { call, go, type RowTable, type Timespec, type Wait, wait } from '../state/call'
import { isCancelled, takeCancellation } from '../state/cancellation'
import { COST, spend } from '../state/clock'
import { edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import { NOTHING, type Touch, touchMembers } from '../state/footprint'
import { THREAD_ATTRIBUTES } from '../state/layout'
import { type Machine, processOf, programOf, spaceOf, type Task, taskAt } from '../state/machine'
import { KEY, keyOf, wakeTask } from '../state/wait-queue'
import { robustLocks } from '../sync/robust'
import { deadlineOf } from '../sync/user-object'
import { touchBirth, touchTaskExit, touchThread } from './footprint'
import { createTask, exitTask, forgetThread, hasRoomForTask, isAlive } from './process'

const PAGE = 4096

export const THREAD_CALLS = {
  thread_create: call({
    args: { out: 'pointer', attributes: 'pointer', start: 'pointer', argument: 'pointer' },
    shownAs: 'pthread_create',
    shows: 0,
    fromLibrary: { waits: false },
    spawns: true,
    touches: (machine, task, { out, attributes }) => [
      ...touchBirth(machine),
      touchMembers(task.pid, 'add'),
      ...touchNewStack(machine, task, attributes),
      ...touchMemory(machine, task, out, 8, 'write'),
      ...touchMemory(machine, task, attributes, attributes === 0 ? 0 : THREAD_ATTRIBUTES.size, 'read'),
    ],
    act(machine, task, { out, attributes: address, start, argument }) {
      const attributes = readAttributes(machine, task, address)
      if (!attributes) return -ERRNO.EFAULT
      if (!hasRoomForTask(machine)) return -ERRNO.EAGAIN
      const stack = makeStack(machine, task, attributes)
      if (!stack) return -ERRNO.EAGAIN
      const thread = spawnThread(machine, task, start, argument, stack)
      edit(machine, thread).detached = attributes.detached
      if (attributes.explicit) {
        const draft = edit(machine, thread)
        draft.schedulingClass = attributes.policy
        draft.realtimePriority = attributes.priority
      }
      if (!writeI64(machine, task, out, thread.tp)) return -ERRNO.EFAULT
      return 0
    },
  }),

  thread_exit: call({
    args: { value: 'pointer' },
    shownAs: 'pthread_exit',
    fromLibrary: { waits: false },
    orders: () => ({ value: 'release' }),
    ordersBesides: (machine, task) => robustLocks(machine, task),
    touches: (machine, task) => touchTaskExit(machine, task),
    act(machine, task, { value }) {
      exitTask(machine, task, value, 0)
      return 0
    },
  }),

  exit: call({
    args: { status: 'int' },
    orders: () => ({ status: 'release' }),
    ordersBesides: (machine, task) => robustLocks(machine, task),
    touches: (machine, task) => touchTaskExit(machine, task),
    act(machine, task, { status }) {
      exitTask(machine, task, 0, (status & 255) << 8)
      return 0
    },
  }),

  /** (thread, where its value goes, until when or 0, 1 to only try) */
  thread_join: call({
    args: { handle: 'pointer', value: 'pointer', until: 'timespec', tries: 'int' },
    shownAs: 'pthread_join',
    shows: 0,
    fromLibrary: { waits: true },
    restarts: 'always',
    isCancellationPoint: true,
    target: (machine, task, { handle }) => threadAt(machine, task, handle),
    touches: (machine, task, { handle, value }) => [
      ...touchThread(machine, task, threadAt(machine, task, handle)),
      ...touchMemory(machine, task, value, value === 0 ? 0 : 8, 'write'),
    ],
    guard(machine, task, { handle, until, tries }) {
      const thread = threadAt(machine, task, handle)
      if (!thread) return absent(machine, task, handle)
      // Of two that join each other glibc (2.36) tells neither; both wait for ever.
      if (thread === task) return -ERRNO.EDEADLK
      const isTaken = thread.joinedBy !== null && thread.joinedBy !== task.index
      if (thread.detached || isTaken) return -ERRNO.EINVAL
      return isAlive(thread) ? waitForThread(machine, task, thread, until, tries !== 0) : go(thread)
    },
    act(machine, task, { value }, thread) {
      if (value !== 0 && !writeI64(machine, task, value, thread.exitValue)) return -ERRNO.EFAULT
      forgetThread(machine, processOf(machine, task), thread)
      return 0
    },
    asleep(machine, task, { handle }) {
      const thread = threadAt(machine, task, handle)
      if (thread) edit(machine, thread).joinedBy = task.index
    },
    interrupted(machine, task, { handle }) {
      const thread = threadAt(machine, task, handle)
      if (thread) edit(machine, thread).joinedBy = null
      return null
    },
  }),

  thread_detach: call({
    args: { handle: 'pointer' },
    shownAs: 'pthread_detach',
    shows: 0,
    fromLibrary: { waits: false },
    target: (machine, task, { handle }) => threadAt(machine, task, handle),
    touches: (machine, task, { handle }) => touchThread(machine, task, threadAt(machine, task, handle)),
    act(machine, task, { handle }) {
      const thread = threadAt(machine, task, handle)
      if (!thread) return absent(machine, task, handle)
      if (thread.detached) return -ERRNO.EINVAL
      edit(machine, thread).detached = true
      if (!isAlive(thread)) forgetThread(machine, processOf(machine, task), thread)
      return 0
    },
  }),

  thread_self: call({
    args: {},
    shownAs: 'pthread_self',
    givesAddress: true,
    fromLibrary: { waits: false },
    touches: () => NOTHING,
    act(_machine, task) {
      return task.tp
    },
  }),

  thread_tid: call({
    args: { handle: 'pointer' },
    shows: 0,
    fromLibrary: { waits: false },
    touches: (machine, task, { handle }) => touchThread(machine, task, threadAt(machine, task, handle)),
    act(machine, task, { handle }) {
      const thread = threadAt(machine, task, handle)
      if (!thread) return -ERRNO.ESRCH
      return isAlive(thread) ? thread.tid : 0
    },
  }),

  /** (thread, out): where its stack begins, its size, and whether it is detached, as three longs. */
  thread_stack: call({
    args: { handle: 'pointer', out: 'pointer' },
    shownAs: 'pthread_getattr_np',
    shows: 0,
    fromLibrary: { waits: false },
    touches: (machine, task, { handle, out }) => [
      ...touchThread(machine, task, threadAt(machine, task, handle)),
      ...touchMemory(machine, task, out, 24, 'write'),
    ],
    act(machine, task, { handle, out }) {
      const thread = threadAt(machine, task, handle)
      if (!thread) return -ERRNO.ESRCH
      const bytes = new Uint8Array(24)
      putI64(bytes, 0, thread.stackStart)
      putI64(bytes, 8, thread.stackEnd - thread.stackStart)
      putI64(bytes, 16, thread.detached ? 1 : 0)
      return writeUser(machine, task, out, bytes) ? 0 : -ERRNO.EFAULT
    },
  }),

  thread_cancel: call({
    args: { handle: 'pointer' },
    shownAs: 'pthread_cancel',
    shows: 0,
    fromLibrary: { waits: false },
    target: (machine, task, { handle }) => threadAt(machine, task, handle),
    touches: (machine, task, { handle }) => touchThread(machine, task, threadAt(machine, task, handle)),
    act(machine, task, { handle }) {
      const thread = threadAt(machine, task, handle)
      if (!thread) return -ERRNO.ESRCH
      if (!isAlive(thread)) return 0
      edit(machine, thread).cancelRequested = true
      if (thread.cancelDisabled) return 0
      // Asleep on a condition variable it acts on that once it has the mutex again: whose unlocking must find it.
      renewKeys(machine, thread)
      wakeTask(machine, thread, task)
      return 0
    },
  }),

  thread_testcancel: call({
    args: {},
    shownAs: 'pthread_testcancel',
    fromLibrary: { waits: false },
    touches: () => NOTHING,
    act(machine, task) {
      return isCancelled(task) ? takeCancellation(machine, task) : 0
    },
  }),

  thread_setcancelstate: call({
    args: { state: 'int' },
    shownAs: 'pthread_setcancelstate',
    fromLibrary: { waits: false },
    touches: () => NOTHING,
    act(machine, task, { state }) {
      if (state !== 0 && state !== 1) return -ERRNO.EINVAL
      const old = task.cancelDisabled ? 1 : 0
      edit(machine, task).cancelDisabled = state === 1
      return old
    },
  }),

  thread_setcanceltype: call({
    args: { type: 'int' },
    shownAs: 'pthread_setcanceltype',
    fromLibrary: { waits: false },
    touches: () => NOTHING,
    act(machine, task, { type }) {
      if (type !== 0 && type !== 1) return -ERRNO.EINVAL
      const old = task.cancelAsynchronous ? 1 : 0
      edit(machine, task).cancelAsynchronous = type === 1
      return old
    },
  }),
} satisfies RowTable

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

/**
 * What joining a thread that has not ended comes to: to wait, or an error number, negated.
 * @param tries it is pthread_tryjoin_np
 */
function waitForThread(
  machine: Machine,
  task: Task,
  thread: Task,
  until: Timespec | null,
  tries: boolean,
): Wait | number {
  if (tries) return -ERRNO.EBUSY
  const deadline = deadlineOf(until)
  if (Number.isNaN(deadline)) return -ERRNO.EINVAL
  if (deadline !== Infinity && (task.timedOut || deadline <= machine.state.now)) return -ERRNO.ETIMEDOUT
  const reason = { call: 'pthread_join', object: null, task: thread.index }
  return wait([keyOf(KEY.thread, thread.tid)], reason, deadline)
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

type Stack = { readonly start: number; readonly end: number; readonly owned: boolean }

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

/** The gap that a new stack is laid into, and all above it, where there is none. Asked for otherwise, it may lie anywhere. */
function touchNewStack(machine: Machine, task: Task, attributes: number): readonly Touch[] {
  const gap = attributes === 0 ? findGap(spaceOf(machine, task), STACK_SIZE + PAGE) : 0
  if (gap === 0) return [touchMapping(machine, task)]
  return [
    touchMapping(machine, task, 'write', gap, STACK_SIZE + PAGE),
    touchMapping(machine, task, 'read', gap),
  ]
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
