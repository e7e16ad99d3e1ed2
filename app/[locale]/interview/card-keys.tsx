'use client'

import { useEffect } from 'react'

/** Left and right change the card as the links over it do, unless the keys are wanted where the focus is. */
export function CardKeys() {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isFree = event.target === document.body || event.target instanceof HTMLAnchorElement
      if (!isFree || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
      const rel = event.key === 'ArrowLeft' ? 'prev' : event.key === 'ArrowRight' ? 'next' : null
      if (rel) shownLink(rel)?.click()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
  return null
}

/** Of all cards or of a way's: the link that is shown. */
function shownLink(rel: 'prev' | 'next'): HTMLElement | undefined {
  const links = document.querySelectorAll<HTMLElement>(`.card-bar [rel=${rel}]`)
  return [...links].find((one) => one.getClientRects().length > 0)
}
