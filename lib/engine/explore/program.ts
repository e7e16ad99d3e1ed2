/** All that a program can do: every order of its tasks' visible operations, looked at. */

import { encodeSchedule } from '../kernel/run/schedule'
import type { PartialConfig } from '../kernel/state/config'
import type { Machine } from '../kernel/state/machine'
import type { Memory } from '../vm/frame'
import type { BootWith } from './boot-with'
import { contendedSearch, contestOf } from './contest'
import { type Crew, crewOf } from './crew'
import { countExecutions } from './execution'
import { type Graph, moveOf } from './graph'
import { type MachineModel, machineModel, readEnding } from './machine-model'
import type { Wakes } from './machine-pending'
import type { Misuse } from './misuse'
import type { Move } from './model'
import { type Race, type Races, racesOf } from './race'
import { type RaceStory, raceStory } from './race-story'
import { type Misused, type Report, reportOf, type Shown } from './report'
import { type Bounds, beginSearch, endSearch, type Search } from './search'
import { sharedNames } from './shared-name'
import { storeBufferModel } from './store-buffer'
import { pathStep, type Story, storyOf } from './story'
import type { StuckTask } from './stuck'
import type { TaskNumbers } from './task-number'
import { shortestEnds, type ToldEnd } from './whole-graph'
import { isReplayed, machineAfter, type Written, written } from './witness-run'

export type ProgramOutcome = {
  readonly stdout: string
  readonly stderr: string
  /** The program's own exit status, or 128 + the signal that ended it. */
  readonly status: number
  /** A schedule that shows it, with the fewest switches between tasks that was found, and how many those are; null where no replay
   *  shows it. */
  readonly schedule: string | null
  readonly switches: number
  /** Visible operations of the schedule, and after how many of them nothing else could come any more; -1: not known. */
  readonly length: number
  readonly turned: number
}

/** A run in which all tasks wait for ever, and for what. */
export type ProgramDeadlock = ProgramOutcome & { readonly tasks: readonly StuckTask[] }

/** Two accesses of two tasks that nothing orders, at least one of them a write, at least one of them plain. */
export type ProgramRace = {
  /** What they touch, in the words of the source. */
  readonly location: string
  readonly accesses: readonly ProgramAccess[]
  /** A schedule that ends with the second of them, where its task knows nothing of the first. */
  readonly schedule: string
}

/** A call whose effect is undefined; it was explored as glibc does it. */
export type ProgramMisuse = Misuse & {
  readonly file: string
  readonly line: number
  readonly tid: number
  /** A schedule that ends with it; null where no replay shows it. */
  readonly schedule: string | null
}

export type ProgramAccess = {
  readonly file: string
  readonly line: number
  readonly tid: number
  readonly write: boolean
}

export type Exploration = {
  /** With what a schedule of it is played. */
  readonly config: typeof ASKED
  /** Every order was looked at; what is not told cannot happen. */
  readonly complete: boolean
  /** The bound that cut it, or null. `races`: outcomes are all there, but not all races. */
  readonly cut: Report['cut'] | 'races'
  readonly states: number
  /** About as many bytes as were kept of them: at most `STATE_BYTES` (search.ts) for each that was allowed. What is known of turns
   *  (known-turn.ts) comes on top, and has a bound of its own. */
  readonly bytes: number
  readonly wakes: Wakes
  /** Runs that differ in more than the order of independent steps; null: without end, or too many to count. */
  readonly executions: number | null
  readonly outcomes: readonly ProgramOutcome[]
  readonly deadlocks: readonly ProgramDeadlock[]
  readonly races: readonly ProgramRace[]
  /** Calls whose effect C leaves undefined, each place once. */
  readonly misuses: readonly ProgramMisuse[]
  /** A state from which no end can be reached any more, with a schedule to it, where a replay shows it; null: there is none, or
   *  nobody knows. */
  readonly endless: { readonly schedule: string | null } | null
  /** Who does the work, as far as was seen. */
  readonly crew: Crew
  /** Some of what the library does in its local work is an operation (contest.ts): such a program has no map of states. */
  readonly contested: boolean
}

export type { Wakes }

/** Sequential consistency, or the store buffers of an x86 (store-buffer.ts). */
export type MemoryModel = 'sc' | 'tso'

export type ExploreOptions = {
  /** With store buffers every task goes on in every state. */
  readonly memoryModel?: MemoryModel
  /** `in order` if nothing is said. */
  readonly wakes?: Wakes
  /** Whoever waits on a condition variable may wake without a signal. No replay does that: there are no schedules. */
  readonly spurious?: boolean
}

