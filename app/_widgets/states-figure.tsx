'use client'

import { type KeyboardEvent, useCallback, useMemo, useRef, useState } from 'react'
import type { MapMove, SourceFile, StateMap } from '@/lib/engine'
import { countOrders, type Fate, fatesOf, usualEnds } from '@/lib/player/state-fate'
import { type FoldedMap, foldMap, wayBack, waysOn } from '@/lib/player/state-fold'
import { nextSteps, stateOf, turnOf, type Walk, walkTo, walkToEnd } from '@/lib/player/state-walk'
import { terrainOf } from '@/lib/player/terrain'
import { fill } from '../_ui/fill'
import { taskClass } from '../_ui/task-chip'
import { MendedMap } from './mended-map'
import { nameOfTask, type OrderLabels } from './order-word'
import { LEAST_GAP, layStates } from './states-layout'
import { StatesLegend } from './states-legend'
import { StatesPanel } from './states-panel'
import { StatesPicture } from './states-picture'
import { StatesText } from './states-text'
import { endOf, fateWord, stateWords } from './states-word'
import { TerrainNote } from './terrain-note'
import { TerrainPicture } from './terrain-picture'
import { useWidth } from './use-width'

/** Nodes that are drawn at most, by the width that there is: CSS pixels. */
const MOST_NODES = { wide: 90, narrow: 60 }
const NARROW = 560
const FIRST_WIDTH = 640
/** Width of a plan before the real one is known: that of a phone. */
const NARROW_WIDTH = 340

/** Folds a map as far as its nodes have room beside each other. */
function foldToFit(map: StateMap, fates: readonly Fate[], walk: Walk, width: number): FoldedMap {
  let folded = foldMap(map, fates, walk, width < NARROW ? MOST_NODES.narrow : MOST_NODES.wide)
  while (folded.level !== 'near' && layStates(folded, width).gap < LEAST_GAP)
    folded = foldMap(map, fates, walk, folded.nodes.length - 1)
  return folded
}

/**
 * Every state of a small program as a map that can be walked: by pressing a state, a step, or a key. The first picture is
 * the server's.
 */
