'use client'

import { type KeyboardEvent, type ReactNode, useRef } from 'react'

/** Hovering opens a term after this time in ms, so that a passing pointer does not. */
const HOVER_MS = 300

/** A dotted word whose definition opens on tap, focus and hover; Escape and a tap beside it close it. The word
 *  is a span, not a button: only so does it break across lines like the words around it. */
export function TermCard({ id, word, children }: { id: string; word: ReactNode; children: ReactNode }) {
  const card = useRef<HTMLSpanElement>(null)
  const button = useRef<HTMLSpanElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const open = () => {
    if (!card.current || card.current.matches(':popover-open')) return
    card.current.showPopover()
    place(card.current, button.current)
  }
  const soon = () => {
    timer.current = setTimeout(open, HOVER_MS)
  }
  const leave = () => {
    clearTimeout(timer.current)
    if (document.activeElement !== button.current) card.current?.hidePopover()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    card.current?.togglePopover()
    place(card.current, button.current)
  }
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a button does not wrap, see above. */}
      <span
        ref={button}
        role="button"
        tabIndex={0}
        className="term-button"
        aria-describedby={id}
        onPointerEnter={(event) => event.pointerType === 'mouse' && soon()}
        onPointerLeave={leave}
        onClick={open}
        onKeyDown={onKeyDown}
        onBlur={() => card.current?.hidePopover()}
      >
        {word}
      </span>
      <span ref={card} id={id} popover="auto" className="term-card">
        {children}
      </span>
    </>
  )
}

/** Below the word, or above it where there is no room, and inside the window. */
function place(card: HTMLElement | null, word: HTMLElement | null): void {
  if (!card || !word) return
  const at = word.getBoundingClientRect()
  const box = card.getBoundingClientRect()
  const left = Math.max(16, Math.min(at.left, innerWidth - box.width - 16))
  const below = at.bottom + 6
  const top = below + box.height > innerHeight ? at.top - box.height - 6 : below
  Object.assign(card.style, { left: `${left}px`, top: `${top}px` })
}
