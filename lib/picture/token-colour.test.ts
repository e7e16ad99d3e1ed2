import { expect, test } from 'vitest'
import { fromOklch, lightColour } from './token-colour'

test('colours of the tokens are what a browser makes of them', () => {
  // Corners of sRGB in OKLCH, as CSS Color 4 has them.
  expect(fromOklch(1, 0, 0)).toEqual([255, 255, 255])
  expect(fromOklch(0, 0, 0)).toEqual([0, 0, 0])
  expect(fromOklch(0.62796, 0.25768, 29.234)).toEqual([255, 0, 0])
  expect(fromOklch(0.45201, 0.31321, 264.052)).toEqual([0, 0, 255])
  expect(lightColour('ink')).toMatch(/^rgb\(\d+, \d+, \d+\)$/)
  expect(() => lightColour('no-such')).toThrow()
})
