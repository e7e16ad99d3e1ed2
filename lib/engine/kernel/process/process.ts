/** Tasks and processes: how they come to be and how they end. */

import { PAGE_SIZE } from '../../vm/abi'
import { hashMemory, pteOf } from '../../vm/memory'
import { copyTable, releaseTable, tableOf } from '../file/open-file'
import { undoSemaphores } from '../file/semaphore-undo'
import { forkAddressSpace, releaseAddressSpace, removeRange } from '../memory/address-space'
import { dropTimers } from '../signal/interval-timer'
import { actionOf, postProcessSignal, SA_NOCLDWAIT, SIG_IGN, SIGCHLD } from '../signal/signal'
import { COST, chargeSteps, spend } from '../state/clock'
import { append, drop, edit, put } from '../state/edit'
import { ERRNO } from '../state/errno'
import {
  type AddressSpace,
  type Machine,
  type Process,
  processOf,
  spaceOf,
  type Task,
  taskAt,
} from '../state/machine'
import { must } from '../state/must'
import { enqueue, KEY, keyOf, wake } from '../state/wait-queue'
import { releaseRobust } from '../sync/robust'

/** Pid of the first process; its parent is the shell, which is no part of the machine. */
export const FIRST_PID = 4242
export const SHELL_PID = 4100
export const INIT_PID = 1
const PID_LIMIT = 4_194_304
const PIDS = PID_LIMIT - FIRST_PID

/**
 * The tid of a task's next child. It depends on the creator and on how many it has made, not on what others do
 * meanwhile, so that two tasks that fork at the same time get the same pids in either order.
 */
export function nextTid(machine: Machine, creator: Task): number {
  const { tasks, live, processes } = machine.state
  let turn = ((creator.tid - FIRST_PID) * 64 + creator.children + 1) % PIDS
  // Only of what still is: a run may have had more tasks than could be looked through for each new one.
  const used = new Set(live.map((index) => tasks[index]?.tid))
  for (const { pid, group, session } of processes.values()) used.add(pid).add(group).add(session)
  while (used.has(FIRST_PID + turn)) turn = (turn + 1) % PIDS
  return FIRST_PID + turn
}

/** Keeps a tid for a task, which goes on counting where the last one that had it stopped. */
function takeTid(machine: Machine, task: Task): void {
  const { tasks, tids } = machine.state
  const before = tasks[tids.get(task.tid) ?? -1]
  if (before) {
    const draft = edit(machine, task)
    draft.made = before.made
    draft.children = before.children
  }
  put(machine, tids, task.tid, task.index)
}

/** A task that is gone keeps its record, for who looks back. A run with more than that many pays steps for each new one,
 *  so that the budget of steps bounds the memory too: some 180,000 tasks in the largest. */
const FREE_TASKS = 4096

/** Of a task that nobody has done anything with yet. */
const BLANK_TASK: Omit<Task, 'index' | 'tid' | 'pid' | 'name' | 'readyAt' | 'born'> = {
  state: 'runnable',
  pc: 0,
  fp: 0,
  tp: 0,
  rvLow: 0,
  rvHigh: 0,
  paidPages: 0,
  core: null,
  pending: null,
  waitKeys: [],
  blocked: null,
  wakeAt: Infinity,
  timedOut: false,
  maskLow: 0,
  maskHigh: 0,
  signals: [],
  savedMask: null,
  signalStack: null,
  detached: false,
  exitValue: 0,
  joinedBy: null,
  cancelRequested: false,
  cancelDisabled: false,
  cancelAsynchronous: false,
  stackStart: 0,
  stackEnd: 0,
  ownsStack: false,
  robust: [],
  nice: 0,
  schedulingClass: 0,
  realtimePriority: 0,
  inherited: null,
  affinity: 0xff,
  vruntime: 0,
  level: 0,
  quantumLeft: 0,
  stretch: 0,
  firstRun: null,
  died: null,
  running: 0,
  waiting: 0,
  switches: 0,
  made: 0,
  children: 0,
  shownLine: 0,
  exitStatus: null,
  vforkParent: null,
}

