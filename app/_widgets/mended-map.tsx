import type { StateMap } from '@/lib/engine'
import { fatesOf, usualEnds } from '@/lib/player/state-fate'
import { foldMap } from '@/lib/player/state-fold'
import { fill } from '../_ui/fill'
import type { OrderLabels } from './order-word'
import { StatesPicture } from './states-picture'
import { endOf } from './states-word'

const WIDTH = 640
const MOST_NODES = 60

/** The map of a program that was mended, to stand beside the other: the bad places are gone from it. */
export function MendedMap(props: {
  map: StateMap
  file: string
  wanted: readonly number[] | null
  labels: OrderLabels
}) {
  const { map, file, wanted, labels } = props
  const fates = fatesOf(map, wanted ? new Set(wanted) : usualEnds(map))
  const folded = foldMap(map, fates, [], MOST_NODES)
  const [only] = map.ends
  const title = fill(labels.mended, { file })
  const said =
    map.ends.length === 1 && only
      ? fill(labels.mendedHolds, { n: map.states.length, end: endOf(only, labels) })
      : fill(labels.mendedNot, { n: map.states.length, ends: map.ends.length })
  return (
    <div className="states-mended">
      <h3>{title}</h3>
      <p>{said}</p>
      <StatesPicture
        map={map}
        fates={fates}
        folded={folded}
        width={WIDTH}
        walk={null}
        here={-1}
        name={`${title}. ${said}`}
      />
    </div>
  )
}
