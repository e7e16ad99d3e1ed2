import { taskLetter } from '@/lib/engine/task-letter'
import { bestOf, MEASURES, type Measure, meanOf, measuredTasks, type PolicyRun } from '@/lib/player/policy'
import { TaskChip, taskClass } from '../_ui/task-chip'
import { lanesOf } from './policy-layout'
import { PolicyWaits } from './policy-waits'
import { micro, type PolicyWords } from './policy-word'

/** Means of every policy, the least of each column underlined. */
export function PolicyMeans(props: { runs: readonly PolicyRun[]; chosen: string; words: PolicyWords }) {
  const { runs, chosen, words } = props
  const cell = (run: PolicyRun, of: (run: PolicyRun) => number) => {
    const isBest = bestOf(runs, of).includes(run.policy)
    return isBest ? <b className="policy-best">{of(run)}</b> : of(run)
  }
  return (
    <table className="policy-means">
      <caption>{words.means}</caption>
      <thead>
        <tr>
          <th scope="col">{words.policy}</th>
          {MEASURES.map((measure) => (
            <th key={measure} scope="col">
              {words[measure]}
            </th>
          ))}
          <th scope="col">{words.switches}</th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <tr key={run.policy} className={run.policy === chosen ? 'chosen' : ''}>
            <th scope="row">{words.names[run.policy]}</th>
            {MEASURES.map((measure) => (
              <td key={measure}>{cell(run, (one) => micro(meanOf(one, measure)))}</td>
            ))}
            <td>{cell(run, ({ switches }) => switches)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** One measure of the measured tasks as bars on a scale that all policies and measures have in common. */
export function PolicyBars(props: { run: PolicyRun; measure: Measure; most: number; words: PolicyWords }) {
  const { run, measure, most, words } = props
  return (
    <ul className="policy-bars" aria-label={`${words.names[run.policy]}, ${words[measure]}`}>
      {lanesOf(run).lanes.map(({ task, metrics }) => (
        <li key={task} className={taskClass(task)}>
          <Bar length={Math.max(1, Math.round((metrics[measure] / most) * LONGEST))} />
          <span className="visually-hidden">{taskLetter(task)} </span>
          {micro(metrics[measure])}
        </li>
      ))}
    </ul>
  )
}

/** The longest bar: CSS pixels. */
const LONGEST = 64

function Bar({ length }: { length: number }) {
  return (
    <svg viewBox={`0 0 ${length} 12`} width={length} height="12" aria-hidden="true">
      <rect width={length} height="12" rx="2" />
    </svg>
  )
}

/** Every policy and every measured task in numbers: the figure as text. */
export function PolicyText(props: { runs: readonly PolicyRun[]; chosen: string; words: PolicyWords }) {
  const { runs, chosen, words } = props
  return (
    <>
      <PolicyWaits runs={runs} chosen={chosen} words={words} />
      <PolicyMeans runs={runs} chosen={chosen} words={words} />
      {runs.map((run) => (
        <table key={run.policy}>
          <caption>
            {words.names[run.policy]}: {words.rules[run.policy]}
          </caption>
          <thead>
            <tr>
              <th scope="col">{words.task}</th>
              {MEASURES.map((measure) => (
                <th key={measure} scope="col">
                  {words[measure]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {measuredTasks(run).map(({ task, metrics }) => (
              <tr key={task}>
                <th scope="row">
                  <TaskChip index={task} size={18} label={taskLetter(task)} />
                </th>
                {MEASURES.map((measure) => (
                  <td key={measure}>{micro(metrics[measure])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </>
  )
}
