import type { MachineView } from '@/lib/engine'
import { fill } from '../_ui/fill'
import { TaskChip, type TaskLook, taskClass } from '../_ui/task-chip'
import type { Frame } from './frame'
import type { Labels } from './label'

const KEYWORD =
  /^(?:auto|break|case|char|const|continue|default|do|double|else|enum|extern|float|for|goto|if|inline|int|long|register|return|short|signed|sizeof|static|struct|switch|typedef|union|unsigned|void|volatile|while|_Atomic|_Bool|_Thread_local)$/
const TOKEN =
  /(\/\/.*|\/\*.*?\*\/)|("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(^\s*#.*)|(\b\d[\w.]*\b)|(\b[A-Za-z_]\w*\b)/g

/** The program with the program counter of every task: the chip stands on the line that runs next. */
export function CodePanel({ text, frame, labels }: { text: string; frame: Frame; labels: Labels }) {
  const lines = text.replace(/\n$/, '').split('\n')
  const at = tasksByLine(frame.view)
  const just = frame.steps.findLast((s) => s.file >= 0 && s.line > 0)
  const fresh = freshValue(frame)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="sim-code" aria-label={labels.code} tabIndex={0}>
      <ol>
        {lines.map((line, i) => {
          const number = i + 1
          const here = at.get(number) ?? []
          const lead = here[0]
          const ran = just?.line === number ? just : undefined
          const tone = lead ? `${taskClass(lead.index)} at` : ran ? `${taskClass(ran.task)} ran` : ''
          return (
            <li key={number} className={`sim-line ${tone} ${lead?.state === 'sleeping' ? 'waits' : ''}`}>
              <span className="sim-gutter">
                <span className="sim-here">
                  {here.slice(0, 3).map((t) => (
                    <TaskChip
                      key={t.index}
                      index={t.index}
                      look={lookOf(t.state)}
                      size={18}
                      label={chipLabel(t, labels)}
                    />
                  ))}
                </span>
                <span aria-hidden="true">{number}</span>
              </span>
              <code>{highlight(line)}</code>
              {ran && fresh !== null && <span className="sim-fresh sim-mark">{fresh}</span>}
            </li>
          )
        })}
      </ol>
    </section>
  )
}

export function lookOf(state: MachineView['tasks'][number]['state']): TaskLook {
  if (state === 'running') return 'running'
  if (state === 'runnable') return 'runnable'
  return state === 'zombie' || state === 'gone' ? 'zombie' : 'sleeping'
}

function chipLabel(task: MachineView['tasks'][number], labels: Labels): string {
  return `${String.fromCharCode(65 + (task.index % 8))}, ${labels[task.state]}, ${fill(labels.line, { n: task.line })}`
}

function tasksByLine(view: MachineView): Map<number, MachineView['tasks'][number][]> {
  const found = new Map<number, MachineView['tasks'][number][]>()
  for (const task of view.tasks) {
    if (task.state === 'gone' || task.line === 0) continue
    found.set(task.line, [...(found.get(task.line) ?? []), task])
  }
  return found
}

function freshValue(frame: Frame): string | null {
  const events = frame.steps.flatMap((s) => s.events)
  const change = events.findLast((e) => e.kind === 'store' || e.kind === 'exchange' || e.kind === 'local')
  return change && 'value' in change ? change.value : null
}

function highlight(line: string) {
  const parts: React.ReactNode[] = []
  let end = 0
  for (const match of line.matchAll(TOKEN)) {
    const [text, comment, string, directive, number, word] = match
    const kind = comment
      ? 'co'
      : string
        ? 'st'
        : directive
          ? 'pp'
          : number
            ? 'nu'
            : word && KEYWORD.test(word)
              ? 'kw'
              : null
    if (!kind) continue
    if (match.index > end) parts.push(line.slice(end, match.index))
    parts.push(
      <span key={match.index} className={`c-${kind}`}>
        {text}
      </span>,
    )
    end = match.index + text.length
  }
  parts.push(line.slice(end) || (parts.length === 0 ? '\u200b' : ''))
  return parts
}
