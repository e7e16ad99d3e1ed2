/**
 * One advance of the machine: the scheduler picks, the processor runs up to what only the kernel may decide, and the
 * kernel decides it. The only place where a trap gets its meaning, and where a slice begins and ends.
 */
import { SYSCALLS } from '../vm/abi'
import {
  argumentLong,
  execute,
  loadRegisters,
  type Registers,
  Stop,
  saveRegisters,
  setResultLong,
} from '../vm/execute'
import { activate } from '../vm/memory'
import { ARGUMENT_SHIFT, OP, OPCODE_MASK } from '../vm/opcode'
import { CANCELLATION_POINTS, isCancelled, takeCancellation } from './cancel'
import { COST, fireTimers, nextTimer, spend } from './clock'
import { deliverSignal, functionAt, hasSignal, killBySignal } from './deliver'
import { ERRNO } from './errno'
import { handleFault } from './fault'
import {
  type Core,
  type LoadedEntry,
  type Machine,
  processOf,
  programOf,
  type ScriptRun,
  type Slice,
  spaceOf,
  type Task,
  taskAt,
} from './machine'
import { describeBlock } from './place'
import {
  boostLevels,
  drawPiece,
  drawQuantum,
  isOutranked,
  mustYield,
  noteExpiry,
  pickNext,
  placeWoken,
  THROTTLE,
} from './policy'
import { isAlive, shellStatus } from './process'
import { canRun, coreFor, dispatch, leaveCore, nextCore, preempt, settleReady } from './run-queue'
import { closeRun, openRun } from './schedule'
import {
  actionOf,
  isBlocked,
  isIgnored,
  nextSignal,
  postProcessSignal,
  postSignal,
  SA_RESTART,
  SIG_DFL,
  SIGALRM,
  SIGBUS,
  SIGFPE,
  SIGILL,
  SIGSEGV,
} from './signal'
import { HANDLERS } from './syscall'
import { reportCall } from './syscall-event'
import { BLOCK, BLOCK_AFTER_EFFECT, INTERRUPTED, wakeTask } from './wait-queue'

/** Steps of a stretch: the unit in which local work, which nobody else can observe, is interrupted. */
export const STRETCH = 20_000

/** How to run a piece: up to its end, or also up to another source line. Events are made by trace-step.ts. */
export type AdvanceMode = 'run' | 'line'

/** Runs a piece on the processor; the recorder puts its own in, which reports what happens. */
export type Runner = (
  machine: Machine,
  task: Task,
  entry: LoadedEntry,
  fuel: number,
  visibles: number,
) => number

/** Calls that go on waiting after a handler, whatever SA_RESTART says. */
const ALWAYS_RESTARTED: ReadonlySet<string> = new Set([
  'mutex_lock',
  'mutex_timedlock',
  'cond_wait',
  'cond_timedwait',
  'rwlock_rdlock',
  'rwlock_wrlock',
  'barrier_wait',
  'spin_lock',
  'once_enter',
  'thread_join',
])
/** Calls that Linux never restarts after a handler. */
const NEVER_RESTARTED: ReadonlySet<string> = new Set([
  'pause',
  'sigsuspend',
  'sigtimedwait',
  'poll',
  'select',
  'epoll_wait',
  'semop',
  'msgsnd',
  'msgrcv',
])

/** Advances by one piece of one task. Does nothing once the run has ended. */
export function advance(machine: Machine, mode: AdvanceMode, runner: Runner | null = null): void {
  const { state } = machine
  if (state.ended) return
  const slice = state.slice ?? beginSlice(machine)
  if (!slice) {
    endRun(machine)
    return
  }
  const task = taskAt(machine, slice.task)
  const core = state.cores[slice.core] as Core
  state.now = core.clock
  slice.counted = false
  if (state.now >= state.nextTimer) fireTimers(machine, (process) => sendAlarm(machine, process.pid))
  if (slice.visiblesLeft === Infinity && !state.script && !isAlone(machine, slice.core))
    boundSlice(machine, slice, task)
  machine.lastTask = task.index
  if (task.pending) resumeCall(machine, task)
  else if (hasSignal(machine, task)) deliverSignal(machine, task)
  else runPiece(machine, slice, task, mode, runner)
  if (state.steps >= machine.config.limits.steps && !state.ended) {
    machine.events?.push({ kind: 'limit', limit: 'steps' })
    state.ended = { reason: 'steps', status: 124 }
  }
  if (state.slice) checkSlice(machine, state.slice, task)
}

