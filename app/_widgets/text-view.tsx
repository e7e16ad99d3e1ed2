import type { ProcessView, SourceFile, TaskView, ValueView } from '@/lib/engine'
import { taskLetter } from '@/lib/engine/task-letter'
import { crowdOf, foldTasks, keptTasks } from '@/lib/player/crowd'
import type { Frame } from '@/lib/player/frame'
import { ownStack } from '@/lib/player/own-stack'
import type { FigurePart, SimulatorPart } from '@/lib/player/part'
import type { RunShape } from '@/lib/player/shape'
import { fill } from '../_ui/fill'
import { ChipCrowd } from './chip-crowd'
import { type Labels, stateWord, toldState } from './label'
import { lookOf } from './look'
import { localsOf } from './memory-panel'
import { allFaultWords, frameWords, ownerWords, togetherWords } from './memory-word'
import { segmentWord } from './segment-word'
import { isTextPointer } from './short-value'
import { hex, Registers, Temporaries } from './task-panel'
import { CodeText, PART_TEXTS } from './text-part'

/** The state that figures draw, for those who read rather than look: the program, how its tasks are, all that the figures
 *  show at this moment, and last what lies in memory: where that is drawn, all of it, elsewhere what has a name. */
export function TextView(props: {
  files: readonly SourceFile[]
  frame: Frame
  shape: RunShape
  parts: readonly SimulatorPart[]
  /** What has not happened yet is not to be told. */
  isLocked: boolean
  labels: Labels
}) {
  const { files, frame, shape, parts, isLocked, labels } = props
  const alive = frame.shown.processes.filter(({ state }) => state === 'alive')
  const Memory = parts.includes('memory') ? MemoryTable : ValueTable
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="sim-text" tabIndex={0} aria-label={labels.asText}>
      <CodeText files={files} frame={frame} labels={labels} />
      <TaskTable frame={frame} hasRegisters={parts.includes('tasks')} labels={labels} />
      {(Object.keys(PART_TEXTS) as FigurePart[]).map((part) => {
        const Text = PART_TEXTS[part]
        return (
          Text &&
          parts.includes(part) && (
            <Text key={part} files={files} frame={frame} shape={shape} isLocked={isLocked} labels={labels} />
          )
        )
      })}
      {alive.map((process) => (
        <Memory key={process.pid} process={process} alive={alive} frame={frame} labels={labels} />
      ))}
    </section>
  )
}

/** Each task in its row; of too many, as in the figure, those alike in one. */
function TaskTable(props: { frame: Frame; hasRegisters: boolean; labels: Labels }) {
  const { frame, hasRegisters, labels } = props
  const { shown } = frame
  return (
    <table>
      <caption>{labels.tasks}</caption>
      <tbody>
        {foldTasks(shown.tasks, keptTasks(frame)).map(({ first, all }) =>
          all.length > 1 ? (
            <tr key={crowdOf(first)}>
              <th scope="row">{fill(labels.manyTasks, { n: all.length })}</th>
              <td>
                <ChipCrowd tasks={all.map(({ index }) => index)} look={lookOf(first)} labels={labels} />
              </td>
              <td colSpan={4}>
                {first.blocked
                  ? fill(labels.waitingIn, { call: first.blocked.call })
                  : stateWord(first, shown, labels)}
              </td>
            </tr>
          ) : (
            <TaskRow key={first.index} {...{ task: first, frame, hasRegisters, labels }} />
          ),
        )}
      </tbody>
    </table>
  )
}

function TaskRow(props: { task: TaskView; frame: Frame; hasRegisters: boolean; labels: Labels }) {
  const { task, frame, hasRegisters, labels } = props
  const { index, name, tid, pid, line, stack } = task
  const isProcess = tid === pid
  const hasEnded = task.state === 'gone' || task.state === 'zombie'
  return (
    <tr>
      <th scope="row">{taskLetter(index)}</th>
      <td>
        {fill(isProcess ? labels.processOf : labels.threadOf, { name, tid, pid })}
        {isProcess && hasRegisters && `, TID ${tid}`}
      </td>
      <td>{toldState(task, frame.shown, labels)}</td>
      <td>{line > 0 && !hasEnded ? fill(labels.line, { n: line }) : ''}</td>
      <td>
        {hasRegisters && task.state !== 'gone' && <Registers task={task} frame={frame} />}
        <Temporaries frame={frame} task={index} labels={labels} />
      </td>
      <td>{stack.length > 0 && !hasEnded && `${labels.callStack}: ${stackWords(stack, labels)}`}</td>
    </tr>
  )
}

