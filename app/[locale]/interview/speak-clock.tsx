'use client'

import { useEffect, useState } from 'react'

/** The ring is full after this many seconds: the longer of the two answers. */
const FULL_SECONDS = 120
const ROUND = 2 * Math.PI * 25

/** A clock for answering aloud. It records nothing.
 *  @param onSpoken called once it has run for a second, and after; the same function at each drawing */
export function SpeakClock(props: {
  labels: { title: string; note: string; start: string; stop: string; again: string; time: string }
  onSpoken: () => void
}) {
  const { labels, onSpoken } = props
  const [since, setSince] = useState<number | null>(null)
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    if (since === null) return
    const timer = setInterval(() => {
      const run = Math.floor((Date.now() - since) / 1000)
      setSeconds(run)
      if (run > 0) onSpoken()
    }, 250)
    return () => clearInterval(timer)
  }, [since, onSpoken])
  const isRunning = since !== null
  const toggle = () => {
    if (!isRunning) setSeconds(0)
    setSince(isRunning ? null : Date.now())
  }
  const shown = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  return (
    <div className="clock">
      <svg width="56" height="56" viewBox="0 0 56 56" role="img" aria-label={`${labels.time} ${shown}`}>
        <circle className="clock-back" cx="28" cy="28" r="25" />
        <circle
          className="clock-ring"
          cx="28"
          cy="28"
          r="25"
          strokeDasharray={`${Math.min(1, seconds / FULL_SECONDS) * ROUND} ${ROUND}`}
          transform="rotate(-90 28 28)"
        />
        <text x="28" y="33" textAnchor="middle">
          {shown}
        </text>
      </svg>
      <p>
        <b>{labels.title}</b>
        <span>{labels.note}</span>
      </p>
      <button type="button" className="button button-small" onClick={toggle}>
        {isRunning ? labels.stop : seconds > 0 ? labels.again : labels.start}
      </button>
    </div>
  )
}
