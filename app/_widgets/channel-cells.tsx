import { taskClass } from '../_ui/task-chip'
import { printable } from './channel-word'

/** Width of a byte: CSS pixels. */
export const CELL = 17

/** Bytes side by side, each in the colour of the task that wrote it; a negative one: nobody's. */
export function Cells({
  bytes,
  x,
  y,
}: {
  bytes: readonly { readonly byte: number; readonly task: number }[]
  x: number
  y: number
}) {
  return bytes.map(({ byte, task }, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a byte is known by its place alone
    <g key={i} className={task < 0 ? '' : taskClass(task)}>
      <rect x={x + i * CELL} y={y} width={CELL - 1} height="20" rx="2" className="chan-cell" />
      <text x={x + i * CELL + (CELL - 1) / 2} y={y + 14.5} className="chan-byte">
        {printable(byte)}
      </text>
    </g>
  ))
}
