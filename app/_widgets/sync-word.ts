import type { SyncView } from '@/lib/engine'
import { taskLetter } from '@/lib/engine/task-letter'
import { fill } from '../_ui/fill'
import type { Labels } from './label'

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
