'use client'

import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import { inOrder } from '@/lib/quiz/order'
import { OptionSet } from './answer-form'
import type { FormProps } from './form'
import { PLAYED } from './played'
import { SceneButton } from './scene-button'
import './possible-outputs.css'

/** Every output that some order leads to. After the answer each of those can be watched, and of the others it is said that
 *  no order does. */
export default function PossibleOutputsForm(props: FormProps<'possible-outputs'>) {
  return (
    <>
      <OptionSet
        {...props}
        onChosen={(options) => props.onAnswer(options && { kind: 'possible-outputs', options })}
      />
      {props.revealed && <Orders {...props} revealed={props.revealed} />}
    </>
  )
}

function Orders(
  props: FormProps<'possible-outputs'> & {
    revealed: NonNullable<FormProps<'possible-outputs'>['revealed']>
  },
) {
  const { item, now, revealed, locale, labels } = props
  const { orders, options, schedules } = revealed
  const n = orders.toLocaleString('en')
  return (
    <section className="possible" aria-label={labels.proofTitle}>
      <p>{fill(labels.proofOrders, { n })}</p>
      <ul>
        {inOrder(item.options, now.seed, item.id).map(({ id, text }) => {
          const schedule = schedules[id]
          const isPossible = options.includes(id)
          return (
            <li key={id}>
              <p>
                <Icon name={isPossible ? 'check' : 'cross'} size={14} bold />
                <code>{text}</code>
                {!isPossible && <small>{fill(labels.possibleNone, { n })}</small>}
              </p>
              {schedule !== undefined && item.program && (
                <SceneButton
                  scene={{ ...item.program, config: PLAYED, schedule, step: 0, shows: 'key' }}
                  words={fill(labels.watchOutput, { text: text.replaceAll('\n', ' ') })}
                  locale={locale}
                  labels={labels}
                />
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