export type ExplorationRun = {
  /** Goes on for so many steps. True: it is done. */
  readonly advance: (steps: number) => boolean
  readonly states: () => number
  readonly outcomes: () => number
  /** What was found, whether it is done or not. */
  readonly result: () => Exploration
  /** How it comes about, told step by step; of the first races and ends. */
  readonly stories: () => Stories
}

export type Stories = {
  /** In the order of the races. */
  readonly races: readonly RaceStory[]
  /** In the order of the outcomes, then of the deadlocks. */
  readonly ends: readonly Story[]
}

/** How a schedule of an outcome is played: one core, and another choice after every operation, so that it says just which
 *  task goes next. */
const ASKED = { cores: 1, policy: 'rr', quantum: 1, seed: 0 } as const satisfies PartialConfig

/** Races and ends that are told step by step, and steps of one path at most. */
const STORIES = 12
const STORY_STEPS = 400

/** A search that begins, and the machines that are booted for it and for what is told of it. */
function beginLook(
  bootWith: BootWith,
  bounds: Bounds,
  { memoryModel = 'sc', wakes = 'in order', spurious = false }: ExploreOptions,
) {
  const isBuffered = memoryModel === 'tso'
  const isPlayed = !isBuffered && !spurious
  const contest = isBuffered ? null : contestOf()
  // Of the machines that are booted each is over before the next one.
  let spare: Memory | null = null
  const boot = () => {
    const next = bootWith(ASKED, spare)
    next.shared = contest
    spare = next.memory
    return next
  }
  const tried = contendedSearch(contest, bounds, (left) => {
    const machine = boot()
    const explored = machineModel(machine, wakes, spurious, isPlayed ? undefined : Infinity)
    const model = isBuffered ? storeBufferModel(machine, explored) : explored.model
    const search = beginSearch(model, left, isBuffered)
    let raced: Races | null = null
    const races = () => {
      raced ??= racesOf(search.graph)
      return raced
    }
    return { search, explored, races, close: explored.close }
  })
  let isClosed = false
  /** The search that counts, over: its machine is free for the next ones. */
  const ended = () => {
    const last = tried.last()
    if (!last.search.done) endSearch(last.search)
    if (!isClosed) last.close()
    isClosed = true
    return last
  }
  return { wakes, isPlayed, boot, tried, ended, isFine: () => contest?.isAny() === true }
}

/** Looks at every order, a part at a time: of orders that differ only in independent steps, at one (search.ts). */
export function explore(bootWith: BootWith, bounds: Bounds, options: ExploreOptions = {}): ExplorationRun {
  const { wakes, isPlayed, boot, tried, ended, isFine } = beginLook(bootWith, bounds, options)
  let known: Exploration | null = null
  const races = () => ended().races()
  let reported: Reported | null = null
  const report = () => {
    if (reported) return reported
    const { search, explored } = ended()
    const all = reportOf(search)
    const ends = shortestEnds(all, search.graph, explored.numbers, () => machineModel(boot(), wakes))
    reported = { report: all, ends }
    return reported
  }
  const found = ({ search, explored }: ReturnType<typeof ended>) =>
    isPlayed
      ? resultOf(search, explored, boot, report(), races(), isFine())
      : resultUnplayed(search, explored, boot)
  return {
    advance: tried.advance,
    states: () => tried.last().search.graph.head.length,
    outcomes: () => tried.last().search.graph.endings.length,
    result() {
      known ??= { ...found(ended()), wakes }
      return known
    },
    stories() {
      if (!isPlayed) return { races: [], ends: [] }
      const { search, explored } = ended()
      return storiesOf(search, explored, boot, report(), races())
    },
  }
}

/** What was found, and how each end comes about with the fewest switches. */
type Reported = {
  readonly report: Report
  readonly ends: { readonly outcomes: readonly ToldEnd[]; readonly deadlocks: readonly ToldEnd[] }
}

function storiesOf(
  { graph }: Search,
  { numbers }: MachineModel,
  boot: () => Machine,
  { ends: { outcomes, deadlocks } }: Reported,
  { races }: Races,
): Stories {
  const names = sharedNames(graph.operations)
  return {
    races: races.slice(0, STORIES).map((race) => raceStory(graph, race, numbers, boot)),
    ends: [...outcomes, ...deadlocks].slice(0, STORIES).map(({ witness, graph, numbers }) => {
      const path = witness.edges.slice(0, STORY_STEPS).map((edge) => pathStep(graph, edge))
      return storyOf(boot(), numbers, path, names)
    }),
  }
}

