'use client'

import { type KeyboardEvent, useCallback, useRef } from 'react'

/** One stop of the Tab key for a drawing with many buttons: arrows walk them in reading order, Escape leaves. */
export function useRoving<E extends Element>() {
  const ref = useRef<E>(null)
  const onKeyDown = useCallback((event: KeyboardEvent) => {
    const here = event.target as Element
    const all = [...(ref.current?.querySelectorAll<SVGElement>('[role="button"]') ?? [])]
    const at = all.indexOf(here as SVGElement)
    if (at < 0) return
    const by = STEP[event.key]
    if (event.key === 'Escape')
      here.closest<HTMLElement>('.sim')?.querySelector<HTMLElement>('.sim-play')?.focus()
    else if (by === undefined) return
    else all[Math.max(0, Math.min(all.length - 1, at + by))]?.focus()
    event.preventDefault()
    event.stopPropagation()
  }, [])
  return { ref, onKeyDown }
}

const STEP: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }
