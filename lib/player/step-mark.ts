import type { TraceEvent, TraceStep } from '@/lib/engine'
import { isHousekeeping } from './news'

export type StepMark = 'local' | 'load' | 'store' | 'call' | 'syscall' | 'block' | 'fault' | 'exit'

const MARKS: Partial<Record<TraceEvent['kind'], StepMark>> = {
  load: 'load',
  store: 'store',
  exchange: 'store',
  call: 'call',
  syscall: 'syscall',
  fork: 'syscall',
  clone: 'syscall',
  read: 'syscall',
  write: 'syscall',
  lock: 'syscall',
  block: 'block',
  fault: 'fault',
  exit: 'exit',
}
/** From what matters least to what matters most. */
export const WEIGHT: readonly StepMark[] = [
  'local',
  'fault',
  'call',
  'load',
  'store',
  'syscall',
  'block',
  'exit',
]

/** What steps did in one word: the weightiest of it. */
export function markOf(steps: readonly TraceStep[]): StepMark {
  let mark: StepMark = 'local'
  for (const event of steps.flatMap((s) => s.events)) {
    if (event.kind !== 'fault' && isHousekeeping(event)) continue
    const found = MARKS[event.kind] ?? 'local'
    if (WEIGHT.indexOf(found) > WEIGHT.indexOf(mark)) mark = found
  }
  return mark
}
