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
      if (isLocked || schedule === last.current) return
      last.current = schedule
      setChosen({ steps: frame.position, isWhole: frame.view.ended !== null })
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
        {chosen.steps > 0 &&
          (chosen.isWhole ? labels.scheduleWhole : fill(labels.scheduleEnough, { n: chosen.steps }))}
      </p>
    </div>
  )
}
