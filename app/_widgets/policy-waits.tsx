import { taskLetter } from '@/lib/engine/task-letter'
import { type PolicyRun, waitsOf } from '@/lib/player/policy'
import { TaskChip, taskClass } from '../_ui/task-chip'
import { lanesOf } from './policy-layout'
import { micro, type PolicyWords, span } from './policy-word'

/** Task by task what the policy changes, which is how long it waits for a core, beside what no policy changes. */
export function PolicyWaits(props: { runs: readonly PolicyRun[]; chosen: string; words: PolicyWords }) {
  const { runs, chosen, words } = props
  const shown = runs[0] ? lanesOf(runs[0]).lanes.length : 0
  const rows = waitsOf(runs).slice(0, shown)
  const longest = Math.max(1, ...rows.flatMap(({ waits }) => waits))
  return (
    <table className="policy-means policy-waits">
      <thead>
        <tr>
          <td />
          <th scope="colgroup" colSpan={runs.length}>
            <b>{words.changes}</b> {words.changesNote}
          </th>
          <th scope="col" rowSpan={2} className="policy-same">
            <b>{words.stays}</b> {words.staysNote}
          </th>
        </tr>
        <tr>
          <th scope="col">{words.task}</th>
          {runs.map(({ policy }) => (
            <th key={policy} scope="col" className={policy === chosen ? 'chosen' : ''}>
              {words.names[policy]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ task, waits, runs: ran }) => (
          <tr key={task} className={taskClass(task)}>
            <th scope="row">
              <TaskChip index={task} size={20} label={taskLetter(task)} />
            </th>
            {waits.map((ns, i) => (
              <td key={runs[i]?.policy} className={runs[i]?.policy === chosen ? 'chosen' : ''}>
                {ns === Math.min(...waits) ? <b className="policy-best">{micro(ns)}</b> : micro(ns)}
                <Bar share={ns / longest} />
              </td>
            ))}
            <td className="policy-same">{span(ran)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** As long as a share of its cell, and seen however short. */
function Bar({ share }: { share: number }) {
  const length = Math.max(1, 100 * share)
  return (
    <svg viewBox="0 0 100 6" preserveAspectRatio="none" width="100%" height="6" aria-hidden="true">
      <rect x={100 - length} width={length} height="6" />
    </svg>
  )
}
