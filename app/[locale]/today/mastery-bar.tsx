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
      <Bars
        shown={shown}
        way="lying"
        step={step}
        interval={({ low, high: top }, x) => box(x + low * wide, 1, (top - low) * wide, high - 2)}
        tick={({ level }, x) => box(x + level * wide - 1, 0, 2, high)}
      />
    </svg>
  )
}

/** The same standing. */
export function StandingBars({ shown }: { shown: readonly Shown[] }) {
  const { wide, high, step } = STANDING
  return (
    <svg width={shown.length * step} height={high} aria-hidden="true">
      <Bars
        shown={shown}
        way="standing"
        step={step}
        interval={({ low, high: top }, x) => box(x + 1, (1 - top) * high, wide - 2, (top - low) * high)}
        tick={({ level }, x) => box(x, (1 - level) * high - 1, wide, 2)}
      />
    </svg>
  )
}

type Drawn = (one: NonNullable<Shown>, x: number) => string

/** Frames one by one, what is painted in them a path a level, and all ticks in one: a map has hundreds of bars. */
function Bars(props: {
  shown: readonly Shown[]
  way: 'standing' | 'lying'
  step: number
  interval: Drawn
  tick: Drawn
}) {
  const { shown, way, step, interval, tick } = props
  const drawn = (draw: Drawn, isMeant: (level: number) => boolean) =>
    shown.map((one, i) => (one && isMeant(levelOf(one.level)) ? draw(one, i * step) : '')).join('')
  const levels = [...new Set(shown.flatMap((one) => (one ? [levelOf(one.level)] : [])))]
  return (
    <>
      {shown.map((one, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a lesson's concepts keep their order
        <use key={i} href={frameOf(one, way)} x={i * step || undefined} />
      ))}
      {levels.map((level) => (
        <path key={level} className={`cell-${level}`} d={drawn(interval, (own) => own === level)} />
      ))}
      {levels.length > 0 && <path className="mastery-tick" d={drawn(tick, () => true)} />}
    </>
  )
}

/** A rectangle as a part of a path, to a tenth of a unit: nobody sees more. */
function box(x: number, y: number, width: number, height: number): string {
  const [across, down] = [tenth(width), tenth(height)]
  return `M${tenth(x)} ${tenth(y)}h${across}v${down}h${-across}z`
}

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
