import { memo, type ReactNode, useContext, useEffect, useMemo, useRef } from 'react'
import { type CodeToken, highlightLines } from '@/lib/content/highlight'
import type { MachineView } from '@/lib/engine'
import { taskLetter } from '@/lib/engine/task-letter'
import type { Frame } from '@/lib/player/frame'
import { freshValue } from '@/lib/player/fresh'
import { sourceOf } from '@/lib/player/source-line'
import { fill } from '../_ui/fill'
import { TaskChip, taskClass } from '../_ui/task-chip'
import { BreakpointContext } from './breakpoint'
import { type Labels, stateWord } from './label'
import { lookOf } from './look'
import { Tokens } from './tokens'
import { onceDrawn } from './use-in-view'

/** The program with the program counter of every task: the chip stands on the line that runs next. */
export function CodePanel(props: {
  text: string
  /** Which file of the program it is, by index. */
  file?: number
  frame: Frame
  /** Stands above the lines. */
  head?: ReactNode
  labels: Labels
  /** What is said of a line besides. */
  note?: { readonly line: number; readonly words: string } | null
}) {
  const { text, file = 0, frame, head, labels, note } = props
  const lines = useMemo(() => highlightLines(text), [text])
  const at = tasksByLine(frame, file)
  const last = frame.steps.findLast((s) => s.file >= 0 && s.line > 0)
  const just = last?.file === file ? last : undefined
  const fresh = freshValue(frame.steps)
  const box = useRef<HTMLElement>(null)
  const focus = just?.line ?? [...at.keys()][0] ?? 0
  useEffect(() => {
    const lines = box.current
    if (lines && focus > 0 && file >= 0) return onceDrawn(lines, () => keepInView(lines, focus))
  }, [focus, file])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="sim-code" ref={box} aria-label={labels.code} tabIndex={0}>
      {head}
      <ol>
        {lines.map((tokens, i) => {
          const number = i + 1
          const ran = just?.line === number ? just : undefined
          const isUpdate = frame.updates.some((state) => state.file === file && state.line === number)
          return (
            <Line
              key={number}
              number={number}
              tokens={tokens}
              here={at.get(number)}
              ended={frame.view.ended}
              ran={ran?.task}
              fresh={ran && fresh !== null ? fresh : undefined}
              note={note?.line === number ? note.words : undefined}
              update={isUpdate ? frame : undefined}
              file={file}
              labels={labels}
            />
          )
        })}
      </ol>
    </section>
  )
}

/** A line of the program. One at which nothing happens is not drawn again. */
const Line = memo(function Line(props: {
  number: number
  tokens: readonly CodeToken[]
  /** Tasks that run it next. */
  here: readonly MachineView['tasks'][number][] | undefined
  ended: MachineView['ended']
  /** The task that has run it just now, and the value that came of it. */
  ran: number | undefined
  fresh: string | undefined
  note: string | undefined
  /** Where tasks stand with an update that it makes. */
  update: Frame | undefined
  file: number
  labels: Labels
}) {
  const { number, tokens, here = [], ended, ran, fresh, note, update, file, labels } = props
  const lead = here[0]
  const tone = lead ? `${taskClass(lead.index)} at` : ran !== undefined ? `${taskClass(ran)} ran` : ''
  return (
    <li className={`sim-line ${tone} ${lead?.state === 'sleeping' ? 'waits' : ''}`}>
      <span className="sim-gutter">
        <span className="sim-here">
          {here.slice(0, here.length > 3 ? 2 : 3).map((t) => (
            <TaskChip
              key={t.index}
              index={t.index}
              look={lookOf(t)}
              size={18}
              label={chipLabel(t, ended, labels)}
            />
          ))}
          {here.length > 3 && <small>+{here.length - 2}</small>}
        </span>
        <LineNumber number={number} />
      </span>
      <code>
        <Tokens tokens={tokens} />
      </code>
      {fresh !== undefined && (
        <span className="sim-fresh sim-mark">
          <span className="visually-hidden">, {labels.changed} </span>
          {fresh}
        </span>
      )}
      {note !== undefined && <small className="sim-note">{note}</small>}
      {update && <UpdateSteps file={file} line={number} frame={update} labels={labels} />}
    </li>
  )
})

/** Where the reader may, it sets a breakpoint on its line. */
function LineNumber({ number }: { number: number }) {
  const breakpoints = useContext(BreakpointContext)
  if (!breakpoints) return <span>{number}</span>
  return (
    <button
      type="button"
      className="sim-break"
      aria-label={breakpoints.word(number)}
      aria-pressed={breakpoints.lines.has(number)}
      onClick={() => breakpoints.toggle(number)}
    >
      {number}
    </button>
  )
}

/** The three things that the machine does for `count++`, with the task that does each next. */
function UpdateSteps(props: { file: number; line: number; frame: Frame; labels: Labels }) {
  const { file, line, frame, labels } = props
  const here = frame.updates.filter((state) => state.file === file && state.line === line)
  const first = here[0]
  if (!first) return null
  return (
    <ol className="sim-update-steps">
      {UPDATE_STEPS.map(([stage, word]) => {
        const next = here.filter(
          (state) =>
            state.stage === stage && (stage !== 'before' || frame.view.tasks[state.task]?.line === line),
        )
        return (
          <li key={stage} className={next[0] ? `${taskClass(next[0].task)} next` : ''}>
            {fill(labels[word], { name: first.name })}
            {next.map(({ task }) => (
              <TaskChip key={task} index={task} size={16} label={taskLetter(task)} />
            ))}
          </li>
        )
      })}
    </ol>
  )
}

const UPDATE_STEPS = [
  ['before', 'stepRead'],
  ['read', 'stepCompute'],
  ['computed', 'stepWrite'],
] as const

/** Scrolls the box, and nothing but the box, so far that a line and its neighbours are in it. */
function keepInView(box: HTMLElement, line: number): void {
  const row = box.querySelectorAll<HTMLElement>('.sim-line')[line - 1]
  if (!row) return
  const room = 2 * row.offsetHeight
  const top = row.offsetTop - box.offsetTop
  if (top - room < box.scrollTop) box.scrollTop = Math.max(0, top - room)
  else if (top + row.offsetHeight + room > box.scrollTop + box.clientHeight)
    box.scrollTop = top + row.offsetHeight + room - box.clientHeight
}

function chipLabel(task: MachineView['tasks'][number], ended: MachineView['ended'], labels: Labels): string {
  return `${taskLetter(task.index)}, ${stateWord(task, { ended }, labels)}, ${fill(labels.line, { n: task.line })}`
}

function tasksByLine(frame: Frame, file: number): Map<number, MachineView['tasks'][number][]> {
  const found = new Map<number, MachineView['tasks'][number][]>()
  for (const task of frame.view.tasks) {
    if (task.state === 'gone' || task.line === 0 || sourceOf(frame, task.index) !== file) continue
    found.set(task.line, [...(found.get(task.line) ?? []), task])
  }
  return found
}
