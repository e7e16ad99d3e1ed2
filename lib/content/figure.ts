import 'server-only'
import { taskOfLetter } from '@/lib/engine/task-letter'
import type { AttributesOf } from './component'
import { jsx, type TreeNode, text } from './tree'

/** The drawing of a `Figure`, as elements that carry classes and SVG attributes, never inline styles: the
 *  policy of the pages forbids those. The colours are tokens, so both themes are served. */
export function drawFigure(figure: AttributesOf<'Figure'>): TreeNode {
  const { kind, spaces = [], labels = [], caption } = figure
  const drawing = kind === 'spaces' ? drawSpaces(spaces, labels) : drawFrames(labels)
  const { width, height } = drawing
  return jsx(
    'svg',
    {
      viewBox: `0 0 ${width} ${height}`,
      className: `figure-${kind}`,
      role: 'img',
      'aria-label': caption,
      fill: 'none',
    },
    drawing.nodes,
  )
}

type Drawing = { readonly width: number; readonly height: number; readonly nodes: TreeNode[] }

const COLUMN = 150
const GAP = 26
const TOP = 26
/** Narrower drawings are centred in this width, so that all are drawn to one scale. */
const MIN_WIDTH = 330

/** Address spaces side by side, high addresses on top: the stacks of the tasks that the space's name lists
 *  ("A, B: one process"), then heap, data and code. Regions that several tasks use wear a double line. */
function drawSpaces(spaces: readonly string[], labels: readonly string[]): Drawing {
  const [stack = '', heap = '', data = '', code = ''] = labels
  const columns = spaces.map(parseSpace)
  const most = Math.max(...columns.map((column) => column.tasks.length))
  const drawn = columns.length * (COLUMN + GAP) - GAP + 4
  const width = Math.max(drawn, MIN_WIDTH)
  const nodes = columns.flatMap((column, i) => {
    const x = i * (COLUMN + GAP) + 2 + (width - drawn) / 2
    const isShared = column.tasks.length > 1
    const stacks = column.tasks.flatMap((task, row) => stackBox(x, TOP + row * 44, task, stack))
    const below = TOP + most * 44 + 28
    const rows: readonly (readonly [string, string])[] = [
      [heap, '--seg-heap'],
      [data, '--seg-data'],
      [code, '--seg-code'],
    ]
    const regions = rows.flatMap(([label, tint], row) => region(x, below + row * 40, label, tint, isShared))
    return [title(x, column.name), gapLine(x, TOP + column.tasks.length * 44, below), ...stacks, ...regions]
  })
  return { width, height: TOP + most * 44 + 28 + 3 * 40 + 2, nodes }
}

function parseSpace(space: string): { tasks: string[]; name: string } {
  const [tasks = '', name = ''] = space.split(':', 2)
  return { tasks: tasks.split(',').map((task) => task.trim()), name: name.trim() }
}

function stackBox(x: number, y: number, task: string, label: string): TreeNode[] {
  const colour = `var(${token(task)})`
  return [
    box(x, y, COLUMN, 36, {
      fill: colour,
      fillOpacity: 0.12,
      stroke: colour,
      strokeWidth: 1.5,
    }),
    ...chip(x + 18, y + 18, task),
    words(x + 36, y + 22, label),
  ]
}

function region(x: number, y: number, label: string, tint: string, isShared: boolean): TreeNode[] {
  const outer = box(x, y, COLUMN, 34, { fill: `var(${tint})`, stroke: 'var(--ink-2)', strokeWidth: 1.5 })
  const inner = box(x + 3, y + 3, COLUMN - 6, 28, { stroke: 'var(--ink-2)', strokeWidth: 1 })
  return [outer, ...(isShared ? [inner] : []), words(x + 12, y + 21, label)]
}

/** Two page tables over physical frames, before and after one write: what copy-on-write does.
 *  Labels: parent, child, before, after, page, frame, copied. */
function drawFrames(labels: readonly string[]): Drawing {
  const [parent = '', child = '', before = '', after = '', page = '', frame = '', copied = ''] = labels
  const nodes = [
    ...framesHalf(0, { parent, child, heading: before, page, frame, copied: null }),
    ...framesHalf(190, { parent, child, heading: after, page, frame, copied }),
  ]
  return { width: CHILD_TABLE + TABLE + 2, height: 380, nodes }
}

/** From left to right: a page table, an arrow, the frames, an arrow, the other page table. */
const TABLE = 88
const ARROW = 24
const FRAME = 102
const FRAME_LEFT = TABLE + 2 + ARROW
const FRAME_RIGHT = FRAME_LEFT + FRAME
const CHILD_TABLE = FRAME_RIGHT + ARROW

type FrameWords = {
  readonly parent: string
  readonly child: string
  readonly heading: string
  readonly page: string
  readonly frame: string
  /** Word on the frame that was copied; null draws the picture before the write. */
  readonly copied: string | null
}

