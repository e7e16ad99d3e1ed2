import type { MachineView, TraceStep } from '@/lib/engine'
import { isSpent } from '@/lib/engine/core'
import { type BadAddress, badAddressOf } from './bad-address'
import { type Family, familyOf } from './family'
import { jumpsOf } from './jump'
import { type KernelPath, kernelPathOf } from './kernel-path'
import { type LostOrder, lostOrderOf } from './lost-order'
import { type Session, stepsBetween } from './session'
import { type Spent, spentOf } from './spent'
import { markOf, type StepMark } from './step-mark'
import { isMoment } from './stop'
import { type TaskTimes, taskTimesOf } from './task-time'
import { type TerminalTalk, terminalTalkOf } from './terminal'

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
  /** Where a program has several files: the one that the line is of, by index. */
  readonly files?: readonly number[]
  /** What the step did in one word, for the timeline. */
  readonly marks: readonly StepMark[]
  /** Whether something happened that a reader would go to: a task began, ended, waited, a page was copied. */
  readonly moments: readonly boolean[]
  /** The run was cut here, and where its steps had gone; null: it was not. */
  readonly cut: Spent | null
  /** It was cut because from here on the same steps are repeated for ever. */
  readonly isEndless?: boolean
  /** Where it is in another order than was asked for. */
  readonly lostOrder?: LostOrder
  /** How it ended; null where it was cut. */
  readonly end: RunEnd | null
  /** Where memory is shown: the access that ended a process. */
  readonly badAddress?: BadAddress
  readonly coreCount: number
  readonly names: readonly string[]
  /** Where `tree` and `kernel` are shown. */
  readonly family?: Family
  readonly kernel?: KernelPath
  /** Where `channels` is shown: most channels and files that there are at a time. */
  readonly objects?: number
  /** Beside it: processes that there ever are. */
  readonly processes?: number
  /** Where standard input is a terminal. */
  readonly terminal?: TerminalTalk
  /** Where `queue` is shown: with the policy and the quantum that were asked for. */
  readonly times?: TaskTimes & { readonly policy: string | null; readonly quantum: number | null }
}

/** `signal`: what ended the first process, by name; else null. */
export type RunEnd = NonNullable<MachineView['ended']> & { readonly signal: string | null }

/** Outline of the whole run. */
export function shapeOf(session: Session): RunShape {
  const { parts, config } = session.input
  const spans = session.stops.slice(1).map((end, i) => stepsBetween(session, session.stops[i] ?? 0, end))
  const isJump = jumpsOf(session.input.files)
  const last = spans.map((steps, i) => lastOf(session, steps, i + 1))
  const end = session.recording.view(session.recording.length)
  const lost = lostOrderOf(session.input, session.recording)
  const bad = parts.includes('memory') ? badAddressOf(session) : null
  return {
    length: spans.length,
    tasks: last.map((s) => s?.task ?? 0),
    cores: last.map((s) => s?.core ?? 0),
    held: heldCores(session, spans),
    lines: spans.map((steps, i) => (session.computed[i + 1] ? (last[i]?.line ?? 0) : lineOf(steps, isJump))),
    ...(session.input.files.length > 1 && { files: spans.map((steps, i) => fileOf(steps, last[i])) }),
    marks: spans.map((steps, i) => (session.computed[i + 1] ? 'local' : markOf(steps))),
    moments: spans.map((steps) => steps.some(isMoment)),
    cut: end.ended === null || isSpent(end.ended) ? spentOf(session.recording) : null,
    ...(session.recording.isEndless && { isEndless: true }),
    ...(lost && { lostOrder: lost }),
    ...(bad && { badAddress: bad }),
    end: end.ended && !isSpent(end.ended) ? { ...end.ended, signal: signalOf(session, end.ended) } : null,
    coreCount: end.cores.length,
    names: end.tasks.map((t) => t.name),
    ...(parts.includes('tree') && { family: familyOf(session.recording, session.stops) }),
    ...(parts.includes('kernel') && { kernel: kernelPathOf(session.recording, session.stops) }),
    ...(parts.includes('channels') && {
      objects: mostObjects(session, spans),
      processes: new Set(end.tasks.map(({ pid }) => pid)).size,
    }),
    ...(config.tty && { terminal: terminalTalkOf(session) }),
    ...(parts.includes('queue') && {
      times: {
        ...taskTimesOf(session.recording),
        policy: config.policy ?? null,
        quantum: config.quantum ?? null,
      },
    }),
  }
}

