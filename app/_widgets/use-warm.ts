'use client'

import { type RefObject, useEffect } from 'react'
import { onFirstSign } from './sign'

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
    let forget = () => {}
    const stop = () => {
      observer.disconnect()
      forget()
    }
    const check = () => {
      if (!isSeen || !isAwake) return
      stop()
      if ('requestIdleCallback' in window) window.requestIdleCallback(warm, { timeout: 500 })
      else setTimeout(warm, 50)
    }
    observer.observe(target)
    forget = onFirstSign(() => {
      isAwake = true
      check()
    })
    return stop
  }, [element, warm])
}
