'use client'

import { useEffect, useRef, useState } from 'react'

/** Seconds that have gone by, without those of pauses. */
export type Clock = { readonly seconds: number; readonly isPaused: boolean; readonly toggle: () => void }

/** Counts from when it is first shown. */
export function useClock(): Clock {
  const [seconds, setSeconds] = useState(0)
  const [isPaused, setPaused] = useState(false)
  const gone = useRef(0)
  useEffect(() => {
    if (isPaused) return
    const before = gone.current
    const since = performance.now()
    const timer = setInterval(() => {
      gone.current = before + (performance.now() - since) / 1000
      setSeconds(Math.floor(gone.current))
    }, 250)
    return () => clearInterval(timer)
  }, [isPaused])
  return { seconds, isPaused, toggle: () => setPaused(!isPaused) }
}
