import { useId } from 'react'
import type { StateMap } from '@/lib/engine'
import type { Fate } from '@/lib/player/state-fate'
import { FateHatches, fateFill } from './fate-hatch'
import type { OrderLabels } from './order-word'
import { fateWord, kindWord } from './states-word'

const FATES: readonly Fate[] = ['open', 'wanted', 'other', 'stuck']

/** What the colours say, of those that the map has; with the outcome, where there is one of the kind. */
export function StatesLegend(props: { map: StateMap; fates: readonly Fate[]; labels: OrderLabels }) {
  const { map, fates, labels } = props
  const wordFor = (fate: Fate) => {
    const words = new Set(
      fates.flatMap((one, state) => (one === fate ? [fateWord(map, state, one, labels)] : [])),
    )
    return words.size === 1 ? [...words][0] : kindWord(fate, labels)
  }
  const hatch = useId()
  const isDecided = map.edges.some(({ from, to }) => fates[from] === 'open' && fates[to] !== 'open')
  return (
    <ul className="states-legend">
      {FATES.filter((fate) => fates.includes(fate)).map((fate) => (
        <li key={fate}>
          <svg
            width="18"
            height="18"
            viewBox="-9 -9 18 18"
            aria-hidden="true"
            className={`states-node ${fate}`}
          >
            <FateHatches id={`${hatch}-${fate}`} />
            <circle r="7" className="states-dot" fill={fateFill(`${hatch}-${fate}`, fate)} />
          </svg>
          {wordFor(fate)}
        </li>
      ))}
      {isDecided && <DecidedRow labels={labels} />}
    </ul>
  )
}

/** What the mark says that stands where an order is decided. */
export function DecidedRow({ labels }: { labels: OrderLabels }) {
  return (
    <li>
      <svg width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true">
        <path d="M0-6l6 6-6 6-6-6Z" className="states-decided" />
      </svg>
      {labels.decided}
    </li>
  )
}
