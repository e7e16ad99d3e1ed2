import { taskLetter } from '@/lib/engine/task-letter'
import type { Frame } from '@/lib/player/frame'
import { fill } from '../_ui/fill'
import { type Labels, stateWord } from './label'
import { hex } from './task-panel'

/** The same state as a table, for those who read rather than look. */
export function TextView({ frame, labels }: { frame: Frame; labels: Labels }) {
  const view = frame.shown
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
                {t.stack
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
              {[...p.segments].reverse().map((s) => (
                <tr key={s.start}>
                  <th scope="row">
                    {s.name} {s.task === null ? '' : taskLetter(s.task)}
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
    </section>
  )
}
