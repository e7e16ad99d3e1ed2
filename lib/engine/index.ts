/** The engine's door: all of it. A page that wants to load less comes in by core.ts. */
import { complete } from './core'
import { REST } from './rest'

complete(REST)

export type { Diagnostic, DiagnosticCode } from './compiler/text/diagnostic'
export { DIAGNOSTIC_CODES, formatGcc } from './compiler/text/gcc-format'
export type { Hint, Mend } from './compiler/text/mend'
export type { Compiled, World } from './core'
export { boot, compile, record, recordTelling } from './core'
export type { BootWith } from './explore/boot-with'
export type { Crew } from './explore/crew'
export type { Deed } from './explore/deed'
export type {
  Exploration,
  ExplorationRun,
  ExploreOptions,
  MemoryModel,
  ProgramDeadlock,
  ProgramOutcome,
  ProgramRace,
  Stories,
  Wakes,
} from './explore/program'
export { explore } from './explore/program'
export type { RaceStory } from './explore/race-story'
export type { MapEdge, MapEnd, MapMove, MapState, StateMap } from './explore/state-map'
export { mapStates, scheduleOfMoves } from './explore/state-map'
export type { SourceLine, Story, StoryStep } from './explore/story'
export { traceNext } from './kernel/run/record'
export { resultOf } from './kernel/run/result'
export { metricsOf, runFor } from './kernel/run/run'
export { decodeSchedule } from './kernel/run/schedule'
export type { Config, Limits, PartialConfig, PolicyName } from './kernel/state/config'
export { completeConfig, DEFAULT_CONFIG, POLICIES } from './kernel/state/config'
export type { Machine } from './kernel/state/machine'
export { outputSince } from './kernel/state/output'
export type { Metrics, Recording, RunOutcome, RunResult, TaskMetrics } from './kernel/state/result'
export type { Scope, ScopeVariable } from './kernel/state/scope'
export {
  type MachineSnapshot,
  releaseMachine,
  restoreMachine,
  snapshotMachine,
} from './kernel/state/snapshot'
export type {
  BlockReason,
  LimitKind,
  MemoryPlace,
  Pid,
  SegmentKind,
  Tid,
  TraceEvent,
  TraceStep,
} from './kernel/state/trace'
export type {
  ChannelView,
  DescriptorView,
  EndReason,
  FrameView,
  InodeView,
  MachineView,
  Mail,
  OpenFileView,
  PageView,
  ProcessView,
  SegmentView,
  SyncView,
  TaskView,
  ValueView,
} from './kernel/state/view'
export { replay, run } from './run'
export { engineVersion } from './version'
export { createMemory } from './vm/frame'
export type { Program, SourceFile, TypeInfo } from './vm/program'
