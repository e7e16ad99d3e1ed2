import type { FoldedLink, FoldedMap } from '@/lib/player/state-fold'

/** CSS pixels: between two layers, between two nodes of a layer, and around all. */
const LAYER = { least: 40, most: 96 }
const ROW = { least: 36, most: 58 }
const MARGIN = 30
/** As tall as a map should be where there is a choice. */
const TALL = 420
/** Turns in which nodes of a layer change places for fewer crossings. */
const ROUNDS = 6

export type StatesLayout = {
  readonly width: number
  readonly height: number
  /** To the right, or down where that does not fit. */
  readonly direction: 'right' | 'down'
  /** Between two nodes of a layer: CSS pixels. */
  readonly gap: number
  readonly nodes: ReadonlyMap<number, Point>
  /** In the order of the links. */
  readonly links: readonly { readonly path: string; readonly tip: string; readonly middle: Point }[]
}

export type Point = { readonly x: number; readonly y: number }

export const NODE_RADIUS = 14
/** Nodes nearer than this touch each other: CSS pixels. */
export const LEAST_GAP = 2 * NODE_RADIUS + 2

/** The layers of a map, from the beginning on, as far as possible without crossings. */
export function layStates(folded: FoldedMap, width: number): StatesLayout {
  const layers = layersOf(folded)
  const deep = layers.length - 1
  const broad = Math.max(...layers.map(roomOf))
  const direction = 2 * MARGIN + deep * LAYER.least <= width ? 'right' : 'down'
  const along = direction === 'right' ? width - 2 * MARGIN : deep * ROW.most
  const step = deep === 0 ? 0 : Math.min(direction === 'right' ? LAYER.most : ROW.most, along / deep)
  const across =
    direction === 'right'
      ? Math.max(ROW.least, Math.min(ROW.most, TALL / Math.max(1, broad - 1)))
      : Math.min(ROW.most, broad > 1 ? (width - 2 * MARGIN) / (broad - 1) : ROW.most)
  const length = 2 * MARGIN + deep * step
  const breadth = 2 * MARGIN + (broad - 1) * across
  const start = direction === 'right' ? Math.max(MARGIN, (width - deep * step) / 2) : MARGIN
  const middle = direction === 'right' ? breadth / 2 : width / 2
  const places = new Map<number | string, Point>()
  layers.forEach((layer, l) => {
    let from = -roomOf(layer) / 2
    for (const name of layer) {
      const main = start + l * step
      const cross = middle + (from + roomOf([name]) / 2) * across
      from += roomOf([name])
      places.set(name, direction === 'right' ? { x: main, y: cross } : { x: cross, y: main })
    }
  })
  return {
    width,
    height: direction === 'right' ? breadth : length,
    direction,
    gap: across,
    nodes: new Map(folded.nodes.map(({ state }) => [state, places.get(state) ?? { x: 0, y: 0 }])),
    links: folded.links.map((link, i) => drawn(link, i, places, direction)),
  }
}

/** A node by its state; a bend of a link that goes over several layers by `link bend`. */
type Name = number | string

/** Room of a bend beside that of a node: a line needs less than a circle. */
const BEND = 0.5

/** How much room names need beside each other; a node needs 1. */
function roomOf(layer: readonly Name[]): number {
  return layer.reduce<number>((sum, name) => sum + (typeof name === 'string' ? BEND : 1), 0)
}

function layersOf(folded: FoldedMap): Name[][] {
  const depths = depthsOf(folded)
  const layers: Name[][] = []
  const put = (layer: number, name: Name) => {
    layers[layer] = [...(layers[layer] ?? []), name]
  }
  const after = new Map<Name, Name[]>()
  const before = new Map<Name, Name[]>()
  const join = (a: Name, b: Name) => {
    after.set(a, [...(after.get(a) ?? []), b])
    before.set(b, [...(before.get(b) ?? []), a])
  }
  for (const state of inOrder(folded)) put(depths.get(state) ?? 0, state)
  folded.links.forEach(({ from, to }, i) => {
    const [first, last] = [depths.get(from) ?? 0, depths.get(to) ?? 0]
    let name: Name = from
    for (let layer = first + 1; layer < last; layer++) {
      const bend = bendName(i, layer)
      put(layer, bend)
      join(name, bend)
      name = bend
    }
    if (first < last) join(name, to)
  })
  for (let round = 0; round < ROUNDS; round++) {
    const isForward = round % 2 === 0
    const order = layers.map((_, i) => (isForward ? i : layers.length - 1 - i))
    for (const i of order) sortLayer(layers, i, isForward ? before : after, isForward ? i - 1 : i + 1)
  }
  return layers
}

function bendName(link: number, layer: number): string {
  return `${link} ${layer}`
}

/** Puts each node of a layer where its neighbours are. */
function sortLayer(
  layers: Name[][],
  at: number,
  beside: ReadonlyMap<Name, readonly Name[]>,
  other: number,
): void {
  const neighbours = layers[other]
  const layer = layers[at]
  if (!neighbours || !layer) return
  const offset = (neighbours.length - 1) / 2
  const places = new Map(neighbours.map((name, i) => [name, i - offset]))
  const own = (layer.length - 1) / 2
  const wanted = new Map(
    layer.map((name, i) => {
      const near = (beside.get(name) ?? []).flatMap((one) => places.get(one) ?? [])
      return [name, near.length === 0 ? i - own : near.reduce((sum, one) => sum + one, 0) / near.length]
    }),
  )
  layers[at] = [...layer].sort((a, b) => (wanted.get(a) ?? 0) - (wanted.get(b) ?? 0))
}