/** What threads and children have from the task that made them. */
function inheritance(creator: Task): Partial<Task> {
  const { maskLow, maskHigh, nice, schedulingClass, realtimePriority, affinity, vruntime, shownLine } =
    creator
  return { maskLow, maskHigh, nice, schedulingClass, realtimePriority, affinity, vruntime, shownLine }
}

/** A blank task; registers and stack are the caller's to set. */
export function createTask(machine: Machine, creator: Task | null, pid: number | null, name: string): Task {
  const { state } = machine
  const tid = creator ? nextTid(machine, creator) : FIRST_PID
  if (creator) edit(machine, creator).children++
  const task: Task = {
    ...BLANK_TASK,
    ...(creator && inheritance(creator)),
    index: state.tasks.length,
    tid,
    pid: pid ?? tid,
    name,
    readyAt: state.now,
    born: state.now,
  }
  if (state.tasks.length > FREE_TASKS) chargeSteps(machine, Math.floor(state.tasks.length / 16))
  takeTid(machine, task)
  append(machine, state.tasks, task)
  edit(machine, state).live = [...state.live, task.index]
  enqueue(machine, task)
  return task
}

/**
 * A process of one task, whose tid is its pid; `fields` come from its parent or from the boot, all else begins
 * anew.
 */
export function createProcess(
  machine: Machine,
  leader: Task,
  fields: Pick<
    Process,
    | 'parent'
    | 'group'
    | 'session'
    | 'name'
    | 'arguments'
    | 'space'
    | 'table'
    | 'cwd'
    | 'umask'
    | 'descriptorLimit'
    | 'actions'
  >,
): Process {
  const process: Process = {
    pid: leader.tid,
    ...fields,
    signals: [],
    tasks: [leader.index],
    leader: leader.index,
    state: 'alive',
    status: 0,
    report: null,
    stopped: false,
    exiting: false,
    alarmAt: Infinity,
    cpuDue: Infinity,
    isReaper: false,
    deathSignal: 0,
    alarmInterval: 0,
    minorFaults: 0,
    copiedFaults: 0,
    cpu: 0,
    childrenCpu: 0,
    executed: false,
    limits: [],
    undo: [],
  }
  put(machine, machine.state.processes, process.pid, process)
  return process
}

/**
 * True when one more task may be made; else the caller fails with EAGAIN. Asking in vain takes as long as there are
 * tasks, or those who go on asking would never come to the end of their steps.
 */
export function hasRoomForTask(machine: Machine): boolean {
  const zombies = [...machine.state.processes.values()].filter((p) => p.state === 'zombie').length
  if (machine.state.live.length + zombies < machine.config.limits.tasks) return true
  machine.events?.push({ kind: 'limit', limit: 'tasks' })
  chargeSteps(machine, machine.state.live.length)
  return false
}

export type ForkOptions = {
  readonly shareSpace: boolean
  readonly shareFiles: boolean
  readonly vfork: boolean
}

/** Makes a process that is a copy of the caller's; only the calling task is in it. Returns its pid. */
export function forkProcess(machine: Machine, task: Task, options: ForkOptions): number {
  if (!hasRoomForTask(machine)) return -ERRNO.EAGAIN
  const parent = processOf(machine, task)
  const space = spaceOf(machine, task)
  const copy = options.shareSpace ? space : forkAddressSpace(machine, space, task)
  if (!copy) return -ERRNO.ENOMEM
  const child = createTask(machine, task, null, task.name)
  const table = tableOf(machine, task)
  if (options.shareSpace) edit(machine, space).users++
  if (options.shareFiles) edit(machine, table).users++
  createProcess(machine, child, {
    parent: parent.pid,
    group: parent.group,
    session: parent.session,
    name: parent.name,
    arguments: parent.arguments,
    space: copy.id,
    table: options.shareFiles ? table.id : copyTable(machine, table, task).id,
    cwd: parent.cwd,
    umask: parent.umask,
    descriptorLimit: parent.descriptorLimit,
    actions: parent.actions,
  })
  Object.assign(edit(machine, child), {
    pc: task.pc,
    fp: task.fp,
    tp: task.tp,
    stackStart: task.stackStart,
    stackEnd: task.stackEnd,
    cancelDisabled: task.cancelDisabled,
    cancelAsynchronous: task.cancelAsynchronous,
    signalStack: task.signalStack,
    vforkParent: options.vfork ? task.index : null,
  } satisfies Partial<Task>)
  renameStack(machine, child, task)
  edit(machine, processOf(machine, child)).limits = parent.limits
  spend(machine, task, COST.fork)
  machine.events?.push({
    kind: 'fork',
    child: child.index,
    childPid: child.tid,
    sharedPages: options.shareSpace ? 0 : countPages(machine, child),
  })
  return child.tid
}

