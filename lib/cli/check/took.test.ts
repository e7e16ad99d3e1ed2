import { expect, test } from 'vitest'
import { slowest, tookInPlaywright, tookInVitest } from './took'

test('a file takes from its first test to its last, and what took longest stands first', () => {
  const took = tookInVitest({
    testResults: [
      { name: '/a/lib/fast.test.ts', startTime: 1_000, endTime: 1_400 },
      { name: '/a/lib/slow.test.ts', startTime: 1_000, endTime: 4_000 },
      { name: '/a/lib/slower.test.ts', startTime: 500, endTime: 9_500 },
    ],
  })
  expect(slowest(took, '/a')).toBe('lib/slower.test.ts 9 s, lib/slow.test.ts 3 s')
})

test('a browser file takes what all of its tests take, in every browser and group', () => {
  const spec = (...durations: number[]) => ({
    tests: [{ results: durations.map((duration) => ({ duration })) }],
  })
  const took = tookInPlaywright({
    suites: [
      { file: 'walk.spec.ts', specs: [spec(2_000)], suites: [{ specs: [spec(3_000, 1_000)] }] },
      { file: 'item.spec.ts', specs: [spec(500)] },
      { file: 'walk.spec.ts', specs: [spec(4_000)] },
    ],
  })
  expect(took).toEqual([
    { file: 'walk.spec.ts', seconds: 10 },
    { file: 'item.spec.ts', seconds: 0.5 },
  ])
  expect(slowest(took)).toBe('walk.spec.ts 10 s')
})
