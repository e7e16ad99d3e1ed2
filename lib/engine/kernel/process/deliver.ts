/** Delivery of signals: on its way back to its own code a task ends, stops, or finds itself in a handler. */

import { functionAt, indexOfAddress } from '../memory/first-frame'
import {
  actionOf,
  DEFAULT_ACTION,
  defaultEffect,
  isIgnored,
  nextSignal,
  notifyParent,
  SA_RESETHAND,
  SIG_DFL,
  SIGSEGV,
  signalName,
  takeSignal,
} from '../signal/signal'
import { enterHandler } from '../signal/signal-frame'
import { edit } from '../state/edit'
import { type Machine, processOf, programOf, type Task, taskAt } from '../state/machine'
import { exitProcess } from './process'

/** Is there something that this task must act on before it goes on? */
export function hasSignal(machine: Machine, task: Task): boolean {
  if (task.signals.length === 0 && processOf(machine, task).signals.length === 0) return false
  return nextSignal(machine, task) !== null
}

/** Acts on the next pending signal. Returns false when there was none. */
export function deliverSignal(machine: Machine, task: Task): boolean {
  const next = nextSignal(machine, task)
  if (!next) return false
  const process = processOf(machine, task)
  const { info } = next
  takeSignal(machine, task, info, next.own)
  const action = actionOf(process, info.signal)
  if (isIgnored(process, info.signal)) return true
  if (action.handler === SIG_DFL) return applyDefault(machine, task, info.signal)
  if ((action.flags & SA_RESETHAND) !== 0) {
    const actions = process.actions.slice()
    actions[info.signal] = DEFAULT_ACTION
    edit(machine, process).actions = actions
  }
  if (!enterHandler(machine, task, info, action)) applyDefault(machine, task, SIGSEGV)
  else report(machine, task, info.signal, 'handled', handlerName(machine, task, action.handler))
  return true
}

/** Does what signal(7) says of a signal that nobody handles. Always true: it has been acted on. */
function applyDefault(machine: Machine, task: Task, signal: number): boolean {
  const process = processOf(machine, task)
  const effect = defaultEffect(signal)
  if (effect === 'ignore' || effect === 'continue') return true
  if (effect === 'terminate') {
    report(machine, task, signal, 'killed')
    exitProcess(machine, process, signal, task)
    return true
  }
  report(machine, task, signal, 'stopped')
  const draft = edit(machine, process)
  draft.stopped = true
  draft.report = (signal << 8) | 0x7f
  for (const index of process.tasks) stopOne(machine, taskAt(machine, index))
  notifyParent(machine, process, signal, task)
  return true
}

/** Takes a task off its core and out of the queue; a call that it sleeps in is asked again when it goes on. */
function stopOne(machine: Machine, task: Task): void {
  if (task.state !== 'runnable' && task.state !== 'sleeping') return
  const draft = edit(machine, task)
  draft.state = 'stopped'
  edit(machine, machine.state).ready = machine.state.ready.filter((index) => index !== task.index)
  const core = task.core === null ? undefined : machine.state.cores[task.core]
  if (core) edit(machine, core).task = null
  draft.core = null
}

function report(
  machine: Machine,
  task: Task,
  signal: number,
  action: 'handled' | 'killed' | 'stopped',
  handler?: string,
): void {
  const name = signalName(signal)
  machine.events?.push({ kind: 'signal', signal, name, to: task.index, action, ...(handler && { handler }) })
}

/** A function by its address; nothing where nobody watches. */
function handlerName(machine: Machine, task: Task, address: number): string | undefined {
  if (!machine.events) return undefined
  return functionAt(programOf(machine, task).program.functions, indexOfAddress(address))?.name
}

/** Kills the process by a signal that cannot be refused (a fault with no handler). */
export function killBySignal(machine: Machine, task: Task, signal: number): void {
  report(machine, task, signal, 'killed')
  exitProcess(machine, processOf(machine, task), signal, task)
}
