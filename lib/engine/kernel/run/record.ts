/**
 * Recordings: a run cut into steps that can be looked at in any order.
 *
 * A step ends right after a visible operation, when a task arrives at another source line, or when its slice ends.
 * The first pass only counts steps and keeps a snapshot now and then; whatever is asked for later is found by going
 * on from the nearest snapshot before it. All recordings that `choose` makes of each other share one machine; the
 * machine stands at one place of one of them at a time.
 */

import { storageLeft } from '../../vm/frame'
import { lineAt } from '../figure/backtrace'
import { fileBytes } from '../figure/file-view'
import { viewOf } from '../figure/machine-view'
import { scopeOf } from '../figure/scope'
import { beginWatch, finishWatch, watchRunner } from '../figure/watch'
import { edit } from '../state/edit'
import { type Machine, programOf, taskAt } from '../state/machine'
import type { Recording, RunOutcome } from '../state/result'
import { type MachineSnapshot, releaseMachine, restoreMachine, snapshotMachine } from '../state/snapshot'
import type { TraceEvent, TraceStep } from '../state/trace'
import { type BootOptions, bootMachine } from './boot'
import { chooseNext } from './choice-oracle'
import { endIfOver } from './end'
import { neverEnds } from './never-ending'
import { canRun } from './run-queue'
import { encodeSchedule } from './schedule'
import { STRETCH } from './slice'
import { advanceMachine } from './step'

/** Snapshots of one recording; when there are more, every other one is dropped and the distance doubles. */
const MAX_SNAPSHOTS = 160
const FIRST_DISTANCE = 64
/** Steps whose events are kept. */
const MAX_KEPT_STEPS = 30_000
/** Recordings of one family that keep their snapshots. */
const MAX_TRACKS = 12

type Family = { readonly machine: Machine; at: { track: Track; position: number } | null; tracks: Track[] }

/** What is told of the machine at the end of a recording. */
type Tell<Result> = (machine: Machine) => Result

type Track = {
  /** The recording whose first `from` steps are this one's, and the task that was chosen then, with whom it wakes. */
  readonly parent: Track | null
  readonly from: number
  readonly chosen: number
  readonly waiter: number | null
  snapshots: { readonly position: number; readonly snapshot: MachineSnapshot }[]
  distance: number
  readonly kept: Map<number, TraceStep>
}

/** Runs a program to its end, or up to `limit` steps of the trace; with a limit also up to where it is seen never to end. */
export function recordMachine<Result extends RunOutcome>(
  options: BootOptions,
  limit: number,
  tell: Tell<Result>,
): Recording<Result> {
  const machine = bootMachine(options)
  const family: Family = { machine, at: null, tracks: [] }
  const track = newTrack(null, 0, -1, null)
  addTrack(family, track)
  keepSnapshot(family, track, 0)
  family.at = { track, position: 0 }
  return explore(family, track, limit, tell)
}

function newTrack(parent: Track | null, from: number, chosen: number, waiter: number | null): Track {
  return { parent, from, chosen, waiter, snapshots: [], distance: FIRST_DISTANCE, kept: new Map() }
}

/** The first pass over a track whose beginning the machine stands at. */
function explore<Result extends RunOutcome>(
  family: Family,
  track: Track,
  limit: number,
  tell: Tell<Result>,
): Recording<Result> {
  const { machine } = family
  let length = track.from
  let isEndless = false
  const isInVain = watchInVain(machine)
  while (length < limit && makeStep(machine)) {
    length++
    family.at = { track, position: length }
    if ((length - track.from) % track.distance === 0) keepSnapshot(family, track, length)
    isEndless = limit < Infinity && isInVain()
    if (isEndless) break
  }
  return recordingOf(family, track, length, isEndless, limit, tell)
}

/** To be asked after each step: whether it never ends (never-ending.ts). That is looked into after one, two, four, eight and so
 *  on whole stretches that nobody could see anything of. */
function watchInVain(machine: Machine): () => boolean {
  const { state } = machine
  let [steps, visibles, quiet] = [state.steps, state.visibles, 0]
  return () => {
    const isQuiet = machine.state.visibles === visibles && machine.state.steps - steps >= STRETCH
    quiet = isQuiet ? quiet + 1 : 0
    steps = machine.state.steps
    visibles = machine.state.visibles
    return isQuiet && Number.isInteger(Math.log2(quiet)) && neverEnds(machine)
  }
}

function recordingOf<Result extends RunOutcome>(
  family: Family,
  track: Track,
  length: number,
  isEndless: boolean,
  limit: number,
  tell: Tell<Result>,
): Recording<Result> {
  const check = (i: number, most: number) => {
    if (!Number.isInteger(i) || i < 0 || i > most)
      throw new RangeError(`step ${i} of a recording of ${length}`)
  }
  return {
    length,
    result: tell(family.machine),
    complete: family.machine.state.ended !== null,
    isEndless,
    step(i) {
      check(i, length - 1)
      return stepOf(family, track, i)
    },
    view(i) {
      check(i, length)
      seek(family, track, i)
      return viewOf(family.machine)
    },
    file(i, inode, most) {
      check(i, length)
      seek(family, track, i)
      return fileBytes(family.machine, inode, most)
    },
    scope(i, task) {
      check(i, length)
      seek(family, track, i)
      return scopeOf(family.machine, task)
    },
    choices(i) {
      check(i, length)
      seek(family, track, i)
      return choicesOf(family.machine)
    },
    schedule(i) {
      check(i, length)
      seek(family, track, i)
      return encodeSchedule(family.machine)
    },
    choose(i, task, waiter) {
      check(i, length)
      seek(family, track, i)
      if (!choicesOf(family.machine).includes(task))
        throw new RangeError(`task ${task} cannot run after step ${i}`)
      const next = newTrack(track, i, task, waiter ?? null)
      addTrack(family, next)
      chooseNext(family.machine, task, Infinity, waiter ?? null)
      family.at = { track: next, position: i }
      keepSnapshot(family, next, i)
      return explore(family, next, limit, tell)
    },
  }
}

