'use client'

import { useCallback, useRef, useState } from 'react'
import { fill } from '@/app/_ui/fill'
import type { Frame } from '@/lib/player/frame'
import { Simulator } from '../_widgets/simulator'
import type { FormProps, ScheduleStage } from './form'

/** An answer that is a schedule: the learner is the scheduler. What is sent are the choices made so far; the
 *  policy makes the rest, as it does in the figure. */
export default function ScheduleForm(props: FormProps<'schedule'>) {
  const { item, now, stage } = props
  if (!stage) throw new Error(`${item.id} has no program to steer`)
  return <Steering key={`${item.id} ${now.seed}`} {...props} stage={stage} />
}

function Steering({
  item,
  stage,
  labels,
  isLocked,
  onAnswer,
}: FormProps<'schedule'> & { stage: ScheduleStage }) {
  const last = useRef('')
  const [chosen, setChosen] = useState({ steps: 0, isWhole: false })
  const take = useCallback(
    (schedule: string, frame: Frame) => {
      if (isLocked) return
      // A step that the policy would have made too leaves the schedule as it was. Who looks back has still chosen it all.
      const isSame = schedule === last.current
      const hasEnded = frame.view.ended !== null
      setChosen(({ isWhole }) => ({ steps: frame.position, isWhole: hasEnded || (isSame && isWhole) }))
      if (isSame) return
      last.current = schedule
      onAnswer(schedule === '' || frame.position === 0 ? null : { kind: 'schedule', schedule })
    },
    [isLocked, onAnswer],
  )
  return (
    <div className="schedule-form">
      <p className="options-help">{labels.scheduleHelp}</p>
      <Simulator
        id={`item-${item.id.replace(/\W/g, '-')}`}
        title={labels.scheduleTitle}
        input={stage.input}
        shape={stage.shape}
        frame={stage.frame}
        labels={stage.words}
        onSchedule={take}
      />
      <p className="schedule-enough" role="status">
        {!isLocked &&
          chosen.steps > 0 &&
          (chosen.isWhole ? labels.scheduleWhole : fill(labels.scheduleEnough, { n: chosen.steps }))}
      </p>
    </div>
  )
}
