import { useId } from 'react'
import { MOST_STEPS, type Place, type Terrain } from '@/lib/player/terrain'
import { fill } from '../_ui/fill'
import { TaskChip, taskClass } from '../_ui/task-chip'
import { FateHatches, fateFill } from './fate-hatch'
import { nameOfTask, type OrderLabels } from './order-word'
import { DecidedRow } from './states-legend'

const KINDS = ['open', 'way', 'wanted', 'other', 'stuck'] as const
const WORD = {
  open: 'fateOpen',
  way: 'fateWay',
  wanted: 'fateWanted',
  other: 'fateOther',
  stuck: 'fateStuck',
} as const satisfies Record<Place['fate'], keyof OrderLabels>

/** What a ground's directions, heights and colours say, with the number of places of each. */
export function TerrainNote({ terrain, labels }: { terrain: Terrain; labels: OrderLabels }) {
  const { tasks, steps, places, orders } = terrain
  const hatch = useId()
  const blocked = (steps[0] + 1) * (steps[1] + 1) - places.length
  const count = (fate: Place['fate']) => places.filter((place) => place.fate === fate).length
  return (
    <div className="terrain-note">
      <p>
        {[labels.terrainRight, labels.terrainUp].map((words, i) => (
          <span key={words} className={taskClass(tasks[i] ?? 0)}>
            <TaskChip index={tasks[i] ?? 0} size={18} label={nameOfTask(tasks[i] ?? 0)} /> {words}
          </span>
        ))}
      </p>
      <p>
        <b>{fill(labels.terrainPlaces, { n: places.length })}</b>{' '}
        {fill(labels.terrainOrders, { n: orders.toLocaleString('en') })}
      </p>
      {Math.max(...steps) > MOST_STEPS && <p>{fill(labels.terrainPart, { n: MOST_STEPS })}</p>}
      <ul className="states-legend">
        {KINDS.filter((fate) => count(fate) > 0).map((fate) => (
          <li key={fate}>
            <svg
              width="22"
              height="14"
              viewBox="0 0 22 14"
              aria-hidden="true"
              className={`terrain-tile ${fate}`}
            >
              <FateHatches id={`${hatch}-${fate}`} />
              <path
                d="M1 7L11 1L21 7L11 13Z"
                className="terrain-top"
                fill={fate === 'way' ? undefined : fateFill(`${hatch}-${fate}`, fate)}
              />
            </svg>
            {labels[WORD[fate]]} {count(fate)}
          </li>
        ))}
        {blocked > 0 && (
          <li>
            <svg width="22" height="14" viewBox="0 0 22 14" aria-hidden="true" className="terrain-tile none">
              <path d="M1 7L11 1L21 7L11 13Z" className="terrain-top" />
            </svg>
            {labels.fateNowhere} {blocked}
          </li>
        )}
        {places.some(({ isDecided }) => isDecided) && <DecidedRow labels={labels} />}
      </ul>
      <p className="orders-note">{labels.orderNote}</p>
    </div>
  )
}
