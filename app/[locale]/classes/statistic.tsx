import { FEW } from '@/lib/classroom/item-analysis'

/** A statistic to two places, a dash where it is not defined; grey where too few answered for it to say much. */
export function Statistic({ value, n }: { value: number | null; n: number }) {
  if (value === null) return <span className="figure-none">–</span>
  // A minus is as wide as a digit, and no zero has one.
  const text = value
    .toFixed(2)
    .replace(/^-0\.00$/, '0.00')
    .replace('-', '−')
  return <span className={n < FEW ? 'figure-few' : undefined}>{text}</span>
}

/** A share as a cell in percent, a dash where it is not defined; grey where it is of too few. */
export function Percent({ share, n }: { share: number | null; n: number }) {
  return (
    <td className="number">
      {share === null ? (
        <span className="figure-none">–</span>
      ) : (
        <span className={n < FEW ? 'figure-few' : undefined}>{Math.round(100 * share)}%</span>
      )}
    </td>
  )
}

/** Where a statistic stands between two ends, beside its number.
 *  @param from the lower end; the upper one is 1 */
export function StatisticBar({ value, from, n }: { value: number | null; from: 0 | -1; n: number }) {
  if (value === null) return null
  const at = ((value - from) / (1 - from)) * 80
  return (
    <svg
      className={`figure-bar ${n < FEW ? 'figure-few' : ''}`}
      viewBox="0 0 88 12"
      width="88"
      height="12"
      aria-hidden="true"
    >
      <rect x="4" y="4.500" width="80" height="3" />
      {from < 0 && <path d="M44 1.500v9" />}
      <circle cx={4 + Math.min(80, Math.max(0, at))} cy="6" r="4" />
    </svg>
  )
}
