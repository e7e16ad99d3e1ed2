import { expect, test } from 'vitest'
import { dayKept, keptPlans, planCookie, UNDATED } from './kept-plan'

const TODAY = dayKept('2026-11-30') ?? 0
const kept = (values: Record<string, string>) =>
  keptPlans(
    ['evening', 'week'],
    (cookie) => Object.entries(values).find(([path]) => planCookie(path) === cookie)?.[1],
    TODAY,
  )

test('the plan whose day comes first is the first, until that day is over', () => {
  expect(kept({})).toEqual([])
  expect(kept({ evening: '2026-12-04', week: '2026-12-01' })).toEqual([
    { path: 'week', until: TODAY + 1 },
    { path: 'evening', until: TODAY + 4 },
  ])
  expect(kept({ evening: '2026-11-30' })).toEqual([{ path: 'evening', until: TODAY }])
  expect(kept({ evening: '2026-11-29' })).toEqual([])
})
test('plans without a date come after those that have one, in the order of the ways', () => {
  const undated = { path: 'evening', until: null }
  expect(kept({ evening: UNDATED })).toEqual([undated])
  expect(kept({ evening: UNDATED, week: '2026-12-09' })).toEqual([
    { path: 'week', until: TODAY + 9 },
    undated,
  ])
  expect(kept({ evening: UNDATED, week: UNDATED }).map(({ path }) => path)).toEqual(['evening', 'week'])
})
test('what is no date keeps no plan', () => {
  for (const value of ['', '2026', '2026-13-40', 'x'.repeat(99)])
    expect(kept({ week: value }), value).toEqual([])
})
