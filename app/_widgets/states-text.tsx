import type { StateMap } from '@/lib/engine'
import type { Fate } from '@/lib/player/state-fate'
import { fill } from '../_ui/fill'
import { TaskChip } from '../_ui/task-chip'
import { deedWord, nameOfTask, type OrderLabels } from './order-word'
import { decidingSteps, fateWord } from './states-word'

/** The map in words: how many states are how far decided, and which steps decide. */
export function StatesText(props: { map: StateMap; fates: readonly Fate[]; labels: OrderLabels }) {
  const { map, fates, labels } = props
  const counts = new Map<string, number>()
  fates.forEach((fate, state) => {
    const word = fateWord(map, state, fate, labels)
    counts.set(word, (counts.get(word) ?? 0) + 1)
  })
  return (
    <div className="states-text">
      <table className="story">
        <caption>{labels.stateText}</caption>
        <tbody>
          {[...counts].map(([word, count]) => (
            <tr key={word}>
              <th scope="row">{word}</th>
              <td className="number">{count}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <table className="story">
        <caption>{labels.deciding}</caption>
        <tbody>
          {decidingSteps(map, fates, labels).map(({ edge, fate, count }) => {
            const step = map.edges[edge]
            if (!step) return null
            return (
              <tr key={edge}>
                <td>
                  {step.task >= 0 && <TaskChip index={step.task} size={18} label={nameOfTask(step.task)} />}{' '}
                  {step.line > 0 && fill(labels.line, { n: step.line })} {deedWord(step.deed, labels)}
                </td>
                <td>{fate}</td>
                <td className="number">{count}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
