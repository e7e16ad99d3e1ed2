import type { Story } from '@/lib/engine'
import { TaskChip } from '../_ui/task-chip'
import { deedWord, nameOfTask, type OrderLabels } from './order-word'

/** Steps that are told at most, half of them before the one that decides. */
const SHOWN = 14

/** A path step by step, with what the shared variables hold, cut where it is decided. */
export function StoryTable(props: { story: Story; turned: number; told: string; labels: OrderLabels }) {
  const { story, turned, told, labels } = props
  const rows = rowsOf(story, turned)
  return (
    <table className="story">
      <thead>
        <tr>
          <th scope="col">{labels.does}</th>
          {story.names.map((name) => (
            <th key={name} scope="col" className="number">
              <code>{name}</code>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ step, index, isTurn }) => {
          const before = story.steps[index - 1]?.values
          return [
            <tr key={index}>
              <td>
                {step.task >= 0 && <TaskChip index={step.task} size={18} label={nameOfTask(step.task)} />}{' '}
                {deedWord(step.deed, labels)}
              </td>
              {story.names.map((name, i) => (
                <td key={name} className="number">
                  {before && before[i] !== step.values[i] && step.values[i] !== '' ? (
                    <mark className="sim-mark">{step.values[i]}</mark>
                  ) : (
                    step.values[i]
                  )}
                </td>
              ))}
            </tr>,
            isTurn && (
              <tr key="turn" className="story-turn">
                <td colSpan={1 + story.names.length}>{told}</td>
              </tr>
            ),
          ]
        })}
      </tbody>
    </table>
  )
}

/** The steps that tell how the shared variables came to be what they are, and the one that decides. */
function rowsOf({ names, steps }: Story, turned: number) {
  const isAbout = ({ deed }: Story['steps'][number]) =>
    'name' in deed
      ? names.some(
          (name) =>
            deed.name === name || deed.name.startsWith(`${name}[`) || deed.name.startsWith(`${name}.`),
        )
      : deed.kind === 'call'
  const last = steps.map((step) => 'name' in step.deed && isAbout(step)).lastIndexOf(true)
  const told = steps.flatMap((step, index) => {
    const isTurn = index + 1 === turned
    return isTurn || (index <= Math.max(last, turned) && isAbout(step)) ? [{ step, index, isTurn }] : []
  })
  const from = Math.max(0, told.findIndex(({ isTurn }) => isTurn) - SHOWN / 2)
  return told.slice(from, from + SHOWN)
}
