import { Fragment } from 'react'
import { taskLetter } from '@/lib/engine/task-letter'
import { taskClass } from '../_ui/task-chip'
import type { KernelCell, KernelPicture } from './kernel-layout'
import { cellWords, describe, isUser, registerWords } from './kernel-word'
import type { Labels } from './label'
import { SvgButton } from './svg-button'
import { Unsaid } from './unsaid'
import type { useRoving } from './use-roving'

export type KernelDrawing = {
  picture: KernelPicture
  labels: Labels
  width: number
  roving: ReturnType<typeof useRoving<SVGSVGElement>>
  onSeek: (position: number) => void
}

const ROW = 30
const CARD = 58

/** Time goes down: two tracks, and a row of words for each cell. */
export function NarrowKernel({ picture, labels, width, roving, onSeek }: KernelDrawing) {
  const { cells } = picture
  const heights = cells.map((cell) => (cell.kind === 'save' || cell.kind === 'restore' ? CARD : ROW))
  const tops = heights.map((_, i) => 26 + heights.slice(0, i).reduce((sum, h) => sum + h, 0))
  const height = 32 + heights.reduce((sum, h) => sum + h, 0)
  const [userX, rule, kernelX, text] = [22, 42, 62, 88]
  const x = (cell: KernelCell) => (isUser(cell) ? userX : kernelX)
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      className="kernel"
      role="toolbar"
      aria-label={describe(picture, labels)}
      {...roving}
    >
      <rect x={rule} y="20" width="40" height={height} className="kernel-ground" />
      <text x="2" y="14" className="kernel-mode">
        {labels.userMode}
      </text>
      <text x={text} y="14" className="kernel-mode">
        {labels.kernelMode}
      </text>
      <line x1={rule} x2={rule} y1="20" y2={height} className="kernel-rule" />
      {cells.map((cell, i) => {
        const [top, bottom] = [tops[i] ?? 0, (tops[i] ?? 0) + (heights[i] ?? 0)]
        const before = cells[i - 1]
        const crosses = before !== undefined && isUser(before) !== isUser(cell)
        const [first, last] = cell.tasks
        const middle = (top + bottom) / 2
        const start =
          crosses && before ? `M${x(before)} ${top}H${x(cell)}V${middle}` : `M${x(cell)} ${top}V${middle}`
        const tone = cell.isFuture ? 'future' : ''
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is known by its place in the run
          <g key={i}>
            <path d={start} className={`kernel-line ${taskClass(first)} ${tone}`} />
            <path
              d={`M${x(cell)} ${middle}V${bottom}`}
              className={`kernel-line ${taskClass(last)} ${tone}`}
            />
            {crosses && <circle cx={rule} cy={top} r="4.5" className="kernel-door" />}
          </g>
        )
      })}
      {cells.map((cell, i) => {
        const top = tops[i] ?? 0
        const words = cellWords(cell, labels)
        const title = isUser(cell) ? `${taskLetter(cell.tasks[0])} ${words.title}` : words.title
        const isCard = cell.kind === 'save' || cell.kind === 'restore'
        const [rip, rsp, rbp, rax] = isCard ? registerWords(cell.registers) : []
        const registers = isCard ? [`${rip}   ${rsp}`, `${rbp}   ${rax}`] : []
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is known by its place in the run
          <Fragment key={i}>
            <SvgButton
              isFirst={i === 0}
              label={[title, ...(isCard ? registers : [words.note])].join(' ')}
              isNow={i === picture.now}
              className={`kernel-cell ${cell.kind} ${taskClass(cell.tasks[0])} ${cell.isFuture ? 'future' : ''} ${i === picture.now ? 'now' : ''}`}
              onPress={() => onSeek(cell.position)}
            >
              <rect
                x={text - 6}
                y={top + 2}
                width={width - text}
                height={(heights[i] ?? ROW) - 4}
                rx="4"
                className={isCard ? 'kernel-saved' : 'kernel-hit'}
              />
              <text x={text} y={top + 19} className="kernel-title">
                {title}
              </text>{' '}
              <text x={width - 12} y={top + 19} className="kernel-note end">
                {isCard ? '' : words.note}
              </text>
              {registers.map((row, line) => (
                // Parted for whoever is told the words of the button.
                <Fragment key={row}>
                  <text x={text} y={top + 34 + line * 15} className="kernel-registers">
                    {row}
                  </text>{' '}
                </Fragment>
              ))}
            </SvgButton>
            {isCard && (
              // There are more registers.
              <Unsaid>
                <text x={width - 12} y={top + 34 + (registers.length - 1) * 15} className="kernel-note end">
                  …
                </text>
              </Unsaid>
            )}
          </Fragment>
        )
      })}
    </svg>
  )
}
