import type { BlockReason, MachineView, Recording, TraceEvent, TraceStep } from '@/lib/engine'

/** The processes and threads of a run: who made whom, who ended how, who took notice of it. Plain data. */
export type Family = {
  /** In order of creation. */
  readonly members: readonly Member[]
  readonly moments: readonly FamilyMoment[]
  /** Tasks that took steps after the last moment. */
  readonly after: readonly number[]
  /** More would follow than is listed. */
  readonly cut: boolean
}

export type Member = {
  readonly task: number
  readonly tid: number
  readonly pid: number
  /** The task that made it; null for the first. */
  readonly maker: number | null
  /** It is a thread of its maker's process. */
  readonly isThread: boolean
}

/** `wait`: a task goes to sleep until another ends. `reap`: a parent takes the status of an ended child; `join` the same
 *  of a thread. `killed`: a signal ended it. */
export type FamilyKind = 'fork' | 'clone' | 'exec' | 'exit' | 'killed' | 'wait' | 'reap' | 'join'

export type FamilyMoment = {
  readonly kind: FamilyKind
  /** Steps of the trace that have been made once it has happened, and the first position of the player that shows it. */
  readonly at: number
  readonly position: number
  readonly task: number
  /** Line of the source, 0 for none. */
  readonly line: number
  /** Whom it concerns: the one that was made, reaped, joined or waited for; null where any child will do. */
  readonly other: number | null
  /** Of a wait for any of several children: these. */
  readonly any?: readonly number[]
  /** Of an end or of who is reaped: its status; null where a signal ended it, which is `signal` then. */
  readonly status: number | null
  readonly signal: number | null
  /** The program that an exec put in place. */
  readonly path: string | null
  /** The state of every task there is after it, one letter each in order of creation (`STATE_LETTER`). */
  readonly states: string
  /** Of the tasks that sleep after it, by index: in which call, and for which task where it is known. */
  readonly waits: Readonly<Record<number, { readonly call: string; readonly task: number | null }>>
  /** Tasks that took steps since the moment before. */
  readonly ran: readonly number[]
  /** Processes whose parent ended, with their first task and the process that is their parent now. */
  readonly adopted: readonly { readonly pid: number; readonly task: number; readonly parent: number }[]
}

type TaskState = MachineView['tasks'][number]['state']

export const STATE_LETTER: Readonly<Record<TaskState, string>> = {
  running: 'x',
  runnable: 'r',
  sleeping: 'w',
  stopped: 't',
  zombie: 'z',
  gone: '.',
}

/** A picture of more is none. */
const MOST = 60

/** Calls that wait for the end of another task. */
const WAITING: ReadonlySet<string> = new Set(['wait', 'waitpid', 'waitid', 'wait4', 'pthread_join'])

/** What happened to the family of a run, in order.
 *  @param stops steps of the trace at each position of the player */
export function familyOf(recording: Recording, stops: readonly number[]): Family {
  const moments: FamilyMoment[] = []
  const makers = new Map<number, { maker: number; isThread: boolean }>()
  let ran = new Set<number>()
  let before = recording.view(0)
  let isCut = false
  for (let i = 0; i < recording.length; i++) {
    const step = recording.step(i)
    ran.add(step.task)
    const found = step.events.flatMap((event) => factOf(event, step))
    if (found.length === 0) continue
    if (moments.length + found.length > MOST) {
      isCut = true
      break
    }
    const view = recording.view(i + 1)
    const adopted = adoptedSince(before, view)
    const place = { at: i + 1, position: positionOf(stops, i + 1), line: lineOf(step), ...stateOf(view) }
    for (const fact of found) {
      if (fact.kind === 'fork' || fact.kind === 'clone')
        makers.set(fact.other ?? -1, { maker: step.task, isThread: fact.kind === 'clone' })
      const { kind, task, status, signal, path, any } = fact
      const other =
        kind === 'join' ? joinedSince(before, view, task) : (fact.other ?? leaderOf(view, fact.pid))
      const whom = { other, ...(any && { any }) }
      moments.push({ ...place, kind, task, ...whom, status, signal, path, ran: [...ran], adopted })
      ran = new Set()
    }
    before = view
  }
  const last = recording.view(isCut ? (moments.at(-1)?.at ?? 0) : recording.length)
  const members = last.tasks.map(({ index, tid, pid }) => {
    const { maker = null, isThread = false } = makers.get(index) ?? {}
    return { task: index, tid, pid, maker, isThread }
  })
  return { members, moments, after: [...ran], cut: isCut }
}

