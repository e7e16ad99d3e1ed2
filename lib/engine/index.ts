/** The engine's only door. */
export type { Config, Limits, PartialConfig, PolicyName } from './kernel/config'
export { completeConfig, DEFAULT_CONFIG, POLICIES } from './kernel/config'
export type { Metrics, Recording, RunResult, TaskMetrics } from './kernel/result'
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
