'use client'

import {
  createContext,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'
import { Icon } from '@/app/_ui/icon'
import { SpeakClock } from './speak-clock'

/** When the answer was begun, for what stands under it; 0 before that. */
export const BegunAt = createContext<RefObject<number> | null>(null)

/** A question with nothing of its answer on the page until one has answered: spoken for a moment, typed something, or said
 *  that one cannot. Reading then goes on at the answer's first heading. */
export function Answering(props: {
  head: ReactNode
  answer: ReactNode
  side: ReactNode
  clock: Parameters<typeof SpeakClock>[0]['labels']
  labels: { write: string; reveal: string; unable: string; yours: string }
}) {
  const { head, answer, side, clock, labels } = props
  const [isOpen, setOpen] = useState(false)
  const [hasSpoken, setSpoken] = useState(false)
  const [typed, setTyped] = useState('')
  const field = useId()
  const main = useRef<HTMLDivElement>(null)
  const begunAt = useRef(0)
  const begin = useCallback(() => {
    begunAt.current ||= Date.now()
  }, [])
  const spoken = useCallback(() => {
    begin()
    setSpoken(true)
  }, [begin])
  useEffect(() => {
    if (isOpen) main.current?.querySelector<HTMLElement>('.card-part')?.focus()
  }, [isOpen])
  const hasAnswered = hasSpoken || typed.trim() !== ''
  return (
    <>
      <div className="card-main" ref={main}>
        {head}
        {!isOpen && (
          <>
            <SpeakClock labels={clock} onSpoken={spoken} />
            <div className="field card-typed">
              <label htmlFor={field}>{labels.write}</label>
              <textarea
                id={field}
                rows={4}
                value={typed}
                onChange={(event) => {
                  begin()
                  setTyped(event.target.value)
                }}
              />
            </div>
            <button
              type="button"
              className="button button-primary card-answer"
              onClick={() => {
                begin()
                setOpen(true)
              }}
            >
              {hasAnswered && <Icon name="check" />}
              {hasAnswered ? labels.reveal : labels.unable}
            </button>
          </>
        )}
        {isOpen && typed.trim() !== '' && (
          <blockquote className="card-own">
            <p className="card-note">{labels.yours}</p>
            <p>{typed}</p>
          </blockquote>
        )}
        {isOpen && <BegunAt value={begunAt}>{answer}</BegunAt>}
      </div>
      {isOpen && <div className="card-side">{side}</div>}
    </>
  )
}