function sendAlarm(machine: Machine, pid: number): void {
  const process = machine.state.processes.get(pid)
  if (process?.state !== 'alive') return
  postProcessSignal(machine, process, { signal: SIGALRM, code: 0x80, pid: 0, value: 0, address: 0 }, null)
}

// ---- choosing

/** Asks the call that a task sleeps in whether it would go on. */
export function probe(machine: Machine, task: Task): boolean {
  const { pending } = task
  if (!pending) return true
  if (isCancelled(task) && CANCELLATION_POINTS.has(SYSCALLS[pending.number] ?? '')) return true
  const handler = HANDLERS[pending.number]
  if (!handler) return true
  machine.probing = 'pure'
  const result = handler(machine, task, pending.args)
  machine.probing = ''
  return result !== BLOCK && result !== BLOCK_AFTER_EFFECT
}

/** Chooses core and task of the next piece; null: nothing can ever run again. */
function beginSlice(machine: Machine): Slice | null {
  for (;;) {
    settleReady(machine, probe)
    const slice = machine.state.script ? scriptedSlice(machine) : policySlice(machine)
    if (slice) {
      machine.state.slice = slice
      openRun(machine, slice.task, slice.core)
      return slice
    }
    if (machine.state.script && machine.state.ready.length > 0) continue
    if (!skipTime(machine)) return null
  }
}

/** Everybody sleeps: the clock jumps to the next moment at which something happens. */
function skipTime(machine: Machine): boolean {
  const { state } = machine
  const busy = state.cores.some((core) => core.task !== null)
  if (state.ready.length > 0 || busy) return true
  const next = nextTimer(machine)
  if (next === Infinity) return false
  state.now = Math.max(state.now, next)
  state.nextTimer = next
  fireTimers(machine, (process) => sendAlarm(machine, process.pid))
  return true
}

function policySlice(machine: Machine): Slice | null {
  boostLevels(machine)
  const number = nextCore(machine)
  if (number < 0) return null
  const core = machine.state.cores[number] as Core
  let task = core.task === null ? null : taskAt(machine, core.task)
  if (task && isOutranked(machine, task)) {
    takeOff(machine, task)
    task = null
  }
  if (!task) {
    task = pickNext(machine, number)
    if (!task) return null
    placeWoken(machine, task)
    dispatch(machine, number, task, machine.state.switchWhy)
    task.quantumLeft = 0
  }
  const alone = isAlone(machine, number)
  const visiblesLeft = alone ? Infinity : sliceLength(machine, number, task)
  return { core: number, task: task.index, visiblesLeft, ending: '', stretches: 0, counted: false }
}

/** What is left of the quantum; where other cores work at the same time, only a piece of it at once. */
function sliceLength(machine: Machine, core: number, task: Task): number {
  if (task.quantumLeft <= 0) task.quantumLeft = drawQuantum(machine, task)
  const parallel = machine.state.cores.length > 1 && !isAlone(machine, core)
  return parallel ? Math.min(task.quantumLeft, drawPiece(machine)) : task.quantumLeft
}

function isAlone(machine: Machine, core: number): boolean {
  return machine.state.ready.length === 0 && !othersBusy(machine, core)
}

function othersBusy(machine: Machine, core: number): boolean {
  return machine.state.cores.some((other, number) => number !== core && other.task !== null)
}

/** The next piece that the schedule asks for. A run that cannot be followed is left out, and `fits` becomes false. */
function scriptedSlice(machine: Machine): Slice | null {
  const { state } = machine
  while (state.script) {
    const { script } = state
    const run = script.runs[script.index]
    if (!run) {
      state.script = null
      return policySlice(machine)
    }
    const task = state.tasks[run.task]
    if (task && isAlive(task) && (task.core !== null || canRun(machine, task, probe))) {
      dispatch(machine, coreFor(machine, task), task, 'chosen')
      if (script.left <= 0 && run.suffix === '') {
        // It was only put on a core.
        openRun(machine, task.index, task.core ?? 0)
        endScriptRun(machine, true)
        continue
      }
      return {
        core: task.core ?? 0,
        task: task.index,
        visiblesLeft: script.left,
        ending: run.suffix === '' ? '' : run.suffix === '*' ? '*' : "'",
        stretches: typeof run.suffix === 'number' ? run.suffix : 0,
        counted: false,
      }
    }
    const nobodyRuns = state.ready.length === 0 && state.cores.every((core) => core.task === null)
    if (task && isAlive(task) && nobodyRuns && nextTimer(machine) < Infinity) return null
    state.fits = false
    skipRun(machine)
  }
  return policySlice(machine)
}