/** The signal that a status above 128 speaks of, as the trace named it. */
function signalOf(
  { recording }: Session,
  { reason, status }: NonNullable<MachineView['ended']>,
): string | null {
  if (reason !== 'signalled') return null
  for (let i = recording.length - 1; i >= 0; i--)
    for (const event of recording.step(i).events)
      if (event.kind === 'signal' && event.signal === status - 128) return event.name
  return null
}

/** Looks at the machine that are made for it at most. */
const LOOKS = 40

/** Channels and files come and go by system calls alone. */
function mostObjects({ recording, stops }: Session, spans: readonly (readonly TraceStep[])[]): number {
  const counts = spans
    .flatMap((steps, i) =>
      steps.some(({ events }) => events.some(({ kind }) => kind === 'syscall')) ? [stops[i + 1] ?? 0] : [],
    )
    .slice(0, LOOKS)
    .map((stop) => recording.view(stop))
    .map(({ channels, inodes }) => channels.length + inodes.length)
  return Math.max(0, ...counts)
}

/** The line that was run last, but for one that only said where to go on. */
function lineOf(steps: readonly TraceStep[], isJump: (file: number, line: number) => boolean): number {
  const own = steps.filter(({ file }) => file >= 0)
  return (own.findLast(({ file, line }) => !isJump(file, line)) ?? own.at(-1))?.line ?? 0
}

/** 0 where none of the program's lines was run. */
function fileOf(steps: readonly TraceStep[], shown: TraceStep | undefined): number {
  return Math.max(0, steps.findLast((s) => s.file >= 0)?.file ?? shown?.file ?? 0)
}

/** The step that a position shows; where only a value is computed, that of the write that it is for. */
function lastOf(session: Session, steps: readonly TraceStep[], position: number): TraceStep | undefined {
  const update = session.computed[position]
  return update ? session.recording.step(update.wroteAt) : steps.at(-1)
}

/** What the cores held during each span of steps: the first picture's, as changed by every switch since. A task
 *  that only stays on its core while another takes the step is held too: that is what parallel looks like. One that
 *  waits or has ended leaves its core idle, without a switch, until another comes. */
function heldCores(session: Session, spans: readonly (readonly TraceStep[])[]): (number | null)[][] {
  let now = [...session.recording.view(session.stops[0] ?? 0).cores]
  return spans.map((steps, i) => {
    const during = [...now]
    const update = session.computed[i + 1]
    if (update) put(during, session.recording.step(update.wroteAt).core, update.task)
    let someEnded = false
    for (const step of steps) {
      put(now, step.core, step.task)
      put(during, step.core, step.task)
      for (const event of step.events) {
        if (event.kind === 'switch') {
          put(now, event.core, event.to)
          if (event.to !== null) put(during, event.core, event.to)
        }
        if (event.kind === 'block') now[step.core] = null
        someEnded ||= event.kind === 'exit' || event.kind === 'signal'
      }
    }
    // An exit or a signal may take tasks off other cores as well: only the machine knows which.
    if (someEnded) now = [...session.recording.view(session.stops[i + 1] ?? 0).cores]
    return during
  })
}

/** Gives a core to a task, which leaves the one that it had: no task is on two. */
function put(cores: (number | null)[], core: number, task: number | null): void {
  for (let other = 0; other < cores.length; other++)
    if (task !== null && cores[other] === task) cores[other] = null
  cores[core] = task
}
