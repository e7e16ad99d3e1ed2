'use client'

import { Fragment } from 'react'
import { fill } from '@/app/_ui/fill'
import { Inline } from '@/app/_ui/inline'
import { inOrder } from '@/lib/quiz/order'
import type { FormProps } from './form'
import { type Filled, Said, SlotButton, Things, verdictAt } from './slot-button'
import { stemId } from './stem-id'
import { useSlots } from './use-slots'

/** A picture of boxes: a box is chosen, then its name. */
export default function LabelForm(props: FormProps<'label'>) {
  const { item, now, answer, revealed, isLocked, labels, onAnswer } = props
  const names = inOrder(item.names, now.seed, item.id)
  const placed = answer?.placed ?? {}
  const filled: Filled = { things: names, placed, key: revealed?.placed ?? null, isLocked, labels }
  const places = item.places.map(({ id, address, note }, i) => ({
    id,
    text: [fill(labels.labelPlace, { n: i + 1 }), address, note].filter(Boolean).join(', '),
  }))
  const slots = useSlots({
    places,
    things: names,
    placed,
    isOnce: true,
    labels,
    onPlaced: (next) => onAnswer(Object.keys(next).length === 0 ? null : { kind: 'label', placed: next }),
  })
  const textOf = (id: string | undefined) => names.find((one) => one.id === id)?.text ?? ''
  return (
    <fieldset className="slots" ref={slots.root} aria-labelledby={stemId(item.id)}>
      <p className="options-help">{labels.labelHelp}</p>
      <div className="boxes">
        {item.places.map(({ id, address, note, below }, i) => {
          const isWrong = verdictAt(filled, id) === 'wrong'
          return (
            <Fragment key={id}>
              <span className="box-address">{address}</span>
              <div className="box">
                <SlotButton
                  place={places[i] ?? { id, text: '' }}
                  slots={slots}
                  filled={filled}
                  shows="thing"
                  className="box-name"
                >
                  <span aria-hidden="true">{i + 1}</span>
                  {isWrong ? (
                    <s>
                      <Inline text={textOf(placed[id])} />
                    </s>
                  ) : (
                    <Inline text={textOf(placed[id])} />
                  )}
                  {isWrong && (
                    <b>
                      <Inline text={textOf(filled.key?.[id])} />
                    </b>
                  )}
                </SlotButton>
                {note && (
                  <span className="box-note">
                    <Inline text={note} />
                  </span>
                )}
              </div>
              {below && (
                <span className="box-below">
                  <Inline text={below} />
                </span>
              )}
            </Fragment>
          )
        })}
      </div>
      <Things slots={slots} filled={filled} title={labels.labelNames} />
      <Said slots={slots} />
    </fieldset>
  )
}
