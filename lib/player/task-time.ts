import type { Recording, TaskMetrics, TraceStep } from '@/lib/engine'
import { MACHINE_COST } from '@/lib/engine/core'

/** What each task of a run did when, in simulated time, and what a scheduler is measured by. Plain data. */
export type TaskTimes = {
  readonly tasks: readonly TaskTime[]
  /** ns since boot of the last thing that happened. */
  readonly end: number
  /** More would follow than is listed: no measure is final. */
  readonly cut: boolean
}

export type TaskTime = {
  readonly task: number
  readonly spans: readonly TimeSpan[]
  /** As the engine counts them; of a run that is cut, of its part. */
  readonly metrics: Pick<TaskMetrics, 'turnaround' | 'response' | 'waiting' | 'running'>
}

/** `ready`: it could run and no core was free for it, or it was just being switched to. Times in ns since boot; `core` is
 *  the one that it ran on, else null. */
export type TimeSpan = {
  readonly doing: Doing
  readonly from: number
  readonly to: number
  readonly core: number | null
}
export type Doing = 'running' | 'ready' | 'waiting'

type Open = {
  doing: Doing | null
  since: number
  core: number | null
  until: number | null
  spans: TimeSpan[]
}
type Core = { clock: number; task: number | null }
type Book = { readonly tasks: Open[]; readonly cores: Map<number, Core>; count: number }

/** Spans that a picture can hold; beyond, the list ends. */
const MOST = 600
const SWITCH = MACHINE_COST.contextSwitch

/** The spans of every task of a run. */
export function taskTimesOf(recording: Recording): TaskTimes {
  const book: Book = { tasks: [], cores: new Map(), count: 0 }
  let now = 0
  turn(book, 0, 'ready', 0)
  let i = 0
  for (; i < recording.length && book.count < MOST; i++) {
    const step = recording.step(i)
    const core = book.cores.get(step.core) ?? { clock: 0, task: null }
    book.cores.set(step.core, core)
    noteWakes(book, step, core.clock)
    noteRunning(book, step, core)
    noteAfter(book, step)
    // An end or a signal may be that of others as well: only the machine knows whose.
    if (step.events.some(({ kind }) => kind === 'exit' || kind === 'signal'))
      for (const { index, state } of recording.view(i + 1).tasks)
        if ((state === 'zombie' || state === 'gone') && book.tasks[index]?.doing)
          turn(book, index, null, step.time)
    now = Math.max(now, step.time)
  }
  for (const index of book.tasks.keys()) turn(book, index, null, now)
  return {
    tasks: book.tasks.map(({ spans }, task) => timeOf(recording, task, spans)),
    end: now,
    cut: i < recording.length || !recording.complete,
  }
}

function timeOf(recording: Recording, task: number, spans: readonly TimeSpan[]): TaskTime {
  const {
    turnaround = 0,
    response = 0,
    waiting = 0,
    running = 0,
  } = recording.result.metrics.tasks[task] ?? {}
  return { task, spans: fromBirth(spans, turnaround), metrics: { turnaround, response, waiting, running } }
}

/** From `time` on a task does something else; null: it has ended. */
function turn(
  book: Book,
  index: number,
  doing: Doing | null,
  time: number,
  core: number | null = null,
): void {
  const task = book.tasks[index] ?? { doing: null, since: time, core: null, until: null, spans: [] }
  book.tasks[index] = task
  if (task.doing === doing) return
  if (task.doing !== null && time > task.since) {
    task.spans.push({ doing: task.doing, from: task.since, to: time, core: task.core })
    book.count++
  }
  task.doing = doing
  task.since = time
  task.core = core
}

function noteWakes(book: Book, step: TraceStep, begin: number): void {
  for (const event of step.events) {
    if (event.kind !== 'wake') continue
    const due = book.tasks[event.task]?.until ?? null
    // Due timers are looked at after what the core is doing; one who goes on itself had an idle core to wait for.
    const time = event.task === step.task && due !== null ? Math.max(due, begin) : step.time
    turn(book, event.task, 'ready', time)
  }
}

function noteRunning(book: Book, step: TraceStep, core: Core): void {
  const { tasks } = book
  if (core.task !== null && core.task !== step.task && tasks[core.task]?.doing === 'running')
    turn(book, core.task, 'ready', core.clock)
  // A core that was idle goes on when there is somebody to go on with.
  const begin = Math.max(core.clock, tasks[step.task]?.since ?? core.clock)
  const isSwitched = step.events.some((event) => event.kind === 'switch' && event.to === step.task)
  if (tasks[step.task]?.doing !== 'running')
    turn(book, step.task, 'running', isSwitched ? Math.min(step.time, begin + SWITCH) : begin, step.core)
  core.task = step.task
  core.clock = step.time
}

/** Who was made by the step, and whether its task sleeps now. */
function noteAfter(book: Book, step: TraceStep): void {
  for (const event of step.events) {
    if (event.kind === 'fork' || event.kind === 'clone') turn(book, event.child, 'ready', step.time)
    if (event.kind !== 'block') continue
    turn(book, step.task, 'waiting', step.time)
    const task = book.tasks[step.task]
    if (task) task.until = event.on.until
  }
}

/** A task is there from when its maker asked for it, though the making takes its time. */
function fromBirth(spans: readonly TimeSpan[], turnaround: number): readonly TimeSpan[] {
  const [first, ...rest] = spans
  const born = (spans.at(-1)?.to ?? 0) - turnaround
  return first?.doing === 'ready' && born < first.from ? [{ ...first, from: born }, ...rest] : spans
}
