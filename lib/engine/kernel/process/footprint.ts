/** Footprints of what is done to tasks and processes. */

import { lockedThrough } from '../file/file-lock'
import { touchFile } from '../file/footprint'
import { touchMapped, touchMapping, touchMemory } from '../memory/footprint'
import { defaultEffect, SIGCONT, SIGKILL } from '../signal/signal'
import {
  EVERYTHING,
  OBJECT,
  type ObjectOrder,
  objectOf,
  type Touch,
  type TouchMode,
  touchChildren,
  touchLeaving,
  touchMembers,
  touchOf,
  touchProcess,
  touchSystem,
  touchTask,
} from '../state/footprint'
import { MUTEX } from '../state/layout'
import { type Machine, type Process, processOf, type Task, taskAt } from '../state/machine'
import { robustLocks } from '../sync/robust'

/** A process and all its tasks. */
export function touchWhole(machine: Machine, process: Process, mode: TouchMode): readonly Touch[] {
  const tasks = process.tasks.map((index) => touchTask(taskAt(machine, index).tid, mode))
  return [touchProcess(process.pid, mode), ...tasks]
}

/** Making a task: it gets its place in the order of births, unless there may be no room for it. */
export function touchBirth(machine: Machine): readonly Touch[] {
  const { live, processes } = machine.state
  // What counts against the limit is ended by others: near it, the order decides.
  if (live.length * 2 + processes.size >= machine.config.limits.tasks) return EVERYTHING
  return [touchSystem('births', 'write')]
}

/**
 * A signal to a process: any of its tasks may get it. What stops a process or lets it go on is told to its parent, too,
 * and what is in nobody's power to refuse may end it.
 */
export function touchSignal(machine: Machine, process: Process, signal: number): readonly Touch[] {
  if (signal === SIGCONT || signal === SIGKILL || defaultEffect(signal) === 'stop') return EVERYTHING
  return touchWhole(machine, process, 'write')
}

/** A signal to whom `kill` names: one process, a group, or all. */
export function touchTargets(machine: Machine, pid: number, signal: number): readonly Touch[] {
  const process = machine.state.processes.get(pid)
  if (pid <= 0) return EVERYTHING
  return process ? touchSignal(machine, process, signal) : [touchSystem('births', 'read')]
}

/** A signal to one thread. */
export function touchTid(machine: Machine, tid: number, signal: number): readonly Touch[] {
  const index = machine.state.live.find((i) => taskAt(machine, i).tid === tid)
  const process = index === undefined ? null : processOf(machine, taskAt(machine, index))
  return process ? touchSignal(machine, process, signal) : [touchSystem('births', 'read')]
}

/** A thread of the caller's process: its record, and its stack, which may go when the process forgets it. */
export function touchThread(machine: Machine, task: Task, thread: Task | null): readonly Touch[] {
  if (!thread) return [touchMembers(task.pid, 'read')]
  const { stackStart, stackEnd } = thread
  return [
    touchMembers(task.pid, 'add'),
    touchTask(thread.tid, 'write'),
    touchMapping(machine, task, 'write', stackStart, stackEnd - stackStart),
  ]
}

/** A copy of a process: all that it has is read. */
export function touchFork(machine: Machine, task: Task): readonly Touch[] {
  const process = processOf(machine, task)
  const { tables, openFiles, spaces } = machine.state
  const touches: Touch[] = [...touchBirth(machine), touchChildren(task.pid, 'write')]
  touches.push(touchProcess(task.pid, 'read'), touchMapping(machine, task, 'write'))
  touches.push(touchOf(objectOf(OBJECT.memory, process.space), 'read'))
  touches.push(touchOf(objectOf(OBJECT.table, process.table), 'read'))
  for (const entry of tables.get(process.table)?.entries ?? []) {
    const file = entry && openFiles.get(entry.file)
    // One more descriptor refers to it.
    if (file) touches.push(touchOf(objectOf(OBJECT.file, file.id), 'write'))
  }
  for (const area of spaces.get(process.space)?.areas ?? [])
    if (area.inode !== null) touches.push(touchOf(objectOf(OBJECT.inode, area.inode), 'read'))
  return [...touches, ...touchMapped(machine, task)]
}

/** The end of a task: of the whole process when it is the last. */
export function touchTaskExit(machine: Machine, task: Task): readonly Touch[] {
  const process = processOf(machine, task)
  const others = process.tasks.filter((index) => isOther(taskAt(machine, index), task))
  if (others.length === 0) return touchExit(machine, task)
  // Of the last two each decides whether the other one is the last.
  const touches: Touch[] = [touchLeaving(task.pid, task.tid, 'write')]
  if (others.length === 1)
    touches.push(touchLeaving(task.pid, taskAt(machine, others[0] as number).tid, 'read'))
  if (task.detached) touches.push(...touchThread(machine, task, task))
  for (const address of task.robust) touches.push(...touchMemory(machine, task, address, MUTEX.size, 'write'))
  return touches
}

function isOther(other: Task, task: Task): boolean {
  return other !== task && other.state !== 'zombie' && other.state !== 'gone'
}

/** What the end of a process orders by the locks that go with it: robust mutexes of its tasks, and those on files. */
export function ordersOfExit(machine: Machine, task: Task): readonly ObjectOrder[] {
  const { tasks } = processOf(machine, task)
  return [
    ...tasks.flatMap((index) => robustLocks(machine, taskAt(machine, index))),
    ...lockedThrough(machine, task),
  ]
}

/** The end of a process: its tasks, its memory, its descriptors; its children get a new parent, its parent is told. */
export function touchExit(machine: Machine, task: Task): readonly Touch[] {
  const process = processOf(machine, task)
  const { state } = machine
  const touches: Touch[] = [...touchWhole(machine, process, 'write'), touchSystem('births', 'write')]
  touches.push(touchOf(objectOf(OBJECT.memory, process.space), 'write'))
  touches.push(touchOf(objectOf(OBJECT.mapping, process.space), 'write'))
  touches.push(touchOf(objectOf(OBJECT.table, process.table), 'write'))
  touches.push(touchSystem('locks', 'write'), touchSystem('tree', 'write'), touchSystem('names', 'write'))
  for (const entry of state.tables.get(process.table)?.entries ?? []) {
    const file = entry && state.openFiles.get(entry.file)
    if (file) touches.push(...touchFile(machine, file, 'write'))
  }
  for (const area of state.spaces.get(process.space)?.areas ?? [])
    if (area.inode !== null) touches.push(touchOf(objectOf(OBJECT.inode, area.inode), 'write'))
  for (let i = 0; i < process.undo.length; i += 3)
    touches.push(touchOf(objectOf(OBJECT.semaphores, process.undo[i] ?? 0), 'write'))
  for (const other of state.processes.values()) {
    if (other.pid === process.parent) touches.push(...touchWhole(machine, other, 'write'))
    if (other.parent === process.pid) touches.push(...touchWhole(machine, other, 'write'))
    if (other.isReaper || other.pid === process.parent) touches.push(touchChildren(other.pid, 'write'))
  }
  return [...touches, touchChildren(process.pid, 'write'), touchChildren(process.parent, 'write')]
}
