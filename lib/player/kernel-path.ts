import type { MachineView, Recording, TraceEvent, TraceStep } from '@/lib/engine'
import { MACHINE_COST } from '@/lib/engine/core'
import { isHousekeeping } from './news'

/** The way of each core through user and kernel mode: every visit to the kernel, in order. Plain data. */
export type KernelPath = {
  readonly visits: readonly KernelVisit[]
  /** ns that things cost on this machine. */
  readonly costs: { readonly step: number; readonly systemCall: number; readonly contextSwitch: number }
  /** More would follow than is listed. */
  readonly cut: boolean
}

/** `timer`: the interrupt that ends a quantum. `start`: the core had been idle since boot. */
export type Door = 'syscall' | 'fault' | 'timer' | 'start'

export type KernelVisit = {
  readonly door: Door
  readonly core: number
  /** Who came in; null where nobody had run there yet. */
  readonly task: number | null
  /** What it did in user mode since the core last left the kernel: lines of the source, first and last; null: none. */
  readonly ran: readonly [number, number] | null
  /** ns since boot of coming in and of going out; what lies between the last visit's end and here was user mode. */
  readonly begin: number
  readonly end: number
  /** ns of work in between; the rest of the time the core was idle. */
  readonly cost: number
  readonly acts: readonly KernelAct[]
}

export type Registers = MachineView['tasks'][number]['registers']
export type SwitchReason = Extract<TraceEvent, { kind: 'switch' }>['why']

/** `position`: the first of the player that shows it. */
export type KernelAct = { readonly position: number; readonly line: number } & (
  | {
      readonly kind: 'call'
      readonly task: number
      readonly name: string
      /** Null: it has not come back, its task sleeps or has ended. */
      readonly result: string | null
    }
  | {
      readonly kind: 'fault'
      readonly task: number
      readonly fault: 'minor' | 'cow' | 'protection' | 'unmapped'
      readonly copied: boolean
    }
  | {
      readonly kind: 'switch'
      readonly from: number | null
      readonly to: number
      readonly why: SwitchReason
      /** What is put into memory of the one that goes; null: there is nothing to go on with any more. */
      readonly saved: Registers | null
      readonly restored: Registers
      /** Both are threads of one process: the page table stays. */
      readonly samePageTable: boolean
    }
)

/** A picture of more is none. */
const MOST = 60

type Open = { -readonly [K in keyof KernelVisit]: KernelVisit[K] } & { acts: KernelAct[] }

/** What is known of a core while its way is followed. */
type Core = {
  visit: Open | null
  /** The visit goes on: its task sleeps or has ended. */
  isInside: boolean
  lines: [number, number] | null
  /** ns since boot at the end of its last step. */
  clock: number
}

type Way = {
  readonly recording: Recording
  readonly visits: Open[]
  readonly cores: Map<number, Core>
  /** Tasks that sleep in a call, or have woken and not come out of it yet. */
  readonly inCall: Set<number>
}

type At = { readonly position: number; readonly line: number }

/** The visits of a run.
 *  @param stops steps of the trace at each position of the player */
export function kernelPathOf(recording: Recording, stops: readonly number[]): KernelPath {
  const way: Way = { recording, visits: [], cores: new Map(), inCall: new Set() }
  const { visits, cores } = way
  for (let i = 0; i < recording.length && visits.length <= MOST; i++) {
    const step = recording.step(i)
    const core = cores.get(step.core) ?? { visit: null, isInside: false, lines: null, clock: 0 }
    cores.set(step.core, core)
    const position = Math.max(
      0,
      stops.findIndex((stop) => stop > i),
    )
    const at = { position, line: step.file >= 0 ? step.line : 0 }
    for (const event of step.events) follow(way, core, step, event, at)
    // The line of a call is told with the call.
    if (at.line > 0 && core.visit?.end !== step.time) core.lines = [core.lines?.[0] ?? at.line, at.line]
    core.clock = step.time
  }
  const { step, systemCall, contextSwitch } = MACHINE_COST
  const costs = { step, systemCall, contextSwitch }
  return { visits: visits.slice(0, MOST), costs, cut: visits.length > MOST }
}

