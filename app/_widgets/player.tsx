'use client'

import { taskLetter } from '@/lib/engine/task-letter'
import type { RunShape } from '@/lib/player/shape'
import { fill } from '../_ui/fill'
import { taskClass } from '../_ui/task-chip'
import type { Labels } from './label'
import { Scrubber } from './scrubber'

export const SPEEDS = [0.5, 1, 2, 4] as const

/** Blocks of the strip; a longer run is drawn with several steps a block. */
const BLOCKS = 96

/** First, back, play, forward, the strip, where we are, speed. */
export function Player(props: {
  shape: RunShape
  position: number
  /** How far one can go; left out: to the end. */
  last?: number
  playing: boolean
  /** What has not happened yet is not to be told. */
  isLocked: boolean
  speed: number
  /** The step that decided how the run ends, where that is known. */
  turn?: number | undefined
  valueText: string
  labels: Labels
  onSeek: (position: number) => void
  onPlay: (playing: boolean) => void
  onSpeed: (speed: number) => void
}) {
  const { shape, position, playing, isLocked, speed, labels, onSeek, onPlay, onSpeed } = props
  const atEnd = position >= (props.last ?? shape.length)
  const next = SPEEDS[(SPEEDS.indexOf(speed as 1) + 1) % SPEEDS.length] ?? 1
  return (
    <div className="sim-player">
      <button
        type="button"
        aria-label={labels.first}
        disabled={position === 0}
        onClick={() => onSeek(0)}
        className="sim-wide"
      >
        <PlayerIcon d="M6 5v14M19 5 9 12l10 7Z" />
      </button>
      <button
        type="button"
        aria-label={labels.back}
        disabled={position === 0}
        onClick={() => onSeek(position - 1)}
      >
        <PlayerIcon d="M18 5v14M15 5 5 12l10 7Z" />
      </button>
      <button
        type="button"
        className="sim-play"
        aria-label={playing ? labels.pause : labels.play}
        onClick={() => onPlay(!playing)}
      >
        <PlayerIcon d={playing ? 'M8 5v14M16 5v14' : 'M8 5v14l11-7Z'} />
      </button>
      <button type="button" aria-label={labels.forward} disabled={atEnd} onClick={() => onSeek(position + 1)}>
        <PlayerIcon d="M6 5v14M9 5l10 7-10 7Z" />
      </button>
      <button
        type="button"
        aria-label={labels.nextMoment}
        disabled={atEnd}
        onClick={() => onSeek(nextMoment(shape, position))}
      >
        <PlayerIcon d="M4 5l7 7-7 7M12 5l7 7-7 7" />
      </button>
      <Strip
        shape={shape}
        position={position}
        isLocked={isLocked}
        turn={props.turn}
        label={labels.strip}
        valueText={props.valueText}
        onSeek={onSeek}
      />
      <span className="sim-count">
        <b>{position}</b> / {shape.length}
      </span>
      <button
        type="button"
        className="sim-speed"
        aria-label={fill(labels.speed, { x: speed })}
        onClick={() => onSpeed(next)}
      >
        {speed}×
      </button>
    </div>
  )
}

/** Where in the run a position is, and whose step led there; where it is another task's than the one before, that is said. */
export function placeWords({ length, tasks }: RunShape, position: number, labels: Labels): string {
  const task = tasks[position - 1]
  const place = { i: position, n: length }
  if (task === undefined) return fill(labels.position, place)
  const isOther = position > 1 && tasks[position - 2] !== task
  return fill(isOther ? labels.positionNow : labels.positionOf, { ...place, task: taskLetter(task) })
}

/** The next position at which something happens that a reader would go to; the end where nothing more does. */
export function nextMoment(shape: RunShape, position: number): number {
  const at = shape.moments.indexOf(true, position)
  return at < 0 ? shape.length : at + 1
}

/** The one before. */
export function lastMoment(shape: RunShape, position: number): number {
  const at = position < 2 ? -1 : shape.moments.lastIndexOf(true, position - 2)
  return at < 0 ? 0 : at + 1
}

export function PlayerIcon({ d }: { d: string }) {
  return (
    <svg
      className="icon"
      width="18"
      height="18"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinejoin="round"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d={d} />
    </svg>
  )
}

/** The schedule as the scrubber: a block a step in its task's colour. */
function Strip(props: {
  shape: RunShape
  position: number
  isLocked: boolean
  turn: number | undefined
  label: string
  valueText: string
  onSeek: (position: number) => void
}) {
  const { shape, position, isLocked, turn = 0, label, valueText, onSeek } = props
  const size = Math.max(1, Math.ceil(shape.length / BLOCKS))
  const blocks = Array.from({ length: Math.ceil(shape.length / size) }, (_, i) => i * size)
  return (
    <Scrubber
      className="sim-strip"
      label={label}
      position={position}
      length={shape.length}
      valueText={valueText}
      onSeek={onSeek}
    >
      {blocks.map((start) => {
        const task = shape.tasks[start] ?? 0
        const now = position > start && position <= start + size
        if (isLocked && position <= start) return <i key={start} className="future unknown" />
        return (
          <i
            key={start}
            className={`${taskClass(task)} ${position > start ? '' : 'future'} ${now ? 'now' : ''} ${turn > start && turn <= start + size ? 'turn' : ''}`}
          >
            {blocks.length <= 30 ? taskLetter(task) : ''}
          </i>
        )
      })}
    </Scrubber>
  )
}
