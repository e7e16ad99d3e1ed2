import { taskLetter } from '@/lib/engine/task-letter'

/** Outlines on a grid of 24, in order of creation: circle, square, hexagon, diamond, pentagon, shield, slant,
 *  octagon. */
const SHAPES = [
  'M12 1.500a10.500 10.500 0 1 1 0 21 10.500 10.500 0 0 1 0-21Z',
  'M5.500 2h13A3.500 3.500 0 0 1 22 5.500v13a3.500 3.500 0 0 1-3.500 3.500h-13A3.500 3.500 0 0 1 2 18.500v-13A3.500 3.500 0 0 1 5.500 2Z',
  'M6.200 2h11.600L23.500 12l-5.700 10H6.200L.5 12Z',
  'M12 .5 23.500 12 12 23.500.5 12Z',
  'M12 1 23.300 9.300 19 22.500H5L.7 9.300Z',
  'M2.500 2h19v10.500c0 5.500-4 8.800-9.500 10.500-5.500-1.700-9.500-5-9.500-10.500Z',
  'M6.500 2H24l-6.500 20H0Z',
  'M7.400 1h9.200L23 7.400v9.200L16.600 23H7.400L1 16.600V7.400Z',
] as const

export type TaskLook = 'running' | 'runnable' | 'sleeping' | 'zombie'

/** The class that gives the colours of a task: `tc` its fill, `to` the letter on it, `tt` its words. */
export function taskClass(index: number): string {
  return `task-${(index % SHAPES.length) + 1}`
}

/** A task as hue, shape and letter. The fill tells its state. `index` counts tasks from 0 in order of
 *  creation; `label` is what a screen reader says, or nothing where words beside it say the same. */
export function TaskChip(props: {
  index: number
  look?: TaskLook
  size?: number
  label?: string | undefined
}) {
  const { index, look = 'running', size = 21, label } = props
  const letter = taskLetter(index)
  return (
    <svg
      className={`chip chip-${look} ${taskClass(index)}`}
      width={size}
      height={size}
      viewBox="-1 -1 26 26"
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={!label}
    >
      <path d={SHAPES[index % SHAPES.length]} />
      {size >= 16 && (
        <text x="12" y="17.200" className={letter.length > 1 ? 'chip-long' : undefined}>
          {letter}
        </text>
      )}
      {look === 'zombie' && <line x1="2" y1="22" x2="22" y2="2" />}
    </svg>
  )
}
