'use client'

import { type RefObject, useEffect } from 'react'

/** What a reader does before anything else. */
const SIGNS = ['pointermove', 'pointerdown', 'touchstart', 'keydown', 'scroll'] as const

/** Calls `warm` once an element is in view of a reader who has begun to do something: so a page that is only opened
 *  fetches nothing, and the first step does not wait. It is called in an idle moment.
 *  @param warm must stay the same between renderings */
export function useWarm(element: RefObject<Element | null>, warm: () => void): void {
  useEffect(() => {
    const target = element.current
    if (!target) return
    let isSeen = false
    let isAwake = false
    const observer = new IntersectionObserver(([entry]) => {
      isSeen = entry?.isIntersecting ?? false
      check()
    })
    const wake = () => {
      isAwake = true
      check()
    }
    const stop = () => {
      observer.disconnect()
      for (const sign of SIGNS) window.removeEventListener(sign, wake)
    }
    const check = () => {
      if (!isSeen || !isAwake) return
      stop()
      if ('requestIdleCallback' in window) window.requestIdleCallback(warm, { timeout: 500 })
      else setTimeout(warm, 50)
    }
    observer.observe(target)
    for (const sign of SIGNS) window.addEventListener(sign, wake, { passive: true, once: true })
    return stop
  }, [element, warm])
}
