import type { TraceEvent, TraceStep, ValueView } from '@/lib/engine'
import { isHousekeeping } from './news'

/** The value that came of a line, as it stands behind it: of the last variable of the program that these steps gave one.
 *  What the library keeps for itself is none, nor a pointer that only looks different because the text behind it was
 *  written. */
export function freshValue(steps: readonly TraceStep[]): string | null {
  const events = steps.flatMap((step) => step.events).filter((event) => !isHousekeeping(event))
  const hasStored = events.some(({ kind }) => kind === 'store' || kind === 'exchange')
  const change = events.findLast((event) => isChange(event) && !(hasStored && isEcho(event)))
  return change && 'value' in change ? change.value : null
}

function isChange({ kind }: TraceEvent): boolean {
  return kind === 'store' || kind === 'exchange' || kind === 'local'
}

function isEcho(event: TraceEvent): boolean {
  return event.kind === 'local' && event.value?.startsWith('"') === true
}

/** Whether the write at a variable's address says what all of it held before: of an array or a structure it is the first part
 *  alone that begins there. */
export function isPlain({ type, value }: ValueView): boolean {
  return !type.includes('[') && !value.startsWith('{')
}
