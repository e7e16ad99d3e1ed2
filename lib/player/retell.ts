import type { MachineView, TraceEvent, TraceStep } from '@/lib/engine'

/** The steps as they are to be told: what an event says is put right by what the figure knows besides. */
export function retell(steps: readonly TraceStep[], view: MachineView, source: string): TraceStep[] {
  return steps.map((step) => ({ ...step, events: step.events.map((event) => putRight(event, view, source)) }))
}

function putRight(event: TraceEvent, view: MachineView, source: string): TraceEvent {
  if (event.kind === 'return') return { ...event, value: returned(event.function, event.value, source) }
  if (event.kind !== 'switch' || event.from === null) return event
  const state = view.tasks[event.from]?.state
  // A core is given up at the next turn only; by then the task may have ended or gone to sleep.
  if (state === 'zombie' || state === 'gone') return { ...event, why: 'exit' }
  return state === 'sleeping' && event.why === 'quantum' ? { ...event, why: 'blocked' } : event
}

/** A value as the function's declaration reads it: nothing for `void`, an address for a pointer. */
function returned(name: string, value: string | null, source: string): string | null {
  const declared = new RegExp(`(\\w+)[\\s]*(\\*?)\\s*\\b${name}\\s*\\([^;{]*\\{`).exec(source)
  if (!declared || value === null) return value
  const [, type, star] = declared
  if (star === '') return type === 'void' ? null : value
  const address = Number(value)
  return address === 0 ? 'NULL' : `0x${(address >>> 0).toString(16)}`
}
