'use client'

import { useEffect, useRef, useState } from 'react'

/** Seconds that have gone by, without those of pauses. */
export type Clock = { readonly seconds: number; readonly isPaused: boolean; readonly toggle: () => void }

/** Counts from when it is first shown.
 *  @param before seconds that an earlier page has counted */
export function useClock(before = 0): Clock {
  const [seconds, setSeconds] = useState(before)
  const [isPaused, setPaused] = useState(false)
  const gone = useRef(before)
  useEffect(() => {
    if (isPaused) return
    const counted = gone.current
    const since = performance.now()
    const timer = setInterval(() => {
      gone.current = counted + (performance.now() - since) / 1000
      setSeconds(Math.floor(gone.current))
    }, 250)
    return () => clearInterval(timer)
  }, [isPaused])
  return { seconds, isPaused, toggle: () => setPaused(!isPaused) }
}
