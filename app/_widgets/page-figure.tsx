import { taskLetter } from '@/lib/engine/task-letter'
import { fewProcesses, keptTasks } from '@/lib/player/crowd'
import type { Frame } from '@/lib/player/frame'
import { fill } from '../_ui/fill'
import { TaskChip, taskClass } from '../_ui/task-chip'
import { chipName, type Labels } from './label'
import { lookOf } from './look'
import { layPages, type PageCell, type PageRow, writtenIn } from './page-layout'
import { segmentWord } from './segment-word'

/** Columns that have room for the word "process" beside the number. */
const MOST_NAMED = 2

/** Virtual pages and the frames behind them: one double box is one frame that several processes map, boxes apart are
 *  frames apart. The sum below says how many there are, and how many there would be without copy-on-write. */
export function PageFigure({ frame, labels }: { frame: Frame; labels: Labels }) {
  const { view, folded } = fewProcesses(frame.shown, keptTasks(frame))
  const table = layPages(view, frame.copies, frame.since)
  const { own, library } = table.copies
  const written = writtenIn(frame.steps)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <figure className="sim-pages" aria-label={labels.pages} tabIndex={0}>
      <table>
        <caption className="visually-hidden">{labels.frameNumbers}</caption>
        <thead>
          <tr>
            <th scope="col">{labels.virtualPage}</th>
            {table.processes.map(({ pid, task }) => (
              <th key={pid} scope="col" className={taskClass(task)}>
                <span>
                  <TaskChip
                    index={task}
                    size={18}
                    look={lookOf(frame.shown.tasks[task])}
                    label={chipName(frame.shown.tasks[task], frame.shown, labels)}
                  />
                  {table.processes.length > MOST_NAMED ? pid : fill(labels.process, { pid })}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row.page}>
              <th scope="row">{rowName(row, table.rows, labels)}</th>
              {row.cells.map((cell) => (
                <Cell
                  key={cell.pids.join(' ')}
                  cell={cell}
                  count={row.count}
                  written={cell.pids.map((pid) => written.get(`${pid}:${row.page}`)).find(Boolean) ?? null}
                  tasks={table.processes.filter(({ pid }) => cell.pids.includes(pid)).map(({ task }) => task)}
                  labels={labels}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="page-sum">
        <b>{fill(labels.frameSum, { n: table.frames })}</b>{' '}
        {table.framesIfCopied > table.frames && fill(labels.frameSumIfCopied, { n: table.framesIfCopied })}{' '}
        {fill(labels.copiesByProgram, { n: own })}
        {library > 0 && ` ${fill(labels.copiesByLibrary, { n: library })}`}
      </p>
      <p className="page-note" aria-hidden="true">
        {labels.frameNumbers}
      </p>
      {folded > 0 && <p className="sim-folded">+ {fill(labels.moreProcesses, { n: folded })}</p>}
    </figure>
  )
}

function Cell(props: {
  cell: PageCell
  count: number
  /** What the step that led here wrote there. */
  written: string | null
  tasks: readonly number[]
  labels: Labels
}) {
  const { cell, count, written, tasks, labels } = props
  const task = tasks[0] ?? 0
  if (cell.frame === null)
    return <td className="page-none" colSpan={cell.pids.length} aria-label={labels.noPage} />
  const isTogether = cell.pids.length > 1
  const values = valuesOf(cell, written)
  return (
    <td colSpan={cell.pids.length}>
      <span className="visually-hidden">{spoken(cell, count, written, tasks, labels)}</span>
      <span className={`page-cell ${isTogether ? 'together' : `own ${taskClass(task)}`}`} aria-hidden="true">
        <code>
          {cell.isNew ? <mark className="sim-mark">{frameName(cell, count)}</mark> : frameName(cell, count)}
        </code>
        {values.length > 0 && (
          <code className="page-value">
            {cell.values.length > 0 ? values.join(' ') : <mark className="sim-mark">{values[0]}</mark>}
          </code>
        )}
        <span>{words(cell, isTogether, labels).join(' · ')}</span>
      </span>
    </td>
  )
}

/** What is drawn in a cell, as a sentence: what stands apart there is set apart here. */
function spoken(
  cell: PageCell,
  count: number,
  written: string | null,
  tasks: readonly number[],
  labels: Labels,
): string {
  const isTogether = cell.pids.length > 1
  const whose = fill(isTogether ? labels.pageTogether : labels.pageOf, {
    tasks: tasks.map(taskLetter).join(', '),
  })
  const frame = `${whose}${frameName(cell, count).replace('#', '')}`
  return [frame, ...valuesOf(cell, written), ...words(cell, isTogether, labels)].join(', ')
}

/** What lies there, or what the step that led here wrote there. */
function valuesOf({ values }: PageCell, written: string | null): readonly string[] {
  return values.length > 0 || written === null ? values.slice(0, 3) : [written]
}

function frameName({ frame }: PageCell, count: number): string {
  return count === 1 ? `#${frame}` : `#${frame} …`
}

function words(cell: PageCell, isTogether: boolean, labels: Labels): string[] {
  const found: string[] = []
  if (cell.copy) found.push(cell.copy === 'own' ? labels.pageCopy : labels.pageCopyOfLibrary)
  if (isTogether) found.push(fill(labels.references, { n: cell.references }))
  if (isTogether && cell.copyOnWrite) found.push(labels.copyOnWrite)
  else if (isTogether) found.push(labels.together)
  return found
}

/** A page goes by its segment; by its place there only where there are several. */
function rowName({ kind, index, count, names }: PageRow, rows: readonly PageRow[], labels: Labels): string {
  const word = segmentWord(kind, labels)
  const isOne = count === 1 && rows.filter((row) => row.kind === kind).length === 1
  const number = isOne ? '' : count === 1 ? ` ${index}` : ` ${index}–${index + count - 1}`
  return [`${word}${number}`, names.slice(0, 3).join(' ')].filter((part) => part !== '').join(' · ')
}
