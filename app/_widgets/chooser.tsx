import { useEffect, useRef } from 'react'
import type { MachineView } from '@/lib/engine'
import { taskLetter } from '@/lib/engine/task-letter'
import type { Frame } from '@/lib/player/frame'
import { fill } from '../_ui/fill'
import { TaskChip } from '../_ui/task-chip'
import type { Labels } from './label'
import { shortValue } from './short-value'

/** The buttons by which a reader is the scheduler: one for each task that may run next. */
export function Chooser(props: {
  frame: Frame
  labels: Labels
  onPick: (task: number) => void
  onRestart: () => void
}) {
  const { frame, labels, onPick, onRestart } = props
  // Who has just run may have no button any more: the keys go on from the next one.
  const box = useRef<HTMLFieldSetElement>(null)
  const isHere = useRef(false)
  useEffect(() => {
    if (frame.choices.length === 0 || !isHere.current || document.activeElement !== document.body) return
    box.current?.querySelector('button')?.focus({ preventScroll: true })
  }, [frame])
  return (
    <fieldset
      className="sim-choose"
      ref={box}
      onFocus={() => {
        isHere.current = true
      }}
      onBlur={({ target, relatedTarget }) => {
        // A button that is gone has not been left.
        if (relatedTarget || target.isConnected) isHere.current = false
      }}
    >
      <legend>{labels.choose}</legend>
      <Values view={frame.shown} labels={labels} />
      <div className="sim-choices">
        {frame.choices.map((task) => (
          <button key={task} type="button" className="button" onClick={() => onPick(task)}>
            <TaskChip index={task} size={18} />
            {fill(labels.chooseOne, { task: taskLetter(task) })}
          </button>
        ))}
        {frame.choices.length === 0 && <span>{labels.noTask}</span>}
        <button type="button" className="button sim-restart" onClick={onRestart}>
          {labels.restart}
        </button>
      </div>
    </fieldset>
  )
}

/** Variables of the program that no task has alone, beside the buttons: what is decided here is seen in them. Shown where
 *  the parts are tabs, and the memory may be behind one. */
function Values({ view, labels }: { view: MachineView; labels: Labels }) {
  const alive = view.processes.filter(({ state }) => state === 'alive')
  const rows = alive.flatMap(({ pid, segments }) => {
    const owner = view.tasks.find((task) => task.pid === pid)
    const whose = alive.length > 1 && owner ? `${taskLetter(owner.index)} ` : ''
    return segments
      .filter(({ kind }) => kind === 'data' || kind === 'bss')
      .flatMap(({ values }) => values)
      .filter(({ address }) => !view.syncs.some((sync) => sync.pid === pid && sync.address === address))
      .slice(0, MOST_VALUES)
      .map(({ name, value }) => ({ name: `${whose}${name}`, value: shortValue(value) }))
  })
  return (
    <ul className="sim-values" aria-label={labels.memory}>
      {rows.map(({ name, value }) => (
        <li key={name}>
          <code>{name}</code> <b>{value}</b>
        </li>
      ))}
    </ul>
  )
}

/** Variables of a process that there is room for. */
const MOST_VALUES = 4