function stackWords(stack: TaskView['stack'], labels: Labels): string {
  return ownStack(stack)
    .map((f) => `${f.function}(${f.locals.map((v) => `${v.name}=${valueWord(v, labels)}`).join(', ')})`)
    .join(' ← ')
}

type MemoryProps = {
  process: ProcessView
  alive: readonly ProcessView[]
  frame: Frame
  labels: Labels
}

/** What has a name in the memory of a process, a part of its address space a row. */
function ValueTable({ process, frame, labels }: MemoryProps) {
  const { pid, segments } = process
  const rows = [...segments]
    .reverse()
    .map((segment) => ({ segment, values: valuesIn(segment, pid, frame, labels) }))
  if (rows.every(({ values }) => values === '')) return null
  const tasks = ownersOf(process, frame).map(({ index }) => taskLetter(index))
  return (
    <table>
      <caption>
        {fill(labels.valuesOf, { pid, tasks: tasks.join(', ') })}
        {frame.isLeft && ` · ${labels.leftMemory}`}
      </caption>
      <tbody>
        {rows
          .filter(({ values }) => values !== '')
          .map(({ segment, values }) => (
            <tr key={segment.start}>
              <th scope="row">{segmentTitle(segment, labels)}</th>
              <td>{values}</td>
            </tr>
          ))}
      </tbody>
    </table>
  )
}

function ownersOf({ pid }: ProcessView, frame: Frame) {
  return frame.shown.tasks.filter((task) => task.pid === pid && task.state !== 'gone')
}

function segmentTitle({ kind, task }: ProcessView['segments'][number], labels: Labels): string {
  return `${segmentWord(kind, labels)}${task === null ? '' : ` ${taskLetter(task)}`}`
}

/** What lies on a stack goes by the names of the program. */
function valuesIn(
  { task, values }: ProcessView['segments'][number],
  pid: number,
  frame: Frame,
  labels: Labels,
): string {
  const shown = task === null ? values : localsOf(frame.shown, task)
  return shown
    .map((value) => {
      const was = frame.changed[`${pid}:${value.address}`]
      const sync = frame.shown.syncs.find((one) => one.pid === pid && one.address === value.address)
      if (sync) return `${value.name}: ${labels[sync.kind]}`
      return `${value.name} = ${valueWord(value, labels)}${was === undefined ? '' : ` (${labels.was} ${was})`}`
    })
    .join(', ')
}

/** A value in words: what is drawn as an arrow to a thread, and of an address of a variable the variable. */
function valueWord(shown: ValueView, labels: Labels): string {
  const { value, pointsTo, text } = shown
  if (shown.isFreed) return labels.freed
  if (text !== undefined) return text
  if (isTextPointer(shown)) return fill(labels.addressOfText, { text: value })
  if (pointsTo !== undefined) return `&${pointsTo}`
  return value.replace(/→ ([A-Z]+)/g, (_, task: string) => fill(labels.handleOf, { task }))
}

/** The whole address space of a process, and the page frames behind it. */
function MemoryTable({ process, alive, frame, labels }: MemoryProps) {
  const { pid, name, segments } = process
  const owners = ownersOf(process, frame)
  const isSameProgram = alive.filter((one) => one.name === name).length > 1
  const isOneOfSeveral = alive.length > 1
  const together = togetherWords(process, frame.shown, labels)
  return (
    <table>
      <caption>
        {fill(labels.process, { pid })} · {isOneOfSeveral ? '' : `${labels.oneAddressSpace} · `}
        {allFaultWords(process, frame, labels)}. {labels.refsAre}
        {frame.isLeft && ` ${labels.leftMemory}`}
      </caption>
      <tbody>
        {[...segments.filter(({ kind }) => kind !== 'none')].reverse().map((segment) => {
          const { start, end, pages } = segment
          const shared = frameWords(segment, isSameProgram, labels)
          return (
            <tr key={start}>
              <th scope="row">{segmentTitle(segment, labels)}</th>
              <td>
                {hex(start)}–{hex(end)}
              </td>
              <td>{ownerWords(segment, owners, isOneOfSeveral, labels)}</td>
              <td>{valuesIn(segment, pid, frame, labels)}</td>
              <td>
                {pages.map((page) => frameName(page, labels)).join(', ')}
                {shared !== null && <p>{shared}</p>}
              </td>
            </tr>
          )
        })}
        {together !== null && (
          <tr>
            <td colSpan={5}>{together}</td>
          </tr>
        )}
      </tbody>
    </table>
  )
}

function frameName(page: ProcessView['segments'][number]['pages'][number], labels: Labels): string {
  const known = [
    fill(labels.references, { n: page.references }),
    ...(page.copyOnWrite ? [labels.copyOnWrite] : []),
  ]
  return `${fill(labels.frame, { n: page.frame })} (${known.join(', ')})`
}
