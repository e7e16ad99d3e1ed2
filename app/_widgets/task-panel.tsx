import type { MachineView, TaskView } from '@/lib/engine'
import { taskLetter } from '@/lib/engine/task-letter'
import { crowdOf, foldTasks, keptTasks } from '@/lib/player/crowd'
import type { Frame } from '@/lib/player/frame'
import { ownStack } from '@/lib/player/own-stack'
import { fill } from '../_ui/fill'
import { TaskChip, taskClass } from '../_ui/task-chip'
import { ChipCrowd } from './chip-crowd'
import { type Blocked, type Labels, stateWord, waitedTasks } from './label'
import { lookOf } from './look'
import { shownValue } from './short-value'

/** Each task with its program counter, registers and stack. */
export function TaskPanel({
  frame,
  before,
  labels,
}: {
  frame: Frame
  before: MachineView | null
  labels: Labels
}) {
  const tasks = frame.shown.tasks.filter((t) => t.state !== 'gone')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="sim-tasks" aria-label={labels.tasks} tabIndex={0}>
      {foldTasks(tasks, keptTasks(frame)).map(({ first: task, all }) =>
        all.length > 1 ? (
          <TaskCrowd key={crowdOf(task)} tasks={all} view={frame.shown} labels={labels} />
        ) : (
          <TaskBox
            key={task.index}
            task={task}
            frame={frame}
            old={before?.tasks.find((t) => t.index === task.index)}
            labels={labels}
          />
        ),
      )}
    </section>
  )
}

/** Tasks that are too many for a box each, all in one state. */
function TaskCrowd(props: { tasks: readonly TaskView[]; view: MachineView; labels: Labels }) {
  const { tasks, view, labels } = props
  const [first] = tasks
  return (
    <article className="sim-task">
      <header>
        <b>{fill(labels.manyTasks, { n: tasks.length })}</b>
        {first && (
          <span>
            {first.blocked
              ? fill(labels.waiting, { call: first.blocked.call })
              : stateWord(first, view, labels)}
          </span>
        )}
      </header>
      <ChipCrowd tasks={tasks.map(({ index }) => index)} look={lookOf(first)} labels={labels} />
    </article>
  )
}

function TaskBox(props: { task: TaskView; frame: Frame; old: TaskView | undefined; labels: Labels }) {
  const { task, frame, old, labels } = props
  // Who has ended stands nowhere any more.
  const stack = task.state === 'gone' || task.state === 'zombie' ? [] : ownStack(task.stack)
  return (
    <article className={`sim-task ${taskClass(task.index)}`}>
      <header>
        <TaskChip index={task.index} look={lookOf(task)} size={25} label={taskLetter(task.index)} />
        <b>{task.name}</b>
        <span>TID {task.tid}</span>
      </header>
      <StateWords task={task} view={frame.shown} labels={labels} />
      <Registers task={task} frame={frame} old={old} />
      <Temporaries frame={frame} task={task.index} labels={labels} />
      {stack.length > 0 && (
        <>
          <h4>{labels.callStack}</h4>
          <ul className="sim-stack">
            {stack.slice(0, 6).map((frame) => (
              <li key={frame.address}>
                <b>{frame.function}</b>
                <span>
                  {frame.locals.slice(0, 4).map((v) => (
                    <span key={v.name}>
                      {v.name} {shownValue(v)}
                    </span>
                  ))}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </article>
  )
}

/** Where a task is and what its registers hold. */
export function Registers({
  task,
  frame,
  old,
}: {
  task: TaskView
  frame: Frame
  old?: TaskView | undefined
}) {
  const { rip, rsp, rax } = task.registers
  // Between two calls RAX holds what no line of the source says: its place is kept.
  // What a task holds between a read and a write is told as its own value, in the words of the source.
  const holds = frame.temporaries.some((held) => held.task === task.index)
  return (
    <dl className="sim-registers">
      <Register name="RIP" value={hex(rip)} changed={old !== undefined && old.registers.rip !== rip} />
      <Register name="RSP" value={hex(rsp)} changed={old !== undefined && old.registers.rsp !== rsp} />
      {!holds && (
        <Register
          name="RAX"
          value={rax}
          changed={old !== undefined && old.registers.rax !== rax}
          isHidden={!frame.results.includes(task.index)}
        />
      )}
    </dl>
  )
}

/** What a task has read and not written back: no variable of the source, so its name says where it is from. */
export function Temporaries(props: { frame: Frame; task: number; labels: Labels; isShort?: boolean }) {
  const { frame, task, labels, isShort = false } = props
  return frame.temporaries
    .filter((held) => held.task === task)
    .map((held) => (
      <p key={held.name} className="sim-temporary">
        <span>
          {isShort
            ? `${held.name} →`
            : fill(held.computed ? labels.computedFrom : labels.readFrom, { name: held.name })}
        </span>{' '}
        <mark className="sim-mark">{held.value}</mark>
      </p>
    ))
}

/** The state of a task in words, with its mark; of one that waits also for what, and for whom. */
export function StateWords(props: { task: TaskView; view: MachineView; labels: Labels }) {
  const { task, view, labels } = props
  const core = task.core === null ? '' : ` · ${fill(labels.core, { n: task.core })}`
  return (
    <p className="sim-state">
      <i className={`sim-dot ${lookOf(task)}`} aria-hidden="true" />
      {task.blocked ? fill(labels.waiting, { call: '' }) : stateWord(task, view, labels) + core}
      {task.blocked && <code>{task.blocked.call}</code>}
      {task.blocked?.object && <code>{task.blocked.object}</code>}
      {task.blocked && (
        <>
          {/* A chip each for those who see them; to who hears them for whom it is, once. */}
          {awaited(task.blocked).map((one) => (
            <TaskChip key={one} index={one} size={16} />
          ))}
          <span className="visually-hidden">{waitedTasks(task.blocked, labels).join('')}</span>
        </>
      )}
    </p>
  )
}

/** Children that are named by their chips; of more the text tells. */
const MOST_CHILDREN = 4

function awaited({ task, children = [] }: Blocked): readonly number[] {
  return task === null ? children.slice(0, MOST_CHILDREN) : [task]
}

function Register(props: { name: string; value: string; changed: boolean; isHidden?: boolean }) {
  const { name, value, changed, isHidden = false } = props
  const look = isHidden ? 'unsaid' : undefined
  return (
    <>
      <dt className={look}>{name}</dt>
      <dd className={look}>{changed ? <mark className="sim-mark">{value}</mark> : value}</dd>
    </>
  )
}

export function hex(n: number): string {
  return `0x${n.toString(16)}`
}
