import type { MachineView, PartialConfig, TraceStep } from '@/lib/engine'
import type { Narration } from '@/lib/i18n/narration'
import type { Closing } from './closing'
import type { PageCopy } from './copy'
import type { Temporary } from './update'

/** How far one press of "next" goes: to the next line of the source, or over one visible operation. */
export type Grain = 'line' | 'operation'

/** What a figure is opened with: the triple, and how it is to be shown. Plain data; it crosses a worker. */
export type RunInput = {
  readonly files: readonly { readonly name: string; readonly text: string }[]
  readonly config: PartialConfig
  readonly schedule: string
  readonly grain: Grain
  readonly locale: 'ko' | 'en'
}

/** The whole run in outline: what strip and timeline draw. Arrays have one entry for each position from 1. */
export type RunShape = {
  /** Positions are 0 (before the first step) to `length`. */
  readonly length: number
  readonly tasks: readonly number[]
  readonly cores: readonly number[]
  /** Which task each core held during the step, null where it was idle. */
  readonly held: readonly (readonly (number | null)[])[]
  /** Source line that was run, 0 when it was not of the learner's file. */
  readonly lines: readonly number[]
  /** What the step did in one word, for the timeline. */
  readonly marks: readonly StepMark[]
  /** Whether something happened that a reader would go to: a task began, ended, waited, a page was copied. */
  readonly moments: readonly boolean[]
  /** The run was cut here; more would follow. */
  readonly cut: boolean
  readonly coreCount: number
  readonly names: readonly string[]
}

export type StepMark = 'local' | 'load' | 'store' | 'call' | 'syscall' | 'block' | 'fault' | 'exit'

/** Everything to draw at one position. */
export type Frame = {
  readonly position: number
  readonly view: MachineView
  /** What to draw: the machine now; at the end, when every task and its memory are gone, what they left behind: the
   *  memory of the moment before, with tasks that have ended. */
  readonly shown: MachineView
  /** `shown` is what was left behind. */
  readonly isLeft: boolean
  /** The steps of the trace between the previous position and this one, last one first to be told. */
  readonly steps: readonly TraceStep[]
  readonly narration: readonly Narration[]
  /** Addresses whose value was changed by this step, as `pid:address`, with the value before. */
  readonly changed: Readonly<Record<string, string>>
  /** Values that tasks have read and not written back yet. */
  readonly temporaries: readonly Temporary[]
  /** Descriptors that were closed so far. */
  readonly closings: readonly Closing[]
  /** Pages that were copied so far, and how many steps of the trace had been made at the picture before. */
  readonly copies: readonly PageCopy[]
  readonly since: number
  /** Tasks that may run next, by index. */
  readonly choices: readonly number[]
  /** The schedule that leads here. */
  readonly schedule: string
}
