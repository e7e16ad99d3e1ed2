/** The engine's door: all of it. A page that wants to load less comes in by core.ts. */
import { complete } from './core'
import { REST } from './rest'

complete(REST)

export type { Diagnostic, DiagnosticCode, Hint } from './compiler/diagnostic'
export { DIAGNOSTIC_CODES, formatGcc } from './compiler/format-gcc'
export type { Compiled, World } from './core'
export { boot, compile, engineVersion, record, replay, run } from './core'
export type { Config, Limits, PartialConfig, PolicyName } from './kernel/config'
export { completeConfig, DEFAULT_CONFIG, POLICIES } from './kernel/config'
export type { Machine } from './kernel/machine'
export { outputSince } from './kernel/output'
export { traceNext } from './kernel/record'
export type { Metrics, Recording, RunResult, TaskMetrics } from './kernel/result'
export { metricsOf, resultOf, runFor } from './kernel/run'
export { decodeSchedule, taskLetter } from './kernel/schedule'
export { type MachineSnapshot, releaseMachine, restoreMachine, snapshotMachine } from './kernel/snapshot'
export type {
  BlockReason,
  LimitKind,
  Pid,
  Place,
  SegmentKind,
  Tid,
  TraceEvent,
  TraceStep,
} from './kernel/trace'
export type {
  ChannelView,
  DescriptorView,
  EndReason,
  FrameView,
  MachineView,
  PageView,
  ProcessView,
  SegmentView,
  TaskView,
  ValueView,
} from './kernel/view'
export type { Program, SourceFile } from './vm/program'
