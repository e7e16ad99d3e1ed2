import type { Estimate } from '@/lib/progress/mastery'

/** The least that a bar shows of a concept; null: it was never answered. */
export type Shown = Pick<Estimate, 'level' | 'low' | 'high'> | null

/** A bar's frame by what it holds; the standing and the lying ones have the same names with another ending. */
const frameOf = (shown: Shown, way: 'standing' | 'lying') => `#bar-${shown ? 'frame' : 'none'}-${way}`

export const STANDING = { wide: 9, high: 22, step: 12 }
const LYING = { wide: 100, high: 14, step: 108 }

/** The frames that all bars of a page use. They stand in it once: a map has hundreds of bars. */
export function BarFrames() {
  const frames = [
    ['standing', STANDING],
    ['lying', LYING],
  ] as const
  return (
    <svg className="bar-frames" width="0" height="0" aria-hidden="true">
      <defs>
        {frames.flatMap(([way, { wide, high }]) =>
          ['frame', 'none'].map((kind) => (
            <rect
              key={`${kind} ${way}`}
              id={`bar-${kind}-${way}`}
              className={kind === 'none' ? 'mastery-frame mastery-none' : 'mastery-frame'}
              x="0.5"
              y="0.5"
              width={wide - 1}
              height={high - 1}
              rx="2"
            />
          )),
        )}
      </defs>
    </svg>
  )
}

/** Mastery of concepts lying down, side by side: the tick is the estimate, the painted length its interval, the colour the
 *  level. Dashed while it was never answered. Its words stand beside it, so the drawing itself is silent. */
export function LyingBars({ shown }: { shown: readonly Shown[] }) {
  const { wide, high, step } = LYING
  return (
    <svg
      className="lying-bars"
      viewBox={`0 0 ${shown.length * step - step + wide} ${high}`}
      aria-hidden="true"
    >
      {shown.flatMap((one, i) => {
        const x = i * step
        // A lesson's concepts keep their order.
        const frame = <use key={x} href={frameOf(one, 'lying')} x={x || undefined} />
        if (!one) return [frame]
        return [
          frame,
          <rect
            key={`${x} interval`}
            className={`cell-${levelOf(one.level)}`}
            x={tenth(x + one.low * wide)}
            y="1"
            width={tenth((one.high - one.low) * wide)}
            height={high - 2}
          />,
          <rect
            key={`${x} tick`}
            className="mastery-tick"
            x={tenth(x + one.level * wide - 1)}
            width="2"
            height={high}
          />,
        ]
      })}
    </svg>
  )
}

/** The same standing. */
export function StandingBars({ shown }: { shown: readonly Shown[] }) {
  const { wide, high, step } = STANDING
  return (
    <svg width={shown.length * step} height={high} aria-hidden="true">
      {shown.flatMap((one, i) => {
        const x = i * step
        const frame = <use key={x} href={frameOf(one, 'standing')} x={x || undefined} />
        if (!one) return [frame]
        return [
          frame,
          <rect
            key={`${x} interval`}
            className={`cell-${levelOf(one.level)}`}
            x={x + 1}
            y={tenth((1 - one.high) * high)}
            width={wide - 2}
            height={tenth((one.high - one.low) * high)}
          />,
          <rect
            key={`${x} tick`}
            className="mastery-tick"
            x={x}
            y={tenth((1 - one.level) * high - 1)}
            width={wide}
            height="2"
          />,
        ]
      })}
    </svg>
  )
}

/** To a tenth of a unit: nobody sees more. */
function tenth(n: number): number {
  return Math.round(n * 10) / 10
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
