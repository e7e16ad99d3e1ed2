import { expect, test } from 'vitest'
import { answeredIn, countedRound, countsOf, flowOf, LIVE_STEPS, type Move, roundOf, stepOf } from './live'

const MOVES: Move[] = [
  { first: 'a', second: 'a', learners: 3 },
  { first: 'b', second: 'a', learners: 2 },
  { first: 'b', second: null, learners: 1 },
  { first: null, second: 'b', learners: 4 },
]

test('an answer is taken while the class answers, and not while it talks or is shown what is right', () => {
  expect((['vote', 'talk', 'again', 'shown'] as const).map(roundOf)).toEqual([1, null, 2, null])
})

test('what is counted is the round that is open, else the last one: bars are parts of who answered then', () => {
  expect([1, 2].map((round) => roundOf(stepOf(round as 1 | 2)))).toEqual([1, 2])
  const rounds = (moves: readonly Move[]) => LIVE_STEPS.map((step) => countedRound(step, moves))
  expect(rounds(MOVES)).toEqual([1, 2, 2, 2])
  expect(rounds([{ first: 'a', second: null, learners: 3 }])).toEqual([1, 1, 2, 1])
  for (const round of [1, 2] as const)
    expect(countsOf(MOVES, ['a', 'b', 'c'], round).reduce((sum, n) => sum + n, 0)).toBe(
      answeredIn(MOVES, round),
    )
})

test('each side counts who answered then', () => {
  expect(countsOf(MOVES, ['a', 'b', 'c'], 1)).toEqual([3, 3, 0])
  expect(countsOf(MOVES, ['a', 'b', 'c'], 2)).toEqual([5, 4, 0])
})

test('in the picture every learner is as tall everywhere, and bands fill their bars without overlapping', () => {
  const { left, right, bands } = flowOf(MOVES, ['a', 'b', 'c'], { height: 110, gap: 10 })
  expect(left.map(({ top, height }) => [top, height])).toEqual([
    [0, 30],
    [40, 30],
    [80, 0],
  ])
  expect(right.map(({ top, height }) => [top, height])).toEqual([
    [0, 50],
    [60, 40],
    [110, 0],
  ])
  expect(bands).toEqual([
    { first: 'a', second: 'a', from: 0, to: 0, height: 30 },
    { first: 'b', second: 'a', from: 40, to: 30, height: 20 },
  ])
  expect(flowOf([], ['a'], { height: 100, gap: 10 }).left).toEqual([{ option: 'a', n: 0, top: 0, height: 0 }])
})
