import type { MachineView, TaskView } from '@/lib/engine'
import type { Waits, Why } from '@/lib/i18n/reason'

/** Why a task is not running, or that it is. */
export function whyNot(view: MachineView, index: number): Why | null {
  const task = view.tasks[index]
  if (!task) return null
  switch (task.state) {
    case 'running':
      return { kind: 'runs', core: task.core ?? 0 }
    case 'runnable': {
      const before = view.ready.indexOf(index)
      const running = view.cores.flatMap((one) => (one === null ? [] : [one]))
      return { kind: 'ready', before: Math.max(0, before), running }
    }
    case 'stopped':
      return { kind: 'stopped' }
    case 'sleeping':
      return waits(view, task)
    default:
      return { kind: 'ended', status: task.exitStatus, parent: reaperOf(view, task) }
  }
}

function waits(view: MachineView, task: TaskView): Why {
  const { call = '', object = null, until = null } = task.blocked ?? {}
  return {
    kind: 'waits',
    call,
    object,
    left: until === null ? null : Math.max(0, until - view.time),
    on: reasonOf(view, task),
    ring: ringFrom(view, task.index),
  }
}

function reasonOf(view: MachineView, { index, pid, blocked }: TaskView): Waits['on'] {
  if (!blocked) return { what: 'event' }
  const { call, object, until } = blocked
  if (blocked.task !== null) {
    const what = call === 'pthread_join' ? 'end' : call === 'vfork' ? 'exec' : 'owner'
    return { what, task: blocked.task }
  }
  if (/^wait/.test(call)) return { what: 'children', tasks: blocked.children ?? childrenOf(view, pid) }
  const channel = object === null ? undefined : view.channels.find(({ name }) => name === object)
  if (channel) {
    const isReading = /^(?:read|recv|accept)/.test(call)
    const ends = (isReading ? channel.writers : channel.readers).map((end) => end.task)
    const others = [...new Set(ends)].filter((one) => view.tasks[one]?.pid !== pid)
    const own = ends.length > 0 && others.length === 0 && isAlone(view, index)
    return { what: isReading ? 'writers' : 'readers', tasks: [...new Set(ends)], isOnlyItself: own }
  }
  const sync = view.syncs.find(
    (one) => one.waiters.includes(index) && (object === null || one.name === object),
  )
  if (sync?.kind === 'barrier') return { what: 'barrier', here: sync.value ?? 0, of: sync.of ?? 0 }
  if (sync && sync.kind !== 'mutex') return { what: sync.kind }
  return { what: until === null ? 'event' : 'time' }
}

/** Whether no other task of its process could do what it waits for. */
function isAlone(view: MachineView, index: number): boolean {
  const pid = view.tasks[index]?.pid
  return !view.tasks.some((one) => one.index !== index && one.pid === pid && isThere(one))
}

function isThere({ state }: TaskView): boolean {
  return state !== 'gone' && state !== 'zombie'
}

function childrenOf(view: MachineView, pid: number): number[] {
  const children = view.processes.filter((one) => one.parent === pid && one.state === 'alive')
  return children.flatMap((child) => view.tasks.find((task) => task.pid === child.pid)?.index ?? [])
}

/** The first task of the process that is to reap one's process: null where there is nothing to reap. */
function reaperOf(view: MachineView, { pid }: TaskView): number | null {
  const process = view.processes.find((one) => one.pid === pid)
  if (process?.state !== 'zombie') return null
  return view.tasks.find((one) => one.pid === process.parent && isThere(one))?.index ?? null
}

/** A task waits for the owner of what it sleeps at and for the thread that it joins: back to itself, or null. */
function ringFrom(view: MachineView, first: number): number[] | null {
  const ring = [first]
  for (
    let at = view.tasks[first]?.blocked?.task ?? null;
    at !== null;
    at = view.tasks[at]?.blocked?.task ?? null
  ) {
    if (at === first) return ring.length > 1 ? ring : [first]
    if (ring.includes(at)) return null
    ring.push(at)
  }
  return null
}
