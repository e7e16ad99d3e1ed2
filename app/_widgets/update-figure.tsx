'use client'

import { fill } from '../_ui/fill'
import { TaskChip, taskClass } from '../_ui/task-chip'
import type { FigureProps } from './figure-props'
import { stateWord } from './label'
import { lookOf } from './look'
import { Unsaid } from './unsaid'
import { layUpdate, linesBeside, placeWords, VARIABLE_BOX } from './update-layout'
import { lostWords, stageWord, updateWords, usersWords, variableIn } from './update-word'
import { useWidth } from './use-width'

const FIRST_WIDTH = 400
const LEAST = 280
/** In more room the boxes stand no further apart: the eye goes from one to the other. */
const MOST = 880
/** From line to line of the words at an arrow. */
const LINE = 15

/** `count++` by several tasks: what each of them holds where nobody else sees it, and the variable that they share. */
export function UpdateFigure({ frame, labels }: FigureProps) {
  const [figure, width] = useWidth<HTMLElement>(FIRST_WIDTH)
  const { updates, shown } = frame
  const layout = layUpdate(updates, Math.min(MOST, Math.max(LEAST, width)))
  const name = updates[0]?.name ?? ''
  const value = variableIn(shown, name)
  const old = value ? frame.changed[`${value.pid}:${value.address}`] : undefined
  const { variable } = layout
  const middle = variable.x + variable.w / 2
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than its place is scrolled by keys
    <figure className="sim-update" ref={figure} aria-label={labels.update} tabIndex={0}>
      {updates.length === 0 ? (
        <p>{labels.noUpdate}</p>
      ) : (
        <svg
          viewBox={`0 0 ${layout.width} ${layout.height}`}
          width={layout.width}
          className="update"
          role="img"
          aria-label={updateWords(updates, layout.boxes.length, shown, labels).join('. ')}
        >
          <Unsaid>
            {layout.arrows.map(({ task, kind, path, tip, label }) => {
              const words = stageWord(
                updates.find((one) => one.task === task),
                labels,
              )
              const lines = linesBeside(label, words, layout.width)
              const x = placeWords(label, lines, layout.width)
              return (
                <g key={task} className={`update-arrow ${kind} ${taskClass(task)}`}>
                  <path d={path} />
                  <path d={tip} className="update-tip" />
                  <text className={label.isLeft ? 'left' : ''}>
                    {lines.map((line, i) => (
                      <tspan key={line} x={x} y={label.y + LINE * i}>
                        {i < lines.length - 1 ? `${line} ` : line}
                      </tspan>
                    ))}
                  </text>
                </g>
              )
            })}
            {layout.folded > 0 && (
              <text x={layout.width - 4} y={variable.y + 24} className="update-note end">
                + {fill(labels.manyTasks, { n: layout.folded })}
              </text>
            )}
            {layout.boxes.map(({ state, x, y, w }) => {
              const task = shown.tasks[state.task]
              return (
                <g key={state.task} className={taskClass(state.task)} transform={`translate(${x} ${y})`}>
                  <rect x="0" y="0" width={w} height="92" rx="6" className="update-task" />
                  <g transform="translate(10 9)">
                    <TaskChip index={state.task} size={21} look={lookOf(task)} />
                  </g>
                  <text x="38" y="24" className="update-name">
                    {task?.name}
                  </text>
                  {hasRoom(w, task?.name ?? '', task ? stateWord(task, shown, labels) : '') && (
                    <text x={w - 10} y="24" className="update-note end">
                      {task && stateWord(task, shown, labels)}
                    </text>
                  )}
                  <text x="10" y="49" className="update-note">
                    {state.stage === 'written' ? labels.heldLast : labels.heldValue}
                  </text>
                  <rect
                    x="10"
                    y="55"
                    width={w - 20}
                    height="29"
                    rx="4"
                    className={`update-held ${state.stage}`}
                  />
                  <text x={w / 2} y="76" className={`update-value ${state.stage}`}>
                    {state.value ?? ''}
                  </text>
                </g>
              )
            })}
            <g transform={`translate(${variable.x} ${variable.y})`}>
              <rect width={variable.w} height={VARIABLE_BOX} rx="4" className="update-shared" />
              <rect
                x="3.5"
                y="3.5"
                width={variable.w - 7}
                height={VARIABLE_BOX - 7}
                rx="2"
                className="update-shared"
              />
              <text x={variable.w / 2} y="24" className="update-name middle">
                {name}
              </text>
              {old !== undefined && old !== value?.value && (
                <>
                  <text x={variable.w / 2 - 38} y="60" className="update-old">
                    {old}
                  </text>
                  <rect
                    x={variable.w / 2 - 22}
                    y="33"
                    width="44"
                    height="38"
                    rx="4"
                    className="update-mark"
                  />
                </>
              )}
              <text
                x={variable.w / 2}
                y="61"
                className={`update-big ${old !== undefined && old !== value?.value ? 'marked' : ''}`}
              >
                {value?.value ?? ''}
              </text>
            </g>
            <text x={middle} y={layout.height - 6} className="update-note middle">
              {lostWords(updates, labels) ?? usersWords(updates, labels)}
            </text>
          </Unsaid>
        </svg>
      )}
    </figure>
  )
}

/** Whether a name and a state stand side by side in the head of a box, without touching each other. */
export function hasRoom(width: number, name: string, state: string): boolean {
  const LETTER = 8
  const SYLLABLE = 12
  return HEAD + name.length * LETTER + state.length * SYLLABLE <= width
}

/** The chip before the name, and the margins: CSS pixels. */
const HEAD = 60