function skipRun(machine: Machine): void {
  const { script } = machine.state
  if (!script) return
  script.index++
  const next: ScriptRun | undefined = script.runs[script.index]
  script.left = next?.visibles ?? 0
  if (!next) machine.state.script = null
}

/** Lets a task run next, whatever policy and schedule had in mind; afterwards the policy goes on. */
export function forceNext(machine: Machine, index: number): void {
  const { state } = machine
  state.script = null
  if (state.slice) endSlice(machine, 'counted')
  const task = taskAt(machine, index)
  const number = coreFor(machine, task)
  dispatch(machine, number, task, 'chosen')
  task.quantumLeft = 0
  const visiblesLeft = isAlone(machine, number) ? Infinity : sliceLength(machine, number, task)
  state.slice = { core: number, task: index, visiblesLeft, ending: '', stretches: 0, counted: false }
  openRun(machine, index, number)
}

// ---- running

function runPiece(
  machine: Machine,
  slice: Slice,
  task: Task,
  mode: AdvanceMode,
  runner: Runner | null,
): void {
  const { state, cpu } = machine
  const entry = programOf(machine, task)
  activate(machine.memory, spaceOf(machine, task).space)
  loadRegisters(cpu, registersOf(task))
  const stretchLeft = STRETCH - ((state.run?.steps ?? 0) % STRETCH)
  const untilTimer = Math.max(1, Math.ceil((state.nextTimer - state.now) / COST.step))
  const fuel = Math.min(stretchLeft, untilTimer, machine.config.limits.steps - state.steps)
  const single = mode === 'line' || isOutranked(machine, task)
  const visibles = single ? Math.min(slice.visiblesLeft, 1) : Math.min(slice.visiblesLeft, STRETCH)
  // Past its last counted operation a scripted run may only do what nobody can see.
  const onlyLocal = slice.visiblesLeft <= 0
  const stop = runner
    ? runner(machine, task, entry, fuel, onlyLocal ? 0 : visibles)
    : execute(cpu, entry.loaded, fuel, onlyLocal ? 1 : visibles, onlyLocal ? 'before' : mode)
  keepRegisters(machine, task)
  account(machine, slice, task, cpu.stepsUsed, cpu.visiblesUsed)
  slice.counted = stop === Stop.Visibles
  if (stop === Stop.Syscall) beginCall(machine, slice, task, entry)
  else if (stop === Stop.Fault) takeFault(machine, task)
  else if (stop === Stop.Before && onlyLocal) stopBefore(machine, slice, task, entry)
}

/** A run that goes on until it sleeps has come to its next visible operation: it may only be the call that it sleeps in. */
function stopBefore(machine: Machine, slice: Slice, task: Task, entry: LoadedEntry): void {
  const isCall = ((entry.loaded.code[task.pc * 4] ?? 0) & OPCODE_MASK) === OP.sys
  if (!isCall || slice.ending !== '*') {
    endScriptRun(machine, false)
    return
  }
  const stop = execute(machine.cpu, entry.loaded, 1, 1, 'run')
  keepRegisters(machine, task)
  account(machine, slice, task, machine.cpu.stepsUsed, 0)
  if (stop === Stop.Syscall) beginCall(machine, slice, task, entry)
}

const registers: Registers = { pc: 0, fp: 0, tp: 0, rv: [0, 0] }

function registersOf(task: Task): Registers {
  registers.pc = task.pc
  registers.fp = task.fp
  registers.tp = task.tp
  registers.rv[0] = task.rvLow
  registers.rv[1] = task.rvHigh
  return registers
}

function keepRegisters(machine: Machine, task: Task): void {
  saveRegisters(machine.cpu, registers)
  task.pc = registers.pc
  task.fp = registers.fp
  task.rvLow = registers.rv[0]
  task.rvHigh = registers.rv[1]
}