/** How far each node is from the beginning: the longest way there; steps back in a ring do not count. */
function depthsOf({ nodes, links }: FoldedMap): Map<number, number> {
  const root = nodes[0]?.state ?? 0
  const out = new Map<number, FoldedLink[]>()
  for (const link of links) out.set(link.from, [...(out.get(link.from) ?? []), link])
  const isBack = new Set<FoldedLink>()
  const state = new Map<number, 'open' | 'done'>()
  const order: number[] = []
  const visit = (start: number) => {
    const stack = [{ at: start, next: 0 }]
    state.set(start, 'open')
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const link = (out.get(top.at) ?? [])[top.next++]
      if (!link) {
        state.set(top.at, 'done')
        order.push(top.at)
        stack.pop()
      } else if (state.get(link.to) === 'open') isBack.add(link)
      else if (!state.has(link.to)) {
        state.set(link.to, 'open')
        stack.push({ at: link.to, next: 0 })
      }
    }
  }
  visit(root)
  for (const node of nodes) if (!state.has(node.state)) visit(node.state)
  const depths = new Map<number, number>(nodes.map((node) => [node.state, 0]))
  for (const at of order.reverse())
    for (const link of out.get(at) ?? [])
      if (!isBack.has(link))
        depths.set(link.to, Math.max(depths.get(link.to) ?? 0, (depths.get(at) ?? 0) + 1))
  return depths
}

/** The nodes as they are come to, first tasks first: A above B. */
function inOrder({ nodes, links }: FoldedMap): number[] {
  const seen = new Set<number>()
  const stack = [nodes[0]?.state ?? 0]
  for (let state = stack.pop(); state !== undefined; state = stack.pop()) {
    if (seen.has(state)) continue
    seen.add(state)
    const here = state
    const after = links.filter(({ from }) => from === here).map(({ to }) => to)
    stack.push(...after.reverse())
  }
  return [...seen, ...nodes.map(({ state }) => state).filter((state) => !seen.has(state))]
}

function drawn(
  { from, to }: FoldedLink,
  link: number,
  places: ReadonlyMap<Name, Point>,
  direction: 'right' | 'down',
): StatesLayout['links'][number] {
  const bends = [...places.entries()].flatMap(([name, place]) =>
    typeof name === 'string' && name.startsWith(`${link} `) ? [place] : [],
  )
  const [first, last] = [places.get(from) ?? ORIGIN, places.get(to) ?? ORIGIN]
  const main = ({ x, y }: Point) => (direction === 'right' ? x : y)
  if (main(last) <= main(first)) return ringBack(first, last, direction)
  const way = [first, ...bends.sort((a, b) => main(a) - main(b)), last]
  const start = towards(first, way[1] ?? last, NODE_RADIUS)
  const end = towards(last, way.at(-2) ?? first, NODE_RADIUS + 2)
  const points = [start, ...way.slice(1, -1), end]
  const path = `M${points.map(({ x, y }) => `${round(x)} ${round(y)}`).join('L')}`
  const half = Math.max(0, Math.floor((points.length - 1) / 2))
  const [a, b] = [points[half] ?? start, points[half + 1] ?? end]
  return { path, tip: tipAt(end, points.at(-2) ?? start), middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } }
}

const ORIGIN: Point = { x: 0, y: 0 }

/** A step that leads back, drawn as a bow. */
function ringBack(from: Point, to: Point, direction: 'right' | 'down') {
  const out = direction === 'right' ? { x: 0, y: 1 } : { x: 1, y: 0 }
  const far = 26 + Math.hypot(from.x - to.x, from.y - to.y) / 5
  // To itself it goes round beside the middle.
  const aside = from.x === to.x && from.y === to.y ? NODE_RADIUS / 2 : 0
  const a = {
    x: from.x + out.x * NODE_RADIUS - out.y * aside,
    y: from.y + out.y * NODE_RADIUS - out.x * aside,
  }
  const b = {
    x: to.x + out.x * (NODE_RADIUS + 2) + out.y * aside,
    y: to.y + out.y * (NODE_RADIUS + 2) + out.x * aside,
  }
  const middle = { x: (a.x + b.x) / 2 + out.x * far, y: (a.y + b.y) / 2 + out.y * far }
  const path = `M${round(a.x)} ${round(a.y)}Q${round(middle.x)} ${round(middle.y)} ${round(b.x)} ${round(b.y)}`
  return {
    path,
    tip: tipAt(b, middle),
    middle: { x: middle.x - (out.x * far) / 2, y: middle.y - (out.y * far) / 2 },
  }
}

function towards(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1
  return {
    x: from.x + ((to.x - from.x) / length) * distance,
    y: from.y + ((to.y - from.y) / length) * distance,
  }
}

/** The head of an arrow that ends at a point. */
function tipAt(end: Point, before: Point): string {
  const length = Math.hypot(end.x - before.x, end.y - before.y) || 1
  const [dx, dy] = [(end.x - before.x) / length, (end.y - before.y) / length]
  const [bx, by] = [end.x - 8 * dx, end.y - 8 * dy]
  return `M${round(end.x)} ${round(end.y)}L${round(bx - 4 * dy)} ${round(by + 4 * dx)}L${round(bx + 4 * dy)} ${round(by - 4 * dx)}Z`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
