import { compile, decodeSchedule, type PartialConfig, type Recording, record } from '@/lib/engine'
import { startOf, stopsOf } from './stop'

/** A program that a run is of, with the machine that it runs on. */
export type RunProgram = {
  readonly file: string
  readonly source: string
  readonly config: PartialConfig
}

/** Where somebody chooses which task goes on: after so many steps of the trace, to which the schedule leads. `choices` are the tasks
 *  that may run there, by index; none where the run is over, otherwise two at least. */
export type RunPoint = {
  readonly steps: number
  readonly schedule: string
  readonly choices: readonly number[]
}

/** Steps of a trace at most, as figures follow it. */
const MAX_STEPS = 20_000

/** Where a run has its first choice; null where it has none, or its source is no program. Pure, as all of these. */
export function firstPoint(program: RunProgram): RunPoint | null {
  const recording = recordingOf(program, undefined)
  const point = recording && pointFrom(recording, startOf(recording))
  return point && point.choices.length > 0 ? point : null
}

/** The next choice after a task was chosen; null where it can not be.
 *  @param at a point of this program's run */
export function nextPoint(program: RunProgram, at: RunPoint, task: number): RunPoint | null {
  const recording = recordingOf(program, at.schedule)
  if (!recording?.choices(at.steps).includes(task)) return null
  return pointFrom(recording.choose(at.steps, task), at.steps + 1)
}

/** An earlier point of the same run.
 *  @param steps of one that was passed */
export function pointBefore(program: RunProgram, at: RunPoint, steps: number): RunPoint | null {
  const recording = recordingOf(program, at.schedule)
  return recording && pointAt(recording, steps)
}

/** The end to which a run comes from a point by the policy of its machine. */
export function endPoint(program: RunProgram, at: RunPoint): RunPoint | null {
  const recording = recordingOf(program, at.schedule)
  return recording && pointAt(recording, recording.length)
}

function recordingOf({ file, source, config }: RunProgram, schedule: string | undefined): Recording | null {
  const { program } = compile([{ name: file, text: source }])
  return program && record(program, config, schedule, MAX_STEPS)
}

/** The first place from there on where a figure stops and more than one task may run, or the end. */
function pointFrom(recording: Recording, steps: number): RunPoint {
  const stop = stopsOf(recording, 'operation').find(
    (one) => one >= steps && one < recording.length && recording.choices(one).length > 1,
  )
  return pointAt(recording, stop ?? recording.length)
}

function pointAt(recording: Recording, steps: number): RunPoint {
  const choices = steps < recording.length ? recording.choices(steps) : []
  return { steps, schedule: recording.schedule(steps), choices: choices.length > 1 ? choices : [] }
}

/** Where a run left a task that could have gone on, for another one. */
export type Turned = {
  /** The one that was left, by index. */
  readonly task: number
  /** Of the program's own source, where it had come to; null: it was in none of it yet. */
  readonly line: number | null
  /** In the middle of that line, and not behind it. */
  readonly isWithin: boolean
}

/** Where the run that a schedule makes of a program turned from one task to another without having to, in order; null where the schedule
 *  is none, or the source is no program. */
export function turnsOfRun(program: RunProgram, schedule: string): readonly Turned[] | null {
  const recording = decodeSchedule(schedule) && recordingOf(program, schedule)
  if (!recording) return null
  const turns: Turned[] = []
  const lines = new Map<number, number>()
  for (let i = 1; i < recording.length; i++) {
    const { task, file, line, endsLine } = recording.step(i - 1)
    if (file === 0 && line > 0) lines.set(task, line)
    if (recording.step(i).task === task || !recording.choices(i).includes(task)) continue
    turns.push({ task, line: lines.get(task) ?? null, isWithin: !endsLine })
  }
  return turns
}
