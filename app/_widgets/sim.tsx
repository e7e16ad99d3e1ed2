import './simulator.css'
import { compile } from '@/lib/engine'
import { event as enEvent } from '@/lib/i18n/en/event'
import { simulator as enLabels } from '@/lib/i18n/en/simulator'
import { event as koEvent } from '@/lib/i18n/ko/event'
import { simulator as koLabels } from '@/lib/i18n/ko/simulator'
import { frameAt } from '@/lib/player/frame'
import type { RunInput } from '@/lib/player/session'
import { openSession, positionAt } from '@/lib/player/session'
import { shapeOf } from '@/lib/player/shape'
import { Simulator } from './simulator'

/** A simulator with its first picture drawn on the server, so that nothing jumps and it makes sense without
 *  JavaScript. `step` is the number of steps of the trace after which to open it. */
export function Sim(props: {
  id: string
  title: string
  input: RunInput
  step?: number | undefined
  isPredicted?: boolean
  /** It goes no further than there, and in no other order. */
  isHeld?: boolean
  /** Moments that passages of the prose are about, each as a number of steps of the trace: the figure follows them. */
  passages?: readonly { readonly id: string; readonly title: string; readonly start: number }[]
}) {
  const { id, title, input, step = 0, isPredicted = false, isHeld = false, passages = [] } = props
  const ko = input.locale === 'ko'
  const session = openSession(input, compile(input.files), ko ? koEvent : enEvent)
  const shape = shapeOf(session)
  // A link may have been changed by hand; a lesson has to be right.
  if (shape.lostOrder)
    throw new RangeError(`${input.schedule} cannot be followed: ${JSON.stringify(shape.lostOrder)}`)
  return (
    <Simulator
      id={id}
      title={title}
      input={input}
      isPredicted={isPredicted}
      isHeld={isHeld}
      moments={passages.map(({ start, ...passage }) => ({
        ...passage,
        position: positionAt(session, start),
      }))}
      shape={shape}
      frame={frameAt(session, positionAt(session, step))}
      labels={ko ? koLabels : enLabels}
    />
  )
}
