import { taskLetter } from '@/lib/engine/task-letter'
import type { KernelPath, KernelVisit } from '@/lib/player/kernel-path'
import { fill } from '../_ui/fill'
import type { KernelPicture } from './kernel-layout'
import { isUser } from './kernel-word'
import type { Labels } from './label'

/** One dot a nanosecond, which is one instruction: what a call and a switch cost beside an addition. */
export function Costs({ path, labels }: { path: KernelPath; labels: Labels }) {
  const { step, systemCall, contextSwitch } = path.costs
  const rows = [
    [labels.addition, step],
    [labels.syscall, systemCall],
    [labels.contextSwitch, contextSwitch],
  ] as const
  return (
    <section className="kernel-costs">
      <h4>{labels.oneDot}</h4>
      {rows.map(([name, ns]) => (
        <div key={name}>
          <p>
            {name} <b>{ns.toLocaleString('en')}</b>
          </p>
          <Dots count={ns} />
        </div>
      ))}
      <p className="kernel-small">{labels.costTable}</p>
    </section>
  )
}

const DOTS = 75

function Dots({ count }: { count: number }) {
  const [whole, rest] = [Math.floor(count / DOTS), count % DOTS]
  const rows = whole + (rest > 0 ? 1 : 0)
  const line = (n: number) => `h${n * 4 - 2}`
  return (
    <svg viewBox={`0 0 ${DOTS * 4} ${rows * 4}`} className="kernel-dots" aria-hidden="true">
      <path
        d={Array.from(
          { length: rows },
          (_, row) => `M1 ${row * 4 + 2}${line(row < whole ? DOTS : rest)}`,
        ).join('')}
      />
    </svg>
  )
}

/** What the last visit to the kernel changed and what it left, and why there were switches so far. */
export function Kept(props: {
  path: KernelPath
  core: number
  picture: KernelPicture
  position: number
  labels: Labels
}) {
  const { path, core, picture, position, labels } = props
  const visits = path.visits.filter((visit) => visit.core === core)
  const now = picture.cells[picture.now]
  const visit = now && visits[isUser(now) ? now.visit - 1 : now.visit]
  const reasons = reasonsOf(path.visits, position)
  return (
    <section className="kernel-kept">
      {visit && <VisitTable visit={visit} position={position} labels={labels} />}
      <h4>{fill(labels.switchesSoFar, { n: reasons.reduce((sum, [, n]) => sum + n, 0) })}</h4>
      <dl>
        {reasons.map(([why, n]) => (
          <div key={why}>
            <dt>{labels[why]}</dt>
            <dd>{n}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

const WHY = {
  blocked: 'switchBlocked',
  quantum: 'switchQuantum',
  yield: 'switchYield',
  exit: 'switchExit',
  chosen: 'switchChosen',
  woken: 'switchWoken',
} as const

function reasonsOf(visits: readonly KernelVisit[], position: number) {
  const counts = new Map<(typeof WHY)[keyof typeof WHY] | 'switchFirst', number>()
  for (const { acts } of visits)
    for (const act of acts) {
      if (act.kind !== 'switch' || act.position > position) continue
      const why = act.from === null ? 'switchFirst' : WHY[act.why]
      counts.set(why, (counts.get(why) ?? 0) + 1)
    }
  return [...counts]
}

function VisitTable({ visit, position, labels }: { visit: KernelVisit; position: number; labels: Labels }) {
  const done = visit.acts.filter((act) => act.position <= position)
  const change = done.findLast((act) => act.kind === 'switch')
  const call = done.findLast((act) => act.kind === 'call')
  return (
    <table>
      <caption>{labels.changedAndKept}</caption>
      <tbody>
        <tr>
          <th scope="row">{labels.task}</th>
          <td>
            {change
              ? `${change.from === null ? '–' : taskLetter(change.from)} → ${taskLetter(change.to)}`
              : fill(labels.staysTask, { task: taskLetter(visit.task ?? 0) })}
          </td>
        </tr>
        <tr>
          <th scope="row">{labels.registers}</th>
          <td>
            {change
              ? change.saved
                ? labels.allSaved
                : labels.allRestored
              : call
                ? call.result === null
                  ? labels.inTheCall
                  : fill(labels.onlyResult, { value: call.result })
                : labels.sameRegisters}
          </td>
        </tr>
        <tr>
          <th scope="row">{labels.pageTable}</th>
          <td>
            {!change || change.samePageTable
              ? change
                ? labels.samePageTable
                : labels.stays
              : labels.otherPageTable}
          </td>
        </tr>
        <tr>
          <th scope="row">{labels.inKernel}</th>
          <td>{fill(labels.nanoseconds, { n: visit.cost.toLocaleString('en') })}</td>
        </tr>
      </tbody>
    </table>
  )
}
