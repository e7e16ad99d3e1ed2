import { expect, test } from 'vitest'
import { dayKept, keptPlan, planCookie, UNDATED } from './kept-plan'

const TODAY = dayKept('2026-11-30') ?? 0
const kept = (values: Record<string, string>) =>
  keptPlan(
    ['evening', 'week'],
    (cookie) => Object.entries(values).find(([path]) => planCookie(path) === cookie)?.[1],
    TODAY,
  )

test('the plan whose day comes first counts, until that day is over', () => {
  expect(kept({})).toBeNull()
  expect(kept({ evening: '2026-12-04', week: '2026-12-01' })).toEqual({ path: 'week', until: TODAY + 1 })
  expect(kept({ evening: '2026-11-30' })).toEqual({ path: 'evening', until: TODAY })
  expect(kept({ evening: '2026-11-29' })).toBeNull()
})
test('a plan without a date comes after those that have one', () => {
  expect(kept({ evening: UNDATED })).toEqual({ path: 'evening', until: null })
  expect(kept({ evening: UNDATED, week: '2026-12-09' })).toMatchObject({ path: 'week' })
})
test('what is no date keeps no plan', () => {
  for (const value of ['', '2026', '2026-13-40', 'x'.repeat(99)])
    expect(kept({ week: value }), value).toBeNull()
})