/** In the child the stack that it runs on is its own; the stacks of other threads are mere memory. */
function renameStack(machine: Machine, child: Task, parent: Task): void {
  const record = spaceOf(machine, child)
  if (record.users > 1) return
  edit(machine, record).areas = record.areas.map((area) =>
    area.task === null ? area : { ...area, task: area.task === parent.index ? child.index : null },
  )
}

function countPages(machine: Machine, task: Task): number {
  if (!machine.events) return 0
  const { space, areas } = spaceOf(machine, task)
  let pages = 0
  for (const area of areas)
    for (let vpn = area.start / PAGE_SIZE; vpn < area.end / PAGE_SIZE; vpn++)
      if (pteOf(machine.memory, space, vpn) & 1) pages++
  return pages
}

/**
 * Ends one task. Its process goes on while others are left; the last one ends it with `status`.
 * @param value what pthread_join gives
 */
export function exitTask(machine: Machine, task: Task, value: number, status: number): void {
  const process = processOf(machine, task)
  const others = process.tasks.some((i) => i !== task.index && isAlive(taskAt(machine, i)))
  if (!others) {
    exitProcess(machine, process, status, task)
    return
  }
  machine.events?.push({ kind: 'exit', status: 0, wholeProcess: false })
  edit(machine, task).exitValue = value
  stopTask(machine, task, task.detached ? 'gone' : 'zombie')
  releaseRobust(machine, task)
  if (task.detached) forgetThread(machine, process, task)
  wake(machine, keyOf(KEY.thread, task.tid), task)
}

/**
 * Whether a task has not ended, asleep or not. One that has is a zombie until it is joined or waited for, then
 * gone.
 */
export function isAlive(task: Task): boolean {
  return task.state !== 'zombie' && task.state !== 'gone'
}

/** Takes a task off its core and out of every queue. */
function stopTask(machine: Machine, task: Task, to: 'zombie' | 'gone'): void {
  const { state } = machine
  const taskDraft = edit(machine, task)
  taskDraft.state = to
  taskDraft.died ??= state.now
  taskDraft.pending = null
  taskDraft.blocked = null
  taskDraft.waitKeys = []
  taskDraft.wakeAt = Infinity
  if (task.core !== null) {
    const core = must(state.cores[task.core], 'core')
    edit(machine, core).task = null
    edit(machine, task).core = null
  }
  const stateDraft = edit(machine, state)
  stateDraft.ready = state.ready.filter((index) => index !== task.index)
  stateDraft.live = state.live.filter((index) => index !== task.index)
}

/** A joined or detached thread: its stack goes, its number may not be used any more. */
export function forgetThread(machine: Machine, process: Process, task: Task): void {
  edit(machine, task).state = 'gone'
  edit(machine, process).tasks = process.tasks.filter((index) => index !== task.index)
  if (task.ownsStack) removeRange(machine, spaceOf(machine, task), task.stackStart, task.stackEnd)
}

/** Ends all tasks of a process but one (exec), or all of them when `keep` is null. */
export function endTasks(machine: Machine, process: Process, keep: Task | null): void {
  for (const index of process.tasks) {
    const task = taskAt(machine, index)
    if (task === keep) continue
    if (isAlive(task)) stopTask(machine, task, 'gone')
    edit(machine, task).state = 'gone'
    releaseRobust(machine, task)
  }
  edit(machine, process).tasks = keep ? [keep.index] : process.tasks
}

