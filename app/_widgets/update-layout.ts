import type { UpdateState } from '@/lib/player/update'

/** Where everything of an update stands, in CSS pixels: the tasks above, the variable that they share below. Pure. */
export type UpdateLayout = {
  readonly width: number
  readonly height: number
  readonly boxes: readonly {
    readonly state: UpdateState
    readonly x: number
    readonly y: number
    readonly w: number
  }[]
  readonly variable: { readonly x: number; readonly y: number; readonly w: number }
  /** Tasks beyond those that have a box. */
  readonly folded: number
  readonly arrows: readonly Arrow[]
}

/** `wrote` and `will write` lead down to the variable, `read` up from it. */
export type Arrow = {
  readonly task: number
  readonly kind: 'read' | 'wrote' | 'will-write'
  readonly path: string
  readonly tip: string
  readonly label: { readonly x: number; readonly y: number; readonly isLeft: boolean }
}

export const UPDATE_BOX = 92
export const VARIABLE_BOX = 84
const GAP = 16
const BETWEEN = 92
/** Tasks that have a box of their own at most, and the least width of one. */
const MOST = 4
const LEAST_BOX = 116
const ROOM = 24

/** @param width of the figure, at least 280 */
export function layUpdate(states: readonly UpdateState[], width: number): UpdateLayout {
  const room = Math.max(2, Math.floor((width - 2 + GAP) / (LEAST_BOX + GAP)))
  const shown = states.slice(0, Math.min(MOST, room))
  const w = Math.min(190, (width - 2 - GAP * (shown.length - 1)) / Math.max(1, shown.length))
  const step = shown.length > 1 ? (width - 2 - w) / (shown.length - 1) : 0
  const left = shown.length > 1 ? 1 : (width - w) / 2
  const boxes = shown.map((state, i) => ({ state, x: left + i * step, y: 2, w }))
  const variable = { x: width / 2 - 70, y: UPDATE_BOX + BETWEEN, w: 140 }
  return {
    width,
    height: variable.y + VARIABLE_BOX + ROOM,
    boxes,
    variable,
    folded: states.length - shown.length,
    arrows: boxes.flatMap((box, i) => {
      const kind = ARROW[box.state.stage]
      return kind ? [arrowOf(box, variable, kind, i, shown.length)] : []
    }),
  }
}

const ARROW = { before: null, read: 'read', computed: 'will-write', written: 'wrote' } as const

function arrowOf(
  box: UpdateLayout['boxes'][number],
  variable: UpdateLayout['variable'],
  kind: Arrow['kind'],
  index: number,
  count: number,
): Arrow {
  const [fromX, fromY] = [box.x + box.w / 2, box.y + UPDATE_BOX]
  const isLeft = fromX <= variable.x + variable.w / 2
  // Each leads to a place of its own at the variable's nearer side.
  const share = count > 1 ? (index + 0.5) / count : 0.5
  const [toX, toY] = [variable.x + variable.w * share, variable.y]
  const middle = (fromY + toY) / 2
  const down = kind !== 'read'
  const curve = `M${fromX} ${fromY}C${fromX} ${middle} ${toX} ${middle} ${toX} ${toY}`
  const [tipX, tipY] = down ? [toX, toY] : [fromX, fromY]
  const by = down ? -9 : 9
  return {
    task: box.state.task,
    kind,
    path: curve,
    tip: `M${tipX - 5.5} ${tipY + by}h11l-5.5 ${-by}z`,
    label: { x: fromX + (isLeft ? -8 : 8), y: fromY + 34, isLeft },
  }
}

/** Where the words at an arrow stand so that all of them are in the drawing: left ones end there, others begin there. */
export function placeWords({ x, isLeft }: Arrow['label'], lines: readonly string[], width: number): number {
  const room = Math.max(...lines.map(widthOf))
  return isLeft ? Math.max(x, room) : Math.min(x, width - room)
}

/** The words at an arrow line by line: what has no room beside it parts after its comma, and does not lie on the arrow. */
export function linesBeside({ x, isLeft }: Arrow['label'], words: string, width: number): string[] {
  const beside = isLeft ? x : width - x
  return widthOf(words) <= beside ? [words] : words.split(/(?<=,) /)
}

function widthOf(words: string): number {
  return [...words].reduce((sum, letter) => sum + (letter > '\u1100' ? SYLLABLE : LETTER), 0)
}

/** Width of a letter at 12.5 px, and of a syllable: CSS pixels. */
const LETTER = 7
const SYLLABLE = 12
