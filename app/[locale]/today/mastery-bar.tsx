import type { Estimate } from '@/lib/progress/mastery'

/** One concept's mastery lying down: the tick is the estimate, the painted length its interval, the colour the level. Dashed
 *  while it was never answered. Its words stand beside it, so the drawing itself is silent. */
export function MasteryBar({ estimate }: { estimate: Estimate | null }) {
  return (
    <svg
      className="mastery-bar"
      width="100"
      height="14"
      viewBox="0 0 100 14"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <rect
        className={`mastery-frame${estimate ? '' : ' mastery-none'}`}
        x="0.5"
        y="0.5"
        width="99"
        height="13"
        rx="2"
      />
      {estimate && (
        <>
          <rect
            className={`cell-${levelOf(estimate.level)}`}
            x={estimate.low * 100}
            y="1"
            width={(estimate.high - estimate.low) * 100}
            height="12"
          />
          <rect className="mastery-tick" x={estimate.level * 100 - 1} width="2" height="14" />
        </>
      )}
    </svg>
  )
}

/** Upper ends of the levels below the best. */
const ENDS = [0.35, 0.5, 0.65, 0.8]

/** 1 (to be learnt) to 5 (known), as the colours go. */
export function levelOf(level: number): number {
  return ENDS.filter((end) => level > end).length + 1
}

/** 0 to 100, as it is written. */
export function percent(share: number): number {
  return Math.round(share * 100)
}
