import type { MachineView, SyncView } from '@/lib/engine'
import { taskLetter } from '@/lib/engine/task-letter'
import { fill } from '../_ui/fill'
import type { Labels } from './label'
import { type Link, waitRing } from './wait-ring'

/** Who has it and who waits at it, in one sentence. */
export function syncWords(sync: SyncView, labels: Labels): string {
  const { name, kind, owner, waiters } = sync
  const state = owner === null ? stateOfSync(sync, labels) : `${taskLetter(owner)} ${labels.holds}`
  return `${name}, ${labels[kind]}: ${state}; ${waiterWords(waiters, labels)}.`
}

/** Waiters that are named to who hears of them. */
const MOST_NAMES = 8

function waiterWords(waiters: readonly number[], labels: Labels): string {
  if (waiters.length === 0) return labels.noWaiters
  const rest = waiters.length - MOST_NAMES
  const names = waiters.slice(0, MOST_NAMES).map(taskLetter)
  const more = rest > 0 ? [`+ ${fill(labels.manyTasks, { n: rest })}`] : []
  return fill(labels.waitersAre, { tasks: [...names, ...more].join(', '), n: waiters.length })
}

/** Of what nobody has alone: how much of it is there. */
export function stateOfSync({ kind, value, of }: SyncView, labels: Labels): string {
  switch (kind) {
    case 'mutex':
      return value === 0 ? labels.isFree : labels.isHeld
    case 'rwlock':
      return value === 0 ? labels.isFree : fill(labels.readersIn, { n: value ?? 0 })
    case 'barrier':
      return fill(labels.arrived, { n: value ?? 0, of: of ?? 0 })
    case 'semaphore':
      return String(value ?? 0)
    case 'condition':
      return ''
  }
}

/** Who waits for what, and who has that, once round. */
export function ringWords(ring: readonly Link[], labels: Labels): string {
  return ring
    .map(({ task, waitsFor, next }) =>
      fill(labels.ringLink, { task: taskLetter(task), object: waitsFor, next: taskLetter(next) }),
    )
    .join(' ')
}

/** All that the figure shows, a thing a row. */
export function allSyncWords(view: MachineView, labels: Labels): string[] {
  const ring = waitRing(view)
  return [
    ...(ring ? [`${labels.ring}: ${ringWords(ring, labels)}`] : []),
    ...view.syncs.map((sync) => syncWords(sync, labels)),
  ]
}