/** All but what it was asked. */
type Found = Omit<Exploration, 'wakes'>

/** @param isFine some accesses of the library are operations, which a schedule tells only with all local work */
function resultOf(
  search: Search,
  { numbers }: MachineModel,
  boot: () => Machine,
  { report, ends }: Reported,
  { races, complete }: Races,
  isFine: boolean,
): Found {
  const { graph } = search
  const endings = [...ends.outcomes, ...ends.deadlocks]
  const brief = new Map(endings.map((end) => [end, written(end, end.numbers, boot, false)]))
  const isExact = isFine || !endings.every((end) => isReplayed(end, brief.get(end) as Written, boot))
  const exactly = (end: ToldEnd): WitnessRun => {
    const exact = written(end, end.numbers, boot, true)
    return { ...exact, schedule: isReplayed(end, exact, boot) ? exact.schedule : null }
  }
  const writtenOf = (end: ToldEnd): WitnessRun => (!isExact && brief.get(end)) || exactly(end)
  const write: Writer = (moves) => machineAfter(moves, numbers, boot, isExact)
  const whole = report.complete && graph.endings.every(({ kind }) => kind !== 'cut')
  return {
    config: ASKED,
    complete: whole && complete,
    cut: report.cut ?? (complete ? null : 'races'),
    states: report.states,
    bytes: report.bytes,
    executions: whole ? countExecutions(graph) : null,
    outcomes: ends.outcomes.map((one) => outcomeOf(one, writtenOf(one))),
    deadlocks: ends.deadlocks.map((one) => ({
      ...outcomeOf(one, writtenOf(one)),
      tasks: writtenOf(one).stuck,
    })),
    races: races.map((race) => raceOf(race, graph, numbers, write)),
    misuses: report.misuses.map((one) => misuseOf(one, boot, numbers, encodeSchedule(write(one.moves)))),
    endless: report.endless && { schedule: encodeSchedule(write(report.endless.moves)) },
    crew: crewOf(graph),
    contested: isFine,
  }
}

/**
 * What can come out where cores have store buffers, or waiters wake without a signal. A replay knows neither, so no schedule
 * shows it; races and executions are told without them.
 */
function resultUnplayed(search: Search, { numbers }: MachineModel, boot: () => Machine): Found {
  const report = reportOf(search)
  const told = ({ ending, witness, turned }: Shown): ProgramOutcome => {
    const { moves, switches } = witness
    return { ...readEnding(ending), schedule: null, switches, length: moves.length, turned }
  }
  return {
    config: ASKED,
    complete: report.complete && search.graph.endings.every(({ kind }) => kind !== 'cut'),
    cut: report.cut,
    states: report.states,
    bytes: report.bytes,
    executions: null,
    outcomes: report.outcomes.map(told),
    deadlocks: report.deadlocks.map((one) => ({ ...told(one), tasks: [] })),
    races: [],
    misuses: report.misuses.map((one) => misuseOf(one, boot, numbers, null)),
    endless: report.endless && { schedule: null },
    crew: crewOf(search.graph),
    contested: false,
  }
}

/** Makes a machine that has taken a path. */
type Writer = (moves: readonly Move[]) => Machine

/** What is told of a witness; no schedule where no replay shows it. */
type WitnessRun = Omit<Written, 'schedule'> & Pick<ProgramOutcome, 'schedule'>

function outcomeOf({ ending, witness }: Shown, { schedule, length, turned }: WitnessRun): ProgramOutcome {
  return { ...readEnding(ending), schedule, switches: witness.switches, length, turned }
}

function raceOf(
  { location, accesses, path }: Race,
  graph: Graph,
  { tids }: TaskNumbers,
  write: Writer,
): ProgramRace {
  const machine = write(path.map((edge) => moveOf(graph, edge)))
  const files = machine.programs[0]?.program.files ?? []
  return {
    location,
    accesses: accesses.map(({ file, line, task, write: writes }) => ({
      file: files[file]?.name ?? '',
      line,
      tid: tids[task] ?? 0,
      write: writes,
    })),
    schedule: encodeSchedule(machine),
  }
}

function misuseOf(
  { operation, misuse }: Misused,
  boot: () => Machine,
  { tids }: TaskNumbers,
  schedule: string | null,
): ProgramMisuse {
  const { file, line, task } = operation
  const files = boot().programs[0]?.program.files ?? []
  return { ...misuse, file: files[file]?.name ?? '', line, tid: tids[task] ?? 0, schedule }
}
