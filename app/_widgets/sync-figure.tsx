import type { MachineView, SyncView } from '@/lib/engine'
import type { Frame } from '@/lib/player/frame'
import { TaskChip, taskClass } from '../_ui/task-chip'
import { ChipCrowd } from './chip-crowd'
import type { Labels } from './label'
import { lookOf } from './look'
import { ringWords, stateOfSync, syncWords } from './sync-word'
import { type Link, waitRing } from './wait-ring'

/** Who has each lock and who waits at it; and, where tasks wait for each other in a circle, the circle. */
export function SyncFigure({ frame, labels }: { frame: Frame; labels: Labels }) {
  const view = frame.shown
  const ring = waitRing(view)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <figure className="sim-sync" aria-label={labels.sync} tabIndex={0}>
      {ring && <Ring ring={ring} view={view} labels={labels} />}
      {view.syncs.length === 0 ? (
        <p className="sync-none">{labels.noSync}</p>
      ) : (
        <ul className="sync-rooms">
          {view.syncs.map((sync) => (
            <Room key={`${sync.pid} ${sync.address}`} sync={sync} view={view} labels={labels} />
          ))}
        </ul>
      )}
    </figure>
  )
}

/** An object as a room: before it those who wait, in it the one who has it. */
function Room({ sync, view, labels }: { sync: SyncView; view: MachineView; labels: Labels }) {
  const { name, kind, owner, waiters } = sync
  return (
    <li className="sync-room">
      <span className="visually-hidden">{syncWords(sync, labels)}</span>
      <span className="sync-queue" aria-hidden="true">
        {waiters.length > 0 && <small>{labels.sleeping}</small>}
        <ChipCrowd tasks={waiters} look={(task) => lookOf(view.tasks[task])} labels={labels} />
      </span>
      <span className="sync-arrow" aria-hidden="true" />
      <span className="sync-box" aria-hidden="true">
        <span>
          <code>{name}</code> <small>{labels[kind]}</small>
        </span>
        {owner !== null ? (
          <span className="sync-owner">
            <TaskChip index={owner} size={25} look="running" />
            <small>{labels.holds}</small>
          </span>
        ) : (
          <span className="sync-value">{stateOfSync(sync, labels)}</span>
        )}
      </span>
    </li>
  )
}

const SIZE = 260
const RADIUS = 92

function arc(from: { x: number; y: number }, to: { x: number; y: number }): string {
  return `M${from.x} ${from.y}A${RADIUS} ${RADIUS} 0 0 1 ${to.x} ${to.y}`
}

/** Tasks and what they wait for, round a circle: each arrow leads to the lock, and from the lock to who has it. */
function Ring({ ring, view, labels }: { ring: readonly Link[]; view: MachineView; labels: Labels }) {
  const middle = SIZE / 2
  const place = (step: number) => {
    const angle = (2 * Math.PI * step) / (2 * ring.length) - Math.PI / 2
    return { x: middle + RADIUS * Math.cos(angle), y: middle + RADIUS * Math.sin(angle) }
  }
  // Near the end of its way, and in the middle where ways are short.
  const head = ring.length > 3 ? 0.5 : 0.68
  return (
    <figure className="sync-ring">
      <svg viewBox={`0 0 ${SIZE} ${SIZE}`} aria-hidden="true">
        {ring.map(({ task }, i) => (
          <g key={task}>
            <path d={arc(place(2 * i), place(2 * i + 1))} className="ring-path" />
            <path d={arc(place(2 * i + 1), place(2 * i + 2))} className="ring-path has" />
            {[2 * i + head, 2 * i + 1 + head].map((at) => (
              <path
                key={at}
                d="M-7 -5 7 0 -7 5Z"
                transform={`translate(${place(at).x} ${place(at).y}) rotate(${(180 * at) / ring.length})`}
                className="ring-tip"
              />
            ))}
          </g>
        ))}
        {ring.map(({ task, waitsFor }, i) => {
          const [at, lock] = [place(2 * i), place(2 * i + 1)]
          const width = Math.max(44, waitsFor.length * 8 + 14)
          return (
            <g key={task}>
              <rect
                x={lock.x - width / 2}
                y={lock.y - 13}
                width={width}
                height="26"
                rx="4"
                className="ring-lock"
              />
              <text x={lock.x} y={lock.y + 4.5} className="ring-name">
                {waitsFor}
              </text>
              <g transform={`translate(${at.x - 17} ${at.y - 17})`} className={taskClass(task)}>
                <circle cx="17" cy="17" r="20" className="ring-ground" />
                <TaskChip index={task} size={34} look={lookOf(view.tasks[task])} />
              </g>
            </g>
          )
        })}
        <text x={middle} y={middle - 2} className="ring-title">
          {labels.ring}
        </text>
      </svg>
      <figcaption>
        <span className="visually-hidden">{labels.ring}: </span>
        {ringWords(ring, labels)}
      </figcaption>
    </figure>
  )
}