type Fact = Pick<FamilyMoment, 'kind' | 'task' | 'other' | 'any' | 'status' | 'signal' | 'path'> & {
  /** The process that it concerns, where the task is not known yet. */
  readonly pid: number | null
}

function factOf(event: TraceEvent, { task, events }: TraceStep): Fact[] {
  const fact = { task, other: null, status: null, signal: null, path: null, pid: null }
  switch (event.kind) {
    case 'fork':
    case 'clone':
      return [{ ...fact, kind: event.kind, other: event.child }]
    case 'exec':
      return [{ ...fact, kind: 'exec', path: event.path }]
    case 'exit':
      // That of who was killed is the signal's doing, and told with it.
      return isKilled(events) ? [] : [{ ...fact, kind: 'exit', status: event.status }]
    case 'reap':
      return [
        {
          ...fact,
          kind: 'reap',
          pid: event.pid,
          signal: event.signal,
          ...(event.signal === null && { status: event.status }),
        },
      ]
    case 'signal':
      return event.action === 'killed'
        ? [{ ...fact, kind: 'killed', task: event.to, signal: event.signal }]
        : []
    case 'block':
      return WAITING.has(event.on.call) ? [{ ...fact, kind: 'wait', ...awaited(event.on) }] : []
    case 'syscall':
      return event.name === 'pthread_join' && event.result === '0' ? [{ ...fact, kind: 'join' }] : []
    default:
      return []
  }
}

function isKilled(events: readonly TraceEvent[]): boolean {
  return events.some((event) => event.kind === 'signal' && event.action === 'killed')
}

/** Whom a wait is for, and, where any of several will do, whom of them. */
function awaited({ task, children = [] }: BlockReason): Pick<FamilyMoment, 'other' | 'any'> {
  const [only = null] = children.length === 1 ? children : []
  return { other: task ?? only, ...(children.length > 1 && { any: children }) }
}

function stateOf(view: MachineView): Pick<FamilyMoment, 'states' | 'waits'> {
  const waits = view.tasks.flatMap(({ index, blocked }) =>
    blocked ? [[index, { call: blocked.call, task: awaited(blocked).other }]] : [],
  )
  return {
    states: view.tasks.map(({ state }) => STATE_LETTER[state]).join(''),
    waits: Object.fromEntries(waits),
  }
}

function parentsOf({ processes }: MachineView): ReadonlyMap<number, number> {
  return new Map(processes.map(({ pid, parent }) => [pid, parent]))
}

function adoptedSince(earlier: MachineView, view: MachineView): FamilyMoment['adopted'] {
  const parents = parentsOf(earlier)
  return view.processes.flatMap(({ pid, parent }) => {
    const before = parents.get(pid)
    const task = leaderOf(view, pid)
    return before !== undefined && before !== parent && task !== null ? [{ pid, task, parent }] : []
  })
}

/** The thread of a task's process that is gone since: the one that it joined. */
function joinedSince(earlier: MachineView, view: MachineView, task: number): number | null {
  const pid = view.tasks[task]?.pid
  const joined = view.tasks.find(
    (one) => one.pid === pid && one.state === 'gone' && earlier.tasks[one.index]?.state !== 'gone',
  )
  return joined?.index ?? null
}

function leaderOf(view: MachineView, pid: number | null): number | null {
  return view.tasks.find((task) => task.pid === pid)?.index ?? null
}

function lineOf({ file, line }: TraceStep): number {
  return file >= 0 ? line : 0
}

function positionOf(stops: readonly number[], at: number): number {
  const found = stops.findIndex((stop) => stop >= at)
  return found < 0 ? stops.length - 1 : found
}
