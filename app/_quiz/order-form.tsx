'use client'

import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import { Inline } from '@/app/_ui/inline'
import { inOrder } from '@/lib/quiz/order'
import type { FormProps } from './form'
import { stemId } from './stem-id'
import { nameOf } from './use-slots'

/** Pieces that are put into an order: a press takes a piece over, arrows move it, all by buttons. */
export default function OrderForm(props: FormProps<'order'>) {
  const { item, now, answer, revealed, isLocked, labels, onAnswer } = props
  const pieces = inOrder(item.pieces, now.seed, item.id)
  const order = answer?.order ?? []
  const room = item.pieces.length - item.unused
  const chosen = now.answered?.feedback?.chosen ?? []
  const { root, said, act } = useMoved(pieces, order, (next) =>
    onAnswer(next.length === 0 ? null : { kind: 'order', order: next }),
  )
  const textOf = (id: string) => pieces.find((piece) => piece.id === id)?.text ?? id
  const add = (id: string) => order.length < room && act([...order, id], id)
  const move = (id: string, step: number) => {
    const at = order.indexOf(id)
    const next = order.filter((one) => one !== id)
    next.splice(Math.max(0, at + step), 0, id)
    act(next, id)
  }
  const remove = (id: string) =>
    act(
      order.filter((one) => one !== id),
      id,
    )
  const onKeyDown = (event: KeyboardEvent, id: string) => {
    if (event.key === 'Delete' || event.key === 'Backspace') remove(id)
    else if (event.altKey && event.key === 'ArrowUp') move(id, -1)
    else if (event.altKey && event.key === 'ArrowDown') move(id, 1)
    else return
    event.preventDefault()
  }
  return (
    <fieldset className="slots order" ref={root} aria-labelledby={stemId(item.id)}>
      <p className="options-help">{labels.orderHelp}</p>
      {!isLocked && (
        <div className="order-pool">
          <p className="things-title">{labels.orderPool}</p>
          {pieces
            .filter(({ id }) => !order.includes(id))
            .map((piece) => (
              <button
                key={piece.id}
                type="button"
                className="slot"
                data-piece={piece.id}
                disabled={order.length >= room}
                onClick={() => add(piece.id)}
              >
                <Inline text={piece.text} />
              </button>
            ))}
          {item.unused > 0 && <p className="field-help">{fill(labels.orderUnused, { n: item.unused })}</p>}
        </div>
      )}
      <div>
        <p className="things-title">{labels.orderMine}</p>
        <ol className="order-list">
          {order.map((id, i) => {
            const isRight = chosen.find((one) => one.option === id)?.correct
            const wrong = revealed?.order.includes(id) ? labels.orderMoved : labels.orderExtra
            const mark = !revealed ? '' : isRight ? ' slot-right' : ' slot-wrong'
            return (
              <li key={id} className={`slot${mark}`}>
                <span className="order-text">
                  <Inline text={textOf(id)} />
                </span>
                {revealed && (
                  <>
                    <Icon name={isRight ? 'check' : 'cross'} size={14} bold />
                    <span className="visually-hidden">{isRight ? labels.stateRight : wrong}</span>
                  </>
                )}
                {!isLocked &&
                  (
                    [
                      ['up', labels.orderUp, i > 0, () => move(id, -1)],
                      ['down', labels.orderDown, i < order.length - 1, () => move(id, 1)],
                      ['cross', labels.orderOut, true, () => remove(id)],
                    ] as const
                  ).map(([icon, words, isPossible, onClick]) => (
                    <button
                      key={icon}
                      type="button"
                      className="order-button"
                      aria-label={fill(words, { name: nameOf(item.pieces, id) })}
                      data-piece={icon === 'cross' ? id : undefined}
                      aria-disabled={!isPossible}
                      onClick={() => isPossible && onClick()}
                      onKeyDown={(event) => onKeyDown(event, id)}
                    >
                      <Icon name={icon} size={16} />
                    </button>
                  ))}
              </li>
            )
          })}
        </ol>
      </div>
      {revealed && now.answered?.feedback?.correct === false && (
        <div>
          <p className="things-title">{labels.key}</p>
          <ol className="order-list">
            {revealed.order.map((id) => (
              <li key={id} className="slot">
                <Inline text={textOf(id)} />
              </li>
            ))}
          </ol>
        </div>
      )}
      {revealed && revealed.count > 1 && (
        <p className="field-help">{fill(labels.orderCount, { n: revealed.count })}</p>
      )}
      <p className="visually-hidden" role="status">
        {said}
      </p>
    </fieldset>
  )
}

/** What a piece does to the order, with what is said of it, and the focus that goes where the piece went. */
function useMoved(
  pieces: readonly { readonly id: string; readonly text: string }[],
  order: readonly string[],
  onOrder: (order: string[]) => void,
) {
  const root = useRef<HTMLFieldSetElement>(null)
  const moved = useRef<string | null>(null)
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (moved.current === null) return
    root.current?.querySelector<HTMLElement>(`[data-piece="${moved.current}"]`)?.focus()
    moved.current = null
  })
  const act = (next: string[], id: string) => {
    const name = nameOf(pieces, id)
    // Between two buttons of one piece the focus stays where it is.
    const stays = next.length === order.length
    moved.current = stays ? null : id
    onOrder(next)
    setSaid(next.includes(id) ? `${name}: ${next.indexOf(id) + 1} / ${next.length}` : `${name}: –`)
  }
  return { root, said, act }
}
