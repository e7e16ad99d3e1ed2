import type { RacePicture } from '@/lib/player/race'

/** Heights and widths in CSS pixels. */
const HEAD = 48
const ROW = 46
const FOLD = 26
const BOX = { w: 92, h: 28 }
/** The least width of a lane: two boxes side by side with the variable between them. */
const LANE = 120
const VARIABLE = { w: 108, h: 44 }
/** Between the box of the variable and those of the accesses, on each side. */
const AIR = 12
/** Of the variable's name: a letter, what is on both sides of it, and letters that a line holds at most. */
const NAME = { letter: 7.8, pad: 12, most: 12 }

export type RaceLayout = {
  readonly width: number
  readonly height: number
  readonly lanes: readonly { readonly task: number; readonly x: number }[]
  readonly steps: ReadonlyMap<number, { readonly x: number; readonly y: number }>
  readonly folds: readonly { readonly y: number; readonly steps: number }[]
  readonly arrows: readonly {
    readonly from: number
    readonly to: number
    readonly path: string
    readonly tip: string
  }[]
  /** The ground on which nothing orders the accesses; null where none is shown. */
  readonly ground: { readonly x: number; readonly y: number; readonly w: number; readonly h: number } | null
  readonly dashes: readonly { readonly from: number; readonly to: number; readonly path: string }[]
  readonly variable: {
    readonly x: number
    readonly y: number
    readonly w: number
    readonly h: number
    /** Its name, in one line or two. */
    readonly lines: readonly string[]
  } | null
}

export const RACE_BOX = BOX

/** Lanes from left to right, steps from top to bottom.
 *  @param location the name of the variable, for which the lanes keep their distance
 *  @param width that it has at least */
export function layRace(
  picture: RacePicture,
  taskOf: (step: number) => number,
  location: string,
  width: number,
): RaceLayout {
  const { tasks, rows, orders, pairs, accesses } = picture
  const lines = nameLines(location)
  const name = Math.max(...lines.map(({ length }) => length)) * NAME.letter + NAME.pad
  const meet = pairs
    .slice(0, 1)
    .flatMap(({ from, to }) => [from, to].map((step) => tasks.indexOf(taskOf(step))))
  const lanesApart = Math.max(1, Math.max(...meet) - Math.min(...meet))
  const apart = (BOX.w + 2 * AIR + name) / lanesApart
  const room = Math.max(width, Math.max(LANE, apart) * tasks.length)
  const lanes = tasks.map((task, i) => ({ task, x: Math.round((room * (i + 0.5)) / tasks.length) }))
  const xOf = (step: number) => lanes.find(({ task }) => task === taskOf(step))?.x ?? room / 2
  const steps = new Map<number, { x: number; y: number }>()
  const folds: { y: number; steps: number }[] = []
  let y = HEAD
  for (const row of rows) {
    if (row.kind === 'fold') folds.push({ y: y + FOLD / 2, steps: row.steps })
    else steps.set(row.step, { x: xOf(row.step), y: y + ROW / 2 })
    y += row.kind === 'fold' ? FOLD : ROW
  }
  const placed = (step: number) => steps.get(step) ?? { x: 0, y: 0 }
  return {
    width: room,
    height: y + 8,
    lanes,
    steps,
    folds,
    arrows: orders.map(({ from, to }) => ({
      from,
      to,
      ...arrow(placed(from), placed(to), roomOf(accesses.includes(from)), roomOf(accesses.includes(to))),
    })),
    ...meeting(pairs, placed, lanes, lines),
  }
}

type Point = { readonly x: number; readonly y: number }

/** Half of what stands at a step, and a little air. */
function roomOf(isAccess: boolean): number {
  return isAccess ? BOX.w / 2 + 2 : 8
}

function arrow(from: Point, to: Point, before: number, after: number) {
  const side = Math.sign(to.x - from.x)
  const start = from.x + side * before
  const end = to.x - side * after
  const bend = (end - start) / 2
  const path = `M${start} ${from.y}C${start + bend} ${from.y} ${end - bend} ${to.y} ${end - side * 6} ${to.y}`
  return { path, tip: `M${end} ${to.y}l${-side * 9} -4.500v9Z` }
}

/** Where the accesses meet: the ground, dashes between them, and the variable between the lanes of the first two. */
function meeting(
  pairs: RacePicture['pairs'],
  placed: (step: number) => Point,
  lanes: RaceLayout['lanes'],
  lines: readonly string[],
): Pick<RaceLayout, 'ground' | 'dashes' | 'variable'> {
  const points = pairs.flatMap(({ from, to }) => [placed(from), placed(to)])
  if (points.length === 0 || lanes.length < 2) return { ground: null, dashes: [], variable: null }
  const [left, right] = [Math.min(...points.map(({ x }) => x)), Math.max(...points.map(({ x }) => x))]
  const [top, bottom] = [Math.min(...points.map(({ y }) => y)), Math.max(...points.map(({ y }) => y))]
  const pad = BOX.h / 2 + 8
  const ground = { x: left, y: top - pad, w: right - left, h: bottom - top + 2 * pad }
  const [one, other] = points
  const apart = one && other ? Math.abs(other.x - one.x) : 0
  const middle = { x: ((one?.x ?? left) + (other?.x ?? right)) / 2, y: (top + bottom) / 2 }
  const gap = apart - BOX.w - 2 * AIR
  const w = Math.min(VARIABLE.w, gap)
  const edge = (point: Point, to: Point) => ({
    x: point.x + Math.sign(to.x - point.x) * (BOX.w / 2),
    y: point.y,
  })
  return {
    ground,
    dashes: pairs.map(({ from, to }) => {
      const [a, b] = [edge(placed(from), placed(to)), edge(placed(to), placed(from))]
      return { from, to, path: `M${a.x} ${a.y}L${b.x} ${b.y}` }
    }),
    variable: { x: middle.x - w / 2, y: middle.y - VARIABLE.h / 2, w, h: VARIABLE.h, lines },
  }
}

/** A name in one line, or in two that part where its words do; what is longer than both ends in an ellipsis. */
export function nameLines(name: string): string[] {
  if (name.length <= ONE_LINE) return [name]
  const middle = Math.ceil(name.length / 2)
  const parts = [...name.matchAll(/(?<=[_.\]])(?=.)|(?=\[)/g)].map(({ index }) => index)
  const near = parts.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0] ?? middle
  const at = Math.max(near, name.length - near) <= NAME.most ? near : Math.min(middle, NAME.most)
  const second = name.slice(at)
  return [name.slice(0, at), second.length <= NAME.most ? second : `${second.slice(0, NAME.most - 1)}…`]
}

/** Letters of a name that is not parted. */
const ONE_LINE = 8
