import { expect, test } from 'vitest'
import { badAddress as en } from './en/bad-address'
import { badAddress as ko } from './ko/bad-address'

test('what was somewhere has the particle that fits it', () => {
  expect(ko.wasThere('힙')).toBe('힙이 있던 곳')
  expect(ko.wasThere('공유 메모리')).toBe('공유 메모리가 있던 곳')
})

test('one byte is one', () => {
  const beside = { segment: 'the heap', bytes: '1' }
  expect(en.nearest({ ...beside, isBehind: true })).toBe('Nearest is the heap, which ends 1 byte before it.')
  expect(en.nearest({ ...beside, isBehind: false })).toBe(
    'Nearest is the heap, which begins 1 byte behind it.',
  )
  expect(en.pointer('p', '1', 1)).toBe('It is 1 byte behind where p points.')
  expect(en.pointer('p', '2', -2)).toBe('It is 2 bytes before where p points.')
})
