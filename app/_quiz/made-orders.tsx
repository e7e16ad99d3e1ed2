'use client'

import { useMemo } from 'react'
import { OrderStrip } from '@/app/_widgets/order-strip'
import { useTurns } from '@/app/_widgets/use-turns'
import type { TurnedOrder } from '@/lib/player/turning'
import type { ItemProgram, RevealedOf } from '@/lib/quiz/item'
import type { QuizLabels } from './label'
import { orderWords } from './order-words'
import { SceneButton } from './scene-button'
import { sceneInput } from './scene-input'
import type { SceneToShow } from './wire'
import './mend.css'

/** The order that a learner has made beside one with the fewest switches that does what was asked: where either turned, each to be
 *  watched from there. */
export default function MadeOrders(props: {
  program: ItemProgram
  schedule: string
  correct: boolean
  asked: RevealedOf<'schedule'>
  locale: 'ko' | 'en'
  labels: QuizLabels
}) {
  const { program, schedule, correct, asked, locale, labels } = props
  const input = useMemo(() => sceneInput({ ...program, schedule: '' }, locale), [program, locale])
  const orders = useMemo(() => {
    const { config } = program
    return [schedule, asked.schedule].map((one) => ({ config, schedule: one, turned: asked.end }))
  }, [program, schedule, asked])
  const turns = useTurns(input, orders)
  const [own, shortest] = Array.isArray(turns) ? turns : []
  const isShort = correct && own?.switches != null && own.switches === shortest?.switches
  return (
    <section className="made-orders" aria-label={labels.ordersTitle}>
      {turns === null && <p role="status">{labels.ordersOpening}</p>}
      {own && <p className="orders-note">{labels.ordersBlocks}</p>}
      <MadeOrder
        title={labels.ordersYours}
        order={own}
        note={isShort ? labels.ordersShort : ''}
        isLost={!correct}
        scene={{ ...program, schedule, step: 0, shows: 'run' }}
        locale={locale}
        labels={labels}
      />
      {!isShort && (
        <MadeOrder
          title={labels.ordersShortest}
          order={shortest}
          note=""
          isLost={false}
          scene={{ ...program, schedule: asked.schedule, step: 0, shows: 'key' }}
          locale={locale}
          labels={labels}
        />
      )}
    </section>
  )
}

function MadeOrder(props: {
  title: string
  /** Undefined: it is not known where it turned, or not yet. */
  order: TurnedOrder | undefined
  note: string
  isLost: boolean
  scene: SceneToShow
  locale: 'ko' | 'en'
  labels: QuizLabels
}) {
  const { title, order, note, isLost, scene, locale, labels } = props
  const words = order ? orderWords(order, labels, isLost) : ''
  return (
    <div className="made-order">
      <h4>{title}</h4>
      {order && (
        <OrderStrip tasks={order.tasks} turn={order.turn?.operation ?? null} label={`${title}: ${words}`} />
      )}
      <p>{[words, note].filter((text) => text !== '').join('. ')}</p>
      <SceneButton
        scene={{ ...scene, ...(order?.turn && { turn: order.turn.step, isLost }) }}
        title={title}
        words={order?.turn == null ? labels.watchOrder : labels.watchTurn}
        locale={locale}
        labels={labels}
      />
    </div>
  )
}