/**
 * Ends a process: all its tasks, its memory, its descriptors. Children go to init; the parent is told.
 * @param status wait status: exit code × 256, or the signal that ended it
 */
export function exitProcess(machine: Machine, process: Process, status: number, by: Task | null): void {
  const { state } = machine
  const leader = taskAt(machine, process.leader)
  machine.events?.push({ kind: 'exit', status: shellStatus(status), wholeProcess: true })
  if (process.pid === FIRST_PID)
    edit(machine, state).exitHash = hashMemory(machine.memory, spaceAt(machine, process).space)
  endTasks(machine, process, null)
  undoSemaphores(machine, process, by)
  releaseTable(machine, must(state.tables.get(process.table), 'table'), process.pid, by)
  releaseAddressSpace(machine, spaceAt(machine, process))
  const leaderDraft = edit(machine, leader)
  leaderDraft.state = 'zombie'
  leaderDraft.exitStatus = shellStatus(status)
  const processDraft = edit(machine, process)
  processDraft.state = 'zombie'
  processDraft.status = status
  processDraft.alarmAt = Infinity
  dropTimers(machine, process)
  processDraft.signals = []
  if (process.pid === FIRST_PID) edit(machine, state).mainStatus = status
  wake(machine, keyOf(KEY.ended, process.pid), by)
  adoptChildren(machine, process)
  tellParent(machine, process, by)
}

/** What has ended becomes known to its parent, or goes, when there is none or it does not want to know. */
function tellParent(machine: Machine, process: Process, by: Task | null): void {
  const parent = machine.state.processes.get(process.parent)
  if (parent?.state !== 'alive') {
    reap(machine, process)
    return
  }
  const action = actionOf(parent, SIGCHLD)
  const unwanted = action.handler === SIG_IGN || (action.flags & SA_NOCLDWAIT) !== 0
  const { status } = process
  const signalled = (status & 0x7f) !== 0
  const info = {
    signal: SIGCHLD,
    code: signalled ? 2 : 1,
    pid: process.pid,
    value: shellCode(status),
    address: 0,
  }
  if (unwanted) forget(machine, process)
  postProcessSignal(machine, parent, info, by)
  wake(machine, keyOf(KEY.child, parent.pid), by)
}

function spaceAt(machine: Machine, process: Process): AddressSpace {
  return must(machine.state.spaces.get(process.space), 'address space')
}

/** What `si_status` of SIGCHLD says: the exit code, or the signal (sigaction(2)). */
function shellCode(status: number): number {
  return (status & 0x7f) !== 0 ? status & 0x7f : (status >> 8) & 255
}

/** Exit status as a shell shows it: the code, or 128 + signal. */
export function shellStatus(status: number): number {
  return (status & 0x7f) !== 0 ? 128 + (status & 0x7f) : (status >> 8) & 255
}

/** Orphans become the children of the nearest reaper above, or of init, which reaps those that have ended. */
function adoptChildren(machine: Machine, process: Process): void {
  const { processes } = machine.state
  let heir = processes.get(process.parent)
  while (heir && !(heir.isReaper && heir.state === 'alive')) heir = processes.get(heir.parent)
  for (const child of processes.values()) {
    if (child.parent !== process.pid) continue
    edit(machine, child).parent = heir?.pid ?? INIT_PID
    if (child.deathSignal > 0) {
      const info = { signal: child.deathSignal, code: 0, pid: process.pid, value: 0, address: 0 }
      postProcessSignal(machine, child, info, null)
    }
    if (child.state === 'zombie') tellParent(machine, child, null)
  }
}

/** A zombie was waited for: its processor time counts with its parent's (getrusage(2), RUSAGE_CHILDREN). */
export function reap(machine: Machine, process: Process): void {
  const parent = machine.state.processes.get(process.parent)
  if (parent) edit(machine, parent).childrenCpu += process.cpu + process.childrenCpu
  forget(machine, process)
}

/** A process that has ended is gone, whoever has heard of it. */
function forget(machine: Machine, process: Process): void {
  edit(machine, taskAt(machine, process.leader)).state = 'gone'
  drop(machine, machine.state.processes, process.pid)
}
