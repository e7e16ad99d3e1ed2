import type { MachineView, ProcessView, SegmentView, ValueView } from '@/lib/engine'
import { type Crowd, fewProcesses, grouped, keptTasks } from '@/lib/player/crowd'
import type { Frame } from '@/lib/player/frame'
import { isPlain } from '@/lib/player/fresh'
import { fill } from '../_ui/fill'
import { TaskChip, taskClass } from '../_ui/task-chip'
import { ChipCrowd } from './chip-crowd'
import type { Labels } from './label'
import { lookOf } from './look'
import { allFaultWords, faultWords, frameWords, isTogether, ownerWords, togetherWords } from './memory-word'
import { segmentWord } from './segment-word'
import { shortValue, shownValue } from './short-value'
import { hex } from './task-panel'

/** The address space of every process, high addresses on top. One border: private; two: shared. */
export function MemoryPanel({ frame, labels }: { frame: Frame; labels: Labels }) {
  const kept = keptTasks(frame)
  const { view, folded } = fewProcesses(frame.shown, kept)
  const processes = view.processes.filter((p) => p.state === 'alive')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="sim-memory" aria-label={labels.memory} tabIndex={0}>
      {processes.map((process) => (
        <div key={process.pid} className="sim-space">
          <h4>
            {processes.length === 1 ? labels.oneAddressSpace : fill(labels.process, { pid: process.pid })}
            <small title={allFaultWords(process, frame, labels)}>{faultWords(process, frame, labels)}</small>
          </h4>
          <ol>
            {rows(process, kept).map(({ first, all }, row, { [row - 1]: above }) =>
              all.length > 1 ? (
                <Stacks key={first.start} stacks={all} view={view} labels={labels} />
              ) : (
                <Segment
                  key={first.start}
                  segment={first}
                  isApart={above !== undefined && (above.all.at(-1) ?? above.first).start > first.end}
                  process={process}
                  frame={frame}
                  several={processes.length > 1}
                  isSameProgram={processes.filter((p) => p.name === process.name).length > 1}
                  labels={labels}
                />
              ),
            )}
          </ol>
          <Tag words={togetherWords(process, view, labels)} />
        </div>
      ))}
      {folded > 0 && <p className="sim-folded">+ {fill(labels.moreProcesses, { n: folded })}</p>}
      <p className="sim-folded sim-legend">{labels.notToScale}</p>
    </section>
  )
}

/** A line, where there is something to say. */
function Tag({ words }: { words: string | null }) {
  return words !== null && <p className="sim-tag">{words}</p>
}

/** Stacks of threads that have a box each. */
const MOST_STACKS = 8
/** Values of a segment that are shown. */
const MOST_VALUES = 8

/** What a reader needs to see, highest address first; empty mappings of the library stay out. Of too many stacks those of
 *  tasks that are not kept are one. */
function rows(process: ProcessView, kept: ReadonlySet<number>): Crowd<SegmentView>[] {
  const shown = [...process.segments]
    .reverse()
    .filter((s) => s.kind !== 'none' && !(s.kind === 'bss' && s.values.length === 0))
  const first = shown.find(({ task }) => task !== null)?.task
  const isMany = shown.filter(({ task }) => task !== null).length > MOST_STACKS
  return grouped(shown, ({ task, start }) =>
    isMany && task !== null && !kept.has(task) && task !== first ? 'stacks' : `one ${start}`,
  )
}

/** Stacks of tasks that do nothing now. */
function Stacks(props: { stacks: readonly SegmentView[]; view: MachineView; labels: Labels }) {
  const { stacks, view, labels } = props
  return (
    <li className="sim-segment seg-stack">
      <span className="sim-address">{hex(stacks[0]?.end ?? 0)}</span>
      <div className="sim-segment-box">
        <p className="sim-segment-title">
          <b>
            {labels.stack} × {stacks.length}
          </b>
        </p>
        <ChipCrowd
          tasks={stacks.flatMap(({ task }) => task ?? [])}
          look={(task) => lookOf(view.tasks[task])}
          labels={labels}
        />
      </div>
    </li>
  )
}

function Segment(props: {
  segment: SegmentView
  /** Nothing is mapped between it and what stands above it. */
  isApart: boolean
  process: ProcessView
  frame: Frame
  several: boolean
  /** Another process runs the same program. */
  isSameProgram: boolean
  labels: Labels
}) {
  const { segment, isApart, process, frame, labels } = props
  const owners = frame.shown.tasks.filter((t) => t.pid === process.pid && t.state !== 'gone')
  const own = segment.task !== null
  const values = own ? localsOf(frame.shown, segment.task ?? 0) : segment.values
  const together = isTogether(segment, owners)
  const tone = own ? `own ${taskClass(segment.task ?? 0)}` : together ? 'together' : ''
  return (
    <li className={`sim-segment seg-${segment.kind} ${tone} ${isApart ? 'apart' : ''}`}>
      <span className="sim-address">{hex(segment.end)}</span>
      <div className="sim-segment-box">
        <p className="sim-segment-title">
          {own && <TaskChip index={segment.task ?? 0} size={16} />}
          <b>{segmentWord(segment.kind, labels)}</b>
          <span>{ownerWords(segment, owners, props.several, labels)}</span>
        </p>
        {values.slice(0, MOST_VALUES).map((value) => (
          <Value
            key={`${value.name} ${value.address}`}
            value={value}
            was={was(frame, process, value)}
            labels={labels}
          />
        ))}
        {values.length > MOST_VALUES && (
          <p className="sim-tag">+ {fill(labels.moreValues, { n: values.length - MOST_VALUES })}</p>
        )}
        <Tag words={frameWords(segment, props.isSameProgram, labels)} />
      </div>
    </li>
  )
}

/** What lies on a task's stack under names of the program, innermost call first. */
export function localsOf(view: MachineView, task: number): ValueView[] {
  const calls = view.tasks[task]?.stack.filter(({ isLibrary }) => !isLibrary) ?? []
  return calls.flatMap(({ locals }) => locals)
}

function was(frame: Frame, process: ProcessView, value: ValueView): string | null {
  return frame.changed[`${process.pid}:${value.address}`] ?? null
}

function Value({ value, was, labels }: { value: ValueView; was: string | null; labels: Labels }) {
  const shown = value.text === undefined ? shownValue(value) : shortValue(value.text)
  // What the allocator keeps in a block that has been given back is nothing that the program wrote.
  if (value.isFreed)
    return (
      <p className="sim-value freed">
        <code>{value.name}</code>
        <span>{labels.freed}</span>
      </p>
    )
  return (
    <p className="sim-value">
      <code>{value.name}</code>
      <span>
        {was !== null && isPlain(value) && (
          <s>
            <span className="visually-hidden">{labels.was} </span>
            {was}
          </s>
        )}
        {was === null ? <code>{shown}</code> : <mark className="sim-mark">{shown}</mark>}
      </span>
    </p>
  )
}
