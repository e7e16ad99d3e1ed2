/** The explorer is fetched when it is first asked for: what every run loads is hardly larger for it. */
import { expect, test } from 'vitest'
import { EXPLORER_GOAL, explorerGrowth } from './bench-bundle'

test('the explorer makes what every run loads larger by less than its goal', async () => {
  const growth = await explorerGrowth()
  expect(growth).toBeLessThan(EXPLORER_GOAL)
  // It is there at all: some of the kernel's code is kept apart for it.
  expect(growth).not.toBe(0)
})