function account(machine: Machine, slice: Slice, task: Task, steps: number, visibles: number): void {
  const { state } = machine
  state.steps += steps
  task.stretch += steps
  spend(machine, task, steps * COST.step)
  const { run } = state
  if (run) {
    run.steps += steps
    if (visibles > 0) {
      run.stretchVisibles += visibles
      run.quiet = 0
    }
    if (steps > 0 && run.steps % STRETCH === 0) {
      if (run.stretchVisibles === 0) run.quiet++
      run.stretchVisibles = 0
    }
  }
  if (visibles > 0) countVisibles(machine, slice, task, visibles)
}

function countVisibles(machine: Machine, slice: Slice, task: Task, visibles: number): void {
  const { state } = machine
  state.visibles += visibles
  slice.visiblesLeft -= visibles
  slice.counted = true
  task.quantumLeft -= visibles
  if (state.run) {
    state.run.visibles += visibles
    state.run.quiet = 0
    state.run.stretchVisibles += visibles
  }
  if (state.script) state.script.left -= visibles
}

// ---- system calls

function beginCall(machine: Machine, slice: Slice, task: Task, entry: LoadedEntry): void {
  const { cpu, state } = machine
  const word = entry.loaded.code[(task.pc - 1) * 4] ?? 0
  const count = (word >>> ARGUMENT_SHIFT) & 255
  const args: number[] = []
  for (let i = 0; i < count; i++) args.push(argumentLong(cpu, cpu.systemArguments + 8 * i))
  if (slice.visiblesLeft <= 0 && !wouldBlock(machine, task, cpu.systemCall, args)) {
    // The schedule ends before this call: it is made when the task runs next.
    task.pc--
    endScriptRun(machine, false)
    return
  }
  state.systemCalls++
  spend(machine, task, COST.systemCall)
  task.pending = { number: cpu.systemCall, args, phase: 0, data: [] }
  task.timedOut = false
  task.interrupted = false
  const name = SYSCALLS[cpu.systemCall] ?? ''
  const cancelled = isCancelled(task) && CANCELLATION_POINTS.has(name)
  const handler = HANDLERS[cpu.systemCall]
  const result = cancelled ? takeCancellation(task) : handler ? handler(machine, task, args) : -ERRNO.ENOSYS
  settleCall(machine, task, result)
}

/** Would a call put its caller to sleep at once? */
function wouldBlock(machine: Machine, task: Task, number: number, args: readonly number[]): boolean {
  const handler = HANDLERS[number]
  if (!handler || !BLOCKING.has(SYSCALLS[number] ?? '')) return false
  machine.probing = 'touch'
  const result = handler(machine, task, args)
  machine.probing = ''
  return result === BLOCK
}

const BLOCKING: ReadonlySet<string> = new Set([
  ...ALWAYS_RESTARTED,
  ...NEVER_RESTARTED,
  ...CANCELLATION_POINTS,
  'flock',
  'fcntl',
])

/** The task was woken, or a signal came: its call is asked again. */
function resumeCall(machine: Machine, task: Task): void {
  const { pending } = task
  if (!pending) return
  const name = SYSCALLS[pending.number] ?? ''
  task.interrupted = hasSignal(machine, task)
  if (isCancelled(task) && CANCELLATION_POINTS.has(name)) {
    settleCall(machine, task, takeCancellation(task))
    return
  }
  const handler = HANDLERS[pending.number]
  const result = handler ? handler(machine, task, pending.args) : -ERRNO.ENOSYS
  if (result === INTERRUPTED) interruptCall(machine, task, name)
  else settleCall(machine, task, result)
}

/** A signal ends the sleep: its handler runs, and then the call fails with EINTR or is made again. */
function interruptCall(machine: Machine, task: Task, name: string): void {
  const next = nextSignal(machine, task)
  task.interrupted = false
  if (!next) return
  const action = actionOf(processOf(machine, task), next.info.signal)
  if (action.handler === SIG_DFL || isIgnored(processOf(machine, task), next.info.signal)) {
    deliverSignal(machine, task)
    return
  }
  const restarted =
    ALWAYS_RESTARTED.has(name) || ((action.flags & SA_RESTART) !== 0 && !NEVER_RESTARTED.has(name))
  if (!restarted) {
    settleCall(machine, task, -ERRNO.EINTR)
    return
  }
  if (task.pending?.phase === 0) {
    task.pc--
    task.pending = null
  }
  clearSleep(task)
  deliverSignal(machine, task)
}

