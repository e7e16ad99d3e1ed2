'use client'

import { type ReactNode, useRef } from 'react'

/** Hovering opens a term after this time in ms, so that a passing pointer does not. */
const HOVER_MS = 300

/** A dotted word whose definition opens on tap, focus and hover. The popover is the browser's own: it opens
 *  without this script too, and Escape and a tap beside it close it. */
export function TermCard({ id, word, children }: { id: string; word: ReactNode; children: ReactNode }) {
  const card = useRef<HTMLSpanElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const open = () => {
    const { current: box } = card
    if (!box || box.matches(':popover-open')) return
    box.showPopover()
    place()
  }
  const place = () => {
    if (!card.current || !button.current) return
    const word = button.current.getBoundingClientRect()
    const box = card.current.getBoundingClientRect()
    const left = Math.max(16, Math.min(word.left, innerWidth - box.width - 16))
    const below = word.bottom + 6
    const top = below + box.height > innerHeight ? word.top - box.height - 6 : below
    Object.assign(card.current.style, { left: `${left}px`, top: `${top}px` })
  }
  const soon = () => {
    timer.current = setTimeout(open, HOVER_MS)
  }
  const close = () => {
    clearTimeout(timer.current)
    if (document.activeElement !== button.current) card.current?.hidePopover()
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        className="term-button"
        popoverTarget={id}
        aria-describedby={id}
        onPointerEnter={(event) => event.pointerType === 'mouse' && soon()}
        onPointerLeave={close}
        onFocus={(event) => event.currentTarget.matches(':focus-visible') && open()}
        onBlur={() => card.current?.hidePopover()}
      >
        {word}
      </button>
      <span ref={card} id={id} popover="auto" className="term-card" onToggle={place}>
        {children}
      </span>
    </>
  )
}
