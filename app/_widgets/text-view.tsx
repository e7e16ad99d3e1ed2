import { taskLetter } from '@/lib/engine/task-letter'
import type { Family } from '@/lib/player/family'
import type { Frame } from '@/lib/player/frame'
import { ownStack } from '@/lib/player/own-stack'
import type { RunShape } from '@/lib/player/shape'
import { fill } from '../_ui/fill'
import { channelRows } from './channel-word'
import { layFamily } from './family-layout'
import { momentWords, waitedWords } from './family-word'
import { layKernel } from './kernel-layout'
import { cellWords } from './kernel-word'
import { type Labels, stateWord } from './label'
import { segmentWord } from './segment-word'
import { syncWords } from './sync-word'
import { hex } from './task-panel'
import { orderWords, stageWord } from './update-word'

/** The same state as a table, for those who read rather than look. */
export function TextView(props: { frame: Frame; shape: RunShape; labels: Labels }) {
  const { frame, shape, labels } = props
  const view = frame.shown
  const order = orderWords(frame.updates, labels)
  const channel = channelRows(frame, labels)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="sim-text" tabIndex={0} aria-label={labels.asText}>
      <table>
        <caption>{labels.tasks}</caption>
        <tbody>
          {view.tasks.map((t) => (
            <tr key={t.index}>
              <th scope="row">{taskLetter(t.index)}</th>
              <td>{t.name}</td>
              <td>TID {t.tid}</td>
              <td>
                {stateWord(t, labels)}
                {t.blocked ? ` · ${t.blocked.call}` : ''}
              </td>
              <td>{t.line > 0 ? fill(labels.line, { n: t.line }) : ''}</td>
              <td>
                {ownStack(t.stack)
                  .map((f) => `${f.function}(${f.locals.map((v) => `${v.name}=${v.value}`).join(', ')})`)
                  .join(' ← ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {view.processes
        .filter((p) => p.state === 'alive')
        .map((p) => (
          <table key={p.pid}>
            <caption>{fill(labels.process, { pid: p.pid })}</caption>
            <tbody>
              {[...p.segments.filter(({ kind }) => kind !== 'none')].reverse().map((s) => (
                <tr key={s.start}>
                  <th scope="row">
                    {segmentWord(s.kind, labels)} {s.task === null ? '' : taskLetter(s.task)}
                  </th>
                  <td>
                    {hex(s.start)}–{hex(s.end)}
                  </td>
                  <td>{s.values.map((v) => `${v.name} = ${v.value}`).join(', ')}</td>
                  <td>
                    {s.pages
                      .map(
                        (q) =>
                          `#${q.frame} ${fill(labels.references, { n: q.references })}${q.copyOnWrite ? ` ${labels.copyOnWrite}` : ''}`,
                      )
                      .join(', ')}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        ))}
      {view.syncs.length > 0 && (
        <Events title={labels.sync} rows={view.syncs.map((sync) => syncWords(sync, labels))} />
      )}
      {frame.updates.length > 0 && (
        <Events
          title={labels.update}
          rows={[
            ...frame.updates.map(
              (state) => `${taskLetter(state.task)}: ${state.name}, ${stageWord(state, labels)}`,
            ),
            ...(order ? [order] : []),
          ]}
        />
      )}
      {channel.length > 0 && <Events title={labels.channelOrder} rows={channel} />}
      {shape.times && (
        <Events
          title={labels.queue}
          rows={[
            `${labels.readyQueue}: ${view.ready.map(taskLetter).join(' ') || labels.nobody}`,
            ...view.cores.map(
              (task, n) => `${fill(labels.core, { n })}: ${task === null ? labels.idle : taskLetter(task)}`,
            ),
          ]}
        />
      )}
      {shape.family && (
        <Events
          title={labels.tree}
          rows={shape.family.moments
            .filter((moment) => moment.position <= frame.position)
            .map((moment) => momentWords(moment, labels))}
        />
      )}
      {shape.family && <Waits family={shape.family} frame={frame} length={shape.length} labels={labels} />}
      {shape.kernel && (
        <Events
          title={labels.kernel}
          rows={layKernel(shape.kernel, shape.cores[frame.position - 1] ?? 0, frame.position, true).cells.map(
            (cell) => {
              const { title, note } = cellWords(cell, labels)
              const mode = cell.kind === 'user' ? labels.userMode : labels.kernelMode
              return `${taskLetter(cell.tasks[0])} · ${mode} · ${title} ${note}`
            },
          )}
        />
      )}
    </section>
  )
}

/** What each task has waited for, where one has. */
function Waits(props: { family: Family; frame: Frame; length: number; labels: Labels }) {
  const { family, frame, length, labels } = props
  const picture = layFamily(family, frame.view, frame.position, length, true)
  const rows = frame.view.tasks.flatMap(({ index }) => {
    const waited = waitedWords(index, picture, labels)
    return waited ? [`${taskLetter(index)} ${waited}`] : []
  })
  return rows.length > 0 && <Events title={labels.sleeping} rows={rows} />
}

/** What has happened so far, one thing a row. */
function Events({ title, rows }: { title: string; rows: readonly string[] }) {
  return (
    <table>
      <caption>{title}</caption>
      <tbody>
        {rows.map((row, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what happened is known by its place in the run
          <tr key={i}>
            <th scope="row">{i + 1}</th>
            <td>{row}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
