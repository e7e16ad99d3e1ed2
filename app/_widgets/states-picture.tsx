import { useId } from 'react'
import type { StateMap } from '@/lib/engine'
import { type Fate, lastValues } from '@/lib/player/state-fate'
import type { FoldedMap } from '@/lib/player/state-fold'
import { taskClass } from '../_ui/task-chip'
import { FateHatches, fateFill } from './fate-hatch'
import { layStates, NODE_RADIUS } from './states-layout'

/** Letters that have room in a node. */
const LETTERS = 3

/** All states as a graph from the beginning to the ends, coloured by what can still become of each. */
export function StatesPicture(props: {
  map: StateMap
  fates: readonly Fate[]
  folded: FoldedMap
  width: number
  /** Edges of the way that is taken, and the state that it has come to; null: nobody walks here. */
  walk: readonly number[] | null
  here: number
  name: string
  onGo?: (state: number) => void
}) {
  const { map, fates, folded, width, walk, here, name, onGo } = props
  const layout = layStates(folded, width)
  const hatch = useId()
  const taken = new Set(walk)
  const place = (state: number) => layout.nodes.get(state) ?? { x: 0, y: 0 }
  const now = folded.nodes.find(({ state }) => state === here)?.state ?? groupOf(map, folded, here)
  return (
    <svg
      className="states-map"
      viewBox={`0 0 ${layout.width} ${layout.height}`}
      width={layout.width}
      height={layout.height}
      role="img"
      aria-label={name}
    >
      <FateHatches id={hatch} />
      {layout.links.map(({ path, tip, middle }, i) => {
        const link = folded.links[i]
        const first = map.edges[link?.edges[0] ?? -1]
        if (!link || !first) return null
        const isTaken = link.edges.some((edge) => taken.has(edge))
        const [before, after] = [fates[link.from], fates[link.to]]
        return (
          <g
            key={`${link.from} ${link.edges[0]}`}
            className={`states-step ${first.task < 0 ? '' : taskClass(first.task)} ${isTaken ? 'taken' : ''}`}
          >
            <path d={path} className="states-way" />
            <path d={tip} className="states-tip" />
            {before === 'open' && after !== 'open' && (
              <path
                d={`M${middle.x} ${middle.y - 6}l6 6-6 6-6-6Z`}
                className={`states-decided ${after ?? ''}`}
              />
            )}
          </g>
        )
      })}
      {folded.nodes.map(({ state, count, hidden }) => {
        const { x, y } = place(state)
        const fate = fates[state] ?? 'open'
        const value = lastValues(map, state)[0] ?? ''
        const isEnd = (map.states[state]?.end ?? -1) >= 0
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: for a pointer; whoever uses keys has them, and buttons
          <g
            key={state}
            className={`states-node ${fate} ${isEnd ? 'end' : ''}`}
            transform={`translate(${x} ${y})`}
            onClick={onGo && (() => onGo(state))}
          >
            {state === now && walk && <circle r={NODE_RADIUS + 5} className="states-here" />}
            {onGo && <circle r="20" className="states-press" />}
            <circle
              r={isEnd ? NODE_RADIUS + 2 : NODE_RADIUS}
              className="states-dot"
              fill={fateFill(hatch, fate)}
            />
            {count > 1 ? (
              <text y="4" className="states-count">
                ×{count}
              </text>
            ) : (
              value.length <= LETTERS && (
                <text y="4.5" className="states-value">
                  {value}
                </text>
              )
            )}
            {hidden > 0 && (
              <text x="15" y="-11" className="states-hidden">
                +{hidden}
              </text>
            )}
          </g>
        )
      })}
    </svg>
  )
}

/** The node that stands for a state which is not drawn itself: of those that are settled alike. */
function groupOf(map: StateMap, folded: FoldedMap, state: number): number {
  const fate = map.states[state]?.fate
  return folded.nodes.find((node) => node.count > 1 && map.states[node.state]?.fate === fate)?.state ?? -1
}