/** Tasks that could run next. */
function choicesOf(machine: Machine): number[] {
  if (machine.state.ended) return []
  return machine.state.live.filter((index) => canRun(machine, taskAt(machine, index)))
}

// ---- one step

/** Makes one step. False: the run has ended, nothing was done. */
function makeStep(machine: Machine): boolean {
  const { state } = machine
  if (state.ended) return false
  const steps = state.steps
  const visibles = state.visibles
  for (;;) {
    advanceMachine(machine, 'line', machine.events ? watchRunner : null)
    // A signal may end or stop a task without an instruction of its own.
    const fell = !state.slice && taskAt(machine, machine.lastTask).state !== 'runnable'
    const moved = fell || state.steps !== steps || state.visibles !== visibles
    if (state.ended) return moved
    if (!moved) continue
    if (!arrived(machine) && state.visibles === visibles && state.slice) continue
    // That nobody can run any more is not a step of its own.
    endIfOver(machine)
    return true
  }
}

/** Whether the task has come to another line of its source; it is then the line that is shown. */
function arrived(machine: Machine): boolean {
  const task = taskAt(machine, machine.lastTask)
  if (task.state === 'gone' || task.state === 'zombie') return false
  const line = lineAt(programOf(machine, task), task.pc)
  if (line === 0 || line === task.shownLine) return false
  edit(machine, task).shownLine = line
  return true
}

function stepOf(family: Family, track: Track, i: number): TraceStep {
  if (i < track.from && track.parent) return stepOf(family, track.parent, i)
  const known = track.kept.get(i)
  if (known) return known
  seek(family, track, i)
  const step = describeStep(family.machine, i)
  family.at = { track, position: i + 1 }
  if (track.kept.size >= MAX_KEPT_STEPS) track.kept.delete(track.kept.keys().next().value ?? -1)
  track.kept.set(i, step)
  return step
}

/** Makes the next step of a machine that nobody goes back in, with its events; null at the end of the run. */
export function traceNext(machine: Machine, index: number): TraceStep | null {
  return machine.state.ended ? null : describeStep(machine, index)
}

/** Makes the step that the machine stands before, with its events. */
function describeStep(machine: Machine, index: number): TraceStep {
  const { state } = machine
  const events: TraceEvent[] = []
  const watches = state.live.map((i) => beginWatch(machine, taskAt(machine, i)))
  const visibles = state.visibles
  machine.events = events
  makeStep(machine)
  machine.events = null
  const task = taskAt(machine, machine.lastTask)
  const before = watches.find((watch) => watch.task === task.index)
  if (before) finishWatch(machine, task, before, events)
  const isOver = task.state !== 'runnable' || state.ended !== null
  const endsLine = isOver || before?.line !== task.shownLine
  return {
    index,
    task: task.index,
    tid: task.tid,
    pid: task.pid,
    core: machine.lastCore,
    file: before?.file ?? -1,
    line: before?.lineNumber ?? 0,
    time: state.now,
    visible: state.visibles > visibles ? 1 : 0,
    endsLine,
    events,
  }
}

// ---- going to a place

/** Brings the machine to where `position` steps of a track have been made. */
function seek(family: Family, track: Track, position: number): void {
  if (position < track.from && track.parent) {
    seek(family, track.parent, position)
    return
  }
  const { machine } = family
  if (track.snapshots.length === 0) rebuild(family, track)
  const start = track.snapshots.filter((kept) => kept.position <= position).pop()
  const here = family.at?.track === track ? family.at.position : -1
  if (start && (here > position || here < start.position)) {
    restoreMachine(machine, start.snapshot)
    family.at = { track, position: start.position }
  }
  for (let at = family.at?.position ?? 0; at < position; at++) makeStep(machine)
  family.at = { track, position }
}

/** A track whose snapshots were given up begins again at the choice that made it. */
function rebuild(family: Family, track: Track): void {
  if (!track.parent) throw new Error('record: the first recording always keeps its beginning')
  seek(family, track.parent, track.from)
  chooseNext(family.machine, track.chosen, Infinity, track.waiter)
  family.at = { track, position: track.from }
  keepSnapshot(family, track, track.from)
}

function addTrack(family: Family, track: Track): void {
  family.tracks.push(track)
  if (family.tracks.length <= MAX_TRACKS) return
  const [oldest] = family.tracks.splice(1, 1)
  for (const { snapshot } of oldest?.snapshots ?? []) releaseMachine(family.machine, snapshot)
  if (oldest) oldest.snapshots = []
}

function keepSnapshot(family: Family, track: Track, position: number): void {
  const { machine } = family
  if (storageLeft(machine.memory) < 0) thinOut(machine, track)
  const isFirst = track.snapshots.length === 0
  if (!isFirst && storageLeft(machine.memory) < 0) return
  track.snapshots.push({ position, snapshot: snapshotMachine(machine) })
  if (track.snapshots.length > MAX_SNAPSHOTS) thinOut(machine, track)
}

/** Drops every other snapshot of a track but its first; from now on they are twice as far apart. */
function thinOut(machine: Machine, track: Track): void {
  track.distance *= 2
  track.snapshots = track.snapshots.filter((kept) => {
    const stays = (kept.position - track.from) % track.distance === 0
    if (!stays) releaseMachine(machine, kept.snapshot)
    return stays
  })
}