function follow(way: Way, core: Core, step: TraceStep, event: TraceEvent, at: At): void {
  switch (event.kind) {
    case 'switch':
      followSwitch(way, core, step, event, at)
      return
    case 'fault':
      if (event.inLibrary) return
      followFault(way, core, step, event, at)
      return
    case 'block':
      way.inCall.add(step.task)
      call(way, core, step, at, event.on.call, null)
      core.isInside = true
      return
    case 'clone':
      call(way, core, step, at, 'clone', String(event.childTid))
      return
    case 'exec':
      call(way, core, step, at, 'execve', null)
      return
    case 'exit':
      call(way, core, step, at, event.wholeProcess ? 'exit_group' : 'exit', null)
      core.isInside = true
      return
    case 'syscall':
      // A function of the library that did not have to wait made no system call.
      if (isHousekeeping(event) || (event.fromLibrary && !core.isInside)) return
      way.inCall.delete(step.task)
      call(way, core, step, at, calledIn(event), event.result)
      core.isInside = false
      return
  }
}

function followSwitch(way: Way, core: Core, step: TraceStep, event: SwitchEvent, at: At): void {
  // The registers right before the step are what is saved and what is loaded.
  const act = switchOf(event, way.recording.view(step.index), at)
  if (!act) return
  const visit =
    core.isInside && core.visit ? core.visit : begin(way, core, step, doorOf(act), event.from, core.clock)
  visit.acts.push(act)
  visit.end = Math.max(visit.end, core.clock) + MACHINE_COST.contextSwitch
  visit.cost += MACHINE_COST.contextSwitch
  core.lines = null
  core.isInside = way.inCall.has(act.to)
}

function followFault(
  way: Way,
  core: Core,
  step: TraceStep,
  event: Extract<TraceEvent, { kind: 'fault' }>,
  at: At,
): void {
  const isNew = !core.isInside || !core.visit
  const visit = isNew || !core.visit ? begin(way, core, step, 'fault', step.task, core.clock) : core.visit
  visit.acts.push({ ...at, kind: 'fault', task: step.task, fault: event.fault, copied: event.copied })
  visit.end = Math.max(visit.end, core.clock) + MACHINE_COST.fault
  visit.cost += MACHINE_COST.fault
}

/** What the kernel was asked for: where a function of the library waits it is futex(2) that does, so both are named. */
function calledIn({ name, fromLibrary }: Extract<TraceEvent, { kind: 'syscall' }>): string {
  return fromLibrary?.waits ? `futex (${name})` : name
}

function call(way: Way, core: Core, step: TraceStep, at: At, name: string, result: string | null): void {
  const cost = MACHINE_COST.systemCall + (EXTRA[name] ?? 0)
  const since = Math.max(core.clock, step.time - cost)
  const visit = core.isInside && core.visit ? core.visit : begin(way, core, step, 'syscall', step.task, since)
  if (visit.acts.length === 0) visit.cost += cost
  visit.acts.push({ ...at, kind: 'call', task: step.task, name, result })
  visit.end = step.time
}

/** What a call costs besides coming in and going out. */
const EXTRA: Readonly<Record<string, number>> = {
  fork: MACHINE_COST.fork,
  clone: MACHINE_COST.thread,
  execve: MACHINE_COST.exec,
}

function begin(way: Way, core: Core, step: TraceStep, door: Door, task: number | null, time: number): Open {
  const visit: Open = {
    door,
    core: step.core,
    task,
    ran: core.lines,
    begin: time,
    end: time,
    cost: 0,
    acts: [],
  }
  way.visits.push(visit)
  core.visit = visit
  core.lines = null
  return visit
}

/** Nobody asked for what ends a quantum, nor for what an author's schedule says. */
function doorOf({ from, why }: { from: number | null; why: SwitchReason }): Door {
  if (from === null) return 'start'
  return why === 'quantum' || why === 'chosen' || why === 'woken' ? 'timer' : 'syscall'
}

type SwitchEvent = Extract<TraceEvent, { kind: 'switch' }>

function switchOf(
  { core, from, to, why }: SwitchEvent,
  before: MachineView,
  at: At,
): Extract<KernelAct, { kind: 'switch' }> | null {
  const next = to === null ? undefined : before.tasks[to]
  if (!next) return null
  const last = from === null ? undefined : before.tasks[from]
  const isOver = last?.state === 'zombie' || last?.state === 'gone'
  const isElsewhere = last?.state === 'running' && last.core !== core
  return {
    ...at,
    kind: 'switch',
    from,
    to: next.index,
    why: isOver ? 'exit' : last?.state === 'sleeping' ? 'blocked' : why,
    saved: last && !isOver && !isElsewhere ? last.registers : null,
    restored: next.registers,
    samePageTable: last !== undefined && last.pid === next.pid,
  }
}
