'use client'

import { Inline } from '@/app/_ui/inline'
import { inOrder } from '@/lib/quiz/order'
import type { FormProps } from './form'
import { type Filled, Said, SlotButton, Things, verdictAt } from './slot-button'
import { stemId } from './stem-id'
import { useSlots } from './use-slots'

/** Two lists: a thing on the left is chosen, then the one on the right that belongs to it. */
export default function MatchForm(props: FormProps<'match'>) {
  const { item, now, answer, revealed, isLocked, labels, onAnswer } = props
  const right = inOrder(item.right, now.seed, item.id)
  const placed = answer?.placed ?? {}
  const filled: Filled = { things: right, placed, key: revealed?.placed ?? null, isLocked, labels }
  const slots = useSlots({
    places: item.left,
    things: right,
    placed,
    isOnce: true,
    labels,
    onPlaced: (next) => onAnswer(Object.keys(next).length === 0 ? null : { kind: 'match', placed: next }),
  })
  const textOf = (id: string | undefined) => right.find((one) => one.id === id)?.text ?? ''
  return (
    <fieldset className="slots" ref={slots.root} aria-labelledby={stemId(item.id)}>
      <p className="options-help">{labels.matchHelp}</p>
      <div className="pairs">
        {item.left.map((place) => {
          const own = placed[place.id]
          const isWrong = verdictAt(filled, place.id) === 'wrong'
          return (
            <SlotButton
              key={place.id}
              place={place}
              slots={slots}
              filled={filled}
              shows="both"
              className="pair"
            >
              <span className="pair-left">
                <Inline text={place.text} />
              </span>
              <span className="pair-right">
                {own === undefined ? (
                  '–'
                ) : isWrong ? (
                  <s>
                    <Inline text={textOf(own)} />
                  </s>
                ) : (
                  <Inline text={textOf(own)} />
                )}
                {isWrong && (
                  <b>
                    <Inline text={textOf(filled.key?.[place.id])} />
                  </b>
                )}
              </span>
            </SlotButton>
          )
        })}
      </div>
      <Things slots={slots} filled={filled} title={labels.matchThings} />
      <Said slots={slots} />
    </fieldset>
  )
}
