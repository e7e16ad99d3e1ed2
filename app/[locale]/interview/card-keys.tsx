'use client'

import { useEffect } from 'react'

/** Left and right change the card, unless the keys are wanted where the focus is. */
export function CardKeys({ previous, next }: { previous: string | null; next: string | null }) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isFree = event.target === document.body || event.target instanceof HTMLAnchorElement
      if (!isFree || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
      const to = event.key === 'ArrowLeft' ? previous : event.key === 'ArrowRight' ? next : null
      if (to) location.assign(to)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [previous, next])
  return null
}
