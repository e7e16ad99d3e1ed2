import { describe, expect, it } from 'vitest'
import { type Place, partAround, type Terrain } from '@/lib/player/terrain'
import { layTerrain } from './terrain-layout'

/** A ground with a hole in its middle. */
function ground(a: number, b: number): Terrain {
  const places: Place[] = []
  for (let i = 0; i <= a; i++)
    for (let j = 0; j <= b; j++)
      if (i === 0 || j === 0 || i === a || j === b)
        places.push({ made: [i, j], fate: 'open', height: a + b - i - j, isDecided: false, isEnd: false })
  const deeds = [a, b].map((count) =>
    Array.from({ length: count }, () => null),
  ) as unknown as Terrain['deeds']
  return { tasks: [0, 1], steps: [a, b], deeds, places, placeOf: [], orders: 1n }
}

const whole = (terrain: Terrain) => partAround(terrain, [0, 0])

describe.each([
  ['relief', 760, true],
  ['relief', 1100, true],
  ['plan', 330, false],
])('the ground as %s, %i px wide', (_, width, isRelief) => {
  it.each([
    [2, 2],
    [5, 5],
    [13, 13],
    [24, 3],
  ])('has a tile for each place and each hole of %i × %i steps, inside of it', (a, b) => {
    const terrain = ground(a, b)
    const layout = layTerrain(terrain, whole(terrain), width, isRelief)
    expect(layout.width).toBeLessThanOrEqual(width)
    expect(layout.tiles.length).toBe((a + 1) * (b + 1))
    expect(new Set(layout.tiles.map(({ place }) => place)).size).toBe(
      terrain.places.length + (layout.tiles.some(({ place }) => place < 0) ? 1 : 0),
    )
    for (const { top, sides } of layout.tiles)
      for (const path of [top, ...sides])
        for (const [, x = '', y = ''] of path.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)) {
          expect(Number(x)).toBeGreaterThanOrEqual(0)
          expect(Number(x)).toBeLessThanOrEqual(layout.width)
          expect(Number(y)).toBeGreaterThanOrEqual(0)
          expect(Number(y)).toBeLessThanOrEqual(layout.height)
        }
    expect(layout.middles.length).toBe(terrain.places.length)
  })

  it('goes to the right and down by a step of the first task, or to the right, and up by one of the other', () => {
    const terrain = ground(3, 3)
    const { middles } = layTerrain(terrain, whole(terrain), width, isRelief)
    const at = (i: number, j: number) =>
      middles[terrain.places.findIndex(({ made }) => made[0] === i && made[1] === j)] ?? { x: 0, y: 0 }
    expect(at(1, 0).x).toBeGreaterThan(at(0, 0).x)
    expect(at(3, 1).y).toBeLessThan(at(3, 0).y)
    if (isRelief) expect(at(1, 0).y).toBeGreaterThan(at(0, 0).y)
    else expect(at(1, 0).y).toBe(at(0, 0).y)
  })

  it('names no two steps of a task at one height', () => {
    const { labels } = layTerrain(ground(13, 13), whole(ground(13, 13)), width, isRelief)
    for (const which of [0, 1] as const) {
      const heights = labels.filter((one) => one.which === which).map(({ y }) => y)
      heights.sort((one, other) => one - other)
      heights.slice(1).forEach((y, i) => {
        expect(y - (heights[i] ?? 0)).toBeGreaterThanOrEqual(10)
      })
    }
  })
})

describe('a ground that has no room', () => {
  const terrain = ground(60, 30)

  it('is shown by a part that holds where one is, stands still on most steps, and ends where the ground ends', () => {
    let turns = 0
    let last = partAround(terrain, [0, 0])
    for (let i = 0; i <= 60; i++) {
      const part = partAround(terrain, [i, 30])
      expect(part.steps).toEqual([24, 24])
      expect(part.from[0]).toBeLessThanOrEqual(i)
      expect(part.from[0] + 24).toBeGreaterThanOrEqual(i)
      if (part.from[0] !== last.from[0]) turns++
      last = part
    }
    expect(turns).toBeLessThanOrEqual(4)
    expect(last.from).toEqual([36, 6])
  })

  it('has the places and the names of its part', () => {
    const part = partAround(terrain, [60, 30])
    const { middles, labels, tiles } = layTerrain(terrain, part, 760, true)
    expect(tiles).toHaveLength(25 * 25)
    terrain.places.forEach(({ made: [a, b] }, i) => {
      expect(middles[i] !== undefined).toBe(a >= 36 && b >= 6)
    })
    expect(labels.filter(({ which }) => which === 0).map(({ step }) => step)).toContain(59)
  })
})