/** What a handler's result means for the task. */
function settleCall(machine: Machine, task: Task, result: number): void {
  const { state } = machine
  if (result === BLOCK || result === BLOCK_AFTER_EFFECT) {
    if (result === BLOCK_AFTER_EFFECT && state.slice) {
      countVisibles(machine, state.slice, task, 1)
      reportCall(machine, task, null)
    }
    fallAsleep(machine, task)
    return
  }
  if (state.slice) countVisibles(machine, state.slice, task, 1)
  const { pending } = task
  if (!isAlive(task) || !pending) {
    clearSleep(task)
    return
  }
  reportCall(machine, task, result)
  const name = SYSCALLS[pending.number]
  task.pending = null
  clearSleep(task)
  if (name === 'sched_yield') yieldCore(machine, task)
  task.rvLow = (result % 0x1_0000_0000) | 0
  task.rvHigh = Math.floor(result / 0x1_0000_0000) | 0
}

function clearSleep(task: Task): void {
  task.blocked = null
  task.waitKeys = []
  task.wakeAt = Infinity
  task.timedOut = false
  task.interrupted = false
}

function fallAsleep(machine: Machine, task: Task): void {
  if (machine.events) machine.events.push({ kind: 'block', on: describeBlock(machine, task) })
  task.stretch = 0
  task.state = 'sleeping'
  leaveCore(machine, task)
  machine.state.switchWhy = 'blocked'
  if (hasSignal(machine, task)) wakeTask(machine, task, null)
}

function yieldCore(machine: Machine, task: Task): void {
  task.stretch = 0
  if (machine.state.ready.length === 0 || machine.state.script) return
  takeOff(machine, task)
  machine.state.switchWhy = 'yield'
}

/** Takes a task off its core, in favour of others that are ready. */
function takeOff(machine: Machine, task: Task): void {
  preempt(machine, task)
  if (machine.state.run?.task === task.index) machine.state.run.left = true
}

// ---- faults

function takeFault(machine: Machine, task: Task): void {
  const { faultKind, faultAddress, faultWrite } = machine.cpu
  switch (faultKind) {
    case 'divide':
      raiseFault(machine, task, SIGFPE, task.pc)
      return
    case 'illegal':
      raiseFault(machine, task, SIGILL, task.pc)
      return
    case 'fetch':
      machine.events?.push({
        kind: 'fault',
        fault: 'unmapped',
        address: faultAddress,
        segment: 'none',
        copied: false,
        frame: null,
      })
      raiseFault(machine, task, SIGSEGV, faultAddress)
      return
    default: {
      const outcome = handleFault(machine, task, faultAddress, faultWrite)
      if (outcome === 'mended') return
      if (outcome === 'memory') machine.state.ended = { reason: 'memory', status: 124 }
      else raiseFault(machine, task, outcome === 'bus' ? SIGBUS : SIGSEGV, faultAddress)
    }
  }
}

/** A fault's signal cannot be put off: blocked or ignored, it ends the process all the same. */
function raiseFault(machine: Machine, task: Task, signal: number, address: number): void {
  const action = actionOf(processOf(machine, task), signal)
  // The instruction that failed is the task's last operation.
  if (machine.state.slice) countVisibles(machine, machine.state.slice, task, 1)
  if (action.handler <= 1 || isBlocked(task, signal)) killBySignal(machine, task, signal)
  else postSignal(machine, task, { signal, code: 1, pid: 0, value: 0, address }, null)
}

// ---- ends of slices

/** Ends the slice if it is over, and decides what becomes of its task. */
function checkSlice(machine: Machine, slice: Slice, task: Task): void {
  const { state } = machine
  const offCore = task.core !== slice.core || task.state !== 'runnable'
  if (state.script) checkScript(machine, slice, offCore)
  else if (offCore) endSlice(machine, slice.counted ? 'counted' : 'slept')
  else checkQuantum(machine, slice, task)
}

