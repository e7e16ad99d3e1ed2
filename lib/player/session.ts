import type { Compiled, PartialConfig, Recording, TraceStep } from '@/lib/engine'
import { record, scheduleFault } from '@/lib/engine/core'
import type { EventTeller } from '@/lib/i18n/tell'
import { type Birth, birthsOf } from './birth'
import { type Closing, closingsOf } from './closing'
import { copiesOf, type PageCopy } from './copy'
import { faultsOf, type PageFault } from './fault-count'
import { jumpsOf } from './jump'
import type { SimulatorPart } from './part'
import { type Results, resultsOf } from './result'
import { type Grain, startOf, stopsOf } from './stop'
import { type Traffic, trafficOf } from './traffic'
import { type Computed, computedOf, type Update, updatesOf } from './update'

/** What a figure is opened with: the triple, and how it is to be shown. Plain data; it crosses a worker. */
export type RunInput = {
  readonly files: readonly { readonly name: string; readonly text: string }[]
  readonly config: PartialConfig
  readonly schedule: string
  readonly grain: Grain
  readonly locale: 'ko' | 'en'
  /** What will be shown of it: what a part needs to know of the whole run is made only then. */
  readonly parts: readonly SimulatorPart[]
}

/** Steps of a trace that a figure follows at most; a longer run is cut there and says so. */
const MAX_STEPS = 20_000

/** One open run: the recording, and the steps at which a player stops. */
export type Session = {
  readonly input: RunInput
  readonly recording: Recording
  /** `stops[p]` is the number of trace steps that have been made at position p; `stops[0]` is 0. */
  readonly stops: readonly number[]
  /** What is computed at a position without a step of the trace; null at all others. */
  readonly computed: readonly (Update | null)[]
  readonly updates: readonly Update[]
  readonly closings: readonly Closing[]
  /** First steps of tasks that another one made, by index. */
  readonly births: ReadonlyMap<number, Birth>
  /** When RAX of a task holds a result; none where no registers are shown. */
  readonly results: Results
  readonly copies: readonly PageCopy[]
  readonly faults: readonly PageFault[]
  /** Where `channels` is shown. */
  readonly traffic: readonly Traffic[]
  readonly teller: EventTeller
}

export class SessionProblem extends Error {}

/** Records a run for a figure. It comes in by the smaller door of the engine, since the worker does; on the server,
 *  whoever compiles has all of it.
 *  @param compiled what `input.files` came to
 *  @throws SessionProblem when that is no program; its message is the first diagnostic's code. */
export function openSession(input: RunInput, compiled: Compiled, teller: EventTeller): Session {
  const { program, diagnostics } = compiled
  if (!program) throw new SessionProblem(diagnostics[0]?.code ?? 'compile')
  // What is none leaves the order to the policy; `lostOrderOf` tells it.
  const isOrder = input.schedule !== '' && scheduleFault(input.schedule) === null
  const recording = record(program, input.config, isOrder ? input.schedule : undefined, MAX_STEPS)
  return sessionOf(input, recording, teller, [])
}

/** The same past up to `position`, then `task`, then the policy again. */
export function chooseNext(session: Session, position: number, task: number): Session {
  const { input, teller } = session
  const recording = session.recording.choose(stepsAt(session, position), task)
  const made = session.computed
    .slice(0, position + 1)
    .flatMap((update, p) => (update ? [{ update, at: stepsAt(session, p) }] : []))
  return sessionOf(input, recording, teller, made)
}

function sessionOf(
  input: RunInput,
  recording: Recording,
  teller: EventTeller,
  made: readonly Computed[],
): Session {
  const updates = updatesOf(recording, startOf(recording))
  const shown = input.grain === 'operation' ? computedOf(updates, made) : []
  const stops: number[] = []
  const computed: (Update | null)[] = []
  const put = (stop: number, update: Update | null) => {
    stops.push(stop)
    computed.push(update)
  }
  let next = 0
  const putBefore = (stop: number) => {
    for (; (shown[next]?.at ?? stop) < stop; next++) put(shown[next]?.at ?? 0, shown[next]?.update ?? null)
  }
  for (const stop of stopsOf(recording, input.grain, jumpsOf(input.files))) {
    putBefore(stop)
    put(stop, null)
  }
  putBefore(Number.POSITIVE_INFINITY)
  const first = startOf(recording)
  return {
    input,
    recording,
    stops,
    computed,
    updates,
    closings: closingsOf(recording, first),
    births: birthsOf(recording),
    results: input.parts.includes('tasks') ? resultsOf(recording) : new Map(),
    copies: copiesOf(recording),
    faults: faultsOf(recording, first),
    traffic: input.parts.includes('channels') ? trafficOf(recording, first) : [],
    teller,
  }
}

/** The position at which a player shows the state after `step` steps of the trace, or the last one before it. */
export function positionAt(session: Session, step: number): number {
  const after = session.stops.findIndex((stop) => stop > step)
  return after < 0 ? session.stops.length - 1 : Math.max(0, after - 1)
}

/** The first position at which so many visible operations of all tasks have been made; the last one where that never happens. */
export function positionAfter({ recording, stops }: Session, operations: number): number {
  let made = 0
  let step = 0
  while (step < recording.length && made < operations) made += recording.step(step++).visible
  const first = stops.findIndex((stop) => stop >= step)
  return first < 0 ? stops.length - 1 : first
}

/** The first position at which what was printed so far is not how `stdout` begins; the last one where that never happens. */
export function positionUnlike({ recording, stops }: Session, stdout: string): number {
  const isLike = (p: number) =>
    stdout.startsWith(
      recording
        .view(stops[p] ?? recording.length)
        .output.map(({ text }) => text)
        .join(''),
    )
  let [low, high] = [0, stops.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (isLike(middle)) low = middle + 1
    else high = middle
  }
  return low
}

/** How many steps of the trace have been made at a position. */
export function stepsAt(session: Session, position: number): number {
  return session.stops[position] ?? session.recording.length
}

export function stepsBetween(session: Session, from: number, to: number): TraceStep[] {
  return Array.from({ length: to - from }, (_, i) => session.recording.step(from + i))
}
