import { useEffect, useRef } from 'react'
import type { SourceFile, StateMap } from '@/lib/engine'
import { type Fate, lastValues } from '@/lib/player/state-fate'
import { stateOf, storyOfWalk, turnOf, type Walk } from '@/lib/player/state-walk'
import { waysFrom } from '@/lib/player/way-to-end'
import { fill } from '../_ui/fill'
import { Icon } from '../_ui/icon'
import { TaskChip } from '../_ui/task-chip'
import { deedWord, nameOfTask, type OrderLabels, placeWord } from './order-word'
import { endOf, fateWord, wayWord } from './states-word'
import { waysWord } from './way-word'

/** Where a walk is: what the variables hold, what each task runs next, which steps there are, and the way so far. */
export function StatesPanel(props: {
  map: StateMap
  fates: readonly Fate[]
  files: readonly SourceFile[]
  walk: Walk
  ways: readonly (readonly number[])[]
  labels: OrderLabels
  onStep: (way: readonly number[]) => void
  onBack: () => void
  onRestart: () => void
  onEnd: () => void
  onPlay: () => void
  /** What the keys do. */
  keys: string
}) {
  const { map, fates, files, walk, ways, labels, keys, onStep, onBack, onRestart, onEnd, onPlay } = props
  const here = stateOf(map, walk)
  const state = map.states[here]
  const end = map.ends[state?.end ?? -1]
  const values = lastValues(map, here)
  const lines = files.map(({ text }) => text.split('\n'))
  const mostTasks = Math.max(...map.states.map(({ tasks }) => tasks.length))
  // What follows stays where it is when a task ends.
  const free = Array.from({ length: mostTasks - (state?.tasks.length ?? 0) }, (_, place) => place)
  const turn = turnOf(map, fates, walk)
  const decided = map.edges[walk[turn - 1] ?? -1]
  return (
    <div className="states-panel">
      <h3>{labels.here}</h3>
      <dl className="states-values">
        {map.names.map((name, i) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{values[i] || '·'}</dd>
          </div>
        ))}
      </dl>
      <ul className="states-at">
        {state?.tasks.map(({ task, line, file = 0 }) => (
          <li key={task}>
            <TaskChip index={task} size={18} look="runnable" label={nameOfTask(task)} />
            <small>{placeWord({ line, file }, files, labels)}</small>
            <code>{line > 0 && lines[file]?.[line - 1]?.trim()}</code>
          </li>
        ))}
        {free.map((place) => (
          <li key={`free ${place}`} aria-hidden="true" />
        ))}
      </ul>
      <h3>{labels.next}</h3>
      <div className="states-next">
        {end && <p>{fill(labels.ended, { end: endOf(end, labels) })}</p>}
        {ways.map((way) => {
          const edge = map.edges[way[0] ?? -1]
          return (
            <button
              key={`${edge?.task} ${edge?.move.choice}`}
              type="button"
              className="button button-small"
              onClick={() => onStep(way)}
            >
              {edge && edge.task >= 0 && (
                <TaskChip index={edge.task} size={18} label={nameOfTask(edge.task)} />
              )}
              {wayWord(map, way, labels)}
            </button>
          )
        })}
      </div>
      <div className="states-move">
        <button
          type="button"
          className="button button-small"
          onClick={onRestart}
          disabled={walk.length === 0}
        >
          {labels.restart}
        </button>
        <button type="button" className="button button-small" onClick={onBack} disabled={walk.length === 0}>
          {labels.back}
        </button>
        <button type="button" className="button button-small" onClick={onEnd} disabled={ways.length === 0}>
          {labels.toEnd}
        </button>
      </div>
      <p className="states-fate" aria-live="polite">
        {turn > 0
          ? fill(labels.turnedAt, {
              task: nameOfTask(decided?.task ?? -1),
              deed: decided ? deedWord(decided.deed, labels) : '',
              fate: fateWord(map, here, fates[here] ?? 'open', labels),
            })
          : turn === 0
            ? fill(labels.turnedBefore, { fate: fateWord(map, here, fates[here] ?? 'open', labels) })
            : waysWord(waysFrom(map, here), labels)}
      </p>
      <h3>{labels.walked}</h3>
      <WalkedSteps map={map} walk={walk} turn={turn} labels={labels} />
      <button type="button" className="button" onClick={onPlay} disabled={walk.length === 0}>
        <Icon name="play" size={14} /> {labels.playWalk}
      </button>
      <p className="orders-note">{keys}</p>
    </div>
  )
}

/** The steps of a walk, the last one in view, a rule below the one that decided. */
function WalkedSteps(props: { map: StateMap; walk: Walk; turn: number; labels: OrderLabels }) {
  const { map, walk, turn, labels } = props
  const { steps } = storyOfWalk(map, walk)
  const box = useRef<HTMLElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step may add one below
  useEffect(() => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight
  }, [walk])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="states-walked" aria-label={labels.walked} ref={box} tabIndex={0}>
      {steps.length === 0 ? (
        <p>{labels.atStart}</p>
      ) : (
        <ol>
          {steps.map((step, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a way are told apart by their place alone
            <li key={i} className={i + 1 === turn ? 'turn' : ''}>
              {step.task >= 0 && <TaskChip index={step.task} size={16} label={nameOfTask(step.task)} />}
              <span>{deedWord(step.deed, labels)}</span>
              <code>{step.values[0]}</code>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
