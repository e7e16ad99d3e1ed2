import { type FocusEvent, type FormEvent, useEffect, useId, useRef } from 'react'
import type { Reader } from '@/app/_widgets/simulator'
import { terminal as en } from '@/lib/i18n/en/terminal'
import { terminal as ko } from '@/lib/i18n/ko/terminal'
import { screenAt } from '@/lib/player/terminal'
import './line-form.css'
import './terminal.css'

/** Characters of the screen that are drawn: the last ones. */
const MOST_SHOWN = 20_000
/** Characters of a line that is typed. */
const MOST_LINE = 1_000

/** Where a run is when a line is typed. */
export type TypedAt = { readonly step: number; readonly schedule: string }

/** The terminal of a run. Where the program asks for more than has been typed a line can be: the run is then made again with
 *  it, and is the same up to there. */
export function Terminal(props: {
  locale: 'ko' | 'en'
  reader: Reader
  onType: (text: string, at: TypedAt) => void
  /** A line was typed into the run before this one: who did goes on here. */
  wasTyped: boolean
}) {
  const { locale, reader, onType, wasTyped } = props
  const { frame, shape, position, go } = reader
  const m = locale === 'ko' ? ko : en
  const field = useRef<HTMLInputElement>(null)
  const screen = useRef<HTMLPreElement>(null)
  const focus = useKeptFocus(frame, wasTyped)
  const id = useId()
  const talk = shape.terminal
  useEffect(() => {
    if (screen.current && frame.position >= 0) screen.current.scrollTop = screen.current.scrollHeight
  }, [frame])
  if (!talk) return null
  const { asks } = talk
  const printed = frame.view.output.map(({ text }) => text).join('')
  const parts = screenAt(talk, frame.position, printed)
  const isHere = asks !== null && position === asks.position && frame.position === position
  const type = (event: FormEvent) => {
    event.preventDefault()
    if (isHere) onType(`${field.current?.value ?? ''}\n`, { step: asks.step, schedule: frame.schedule })
  }
  return (
    <div className="lab-terminal" {...focus}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled with keys */}
      <pre ref={screen} role="log" tabIndex={0} aria-label={m.screen}>
        {parts.map(({ text, isTyped }, i) => {
          const seen = i === parts.length - 1 ? text.slice(-MOST_SHOWN) : text
          // biome-ignore lint/suspicious/noArrayIndexKey: a part of the screen has no other name
          return isTyped ? <kbd key={i}>{seen}</kbd> : <span key={i}>{seen}</span>
        })}
      </pre>
      {isHere ? (
        <form onSubmit={type}>
          <label htmlFor={id}>{m.asks}</label>
          <input ref={field} id={id} maxLength={MOST_LINE} autoComplete="off" spellCheck={false} />
          <button type="submit" className="button button-small">
            {m.type}
          </button>
          <small>{m.orEnd}</small>
        </form>
      ) : (
        <p>
          {asks === null ? (
            <small>{m.never}</small>
          ) : (
            <button type="button" className="button button-small" onClick={() => go(asks.position)}>
              {position < asks.position ? m.onTo : m.backTo}
            </button>
          )}
        </p>
      )}
    </div>
  )
}

/** The field and the button come and go with where the run is: whoever was at one goes on at the other.
 *  @param isIn whether the focus was here before there was this terminal */
function useKeptFocus(frame: Reader['frame'], isIn: boolean) {
  const ref = useRef<HTMLDivElement>(null)
  const wasIn = useRef(isIn)
  useEffect(() => {
    const box = ref.current
    if (!box || !wasIn.current || frame.position < 0) return
    if (document.activeElement === document.body)
      (box.querySelector<HTMLElement>('input, button') ?? box.querySelector('pre'))?.focus({
        preventScroll: true,
      })
    wasIn.current = box.contains(document.activeElement)
  }, [frame])
  return {
    ref,
    onFocus: () => {
      wasIn.current = true
    },
    onBlur: ({ target, relatedTarget }: FocusEvent) => {
      // What is gone has not been left.
      if (relatedTarget || target.isConnected) wasIn.current = false
    },
  }
}