function framesHalf(y: number, say: FrameWords): TreeNode[] {
  const isAfter = say.copied !== null
  const tables = [
    { name: say.parent, task: 'A', x: 2 },
    { name: say.child, task: 'B', x: CHILD_TABLE },
  ].flatMap(({ name, task, x }) => [
    ...chip(x + 10, y + 40, task),
    words(x + 26, y + 44, name),
    ...[0, 1].flatMap((row) => [
      box(x, y + 58 + row * 48, TABLE, 34, { fill: 'var(--raise)', stroke: 'var(--edge)', strokeWidth: 1 }),
      words(x + 12, y + 80 + row * 48, `${say.page} ${row}`),
    ]),
  ])
  const shared = frameBox(y + 58, '#4', true)
  const second = frameBox(y + 106, '#5', !isAfter, isAfter ? 'A' : null)
  const arrows = [
    arrow(TABLE + 2, y + 75, FRAME_LEFT - 2),
    arrow(CHILD_TABLE, y + 75, FRAME_RIGHT + 2),
    arrow(TABLE + 2, y + 123, FRAME_LEFT - 2),
    ...(isAfter ? [] : [arrow(CHILD_TABLE, y + 123, FRAME_RIGHT + 2)]),
  ]
  const copy = isAfter ? copiedFrame(y, say) : []
  const column = words(165, y + 44, say.frame, 'middle')
  return [title(2, say.heading, y), column, ...tables, ...shared, ...second, ...arrows, ...copy]
}

function copiedFrame(y: number, say: FrameWords): TreeNode[] {
  const [turn, to] = [CHILD_TABLE - 11, FRAME_RIGHT + 2]
  return [
    ...frameBox(y + 150, '#9', false, 'B'),
    line(
      `M${CHILD_TABLE} ${y + 123} H${turn} V${y + 167} H${to} M${to + 6} ${y + 163} L${to} ${y + 167} L${to + 6} ${y + 171}`,
    ),
    words(FRAME_LEFT - 6, y + 171, say.copied ?? '', 'end'),
  ]
}

/** A physical frame: a double line while several pages point to it, else its owner's wash. */
function frameBox(y: number, label: string, isShared: boolean, owner: string | null = null): TreeNode[] {
  const wash = owner ? { fill: `var(${token(owner)})`, fillOpacity: 0.12 } : { fill: 'var(--seg-data)' }
  const stroke = owner ? `var(${token(owner)})` : 'var(--ink-2)'
  const outer = box(FRAME_LEFT, y, FRAME, 34, { ...wash, stroke, strokeWidth: 1.5 })
  const inner = box(FRAME_LEFT + 3, y + 3, FRAME - 6, 28, { stroke: 'var(--ink-2)', strokeWidth: 1 })
  return [outer, ...(isShared ? [inner] : []), words(FRAME_LEFT + FRAME / 2, y + 22, label, 'middle')]
}

function arrow(from: number, y: number, to: number): TreeNode {
  const back = to > from ? -6 : 6
  return line(`M${from} ${y} L${to} ${y} M${to + back} ${y - 4} L${to} ${y} L${to + back} ${y + 4}`)
}

function line(d: string): TreeNode {
  return jsx('path', { d, stroke: 'var(--ink-2)', strokeWidth: 1.5 })
}

function title(x: number, label: string, y = 0): TreeNode {
  return jsx('text', { x, y: y + 16, className: 'figure-title', fill: 'var(--ink)' }, [text(label)])
}

function gapLine(x: number, from: number, to: number): TreeNode {
  return jsx('path', {
    d: `M${x} ${from - 8} L${x} ${to} M${x + COLUMN} ${from - 8} L${x + COLUMN} ${to}`,
    stroke: 'var(--edge)',
    strokeDasharray: '3 3',
  })
}

/** A task's chip: circle, square and hexagon for A, B and C; the letter always stands on it. */
function chip(x: number, y: number, task: string): TreeNode[] {
  const fill = `var(${token(task)})`
  const shapes: Readonly<Record<string, TreeNode>> = {
    A: jsx('circle', { cx: x, cy: y, r: 9, fill }),
    C: jsx('path', { d: `M${x - 5} ${y - 9} h10 l5 9 l-5 9 h-10 l-5 -9 z`, fill }),
  }
  const shape = shapes[task] ?? jsx('rect', { x: x - 9, y: y - 9, width: 18, height: 18, rx: 3, fill })
  const paint = { className: 'figure-chip', textAnchor: 'middle', fill: `var(${token(task)}-on)` }
  return [shape, jsx('text', { x, y: y + 4, ...paint }, [text(task)])]
}

/** The colour of a task: A is the first. */
function token(task: string): string {
  return `--t${(taskOfLetter(task) % 8) + 1}`
}

function box(
  x: number,
  y: number,
  width: number,
  height: number,
  paint: Readonly<Record<string, string | number>>,
): TreeNode {
  return jsx('rect', { x, y, width, height, rx: 4, ...paint })
}

function words(x: number, y: number, label: string, textAnchor = 'start'): TreeNode {
  return jsx('text', { x, y, className: 'figure-label', textAnchor, fill: 'var(--ink)' }, [text(label)])
}
