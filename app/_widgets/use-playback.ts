import { useEffect } from 'react'

/** Time a step stays at speed 1, and while motion is to be reduced: ms. */
const STEP_TIME = 900
const CALM_STEP_TIME = 1500

/** Goes on by a step each time one has been seen, to the end. */
export function usePlayback(
  on: boolean,
  position: number,
  length: number,
  speed: number,
  seek: (position: number) => void,
  stop: () => void,
) {
  useEffect(() => {
    if (!on) return
    if (position >= length) return stop()
    const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches
    const timer = setTimeout(() => seek(position + 1), calm ? CALM_STEP_TIME : STEP_TIME / speed)
    return () => clearTimeout(timer)
  }, [on, position, length, speed, seek, stop])
}
