'use client'

import { Inline } from '@/app/_ui/inline'
import { inOrder } from '@/lib/quiz/order'
import type { FormProps } from './form'
import { type Filled, Said, SlotButton, verdictAt } from './slot-button'
import { stemId } from './stem-id'
import { useSlots } from './use-slots'

/** Things that are sorted into groups: a thing is chosen, then the group that it goes into. */
export default function ClassifyForm(props: FormProps<'classify'>) {
  const { item, now, answer, revealed, isLocked, labels, onAnswer } = props
  const pieces = inOrder(item.pieces, now.seed, item.id)
  const placed = answer?.placed ?? {}
  const filled: Filled = { things: item.groups, placed, key: revealed?.placed ?? null, isLocked, labels }
  const slots = useSlots({
    places: pieces,
    things: item.groups,
    placed,
    labels,
    onPlaced: (next) => onAnswer(Object.keys(next).length === 0 ? null : { kind: 'classify', placed: next }),
  })
  const chip = (piece: (typeof pieces)[number]) => (
    <SlotButton key={piece.id} place={piece} slots={slots} filled={filled} shows="place" className="chip">
      <Inline text={piece.text} />
    </SlotButton>
  )
  const loose = pieces.filter(({ id }) => !(id in placed))
  return (
    <fieldset className="slots" ref={slots.root} aria-labelledby={stemId(item.id)}>
      <p className="options-help">{labels.classifyHelp}</p>
      {!isLocked && <div className="pool">{loose.length > 0 ? loose.map(chip) : labels.allPlaced}</div>}
      <div className="groups">
        {item.groups.map((group, i) => (
          <div key={group.id} className="group">
            {isLocked ? (
              <p className="group-title">
                <Inline text={group.text} />
              </p>
            ) : (
              <button
                type="button"
                className="group-title"
                onClick={() => slots.put(group.id)}
                onKeyDown={slots.onKeyDown}
              >
                <span className="key" aria-hidden="true">
                  {i + 1}
                </span>{' '}
                <Inline text={group.text} />
              </button>
            )}
            {pieces.filter(({ id }) => placed[id] === group.id).map(chip)}
            {pieces
              .filter(({ id }) => verdictAt(filled, id) === 'wrong' && filled.key?.[id] === group.id)
              .map((piece) => (
                <span key={piece.id} className="chip chip-missed">
                  <Inline text={piece.text} /> <b>{labels.here}</b>
                </span>
              ))}
          </div>
        ))}
      </div>
      <Said slots={slots} />
    </fieldset>
  )
}
