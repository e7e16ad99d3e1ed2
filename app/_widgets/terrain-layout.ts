import type { Place, Terrain, TerrainPart } from '@/lib/player/terrain'

/** Where the ground of all orders stands, in CSS pixels: as relief, seen from above at an angle, or as a plan. Pure. */
export type TerrainLayout = {
  readonly isRelief: boolean
  readonly width: number
  readonly height: number
  /** From the back to the front. */
  readonly tiles: readonly Tile[]
  /** The middle of each place of the part, by its index. */
  readonly middles: readonly (Point | undefined)[]
  readonly labels: readonly StepLabel[]
}

export type Point = { readonly x: number; readonly y: number }

export type Tile = {
  /** Index of the place; -1: nobody can be here. */
  readonly place: number
  readonly top: string
  /** The two sides that are seen; empty in a plan. */
  readonly sides: readonly string[]
}

/** Where the name of a step stands: of the task `which` (0 or 1), its end at `x`, or its beginning. */
export type StepLabel = Point & { readonly which: 0 | 1; readonly step: number; readonly isEnd: boolean }

/** Half the width of a tile of the relief at most, and room for the names of steps beside it. */
const MOST_HALF = 46
const NAMES = 148
const MARGIN = 14
/** The highest place is so many tiles above the lowest: what is in front must not hide a hole. */
const RELIEF = 2.2
/** Between the names of steps, in pixels: least. */
const NAME = 13
/** Side of a tile of the plan at most; room for the names. */
const MOST_SIDE = 30
const PLAN_NAMES = 108
/** A plan has no room for more names than one each so many pixels. */
const LINE = 15

/** @param part of the ground that is laid out
 *  @param width of the figure
 *  @param isRelief else a plan, for a narrow one */
export function layTerrain(
  terrain: Terrain,
  part: TerrainPart,
  width: number,
  isRelief: boolean,
): TerrainLayout {
  const layout = isRelief ? layRelief(terrain, part, width) : layPlan(terrain, part, width)
  const labels = layout.labels.map((label) => ({ ...label, step: label.step + part.from[label.which] }))
  return { ...layout, labels }
}

function layRelief(terrain: Terrain, part: TerrainPart, width: number): TerrainLayout {
  const [a, b] = part.steps
  const half = Math.min(MOST_HALF, (width - NAMES - MARGIN) / (a + b + 2))
  const most = Math.max(0, ...terrain.places.map(({ height }) => height ?? 0)) + 1
  const relief = RELIEF * half
  const rise = (place: Place | undefined) =>
    place === undefined || place.height === null ? 0 : ((place.height + 1) * relief) / most
  const top = MARGIN + relief + ((b + 1) * half) / 2
  const placed = byPlace(terrain, part)
  const at = (i: number, j: number, up: number): Point => ({
    x: NAMES + (i + j) * half,
    y: top + ((i - j) * half) / 2 - up,
  })
  const tiles: Tile[] = []
  const middles: (Point | undefined)[] = []
  for (let back = -b; back <= a; back++)
    for (let i = Math.max(0, back); i <= Math.min(a, back + b); i++) {
      const j = i - back
      const place = placed.get(`${i},${j}`) ?? -1
      const up = rise(terrain.places[place])
      const corners = [at(i, j, up), at(i, j + 1, up), at(i + 1, j + 1, up), at(i + 1, j, up)] as const
      const [left, , right, front] = corners
      const sides = up === 0 ? [] : [side(left, front, up), side(front, right, up)]
      tiles.push({ place, top: polygon(corners), sides })
      if (place >= 0) middles[place] = { x: (left.x + right.x) / 2, y: (left.y + right.y) / 2 }
    }
  const labels: StepLabel[] = steps(a).map((step) => {
    const { x, y } = at(step + 1, 0, 0)
    return { which: 0, step, isEnd: true, x: x - half - 4, y: y + 12 }
  })
  let above = Number.POSITIVE_INFINITY
  const riseAt = (step: number) => rise(terrain.places[placed.get(`0,${step}`) ?? -1])
  for (const step of steps(b)) {
    const { x, y } = at(0, step + 1, riseAt(step + 1))
    // Neither on the edge of its own place nor on the one before it, which may be higher.
    const before = at(0, step + 1, riseAt(step)).y
    above = Math.min(above - NAME, y - half / 4 - 4, before - 4)
    labels.push({ which: 1, step, isEnd: true, x: x + half / 2 - 6, y: above })
  }
  return {
    isRelief: true,
    // No wider than it is: what is said of it stands beside it, where there is room.
    width: NAMES + (a + b + 2) * half + MARGIN,
    height: top + ((a + 1) * half) / 2 + 24,
    tiles,
    middles,
    labels,
  }
}

function layPlan(terrain: Terrain, part: TerrainPart, width: number): TerrainLayout {
  const [a, b] = part.steps
  const side = Math.min(MOST_SIDE, (width - PLAN_NAMES - MARGIN) / (a + 1))
  const placed = byPlace(terrain, part)
  const corner = (i: number, j: number): Point => ({
    x: PLAN_NAMES + i * side,
    y: MARGIN + (b + 1 - j) * side,
  })
  const tiles: Tile[] = []
  const middles: (Point | undefined)[] = []
  for (let j = b; j >= 0; j--)
    for (let i = 0; i <= a; i++) {
      const place = placed.get(`${i},${j}`) ?? -1
      const corners = [corner(i, j), corner(i, j + 1), corner(i + 1, j + 1), corner(i + 1, j)]
      tiles.push({ place, top: polygon(corners), sides: [] })
      const { x, y } = corner(i, j)
      if (place >= 0) middles[place] = { x: x + side / 2, y: y - side / 2 }
    }
  const below = corner(0, 0).y
  return {
    isRelief: false,
    width,
    height: below + 8 + steps(a).length * LINE + MARGIN,
    tiles,
    middles,
    // The names of the first task stand below each other, each under its step.
    labels: [
      ...steps(a).map((step) => {
        const x = corner(step + 1, 0).x
        const isEnd = step >= a / 2
        return { which: 0 as const, step, isEnd, x: x + (isEnd ? 4 : -4), y: below + 8 + (step + 0.8) * LINE }
      }),
      ...steps(b).map((step) => {
        const { x, y } = corner(0, step + 1)
        return { which: 1 as const, step, isEnd: true, x: x - 6, y: y + 4 }
      }),
    ],
  }
}

/** Indexes of places by the steps that have been made within the part. */
function byPlace({ places }: Terrain, { from }: TerrainPart): Map<string, number> {
  return new Map(places.map(({ made }, i) => [`${made[0] - from[0]},${made[1] - from[1]}`, i]))
}

function steps(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i)
}

function polygon(corners: readonly Point[]): string {
  return `M${corners.map(({ x, y }) => `${round(x)} ${round(y)}`).join('L')}Z`
}

function side(from: Point, to: Point, down: number): string {
  return polygon([from, to, { x: to.x, y: to.y + down }, { x: from.x, y: from.y + down }])
}

function round(n: number): number {
  return Math.round(n * 10) / 10
}