export function StatesFigure(props: {
  map: StateMap
  /** Of the program. */
  files: readonly SourceFile[]
  /** Indexes of the ends that are wanted; null: what running one task after the other gives. */
  wanted: readonly number[] | null
  labels: OrderLabels
  /** Shows a way in a simulator.
   *  @param turned after how many steps it was settled; less than 1: from the beginning, or not at all */
  onPlay: (moves: readonly MapMove[], turned: number) => void
  /** The mended program, whose map stands beside it. */
  mended?: { readonly map: StateMap; readonly file: string; readonly wanted: readonly number[] } | null
  /** Opens as ground of two tasks, where there are two. */
  asTerrain?: boolean
}) {
  const { map, files, wanted, labels, onPlay, mended = null, asTerrain = false } = props
  const [box, width] = useWidth<HTMLDivElement>(FIRST_WIDTH)
  const [walk, setWalk] = useState<Walk>([])
  const [asText, setAsText] = useState(false)
  const ends = useMemo(() => (wanted ? new Set(wanted) : usualEnds(map)), [wanted, map])
  const fates = useMemo(() => fatesOf(map, ends), [map, ends])
  const folded = useMemo(() => foldToFit(map, fates, walk, width), [map, fates, walk, width])
  const ground = useMemo(() => terrainOf(map, fates), [map, fates])
  const [isGround, setGround] = useState(asTerrain)
  const terrain = isGround ? ground : null
  const orders = useMemo(() => countOrders(map), [map])
  const here = stateOf(map, walk)
  const ways = terrain ? nextSteps(map, walk).map((edge) => [edge]) : waysOn(map, folded, walk)
  const go = useCallback((state: number) => setWalk((known) => walkTo(map, known, state)), [map])
  const figure = useRef<HTMLElement>(null)
  const step = (way: readonly number[]) => {
    setWalk([...walk, ...way])
    // The button of a task that cannot go on is gone: keys go on working.
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) figure.current?.focus({ preventScroll: true })
    })
  }
  const back = () => setWalk(terrain ? walk.slice(0, -1) : wayBack(map, folded, walk))
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    // The steps of a long way scroll by these keys.
    const isScroll = event.key === 'ArrowUp' || event.key === 'ArrowDown'
    if (isScroll && event.target instanceof Element && event.target.closest('.states-walked')) return
    const act = keyAction(event.key)
    if (!act) return
    event.preventDefault()
    act()
  }
  const keyAction = (key: string): (() => void) | null => {
    if (key === 'ArrowLeft' || key === 'ArrowDown' || key === 'Backspace')
      return terrain || key === 'ArrowLeft' ? back : null
    if (key === 'Home') return () => setWalk([])
    if (key === 'End') return () => setWalk(walkToEnd(map, walk))
    const last = map.edges[walk.at(-1) ?? -1]?.task
    const axis = terrain ? { ArrowRight: terrain.tasks[0], ArrowUp: terrain.tasks[1] } : { ArrowRight: last }
    const task = Object.entries(axis).find(([name]) => name === key)?.[1] ?? Number(key) - 1
    const way =
      ways.find(([edge]) => map.edges[edge ?? -1]?.task === task) ??
      (key === 'ArrowRight' && !terrain ? ways[0] : undefined)
    return way ? () => step(way) : null
  }
  const tasks = [...new Set(map.edges.map(({ task }) => task))]
    .filter((task) => task >= 0)
    .sort((a, b) => a - b)
  const count =
    orders === null ? labels.statesEndless : fill(labels.statesOrders, { n: orders.toLocaleString('en') })
  const numbers = [
    fill(labels.statesCount, { n: map.states.length }),
    fill(labels.statesEdges, { n: map.edges.length }),
    count,
  ].join(' · ')
  const title = fill(labels.statesTitle, { file: files[0]?.name ?? '' })
  const outcomes = map.ends.map((end) => endOf(end, labels)).join(' / ')
  const now = `${stateWords(map, here, files, labels)}. ${fateWord(map, here, fates[here] ?? 'open', labels)}`
  return (
    <section
      className="orders-figure states-figure"
      aria-label={title}
      ref={figure}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <header>
        <b>{title}</b>
        <span>{numbers}</span>
        <span className="states-views">
          {ground && (
            <button
              type="button"
              className="button button-small"
              aria-pressed={isGround}
              onClick={() => setGround(!isGround)}
            >
              {isGround ? labels.asMap : labels.asTerrain}
            </button>
          )}
          <button
            type="button"
            className="button button-small"
            aria-pressed={asText}
            onClick={() => setAsText(!asText)}
          >
            {asText ? labels.asFigure : labels.asText}
          </button>
        </span>
      </header>
      <div className="states-body">
        <div className="states-main" ref={box}>
          {asText ? (
            <StatesText map={map} fates={fates} labels={labels} />
          ) : terrain ? (
            <div className="terrain-box">
              {[true, false].map((isRelief) => (
                <TerrainPicture
                  key={String(isRelief)}
                  map={map}
                  terrain={terrain}
                  width={isRelief ? Math.max(width, NARROW) : width < NARROW ? width : NARROW_WIDTH}
                  isRelief={isRelief}
                  walk={walk}
                  name={`${title}. ${numbers}. ${outcomes}. ${labels.here}: ${now}`}
                  labels={labels}
                  onDraw={setWalk}
                />
              ))}
              <TerrainNote terrain={terrain} labels={labels} />
            </div>
          ) : (
            <>
              <StatesPicture
                map={map}
                fates={fates}
                folded={folded}
                width={width}
                walk={walk}
                here={here}
                name={`${title}. ${numbers}. ${outcomes}. ${labels.here}: ${now}`}
                onGo={go}
              />
              {folded.level !== 'all' && (
                <p className="orders-note">
                  {folded.level === 'settled' ? labels.foldedSettled : labels.foldedNear}
                </p>
              )}
            </>
          )}
          <p className="states-tasks">
            {labels.statesTasks}
            {tasks.map((task) => (
              <span key={task} className={taskClass(task)}>
                <i /> {nameOfTask(task)}
              </span>
            ))}
          </p>
          {!terrain && <StatesLegend map={map} fates={fates} labels={labels} />}
          {asTerrain && !ground && <p className="orders-note">{labels.noTerrain}</p>}
        </div>
        <StatesPanel
          map={map}
          fates={fates}
          files={files}
          walk={walk}
          ways={ways}
          labels={labels}
          onStep={step}
          onBack={back}
          onRestart={() => setWalk([])}
          onEnd={() => setWalk(walkToEnd(map, walk))}
          keys={terrain ? labels.terrainKeys : labels.walkKeys}
          onPlay={() =>
            onPlay(
              walk.flatMap((edge) => map.edges[edge]?.move ?? []),
              turnOf(map, fates, walk),
            )
          }
        />
        {mended && <MendedMap {...mended} labels={labels} />}
      </div>
    </section>
  )
}
