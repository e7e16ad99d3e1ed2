import { expect, it } from 'vitest'
import { shortValue } from './short-value'

it('keeps what has room and cuts what has none', () => {
  expect(shortValue('{0, 0, 0, 0, 0, 0, 0, 0}')).toBe('{0, 0, 0, 0, 0, 0, 0, 0}')
  const long = `{uc_flags = 0, uc_link = NULL, uc_stack = ${'{0}'.repeat(20)}}`
  expect(shortValue(long)).toHaveLength(80)
  expect(shortValue(long).endsWith('…')).toBe(true)
})
