/** Signals: who gets which, what is pending, and what it interrupts. Delivery itself is in deliver.ts. */

import { isDirected } from '../state/direction'
import { pickWaiter } from '../state/draw'
import { edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import {
  type Machine,
  type Process,
  processOf,
  type SignalAction,
  type SignalInfo,
  type Task,
  taskAt,
} from '../state/machine'
import { enqueue, KEY, keyOf, wake, wakeTask } from '../state/wait-queue'

export const SIGHUP = 1
export const SIGINT = 2
export const SIGQUIT = 3
export const SIGILL = 4
export const SIGTRAP = 5
export const SIGABRT = 6
export const SIGBUS = 7
export const SIGFPE = 8
export const SIGKILL = 9
export const SIGUSR1 = 10
export const SIGSEGV = 11
export const SIGUSR2 = 12
export const SIGPIPE = 13
export const SIGALRM = 14
export const SIGTERM = 15
export const SIGCHLD = 17
export const SIGCONT = 18
export const SIGSTOP = 19
export const SIGTSTP = 20
export const SIGTTIN = 21
export const SIGTTOU = 22
export const SIGURG = 23
export const SIGXCPU = 24
export const SIGVTALRM = 26
export const SIGPROF = 27
export const SIGWINCH = 28
export const SIGRTMIN = 32
export const SIGNAL_COUNT = 64

export const SIG_DFL = 0
/** si_code of what the kernel sends by itself, and of a POSIX timer: sigaction(2). */
export const SI_KERNEL = 0x80
export const SI_TIMER = -2
export const SIG_IGN = 1
export const SA_NOCLDSTOP = 1
export const SA_NOCLDWAIT = 2
export const SA_SIGINFO = 4
export const SA_RESTART = 0x1000_0000
export const SA_NODEFER = 0x4000_0000
export const SA_ONSTACK = 0x0800_0000
export const SA_RESETHAND = 0x8000_0000

const NAMES =
  'HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS'.split(
    ' ',
  )

/** What a signal is called: SIGINT, or SIGRTMIN+1, where SIGRTMIN is 34 as glibc has it. */
export function signalName(signal: number): string {
  const name = NAMES[signal - 1]
  return name ? `SIG${name}` : `SIGRTMIN+${signal - 34}`
}

export const DEFAULT_ACTION: SignalAction = { handler: SIG_DFL, maskLow: 0, maskHigh: 0, flags: 0 }

export type DefaultEffect = 'terminate' | 'ignore' | 'stop' | 'continue'

/**
 * What a signal does that nobody handles (signal(7)). There are no core dumps: those that make one only end the
 * process.
 */
export function defaultEffect(signal: number): DefaultEffect {
  if (signal === SIGCHLD || signal === SIGURG || signal === SIGWINCH) return 'ignore'
  if (signal === SIGCONT) return 'continue'
  if (signal === SIGSTOP || signal === SIGTSTP || signal === SIGTTIN || signal === SIGTTOU) return 'stop'
  return 'terminate'
}

/** What a process does about a signal; SIG_DFL when it has never said. */
export function actionOf(process: Process, signal: number): SignalAction {
  return process.actions[signal] ?? DEFAULT_ACTION
}

/** Whether a signal would be thrown away: ignored, or by default of no effect. SIGKILL and SIGSTOP never are. */
export function isIgnored(process: Process, signal: number): boolean {
  const { handler } = actionOf(process, signal)
  if (signal === SIGKILL || signal === SIGSTOP) return false
  return handler === SIG_IGN || (handler === SIG_DFL && defaultEffect(signal) === 'ignore')
}

/** Whether a signal set (two words) holds a signal. */
export function inSet(low: number, high: number, signal: number): boolean {
  return signal <= 32 ? ((low >>> (signal - 1)) & 1) === 1 : ((high >>> (signal - 33)) & 1) === 1
}

/** Whether a task's mask holds a signal back. SIGKILL and SIGSTOP cannot be. */
export function isBlocked(task: Task, signal: number): boolean {
  return signal !== SIGKILL && signal !== SIGSTOP && inSet(task.maskLow, task.maskHigh, signal)
}

/** Sends to one task (pthread_kill, faults). `by` null: the kernel. */
export function postSignal(machine: Machine, task: Task, info: SignalInfo, by: Task | null): void {
  const process = processOf(machine, task)
  if (!prepare(machine, process, info, by)) return
  if (isIgnored(process, info.signal) && !isBlocked(task, info.signal)) {
    report(machine, task, info.signal, whyIgnored(process, info.signal))
    return
  }
  if (isQueuedOnce(task.signals, info.signal)) {
    report(machine, task, info.signal, 'merged')
    return
  }
  edit(machine, task).signals = [...task.signals, info]
  notice(machine, task, info.signal, by)
}

/** Sends to a process: any of its tasks that does not block the signal may take it. */
export function postProcessSignal(
  machine: Machine,
  process: Process,
  info: SignalInfo,
  by: Task | null,
): void {
  if (process.state !== 'alive' || !prepare(machine, process, info, by)) return
  const tasks = process.tasks.map((index) => taskAt(machine, index)).filter((task) => task.state !== 'zombie')
  const open = tasks.filter((task) => !isBlocked(task, info.signal))
  const first = open[0] ?? tasks[0]
  if (!first) return
  if (isIgnored(process, info.signal) && open.length > 0) {
    report(machine, first, info.signal, whyIgnored(process, info.signal))
    return
  }
  if (isQueuedOnce(process.signals, info.signal)) {
    report(machine, first, info.signal, 'merged')
    return
  }
  edit(machine, process).signals = [...process.signals, info]
  for (const task of tasks) wake(machine, keyOf(KEY.signal, task.tid), by)
  if (open.length === 0) {
    report(machine, first, info.signal, 'pending')
    return
  }
  // Linux prefers the leader; any task that does not block it may be chosen, so the seed decides among the others.
  const main = open.find((task) => task.index === process.leader)
  const target = main ?? (open[pickWaiter(machine, open.length)] as Task)
  notice(machine, target, info.signal, by)
  // Where it is to be seen what any of them would do with it, or somebody has said who runs, the others may be faster.
  if (isDirected(machine)) for (const task of open) if (task !== target) wakeTask(machine, task, by)
}

/** A fault in the middle of a call: its signal cannot be put off, blocked or ignored it ends the process all the same. */
export function forceSignal(machine: Machine, task: Task, info: SignalInfo): void {
  const process = processOf(machine, task)
  const { signal } = info
  if (isBlocked(task, signal) || isIgnored(process, signal)) {
    edit(machine, process).actions = process.actions.map((one, i) => (i === signal ? DEFAULT_ACTION : one))
    const draft = edit(machine, task)
    if (signal <= 32) draft.maskLow &= ~(1 << (signal - 1))
    else draft.maskHigh &= ~(1 << (signal - 33))
  }
  postSignal(machine, task, info, null)
}

/** Below SIGRTMIN a signal is pending once or not; beyond, each one counts. */
function isQueuedOnce(signals: readonly SignalInfo[], signal: number): boolean {
  return signal < SIGRTMIN && signals.some((info) => info.signal === signal)
}

/** Stop and continue cancel each other before anything else. False: nothing more is to be done. */
function prepare(machine: Machine, process: Process, info: SignalInfo, by: Task | null): boolean {
  if (info.signal === 0) return false
  const drop = (kept: (signal: number) => boolean) => {
    edit(machine, process).signals = process.signals.filter((s) => kept(s.signal))
    for (const index of process.tasks) {
      const task = taskAt(machine, index)
      edit(machine, task).signals = task.signals.filter((s) => kept(s.signal))
    }
  }
  if (info.signal === SIGCONT || info.signal === SIGKILL) {
    if (info.signal === SIGCONT) drop((signal) => defaultEffect(signal) !== 'stop')
    resume(machine, process, info.signal === SIGCONT, by)
  } else if (defaultEffect(info.signal) === 'stop') drop((signal) => signal !== SIGCONT)
  return true
}

/**
 * Lets a stopped process go on.
 * @param reported its parent is told: SIGKILL only lets it die
 */
function resume(machine: Machine, process: Process, reported: boolean, by: Task | null): void {
  if (!process.stopped) return
  const processDraft = edit(machine, process)
  processDraft.stopped = false
  for (const index of process.tasks) {
    const task = taskAt(machine, index)
    if (task.state !== 'stopped') continue
    // A call that it slept in when it was stopped is asked again.
    const taskDraft = edit(machine, task)
    taskDraft.state = 'runnable'
    taskDraft.readyAt = machine.state.now
    enqueue(machine, task)
    report(machine, task, SIGCONT, 'continued')
  }
  if (!reported) return
  processDraft.report = 0xffff
  notifyParent(machine, process, SIGCONT, by)
}

/** si_code of SIGCHLD: sigaction(2). */
const [CLD_STOPPED, CLD_CONTINUED] = [5, 6]

/**
 * Tells the parent that a child stopped or went on.
 * @param status the signal that stopped it, or SIGCONT
 */
export function notifyParent(machine: Machine, child: Process, status: number, by: Task | null): void {
  const parent = machine.state.processes.get(child.parent)
  if (!parent) return
  const code = child.stopped ? CLD_STOPPED : CLD_CONTINUED
  const info = { signal: SIGCHLD, code, pid: child.pid, value: status, address: 0 }
  if ((actionOf(parent, SIGCHLD).flags & SA_NOCLDSTOP) === 0) postProcessSignal(machine, parent, info, by)
  wake(machine, keyOf(KEY.child, parent.pid), by)
}

/** A task has something to deliver: it is woken unless it blocks the signal. */
function notice(machine: Machine, task: Task, signal: number, by: Task | null): void {
  wake(machine, keyOf(KEY.signal, task.tid), by)
  if (isBlocked(task, signal)) {
    report(machine, task, signal, 'pending')
    return
  }
  report(machine, task, signal, 'delivered')
  wakeTask(machine, task, by)
}

function report(
  machine: Machine,
  task: Task,
  signal: number,
  action: 'delivered' | 'pending' | 'merged' | 'ignored' | 'no-effect' | 'continued',
): void {
  machine.events?.push({ kind: 'signal', signal, name: signalName(signal), to: task.index, action })
}

/** Of a signal that is thrown away: whether the process said so, or has said nothing of it. */
function whyIgnored(process: Process, signal: number): 'ignored' | 'no-effect' {
  return actionOf(process, signal).handler === SIG_IGN ? 'ignored' : 'no-effect'
}

/** The signal that a task is to act on next, or null: its own before its process's, lower numbers first, faults first. */
export function nextSignal(machine: Machine, task: Task): { info: SignalInfo; own: boolean } | null {
  const own = lowest(task.signals, task)
  if (own) return { info: own, own: true }
  const shared = lowest(processOf(machine, task).signals, task)
  return shared ? { info: shared, own: false } : null
}

/** Of the signals that the task does not block the one to act on first; of equal ones the one that came first. */
function lowest(signals: readonly SignalInfo[], task: Task): SignalInfo | null {
  let best: SignalInfo | null = null
  for (const info of signals) {
    if (isBlocked(task, info.signal)) continue
    if (info.signal === SIGKILL) return info
    if (!best || rank(info) < rank(best)) best = info
  }
  return best
}

/** Faults of the program itself come before all others. */
function rank(info: SignalInfo): number {
  const synchronous =
    info.signal === SIGSEGV || info.signal === SIGFPE || info.signal === SIGBUS || info.signal === SIGILL
  return synchronous ? info.signal - 100 : info.signal
}

/** Takes a signal out of the pending ones. */
export function takeSignal(machine: Machine, task: Task, info: SignalInfo, own: boolean): void {
  if (own) edit(machine, task).signals = task.signals.filter((s) => s !== info)
  else {
    const process = processOf(machine, task)
    edit(machine, process).signals = process.signals.filter((s) => s !== info)
  }
}

/** A result of kill and its kin for a signal number, or 0. */
export function checkSignal(signal: number): number {
  return signal < 0 || signal > SIGNAL_COUNT ? -ERRNO.EINVAL : 0
}

/** Of several that wait, the one with the lowest number is taken; of one number, the oldest. */
export function lowestIn(signals: readonly SignalInfo[], low: number, high: number): SignalInfo | null {
  let best: SignalInfo | null = null
  for (const info of signals)
    if (inSet(low, high, info.signal) && (!best || info.signal < best.signal)) best = info
  return best
}
