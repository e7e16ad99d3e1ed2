import { useId } from 'react'
import { taskLetter } from '@/lib/engine/task-letter'
import type { Frame } from '@/lib/player/frame'
import { type Reached, reachedBy } from '@/lib/player/reach'
import { fill } from '../_ui/fill'
import { TaskChip, taskClass } from '../_ui/task-chip'
import type { Labels } from './label'
import { lookOf } from './look'
import { BOX, layReach, type ReachPlace, type ReachRow } from './reach-layout'
import { hex } from './task-panel'
import './reach.css'

const WIDTH = 288
const TASK = { x: 1, width: 124 }
const PLACE = { x: 187, width: 100 }

/** Who reaches which variable where: a virtual address on the left, the page frame behind it on the right. A double box is one
 *  place that several tasks have together; boxes apart are places apart. */
export function ReachPicture(props: { frame: Frame; names: readonly string[]; labels: Labels }) {
  const { frame, names, labels } = props
  const arrow = useId()
  const reached = reachedBy(frame.shown, names)
  const { rows, places, height } = layReach(reached)
  const tasks = [...new Set(rows.map(({ task }) => task))]
  return (
    <svg className="reach" viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={said(reached, labels)}>
      <defs>
        {tasks.map((task) => (
          <marker
            key={task}
            id={`${arrow}-${task}`}
            className={taskClass(task)}
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="8"
            markerHeight="8"
            markerUnits="userSpaceOnUse"
            orient="auto"
          >
            <path d="M1 1 7 4 1 7" className="reach-head" />
          </marker>
        ))}
      </defs>
      <text x={TASK.x} y="12" className="reach-title">
        {labels.reachAddress}
      </text>
      <text x={PLACE.x} y="12" className="reach-title">
        {labels.reachFrame}
      </text>
      {rows.map((row) => (
        <TaskBox key={`${row.task} ${row.y}`} row={row} frame={frame} arrow={`url(#${arrow}-${row.task})`} />
      ))}
      {places.map((place) => (
        <PlaceBox key={`${place.name} ${place.y}`} place={place} labels={labels} />
      ))}
    </svg>
  )
}

function TaskBox({ row, frame, arrow }: { row: ReachRow; frame: Frame; arrow: string }) {
  const { task, address, y, placeY } = row
  const [from, to] = [TASK.x + TASK.width, PLACE.x - 3]
  const bend = (to - from) * 0.55
  const now = frame.shown.tasks[task]
  return (
    <g className={taskClass(task)}>
      <rect
        x={TASK.x}
        y={y - BOX / 2}
        width={TASK.width}
        height={BOX}
        rx="4"
        className={now?.state === 'zombie' ? 'reach-box reach-over' : 'reach-box'}
      />
      <g transform={`translate(${TASK.x + 8} ${y - 16})`}>
        <TaskChip index={task} size={16} look={lookOf(now)} />
      </g>
      <text x={TASK.x + 30} y={y - 4} className="reach-name">
        {now?.name}
      </text>
      <text x={TASK.x + 8} y={y + 14} className="reach-address">
        {hex(address)}
      </text>
      <path
        d={`M${from} ${y}C${from + bend} ${y} ${to - bend} ${placeY} ${to} ${placeY}`}
        className="reach-arrow"
        markerEnd={arrow}
      />
    </g>
  )
}

function PlaceBox({ place, labels }: { place: ReachPlace; labels: Labels }) {
  const { name, frame, value, tasks, y } = place
  const isTogether = tasks.length > 1
  const box = { x: PLACE.x, y: y - BOX / 2, width: PLACE.width, height: BOX, rx: 4 }
  return (
    <g className={isTogether ? undefined : taskClass(tasks[0] ?? 0)}>
      <rect {...box} className={isTogether ? 'reach-together' : 'reach-box'} />
      {isTogether && (
        <rect {...box} x={box.x + 3} y={box.y + 3} width={box.width - 6} height={box.height - 6} rx="2" />
      )}
      <text x={PLACE.x + 9} y={y - 5} className="reach-address">
        {frame === null ? labels.reachNoFrame : `#${frame}`}
      </text>
      <text x={PLACE.x + 9} y={y + 14} className="reach-address">
        {name}
      </text>
      <text
        x={PLACE.x + PLACE.width - 9}
        y={y + 13}
        textAnchor="end"
        className={value.length > LARGE_SIGNS ? 'reach-value reach-long' : 'reach-value'}
      >
        {value.length > MOST_SIGNS ? `${value.slice(0, MOST_SIGNS - 1)}…` : value}
      </text>
    </g>
  )
}

/** Signs of a value that there is room for. */
const MOST_SIGNS = 8
/** A longer value is written smaller. */
const LARGE_SIGNS = 5

/** The picture in words. */
function said(reached: readonly Reached[], labels: Labels): string {
  return reached
    .flatMap(({ name, places }) =>
      places.map(({ value, by }) =>
        fill(by.length > 1 ? labels.reachTogether : labels.reachAlone, {
          tasks: by.map(({ task }) => taskLetter(task)).join(', '),
          name,
          value,
        }),
      ),
    )
    .join(' ')
}
