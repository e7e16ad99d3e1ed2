import { describe, expect, it } from 'vitest'
import type { FoldedMap } from '@/lib/player/state-fold'
import { layStates, NODE_RADIUS } from './states-layout'

function folded(links: readonly (readonly [number, number])[]): FoldedMap {
  const states = [...new Set(links.flat())].sort((a, b) => a - b)
  return {
    nodes: states.map((state) => ({ state, count: 1, hidden: 0 })),
    links: links.map(([from, to], i) => ({ from, to, edges: [i] })),
    level: 'all',
  }
}

/** Two tasks of two steps each, in any order: a lattice of nine states. */
const LATTICE = folded([
  [0, 1],
  [0, 3],
  [1, 2],
  [1, 4],
  [3, 4],
  [3, 6],
  [2, 5],
  [4, 5],
  [4, 7],
  [6, 7],
  [5, 8],
  [7, 8],
])
/** A step that leads back, and one that goes over two layers. */
const RING = folded([
  [0, 1],
  [1, 0],
  [1, 2],
  [0, 2],
  [2, 3],
  [0, 3],
])

describe.each([330, 640, 1200])('a map at %i px', (width) => {
  it.each([
    ['lattice', LATTICE],
    ['ring', RING],
  ])('keeps the states of a %s apart and inside', (_, map) => {
    const { nodes, height } = layStates(map, width)
    const places = [...nodes.values()]
    for (const { x, y } of places) {
      expect(x).toBeGreaterThanOrEqual(NODE_RADIUS)
      expect(x).toBeLessThanOrEqual(width - NODE_RADIUS)
      expect(y).toBeGreaterThanOrEqual(NODE_RADIUS)
      expect(y).toBeLessThanOrEqual(height - NODE_RADIUS)
    }
    places.forEach((a, i) => {
      for (const b of places.slice(i + 1))
        expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(2 * NODE_RADIUS)
    })
  })

  it('gives a bend less room than a state', () => {
    const wide = folded([
      [0, 1],
      [0, 2],
      [0, 3],
      [1, 4],
      [2, 4],
      [3, 4],
      [0, 4],
      [0, 5],
      [4, 5],
    ])
    const layout = layStates(wide, width)
    const [one, two, three] = [1, 2, 3].map((state) => layout.nodes.get(state))
    const main = layout.direction === 'right' ? 'y' : 'x'
    const across = [one, two, three].map((place) => place?.[main] ?? 0).sort((a, b) => a - b)
    expect((across[1] ?? 0) - (across[0] ?? 0)).toBeGreaterThanOrEqual(layout.gap - 0.1)
    expect((across[2] ?? 0) - (across[0] ?? 0)).toBeLessThan(3 * layout.gap + 0.1)
  })

  it('has every step lead on, but for one that leads back', () => {
    for (const [map, back] of [
      [LATTICE, 0],
      [RING, 1],
    ] as const) {
      const { nodes, direction } = layStates(map, width)
      const main = (state: number) => nodes.get(state)?.[direction === 'right' ? 'x' : 'y'] ?? 0
      expect(map.links.filter(({ from, to }) => main(to) <= main(from))).toHaveLength(back)
    }
  })
})

it('draws a lattice without a crossing', () => {
  const { nodes } = layStates(LATTICE, 1200)
  const place = (state: number) => nodes.get(state) ?? { x: 0, y: 0 }
  const side = (a: number, b: number, c: number) => {
    const [p, q, r] = [place(a), place(b), place(c)]
    return Math.sign((q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x))
  }
  const crossing = LATTICE.links.flatMap((one, i) =>
    LATTICE.links.slice(i + 1).filter((other) => {
      const ends = new Set([one.from, one.to, other.from, other.to])
      if (ends.size < 4) return false
      return (
        side(one.from, one.to, other.from) * side(one.from, one.to, other.to) < 0 &&
        side(other.from, other.to, one.from) * side(other.from, other.to, one.to) < 0
      )
    }),
  )
  expect(crossing).toEqual([])
})

it('goes down where it is too long to go to the right', () => {
  const chain = folded(Array.from({ length: 20 }, (_, i) => [i, i + 1] as const))
  expect(layStates(chain, 1200).direction).toBe('right')
  expect(layStates(chain, 330).direction).toBe('down')
})
