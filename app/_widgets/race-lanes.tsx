import { useId } from 'react'
import type { Deed, RaceStory, StoryStep } from '@/lib/engine'
import type { RacePicture } from '@/lib/player/race'
import { fill } from '../_ui/fill'
import { TaskChip, taskClass } from '../_ui/task-chip'
import { deedWord, type OrderLabels } from './order-word'
import { layRace, RACE_BOX } from './race-layout'

/** Drawn at this width and scaled: what is in it stays readable from a phone to half a desk. */
const WIDTH = 340
/** From line to line of a name. */
const NAME_LINE = 16

/** The lives of the tasks from top to bottom; arrows for what is always before what, a hatched ground where nothing is. */
export function RaceLanes(props: {
  picture: RacePicture
  story: RaceStory
  location: string
  labels: OrderLabels
  speech: string
}) {
  const { picture, story, location, labels, speech } = props
  const { steps } = story
  const hatch = useId()
  const layout = layRace(picture, (step) => steps[step]?.task ?? -1, location, WIDTH)
  const racing = new Set(picture.accesses)
  const { ground, variable } = layout
  return (
    <div>
      <svg
        className="race-lanes"
        viewBox={`0 0 ${layout.width} ${layout.height}`}
        role="img"
        aria-label={`${labels.raceLanes}. ${speech}`}
      >
        <defs>
          <pattern
            id={hatch}
            width="7"
            height="7"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <line x1="0" x2="0" y1="0" y2="7" className="race-hatch" />
          </pattern>
        </defs>
        {ground && (
          <>
            <rect x={ground.x} y={ground.y} width={ground.w} height={ground.h} className="race-ground" />
            <rect x={ground.x} y={ground.y} width={ground.w} height={ground.h} fill={`url(#${hatch})`} />
          </>
        )}
        {layout.lanes.map(({ task, x }) => (
          <g key={task} className={taskClass(task)}>
            <line x1={x} x2={x} y1="36" y2={layout.height} className="race-lane" />
            <g transform={`translate(${x - 13} 6)`}>
              <TaskChip index={task} size={26} />
            </g>
          </g>
        ))}
        {layout.dashes.map(({ from, to, path }) => (
          <path key={`${from} ${to}`} d={path} className="race-dash" />
        ))}
        {layout.folds.map(({ y, steps: count }) => (
          <text key={y} x={layout.width / 2} y={y + 4} className="race-note fold">
            {fill(labels.hiddenSteps, { n: count })}
          </text>
        ))}
        {variable && (
          <g transform={`translate(${variable.x} ${variable.y})`}>
            <rect width={variable.w} height={variable.h} rx="3" className="race-variable" />
            <rect x="3.5" y="3.5" width={variable.w - 7} height={variable.h - 7} className="race-variable" />
            <text className="race-name">
              {variable.lines.map((line, i) => (
                <tspan
                  key={line}
                  x={variable.w / 2}
                  y={variable.h / 2 + 4.5 + NAME_LINE * (i - (variable.lines.length - 1) / 2)}
                >
                  {line}
                </tspan>
              ))}
            </text>
          </g>
        )}
        {[...layout.steps].map(([step, { x, y }]) => {
          const told = steps[step]
          if (!told) return null
          return (
            <g key={step} className={taskClass(told.task)}>
              {racing.has(step) ? (
                <g transform={`translate(${x - RACE_BOX.w / 2} ${y - RACE_BOX.h / 2})`}>
                  <rect
                    width={RACE_BOX.w}
                    height={RACE_BOX.h}
                    rx="4"
                    className={told.deed.kind === 'read' ? 'race-access' : 'race-access writes'}
                  />
                  <text
                    x={RACE_BOX.w / 2}
                    y="18.500"
                    className={told.deed.kind === 'read' ? 'race-word' : 'race-word writes'}
                  >
                    {told.line > 0 && `${fill(labels.line, { n: told.line })} `}
                    {told.deed.kind === 'read' ? labels.read : labels.write}
                  </text>
                </g>
              ) : (
                <>
                  <circle cx={x} cy={y} r="5" className="race-point" />
                  <text className={x < layout.width / 2 ? 'race-note end' : 'race-note start'}>
                    {wordsOf(told, labels).map((word, i) => (
                      <tspan key={word} x={x + (x < layout.width / 2 ? -10 : 10)} y={y + 4 + 15 * i}>
                        {word}
                      </tspan>
                    ))}
                  </text>
                </>
              )}
            </g>
          )
        })}
        {layout.arrows.map(({ from, to, path, tip }) => (
          <g key={`${from} ${to}`} className="race-order">
            <path d={path} />
            <path d={tip} className="race-tip" />
          </g>
        ))}
      </svg>
    </div>
  )
}

/** Where a step stands and what it is, one below the other. */
function wordsOf({ line, deed }: StoryStep, labels: OrderLabels): string[] {
  const place = line > 0 ? [fill(labels.line, { n: line })] : []
  return deed.kind === 'call' || deed.kind === 'end' ? [...place, shortDeed(deed, labels)] : place
}

function shortDeed(deed: Deed, labels: OrderLabels): string {
  if (deed.kind !== 'call') return deedWord(deed, labels)
  const name = deed.call.replace(/^pthread_(mutex_|cond_|rwlock_|spin_|barrier_)?/, '')
  return name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name
}

/** Letters that stand beside a lane. */
const LONGEST = 11
