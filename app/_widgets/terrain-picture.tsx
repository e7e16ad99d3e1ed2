import { type PointerEvent, useId, useMemo, useRef, useState } from 'react'
import type { Deed, StateMap } from '@/lib/engine'
import type { Walk } from '@/lib/player/state-walk'
import { statesOf } from '@/lib/player/state-walk'
import { drawTo, type Place, partAround, type Terrain, type TerrainPart } from '@/lib/player/terrain'
import { taskClass } from '../_ui/task-chip'
import { FateHatches, fateFill } from './fate-hatch'
import { deedWord, nameOfTask, type OrderLabels } from './order-word'
import { layTerrain } from './terrain-layout'

/** Letters of a step's name that have room. */
const LETTERS = { relief: 24, plan: 17 }

/** All orders of a program of two tasks as ground, and the way that the reader draws on it: by pressing a place, by drawing
 *  with a pointer, or from the head of the way with a finger. */
export function TerrainPicture(props: {
  map: StateMap
  terrain: Terrain
  width: number
  /** Else a plan. Both stand on the page, and its style shows one. */
  isRelief: boolean
  walk: Walk
  name: string
  labels: OrderLabels
  onDraw: (walk: Walk) => void
}) {
  const { map, terrain, width, isRelief, walk, name, labels, onDraw } = props
  const states = statesOf(map, walk)
  // While it is drawn on the ground stays: what turned under a pointer at rest would be drawn on from there.
  const [held, setHeld] = useState<TerrainPart | null>(null)
  const place = terrain.placeOf[states.at(-1) ?? 0] ?? 0
  const part = held ?? partAround(terrain, terrain.places[place]?.made ?? [0, 0])
  const [fromFirst, fromSecond] = part.from
  // biome-ignore lint/correctness/useExhaustiveDependencies: a part is known by where it begins
  const layout = useMemo(
    () => layTerrain(terrain, part, width, isRelief),
    [terrain, width, isRelief, fromFirst, fromSecond],
  )
  const hatch = useId()
  const drawing = useRef(false)
  // What was walked before the part that is shown has no point.
  const points = states.map((state) => layout.middles[terrain.placeOf[state] ?? -1])
  const head = points.at(-1)
  const draw = (event: PointerEvent<SVGSVGElement>) => {
    const under = document.elementFromPoint(event.clientX, event.clientY)?.closest('[data-place]')
    if (under && event.currentTarget.contains(under))
      onDraw(drawTo(map, terrain, walk, Number(under.getAttribute('data-place'))))
  }
  const letGo = () => {
    drawing.current = false
    setHeld(null)
  }
  return (
    <svg
      className={isRelief ? 'terrain relief' : 'terrain plan'}
      viewBox={`0 0 ${layout.width} ${layout.height}`}
      width={layout.width}
      height={layout.height}
      role="img"
      aria-label={name}
      onPointerDown={(event) => {
        // A finger scrolls the page, but from the head of the way it draws; anywhere it can press.
        const isHead = event.target instanceof Element && event.target.closest('.terrain-head') !== null
        drawing.current = event.pointerType === 'mouse' || isHead
        if (drawing.current) {
          event.currentTarget.setPointerCapture(event.pointerId)
          setHeld(part)
        }
        if (!isHead) draw(event)
      }}
      onPointerMove={(event) => {
        if (drawing.current) draw(event)
      }}
      onPointerUp={letGo}
      onPointerCancel={letGo}
    >
      <FateHatches id={hatch} />
      {layout.tiles.map(({ place, top, sides }) => {
        const here = terrain.places[place]
        return (
          <g key={top} className={`terrain-tile ${fateClass(here)}`}>
            {sides.map((side, i) => (
              <path key={side} d={side} className={i === 0 ? 'terrain-side' : 'terrain-side right'} />
            ))}
            <path
              d={top}
              className="terrain-top"
              data-place={here && place}
              fill={here && here.fate !== 'way' ? fateFill(hatch, here.fate) : undefined}
            />
          </g>
        )
      })}
      {terrain.places.map(({ isDecided, fate, made }, place) => {
        const at = layout.middles[place]
        return (
          isDecided &&
          at && (
            <path
              key={made.join()}
              d={`M${at.x} ${at.y - 5}l5 5-5 5-5-5Z`}
              className={`terrain-mark states-decided ${fate}`}
            />
          )
        )
      })}
      {layout.labels.map(({ which, step, isEnd, x, y }) => {
        const deed = terrain.deeds[which][step]
        const task = terrain.tasks[which]
        const words = deed ? shortWord(deed, labels) : `${nameOfTask(task)} ${step + 1}`
        const room = isRelief ? LETTERS.relief : LETTERS.plan
        return (
          <text
            key={`${which} ${step}`}
            x={x}
            y={y}
            className={`terrain-name ${taskClass(task)} ${isEnd ? 'end' : ''}`}
          >
            {words.length > room ? `${words.slice(0, room - 1)}…` : words}
          </text>
        )
      })}
      {points.slice(1).map((to, i) => {
        const from = points[i]
        if (!from || !to) return null
        const task = map.edges[walk[i] ?? -1]?.task ?? 0
        const line = { x1: from.x, y1: from.y, x2: to.x, y2: to.y }
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step of a way is known by its place alone
          <g key={i} className={taskClass(task)}>
            <line {...line} className="terrain-casing" />
            <line {...line} className="terrain-way" />
          </g>
        )
      })}
      {points[0] && <circle cx={points[0].x} cy={points[0].y} r="5.5" className="terrain-start" />}
      {head && (
        <g className="terrain-head">
          <circle cx={head.x} cy={head.y} r="20" className="terrain-press" />
          <circle cx={head.x} cy={head.y} r="7" className="terrain-dot" />
        </g>
      )}
    </svg>
  )
}

/** What a step does; a call without what every one of threads begins with. */
function shortWord(deed: Deed, labels: OrderLabels): string {
  if (deed.kind !== 'call') return deedWord(deed, labels)
  return [deed.call.replace('pthread_', ''), deed.object ?? ''].join(' ').trim()
}

function fateClass(place: Place | undefined): string {
  if (!place) return 'none'
  return `${place.fate} ${place.height === null ? 'sunk' : ''}`
}