function checkQuantum(machine: Machine, slice: Slice, task: Task): void {
  const { state } = machine
  const atStretch = state.run !== null && state.run.steps > 0 && state.run.steps % STRETCH === 0
  if (slice.visiblesLeft <= 0) {
    expire(machine, task, 'counted')
  } else if (atStretch && (state.run?.quiet ?? 0) > 0 && !isAlone(machine, slice.core)) {
    if (!inLibrary(machine, task)) expire(machine, task, 'quiet')
  } else if (atStretch && task.stretch >= THROTTLE && state.ready.length > 0) {
    // It has run too long, but not without visible operations: the next one is the last of its slice.
    slice.visiblesLeft = Math.min(slice.visiblesLeft, 1)
  } else if (slice.counted && isOutranked(machine, task)) {
    takeOff(machine, task)
    state.switchWhy = 'woken'
    endSlice(machine, 'counted')
  }
}

/** Others have become ready while it ran alone: its time is counted from now on. */
function boundSlice(machine: Machine, slice: Slice, task: Task): void {
  settleReady(machine, probe)
  if (isAlone(machine, slice.core)) return
  task.quantumLeft = 0
  slice.visiblesLeft = sliceLength(machine, slice.core, task)
}

function expire(machine: Machine, task: Task, how: 'counted' | 'quiet'): void {
  const { state } = machine
  const quantumOver = task.quantumLeft <= 0 || how === 'quiet'
  const tooLong = task.stretch >= THROTTLE
  if (quantumOver || tooLong) {
    settleReady(machine, probe)
    if (quantumOver) noteExpiry(machine, task)
    if (tooLong) {
      task.stretch = 0
      if (state.ready.length > 0) state.throttled = task.index
    }
    const fifo = machine.config.policy === 'fifo' || task.schedulingClass === 1
    if (state.ready.length > 0 && (tooLong || (!fifo && mustYield(machine, task)))) {
      takeOff(machine, task)
      state.switchWhy = 'quantum'
    } else task.quantumLeft = 0
  }
  endSlice(machine, how)
}

function inLibrary(machine: Machine, task: Task): boolean {
  return functionAt(programOf(machine, task).program.functions, task.pc)?.library ?? false
}

function endSlice(machine: Machine, how: 'counted' | 'slept' | 'quiet'): void {
  const { state } = machine
  state.slice = null
  if (!state.run) return
  if (how === 'slept') state.run.slept = true
  if (how === 'quiet') closeRun(machine, `'${state.run.quiet > 1 ? state.run.quiet : ''}`)
}

/** Has the run that the schedule asks for been done? A task that fell asleep too early goes on with it when it wakes. */
function checkScript(machine: Machine, slice: Slice, offCore: boolean): void {
  const { state } = machine
  const left = slice.visiblesLeft
  if (offCore) {
    if (left <= 0) endScriptRun(machine, true)
    endSlice(machine, slice.counted ? 'counted' : 'slept')
    return
  }
  if (left > 0) return
  if (slice.ending === '') endScriptRun(machine, true)
  else if (slice.ending === "'" && (state.run?.quiet ?? 0) >= slice.stretches) {
    closeRun(machine, `'${slice.stretches > 1 ? slice.stretches : ''}`)
    endScriptRun(machine, true)
  }
}

function endScriptRun(machine: Machine, fits: boolean): void {
  const { state } = machine
  if (!fits) state.fits = false
  const run = state.script?.runs[state.script.index]
  const task = run && state.tasks[run.task]
  if (run?.leaves && task && task.core !== null) takeOff(machine, task)
  if (state.script) skipRun(machine)
  state.slice = null
}

/** Ends the run at once if nobody can ever run again. */
export function endIfOver(machine: Machine): void {
  const { state } = machine
  if (state.slice || state.ended || state.cores.some((core) => core.task !== null)) return
  settleReady(machine, probe)
  if (state.ready.length === 0 && nextTimer(machine) === Infinity) endRun(machine)
}

/** Nobody can ever run again: all have ended, or those that are left wait for each other. */
function endRun(machine: Machine): void {
  const { state } = machine
  if (state.mainStatus === null) {
    state.ended = { reason: 'deadlock', status: 125 }
    return
  }
  const signalled = (state.mainStatus & 0x7f) !== 0
  state.ended = { reason: signalled ? 'signalled' : 'exited', status: shellStatus(state.mainStatus) }
}
