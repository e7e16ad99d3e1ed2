import type { PointerEvent, ReactNode } from 'react'

/** A strip of a run by which one goes anywhere in it: pressed or drawn along, and a slider to who does not see it. Its keys are
 *  its figure's.
 *  @param from @param to the positions at its two edges, where not all of them are drawn */
export function Scrubber(props: {
  className: string
  label: string
  position: number
  length: number
  from?: number
  to?: number
  valueText: string
  onSeek: (position: number) => void
  children: ReactNode
}) {
  const { className, label, position, length, from = 0, to = length, valueText, onSeek, children } = props
  const seekTo = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const share = (event.clientX - box.left) / Math.max(1, box.width)
    onSeek(Math.max(from, Math.min(to, from + Math.ceil(share * (to - from)))))
  }
  return (
    <div
      className={className}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={length}
      aria-valuenow={position}
      aria-valuetext={valueText}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        seekTo(event)
      }}
      onPointerMove={(event) => {
        if (event.buttons > 0) seekTo(event)
      }}
    >
      {children}
    </div>
  )
}
