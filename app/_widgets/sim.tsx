import './simulator.css'
import { event as enEvent } from '@/lib/i18n/en/event'
import { simulator as enLabels } from '@/lib/i18n/en/simulator'
import { event as koEvent } from '@/lib/i18n/ko/event'
import { simulator as koLabels } from '@/lib/i18n/ko/simulator'
import type { SimulatorInput } from './frame'
import { frameAt, openSession, shapeOf } from './session'
import { Simulator, type SimulatorPart } from './simulator'

/** A simulator with its first picture drawn on the server, so that nothing jumps and it makes sense without
 *  JavaScript. `at` is the position to open at. */
export function Sim(props: {
  id: string
  title: string
  input: SimulatorInput
  at?: number | undefined
  parts: readonly SimulatorPart[]
}) {
  const { id, title, input, at = 0, parts } = props
  const ko = input.locale === 'ko'
  const session = openSession(input, ko ? koEvent : enEvent)
  return (
    <Simulator
      id={id}
      title={title}
      input={input}
      shape={shapeOf(session)}
      frame={frameAt(session, at)}
      parts={parts}
      labels={ko ? koLabels : enLabels}
    />
  )
}
