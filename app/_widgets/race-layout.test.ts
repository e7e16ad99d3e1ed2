import { describe, expect, it } from 'vitest'
import type { RacePicture } from '@/lib/player/race'
import { layRace, nameLines, RACE_BOX } from './race-layout'

/** Task A at even steps, B at odd ones. */
const PICTURE: RacePicture = {
  tasks: [0, 1],
  rows: [
    { kind: 'step', step: 0 },
    { kind: 'fold', steps: 3 },
    { kind: 'step', step: 4 },
    { kind: 'step', step: 5 },
    { kind: 'step', step: 7 },
  ],
  orders: [{ from: 0, to: 5 }],
  pairs: [{ from: 4, to: 5 }],
  accesses: [4, 5],
}

describe.each([280, 340, 900])('a race at %i px', (width) => {
  const layout = layRace(PICTURE, (step) => step % 2, 'savings', width)

  it('has a lane for each task, and time goes down', () => {
    expect(layout.lanes.map(({ task }) => task)).toEqual([0, 1])
    const ys = [...layout.steps.values()].map(({ y }) => y)
    expect(ys).toEqual([...ys].sort((a, b) => a - b))
    expect(Math.max(...ys)).toBeLessThan(layout.height)
    for (const [step, { x }] of layout.steps) expect(x).toBe(layout.lanes[step % 2]?.x)
  })

  it('keeps boxes apart, with room for the variable between them', () => {
    const [a, b] = layout.lanes
    expect((b?.x ?? 0) - (a?.x ?? 0)).toBeGreaterThan(RACE_BOX.w)
    expect((a?.x ?? 0) - RACE_BOX.w / 2).toBeGreaterThanOrEqual(0)
    expect((b?.x ?? 0) + RACE_BOX.w / 2).toBeLessThanOrEqual(layout.width)
    const { variable } = layout
    expect(variable?.x).toBeGreaterThanOrEqual((a?.x ?? 0) + RACE_BOX.w / 2)
    expect(variable?.w).toBeGreaterThan('savings'.length * 7.8)
    expect(variable?.lines).toEqual(['savings'])
  })

  it('puts the ground under the accesses and nothing else', () => {
    const { ground, steps } = layout
    const inside = (y: number) => ground !== null && y > ground.y && y < ground.y + ground.h
    expect([...steps].filter(([, { y }]) => inside(y)).map(([step]) => step)).toEqual([4, 5])
  })
})

it('has no ground where one task alone is drawn', () => {
  const alone = layRace({ ...PICTURE, tasks: [0] }, () => 0, 'x', 340)
  expect(alone.ground).toBeNull()
  expect(alone.dashes).toEqual([])
})

it('is no wider for a name that has room between lanes far apart', () => {
  const three = { ...PICTURE, tasks: [0, 2, 1] }
  expect(layRace(three, (step) => step % 2, 'counter', 340).width).toBe(360)
  expect(layRace(PICTURE, (step) => step % 2, 'counter', 340).width).toBeGreaterThan(360)
})

describe('the name of what is raced for', () => {
  it.each([
    ['savings', ['savings']],
    ['all_finished', ['all_', 'finished']],
    ['accounts[1].balance', ['accounts[1]', '.balance']],
    ['abcdefghijklmnop', ['abcdefgh', 'ijklmnop']],
    ['abcdefghijklmnopqrstuvwxyz', ['abcdefghijkl', 'mnopqrstuvw…']],
  ])('%s', (name, lines) => {
    expect(nameLines(name)).toEqual(lines)
  })
})

it('puts the variable between the lanes of its two accesses, on no other lane', () => {
  const three: RacePicture = {
    tasks: [0, 2, 1],
    rows: [0, 1, 2].map((step) => ({ kind: 'step', step })),
    orders: [],
    pairs: [
      { from: 0, to: 2 },
      { from: 1, to: 2 },
    ],
    accesses: [0, 1, 2],
  }
  const { variable, lanes } = layRace(three, (step) => step, 'counter', 340)
  const [left, right] = [variable?.x ?? 0, (variable?.x ?? 0) + (variable?.w ?? 0)]
  expect(left).toBeGreaterThan(lanes[0]?.x ?? 0)
  expect(right).toBeLessThan(lanes[1]?.x ?? 0)
})
