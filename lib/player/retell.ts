import type { MachineView, TraceEvent, TraceStep } from '@/lib/engine'

/** The steps as they are to be told: what an event says is put right by what the figure knows besides. */
export function retell(steps: readonly TraceStep[], view: MachineView): TraceStep[] {
  return steps.map((step) => ({ ...step, events: step.events.map((event) => putRight(event, view)) }))
}

function putRight(event: TraceEvent, view: MachineView): TraceEvent {
  if (event.kind !== 'switch' || event.from === null) return event
  const state = view.tasks[event.from]?.state
  // A core is given up at the next turn only; by then the task may have ended or gone to sleep.
  if (state === 'zombie' || state === 'gone') return { ...event, why: 'exit' }
  return state === 'sleeping' && event.why === 'quantum' ? { ...event, why: 'blocked' } : event
}
