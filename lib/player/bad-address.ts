import type { MachineView, SegmentView, TraceEvent, TraceStep } from '@/lib/engine'
import type { Session } from './session'

/** Addresses of the first pages, which Linux lets nobody map (vm.mmap_min_addr, 64 KiB): a null pointer, and what is a bit
 *  behind one. */
const NULL_END = 0x10000
/** How far below the end of its stack a program that has used it up touches memory: a call, and a frame. */
const STACK_REACH = 0x10000
/** Looks at the machine that are made at most for a mapping that has gone. */
const LOOKS = 40
/** System calls by which a mapping goes. */
const UNMAPS: readonly string[] = ['munmap', 'brk', 'mremap', 'shmdt']

/** What is mapped at or beside an address. */
export type Mapped = Pick<SegmentView, 'kind' | 'start' | 'end' | 'readable' | 'writable' | 'task'>

/** Why an access was refused. `null`: near a null pointer. `forbidden`: it is mapped, but not for that. `stack`: a stack can
 *  grow no further. `gone`: it was mapped once. `jump`: what was run there is no code. `nothing`: nothing was ever there. */
export type Badness = 'null' | 'forbidden' | 'stack' | 'gone' | 'jump' | 'nothing'

/** An access that ended a process, and what there was around it at that moment. */
export type BadAddress = {
  /** The position at which it has happened. */
  readonly position: number
  readonly task: number
  readonly line: number
  readonly address: number
  readonly why: Badness
  /** It was made by a function of the C library that was called there. */
  readonly inLibrary: boolean
  /** What it lies in. */
  readonly inside: Mapped | null
  /** What is mapped next to it. */
  readonly below: Mapped | null
  readonly above: Mapped | null
  /** The pointer of the program that it is nearest to, `offset` bytes behind it; before it where that is negative. */
  readonly pointer: { readonly name: string; readonly value: number; readonly offset: number } | null
  /** Where `why` is `gone`: what was there, and the line that took it away. */
  readonly gone: { readonly mapped: Mapped; readonly line: number } | null
}

type Fault = Extract<TraceEvent, { kind: 'fault' }>

/** The last access of a run that killed whoever made it; null where none did. The machine itself is asked, as it was before
 *  that step. */
export function badAddressOf({ recording, stops }: Session): BadAddress | null {
  for (let index = recording.length - 1; index >= 0; index--) {
    const step = recording.step(index)
    const fault = fatalFault(step)
    if (!fault) continue
    const view = recording.view(index)
    const { address, inLibrary } = fault
    const mapped = mappedOf(view, step.pid)
    const inside = covering(mapped, address)
    const gone = inside ? null : goneMapping(recording, step, address)
    const why = badnessOf(fault, { step, view, mapped, inside, isGone: gone !== null })
    return {
      position: Math.max(
        0,
        stops.findIndex((stop) => stop > index),
      ),
      ...{ task: step.task, line: step.line, address, why, inLibrary, inside },
      below: mapped.findLast(({ end }) => end <= address) ?? null,
      above: mapped.find(({ start }) => start > address) ?? null,
      pointer: why === 'stack' || why === 'jump' ? null : nearestPointer(view, step, address, why),
      gone: why === 'gone' ? gone : null,
    }
  }
  return null
}

/** The access for which a step's task was killed. */
function fatalFault({ events, task }: TraceStep): Fault | null {
  const isKilled = events.some(
    (event) =>
      event.kind === 'signal' && event.to === task && event.action === 'killed' && event.name === 'SIGSEGV',
  )
  if (!isKilled) return null
  const faults = events.filter((event): event is Fault => event.kind === 'fault')
  return faults.findLast(({ fault }) => fault === 'unmapped' || fault === 'protection') ?? null
}

function badnessOf(
  { address, fault }: Fault,
  at: {
    readonly step: TraceStep
    readonly view: MachineView
    readonly mapped: readonly Mapped[]
    readonly inside: Mapped | null
    readonly isGone: boolean
  },
): Badness {
  // Data lies there: what could not be fetched was an instruction.
  if (fault === 'unmapped' && at.inside) return 'jump'
  if (address >= 0 && address < NULL_END) return 'null'
  const own = at.mapped.find(({ task }) => task === at.step.task)
  const pointer = at.view.tasks[at.step.task]?.registers.rsp ?? 0
  if (own && address < own.start && (own.start - address < STACK_REACH || pointer < own.start)) return 'stack'
  if (at.inside) return 'forbidden'
  return at.isGone ? 'gone' : 'nothing'
}

function mappedOf(view: MachineView, pid: number): Mapped[] {
  const segments = view.processes.find((process) => process.pid === pid)?.segments ?? []
  return segments.map(({ kind, start, end, readable, writable, task }) => ({
    ...{ kind, start, end, readable, writable, task },
  }))
}

function covering(mapped: readonly Mapped[], address: number): Mapped | null {
  return mapped.find(({ start, end }) => start <= address && address < end) ?? null
}

/** What was there before a call, or the end of a thread, took it away: the last that did. */
function goneMapping(recording: Session['recording'], step: TraceStep, address: number): BadAddress['gone'] {
  let looks = 0
  for (let index = step.index - 1; index >= 0 && looks < LOOKS; index--) {
    const earlier = recording.step(index)
    if (earlier.pid !== step.pid || !earlier.events.some(takesAway)) continue
    looks++
    const mapped = covering(mappedOf(recording.view(index), step.pid), address)
    if (mapped) return { mapped, line: earlier.line }
  }
  return null
}

function takesAway(event: TraceEvent): boolean {
  return event.kind === 'exit' || (event.kind === 'syscall' && UNMAPS.includes(event.name))
}

/** The pointer that an address is nearest to, of those that the task has in sight. Near null only null pointers count, and
 *  where several are the same one none is named. */
function nearestPointer(
  view: MachineView,
  step: TraceStep,
  address: number,
  why: Badness,
): BadAddress['pointer'] {
  const frames = view.tasks[step.task]?.stack.filter(({ isLibrary }) => !isLibrary) ?? []
  const segments = view.processes.find(({ pid }) => pid === step.pid)?.segments ?? []
  const values = [
    ...(frames[0]?.locals ?? []),
    ...segments.flatMap(({ kind, values }) => (kind === 'data' || kind === 'bss' ? values : [])),
  ]
  const pointers = values.flatMap(({ name, type, value }) => {
    const points = type.endsWith('*') ? addressIn(value) : null
    if (points === null || (why === 'null') !== (points === 0)) return []
    return [{ name, value: points, offset: address - points }]
  })
  const least = Math.min(...pointers.map(({ offset }) => Math.abs(offset)))
  const nearest = pointers.filter(({ offset }) => Math.abs(offset) === least)
  return nearest.length === 1 ? (nearest[0] ?? null) : null
}

/** A pointer's value as the view writes it; null where it is written as what it points to. */
function addressIn(value: string): number | null {
  if (value === 'NULL') return 0
  return /^0x[0-9a-f]+$/.test(value) ? Number(value) : null
}
